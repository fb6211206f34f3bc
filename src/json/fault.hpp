#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace callscore::json {

/// Objects and arrays within each other.
constexpr int deepest = 64;

/// Why a document cannot be read, and from where on.
struct Fault {
    std::size_t offset = 0;  ///< bytes
    int length = 1;          ///< characters
    std::string code;
    std::string message;
    std::string hint;
};

/// The first fault of a document (without byte-order mark), or nothing where it is well-formed JSON. Duplicate keys are
/// not looked for.
///
/// The fast parser says that a document is bad, but not where. So this reads the document once more, byte by byte,
/// only when there is something to explain.
[[nodiscard]] std::optional<Fault> find_fault(std::string_view document);

}  // namespace callscore::json
