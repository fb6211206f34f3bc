#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"

namespace callscore::yaml {

/// A YAML value that knows its place. Lines and columns count from 1; columns count characters.
struct Node {
    enum class Kind : std::uint8_t { null, scalar, sequence, map };

    struct Entry;

    Kind kind = Kind::null;
    int line = 0;
    int column = 0;
    std::string scalar;
    bool plain = false;  ///< not quoted: only plain scalars can be numbers or booleans
    std::vector<Node> items;
    std::vector<Entry> entries;  ///< in document order; keys are unique
};

struct Node::Entry {
    Node key;
    Node value;
};

/// A file's content and its tree. Problems point into it.
struct Document {
    std::string file;
    std::string text;
    Node root;

    /// The place of `length` characters from `offset` characters into the node.
    [[nodiscard]] SourceSpan span(const Node& node, int length = 0, int offset = 0) const;

    /// The place of `length` characters from byte `offset` of the node's scalar on, also in one that goes on over
    /// several lines. Where `offset` is the scalar's size: right behind it. (Escapes in double quotes are not undone.)
    [[nodiscard]] SourceSpan span_within(const Node& node, std::size_t offset, int length) const;
};

/// Parses one YAML document, strictly: valid UTF-8, no duplicate keys, keys are scalars, no anchors, aliases or tags, one
/// document, nesting up to 32, at most 4 MiB. What yaml-cpp lets pass is refused here.
///
/// Problems: CS201 not YAML, CS202 refused (encoding, alias, tag, depth, size, second document), CS204 duplicate key.
/// Where there are problems the root is null.
[[nodiscard]] Document parse(std::string file, std::string text, Problems& problems);

}  // namespace callscore::yaml
