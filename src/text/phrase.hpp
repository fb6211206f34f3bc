#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"



namespace callscore::text {

/// The entries of a word list by its name, or null where there is no such list.
using WordLists = std::function<const std::vector<std::string>*(std::string_view name)>;

/// What is wrong with a phrase, and where in it (bytes).
struct PhraseError {
    std::size_t offset = 0;
    std::size_t length = 1;
    std::string message;
    std::string hint;
};

/// Translates a phrase into an RE2 expression over normalised text (see normalise.hpp).
///
/// The notation:
///
/// | written        | means                                                                       |
/// |----------------|-----------------------------------------------------------------------------|
/// | `一定`         | these words                                                                 |
/// | `(真)`         | optional; around a whole phrase or alternative it only groups               |
/// | `(会\|得)`     | one of; with an empty alternative `(会\|得\|)` one of, or nothing           |
/// | `{feeling}`    | any entry of that word list                                                 |
/// | `..`           | a short gap: up to 4 Chinese characters or 2 words, within the sentence     |
/// | `...`          | a longer gap: up to 10 Chinese characters or 5 words, within the sentence   |
/// | `^` `$`        | the start and the end of the turn                                           |
/// | `apolog*`      | any ending of an English word                                               |
///
/// English words match as whole words. `chinese` says in which language gaps are counted.
[[nodiscard]] Expected<std::string, PhraseError> phrase_to_regex(std::string_view phrase, bool chinese,
                                                                      const WordLists& lists);

}  // namespace callscore::text
