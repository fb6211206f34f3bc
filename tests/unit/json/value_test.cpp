#include "json/value.hpp"

#include <doctest/doctest.h>

#include <array>

#include "json/fault.hpp"

using namespace callscore;

namespace {

json::Value good(std::string_view text) {
    auto value = json::parse(text, "a.json");
    REQUIRE_MESSAGE(value.has_value(), text);
    return *value;
}

/// The problem of a bad document.
Problem bad(std::string_view text, int first_line = 1) {
    auto value = json::parse(text, "a.json", first_line);
    REQUIRE_MESSAGE(!value.has_value(), text);
    return value.error();
}

Problem error(const char* code, int line, int column, int length, std::string excerpt, std::string message,
              std::string hint = {}) {
    return {code,
            Severity::error,
            {"a.json", line, column, length, std::move(excerpt)},
            std::move(message),
            std::move(hint)};
}

std::string deep(int levels) {
    return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']');
}

}  // namespace

// Where a test fails, the whole problem is shown.
namespace callscore {
static doctest::String toString(const Problem& p) {
    return (one_line(p) + " [" + std::to_string(p.span.length) + "] |" + p.span.excerpt + "| " + p.hint).c_str();
}
}  // namespace callscore

TEST_CASE("a document becomes values that know their places") {
    const json::Value root = good(R"({"id": "x", "n": -1.50e1, "ok": true, "no": null, "list": [1, {"二": "三\n"}]})");
    CHECK(root.kind == json::Value::Kind::object);
    CHECK(root.members.size() == 5);
    CHECK(root.find("id")->string == "x");
    CHECK(root.find("id")->offset == 7);
    CHECK(root.find("n")->number == -15.0);
    CHECK(root.find("n")->string == "-1.50e1");
    CHECK(root.find("ok")->boolean);
    CHECK(root.find("no")->kind == json::Value::Kind::null);
    CHECK(root.find("list")->items.at(1).find("二")->string == "三\n");
    CHECK(root.find("nothing") == nullptr);
    CHECK(root.find("id")->find("x") == nullptr);
}

TEST_CASE("scalars, empty containers and a byte-order mark are documents too") {
    CHECK(good("1").number == 1.0);
    CHECK(good(" \"x\" ").string == "x");
    CHECK(good("true").boolean);
    CHECK(good("null").kind == json::Value::Kind::null);
    CHECK(good("true\n\n\n\n").boolean);
    CHECK(bad("false)").message == "more after the end of the document");
    CHECK(good("[]").kind == json::Value::Kind::array);
    CHECK(good("{}").kind == json::Value::Kind::object);
    CHECK(good(R"({"a": [], "b": {}, "c": ["", "\u0000", "\ud83d\ude00"]})").find("c")->items.at(2).string == "😀");
    const json::Value marked = good("\xEF\xBB\xBF{\"a\": 1}");
    CHECK(marked.find("a")->offset == 9);
    CHECK(good("[18446744073709551616, 0, -0.0]").items.at(0).string == "18446744073709551616");
}

TEST_CASE("the place of a value counts lines and characters") {
    const std::string_view text = "{\"名\": \"您好\",\n \"b\": [12]}";
    const json::Value root = good(text);
    CHECK(json::place_of(*root.find("名"), text, "a.json") == SourceSpan{"a.json", 1, 7, 4, "{\"名\": \"您好\","});
    CHECK(json::place_of(root.find("b")->items[0], text, "a.json", 5) ==
          SourceSpan{"a.json", 6, 8, 2, " \"b\": [12]}"});
    CHECK(json::place_of_key(*root.find("b"), text, "a.json") == SourceSpan{"a.json", 2, 2, 3, " \"b\": [12]}"});
    const std::string_view quotes = R"({"a\\\"b" : 1})";
    CHECK(json::place_of_key(good(quotes).members[0].value, quotes, "a.json") ==
          SourceSpan{"a.json", 1, 2, 8, std::string(quotes)});
    const std::string_view marked = "\xEF\xBB\xBF{\"a\": 1}";
    CHECK(json::place_of_key(good(marked).members[0].value, marked, "a.json") ==
          SourceSpan{"a.json", 1, 2, 3, "{\"a\": 1}"});
}

TEST_CASE("empty documents") {
    CHECK(bad("") ==
          Problem{"CS115", Severity::error, {"a.json", 0, 0, 0, {}}, "empty", "export or copy the file again"});
    CHECK(bad(" \n ").message == "empty: nothing but spaces");
    CHECK(bad("\xEF\xBB\xBF").message == "empty");
    CHECK(bad("", 7).span.line == 7);
}

TEST_CASE("wrong encodings say what they look like") {
    CHECK(bad(std::string_view("\xFF\xFE{\0}\0", 6)) ==
          error("CS110", 1, 1, 1, "", "not UTF-8 (UTF-16 by its byte-order mark)",
                "save it as UTF-8, for example with: iconv -f UTF-16 -t UTF-8"));
    CHECK(bad(std::string_view("\xFE\xFF\0{\0}", 6)).message == "not UTF-8 (UTF-16 by its byte-order mark)");
    CHECK(bad(std::string_view("{\0\"\0", 4)).message == "not UTF-8 (looks like UTF-16 without a byte-order mark)");
    CHECK(bad("{\n\"a\": \"\xC4\xFA\xBA\xC3\"}") ==
          error("CS110", 2, 7, 1, "", "not UTF-8 (looks like GBK)",
                "save it as UTF-8, for example with: iconv -f GB18030 -t UTF-8"));
    CHECK(bad("{\"a\": \"您好\xE6\xFF\"}") == error("CS110", 1, 10, 1, "", "not UTF-8: byte 0xE6", "save it as UTF-8"));
    CHECK(bad("[\"\xC0\xAF\"]").code == "CS110");          // overlong
    CHECK(bad("[\"\xED\xA0\x80\"]").code == "CS110");      // a surrogate
    CHECK(bad("[\"\xF4\x90\x80\x80\"]").code == "CS110");  // above U+10FFFF
}

TEST_CASE("a document that is cut off says where it ends") {
    const std::string hint = "the file is not complete: export or copy it again";
    CHECK(bad("{\"id\": \"x\",\n \"turns\": [{\"text\": \"您好") ==
          error("CS111", 2, 24, 1, " \"turns\": [{\"text\": \"您好", "cut off: it ends inside a string", hint));
    CHECK(bad("{\"a\": [1,\n") == error("CS111", 1, 10, 1, "{\"a\": [1,", "cut off: it ends inside an array", hint));
    CHECK(bad("{\"a\"") == error("CS111", 1, 5, 1, "{\"a\"", "cut off: it ends behind a key", hint));
    CHECK(bad("{\"a\":").message == "cut off: it ends where a value is expected");
    CHECK(bad("{").message == "cut off: it ends inside an object");
    CHECK(bad("[tr").message == "cut off: it ends inside 'true'");
    CHECK(bad("[1.").message == "cut off: it ends inside a number");
    CHECK(bad("[\"\\").message == "cut off: it ends inside a string");
    CHECK(bad("[\"\\u12").message == "cut off: it ends inside a string");
}

TEST_CASE("what is not JSON is named at its place") {
    CHECK(bad("{\"a\": 1,}") ==
          error("CS111", 1, 9, 1, "{\"a\": 1,}", "a key is expected after ','", "remove the comma before '}'"));
    CHECK(bad("[1,]") ==
          error("CS111", 1, 4, 1, "[1,]", "a value is expected after ','", "remove the comma before ']'"));
    CHECK(bad("{'a': 1}") ==
          error("CS111", 1, 2, 1, "{'a': 1}", "a key is expected, not '''", "keys stand in double quotes"));
    CHECK(bad("['a']") ==
          error("CS111", 1, 2, 1, "['a']", "a value is expected, not '", "strings stand in double quotes"));
    CHECK(bad("{\"a\" 1}") == error("CS111", 1, 6, 1, "{\"a\" 1}", "':' is expected behind the key, not '1'"));
    CHECK(bad("{\"a\": 1 \"b\": 2}") ==
          error("CS111", 1, 9, 1, "{\"a\": 1 \"b\": 2}", "',' or '}' is expected, not '\"'", "put a comma before it"));
    CHECK(bad("[1 2]").message == "',' or ']' is expected, not '2'");
    CHECK(bad("[1}").message == "',' or ']' is expected, not '}'");
    CHECK(bad("[NaN]") ==
          error("CS111", 1, 2, 3, "[NaN]", "a value is expected, not 'NaN'", "JSON has no such number: write null"));
    CHECK(bad("[True]").hint == "write true, false or null");
    CHECK(bad("[nul]").message == "a value is expected, not 'nul'");
    CHECK(bad("[01]").message == "a number does not begin with 0");
    CHECK(bad("[-]").message == "a digit is expected, not ']'");
    CHECK(bad("[1.e3]").message == "a digit is expected, not 'e'");
    CHECK(bad("[1e999]").message == "a number that is too large");
    CHECK(bad("0.2e9899").message == "a number that is too large");
    CHECK(good("[0.2e-9899, 1e-999, -0.0e9]").items.size() == 3);
    CHECK(bad("[1E-22222222222222222222]").message == "a number with too many digits in its exponent");
    CHECK(bad("[12x]").message == "',' or ']' is expected, not 'x'");
    CHECK(bad("[\"a\nb\"]") ==
          error("CS111", 1, 4, 1, "[\"a", "a string ends with its line", "close the quotes, or write \\n"));
    CHECK(bad("[\"a\tb\"]").message == "control character U+0009 in a string");
    CHECK(bad("[\"C:\\x\"]").message == "unknown escape in a string");
    CHECK(bad("[\"\\ud800x\"]").message == "half a character: a high surrogate without its low one");
    CHECK(bad("[\"\\udc00\"]").message == "half a character: a low surrogate without its high one");
    CHECK(bad("[\"\\u12g4\"]").message == "\\u is expected to have four hexadecimal digits");
    CHECK(bad("{} {}") == error("CS111", 1, 4, 1, "{} {}", "more after the end of the document",
                                "one document a file; several calls stand one a line in a file .ndjson"));
    CHECK(bad("1 2").message == "more after the end of the document");
    CHECK(bad("WEBVTT").message == "a value is expected, not 'WEBVTT'");
    CHECK(bad("<xml/>").message == "a value is expected, not '<'");
    CHECK(bad("您好").message == "a value is expected, not '您'");
    CHECK(bad("[1,,2]", 3) == error("CS111", 3, 4, 1, "[1,,2]", "a value is expected, not ','"));
}

TEST_CASE("errors do not hide in parts that nobody reads") {
    CHECK(bad(R"({"unused": {"x": [1, 2, tru]}, "id": "a"})").message == "a value is expected, not 'tru'");
    CHECK(bad(R"({"unused": "\q"})").message == "unknown escape in a string");
}

TEST_CASE("keys are unique, in small and in large objects") {
    CHECK(bad("{\"id\": 1,\n \"x\": {\"二\": 1, \"二\": 2}}") ==
          error("CS112", 2, 16, 3, " \"x\": {\"二\": 1, \"二\": 2}}", "key '二' is there twice",
                "remove one of the two"));
    CHECK(bad(R"({"a": 1, "\u0061": 2})").code == "CS112");
    std::string large = "{";
    for (int i = 0; i < 40; ++i)
        large += "\"k" + std::to_string(i) + "\": {\"in\": 1},\n";
    CHECK(good(large + "\"last\": 1}").members.size() == 41);
    CHECK(bad(large + "\"k30\": 1}") ==
          error("CS112", 41, 1, 5, "\"k30\": 1}", "key 'k30' is there twice", "remove one of the two"));
    // the same name in different objects is no repetition
    CHECK(good(R"([{"a": {"a": 1}}, {"a": 2}])").items.size() == 2);
}

TEST_CASE("nesting is limited") {
    CHECK(good(deep(64)).kind == json::Value::Kind::array);
    CHECK(bad(deep(65)) == error("CS113", 1, 65, 1, deep(65), "nested more than 64 deep"));
    CHECK(bad(std::string(1000000, '[')).code == "CS113");
    CHECK(bad(deep(64) + "x").code == "CS111");
}

TEST_CASE("many keys take no more than their share of time") {
    std::string text = "{";
    for (int i = 0; i < 100000; ++i)
        text += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":0";
    CHECK(good(text + "}").members.size() == 100000);
}

/// Where the parser accepts, no fault is to be found, and where it does not, there must be one to show.
static bool agree(const std::string& text) {
    const auto parsed = json::parse(text, "a.json");
    const auto fault = json::find_fault(text);
    return parsed.has_value() ? !fault : fault || parsed.error().code == "CS112";
}

TEST_CASE("parser and fault finder agree on every short text over the kinds of token") {
    constexpr std::array<std::string_view, 12> tokens{"{",     "}", "[", "]",    ",",     ":",
                                                      "\"a\"", "1", "-", "null", "\"\\u", " "};
    for (std::size_t i = 0; i < 12 * 12 * 12 * 12 * 12; ++i) {
        std::string text;
        for (std::size_t rest = i, place = 0; place < 5; ++place, rest /= 12)
            text += tokens[rest % 12];
        if (!agree(text))
            FAIL_CHECK(text);
    }
}

TEST_CASE("parser and fault finder agree on a document with each byte changed, and cut at each byte") {
    const std::string whole =
        "{\"id\": \"a\\u00e9\\n\", \"n\": [1.5e3, -0, 12, true, false, null, {\"您\": \"好\"}, []], \"o\": {}}\n";
    for (std::size_t at = 0; at < whole.size(); ++at) {
        if (!agree(whole.substr(0, at)) || !agree(whole.substr(at)) || !agree(std::string(whole).erase(at, 1)))
            FAIL_CHECK(at);
        for (int byte = 0; byte < 256; ++byte) {
            std::string text = whole;
            text[at] = static_cast<char>(byte);
            if (!agree(text))
                FAIL_CHECK(text);
        }
    }
}
