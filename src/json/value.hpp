#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace callscore::json {

/// A JSON value that knows where it stood in the document, so that a Problem can point at it.
struct Value {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

    struct Member;

    Kind kind = Kind::null;
    bool boolean = false;
    double number = 0;
    std::string string;  ///< a string's content; for a number, its digits as written
    std::vector<Value> items;
    std::vector<Member> members;  ///< in document order; keys are unique
    std::size_t offset = 0;       ///< byte offset of the value in the document

    /// The member of that name, or null where there is none or this is no object.
    [[nodiscard]] const Value* find(std::string_view key) const;
};

struct Value::Member {
    std::string key;
    Value value;
};

/// Parses one document. Strict: UTF-8 (a BOM is skipped), no duplicate keys, nothing behind the document, nesting of at
/// most 64. Every part of the document is looked at, so that no error hides in a value that nobody reads.
///
/// Problems: CS110 wrong encoding, CS111 not JSON or cut off, CS112 duplicate key, CS113 nested too deep, CS115 empty.
/// `file` and `first_line` name the place in messages (for NDJSON, the number of the line).
[[nodiscard]] Result<Value> parse(std::string_view document, const std::string& file, int first_line = 1);

/// The place of a value of `document` in `file`.
[[nodiscard]] SourceSpan place_of(const Value& value, std::string_view document, const std::string& file,
                                  int first_line = 1);

/// The place of the key of a member's value.
[[nodiscard]] SourceSpan place_of_key(const Value& value, std::string_view document, const std::string& file,
                                      int first_line = 1);

}  // namespace callscore::json
