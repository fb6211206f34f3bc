#pragma once

#include <doctest/doctest.h>

#include <string>

#include "base/problem.hpp"

namespace callscore {

// Where a test fails, the whole problem is shown.
inline doctest::String toString(const Problem& p) {
    return (one_line(p) + " [" + std::to_string(p.span.length) + "] |" + p.span.excerpt + "| " + p.hint).c_str();
}

inline doctest::String toString(const Problems& problems) {
    doctest::String text;
    for (const Problem& problem : problems)
        text += toString(problem) + "\n";
    return text;
}

inline doctest::String toString(const SourceSpan& span) {
    return (span.file + ":" + std::to_string(span.line) + ":" + std::to_string(span.column) + " [" +
            std::to_string(span.length) + "] |" + span.excerpt + "|")
        .c_str();
}

inline Problem make(Severity severity, const char* code, SourceSpan span, std::string message, std::string hint) {
    return {code, severity, std::move(span), std::move(message), std::move(hint)};
}

inline Problem error(const char* code, SourceSpan span, std::string message, std::string hint = {}) {
    return make(Severity::error, code, std::move(span), std::move(message), std::move(hint));
}

inline Problem warning(const char* code, SourceSpan span, std::string message, std::string hint = {}) {
    return make(Severity::warning, code, std::move(span), std::move(message), std::move(hint));
}

}  // namespace callscore
