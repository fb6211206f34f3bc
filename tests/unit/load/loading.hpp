#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "load/load.hpp"

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

/// A folder that is gone after the test.
struct TemporaryFolder {
    std::filesystem::path path;

    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "callscore_load_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(path); }

    /// Writes a file and gives its path.
    std::string write(const std::string& name, std::string_view content) const {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << content;
        return (path / name).string();
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (path / name).string(); }
};

/// Loads a transcript that is in memory, as the file a.json.
inline Outcome<Call> load_text(std::string text, const LoadOptions& options = {}) {
    CallSource source;
    source.name = "a";
    source.transcript = "a.json";
    source.text = std::move(text);
    return load_call(source, options);
}

inline Call good_call(std::string text, const LoadOptions& options = {}) {
    Outcome<Call> outcome = load_text(std::move(text), options);
    CHECK(outcome.problems == Problems{});
    REQUIRE(outcome.value.has_value());
    return std::move(*outcome.value);
}

/// The problems of a call that is read all the same.
inline Problems warnings_of(std::string text, const LoadOptions& options = {}) {
    Outcome<Call> outcome = load_text(std::move(text), options);
    CHECK(outcome.value.has_value());
    CHECK_FALSE(has_errors(outcome.problems));
    return outcome.problems;
}

/// The problems of a call that is not read.
inline Problems errors_of(std::string text, const LoadOptions& options = {}) {
    Outcome<Call> outcome = load_text(std::move(text), options);
    CHECK_FALSE(outcome.value.has_value());
    CHECK(has_errors(outcome.problems));
    return outcome.problems;
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
