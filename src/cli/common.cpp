#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "cli/command.hpp"

namespace callscore {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

void add_rules_option(CLI::App& command, Common& common) {
    command.add_option("--rules", common.rules, "Folder of the rule library")->type_name("PATH");
}

void add_language_option(CLI::App& command, Common& common) {
    command.add_option("--lang", common.language, "Language of what people read (default: the locale's)")
        ->check(CLI::IsMember({"zh", "en"}).description(""))
        ->type_name("zh|en");
}

void add_load_options(CLI::App& command, LoadOptions& options) {
    command.add_option("--agent-channel", options.agent_channel, "Channel on which the agent speaks (default: 0)")
        ->check(CLI::IsMember({0, 1}).description(""))
        ->type_name("0|1");
    command.add_option("--agent", options.agent_speaker, "The agent's label where speakers have no roles")
        ->type_name("LABEL");
    command.add_option("--from", options.from, "Format of transcripts (default: told by content)")->type_name("FORMAT");
}

bool is_wrong_usage(const Sources& sources) {
    return std::any_of(sources.problems.begin(), sources.problems.end(),
                       [](const Problem& problem) { return problem.code.starts_with("CS3"); });
}

std::string find_rules(const Common& common) {
    if (!common.rules.empty())
        return common.rules;
    if (std::string path = environment("CALLSCORE_RULES"); !path.empty())
        return path;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path installed = program.parent_path().parent_path() / "share" / "callscore" / "rules";
        if (fs::is_directory(installed, error))
            return installed.string();
    }
    return "rules";
}

Language language_of(const Common& common) {
    std::string language = common.language;
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (language.empty())
            language = environment(name);
    return language.starts_with("zh") ? Language::zh : Language::en;
}

Style style_for(int descriptor, const Common& common) {
    Style style;
    style.language = language_of(common);
    const bool terminal = ::isatty(descriptor) == 1;
    style.colour = terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
    winsize size{};
    if (terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = size.ws_col;
    else if (const std::string columns = environment("COLUMNS"); !columns.empty())
        style.width = std::atoi(columns.c_str());
    if (style.width < 40)
        style.width = 80;
    return style;
}

bool can_rewrite_lines(int descriptor) {
    return ::isatty(descriptor) == 1 && environment("TERM") != "dumb";
}

std::optional<Library> load_rules_or_explain(const Common& common, bool show_warnings) {
    Outcome<Library> loaded = load_library(find_rules(common));
    const bool colour = style_for(STDERR_FILENO, common).colour;
    for (const Problem& problem : loaded.problems)
        if (show_warnings || problem.severity == Severity::error)
            print_problem(stderr, problem, colour);
    return std::move(loaded.value);
}

}  // namespace callscore
