// The native format, callscore/call/1: one JSON object a call.
//
//   {"schema": "callscore/call/1", "id": "x", "language": "zh", "started_at": "2026-03-02T10:15:00+08:00",
//    "agent": {"id": "A07", "team": "…"}, "customer": {"age": 71}, "ended_by": "customer",
//    "timing": {"source": "words", "precision_ms": 50}, "metadata": {"queue": "cards"},
//    "turns": [{"role": "agent", "start": 0.4, "end": 4.86, "text": "您好", "language": "zh",
//               "words": [{"text": "您好", "start": 0.4, "end": 0.9, "confidence": 0.98}]}]}
//
// Times are seconds from the start of the call. Only `turns` is required, and in a turn its `role`.

#include <fmt/format.h>

#include <cmath>

#include "base/suggest.hpp"
#include "load/format.hpp"
#include "load/importers.hpp"

namespace callscore {
namespace {

using Kind = json::Value::Kind;

constexpr std::string_view schema = "callscore/call/1";
constexpr std::string_view schema_family = "callscore/call/";
constexpr Duration second{1000};

constexpr std::array<std::string_view, 10> call_keys{"schema",   "id",       "language", "started_at", "agent",
                                                     "customer", "ended_by", "timing",   "metadata",   "turns"};
constexpr std::array<std::string_view, 6> turn_keys{"role", "start", "end", "text", "words", "language"};
constexpr std::array<std::string_view, 4> word_keys{"text", "start", "end", "confidence"};
constexpr std::array<std::string_view, 2> timing_keys{"source", "precision_ms"};
constexpr std::array<std::string_view, 3> role_names{"agent", "customer", "bot"};

/// Timing sources, and how exact each usually is, for calls that do not say it.
constexpr std::array<std::string_view, 5> source_names{"checked", "audio", "words", "turns", "none"};
constexpr std::array<Timing, 5> usual_timing{{{TimingSource::checked, Duration{100}},
                                              {TimingSource::audio, Duration{50}},
                                              {TimingSource::words, Duration{50}},
                                              {TimingSource::turns, Duration{300}},
                                              {TimingSource::none, Duration{0}}}};

/// The words of a turn, all or none: with some of them missing, rates would be wrong.
std::vector<Word> read_words(const json::Value& turn, const std::string& what, Report& report) {
    const json::Value* list = member_of_kind(turn, "words", Kind::array, report);
    if (list == nullptr)
        return {};
    std::vector<Word> words;
    words.reserve(list->items.size());
    for (const json::Value& item : list->items) {
        check_keys(item, word_keys, report);
        Word word;
        word.text = text_member(item, "text", report);
        const auto time = time_members(item, "start", "end", second, "a word of " + what, report);
        if (word.text.empty() || !time) {
            report.warning("CS138", item,
                           fmt::format("a word without text or time: the words of {} are left out", what),
                           "each word needs its text, start and end");
            return {};
        }
        word.time = *time;
        word.confidence = number_member(item, "confidence", report);
        if (word.confidence && (*word.confidence < 0 || *word.confidence > 1)) {
            report.warning("CS138", *item.find("confidence"), "a confidence that is not between 0 and 1 is left out");
            word.confidence.reset();
        }
        words.push_back(std::move(word));
    }
    return words;
}

void read_role(const json::Value& item, const std::string& what, Turn& turn, Report& report) {
    constexpr std::string_view roles = "roles are agent, customer and bot";
    const json::Value* role = item.find("role");
    if (role == nullptr || role->kind != Kind::string) {
        report.error("CS121", role == nullptr ? item : *role, fmt::format("{} has no role", what), std::string(roles));
        return;
    }
    if (const auto named = role_named(role->string)) {
        turn.role = *named;
        return;
    }
    const std::string meant = did_you_mean(role->string, role_names);
    report.error("CS121", *role, fmt::format("unknown role '{}'", role->string),
                 meant.empty() ? std::string(roles) : meant);
}

void read_timing(const json::Value& root, Call& call, Report& report) {
    constexpr double least_exact = 60000;
    const json::Value* timing = member_of_kind(root, "timing", Kind::object, report);
    if (timing == nullptr)
        return;
    check_keys(*timing, timing_keys, report);
    if (const json::Value* source = timing->find("source"); source != nullptr) {
        std::size_t i = 0;
        while (i < source_names.size() && source->string != source_names[i])
            ++i;
        if (i == source_names.size()) {
            // What is meant is not guessed, and least of all taken for the default, which is trusted most.
            const std::string meant = did_you_mean(source->string, source_names);
            report.warning(
                "CS139", *source,
                fmt::format("unknown timing source '{}': timed rules cannot judge this call", source->string),
                meant.empty() ? "sources are checked, audio, words, turns and none" : meant);
            i = source_names.size() - 1;
        }
        call.timing = usual_timing[i];
    }
    if (const auto precision = number_member(*timing, "precision_ms", report)) {
        if (*precision >= 0 && *precision <= least_exact)
            call.timing.precision = Duration{std::llround(*precision)};
        else
            report.warning("CS139", *timing->find("precision_ms"),
                           fmt::format("a precision that is not between 0 and {} ms is left out", least_exact));
    }
}

}  // namespace

bool sniff_native(const Document& document) {
    if (document.root == nullptr || document.root->kind != Kind::object)
        return false;
    const json::Value* stated = document.root->find("schema");
    return (stated != nullptr && stated->string.starts_with(schema_family)) || document.root->find("turns") != nullptr;
}

Outcome<Call> read_native(const Document& document, const LoadOptions&) {
    Report report(document);
    Call call;
    const json::Value& root = *document.root;
    if (root.kind != Kind::object) {
        report.error("CS120", root, "not a call: a call is an object");
        return {std::nullopt, report.take()};
    }
    if (const std::string stated = text_member(root, "schema", report); !stated.empty() && stated != schema) {
        report.error("CS119", *root.find("schema"), fmt::format("unknown schema '{}'", stated),
                     fmt::format("this version reads {}", schema));
        return {std::nullopt, report.take()};
    }
    check_keys(root, call_keys, report);
    call.id = text_member(root, "id", report);
    read_circumstances(root, call, report);
    read_timing(root, call, report);
    std::optional<Language> language = document.language;
    if (const json::Value* stated = root.find("language"); stated != nullptr && stated->kind != Kind::null)
        language = language_of(*stated, report);

    const json::Value* turns = member_of_kind(root, "turns", Kind::array, report);
    if (turns == nullptr || turns->items.empty()) {
        report.error("CS128", turns == nullptr ? root : *turns, "no turns: an empty call",
                     "leave it out, or export it again");
        return {std::nullopt, report.take()};
    }
    const std::size_t count = turns->items.size();
    call.turns.reserve(count);
    std::vector<const json::Value*> places;
    places.reserve(count);
    std::vector<std::optional<Language>> languages(count);
    for (std::size_t i = 0; i < count; ++i) {
        const json::Value& item = turns->items[i];
        const std::string what = fmt::format("turn {}", i);
        if (item.kind != Kind::object) {
            report.error("CS114", item, fmt::format("{} is not an object", what));
            continue;
        }
        check_keys(item, turn_keys, report);
        Turn& turn = call.turns.emplace_back();
        places.push_back(&item);
        read_role(item, what, turn, report);
        turn.time = time_members(item, "start", "end", second, what, report);
        turn.text = text_member(item, "text", report);
        turn.words = read_words(item, what, report);
        if (turn.text.empty())
            report.warning("CS122", item, fmt::format("{} has no text: nothing can be found in it", what),
                           "if something was said there, export the call again");
        if (const json::Value* stated = item.find("language"); stated != nullptr && stated->kind != Kind::null)
            languages[i] = language_of(*stated, report);
    }
    if (report.has_errors())
        return {std::nullopt, report.take()};
    judge_times(call, places, report);
    settle_languages(call, language, languages);
    return {std::move(call), report.take()};
}

}  // namespace callscore
