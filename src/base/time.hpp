#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace callscore {

/// Times of a call are whole milliseconds from its start: finer than any source states them, and exact in every sum.
using Duration = std::chrono::duration<std::int64_t, std::milli>;

/// From `begin` up to, but not including, `end`.
struct TimeRange {
    Duration begin{0};
    Duration end{0};

    [[nodiscard]] constexpr Duration length() const { return end - begin; }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// How much two ranges have in common; zero where they do not meet.
[[nodiscard]] constexpr Duration overlap(TimeRange a, TimeRange b) {
    return std::max(Duration{0}, std::min(a.end, b.end) - std::max(a.begin, b.begin));
}

[[nodiscard]] constexpr double to_seconds(Duration duration) { return static_cast<double>(duration.count()) / 1000.0; }

/// Rounds to the nearest millisecond; half a millisecond goes away from zero.
[[nodiscard]] constexpr Duration from_seconds(double seconds) {
    return Duration{static_cast<std::int64_t>(seconds * 1000.0 + (seconds < 0 ? -0.5 : 0.5))};
}

}  // namespace callscore
