#include <fmt/format.h>

#include "cli/command.hpp"
#include "report/width.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

constexpr int characters_around = 100;

/// `count` characters of the text from the one with the number `first` (from 0) on.
std::string_view characters(std::string_view text, int first, int count) {
    std::size_t at = 0;
    for (; first > 0 && at < text.size(); --first)
        at += text::decode(text, at).length;
    std::size_t end = at;
    for (; count > 0 && end < text.size(); --count)
        end += text::decode(text, end).length;
    return text.substr(at, end - at);
}

}  // namespace

std::string render_problem(const Problem& problem, bool colour) {
    std::string out = one_line(problem);
    if (colour) {
        const std::string_view severity = problem.severity == Severity::error     ? "error"
                                          : problem.severity == Severity::warning ? "warning"
                                                                                  : "note";
        const std::size_t at = out.find(fmt::format("{} {}", severity, problem.code));
        out.insert(at + severity.size(), "\x1b[0m");
        out.insert(at, problem.severity == Severity::error ? "\x1b[1;31m" : "\x1b[1;33m");
    }
    out += '\n';
    const SourceSpan& span = problem.span;
    if (span.excerpt.empty()) {
        if (!problem.hint.empty())
            out += fmt::format("  {}\n", problem.hint);
        return out;
    }
    // The caret goes by display width: a Chinese character takes two columns, a tab is shown as one space. Of a long
    // line only what stands around the place is shown.
    const int first = std::max(0, span.column - 1 - (span.column > characters_around ? characters_around / 2 : span.column));
    const std::string shown = harmless(characters(span.excerpt, first, characters_around));
    const auto columns = [&](int from, int count) {
        return display_width(harmless(characters(span.excerpt, from, count)));
    };
    const auto before = static_cast<std::size_t>(columns(first, span.column - 1 - first));
    const int last = std::min(span.column - 1 + span.length, first + characters_around);
    const auto under = static_cast<std::size_t>(std::max(1, columns(span.column - 1, last - span.column + 1)));
    out += fmt::format("{:>5} | {}\n      | {}{}", span.line, shown, std::string(before, ' '), std::string(under, '^'));
    if (!problem.hint.empty())
        out += ' ' + problem.hint;
    out += '\n';
    return out;
}

void print_problem(std::FILE* stream, const Problem& problem, bool colour) {
    fmt::print(stream, "{}", render_problem(problem, colour));
}

}  // namespace callscore
