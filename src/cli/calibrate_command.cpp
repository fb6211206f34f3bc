#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/command.hpp"
#include "review/calibration.hpp"

namespace callscore {
namespace {

namespace fs = std::filesystem;

struct CalibrateOptions {
    Common common;
    std::string scores;
    std::string labels;
    bool json = false;
};

/// A file itself, or the files with that ending in a folder, in order of names.
std::vector<std::string> files_of(const std::string& path, std::string_view ending) {
    std::error_code error;
    if (!fs::is_directory(path, error))
        return {path};
    std::vector<std::string> out;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, error))
        if (entry.path().filename().string().ends_with(ending))
            out.push_back(entry.path().string());
    std::sort(out.begin(), out.end());
    return out;
}

template <class Value, class Read>
std::vector<Value> read_all(const std::vector<std::string>& files, Read read, Problems& problems) {
    std::vector<Value> out;
    for (const std::string& file : files) {
        Outcome<Value> outcome = read(file);
        problems.insert(problems.end(), outcome.problems.begin(), outcome.problems.end());
        if (outcome.value)
            out.push_back(std::move(*outcome.value));
    }
    return out;
}

ExitCode calibrate_command(const CalibrateOptions& options) {
    std::error_code error;
    Problems problems;
    const bool is_run = fs::exists(options.scores + "/run.json", error);
    const std::vector<ScoredCall> scored = read_all<ScoredCall>(
        files_of(is_run ? options.scores + "/scorecards" : options.scores, ".json"), read_scorecard, problems);
    const std::vector<Labels> labels =
        read_all<Labels>(files_of(options.labels, ".labels.json"), read_labels, problems);
    std::vector<std::string> reported;
    if (is_run) {
        Outcome<std::vector<std::string>> ids = read_reported_ids(options.scores + "/run.json");
        problems.insert(problems.end(), ids.problems.begin(), ids.problems.end());
        reported = std::move(ids.value).value_or(std::vector<std::string>{});
    }
    const Calibration calibration = calibrate(scored, labels, reported);
    problems.insert(problems.end(), calibration.problems.begin(), calibration.problems.end());
    const Style errors = style_for(STDERR_FILENO, options.common);
    for (const Problem& problem : problems)
        print_problem(stderr, problem, errors.colour);
    if (calibration.calls == 0) {
        print_problem(stderr,
                      {"CS302", Severity::error, {}, "no call is both scored and labelled",
                       "give a folder of results and a folder of *.labels.json; calls are matched by id"},
                      errors.colour);
        return ExitCode::usage;
    }
    fmt::print("{}", options.json ? calibration_json(calibration)
                                  : calibration_table(calibration, style_for(STDOUT_FILENO, options.common)));
    return has_errors(problems) ? ExitCode::inputs_not_read : ExitCode::done;
}

}  // namespace

void add_calibrate_command(CLI::App& app, Action& action) {
    auto options = std::make_shared<CalibrateOptions>();
    CLI::App* const command = app.add_subcommand("calibrate", "Compare scorecards with labels given by people");
    command->add_option("SCORES", options->scores, "Folder of results, or scorecards")->type_name("")->required();
    command->add_option("LABELS", options->labels, "Folder of *.labels.json, or one file")->type_name("")->required();
    command->add_flag("--json", options->json, "Print JSON instead of a table");
    add_language_option(*command, options->common);
    command->callback([options, &action] { action = [options] { return calibrate_command(*options); }; });
}

}  // namespace callscore
