// JSON: the fast parser and the slow one that explains agree, and what is read can be written and read again.

#include <cmath>

#include "fuzz.hpp"
#include "json/fault.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"

namespace callscore {
namespace {

using json::Value;

void write(const Value& value, json::Writer& writer) {
    switch (value.kind) {
        case Value::Kind::null:
            return writer.null();
        case Value::Kind::boolean:
            return writer.boolean(value.boolean);
        case Value::Kind::number:
            return writer.number(value.number, 3);
        case Value::Kind::string:
            return writer.string(value.string);
        case Value::Kind::array:
            writer.begin_array();
            for (const Value& item : value.items)
                write(item, writer);
            return writer.end_array();
        case Value::Kind::object:
            writer.begin_object();
            for (const auto& [key, member] : value.members) {
                writer.key(key);
                write(member, writer);
            }
            return writer.end_object();
    }
}

/// Numbers are written with three decimals; all else must be the same.
bool same(const Value& a, const Value& b) {
    if (a.kind != b.kind || a.boolean != b.boolean || a.items.size() != b.items.size() ||
        a.members.size() != b.members.size() || (a.kind == Value::Kind::string && a.string != b.string))
        return false;
    if (a.kind == Value::Kind::number && std::abs(a.number - b.number) > 0.001 + std::abs(a.number) * 1e-9)
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i)
        if (!same(a.items[i], b.items[i]))
            return false;
    for (std::size_t i = 0; i < a.members.size(); ++i)
        if (a.members[i].key != b.members[i].key || !same(a.members[i].value, b.members[i].value))
            return false;
    return true;
}

void expect_places(const Value& value, std::string_view document) {
    fuzz::expect(value.offset < document.size(), "a value stands in its document");
    fuzz::expect(json::place_of(value, document, "a.json").line > 0, "a value has a place");
    for (const Value& item : value.items)
        expect_places(item, document);
    for (const auto& [key, member] : value.members) {
        fuzz::expect(json::place_of_key(member, document, "a.json").line > 0, "a key has a place");
        expect_places(member, document);
    }
}

}  // namespace
}  // namespace callscore

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    constexpr std::size_t small = 2000;  // places are looked for from the document's start, each anew
    const std::string_view document = fuzz::text_of(data, size);
    const Result<json::Value> parsed = json::parse(document, "a.json");
    const std::string_view content = document.starts_with("\xEF\xBB\xBF") ? document.substr(3) : document;
    const bool faulty = json::find_fault(content).has_value();
    if (!parsed) {
        fuzz::expect_sound({parsed.error()});
        fuzz::expect(faulty || parsed.error().code == "CS112", "what is refused has a fault that can be told");
        return 0;
    }
    fuzz::expect(!faulty, "what is read has no fault");
    if (size <= small)
        expect_places(*parsed, document);
    for (const bool pretty : {true, false}) {
        json::Writer writer(pretty);
        write(*parsed, writer);
        const Result<json::Value> again = json::parse(writer.take(), "b.json");
        fuzz::expect(again && same(*parsed, *again), "what is written reads as it was");
    }
    return 0;
}
