#pragma once

#include <optional>
#include <tl/expected.hpp>

#include "base/problem.hpp"

namespace callscore {

/// For what either works or fails for one reason.
template <class T>
using Result = tl::expected<T, Problem>;

[[nodiscard]] inline tl::unexpected<Problem> failure(Problem problem) {
    return tl::unexpected<Problem>(std::move(problem));
}

/// For readers, which collect all problems of a file: a value may come with warnings, and errors with no value.
template <class T>
struct Outcome {
    std::optional<T> value;
    Problems problems;
};

}  // namespace callscore
