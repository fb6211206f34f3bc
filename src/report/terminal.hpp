#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "call/call.hpp"
#include "score/scorecard.hpp"

namespace callscore {

/// How text for people is set.
struct Style {
    bool colour = false;  ///< ANSI colours; nothing is told by colour alone
    int width = 80;       ///< columns of the terminal; below 40 counts as 40
    Language language = Language::en;
};

/// What the table of calls tells of one call: kept instead of the scorecard where there are many calls.
struct CallLine {
    std::string id;
    std::optional<double> score;
    bool failed = false;
    std::array<int, 5> verdicts{};  ///< criteria by verdict, in the order of the enumeration
    std::string worst;  ///< id of the heaviest finding, the first in the call of these; empty where there is none
    Weight worst_weight = Weight::minor;
    int findings = 0;
};

[[nodiscard]] CallLine line_of(const Scorecard& card);

/// The calls as a table, worst first: failed ones, then by score, those without a score last, then by id. Fits the
/// width from 60 columns on. Ends with a legend.
[[nodiscard]] std::string call_table(std::span<const CallLine> calls, const Style& style);

/// One call read aloud to a coach: who, scores, each criterion with its reason; then the transcript with what was found
/// under each turn, and what to do; at last what cannot be judged and why. Text of the call is masked and cannot steer
/// the terminal.
[[nodiscard]] std::string show_call(const Scorecard& card, const Call& call, const Style& style);

}  // namespace callscore
