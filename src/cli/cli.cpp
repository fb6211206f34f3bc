#include "cli/cli.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/suggest.hpp"
#include "cli/command.hpp"

namespace callscore {
namespace {

/// The last subcommand that was named, or the program itself.
const CLI::App& innermost(const CLI::App& app) {
    const std::vector<CLI::App*> named = app.get_subcommands();
    return named.empty() ? app : *named.back();
}

Problem usage_problem(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App& command = innermost(app);
    const std::string command_line = &command == &app ? app.get_name() : app.get_name() + " " + command.get_name();
    Problem problem{"CS310", Severity::error, {}, error.what(), fmt::format("see '{} --help'", command_line)};
    const std::vector<std::string> unknown = app.remaining(true);
    if (unknown.empty()) {
        if (&command == &app)
            problem.message = "a command is missing";
        return problem;
    }
    std::vector<std::string> names;
    for (const CLI::App* const subcommand : command.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(subcommand->get_name());
    for (const CLI::Option* const option : command.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    const std::string& first = unknown.front();
    problem.message = first.starts_with("-") ? fmt::format("unknown option '{}'", first)
                      : &command == &app     ? fmt::format("unknown command '{}'", first)
                                             : fmt::format("'{}' is one argument too many", first);
    const std::string meant =
        did_you_mean(first.substr(0, first.find('=')), std::vector<std::string_view>(names.begin(), names.end()));
    if (!meant.empty())
        problem.hint = meant;
    return problem;
}

}  // namespace

int run(int argc, char** argv) {
    CLI::App app{"Scores recorded customer-service calls offline, by rubrics written in YAML.", "callscore"};
    app.set_version_flag("--version", std::string("callscore ") + std::string(version));
    app.require_subcommand(1);
    app.get_formatter()->column_width(26);
    Action action;
    add_score_command(app, action);
    add_show_command(app, action);
    add_lint_command(app, action);
    add_acts_command(app, action);
    add_calibrate_command(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Help and version are "errors" with code 0; everything else is wrong usage.
        if (error.get_exit_code() == 0)
            return app.exit(error);
        print_problem(stderr, usage_problem(app, error), style_for(STDERR_FILENO, {}).colour);
        return static_cast<int>(ExitCode::usage);
    }
    try {
        return static_cast<int>(action());
    } catch (const std::exception& error) {
        fmt::print(stderr, "error CS399: {}\n  this is a fault of callscore itself: please report it\n", error.what());
        return static_cast<int>(ExitCode::usage);
    }
}

}  // namespace callscore
