#include "text/utf8.hpp"

namespace callscore::text {

Decoded decode(std::string_view text, std::size_t offset) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
    const auto continues = [&](std::size_t i) { return offset + i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return {first, 1};
    if (first >= 0xC2 && first < 0xE0 && continues(1))
        return {static_cast<char32_t>((first & 0x1FU) << 6U | (byte(1) & 0x3FU)), 2};
    if (first >= 0xE0 && first < 0xF0 && continues(1) && continues(2)) {
        const auto c =
            static_cast<char32_t>((first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU));
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF))
            return {c, 3};
    }
    if (first >= 0xF0 && first < 0xF5 && continues(1) && continues(2) && continues(3)) {
        const auto c = static_cast<char32_t>((first & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U |
                                             (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU));
        if (c >= 0x10000 && c <= 0x10FFFF)
            return {c, 4};
    }
    return {0xFFFD, 1};
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | c >> 6U);
        out += static_cast<char>(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | c >> 12U);
        out += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
        out += static_cast<char>(0xF0U | c >> 18U);
        out += static_cast<char>(0x80U | (c >> 12U & 0x3FU));
        out += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (c & 0x3FU));
    }
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); i += decode(text, i).length)
        ++count;
    return count;
}

namespace {

constexpr bool is_word_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || c == 0x2019 || (c >= 0xC0 && c <= 0x24F) ||
           (c >= 0xFF21 && c <= 0xFF5A);
}

constexpr bool is_digit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

}  // namespace

int count_characters(std::string_view text) {
    int count = 0;
    bool in_word = false;
    for (std::size_t i = 0; i < text.size();) {
        const Decoded d = decode(text, i);
        i += d.length;
        const bool letter = is_word_letter(d.code_point);
        if (is_han(d.code_point) || is_digit(d.code_point) || (letter && !in_word))
            ++count;
        in_word = letter;
    }
    return count;
}

int count_words(std::string_view text) {
    int count = 0;
    bool in_word = false;
    for (std::size_t i = 0; i < text.size();) {
        const Decoded d = decode(text, i);
        i += d.length;
        const bool part = is_word_letter(d.code_point) || is_digit(d.code_point);
        if (is_han(d.code_point) || (part && !in_word))
            ++count;
        in_word = part;
    }
    return count;
}

}  // namespace callscore::text
