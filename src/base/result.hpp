#pragma once

#include <optional>
#include <tl/expected.hpp>

#include "base/problem.hpp"

namespace callscore {

template <class T, class Error>
using Expected = tl::expected<T, Error>;
template <class Error>
using Unexpected = tl::unexpected<Error>;

/// For what either works or fails for one reason.
template <class T>
using Result = Expected<T, Problem>;

[[nodiscard]] inline Unexpected<Problem> failure(Problem problem) {
    return Unexpected<Problem>(std::move(problem));
}

/// For readers, which collect all problems of a file: a value may come with warnings, and errors with no value.
template <class T>
struct Outcome {
    std::optional<T> value;
    Problems problems;
};

}  // namespace callscore
