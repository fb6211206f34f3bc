#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "score/scorecard.hpp"

namespace callscore {

struct RubricReference {
    std::string id;
    std::string version;
    std::string hash;
};

/// What a run was done with and what came of it. It holds nothing that differs between two runs over the same inputs:
/// no time of day, host or number of workers.
struct RunSummary {
    std::string tool_version;
    std::string rules_path;
    std::string rules_hash;
    std::vector<RubricReference> rubrics;
    std::vector<std::string> reports;                          ///< ids that the rules can report
    std::vector<std::pair<std::string, std::string>> options;  ///< those that influence results, by name
    int calls_scored = 0;
    int inputs_not_read = 0;
    int warnings = 0;
    int calls_failed = 0;
    std::map<std::string, int> findings;  ///< how often each id was reported; likewise below
    std::map<std::string, int> flags;
    std::map<std::string, int> strengths;
    std::map<std::string, int> cues;
    std::map<std::string, int> cannot_judge;
};

/// Adds one call to the counts.
void count_call(RunSummary& run, const Scorecard& card);

/// run.json, schema `callscore/run/1`. Rubrics, ids and options are written in alphabetical order, whatever theirs is.
[[nodiscard]] std::string run_json(const RunSummary& run);

}  // namespace callscore
