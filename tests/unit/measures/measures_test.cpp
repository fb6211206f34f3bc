#include "measures/measures.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/calls.hpp"

using namespace callscore;

namespace {

/// The measure's value on each turn.
std::vector<std::optional<double>> values(const char* name, const Call& call) {
    const Measure* const measure = measure_named(name);
    REQUIRE(measure != nullptr);
    const Timeline timeline = make_timeline(call, {}, TurnTaking{});
    std::vector<std::optional<double>> out;
    for (std::size_t turn = 0; turn < timeline.utterances.size(); ++turn)
        out.push_back(measure->value(call, timeline, static_cast<int>(turn)));
    return out;
}

using Values = std::vector<std::optional<double>>;
constexpr std::nullopt_t absent = std::nullopt;

}  // namespace

TEST_CASE("all measures are in order of their names, with what they need") {
    std::vector<std::string> names;
    for (const Measure& measure : measures()) {
        names.emplace_back(measure.name);
        CHECK(measure_named(measure.name) == &measure);
        CHECK_MESSAGE(!measure.meaning_zh.empty(), measure.name);
        CHECK_MESSAGE(!measure.meaning_en.empty(), measure.name);
    }
    CHECK(names == std::vector<std::string>{"customer-age", "silence-before", "speech-rate", "turn-length", "turn-size",
                                            "unbroken-floor"});
    CHECK(measure_named("speechrate") == nullptr);
    CHECK(measure_named("customer-age")->of_call);
    CHECK(measure_named("customer-age")->needs_times == false);
    CHECK(measure_named("turn-size")->needs_times == false);
    CHECK(measure_named("turn-size")->needs_text);
    CHECK(measure_named("turn-length")->needs_times);
    CHECK(measure_named("turn-length")->needs_text == false);
}

TEST_CASE("customer-age is that of the call, where it is known") {
    Call call = call_of({agent(0, 1, "您好")});
    CHECK(values("customer-age", call) == Values{absent});
    call.customer.age = 71;
    CHECK(values("customer-age", call) == Values{71.0});
}

TEST_CASE("turn-size counts characters of Chinese and words of English") {
    CHECK(values("turn-size", call_of({agent(0, 1, "您好，APP里有200块。"),
                                       customer(1, 2, "it's 200, I see.", Language::en), agent(2, 3, "")})) ==
          Values{9.0, 4.0, absent});
}

TEST_CASE("turn-length is the time from begin to end") {
    Call call = call_of({agent(0.5, 4, "您好"), customer(4, 4, "嗯"), agent(5, 6, "")});
    CHECK(values("turn-length", call) == Values{3.5, 0.0, 1.0});
    call.turns[0].time.reset();
    CHECK(values("turn-length", call) == Values{absent, 0.0, 1.0});
}

TEST_CASE("speech-rate is size by length, and absent where either is") {
    Call call = call_of({agent(0, 2, "这个是规定。"), customer(2, 4, "that is not right at all", Language::en),
                         agent(5, 6, ""), agent(7, 7, "好的")});
    CHECK(values("speech-rate", call) == Values{2.5, 3.0, absent, absent});
    call.turns[0].time.reset();
    CHECK(values("speech-rate", call) == Values{absent, 3.0, absent, absent});
}

TEST_CASE("silence-before is that of both parties; before the first turn there is none to measure") {
    Call call = call_of({agent(1, 2, "您好"), customer(4.5, 8, "你好"), agent(7, 9, "请讲")});
    CHECK(values("silence-before", call) == Values{absent, 2.5, 0.0});
    call.turns[1].time.reset();
    CHECK(values("silence-before", call) == Values{absent, absent, 5.0});
}

TEST_CASE("unbroken-floor of a turn that stands by itself is its length") {
    CHECK(values("unbroken-floor", call_of({customer(0, 16, "一"), agent(17, 20, "二"), customer(21, 23, "三")})) ==
          Values{16.0, 3.0, 2.0});
}

TEST_CASE("a word of the other party inside the turn breaks the floor in two") {
    // 0–6 and 7–16: the longer part counts. The word itself is spoken into the other's floor.
    CHECK(values("unbroken-floor", call_of({customer(0, 16, "一"), agent(6, 7, "嗯"), agent(17, 18, "好")})) ==
          Values{9.0, absent, 2.0});
    CHECK(values("unbroken-floor", call_of({customer(0, 16, "一"), agent(11, 12, "嗯")})) == Values{11.0, 0.0});
    CHECK(values("unbroken-floor", call_of({customer(0, 16, "一"), agent(4, 5, "嗯"), agent(12, 13, "嗯")})) ==
          Values{7.0, absent, 0.0});
    // It comes in and stays: the floor ends there.
    CHECK(values("unbroken-floor", call_of({customer(0, 16, "一"), agent(14, 20, "二")})) == Values{14.0, 4.0});
}

TEST_CASE("successive turns of one party are one stretch, measured on the last of them") {
    CHECK(values("unbroken-floor", call_of({customer(0, 6, "一"), customer(7, 12, "二"), customer(14, 18, "三"),
                                            agent(19, 20, "好")})) == Values{absent, absent, 18.0, 1.0});
    CHECK(values("unbroken-floor", call_of({agent(0, 3, "您好"), customer(2, 6, "一"), customer(7, 12, "二")})) ==
          Values{2.0, absent, 9.0});
    CHECK(values("unbroken-floor", call_of({agent(0, 3, "您好"), customer(4, 6, "一"), customer(7, 12, "二")})) ==
          Values{3.0, absent, 8.0});
}

TEST_CASE("after a word of the other party the floor goes on into the next turn") {
    // 0–3 on the first turn, and 4–20, which the second one ends.
    CHECK(values("unbroken-floor", call_of({customer(0, 10, "一"), agent(3, 4, "嗯"), customer(10.5, 20, "二")})) ==
          Values{3.0, 0.0, 16.0});
    CHECK(values("unbroken-floor", call_of({customer(0, 10, "一"), agent(3, 4, "嗯"), agent(7, 8, "嗯"),
                                            customer(10.5, 20, "二")})) == Values{3.0, absent, 0.0, 12.0});
    // The word stands behind the whole turn: the stretch begins after it.
    CHECK(values("unbroken-floor", call_of({customer(0, 10, "一"), agent(10, 10.4, "嗯"), customer(10.5, 20, "二")})) ==
          Values{10.0, 0.4, 9.5});
}

TEST_CASE("unbroken-floor needs the turn's own time, and does not look behind a turn without one") {
    Call call = call_of({customer(0, 6, "一"), customer(7, 12, "二"), agent(9, 10, "嗯")});
    call.turns[1].time.reset();
    CHECK(values("unbroken-floor", call) == Values{absent, absent, 1.0});
    call = call_of({customer(0, 6, "一"), customer(7, 12, "二")});
    call.turns[0].time.reset();
    CHECK(values("unbroken-floor", call) == Values{absent, 5.0});
    call = call_of({customer(0, 16, "一"), agent(6, 7, "嗯")});
    call.turns[1].time.reset();
    CHECK(values("unbroken-floor", call) == Values{16.0, absent});
}
