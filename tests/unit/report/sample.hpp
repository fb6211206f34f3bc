#pragma once

#include "call/call.hpp"
#include "score/scorecard.hpp"
#include "unit/calls.hpp"

namespace callscore {

/// An invented call with one of everything.
inline Call sample_call() {
    Call call;
    call.id = "night-07";
    call.language = Language::zh;
    call.started_at = "2026-03-02T10:15:00+08:00";
    call.agent = {"A07", "一组"};
    call.timing = {TimingSource::audio, Duration{30}};
    call.turns = {{Role::agent, seconds(0.4, 4.86), "您好，请讲", {}, Language::zh},
                  {Role::customer, seconds(5.16, 18.34), "我手机13800138000，充了没到账，急死我了", {}, Language::zh},
                  {Role::agent, seconds(18.2, 30.02), "换谁都着急。我马上给您查", {}, Language::zh},
                  {Role::agent, std::nullopt, "这是公司规定", {}, Language::zh}};
    call.source = "calls/night-07.json";
    call.input_hash = "aa";
    return call;
}

inline Scorecard sample_card() {
    const Call call = sample_call();
    Scorecard card;
    card.call_id = call.id;
    card.language = call.language;
    card.started_at = call.started_at;
    card.source = call.source;
    card.input_hash = call.input_hash;
    card.rules_hash = "bb";
    card.agent = call.agent;
    card.timing = call.timing;
    card.length = from_seconds(30.02);
    card.turns = 4;
    Finding cue;
    cue.id = "upset";
    cue.rule = "upset";
    cue.kind = Kind::cue;
    cue.turn = 1;
    cue.role = Role::customer;
    cue.time = seconds(5.16, 18.34);
    cue.precision = Duration{30};
    // From the middle of the number on.
    cue.evidence = {{1, Role::customer, 12, call.turns[1].text.size(), seconds(6, 8.5), true, "upset", "急死"}};
    card.cues = {cue};
    Finding strength;
    strength.id = "validates";
    strength.rule = "validates";
    strength.kind = Kind::strength;
    strength.turn = 2;
    strength.time = seconds(18.2, 30.02);
    strength.evidence = {{2, Role::agent, 0, 15, std::nullopt, false, "validates", "换谁都(会)?{feeling}"}};
    strength.rows = {"S2-11", "S4-16"};
    card.strengths = {strength};
    Finding finding;
    finding.id = "hid-behind-policy";
    finding.rule = "policy-as-shield";
    finding.weight = Weight::major;
    finding.turn = 3;
    finding.evidence = {{3, Role::agent, 0, 18, std::nullopt, false, "policy", "公司规定"}};
    finding.trigger = cue.evidence;
    finding.measured = {{"turns since cue", 2, 1, "turns"}};
    finding.searched = {2, 3};
    finding.message = {"拿规定挡客户", "uses the policy as a shield"};
    finding.advice = {"先认同，再说明原因", "acknowledge first, then say why"};
    finding.source = "S4";
    finding.rows = {"S4-11"};
    card.findings = {finding};
    card.cannot_judge = {{"flat-tone", "flat-tone", {"没有录音", "no audio"}},
                         {"flat-to-upset", "flat-to-upset", {"没有录音", "no audio"}}};
    RubricResult rubric;
    rubric.id = "empathy";
    rubric.version = "1.0";
    rubric.hash = "cc";
    rubric.title = {"共情", "Empathy"};
    rubric.weight = 1;
    rubric.score = 72.456;
    CriterionResult acknowledgement;
    acknowledgement.id = "acknowledgement";
    acknowledgement.title = {"认同", "Acknowledgement"};
    acknowledgement.verdict = Verdict::partly;
    acknowledgement.score = 62.5;
    acknowledgement.reason = {"一次回应，一次挡回", "one answered, one pushed away"};
    acknowledgement.opportunities = {{"answer-upset", 1, true, 2}, {"answer-upset", 3, false, -1}};
    acknowledgement.deductions = {{"hid-behind-policy", 3, 12.5}};
    acknowledgement.met_by = {"validates"};
    acknowledgement.broken_by = {"hid-behind-policy"};
    CriterionResult closing;
    closing.id = "closing";
    closing.title = {"收尾", "Closing"};
    rubric.criteria = {acknowledgement, closing};
    rubric.sections = {{"respect",
                        "acknowledgement + understanding",
                        50,
                        62.5,
                        Verdict::partly,
                        "acknowledgement",
                        {"understanding"}}};
    card.rubrics = {rubric};
    card.score = 72.456;
    return card;
}

}  // namespace callscore
