#include "base/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace callscore {

bool has_errors(const Problems& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& problem) { return problem.severity == Severity::error; });
}

std::string one_line(const Problem& problem) {
    std::string place = problem.span.file;
    if (problem.span.line > 0) {
        place += fmt::format(":{}", problem.span.line);
        if (problem.span.column > 0)
            place += fmt::format(":{}", problem.span.column);
    }
    if (!place.empty())
        place += ": ";
    const char* severity = problem.severity == Severity::error     ? "error"
                           : problem.severity == Severity::warning ? "warning"
                                                                   : "note";
    return fmt::format("{}{} {}: {}", place, severity, problem.code, problem.message);
}

void sort_problems(Problems& problems) {
    const auto key = [](const Problem& p) {
        return std::tie(p.span.file, p.span.line, p.span.column, p.code, p.message);
    };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const Problem& a, const Problem& b) { return key(a) < key(b); });
}

}  // namespace callscore
