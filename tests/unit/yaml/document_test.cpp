#include "yaml/document.hpp"

#include <doctest/doctest.h>

#include "yaml/reader.hpp"

using namespace callscore;
using yaml::Node;

namespace {

Problems problems_of(std::string text) {
    Problems problems;
    const yaml::Document document = yaml::parse("r.yaml", std::move(text), problems);
    CHECK(document.root.kind == Node::Kind::null);
    return problems;
}

}  // namespace

TEST_CASE("a document's values know where they stand, in characters") {
    Problems problems;
    const yaml::Document document = yaml::parse("r.yaml", "规则: a\nlist:\n  - 一\n  - '二 x'\n", problems);
    REQUIRE(problems.empty());
    REQUIRE(document.root.entries.size() == 2);
    const Node& rule = document.root.entries[0].value;
    CHECK(rule.scalar == "a");
    CHECK(rule.line == 1);
    CHECK(rule.column == 5);
    const Node& second = document.root.entries[1].value.items[1];
    CHECK(second.scalar == "二 x");
    CHECK(document.span(second) == SourceSpan{"r.yaml", 4, 6, 3, "  - '二 x'"});
}

TEST_CASE("what yaml-cpp lets pass is refused") {
    CHECK(problems_of("a: 1\nb: 2\na: 3\n") == Problems{{"CS204",
                                                         Severity::error,
                                                         {"r.yaml", 3, 1, 1, "a: 3"},
                                                         "duplicate key 'a'",
                                                         "it already stands in line 1"}});
    CHECK(problems_of("a: 1\nb: \xff\n") ==
          Problems{{"CS202", Severity::error, {"r.yaml", 2, 4, 1, ""}, "not UTF-8", "save the file as UTF-8"}});
    CHECK(problems_of("a: &x 1\nb: 2\n") == Problems{{"CS202",
                                                      Severity::error,
                                                      {"r.yaml", 1, 4, 1, "a: &x 1"},
                                                      "an anchor is not allowed",
                                                      "write the value out where it is used"}});
    CHECK(problems_of("a: !!int 1\n") == Problems{{"CS202",
                                                   Severity::error,
                                                   {"r.yaml", 1, 4, 1, "a: !!int 1"},
                                                   "the tag tag:yaml.org,2002:int is not allowed",
                                                   "remove it"}});
    CHECK(problems_of("a: 1\n---\nb: 1\n") == Problems{{"CS202",
                                                        Severity::error,
                                                        {"r.yaml", 3, 1, 1, "b: 1"},
                                                        "a second document is not allowed",
                                                        "one file holds one document"}});
    CHECK(problems_of(std::string(40, '[') + std::string(40, ']')).front().message ==
          "nesting of more than 32 is not allowed");
    CHECK(problems_of("a: [1, 2\nb: 3\n").front().code == "CS201");
}

TEST_CASE("a map's unknown keys are named with the nearest known one") {
    Problems problems;
    const yaml::Document document = yaml::parse("r.yaml", "rule: x\nwihtin: 2\ncount: two\n", problems);
    yaml::MapReader map(document, document.root, "a rule", problems);
    CHECK(map.required_string("rule") == "x");
    CHECK_FALSE(map.number("within").has_value());
    CHECK_FALSE(map.number("count").has_value());
    CHECK_FALSE(map.required_string("severity").has_value());
    map.finish();
    REQUIRE(problems.size() == 3);
    CHECK(problems[0] ==
          Problem{"CS206", Severity::error, {"r.yaml", 3, 8, 3, "count: two"}, "'count' must be a number", ""});
    CHECK(problems[1] ==
          Problem{
              "CS205", Severity::error, {"r.yaml", 1, 1, 1, "rule: x"}, "a rule has no 'severity'", "add 'severity:'"});
    CHECK(problems[2] == Problem{"CS203",
                                 Severity::error,
                                 {"r.yaml", 2, 1, 6, "wihtin: 2"},
                                 "unknown key 'wihtin'",
                                 "did you mean 'within'?"});
}

TEST_CASE("a place within a scalar is found also where it goes on over several lines") {
    Problems problems;
    const yaml::Document document =
        yaml::parse("r.yaml", "一: 甲 x\n  乙 x\nb: 'x\n  y'\nc: >-\n  x\n  y x\n\nd: \"x\"\n", problems);
    REQUIRE(problems.empty());
    const auto within = [&](std::size_t entry, std::size_t offset) {
        const SourceSpan span = document.span_within(document.root.entries[entry].value, offset, 1);
        return std::to_string(span.line) + ":" + std::to_string(span.column) + " " + span.excerpt;
    };
    CHECK(document.root.entries[0].value.scalar == "甲 x 乙 x");
    CHECK(within(0, 0) == "1:4 一: 甲 x");
    CHECK(within(0, 4) == "1:6 一: 甲 x");
    CHECK(within(0, 6) == "2:3   乙 x");
    CHECK(within(0, 10) == "2:5   乙 x");
    CHECK(within(0, 11) == "2:6   乙 x");
    CHECK(within(1, 0) == "3:5 b: 'x");
    CHECK(within(1, 2) == "4:3   y'");
    CHECK(within(2, 0) == "6:3   x");
    CHECK(within(2, 4) == "7:5   y x");
    CHECK(within(3, 0) == "9:5 d: \"x\"");
    CHECK(within(3, 1) == "9:6 d: \"x\"");
}
