#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "call/call.hpp"
#include "text/normalise.hpp"
#include "text/pattern_set.hpp"

namespace callscore {

/// One phrase of an act, as written in its file and as an expression over normalised text.
struct Phrase {
    std::string written;
    std::string regex;
    SourceSpan where;
    std::vector<int> but_not;  ///< indexes into Act::exceptions: what takes this phrase's matches back
};

/// Something that can be said. Phrases of both languages stand side by side: they do not get in each other's way, and
/// a turn may mix them.
struct Act {
    std::string id;
    std::optional<Role> by;  ///< whose words it can be; absent: either party's. What a machine says is no act
    std::vector<Phrase> phrases;
    std::vector<Phrase> exceptions;   ///< phrases that only take matches back
    std::vector<int> but_not_any;     ///< indexes into `exceptions`: those that hold for every phrase
};

/// Words of a turn that are an act.
struct ActMatch {
    int act = 0;
    int turn = 0;
    text::Slice where;  ///< bytes of the turn's text
    int phrase = 0;     ///< index into the act's phrases
};

/// All acts of a rubric library, compiled once into one pattern set. Immutable after `compile`, so that threads share it.
class ActSet {
  public:
    /// Phrases that cannot be compiled are Problems (CS220) at their place, and left out.
    [[nodiscard]] static ActSet compile(std::vector<Act> acts, Problems& problems);

    [[nodiscard]] std::span<const Act> acts() const { return acts_; }
    /// The act's index, or -1.
    [[nodiscard]] int index_of(std::string_view id) const;

    /// Working memory of one thread, used again for every call.
    struct Scratch {
        text::Normalised normalised;
        text::PatternSet::Scratch agent_patterns;
        text::PatternSet::Scratch customer_patterns;
        std::vector<text::PatternMatch> found;
        std::vector<text::PatternMatch> exceptions;
    };

    /// Replaces `out` by the acts in a call's turns, ordered by turn, place and act. A stretch of words is the same act
    /// once, however many phrases match it: overlapping matches of one act are joined to the first of them.
    void find(std::span<const Turn> turns, Scratch& scratch, std::vector<ActMatch>& out) const;

  private:
    struct Entry {
        int act = 0;
        int phrase = 0;
        bool exception = false;
    };

    /// What one party can say: no time is spent on looking for the agent's acts in the customer's words.
    struct Side {
        std::vector<Entry> entries;  ///< for each pattern of the set what it belongs to
        text::PatternSet patterns;
    };

    void find_in_turn(const Turn& turn, int index, Scratch& scratch, std::vector<ActMatch>& out) const;

    std::vector<Act> acts_;
    Side agent_;
    Side customer_;
};

}  // namespace callscore
