#pragma once

#include <string>
#include <vector>

#include "call/call.hpp"
#include "rules/finding.hpp"
#include "rules/rule.hpp"
#include "timeline/timeline.hpp"

namespace callscore {

/// An occasion that a rule saw, and whether it was taken: what criteria are scored by. Rules that only forbid see none.
struct Occasion {
    int rule = 0;           ///< index into RuleSet::rules
    int turn = 0;           ///< of the occasion
    bool taken = false;
    int answered_turn = -1;  ///< where it was taken; -1 if it was not
};

/// What the rules found in one call.
struct Evaluation {
    std::vector<Finding> findings;  ///< of all kinds but marks, in order of turn, kind and id; an id once a turn
    std::vector<Finding> marks;     ///< in the same order: not reported, but they can be what a criterion is about
    std::vector<Occasion> occasions;
    std::vector<CannotJudge> cannot_judge;  ///< rules of all kinds, marks too, in order of names
};

/// Evaluates all rules over one call. `acts` are those that RuleSet::acts finds in the call's turns.
[[nodiscard]] Evaluation evaluate(const Call& call, const Timeline& timeline, const std::vector<ActMatch>& acts,
                                  const RuleSet& rules);

}  // namespace callscore
