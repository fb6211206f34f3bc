#include "cli/cli.hpp"

#include <fmt/format.h>

#include <exception>

#include "cli/command.hpp"

namespace callscore {

int run(int argc, char** argv) {
    CLI::App app{"Scores recorded customer-service calls offline, by rubrics written in YAML.", "callscore"};
    app.set_version_flag("--version", std::string("callscore ") + std::string(version));
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
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
        return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
    }
    try {
        return static_cast<int>(action());
    } catch (const std::exception& error) {
        fmt::print(stderr, "error CS399: {}\n  this is a fault of callscore itself: please report it\n", error.what());
        return static_cast<int>(ExitCode::usage);
    }
}

}  // namespace callscore
