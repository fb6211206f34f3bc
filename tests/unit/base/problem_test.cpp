#include "base/problem.hpp"

#include <doctest/doctest.h>

#include "base/names.hpp"
#include "base/time.hpp"
#include "unit/problems.hpp"

using namespace callscore;

TEST_CASE("a problem in one line names the part of its place that is known") {
    CHECK(one_line(error("CS203", {"r.yaml", 14, 7, 6, "      wihtin: 2"}, "unknown key 'wihtin'",
                         "did you mean …?")) == "r.yaml:14:7: error CS203: unknown key 'wihtin'");
    CHECK(one_line(warning("CS118", {"calls", 3, 0, 0, {}}, "no calls")) == "calls:3: warning CS118: no calls");
    CHECK(one_line(error("CS101", {"calls", 0, 0, 0, {}}, "no such file")) == "calls: error CS101: no such file");
    CHECK(one_line(make(Severity::note, "CS320", {}, "by the way", "")) == "note CS320: by the way");
}

TEST_CASE("only errors are errors") {
    CHECK_FALSE(has_errors({}));
    CHECK_FALSE(has_errors({warning("CS1", {}, "a"), make(Severity::note, "CS2", {}, "b", "")}));
    CHECK(has_errors({warning("CS1", {}, "a"), error("CS2", {}, "b")}));
}

TEST_CASE("problems are in order of file, line, column, code and message") {
    const Problem other_file = error("CS1", {"b", 1, 1, 1, {}}, "a");
    const Problem no_place = error("CS9", {"a", 0, 0, 0, {}}, "z");
    const Problem line_2 = error("CS1", {"a", 2, 1, 1, {}}, "a");
    const Problem line_10 = error("CS1", {"a", 10, 1, 1, {}}, "a");
    const Problem column_2 = error("CS1", {"a", 2, 2, 1, {}}, "a");
    const Problem code_2 = error("CS2", {"a", 2, 2, 1, {}}, "a");
    const Problem message_b = error("CS2", {"a", 2, 2, 1, {}}, "b");
    Problems problems{message_b, other_file, code_2, line_10, column_2, no_place, line_2};
    sort_problems(problems);
    CHECK(problems == Problems{no_place, line_2, column_2, code_2, message_b, line_10, other_file});
}

TEST_CASE("problems that only differ in what is not sorted by stay in their order") {
    const Problem first = error("CS1", {"a", 1, 1, 1, {}}, "m", "one hint");
    const Problem second = error("CS1", {"a", 1, 1, 1, {}}, "m", "another hint");
    Problems problems{first, second};
    sort_problems(problems);
    CHECK(problems == Problems{first, second});
}

TEST_CASE("a table of names works both ways") {
    static constexpr Names<Severity, 2> names{{{Severity::note, "note"}, {Severity::error, "error"}}};
    CHECK(name_in(names, Severity::error) == "error");
    CHECK(name_in(names, Severity::warning) == "");
    CHECK(value_in(names, "note") == Severity::note);
    CHECK(value_in(names, "warning") == std::nullopt);
}

TEST_CASE("times are whole milliseconds, and ranges half open") {
    CHECK(from_seconds(1.2345) == Duration{1235});
    CHECK(from_seconds(-1.2345) == Duration{-1235});
    CHECK(to_seconds(Duration{250}) == 0.25);
    CHECK(TimeRange{Duration{100}, Duration{350}}.length() == Duration{250});
    CHECK(overlap({Duration{0}, Duration{10}}, {Duration{4}, Duration{20}}) == Duration{6});
    CHECK(overlap({Duration{0}, Duration{10}}, {Duration{10}, Duration{20}}) == Duration{0});
    CHECK(overlap({Duration{0}, Duration{10}}, {Duration{30}, Duration{40}}) == Duration{0});
}
