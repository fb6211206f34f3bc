#pragma once

#include <string_view>

#include "acts/act_set.hpp"
#include "call/call.hpp"
#include "rubric/library.hpp"
#include "score/scorecard.hpp"

namespace callscore {

/// Working memory of one thread, used again for every call.
struct ScoreScratch {
    ActSet::Scratch acts;
    std::vector<ActMatch> found;
    std::vector<bool> listener_words;
};

/// Scores one call. The result depends on the call and the library alone.
[[nodiscard]] Scorecard score_call(const Call& call, const Library& library, ScoreScratch& scratch);

}  // namespace callscore
