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
            const auto counted = [](std::size_t count, std::string_view thing) {
                return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
            };
            const std::size_t acts = loaded.value->rules.acts.acts().size();
            const std::size_t rules = loaded.value->rules.rules.size();
            const std::size_t rubrics = loaded.value->rubrics.size();
            if (style.language == Language::zh)
                fmt::print("{}: {} 个言语行为、{} 条短语、{} 条规则、{} 份评分标准\n", folder, acts, phrases, rules, rubrics);
            else
                fmt::print("{}: {}, {}, {}, {}\n", folder, counted(acts, "act"), counted(phrases, "phrase"),
                           counted(rules, "rule"), counted(rubrics, "rubric"));
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
