#include "yaml/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/suggest.hpp"

namespace callscore::yaml {
namespace {

std::string_view kind_name(Node::Kind kind) {
    switch (kind) {
        case Node::Kind::null:
            return "nothing";
        case Node::Kind::scalar:
            return "a single value";
        case Node::Kind::sequence:
            return "a list";
        case Node::Kind::map:
            return "a map";
    }
    return {};
}

}  // namespace

std::optional<double> as_number(const Node& node) {
    if (node.kind != Node::Kind::scalar || !node.plain)
        return std::nullopt;
    double value = 0;
    const char* const end = node.scalar.data() + node.scalar.size();
    const auto [stop, error] = std::from_chars(node.scalar.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value))
        return std::nullopt;
    return value;
}

MapReader::MapReader(const Document& document, const Node& node, std::string_view what, Problems& problems)
    : document_(document), node_(node), what_(what), problems_(problems) {
    if (node.kind != Node::Kind::map)
        wrong(node, fmt::format("{} must be a map of keys and values, and is {}", what_, kind_name(node.kind)));
}

const Node* MapReader::find(std::string_view key) {
    known_.push_back(key);
    for (const Node::Entry& entry : node_.entries)
        if (entry.key.scalar == key)
            return &entry.value;
    return nullptr;
}

const Node* MapReader::require(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr && node_.kind == Node::Kind::map) {
        problems_.push_back(lack_of(key));
        missing_.push_back(key);
    }
    return found;
}

std::optional<std::string> MapReader::string(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr)
        return std::nullopt;
    if (found->kind != Node::Kind::scalar) {
        wrong(*found, fmt::format("'{}' must be text, and is {}", key, kind_name(found->kind)));
        return std::nullopt;
    }
    return found->scalar;
}

std::optional<std::string> MapReader::required_string(std::string_view key) {
    return require(key) == nullptr ? std::nullopt : string(key);
}

std::optional<double> MapReader::number(std::string_view key) {
    const Node* const found = find(key);
    if (found == nullptr)
        return std::nullopt;
    const std::optional<double> value = as_number(*found);
    if (!value)
        wrong(*found, fmt::format("'{}' must be a number", key));
    return value;
}

std::vector<std::string> MapReader::words(std::string_view key) {
    std::vector<std::string> out;
    const Node* const found = find(key);
    if (found == nullptr)
        return out;
    if (found->kind == Node::Kind::scalar)
        return {found->scalar};
    if (found->kind != Node::Kind::sequence) {
        wrong(*found, fmt::format("'{}' must be a list, and is {}", key, kind_name(found->kind)));
        return out;
    }
    for (const Node& item : found->items) {
        if (item.kind == Node::Kind::scalar)
            out.push_back(item.scalar);
        else
            wrong(item, fmt::format("'{}' must be a list of single values", key));
    }
    return out;
}

bool MapReader::has(std::string_view key) const {
    return std::any_of(node_.entries.begin(), node_.entries.end(),
                       [&](const Node::Entry& entry) { return entry.key.scalar == key; });
}

void MapReader::finish() {
    for (const Node::Entry& entry : node_.entries) {
        if (std::find(known_.begin(), known_.end(), entry.key.scalar) != known_.end())
            continue;
        problems_.push_back({"CS203", Severity::error, document_.span(entry.key),
                             fmt::format("unknown key '{}'", entry.key.scalar),
                             did_you_mean(entry.key.scalar, known_)});
        const std::string meant = nearest(entry.key.scalar, known_);
        if (std::find(missing_.begin(), missing_.end(), meant) != missing_.end())
            std::erase(problems_, lack_of(meant));
    }
}

Problem MapReader::lack_of(std::string_view key) const {
    return {"CS205", Severity::error, document_.span(node_, 1), fmt::format("{} has no '{}'", what_, key),
            fmt::format("add '{}:'", key)};
}

void MapReader::wrong(const Node& at, std::string message, std::string hint) {
    problems_.push_back({"CS206", Severity::error, document_.span(at), std::move(message), std::move(hint)});
}

}  // namespace callscore::yaml
