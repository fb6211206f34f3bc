#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "call/call.hpp"
#include "rules/finding.hpp"

namespace callscore {

/// What came of one criterion. `na`: there was no occasion. `cannot_judge`: an input that it needs is missing.
enum class Verdict : std::uint8_t { met, partly, not_met, na, cannot_judge };

[[nodiscard]] std::string_view name_of(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdict_named(std::string_view name);

/// One thing the agent could do well or badly: an occasion, and what came of it.
struct Opportunity {
    std::string rule;
    int turn = 0;           ///< of the occasion
    bool taken = false;     ///< answered as the rule expects
    int answered_turn = -1;  ///< where; -1 if it was not
};

struct Deduction {
    std::string id;  ///< of the finding
    int turn = 0;
    double points = 0;
};

struct CriterionResult {
    std::string id;
    Text title;
    Verdict verdict = Verdict::na;
    std::optional<double> score;  ///< 0 to 100; absent where the verdict is `na` or `cannot_judge`
    Text reason;
    std::vector<Opportunity> opportunities;
    std::vector<Deduction> deductions;
    std::vector<std::string> met_by;     ///< ids of strengths found
    std::vector<std::string> broken_by;  ///< ids of findings found
};

/// One line of a rubric's `score`: a formula over criteria.
struct SectionResult {
    std::string id;
    std::string formula;
    double weight = 0;
    std::optional<double> score;  ///< absent where nothing in it applies, or some of it cannot be judged
    Verdict verdict = Verdict::na;
    std::string weakest;               ///< the criterion that decided a `+`; empty where there is none
    std::vector<std::string> left_out;  ///< criteria that do not apply and were left out
};

struct RubricResult {
    std::string id;
    std::string version;
    std::string hash;
    Text title;
    double weight = 0;
    std::optional<double> score;
    std::vector<CriterionResult> criteria;
    std::vector<SectionResult> sections;
};

/// The result for one call. It holds what the call says word for word: writers mask it (see privacy/).
struct Scorecard {
    std::string call_id;
    Language language = Language::zh;
    std::string started_at;
    std::string source;
    std::string input_hash;
    std::string rules_hash;
    Agent agent;
    Timing timing;
    Duration length{0};
    int turns = 0;
    std::vector<Finding> findings;   ///< kind `finding`, in order of turn, begin and id; likewise below
    std::vector<Finding> flags;
    std::vector<Finding> strengths;
    std::vector<Finding> cues;
    std::vector<CannotJudge> cannot_judge;
    std::vector<RubricResult> rubrics;
    std::optional<double> score;  ///< of the call, 0 to 100
    bool failed = false;          ///< a finding that fails the whole call
    std::vector<std::string> notes;
};

}  // namespace callscore
