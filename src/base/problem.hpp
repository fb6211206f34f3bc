#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace callscore {

enum class Severity : std::uint8_t { note, warning, error };

/// A place in an input or rubric file. Lines and columns count from 1 and columns count characters, not bytes; 0 means
/// that the part is not known (a file that could not be opened has neither line nor column).
struct SourceSpan {
    std::string file;
    int line = 0;
    int column = 0;
    int length = 0;       ///< characters to underline
    std::string excerpt;  ///< the whole source line, without its line end; empty where there is none to show

    friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

/// What is wrong, where, and what to do about it. It stays structured until `cli` renders it.
///
/// The code is stable: CS1xx inputs, CS2xx rules, CS3xx environment and usage.
struct Problem {
    std::string code;
    Severity severity = Severity::error;
    SourceSpan span;
    std::string message;
    std::string hint;  ///< empty where there is nothing helpful to say

    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

[[nodiscard]] bool has_errors(const Problems& problems);

/// "file:line:column: error CS203: message" without excerpt: the one-line form of logs and errors.csv.
[[nodiscard]] std::string one_line(const Problem& problem);

/// Orders by file, line, column, code and message, so that lists do not depend on the order of work.
void sort_problems(Problems& problems);

}  // namespace callscore
