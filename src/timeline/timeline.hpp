#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "call/call.hpp"
#include "timeline/turn_taking.hpp"

namespace callscore {

/// An utterance of one party: a turn of the transcript, or a turn heard where there is no transcript.
struct Utterance {
    Role role = Role::agent;
    std::optional<TimeRange> time;
    std::string_view text;  ///< of the call's turn; empty where it was only heard
    Language language = Language::zh;
    /// More than listener's words. Where there is no text, an utterance longer than a backchannel can be.
    bool content = true;
    /// Silence of both parties before it; zero where it starts in an overlap; absent without times.
    std::optional<Duration> silence_before;
};

/// `by` starts while `into` talks.
struct Overlap {
    int by = 0;
    int into = 0;
    TimeRange time;
    CutIn cut_in = CutIn::terminal_overlap;
};

/// Who spoke when.
struct Timeline {
    std::vector<Utterance> utterances;  ///< index = turn in all outputs
    std::vector<Overlap> overlaps;      ///< in order of `by`
    bool heard_only = false;            ///< made from audio without a transcript
    bool punctuated = true;             ///< whether the transcript shows the ends of sentences
    Duration length{0};
    Timing timing;
};

/// Puts the utterances in order and finds gaps and overlaps. `listener_words[i]` says that the call's turn i consists of
/// listener's words alone (嗯, 好的, mm-hm); it may be empty where there is no text. `call` must outlive the result.
[[nodiscard]] Timeline make_timeline(const Call& call, const std::vector<bool>& listener_words,
                                     const TurnTaking& thresholds);

/// The time of some bytes of a turn: from its words' times where it has them, else interpolated by characters, which
/// `interpolated` tells. Absent where the turn has no time.
struct SpokenAt {
    std::optional<TimeRange> time;
    bool interpolated = false;
};
[[nodiscard]] SpokenAt spoken_at(const Turn& turn, std::size_t begin, std::size_t end);

}  // namespace callscore
