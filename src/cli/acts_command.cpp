#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "report/width.hpp"

namespace callscore {
namespace {

/// What a sentence is taken for, said by either party, and by which phrase.
ExitCode acts(const std::vector<std::string>& sentences, const Common& common) {
    const std::optional<Library> library = load_rules_or_explain(common, false);
    if (!library)
        return ExitCode::invalid_rules;
    const ActSet& set = library->rules.acts;
    ActSet::Scratch scratch;
    std::vector<ActMatch> found;
    for (const std::string& sentence : sentences) {
        fmt::print("{}\n", harmless(sentence));
        bool any = false;
        for (const Role role : {Role::agent, Role::customer}) {
            Turn turn;
            turn.role = role;
            turn.text = sentence;
            set.find(std::span(&turn, 1), scratch, found);
            for (const ActMatch& match : found) {
                const Act& act = set.acts()[static_cast<std::size_t>(match.act)];
                if (!act.by && role == Role::customer)
                    continue;  // anybody's: already listed
                any = true;
                const Phrase& phrase = act.phrases[static_cast<std::size_t>(match.phrase)];
                fmt::print("  {:8} {:24} {}  <- {} ({}:{})\n", act.by ? name_of(role) : "anybody", act.id,
                           harmless(sentence.substr(match.where.begin, match.where.end - match.where.begin)),
                           phrase.written, phrase.where.file, phrase.where.line);
            }
        }
        if (!any)
            fmt::print("  {}\n", say(language_of(common), "没有认出任何言语行为", "no act is found in it"));
    }
    return ExitCode::done;
}

}  // namespace

void add_acts_command(CLI::App& app, Action& action) {
    struct Options {
        Common common;
        std::vector<std::string> sentences;
    };
    auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand("acts", "Print what a sentence is taken for, and why");
    command->add_option("SENTENCE", options->sentences, "What somebody says")->type_name("")->required();
    add_rules_option(*command, options->common);
    add_language_option(*command, options->common);
    command->callback(
        [options, &action] { action = [options] { return acts(options->sentences, options->common); }; });
}

}  // namespace callscore
