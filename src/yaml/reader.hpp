#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/document.hpp"

namespace callscore::yaml {

/// Reads one map of a document strictly: each key is asked for once, and `finish` reports those that nobody asked for.
/// All problems are collected; a read that fails gives nothing and goes on.
///
/// Problems: CS203 unknown key, CS205 missing key, CS206 wrong type or value.
class MapReader {
  public:
    /// `node` must outlive the reader. A node that is no map is a problem, and every key is then missing silently.
    MapReader(const Document& document, const Node& node, std::string_view what, Problems& problems);

    [[nodiscard]] const Node* find(std::string_view key);
    [[nodiscard]] const Node* require(std::string_view key);

    [[nodiscard]] std::optional<std::string> string(std::string_view key);
    [[nodiscard]] std::optional<std::string> required_string(std::string_view key);
    [[nodiscard]] std::optional<double> number(std::string_view key);
    /// A list of words, or a single one.
    [[nodiscard]] std::vector<std::string> words(std::string_view key);

    /// Whether the key was there, asked for or not.
    [[nodiscard]] bool has(std::string_view key) const;

    /// Reports keys that nobody asked for. One that is near a missing key is that key misspelt: then it is not missing.
    void finish();

    [[nodiscard]] const Document& document() const { return document_; }
    [[nodiscard]] const Node& node() const { return node_; }
    [[nodiscard]] Problems& problems() { return problems_; }

    void wrong(const Node& at, std::string message, std::string hint = {});

  private:
    [[nodiscard]] Problem lack_of(std::string_view key) const;

    const Document& document_;
    const Node& node_;
    std::string what_;
    Problems& problems_;
    std::vector<std::string_view> known_;
    std::vector<std::string_view> missing_;
};

/// A plain scalar as a number; nothing where it is none.
[[nodiscard]] std::optional<double> as_number(const Node& node);

}  // namespace callscore::yaml
