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

void show_problems(const Problems& problems, const std::string& folder, const Style& style) {
    std::size_t shown = 0;
    for (const Problem& problem : problems) {
        if (shown++ == problems_shown)
            break;
        print_problem(stderr, problem, style.colour);
    }
    if (problems.size() > problems_shown)
        fmt::print(stderr, "{}",
                   folder.empty()
                       ? say(style.language, "……还有 {} 条，用 -o 指定文件夹即可在 errors.csv 中全部看到\n",
                             "… and {} more; with -o they are all in errors.csv\n", problems.size() - problems_shown)
                       : say(style.language, "……还有 {} 条，见 {}/errors.csv\n", "… and {} more, see {}/errors.csv\n",
                             problems.size() - problems_shown, folder));
}

ExitCode score(const ScoreOptions& options) {
    const std::optional<Library> library = load_rules_or_explain(options.common, false);
    if (!library)
        return ExitCode::invalid_rules;

    const Style errors = style_for(STDERR_FILENO, options.common);
    const bool show_progress = !options.common.quiet && can_rewrite_lines(STDERR_FILENO);
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
    Sources sources = find_sources(options.inputs, options.load);
    if (is_wrong_usage(sources)) {
        show_problems(sources.problems, {}, errors);
        return ExitCode::usage;
    }
    const BatchResult result = run_batch(std::move(sources), *library, batch);
    show_problems(result.problems, options.folder, errors);
    show_problems(result.fatal, options.folder, errors);
    if (!result.fatal.empty())
        return ExitCode::usage;

    const Style style = style_for(STDOUT_FILENO, options.common);
    if (!options.common.quiet) {
        if (!result.calls.empty())
            fmt::print("{}", call_table(result.calls, style));
        if (!options.folder.empty())
            fmt::print("{}", say(style.language, "结果文件夹：{}\n", "results in {}\n", options.folder));
        // The reasons stand above a table that may be long.
        if (const int count = result.summary.inputs_not_read; count > 0)
            fmt::print("{}", say(style.language, "{} 个输入没有读成\n",
                                 count == 1 ? "{} input could not be read\n" : "{} inputs could not be read\n", count));
    }
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
    command->add_option("INPUT", options->inputs, "Files, folders, or - for one call a line on stdin")
        ->type_name("")
        ->required();
    command->add_option("-o,--output", options->folder, "Folder for the results")->type_name("DIR");
    command->add_option("--jobs", options->jobs, "Threads to work on (default: one a core)")
        ->check(CLI::Range(1, 1024).description(""))
        ->type_name("N");
    command->add_option("--fail-under", options->fail_under, "Exit with 1 if a call scores below N (0 to 100)")
        ->check(CLI::Range(0.0, 100.0).description(""))
        ->type_name("N");
    command->add_flag("--quiet", options->common.quiet, "No table and no progress; problems are still shown");
    add_rules_option(*command, options->common);
    add_language_option(*command, options->common);
    add_load_options(*command, options->load);
    command->callback([options, &action] { action = [options] { return score(*options); }; });
}

}  // namespace callscore
