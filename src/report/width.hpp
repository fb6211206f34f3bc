#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callscore {

/// Columns that a text takes in a terminal: two for wide East Asian characters, none for combining and format ones.
/// Control characters count as none: pass texts from outside through `harmless` first.
[[nodiscard]] int display_width(std::string_view text);

/// The text without what could steer a terminal or hide words: control characters and the marks of writing direction
/// become
/// `\u{…}`, other characters that are not seen become `·`, line ends and tabs a space, bytes that are no UTF-8 U+FFFD.
[[nodiscard]] std::string harmless(std::string_view text);

/// Cut to `width` columns; where something was cut, the last column is `…`. Widths below 1 give an empty text.
[[nodiscard]] std::string truncated(std::string_view text, int width);

/// Truncated or filled with spaces, to exactly `width` columns.
[[nodiscard]] std::string padded_right(std::string_view text, int width);
[[nodiscard]] std::string padded_left(std::string_view text, int width);

/// Lines of at most `width` columns (at least 2). Breaks at spaces and between Chinese characters, but not before
/// closing punctuation nor behind opening punctuation; a word longer than a line is cut. Never empty: an empty text is
/// one line.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace callscore
