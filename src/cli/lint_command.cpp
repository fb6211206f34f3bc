#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "cli/command.hpp"

namespace callscore {
namespace {

ExitCode lint(const std::vector<std::string>& folders, const Common& common) {
    const Style style = style_for(STDOUT_FILENO, common);
    bool wrong = false;
    for (const std::string& folder : folders) {
        const Outcome<Library> loaded = load_library(folder);
        for (const Problem& problem : loaded.problems)
            fmt::print("{}", render_problem(problem, style.colour));
        wrong = wrong || has_errors(loaded.problems);
        if (loaded.value) {
            std::size_t phrases = 0;
            for (const Act& act : loaded.value->rules.acts.acts())
                phrases += act.phrases.size();
            fmt::print("{}", say(style.language, "{}: {} 个言语行为、{} 条短语、{} 条规则、{} 份评分标准\n",
                                 "{}: {} acts, {} phrases, {} rules, {} rubrics\n", folder,
                                 loaded.value->rules.acts.acts().size(), phrases, loaded.value->rules.rules.size(),
                                 loaded.value->rubrics.size()));
        }
    }
    return wrong ? ExitCode::invalid_rules : ExitCode::done;
}

}  // namespace

void add_lint_command(CLI::App& app, Action& action) {
    struct Options {
        Common common;
        std::vector<std::string> folders;
    };
    auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand("lint", "List all that is wrong with rule libraries");
    command->add_option("RULES", options->folders, "Folders of rule libraries")->required();
    add_language_option(*command, options->common);
    command->callback([options, &action] { action = [options] { return lint(options->folders, options->common); }; });
}

}  // namespace callscore
