#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace callscore {

/// The whole content of a regular file. A missing, unreadable or non-regular file (folder, FIFO, device) is Problem
/// CS101 to CS103; one above `limit` bytes is CS104 and nothing of it is read.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t limit = std::size_t{1} << 30U);

/// Replaces the file at once, by writing beside it and renaming: a reader never sees half of it. Problem CS301.
[[nodiscard]] Result<bool> write_file(const std::string& path, std::string_view content);

/// One line of `text` (1-based), without its line end and cut to what a terminal can show. For excerpts.
[[nodiscard]] std::string source_line(std::string_view text, int line);

/// Line and column (1-based; columns count characters) of a byte offset in `text`, with the excerpt of that line.
[[nodiscard]] SourceSpan span_at(const std::string& file, std::string_view text, std::size_t offset, int length = 1);

}  // namespace callscore
