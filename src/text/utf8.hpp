#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callscore::text {

/// A code point and how many bytes it takes; an invalid byte gives U+FFFD and takes one.
struct Decoded {
    char32_t code_point = 0;
    std::size_t length = 0;
};

/// Decodes the code point that starts at `offset`, which must be below the text's size.
[[nodiscard]] Decoded decode(std::string_view text, std::size_t offset);

void append_utf8(std::string& out, char32_t code_point);

/// Number of code points; each invalid byte counts as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// Ideographs of Chinese, 〇 and extensions included.
[[nodiscard]] constexpr bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3134F) ||
           (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;
}

/// What the codebook's speech rates count: characters and digits of Chinese text (Latin words count once each), words
/// of English text. Punctuation and spaces do not count.
[[nodiscard]] int count_characters(std::string_view text);
[[nodiscard]] int count_words(std::string_view text);

}  // namespace callscore::text
