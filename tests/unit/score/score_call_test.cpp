#include "score/score_call.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "unit/calls.hpp"
#include "unit/small_library.hpp"

using namespace callscore;

namespace {

/// Two rubrics over the small library's acts: words weigh 3 and turn-taking 1 in the call.
SmallLibrary scoring_library() {
    SmallLibrary library = library_of_acts();
    library.with(
        "behaviours/rules.yaml",
        behaviours(rule("upset", "cue", "every: upset") + rule("soothes", "strength", "every: soothes") +
                   finding("refused", "never: refuses", "major") +
                   finding("swore", "never: explains\nwhere: greets\nfails: call", "critical") +
                   finding("cut-off", "overlap: cut-off\nof: agent", "minor") +
                   rule("settles", "flag", "never: settles\nmessage: {zh: 讯, en: m}\nadvice: {zh: 议, en: a}")));
    library.with("rubrics/words.yaml", R"(callscore: 1
rubric: words
version: '1.0'
title: {zh: 用语, en: Words}
score:
  comfort: {formula: comfort, weight: 3}
  manner: {formula: manner, weight: 1}
criteria:
  - criterion: comfort
    title: {zh: 安慰, en: Comfort}
    met by: [soothes]
    occasion: [upset]
  - criterion: manner
    title: {zh: 态度, en: Manner}
    met: unless broken
    broken by: [refused, swore]
)");
    library.with("rubrics/timing.yaml", R"(callscore: 1
rubric: turn-taking
version: '2.0'
title: {zh: 接话, en: Turn-taking}
score:
  patience: {formula: patience, weight: 1}
criteria:
  - criterion: patience
    title: {zh: 耐心, en: Patience}
    met: unless broken
    broken by: [cut-off]
    forgives: 1
)");
    library.with("plan.yaml",
                 "callscore: 1\nrubrics:\n  - {rubric: words, weight: 3}\n  - {rubric: turn-taking, weight: 1}\n");
    return library;
}

const Library& library() {
    static const Library loaded = scoring_library().loaded();
    return loaded;
}

Scorecard score(const Call& call) {
    ScoreScratch scratch;
    return score_call(call, library(), scratch);
}

/// "rubric score: criterion verdict score, …" for each rubric, and the call's score.
std::vector<std::string> scores(const Call& call) {
    const auto number = [](const std::optional<double>& value) { return value ? fmt::format(" {:g}", *value) : " -"; };
    const Scorecard card = score(call);
    std::vector<std::string> out;
    for (const RubricResult& rubric : card.rubrics) {
        std::string line = rubric.id + number(rubric.score) + ":";
        for (const CriterionResult& criterion : rubric.criteria)
            line += fmt::format(" {} {}{}", criterion.id, name_of(criterion.verdict), number(criterion.score));
        out.push_back(line);
    }
    out.push_back("call" + number(card.score) + (card.failed ? " failed" : ""));
    return out;
}

using Lines = std::vector<std::string>;

std::vector<std::string> ids_of(const std::vector<Finding>& findings) {
    std::vector<std::string> out;
    for (const Finding& finding : findings)
        out.push_back(fmt::format("{} {}", finding.turn, finding.id));
    return out;
}

}  // namespace

TEST_CASE("rubrics and the call are means by weight") {
    // comfort 100 × 3 and manner 80 × 1 are 95; patience 92; together 95 × 3 and 92 × 1.
    CHECK(scores(call_of({customer(0, 5, "我急死了"), agent(4, 8, "别急，这不能退")})) ==
          Lines{"words 95: comfort met 100 manner not_met 80", "turn-taking 92: patience partly 92", "call 94.25"});
}

TEST_CASE("what does not apply or cannot be judged is left out of the means") {
    CHECK(scores(call_of({customer(0, 5, "我要退"), agent(6, 8, "不能")})) ==
          Lines{"words 80: comfort na - manner not_met 80", "turn-taking 100: patience met 100", "call 85"});
    CHECK(scores(untimed_call({{'C', "急死了"}, {'A', "这不能退"}})) ==
          Lines{"words 20: comfort not_met 0 manner not_met 80", "turn-taking -: patience cannot_judge -", "call 20"});
}

TEST_CASE("a finding of a rule that fails the call makes its score 0, whatever else there is") {
    const Call call = call_of({customer(0, 5, "我急死了"), agent(6, 8, "您好，别急，这是规定")});
    CHECK(scores(call) ==
          Lines{"words 85: comfort met 100 manner not_met 40", "turn-taking 100: patience met 100", "call 0 failed"});
    CHECK(score(call_of({agent(6, 8, "这是规定")})).failed == false);
}

TEST_CASE("a call without turns cannot be judged in anything") {
    const Scorecard card = score(Call{});
    CHECK(card.turns == 0);
    CHECK(card.length == Duration{0});
    CHECK(card.findings.empty());
    CHECK(card.cannot_judge.size() == library().rules.rules.size());
    CHECK(scores(Call{}) == Lines{"words -: comfort cannot_judge - manner cannot_judge -",
                                  "turn-taking -: patience cannot_judge -", "call -"});
}

TEST_CASE("of a call known from audio alone, words cannot be judged and cut-ins can") {
    Call call;
    call.timing = {TimingSource::audio, Duration{50}};
    call.heard =
        Heard{"a.wav", Duration{20000},          2, {{Role::customer, seconds(0, 10)}, {Role::agent, seconds(8, 14)}},
              true,    {"clipping on channel 0"}};
    CHECK(scores(call) == Lines{"words -: comfort cannot_judge - manner cannot_judge -",
                                "turn-taking 92: patience partly 92", "call 92"});
    const Scorecard card = score(call);
    CHECK(card.turns == 2);
    CHECK(card.length == Duration{20000});
    CHECK(card.notes == Lines{"clipping on channel 0"});
    CHECK(ids_of(card.findings) == Lines{"1 cut-off"});
    CHECK(card.findings[0].time == seconds(8, 10));
}

TEST_CASE("a scorecard says which call and which rules it is about, and sorts what was found by kind") {
    Call call = call_of({customer(0, 5, "急死了"), agent(4, 8, "别急，这不能退"), customer(9, 10, "谢谢")});
    call.id = "night-07";
    call.language = Language::zh;
    call.started_at = "2026-03-02T10:15:00+08:00";
    call.source = "calls/night-07.json";
    call.input_hash = "aa";
    call.agent = {"A07", "一组"};
    call.timing = {TimingSource::words, Duration{50}};
    const Scorecard card = score(call);
    CHECK(card.call_id == "night-07");
    CHECK(card.language == Language::zh);
    CHECK(card.started_at == "2026-03-02T10:15:00+08:00");
    CHECK(card.source == "calls/night-07.json");
    CHECK(card.input_hash == "aa");
    CHECK(card.rules_hash == library().hash);
    CHECK(card.agent.id == "A07");
    CHECK(card.agent.team == "一组");
    CHECK(card.timing.source == TimingSource::words);
    CHECK(card.timing.precision == Duration{50});
    CHECK(card.length == Duration{10000});
    CHECK(card.turns == 3);
    CHECK(card.notes.empty());
    CHECK(ids_of(card.cues) == Lines{"0 upset"});
    CHECK(ids_of(card.strengths) == Lines{"1 soothes"});
    CHECK(ids_of(card.findings) == Lines{"1 cut-off", "1 refused"});
    CHECK(ids_of(card.flags) == Lines{"2 settles"});
    CHECK(card.cannot_judge.empty());
    REQUIRE(card.rubrics.size() == 2);
    CHECK(card.rubrics[0].id == "words");
    CHECK(card.rubrics[0].version == "1.0");
    CHECK(card.rubrics[0].hash == library().rubrics[0].hash);
    CHECK(card.rubrics[0].title.zh == "用语");
    CHECK(card.rubrics[0].weight == 3);
    CHECK(card.rubrics[0].sections.size() == 2);
    CHECK(card.rubrics[1].id == "turn-taking");
}

TEST_CASE("listener's words are neither content nor cut-ins") {
    const Call call = call_of({customer(0, 10, "我上周就"), agent(9, 10.4, "嗯"), customer(11, 12, "充了")});
    CHECK(score(call).findings.empty());
    Call other = call;
    other.turns[1].text = "嗯不能";
    CHECK(ids_of(score(other).findings) == Lines{"1 cut-off", "1 refused"});
}

TEST_CASE("a call's score does not depend on the calls scored before it") {
    ScoreScratch used;
    const Call first =
        call_of({customer(0, 5, "急死了"), agent(4, 8, "嗯"), agent(9, 10, "这不能退"), agent(11, 12, "嗯")});
    const Call second = call_of({agent(0, 1, "别急")});
    CHECK(score_call(first, library(), used).turns == 4);
    const Scorecard after = score_call(second, library(), used);
    const Scorecard alone = score(second);
    CHECK(ids_of(after.strengths) == Lines{"0 soothes"});
    CHECK(ids_of(after.strengths) == ids_of(alone.strengths));
    CHECK(after.findings.empty());
    CHECK(after.score == alone.score);
}
