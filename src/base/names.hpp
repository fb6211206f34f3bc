#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace callscore {

/// The names that the values of an enumeration have in files: one table for both directions.
template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view name_in(const Names<Enum, N>& names, Enum value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value)
            return name;
    return {};
}

template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> value_in(const Names<Enum, N>& names, std::string_view name) {
    for (const auto& [value, candidate] : names)
        if (candidate == name)
            return value;
    return std::nullopt;
}

}  // namespace callscore
