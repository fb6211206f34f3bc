#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "call/call.hpp"
#include "timeline/timeline.hpp"

namespace callscore {

/// A named number about a turn or a call. `value` gives nothing where it cannot be measured: never 0 in its place.
struct Measure {
    std::string_view name;
    std::string_view unit_zh;  ///< in Chinese turns
    std::string_view unit_en;  ///< in English turns; often the same
    bool of_call = false;      ///< of the call as a whole: `turn` does not matter
    bool needs_times = true;
    bool needs_text = false;
    std::optional<double> (*value)(const Call& call, const Timeline& timeline, int turn) = nullptr;
    std::string_view meaning_zh;
    std::string_view meaning_en;
};

/// All measures, in the order of their names.
[[nodiscard]] std::span<const Measure> measures();

/// The measure of that name, or null.
[[nodiscard]] const Measure* measure_named(std::string_view name);

}  // namespace callscore
