#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "batch/batch.hpp"
#include "cli/command.hpp"

namespace callscore {
namespace {

struct ScoreOptions {
    Common common;
    std::vector<std::string> inputs;
    std::string folder;
    int jobs = 0;
    double fail_under = -1;
    LoadOptions load;
};

constexpr std::size_t problems_shown = 20;

void show_problems(const Problems& problems, const Style& style) {
    std::size_t shown = 0;
    for (const Problem& problem : problems) {
        if (shown++ == problems_shown)
            break;
        print_problem(stderr, problem, style.colour);
    }
    if (problems.size() > problems_shown)
        fmt::print(stderr, "{}", say(style.language, "……还有 {} 条,见 errors.csv\n", "… and {} more, see errors.csv\n",
                                     problems.size() - problems_shown));
}

ExitCode score(const ScoreOptions& options) {
    const std::optional<Library> library = load_rules_or_explain(options.common, false);
    if (!library)
        return ExitCode::invalid_rules;

    const Style errors = style_for(STDERR_FILENO, options.common);
    const bool show_progress = !options.common.quiet && ::isatty(STDERR_FILENO) == 1;
    BatchOptions batch;
    batch.folder = options.folder;
    batch.jobs = options.jobs > 0 ? options.jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    batch.load = options.load;
    batch.rules_path = find_rules(options.common);
    batch.tool_version = version;
    if (show_progress)
        batch.progress = [](std::size_t done, std::size_t all) {
            if (done % 64 == 0 || done == all)
                fmt::print(stderr, "\r{} / {}{}", done, all, done == all ? "\r\x1b[K" : "");
        };
    const BatchResult result = run_batch(find_sources(options.inputs, options.load), *library, batch);
    show_problems(result.problems, errors);
    show_problems(result.fatal, errors);

    const Style style = style_for(STDOUT_FILENO, options.common);
    if (!options.common.quiet) {
        fmt::print("{}", call_table(result.calls, style));
        if (!options.folder.empty())
            fmt::print("{}", say(style.language, "结果文件夹: {}\n", "results in {}\n", options.folder));
    }
    if (!result.fatal.empty())
        return ExitCode::usage;
    if (has_errors(result.problems))
        return ExitCode::inputs_not_read;
    const bool below = std::any_of(result.calls.begin(), result.calls.end(), [&](const CallLine& call) {
        return call.score && *call.score < options.fail_under;
    });
    return below ? ExitCode::below_gate : ExitCode::done;
}

}  // namespace

void add_score_command(CLI::App& app, Action& action) {
    auto options = std::make_shared<ScoreOptions>();
    CLI::App* const command = app.add_subcommand("score", "Score calls and write a scorecard for each");
    command
        ->add_option("INPUT", options->inputs,
                     "Calls: files, folders, or - for one call a line on standard input")
        ->required();
    command->add_option("-o,--output", options->folder, "Folder for the results")->type_name("DIR");
    command->add_option("--jobs", options->jobs, "Threads to work on (default: one a core)")
        ->check(CLI::Range(1, 1024))
        ->type_name("N");
    command->add_option("--fail-under", options->fail_under, "Exit with 1 if a call scores below this (0 to 100)")
        ->check(CLI::Range(0.0, 100.0))
        ->type_name("N");
    command->add_flag("--quiet", options->common.quiet, "No table and no progress; problems are still shown");
    add_rules_option(*command, options->common);
    add_language_option(*command, options->common);
    add_load_options(*command, options->load);
    command->callback([options, &action] { action = [options] { return score(*options); }; });
}

}  // namespace callscore
