#pragma once

#include <doctest/doctest.h>

#include <string>

#include "load/load.hpp"
#include "unit/problems.hpp"
#include "unit/temporary_folder.hpp"

namespace callscore {

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

}  // namespace callscore
