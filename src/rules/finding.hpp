#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "call/call.hpp"

namespace callscore {

/// A text in both languages.
struct Text {
    std::string zh;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
};

/// What a rule yields. A `mark` is not reported: other rules build on it. A `flag` is reported and never deducts.
enum class Kind : std::uint8_t { cue, strength, finding, flag, mark };

/// How heavily a finding weighs, by the codebook.
enum class Weight : std::uint8_t { minor, major, critical };

[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::string_view name_of(Weight weight);
[[nodiscard]] std::optional<Kind> kind_named(std::string_view name);
[[nodiscard]] std::optional<Weight> weight_named(std::string_view name);

/// Words of the call that a statement rests on.
struct Quote {
    int turn = 0;
    Role role = Role::agent;
    std::size_t begin = 0;  ///< bytes of the turn's text
    std::size_t end = 0;
    std::optional<TimeRange> time;  ///< of these words: interpolated in the turn where words have no times
    bool interpolated = false;
    std::string what;     ///< the act, cue or measure that they show
    std::string because;  ///< the phrase pattern that matched, or the cut-in's class
};

/// A number that a statement rests on.
struct Measured {
    std::string name;
    double value = 0;
    double threshold = 0;
    std::string unit;
};

/// One cue, strength, finding or flag on a turn of a call.
struct Finding {
    std::string id;
    std::string rule;  ///< the rule that reports it; several rules may report one id
    Kind kind = Kind::finding;
    Weight weight = Weight::minor;  ///< for findings
    int turn = 0;                   ///< 0-based; without a transcript, of the heard turns
    Role role = Role::agent;
    std::optional<TimeRange> time;
    std::optional<Duration> precision;  ///< plus or minus, of `time`
    std::vector<Quote> evidence;        ///< what was said; never empty where the call has text
    std::vector<Quote> trigger;         ///< the customer's words that it answers or should have answered
    std::vector<Measured> measured;
    std::optional<std::pair<int, int>> searched;  ///< for what is missing: first and last turn looked at
    Text message;
    Text advice;
    std::string source;             ///< the article
    std::vector<std::string> rows;  ///< of the behaviour catalogue
};

/// A rule that could not be judged in this call, and why.
struct CannotJudge {
    std::string rule;
    std::string id;
    Text reason;
};

}  // namespace callscore
