#pragma once

#include <span>
#include <string>
#include <string_view>

namespace callscore {

/// The candidate nearest to `word` by optimal string alignment distance (Damerau–Levenshtein without repeated edits),
/// or an empty string where none is near enough (a third of the word's length, at least 2). Ties go to the first. The
/// word itself is no suggestion.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

/// "did you mean 'x'?", or an empty string.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace callscore
