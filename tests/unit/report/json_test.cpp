#include <doctest/doctest.h>

#include "json/value.hpp"
#include "report/run_json.hpp"
#include "report/scorecard_json.hpp"
#include "unit/report/sample.hpp"

using namespace callscore;

namespace {

json::Value parsed(const std::string& text) {
    auto value = json::parse(text, "test.json");
    REQUIRE(value.has_value());
    return std::move(*value);
}

const json::Value& at(const json::Value& value, std::string_view key) {
    const json::Value* found = value.find(key);
    CAPTURE(key);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("a scorecard is written with its call, scores and findings") {
    const json::Value card = parsed(scorecard_json(sample_card(), sample_call(), "1.2.3"));
    CHECK(at(card, "schema").string == "callscore/scorecard/1");
    CHECK(at(card, "tool_version").string == "1.2.3");
    const json::Value& call = at(card, "call");
    CHECK(at(call, "id").string == "night-07");
    CHECK(at(call, "roles").string == "acaa");
    CHECK(at(call, "length").string == "30.02");
    CHECK(at(at(call, "timing"), "precision_ms").number == 30);
    CHECK(at(card, "score").string == "72.46");
    CHECK_FALSE(at(card, "failed").boolean);

    const json::Value& finding = at(card, "findings").items.at(0);
    CHECK(at(finding, "severity").string == "major");
    CHECK(at(finding, "quote").string == "这是公司规定");
    CHECK(at(finding, "start").kind == json::Value::Kind::null);
    CHECK(at(at(finding, "searched"), "from").number == 2);
    CHECK(at(at(finding, "measured").items.at(0), "threshold").number == 1);
    const json::Value& cue = at(card, "cues").items.at(0);
    CHECK(cue.find("severity") == nullptr);
    CHECK(at(cue, "start").string == "5.16");
    CHECK(at(cue, "searched").kind == json::Value::Kind::null);
    CHECK(at(cue, "quote").string == "********，充了没到账，急死我了");

    const json::Value& criteria = at(at(card, "rubrics").items.at(0), "criteria");
    CHECK(at(criteria.items.at(0), "verdict").string == "partly");
    CHECK(at(criteria.items.at(1), "score").kind == json::Value::Kind::null);
    const json::Value& missed = at(criteria.items.at(0), "opportunities").items.at(1);
    CHECK(at(missed, "answered_turn").kind == json::Value::Kind::null);
}

TEST_CASE("no number of the call stands in its scorecard, and the bytes repeat") {
    const std::string text = scorecard_json(sample_card(), sample_call(), "1.2.3");
    CHECK(text.find("138") == std::string::npos);
    CHECK(text.find("8000") == std::string::npos);
    CHECK(text == scorecard_json(sample_card(), sample_call(), "1.2.3"));
    CHECK(text.back() == '\n');
}

TEST_CASE("hostile ids and broken bytes leave a scorecard readable") {
    Scorecard card = sample_card();
    card.call_id = "a\"b\\\n\x01\xff";
    card.source = "dir/\x1b[31m.json";
    card.findings[0].evidence[0].turn = 99;
    card.cues[0].evidence[0].end = 100'000;
    card.timing.source = TimingSource::none;
    card.score.reset();
    const json::Value value = parsed(scorecard_json(card, sample_call(), "1"));
    CHECK(at(at(value, "call"), "id").string == "a\"b\\\n\x01\xEF\xBF\xBD");
    CHECK(at(at(value, "findings").items.at(0), "quote").string.empty());
    CHECK(at(value, "score").kind == json::Value::Kind::null);
    CHECK(at(at(at(value, "call"), "timing"), "precision_ms").kind == json::Value::Kind::null);
}

TEST_CASE("roles are those of the heard turns where there is no transcript") {
    Call call = sample_call();
    call.turns.clear();
    call.heard = Heard{};
    call.heard->turns = {{Role::agent, seconds(0, 1)}, {Role::customer, seconds(1, 2)}};
    const json::Value value = parsed(scorecard_json(sample_card(), call, "1"));
    CHECK(at(at(value, "call"), "roles").string == "ac");
}

TEST_CASE("a run does not depend on the order of its parts") {
    RunSummary run;
    run.tool_version = "1.2.3";
    run.rules_path = "rules";
    run.rules_hash = "bb";
    run.rubrics = {{"b", "1", "x"}, {"a", "2", "y"}};
    run.reports = {"upset", "complaint", "upset"};
    run.options = {{"language", "auto"}, {"agent_channel", "0"}};
    run.warnings = 2;
    count_call(run, sample_card());
    count_call(run, sample_card());
    RunSummary other = run;
    std::swap(other.rubrics[0], other.rubrics[1]);
    std::swap(other.options[0], other.options[1]);
    other.reports = {"complaint", "upset"};
    CHECK(run_json(run) == run_json(other));

    const json::Value value = parsed(run_json(run));
    CHECK(at(value, "schema").string == "callscore/run/1");
    CHECK(at(at(value, "rules"), "rubrics").items.at(0).members.at(0).value.string == "a");
    CHECK(at(at(value, "rules"), "reports").items.size() == 2);
    CHECK(at(at(value, "counts"), "calls_scored").number == 2);
    CHECK(at(at(at(value, "counts"), "findings"), "hid-behind-policy").number == 2);
    CHECK(at(at(at(value, "counts"), "cannot_judge"), "flat-tone").number == 2);
}
