#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace callscore {

/// How an utterance that starts while the other party talks relates to it. Only the last two can be held against the
/// one who came in.
enum class CutIn : std::uint8_t {
    backchannel,       ///< short listener's words; the speaker goes on
    terminal_overlap,  ///< starts within the last moment of a finished turn
    attempt,           ///< tries to come in, and gives way to the speaker
    competitive,       ///< keeps talking over the speaker
    cut_off,           ///< the speaker stops unfinished
};

[[nodiscard]] std::string_view name_of(CutIn cut_in);
[[nodiscard]] std::optional<CutIn> cut_in_named(std::string_view name);

/// Thresholds of turn-taking. They stand in rules/timing.yaml with their sources; these are what is used where that
/// file does not say otherwise.
struct TurnTaking {
    Duration overlap{250};                ///< shorter overlaps are ordinary changes of turn
    Duration overlap_unpunctuated{500};   ///< the same, where the text cannot show whether the speaker had finished
    Duration talks_over{1000};            ///< overlap from which talking over is competitive, finished or not
    Duration longest_backchannel{1000};   ///< of an utterance that is no listener's words, after which the speaker goes on
    Duration coarsest_precision{300};     ///< with times less precise than this, cut-ins cannot be judged
    Duration opening{15000};              ///< the part of the call that is its opening
    Duration closing{20000};              ///< … and its closing
};

}  // namespace callscore
