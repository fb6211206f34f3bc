#include "base/suggest.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace callscore;

namespace {

constexpr std::array<std::string_view, 5> keys{"within", "where", "when", "unless", "unless next"};

}  // namespace

TEST_CASE("the nearest word is the one with the fewest edits, a swap of neighbours being one") {
    CHECK(nearest("wihtin", keys) == "within");
    CHECK(nearest("withn", keys) == "within");
    CHECK(nearest("withinn", keys) == "within");
    CHECK(nearest("wheer", keys) == "where");
    CHECK(nearest("unles next", keys) == "unless next");
}

TEST_CASE("of equally near words the first is suggested") {
    CHECK(nearest("whe", std::array<std::string_view, 2>{"when", "whet"}) == "when");
    CHECK(nearest("whe", std::array<std::string_view, 2>{"whet", "when"}) == "whet");
}

TEST_CASE("what is too far away is no suggestion") {
    CHECK(nearest("xyz", keys) == "");
    CHECK(nearest("", keys) == "");
    // Two edits are always near enough, a third of the word's length where that is more.
    CHECK(nearest("ab", std::array<std::string_view, 1>{"abcd"}) == "abcd");
    CHECK(nearest("ab", std::array<std::string_view, 1>{"abcde"}) == "");
    CHECK(nearest("abcdefghi", std::array<std::string_view, 1>{"abcdef"}) == "abcdef");
    CHECK(nearest("abcdefghi", std::array<std::string_view, 1>{"abcde"}) == "");
    CHECK(nearest("within", {}) == "");
}

TEST_CASE("the word itself is no suggestion, but a neighbour of it is") {
    CHECK(nearest("when", keys) == "where");
    CHECK(nearest("within", std::array<std::string_view, 1>{"within"}) == "");
}

TEST_CASE("a suggestion is a question") {
    CHECK(did_you_mean("wihtin", keys) == "did you mean 'within'?");
    CHECK(did_you_mean("xyz", keys) == "");
}
