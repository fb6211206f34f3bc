#include "load/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/suggest.hpp"
#include "load/importers.hpp"
#include "load/load.hpp"

namespace callscore {
namespace {

using Kind = json::Value::Kind;

constexpr int most_of_a_code = 20;

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return "true or false";
        case Kind::number:
            return "a number";
        case Kind::string:
            return "text";
        case Kind::array:
            return "a list";
        case Kind::object:
            return "an object";
    }
    return {};
}

const json::Value* present(const json::Value& object, std::string_view key) {
    const json::Value* value = object.find(key);
    return value == nullptr || value->kind == Kind::null ? nullptr : value;
}

/// The character at `at`, which moves behind it. The text is known to be good UTF-8.
char32_t next_character(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80)
        return first;
    const unsigned more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    char32_t code = first & (0x3FU >> more);
    for (unsigned i = 0; i < more && at < text.size(); ++i)
        code = code << 6U | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    return code;
}

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// Han characters and full-width marks, which stand without spaces.
bool is_wide(char32_t c) {
    return is_han(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF) || c == 0x2026 || c == 0x2014;
}

bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}

struct Script {
    std::size_t han = 0;          ///< characters
    std::size_t latin_words = 0;  ///< runs of letters
};

void count_script(std::string_view text, Script& script) {
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        const bool latin = is_latin(c) || (in_word && c == '\'');
        script.han += is_han(c) ? 1 : 0;
        script.latin_words += latin && !in_word ? 1 : 0;
        in_word = latin;
    }
}

std::optional<Language> language_of_script(const Script& script) {
    if (script.han + script.latin_words == 0)
        return std::nullopt;
    // A third is enough: Mandarin calls are full of English names, English ones free of Han characters.
    return script.han * 3 >= script.han + script.latin_words ? Language::zh : Language::en;
}

}  // namespace

std::span<const Format> formats() {
    return importers;
}

void Report::add(Severity severity, std::string code, const json::Value& at, At part, std::string message,
                 std::string hint) {
    has_errors_ = has_errors_ || severity == Severity::error;
    if (++seen_[code] > most_of_a_code)
        return;
    SourceSpan span = part == At::key ? json::place_of_key(at, document_.text, document_.file, document_.first_line)
                                      : json::place_of(at, document_.text, document_.file, document_.first_line);
    problems_.push_back({std::move(code), severity, std::move(span), std::move(message), std::move(hint)});
}

void Report::error(std::string code, const json::Value& at, std::string message, std::string hint) {
    add(Severity::error, std::move(code), at, At::value, std::move(message), std::move(hint));
}

void Report::warning(std::string code, const json::Value& at, std::string message, std::string hint) {
    add(Severity::warning, std::move(code), at, At::value, std::move(message), std::move(hint));
}

void Report::key_warning(std::string code, const json::Value& at, std::string message, std::string hint) {
    add(Severity::warning, std::move(code), at, At::key, std::move(message), std::move(hint));
}

Problems Report::take() {
    Problems more;
    for (const auto& [code, count] : seen_) {
        if (count <= most_of_a_code)
            continue;
        const auto first = std::find_if(problems_.begin(), problems_.end(),
                                        [&name = code](const Problem& problem) { return problem.code == name; });
        more.push_back({code,
                        first->severity,
                        {document_.file, document_.first_line > 1 ? document_.first_line : 0, 0, 0, {}},
                        fmt::format("{} more of this kind", count - most_of_a_code),
                        {}});
    }
    problems_.insert(problems_.end(), more.begin(), more.end());
    seen_.clear();
    return std::move(problems_);
}

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string text_member(const json::Value& object, std::string_view key, Report& report) {
    const json::Value* value = present(object, key);
    if (value == nullptr)
        return {};
    if (value->kind == Kind::string || value->kind == Kind::number)
        return value->string;
    report.warning("CS114", *value, fmt::format("'{}' is {}, not text: it is left out", key, kind_name(value->kind)));
    return {};
}

std::optional<double> number_member(const json::Value& object, std::string_view key, Report& report) {
    const json::Value* value = present(object, key);
    if (value == nullptr || (value->kind == Kind::string && value->string.empty()))
        return std::nullopt;
    if (value->kind == Kind::number)
        return value->number;
    if (value->kind == Kind::string)
        if (const auto number = number_in(value->string))
            return number;
    report.warning("CS114", *value,
                   fmt::format("'{}' is {}, not a number: it is left out", key, kind_name(value->kind)));
    return std::nullopt;
}

const json::Value* member_of_kind(const json::Value& object, std::string_view key, Kind kind, Report& report) {
    const json::Value* value = present(object, key);
    if (value == nullptr || value->kind == kind)
        return value;
    report.warning("CS114", *value,
                   fmt::format("'{}' is {}, not {}: it is left out", key, kind_name(value->kind), kind_name(kind)));
    return nullptr;
}

std::optional<TimeRange> time_members(const json::Value& object, std::string_view begin, std::string_view end,
                                      Duration unit, const std::string& what, Report& report) {
    bool good = true;
    const auto seconds_of = [&](std::string_view key) -> std::optional<double> {
        const std::optional<double> number = number_member(object, key, report);
        if (!number)
            return std::nullopt;
        const double seconds = *number * to_seconds(unit);
        if (seconds >= 0 && seconds <= to_seconds(longest_call))
            return seconds;
        good = false;
        report.warning("CS127", *object.find(key),
                       fmt::format("'{}' of {} is {}: its time is left out", key, what,
                                   seconds < 0 ? "negative" : "after more than 24 hours"),
                       fmt::format("'{}' counts {} from the start of the call", key,
                                   unit == Duration{1} ? "milliseconds" : "seconds"));
        return std::nullopt;
    };
    const std::optional<double> first = seconds_of(begin);
    const std::optional<double> last = seconds_of(end);
    if (!good || !first || !last)
        return std::nullopt;
    if (*last < *first) {
        report.warning("CS124", *object.find(end),
                       fmt::format("{} ends at {:.10g} s, before its start at {:.10g} s: its time is left out", what,
                                   *last, *first),
                       fmt::format("check whether '{}' and '{}' are swapped", begin, end));
        return std::nullopt;
    }
    return TimeRange{from_seconds(*first), from_seconds(*last)};
}

namespace {

std::string hint_for(std::string_view key, std::span<const std::string_view> known) {
    std::string meant = did_you_mean(key, known);
    if (!meant.empty())
        return meant;
    return fmt::format("known here: {}", fmt::join(known, ", "));
}

}  // namespace

void check_keys(const json::Value& object, std::span<const std::string_view> known, Report& report) {
    for (const auto& [key, value] : object.members)
        if (std::find(known.begin(), known.end(), key) == known.end())
            report.key_warning("CS137", value, fmt::format("unknown key '{}' is passed over", key), hint_for(key, known));
}

std::optional<Language> language_of(const json::Value& value, Report& report) {
    const std::optional<Language> language = value.kind == Kind::string ? language_tagged(value.string) : std::nullopt;
    if (!language)
        report.error("CS140", value,
                     value.kind == Kind::string ? fmt::format("unknown language '{}'", value.string)
                                                : fmt::format("the language is {}, not text", kind_name(value.kind)),
                     "languages are zh and en, with any region: zh-CN, en-GB");
    return language;
}

void read_circumstances(const json::Value& root, Call& call, Report& report) {
    constexpr std::array<std::string_view, 2> agent_keys{"id", "team"};
    constexpr std::array<std::string_view, 1> customer_keys{"age"};
    constexpr std::array<std::string_view, 3> endings{"agent", "customer", "unknown"};
    constexpr double oldest = 150;

    call.started_at = text_member(root, "started_at", report);
    if (const json::Value* agent = member_of_kind(root, "agent", Kind::object, report)) {
        check_keys(*agent, agent_keys, report);
        call.agent.id = text_member(*agent, "id", report);
        call.agent.team = text_member(*agent, "team", report);
    }
    if (const json::Value* customer = member_of_kind(root, "customer", Kind::object, report)) {
        check_keys(*customer, customer_keys, report);
        if (const auto age = number_member(*customer, "age", report)) {
            if (*age >= 0 && *age <= oldest)
                call.customer.age = static_cast<int>(*age);
            else
                report.warning("CS114", *customer->find("age"),
                               fmt::format("an age that is not between 0 and {} is left out", oldest));
        }
    }
    if (const std::string ended_by = text_member(root, "ended_by", report); !ended_by.empty()) {
        if (const auto named = ended_by_named(ended_by)) {
            call.ended_by = *named;
        } else {
            const std::string meant = did_you_mean(ended_by, endings);
            report.warning("CS114", *root.find("ended_by"),
                           fmt::format("'ended_by' is '{}': it is read as unknown", ended_by),
                           meant.empty() ? "a call is ended by agent, customer or unknown" : meant);
        }
    }
    if (const json::Value* metadata = member_of_kind(root, "metadata", Kind::object, report)) {
        for (const auto& [key, value] : metadata->members) {
            if (value.kind == Kind::boolean)
                call.metadata[key] = value.boolean ? "true" : "false";
            else if (std::string text = text_member(*metadata, key, report); !text.empty())
                call.metadata[key] = std::move(text);
        }
    }
}

std::optional<Language> guess_language(std::string_view text) {
    Script script;
    count_script(text, script);
    return language_of_script(script);
}

void settle_languages(Call& call, std::optional<Language> stated,
                      std::span<const std::optional<Language>> stated_by_turn) {
    // Only a turn that is clearly in the other language is taken out: "OK" and product names do not make it English.
    constexpr std::size_t clear_words = 4;
    constexpr std::size_t clear_characters = 2;

    std::vector<Script> scripts(call.turns.size());
    Script whole;
    for (std::size_t i = 0; i < call.turns.size(); ++i) {
        count_script(call.turns[i].text, scripts[i]);
        whole.han += scripts[i].han;
        whole.latin_words += scripts[i].latin_words;
    }
    call.language = stated ? *stated : language_of_script(whole).value_or(Language::zh);
    for (std::size_t i = 0; i < call.turns.size(); ++i) {
        Turn& turn = call.turns[i];
        turn.language = call.language;
        if (i < stated_by_turn.size() && stated_by_turn[i])
            turn.language = *stated_by_turn[i];
        else if (scripts[i].han == 0 && scripts[i].latin_words >= clear_words)
            turn.language = Language::en;
        else if (scripts[i].han >= clear_characters && language_of_script(scripts[i]) == Language::zh)
            turn.language = Language::zh;
    }
}

void judge_times(Call& call, std::span<const json::Value* const> places, Report& report) {
    const auto place = [&](std::size_t turn) -> const json::Value& {
        return *places[std::min(turn, places.size() - 1)];
    };
    std::size_t untimed = 0;
    std::size_t first_untimed = 0;
    std::size_t backwards = 0;
    std::size_t first_backwards = 0;
    const Turn* before = nullptr;
    std::array<std::optional<std::size_t>, 3> latest;  // the turn of each role that ends last so far
    for (std::size_t i = 0; i < call.turns.size(); ++i) {
        const Turn& turn = call.turns[i];
        if (!turn.time) {
            first_untimed = untimed++ == 0 ? i : first_untimed;
            continue;
        }
        if (before != nullptr && turn.time->begin < before->time->begin)
            first_backwards = backwards++ == 0 ? i : first_backwards;
        before = &turn;
        auto& other = latest[static_cast<std::size_t>(turn.role)];
        const Duration common = other ? overlap(*turn.time, *call.turns[*other].time) : Duration{0};
        if (common > Duration{0})
            report.warning("CS126", place(i),
                           fmt::format("turns {} and {} of the {} overlap by {:.10g} s", *other, i, name_of(turn.role),
                                       to_seconds(common)),
                           "one party says one thing at a time: check the roles and the times");
        if (!other || turn.time->end > call.turns[*other].time->end)
            other = i;
    }
    if (untimed > 0) {
        report.warning(
            "CS123", place(first_untimed),
            fmt::format("{} of {} turns without times: timed rules cannot judge this call", untimed, call.turns.size()),
            "each turn needs its start and its end");
        call.timing = {TimingSource::none, Duration{0}};
    }
    if (backwards > 0) {
        report.warning("CS125", place(first_backwards),
                       fmt::format("turn {} starts before the turn above it{}: timed rules cannot judge this call",
                                   first_backwards,
                                   backwards == 2  ? ", as does 1 more"
                                   : backwards > 2 ? fmt::format(", as do {} more", backwards - 1)
                                                   : ""),
                       "turns stand in the order of their starts");
        call.timing = {TimingSource::none, Duration{0}};
    }
}

void append_word(std::string& text, std::string_view word) {
    if (!text.empty() && !word.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U)
            --last;
        std::size_t begin = 0;
        if (!is_wide(next_character(text, last)) && !is_wide(next_character(word, begin)))
            text += ' ';
    }
    text += word;
}

}  // namespace callscore
