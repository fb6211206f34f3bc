#pragma once

#include "rubric/library.hpp"
#include "rules/evaluate.hpp"
#include "score/scorecard.hpp"

namespace callscore {

/// Judges and scores one criterion.
///
/// Verdict: `met` where something meets it and nothing breaks it; `partly` where both are there, unless the breaking
/// acts outnumber the meeting ones or one is critical; `not_met` where only something breaks it, or there was an
/// occasion and nothing met it; `na` where there was no occasion; `cannot_judge` where no rule that could break or meet
/// it could be judged.
///
/// Score: the share of its opportunities that were taken (occasions that its rules saw, and the occasion that the
/// rubric names), less what findings without an occasion cost, and no more than the cap of the worst finding.
[[nodiscard]] CriterionResult judge_criterion(const Criterion& criterion, const Evaluation& evaluation,
                                              const Library& library);

/// Judges one line of a rubric's score.
[[nodiscard]] SectionResult judge_section(const Section& section, const std::vector<CriterionResult>& criteria);

}  // namespace callscore
