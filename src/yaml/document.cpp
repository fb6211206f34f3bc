#include "yaml/document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "base/file.hpp"
#include "text/utf8.hpp"

namespace callscore::yaml {
namespace {

constexpr std::size_t largest_document = std::size_t{4} << 20U;
constexpr std::size_t deepest_nesting = 32;

/// yaml-cpp reports zero-based lines and byte columns.
struct Place {
    int line = 0;
    int column = 0;
};

class Places {
  public:
    explicit Places(std::string_view text) : text_(text) {
        starts_.push_back(0);
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] == '\n')
                starts_.push_back(i + 1);
    }

    [[nodiscard]] Place of(const YAML::Mark& mark) const {
        const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
        const std::size_t start = line < starts_.size() ? starts_[line] : text_.size();
        const std::string_view before = text_.substr(start, static_cast<std::size_t>(std::max(mark.column, 0)));
        return {static_cast<int>(line) + 1, static_cast<int>(text::count_code_points(before)) + 1};
    }

  private:
    std::string_view text_;
    std::vector<std::size_t> starts_;
};

/// Builds the tree from yaml-cpp's events, because its own nodes lose duplicate keys and expand aliases.
class Builder : public YAML::EventHandler {
  public:
    Builder(Document& document, Problems& problems)
        : document_(document), problems_(problems), places_(document.text) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (Node* node = add(mark, anchor, ""))
            node->kind = Node::Kind::null;
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(places_.of(mark), "an alias", "write the value out");
        add(mark, 0, "");
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        if (Node* node = add(mark, anchor, tag)) {
            node->kind = Node::Kind::scalar;
            node->scalar = value;
            node->plain = tag == "?";
            if (node->plain && (value == "~" || value == "null"))
                node->kind = Node::Kind::null;
        }
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::sequence);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::map);
    }
    void OnMapEnd() override { close(); }

    void check_keys(const Node& node) {
        for (std::size_t i = 0; i < node.entries.size(); ++i) {
            const Node& key = node.entries[i].key;
            for (std::size_t k = 0; k < i; ++k) {
                if (node.entries[k].key.scalar == key.scalar) {
                    problems_.push_back({"CS204", Severity::error,
                                         document_.span(key, static_cast<int>(text::count_code_points(key.scalar))),
                                         fmt::format("duplicate key '{}'", key.scalar),
                                         fmt::format("it already stands in line {}", node.entries[k].key.line)});
                    break;
                }
            }
            check_keys(node.entries[i].value);
        }
        for (const Node& item : node.items)
            check_keys(item);
    }

    void refuse(Place place, std::string_view what, std::string hint) {
        Node at;
        at.line = place.line;
        at.column = place.column;
        problems_.push_back(
            {"CS202", Severity::error, document_.span(at, 1), fmt::format("{} is not allowed", what), std::move(hint)});
    }

  private:
    /// The new node in its parent, or null below the deepest level.
    Node* add(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag) {
        const Place place = places_.of(mark);
        if (anchor != 0)
            refuse(place, "an anchor", "write the value out where it is used");
        if (!tag.empty() && tag != "?" && tag != "!")
            refuse(place, fmt::format("the tag {}", tag), "remove it");
        if (too_deep_ > 0)
            return nullptr;
        Node* node = nullptr;
        if (stack_.empty()) {
            node = &document_.root;
        } else if (Node& parent = *stack_.back(); parent.kind == Node::Kind::sequence) {
            node = &parent.items.emplace_back();
        } else if (!key_pending_.back()) {
            node = &parent.entries.emplace_back().key;
            key_pending_.back() = true;
        } else {
            node = &parent.entries.back().value;
            key_pending_.back() = false;
        }
        node->line = place.line;
        node->column = place.column;
        return node;
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
        const bool as_key = !stack_.empty() && stack_.back()->kind == Node::Kind::map && !key_pending_.back();
        Node* node = add(mark, anchor, tag);
        if (node == nullptr || stack_.size() >= deepest_nesting) {
            if (too_deep_++ == 0)
                refuse(places_.of(mark), fmt::format("nesting of more than {}", deepest_nesting), "flatten the file");
            return;
        }
        if (as_key)
            refuse(places_.of(mark), "a list or map as a key",
                   "a key is a single word; quote one that starts with { or [");
        node->kind = kind;
        stack_.push_back(node);
        key_pending_.push_back(false);
    }

    void close() {
        if (too_deep_ > 0) {
            --too_deep_;
            return;
        }
        stack_.pop_back();
        key_pending_.pop_back();
    }

    Document& document_;
    Problems& problems_;
    Places places_;
    // Pointers stay valid: a parent's children grow only while the parent is on top.
    std::vector<Node*> stack_;
    std::vector<bool> key_pending_;
    int too_deep_ = 0;
};

std::optional<std::size_t> first_invalid(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const text::Decoded d = text::decode(text, i);
        if ((d.code_point == 0xFFFD && d.length == 1) || d.code_point == 0)
            return i;
        i += d.length;
    }
    return std::nullopt;
}

}  // namespace

SourceSpan Document::span(const Node& node, int length, int offset) const {
    if (length == 0)
        length = std::max<int>(1, static_cast<int>(text::count_code_points(node.scalar)));
    // A quoted or block scalar starts with its mark, the content one character later.
    const bool quoted = node.kind == Node::Kind::scalar && !node.plain;
    return {file, node.line, node.column + (quoted ? 1 : 0) + offset, length, source_line(text, node.line)};
}

SourceSpan Document::span_within(const Node& node, std::size_t offset, int length) const {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    std::size_t at = 0;
    for (int line = 1; line < node.line; ++line)
        at = std::min(text.find('\n', at), text.size() - 1) + 1;
    for (int column = 1; column < node.column && at < text.size(); ++column)
        at += text::decode(text, at).length;
    if (!node.plain && at < text.size())
        at = text[at] == '>' || text[at] == '|' ? std::min(text.find('\n', at), text.size()) : at + 1;
    // Folding changes only the white space: the place is the one with as many other characters before it.
    const std::string_view before = std::string_view(node.scalar).substr(0, offset);
    auto others = std::count_if(before.begin(), before.end(), [&](char c) { return !is_space(c); });
    const bool behind = offset >= node.scalar.size();
    for (; at < text.size() && (others > 0 || (!behind && is_space(text[at]))); ++at)
        others -= is_space(text[at]) ? 0 : 1;
    return span_at(file, text, at, length);
}

Document parse(std::string file, std::string text, Problems& problems) {
    Document document{std::move(file), std::move(text), {}};
    const std::size_t before = problems.size();
    Builder builder(document, problems);
    if (document.text.size() > largest_document) {
        builder.refuse({1, 1}, fmt::format("a file of more than {} bytes", largest_document), "split it");
        return document;
    }
    if (const auto invalid = first_invalid(document.text)) {
        SourceSpan span = span_at(document.file, document.text, *invalid);
        span.excerpt.clear();
        problems.push_back({"CS202", Severity::error, std::move(span), "not UTF-8", "save the file as UTF-8"});
        return document;
    }
    try {
        std::istringstream stream(document.text);
        YAML::Parser parser(stream);
        if (parser.HandleNextDocument(builder) && problems.size() == before && parser) {
            Document rest{document.file, document.text, {}};
            Problems ignored;
            Builder second(rest, ignored);
            if (parser.HandleNextDocument(second) && rest.root.line > 0)
                builder.refuse({rest.root.line, rest.root.column}, "a second document", "one file holds one document");
        }
    } catch (const YAML::Exception& exception) {
        const Place place = Places(document.text).of(exception.mark);
        Node at;
        at.line = place.line;
        at.column = place.column;
        problems.push_back({"CS201", Severity::error, document.span(at, 1), fmt::format("not YAML: {}", exception.msg),
                            "look for a missing quote, colon or indent here or in the line above"});
    }
    if (problems.size() == before)
        builder.check_keys(document.root);
    if (problems.size() != before)
        document.root = {};
    return document;
}

}  // namespace callscore::yaml
