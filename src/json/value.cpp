#include "json/value.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cctype>

#include "base/file.hpp"
#include "json/fault.hpp"

namespace callscore::json {
namespace {

namespace ondemand = simdjson::ondemand;

/// Up to here a new key is compared with all before it, which for the few keys of an ordinary object is faster than
/// sorting them; larger objects are sorted once they are complete.
constexpr std::size_t few_members = 16;

/// Builds the tree. It stops at the first thing that is wrong, and leaves what and where to find_fault(), since the
/// parser says neither exactly. Only what the parser does not look for is told apart here: duplicate keys.
class Walker {
  public:
    explicit Walker(std::string_view text) : text_(text), begin_(text.data()) {}

    [[nodiscard]] bool walk(ondemand::document& document, Value& out) {
        ondemand::json_type type{};
        if (document.type().get(type) != simdjson::SUCCESS)
            return false;
        const char* location = nullptr;
        if (document.current_location().get(location) != simdjson::SUCCESS)
            return false;
        out.offset = static_cast<std::size_t>(location - begin_);
        // Objects and arrays are taken as such, because a document with a scalar at its root gives out no value.
        bool good = false;
        if (type == ondemand::json_type::object) {
            ondemand::object object;
            good = document.get_object().get(object) == simdjson::SUCCESS && walk_object(object, out, 1);
        } else if (type == ondemand::json_type::array) {
            ondemand::array array;
            good = document.get_array().get(array) == simdjson::SUCCESS && walk_array(array, out, 1);
        } else {
            // At the root the parser takes "null1" for null and "false)" for false, and refuses "true" with blank lines
            // behind it. find_fault() knows better, and which word it is shows in its first letter.
            if (find_fault(text_))
                return false;
            if (type == ondemand::json_type::null)
                return true;
            if (type == ondemand::json_type::boolean) {
                out.kind = Value::Kind::boolean;
                out.boolean = text_[out.offset] == 't';
                return true;
            }
            good = walk_scalar(document, type, out);
        }
        // Behind the document there must be nothing: the parser is out of bounds, then.
        return good && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    }

    /// Where a key stands that was there before, if that is what stopped the walk.
    [[nodiscard]] std::optional<std::size_t> duplicate() const { return duplicate_; }
    [[nodiscard]] const std::string& duplicate_name() const { return duplicate_name_; }

  private:
    [[nodiscard]] bool walk_value(ondemand::value& value, Value& out, int depth) {
        const char* location = nullptr;
        ondemand::json_type type{};
        if (value.current_location().get(location) != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS)
            return false;
        out.offset = static_cast<std::size_t>(location - begin_);
        if (type == ondemand::json_type::object) {
            ondemand::object object;
            return depth < deepest && value.get_object().get(object) == simdjson::SUCCESS &&
                   walk_object(object, out, depth + 1);
        }
        if (type == ondemand::json_type::array) {
            ondemand::array array;
            return depth < deepest && value.get_array().get(array) == simdjson::SUCCESS &&
                   walk_array(array, out, depth + 1);
        }
        return walk_scalar(value, type, out);
    }

    /// A value or a document.
    template <class Source>
    [[nodiscard]] bool walk_scalar(Source& source, ondemand::json_type type, Value& out) {
        switch (type) {
            case ondemand::json_type::string: {
                std::string_view text;
                if (source.get_string().get(text) != simdjson::SUCCESS)
                    return false;
                out.kind = Value::Kind::string;
                out.string = text;
                return true;
            }
            case ondemand::json_type::number: {
                std::string_view token;
                if (simdjson::simdjson_result<std::string_view>(source.raw_json_token()).get(token) !=
                        simdjson::SUCCESS ||
                    source.get_double().get(out.number) != simdjson::SUCCESS)
                    return false;
                // The token reaches up to the next one.
                while (!token.empty() && std::isspace(static_cast<unsigned char>(token.back())) != 0)
                    token.remove_suffix(1);
                out.kind = Value::Kind::number;
                out.string = token;
                return true;
            }
            case ondemand::json_type::boolean:
                out.kind = Value::Kind::boolean;
                return source.get_bool().get(out.boolean) == simdjson::SUCCESS;
            case ondemand::json_type::null: {
                bool is_null = false;
                out.kind = Value::Kind::null;
                return simdjson::simdjson_result<bool>(source.is_null()).get(is_null) == simdjson::SUCCESS && is_null;
            }
            default:
                return false;
        }
    }

    [[nodiscard]] bool walk_array(ondemand::array array, Value& out, int depth) {
        out.kind = Value::Kind::array;
        for (auto item : array) {
            ondemand::value value;
            if (item.get(value) != simdjson::SUCCESS || !walk_value(value, out.items.emplace_back(), depth))
                return false;
        }
        return true;
    }

    [[nodiscard]] bool walk_object(ondemand::object object, Value& out, int depth) {
        out.kind = Value::Kind::object;
        const std::size_t first_key = keys_.size();
        for (auto member : object) {
            ondemand::field field;
            if (std::move(member).get(field) != simdjson::SUCCESS)
                return false;
            const auto offset = static_cast<std::size_t>(field.key().raw() - 1 - begin_);
            std::string_view key;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS)
                return false;
            if (out.members.size() < few_members && out.find(key) != nullptr)
                return found_twice(offset, key);
            keys_.push_back(offset);
            out.members.push_back({std::string(key), {}});
            if (!walk_value(field.value(), out.members.back().value, depth))
                return false;
        }
        if (out.members.size() > few_members && !unique(out, first_key))
            return false;
        keys_.resize(first_key);
        return true;
    }

    [[nodiscard]] bool unique(const Value& object, std::size_t first_key) {
        std::vector<std::size_t> order(object.members.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        const auto name = [&](std::size_t i) -> const std::string& { return object.members[i].key; };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const int compared = name(a).compare(name(b));
            return compared != 0 ? compared < 0 : a < b;
        });
        std::size_t first = order.size();
        for (std::size_t i = 1; i < order.size(); ++i)
            if (name(order[i - 1]) == name(order[i]))
                first = std::min(first, order[i]);
        return first == order.size() || found_twice(keys_[first_key + first], name(first));
    }

    bool found_twice(std::size_t offset, std::string_view key) {
        duplicate_ = offset;
        duplicate_name_ = key;
        return false;
    }

    std::string_view text_;
    const char* begin_;
    std::vector<std::size_t> keys_;  ///< places of the keys of all objects that are open, the innermost last
    std::optional<std::size_t> duplicate_;
    std::string duplicate_name_;
};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

SourceSpan span_in(std::string_view document, const std::string& file, std::size_t offset, int length, int first_line) {
    SourceSpan span = span_at(file, document, offset, length);
    // The mark is no character of the first line that anybody sees.
    if (span.line == 1 && document.starts_with(byte_order_mark)) {
        span.column = std::max(1, span.column - 1);
        if (span.excerpt.starts_with(byte_order_mark))
            span.excerpt.erase(0, byte_order_mark.size());
    }
    span.line += first_line - 1;
    return span;
}

int characters(std::string_view text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Behind the quote that ends the string which begins at `offset`.
std::size_t end_of_string(std::string_view document, std::size_t offset) {
    std::size_t at = offset + 1;
    while (at < document.size() && document[at] != '"')
        at += document[at] == '\\' ? 2 : 1;
    return std::min(at + 1, document.size());
}

}  // namespace

const Value* Value::find(std::string_view key) const {
    for (const auto& [name, value] : members)
        if (name == key)
            return &value;
    return nullptr;
}

Result<Value> parse(std::string_view document, const std::string& file, int first_line) {
    const auto failed = [&](Fault fault) {
        const bool has_place = fault.code != "CS115";
        SourceSpan span = has_place ? span_in(document, file, fault.offset, fault.length, first_line)
                                    : SourceSpan{file, first_line > 1 ? first_line : 0, 0, 0, {}};
        if (fault.code == "CS110")
            span.excerpt.clear();  // what is not UTF-8 cannot be shown
        return failure(
            {std::move(fault.code), Severity::error, std::move(span), std::move(fault.message), std::move(fault.hint)});
    };
    const std::size_t skipped = document.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const std::string_view content = document.substr(skipped);

    const simdjson::padded_string padded(content);
    ondemand::parser parser;
    ondemand::document parsed;
    Value value;
    Walker walker({padded.data(), padded.size()});
    if (!content.empty() && parser.iterate(padded).get(parsed) == simdjson::SUCCESS && walker.walk(parsed, value)) {
        if (skipped != 0) {
            // Offsets count from the file's first byte. Rare, so that a second way through the tree does not matter.
            const auto shift = [&](const auto& self, Value& v) -> void {
                v.offset += skipped;
                for (Value& item : v.items)
                    self(self, item);
                for (Value::Member& member : v.members)
                    self(self, member.value);
            };
            shift(shift, value);
        }
        return value;
    }
    if (walker.duplicate()) {
        const std::size_t at = *walker.duplicate();
        const std::string_view key = content.substr(at, end_of_string(content, at) - at);
        return failed({at + skipped, characters(key), "CS112",
                       fmt::format("key '{}' is there twice", walker.duplicate_name()), "remove one of the two"});
    }
    Fault fault = find_fault(content).value_or(
        Fault{0, 1, "CS111", "not JSON that can be read", "check the document with another JSON tool"});
    fault.offset += skipped;
    return failed(std::move(fault));
}

SourceSpan place_of(const Value& value, std::string_view document, const std::string& file, int first_line) {
    int length = 1;
    switch (value.kind) {
        case Value::Kind::string:
            length = characters(document.substr(value.offset, end_of_string(document, value.offset) - value.offset));
            break;
        case Value::Kind::number:
            length = static_cast<int>(value.string.size());
            break;
        case Value::Kind::boolean:
            length = value.boolean ? 4 : 5;
            break;
        case Value::Kind::null:
            length = 4;
            break;
        case Value::Kind::array:
        case Value::Kind::object:
            break;
    }
    return span_in(document, file, value.offset, length, first_line);
}

SourceSpan place_of_key(const Value& value, std::string_view document, const std::string& file, int first_line) {
    // Back over the colon to the quote that ends the key …
    std::size_t end = document.rfind('"', value.offset == 0 ? 0 : value.offset - 1);
    if (end == std::string_view::npos || end == 0)
        return place_of(value, document, file, first_line);
    // … and on to the one that begins it: the next that is not escaped by an odd number of backslashes.
    std::size_t begin = end;
    bool escaped = true;
    while (escaped) {
        begin = document.rfind('"', begin - 1);
        if (begin == std::string_view::npos || begin == 0)
            return place_of(value, document, file, first_line);
        std::size_t backslashes = 0;
        while (backslashes < begin && document[begin - 1 - backslashes] == '\\')
            ++backslashes;
        escaped = backslashes % 2 == 1;
    }
    return span_in(document, file, begin, characters(document.substr(begin, end + 1 - begin)), first_line);
}

}  // namespace callscore::json
