#include "report/width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "text/utf8.hpp"

namespace callscore {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode 15.0, EastAsianWidth.txt, classes W and F; unassigned code points between two ranges are taken in with them.
constexpr std::array<Range, 46> wide_ranges{
    {{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC},  {0x23F0, 0x23F0}, {0x23F3, 0x23F3},
     {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F},  {0x2693, 0x2693}, {0x26A1, 0x26A1},
     {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE},  {0x26D4, 0x26D4}, {0x26EA, 0x26EA},
     {0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD},  {0x2705, 0x2705}, {0x270A, 0x270B},
     {0x2728, 0x2728}, {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755},  {0x2757, 0x2757}, {0x2795, 0x2797},
     {0x27B0, 0x27B0}, {0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50},  {0x2B55, 0x2B55}, {0x2E80, 0x303E},
     {0x3041, 0x3247}, {0x3250, 0x4DBF}, {0x4E00, 0xA4C6}, {0xA960, 0xA97C},  {0xAC00, 0xD7A3}, {0xF900, 0xFAD9},
     {0xFE10, 0xFE6B}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x1B2FB}}};

// The same of the emoji and supplementary ideographs; apart, so that common text is found fast.
constexpr std::array<Range, 35> wide_supplementary{
    {{0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320},
     {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3},
     {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC},
     {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
     {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
     {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A},
     {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAF8}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD}}};

// Unicode 15.0, UnicodeData.txt: the combining marks (Mn, Me) of the scripts that calls are written in, format
// characters (Cf) and the vowels of decomposed Hangul.
constexpr std::array<Range, 21> zero_ranges{
    {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0600, 0x0605}, {0x0610, 0x061A}, {0x061C, 0x061C},
     {0x064B, 0x065F}, {0x0E34, 0x0E3A}, {0x1160, 0x11FF}, {0x180B, 0x180F}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},
     {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A},
     {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}}};

constexpr bool in_order(std::span<const Range> ranges) {
    return std::is_sorted(ranges.begin(), ranges.end(), [](Range a, Range b) { return a.last < b.first; });
}
static_assert(in_order(wide_ranges) && in_order(wide_supplementary) && in_order(zero_ranges));

bool is_in(std::span<const Range> ranges, char32_t c) {
    const auto behind = std::upper_bound(ranges.begin(), ranges.end(), c,
                                         [](char32_t value, const Range& range) { return value < range.first; });
    return behind != ranges.begin() && c <= (behind - 1)->last;
}

int width_of(char32_t c) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return 0;
    if (c < 0x0300)
        return 1;
    if (is_in(zero_ranges, c) || (c >= 0xE0000 && c <= 0xE01EF))
        return 0;
    return is_in(wide_ranges, c) || is_in(wide_supplementary, c) ? 2 : 1;
}

bool one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != std::u32string_view::npos;
}

/// Marks of writing direction: they can make a line read otherwise than it is.
bool is_direction(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_unseen(char32_t c) {
    return c == 0x00AD || c == 0x034F || c == 0x180E || (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2065) ||
           (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F) || c == 0x3164 || c == 0x115F || c == 0x1160;
}

/// The piece of text at `at` that belongs together: a character and the marks on it.
std::string_view cluster_at(std::string_view text, std::size_t at, int& width) {
    text::Decoded c = text::decode(text, at);
    width = width_of(c.code_point);
    std::size_t end = at + c.length;
    while (end < text.size()) {
        c = text::decode(text, end);
        if (c.code_point < 0x0300 || width_of(c.code_point) != 0)
            break;
        end += c.length;
    }
    return text.substr(at, end - at);
}

/// Whether a line may end between two characters that no space parts.
bool may_break(char32_t before, char32_t after) {
    constexpr std::u32string_view opening = U"（【《「『“‘〔〈([{¥￥$＄";
    constexpr std::u32string_view closing = U"，。、；：？！）】》」』”’〕〉…—·％,.;:?!)]}%々ー";
    if (width_of(before) < 2 && width_of(after) < 2)
        return false;
    return !one_of(before, opening) && !one_of(after, closing);
}

}  // namespace

int display_width(std::string_view text) {
    int width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const text::Decoded c = text::decode(text, at);
        width += width_of(c.code_point);
        at += c.length;
    }
    return width;
}

std::string harmless(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = text::decode(text, at);
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029 || c == 0x85)
            result += ' ';
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_direction(c))
            result += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
        else if (is_unseen(c))
            result += "·";
        else
            text::append_utf8(result, c);
        at += length;
    }
    return result;
}

std::string truncated(std::string_view text, int width) {
    if (width < 1)
        return {};
    int used = 0;
    std::size_t fits = 0;  // bytes that leave room for the …
    for (std::size_t at = 0; at < text.size();) {
        int columns = 0;
        const std::string_view cluster = cluster_at(text, at, columns);
        if (used + columns > width)
            return std::string(text.substr(0, fits)) + "…";
        used += columns;
        at += cluster.size();
        if (used <= width - 1)
            fits = at;
    }
    return std::string(text);
}

std::string padded_right(std::string_view text, int width) {
    std::string result = truncated(text, width);
    result.append(static_cast<std::size_t>(std::max(0, width - display_width(result))), ' ');
    return result;
}

std::string padded_left(std::string_view text, int width) {
    const std::string cut = truncated(text, width);
    return std::string(static_cast<std::size_t>(std::max(0, width - display_width(cut))), ' ') + cut;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
    width = std::max(width, 2);
    std::vector<std::string> lines;
    std::string line;   // what is sure to stand on this line, spaces at its end included
    std::string piece;  // what may not be parted from each other, so far
    int line_width = 0;
    int piece_width = 0;
    const auto end_line = [&] {
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
        line.clear();
        line_width = 0;
    };
    const auto settle = [&] {
        line += piece;
        line_width += piece_width;
        piece.clear();
        piece_width = 0;
    };
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        int columns = 0;
        const std::string_view cluster = cluster_at(text, at, columns);
        const char32_t c = text::decode(text, at).code_point;
        at += cluster.size();
        if (cluster == " ") {  // one with a mark on it is a letter
            settle();
            if (line_width > 0 && line_width < width) {
                line += ' ';
                ++line_width;
            }
            before = c;
            continue;
        }
        if (!piece.empty() && may_break(before, c))
            settle();
        if (line_width + piece_width + columns > width) {
            if (line_width > 0)
                end_line();
            if (piece_width + columns > width) {  // longer than a line by itself
                settle();
                end_line();
            }
        }
        piece += cluster;
        piece_width += columns;
        before = c;
    }
    settle();
    if (!line.empty() || lines.empty())
        end_line();
    return lines;
}

}  // namespace callscore
