#include "json/writer.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "json/value.hpp"

using namespace callscore;

namespace {

void write(json::Writer& w) {
    w.begin_object();
    w.key("id");
    w.string("通话\n\"1\"");
    w.key("turns");
    w.begin_array();
    w.begin_inline_object();
    w.key("start");
    w.seconds(Duration{1050});
    w.key("words");
    w.begin_array();
    w.integer(-3);
    w.null();
    w.end_array();
    w.end_object();
    w.begin_inline_array();
    w.end_array();
    w.end_array();
    w.key("empty");
    w.begin_object();
    w.end_object();
    w.key("ok");
    w.boolean(true);
    w.end_object();
}

std::string number(double value, int decimals) {
    json::Writer w;
    w.number(value, decimals);
    return w.take();
}

std::string seconds(std::int64_t milliseconds) {
    json::Writer w;
    w.seconds(Duration{milliseconds});
    return w.take();
}

}  // namespace

TEST_CASE("pretty and one-line forms") {
    json::Writer pretty;
    write(pretty);
    CHECK(pretty.take() == R"({
  "id": "通话\n\"1\"",
  "turns": [
    {"start": 1.05, "words": [-3, null]},
    []
  ],
  "empty": {},
  "ok": true
}
)");
    json::Writer line(false);
    write(line);
    const std::string written = line.take();
    CHECK(written ==
          "{\"id\":\"通话\\n\\\"1\\\"\",\"turns\":[{\"start\":1.05,\"words\":[-3,null]},[]],\"empty\":{},"
          "\"ok\":true}\n");
    CHECK(json::parse(written, "").has_value());
    // a writer can be used again
    line.null();
    CHECK(line.take() == "null\n");
}

TEST_CASE("numbers are fixed, short and never exponents") {
    CHECK(number(0.1 + 0.2, 3) == "0.3\n");
    CHECK(number(100, 1) == "100\n");
    CHECK(number(1e21, 0) == "1000000000000000000000\n");
    CHECK(number(-0.0001, 2) == "0\n");
    CHECK(number(2.50, 2) == "2.5\n");
    CHECK(number(std::nan(""), 2) == "null\n");
    CHECK(number(std::numeric_limits<double>::infinity(), 2) == "null\n");
    CHECK(seconds(0) == "0\n");
    CHECK(seconds(1) == "0.001\n");
    CHECK(seconds(-1500) == "-1.5\n");
    CHECK(seconds(86400000) == "86400\n");
}

TEST_CASE("strings are always good UTF-8") {
    CHECK(json::quoted("a\x01\x7F\t\\/") == "\"a\\u0001\\u007f\\t\\\\/\"");
    CHECK(json::quoted("\xE6\x82您\xFF") == "\"\xEF\xBF\xBD\xEF\xBF\xBD您\xEF\xBF\xBD\"");
    CHECK(json::quoted("") == "\"\"");
    for (unsigned first = 0; first < 256; ++first)
        for (unsigned second = 0; second < 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second), 'x'};
            if (!json::parse(json::quoted(text), ""))
                FAIL_CHECK(json::quoted(text));
        }
}
