#include "load/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "load/audio.hpp"
#include "load/format.hpp"
#include "load/sidecar.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

/// The text of a transcript, whether a file or a line.
Result<std::string> transcript_text(const CallSource& source) {
    if (source.text)
        return *source.text;
    if (!source.line)
        return read_file(source.transcript);
    std::ifstream file(source.transcript, std::ios::binary);
    std::string text(source.line->length, '\0');
    file.seekg(static_cast<std::streamoff>(source.line->offset));
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file)
        return failure({"CS102",
                        Severity::error,
                        {source.transcript, source.line->number, 0, 0, {}},
                        "cannot be read any more",
                        "the file has changed since the run began"});
    return text;
}

std::string hint_of_formats() {
    std::string names;
    for (const Format& format : formats())
        names += (names.empty() ? "" : ", ") + std::string(format.name);
    return "formats are " + names;
}

Problem not_a_call(const Document& document, std::string message) {
    return {"CS120",
            Severity::error,
            {document.file, document.first_line > 1 ? document.first_line : 0, 0, 0, {}},
            std::move(message),
            hint_of_formats()};
}

Outcome<Call> read_transcript(std::string_view text, const CallSource& source, std::optional<Language> language,
                              const LoadOptions& options) {
    Document document{text, source.transcript, source.line ? source.line->number : 1, nullptr, language};
    const Result<json::Value> root = json::parse(text, document.file, document.first_line);
    if (root)
        document.root = &*root;
    const auto all = formats();
    const auto format = std::find_if(all.begin(), all.end(), [&](const Format& candidate) {
        return options.from.empty() ? candidate.sniff(document) : candidate.name == options.from;
    });
    if (!root)
        return {std::nullopt, {root.error()}};  // all formats are JSON so far
    if (format == all.end())
        return {std::nullopt, {not_a_call(document, "JSON, but not a call")}};
    return format->read(document, options);
}

}  // namespace

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> names;
    for (const Format& format : formats())
        names.push_back(format.name);
    return names;
}

std::string safe_id(std::string_view id) {
    constexpr std::size_t longest = 120;
    std::string safe;
    safe.reserve(id.size());
    for (std::size_t i = 0; i < id.size(); ++i) {
        if (const auto [code_point, length] = text::decode(id, i); text::is_han(code_point)) {
            safe += id.substr(i, length);
            i += length - 1;
            continue;
        }
        const char c = id[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || (c == '.' && i > 0);
        if (plain)
            safe += c;
        else
            fmt::format_to(std::back_inserter(safe), "%{:02X}", static_cast<unsigned char>(c));
    }
    if (safe.size() <= longest)
        return safe;
    // '~' stands in no other id, and the hash is that of the whole.
    const std::string tail = "~" + sha256(id).substr(0, 16);
    std::size_t cut = longest - tail.size();
    if (const std::size_t percent = safe.find('%', cut - 2); percent < cut)
        cut = percent;  // not through the middle of %XX
    while ((static_cast<unsigned char>(safe[cut]) & 0xC0U) == 0x80U)
        --cut;  // nor of a character
    return safe.substr(0, cut) + tail;
}

Outcome<Call> load_call(const CallSource& source, const LoadOptions& options) {
    Problems problems;
    const auto keep = [&](Problems more) { problems.insert(problems.end(), more.begin(), more.end()); };
    const auto failed = [&] {
        sort_problems(problems);
        return Outcome<Call>{std::nullopt, problems};
    };
    std::vector<std::string> hashes;  // of transcript, recordings, sidecar: always in this order
    LoadOptions settled = options;
    Sidecar sidecar;
    if (!source.sidecar.empty()) {
        Outcome<Sidecar> read = read_sidecar(source.sidecar);
        keep(std::move(read.problems));
        if (!read.value)
            return failed();
        sidecar = std::move(*read.value);
        if (!settled.agent_channel)
            settled.agent_channel = sidecar.agent_channel;
    }

    Call call;
    if (!source.transcript.empty()) {
        const Result<std::string> text = transcript_text(source);
        if (!text) {
            problems.push_back(text.error());
            return failed();
        }
        Outcome<Call> read = read_transcript(*text, source, sidecar.language, settled);
        keep(std::move(read.problems));
        if (!read.value)
            return failed();
        call = std::move(*read.value);
        hashes.push_back(sha256(*text));
    } else {
        call.timing = {TimingSource::audio, Duration{50}};
        settle_languages(call, sidecar.language);
    }

    if (!source.audio.empty()) {
        Outcome<Heard> heard = hear_call(source, settled.agent_channel.value_or(0));
        if (!heard.value && !source.transcript.empty()) {
            // The transcript is still a call: what is lost is said, and the call is judged without it.
            for (Problem& problem : heard.problems) {
                problem.severity = Severity::warning;
                problem.message += ": the transcript is judged alone";
            }
        }
        keep(std::move(heard.problems));
        if (!heard.value && source.transcript.empty())
            return failed();
        call.heard = std::move(heard.value);
        const bool no_times =
            std::none_of(call.turns.begin(), call.turns.end(), [](const Turn& turn) { return turn.time.has_value(); });
        if (call.heard && no_times)
            call.timing = {TimingSource::audio, Duration{50}};
        for (const std::string& file : source.audio)
            hashes.push_back(sha256_file(file));
    }
    if (!source.sidecar.empty()) {
        fill_from(sidecar, call);
        hashes.push_back(sidecar.hash);
    }

    const std::string stated = call.id.empty() ? source.name : call.id;
    call.id = safe_id(stated);
    if (call.id != stated)
        call.metadata.try_emplace("id", stated);
    call.source = source.transcript.empty() ? source.audio.front() : source.transcript;
    std::string all_hashes;
    for (const std::string& hash : hashes)
        all_hashes += hash;
    call.input_hash = hashes.size() == 1 ? hashes.front() : sha256(all_hashes);
    sort_problems(problems);
    return {std::move(call), std::move(problems)};
}

}  // namespace callscore
