#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callscore {

/// SHA-256 of the bytes, as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// SHA-256 of a file's content, read in blocks; empty where the file cannot be read.
[[nodiscard]] std::string sha256_file(const std::string& path);

}  // namespace callscore
