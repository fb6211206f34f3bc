#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "call/call.hpp"
#include "load/source.hpp"
#include "report/terminal.hpp"
#include "rubric/library.hpp"

namespace callscore {

enum class ExitCode { done = 0, below_gate = 1, usage = 2, invalid_rules = 3, inputs_not_read = 4 };

inline constexpr std::string_view version = CALLSCORE_VERSION;

/// A subcommand, once parsed, is a function without parameters. Each file `<name>_command.cpp` adds one.
using Action = std::function<ExitCode()>;

void add_score_command(CLI::App& app, Action& action);
void add_show_command(CLI::App& app, Action& action);
void add_lint_command(CLI::App& app, Action& action);
void add_acts_command(CLI::App& app, Action& action);
void add_calibrate_command(CLI::App& app, Action& action);

/// What commands that people read from have in common.
struct Common {
    std::string rules;     ///< the rule library; empty: found by `find_rules`
    std::string language;  ///< zh or en; empty: by the locale
    bool quiet = false;
};

void add_rules_option(CLI::App& command, Common& common);
void add_language_option(CLI::App& command, Common& common);
void add_load_options(CLI::App& command, LoadOptions& options);

/// Whether the inputs were not even looked for, because an option makes no sense.
[[nodiscard]] bool is_wrong_usage(const Sources& sources);

/// `--rules`, else $CALLSCORE_RULES, else share/callscore/rules beside the program's folder, else ./rules.
[[nodiscard]] std::string find_rules(const Common& common);

[[nodiscard]] Language language_of(const Common& common);

/// For a stream that may be a terminal: colour and width. NO_COLOR is honoured; COLUMNS is taken where there is no
/// terminal to ask.
[[nodiscard]] Style style_for(int descriptor, const Common& common);

/// Whether a stream is a terminal that can go back in a line, for progress.
[[nodiscard]] bool can_rewrite_lines(int descriptor);

/// Loads the library and prints what is wrong with it; without a value the exit code is `invalid_rules`.
[[nodiscard]] std::optional<Library> load_rules_or_explain(const Common& common, bool show_warnings);

/// One of two format strings, by the language, filled in.
template <class... Values>
[[nodiscard]] std::string say(Language language, std::string_view zh, std::string_view en, const Values&... values) {
    return fmt::format(fmt::runtime(language == Language::zh ? zh : en), values...);
}

/// Prints a problem with its source line and a caret:
///
///     rules/x.yaml:14:7: error CS203: unknown key 'wihtin'
///        14 |       wihtin: 2 turns
///           |       ^^^^^^ did you mean 'within'?
void print_problem(std::FILE* stream, const Problem& problem, bool colour);
[[nodiscard]] std::string render_problem(const Problem& problem, bool colour);

}  // namespace callscore
