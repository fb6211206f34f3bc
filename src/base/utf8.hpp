#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callscore {

/// One character of a UTF-8 text and the bytes it takes there.
struct Character {
    char32_t code = 0;
    std::size_t begin = 0;
    std::size_t size = 0;
    bool valid = true;  ///< false: a byte that is no UTF-8; its code is U+FFFD and its size 1
};

/// The character that begins at byte `at`, which must be inside of `text`. Overlong forms, surrogates and cut sequences
/// are invalid, byte by byte.
[[nodiscard]] constexpr Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[i]); };
    const char32_t first = byte(at);
    if (first < 0x80)
        return {first, at, 1, true};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
    const Character invalid{0xFFFD, at, 1, false};
    if (size == 0 || first > 0xF4 || at + size > text.size())
        return invalid;
    char32_t code = first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U)
            return invalid;
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    const char32_t least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return invalid;
    return {code, at, size, true};
}

/// Appends a character as UTF-8.
constexpr void append_character(std::string& text, char32_t code) {
    const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0U | (code >> 6U));
        add(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        add(0xE0U | (code >> 12U));
        add(0x80U | ((code >> 6U) & 0x3FU));
        add(0x80U | (code & 0x3FU));
    } else {
        add(0xF0U | (code >> 18U));
        add(0x80U | ((code >> 12U) & 0x3FU));
        add(0x80U | ((code >> 6U) & 0x3FU));
        add(0x80U | (code & 0x3FU));
    }
}

}  // namespace callscore
