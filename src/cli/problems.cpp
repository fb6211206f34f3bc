#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/command.hpp"
#include "report/width.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

// What a line of 80 columns holds beside the line number, and how much of it may stand before the place.
constexpr int columns_shown = 72;
constexpr int columns_before = 32;

/// A source line by characters, as they are shown.
struct Cell {
    std::string text;
    int width = 0;
};

std::vector<Cell> cells_of(std::string_view line) {
    std::vector<Cell> cells;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t length = text::decode(line, at).length;
        Cell cell{harmless(line.substr(at, length)), 0};
        cell.width = display_width(cell.text);
        cells.push_back(std::move(cell));
        at += length;
    }
    return cells;
}

/// A source line with carets under a part of it. They go by display width: a Chinese character takes two columns. Of a
/// line that is too long what stands around the place is shown.
struct Marked {
    std::string line;
    int before = 0;  ///< columns up to the first caret
    int under = 1;   ///< columns of carets
};

Marked marked(const SourceSpan& span) {
    const std::vector<Cell> cells = cells_of(span.excerpt);
    const std::size_t place = std::min(cells.size(), static_cast<std::size_t>(std::max(0, span.column - 1)));
    std::size_t first = place;
    std::size_t last = place;
    int width = 0;
    const auto take_before = [&](int limit) {
        while (first > 0 && width + cells[first - 1].width <= limit)
            width += cells[--first].width;
    };
    take_before(columns_before);
    while (last < cells.size() && width + cells[last].width <= columns_shown)
        width += cells[last++].width;
    take_before(columns_shown);

    Marked out;
    const auto add = [&](std::string_view text, int columns, std::size_t at) {
        out.line += text;
        out.before += at < place ? columns : 0;
    };
    if (first > 0)
        add("…", 1, 0);
    for (std::size_t i = first; i < last; ++i)
        add(cells[i].text, cells[i].width, i);
    if (last < cells.size())
        out.line += "…";
    const std::size_t end = std::min(last, place + static_cast<std::size_t>(std::max(0, span.length)));
    int under = 0;
    for (std::size_t i = place; i < end; ++i)
        under += cells[i].width;
    out.under = std::max(1, under);
    return out;
}

}  // namespace

std::string render_problem(const Problem& written, bool colour) {
    // Names and values in it come from files: they must not reach a terminal as commands to it.
    Problem problem = written;
    for (std::string* const text : {&problem.span.file, &problem.message, &problem.hint})
        *text = harmless(*text);
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
    const Marked place = marked(span);
    out += fmt::format("{:>5} | {}\n      | {:{}}{:^>{}}", span.line, place.line, "", place.before, "", place.under);
    if (!problem.hint.empty()) {
        const bool fits = place.before + place.under + 1 + display_width(problem.hint) <= columns_shown;
        out += fmt::format("{}{}", fits ? " " : "\n      | ", problem.hint);
    }
    out += '\n';
    return out;
}

void print_problem(std::FILE* stream, const Problem& problem, bool colour) {
    fmt::print(stream, "{}", render_problem(problem, colour));
}

}  // namespace callscore
