#pragma once

#include <functional>
#include <string>
#include <vector>

#include "load/source.hpp"
#include "report/run_json.hpp"
#include "report/terminal.hpp"
#include "rubric/library.hpp"

namespace callscore {

struct BatchOptions {
    std::string folder;  ///< for results; empty: nothing is written
    int jobs = 1;        ///< worker threads, from 1
    LoadOptions load;
    std::string rules_path;
    std::string tool_version;
    /// Called now and then from one thread at a time; may be empty.
    std::function<void(std::size_t done, std::size_t all)> progress;
};

struct BatchResult {
    std::vector<CallLine> calls;  ///< in order of ids
    RunSummary summary;
    Problems problems;  ///< of all inputs, sorted; warnings too
    Problems fatal;     ///< results could not be written: the run is not complete
};

/// Loads, scores and writes calls on `jobs` threads: `scorecards/<id>.json`, findings.csv, calls.csv, errors.csv and
/// run.json. What is written depends on the inputs and the library alone: not on the number of threads nor on the order
/// of `sources`.
///
/// Problem CS150: two inputs state the same call id; the one whose name comes first is scored.
[[nodiscard]] BatchResult run_batch(Sources sources, const Library& library, const BatchOptions& options);

}  // namespace callscore
