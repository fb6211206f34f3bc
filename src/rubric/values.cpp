#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "rubric/files.hpp"

namespace callscore {

std::optional<Quantity> quantity_from(std::string_view text) {
    Quantity quantity;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, quantity.value);
    if (error != std::errc{} || !std::isfinite(quantity.value))
        return std::nullopt;
    std::string_view unit(stop, static_cast<std::size_t>(end - stop));
    while (!unit.empty() && unit.front() == ' ')
        unit.remove_prefix(1);
    quantity.unit = unit;
    return quantity;
}

std::optional<Duration> duration_from(std::string_view text) {
    const std::optional<Quantity> quantity = quantity_from(text);
    if (!quantity || quantity->value < 0 || quantity->value > 86400000)
        return std::nullopt;
    if (quantity->unit == "ms")
        return from_seconds(quantity->value / 1000);
    if (quantity->unit == "s")
        return from_seconds(quantity->value);
    if (quantity->unit == "min")
        return from_seconds(quantity->value * 60);
    return std::nullopt;
}

void read_version(yaml::MapReader& map) {
    const yaml::Node* const node = map.require("callscore");
    if (node == nullptr)
        return;
    const std::optional<double> version = yaml::as_number(*node);
    if (!version || *version != language_version)
        map.problems().push_back({"CS207", Severity::error, map.document().span(*node),
                                  fmt::format("version '{}' of the rubric language is not known", node->scalar),
                                  fmt::format("this program reads version {}: write 'callscore: {}'", language_version,
                                              language_version)});
}

Text read_text(yaml::MapReader& map, std::string_view key, bool required) {
    const yaml::Node* const node = required ? map.require(key) : map.find(key);
    if (node == nullptr)
        return {};
    yaml::MapReader texts(map.document(), *node, fmt::format("'{}'", key), map.problems());
    Text out{texts.string("zh").value_or(""), texts.string("en").value_or("")};
    for (const yaml::Node::Entry& entry : node->entries)
        if (entry.value.kind == yaml::Node::Kind::null && entry.key.scalar != "zh" && entry.key.scalar != "en") {
            (void)texts.find(entry.key.scalar);
            texts.wrong(entry.key, fmt::format("'{}' of '{}' is cut off at a comma", entry.key.scalar, key),
                        "put a text that holds a comma into quotes");
        }
    texts.finish();
    if (node->kind == yaml::Node::Kind::map && (out.zh.empty() || out.en.empty()))
        map.problems().push_back({"CS212", Severity::error, map.document().span(*node, 1),
                                  fmt::format("'{}' has no text in {}", key, out.zh.empty() ? "zh" : "en"),
                                  "write both: {zh: …, en: …}"});
    return out;
}

}  // namespace callscore
