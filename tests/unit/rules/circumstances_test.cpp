#include <doctest/doctest.h>

#include "judging.hpp"

using namespace callscore;

namespace {

/// What `never: refuses` with one more line reports.
Lines refusals(std::string_view circumstance, const Call& call) {
    return ids(library_with(finding("refused", "never: refuses\n" + std::string(circumstance))), call);
}

}  // namespace

TEST_CASE("where: must hold on the turn itself") {
    const Call call = untimed_call({{'A', "不能"}, {'A', "不能，这是规定"}});
    CHECK(refusals("where: explains", call) == Lines{"1 refused"});
    CHECK(refusals("where: not explains", call) == Lines{"0 refused"});
}

TEST_CASE("unless: must not hold on the turn itself") {
    const Call call = untimed_call({{'A', "不能"}, {'A', "不能，您别急"}});
    CHECK(refusals("unless: soothes", call) == Lines{"0 refused"});
    CHECK(refusals("unless: [soothes, greets]", call) == Lines{"0 refused"});
}

TEST_CASE("in reply to: on a turn of the other party since the own last content turn") {
    const auto refused = [](std::vector<std::pair<char, std::string>> lines) {
        return refusals("in reply to: upset", untimed_call(lines));
    };
    CHECK(refused({{'C', "急死了"}, {'A', "不能"}}) == Lines{"1 refused"});
    CHECK(refused({{'C', "急死了"}, {'C', "不行"}, {'A', "不能"}}) == Lines{"2 refused"});
    CHECK(refused({{'C', "急死了"}, {'A', "嗯"}, {'C', "不行"}, {'A', "不能"}}) == Lines{"3 refused"});
    CHECK(refused({{'C', "急死了"}, {'A', "规定"}, {'C', "不行"}, {'A', "不能"}}) == Lines{});
    CHECK(refused({{'C', "不行"}, {'A', "不能"}}) == Lines{});
    CHECK(refused({{'A', "不能"}, {'C', "急死了"}}) == Lines{});
}

TEST_CASE("in reply to: the words that are answered are quoted, the nearest ones") {
    const Library library = library_with(finding("refused", "never: refuses\nin reply to: upset or complains"));
    CHECK(found(library, untimed_call({{'C', "急死了"}, {'C', "急死了，投诉"}, {'C', "不行"}, {'A', "不能"}})) ==
          Lines{"3 finding refused minor | refuses:不能 <- @1 upset:急死, @1 complains:投诉"});
}

TEST_CASE("after: on some turn before") {
    CHECK(refusals("after: upset", untimed_call({{'A', "不能"}, {'C', "急死了"}, {'A', "规定"}, {'A', "不能"}})) ==
          Lines{"3 refused"});
    CHECK(refusals("after: explains", untimed_call({{'A', "规定，不能"}, {'A', "不能"}})) == Lines{"1 refused"});
}

TEST_CASE("unless earlier: on no turn before") {
    CHECK(refusals("unless earlier: looks-up",
                   untimed_call({{'A', "不能"}, {'A', "查一下，不能"}, {'C', "不行"}, {'A', "不能"}})) ==
          Lines{"0 refused", "1 refused"});
}

TEST_CASE("unless next: on the next content turn of the same party") {
    const auto refused = [](std::vector<std::pair<char, std::string>> lines) {
        return refusals("unless next: soothes", untimed_call(lines));
    };
    CHECK(refused({{'A', "不能"}, {'C', "不行"}, {'A', "别急"}}) == Lines{});
    CHECK(refused({{'A', "不能"}, {'A', "嗯"}, {'A', "别急"}}) == Lines{});
    CHECK(refused({{'A', "不能"}, {'A', "规定"}, {'A', "别急"}}) == Lines{"0 refused"});
    CHECK(refused({{'A', "不能"}, {'C', "不行"}}) == Lines{"0 refused"});
}

TEST_CASE("unless just before: on neither party's last turn before") {
    const auto refused = [](std::string_view circumstance, std::vector<std::pair<char, std::string>> lines) {
        return refusals(circumstance, untimed_call(lines));
    };
    CHECK(refused("unless just before: soothes", {{'A', "别急"}, {'C', "不行"}, {'A', "不能"}}) == Lines{});
    CHECK(refused("unless just before: settles", {{'A', "规定"}, {'C', "谢谢"}, {'A', "不能"}}) == Lines{});
    CHECK(refused("unless just before: settles", {{'C', "谢谢"}, {'A', "规定"}, {'A', "不能"}}) == Lines{});
    CHECK(refused("unless just before: settles", {{'C', "谢谢"}, {'C', "不行"}, {'A', "不能"}}) == Lines{"2 refused"});
    CHECK(refused("unless just before: soothes", {{'A', "别急"}, {'A', "规定"}, {'A', "不能"}}) == Lines{"2 refused"});
    CHECK(refused("unless just before: soothes", {{'A', "不能"}}) == Lines{"0 refused"});
}

TEST_CASE("applies: somewhere in the call, before or after") {
    CHECK(refusals("applies: upset", untimed_call({{'A', "不能"}, {'C', "急死了"}})) == Lines{"0 refused"});
    CHECK(refusals("applies: upset", untimed_call({{'A', "不能"}, {'C', "不行"}})) == Lines{});
    CHECK(refusals("applies: upset and rejects", untimed_call({{'A', "不能"}, {'C', "不行"}, {'C', "急死了"}})) ==
          Lines{});
}

TEST_CASE("a rule that does not apply sees no occasions") {
    const Library library =
        library_with(finding("ignored", "when: upset\nexpect: soothes\nwithin: 1 turn\napplies: complains"));
    CHECK(occasions(library, untimed_call({{'C', "急死了"}, {'A', "别急"}})) == Lines{});
    CHECK(occasions(library, untimed_call({{'C', "急死了"}, {'A', "别急"}, {'C', "投诉"}})) ==
          Lines{"ignored: 0 taken at 1"});
}

TEST_CASE("circumstances hold for every form, and what they excuse is no missed occasion") {
    const Call call = untimed_call({{'C', "急死了"}, {'A', "规定"}, {'A', "规定，查一下"}});
    for (const char* const form :
         {"when: upset\nexpect: soothes\nwithin: 2 turns",
          "when: upset\nexpect: soothes\nbefore: looks-up\nwithin: 2 turns", "require: soothes", "again: explains"}) {
        const std::string excused = std::string(form) + "\nunless: looks-up";
        CHECK_MESSAGE(ids(library_with(finding("x", form)), call) == Lines{"2 x"}, form);
        CHECK_MESSAGE(ids(library_with(finding("x", excused)), call) == Lines{}, form);
        CHECK_MESSAGE(occasions(library_with(finding("x", excused)), call) == Lines{}, form);
    }
    const Call short_call = untimed_call({{'C', "急死了"}, {'A', "规定，查一下"}});
    CHECK(ids(library_with(finding("x", "when: upset\nfirst: soothes")), short_call) == Lines{"1 x"});
    CHECK(ids(library_with(finding("x", "when: upset\nfirst: soothes\nunless: looks-up")), short_call) == Lines{});
    const Call cut_off = call_of({customer(0, 10, "我上周就"), agent(8, 12, "查一下")});
    CHECK(ids(library_with(finding("x", "overlap: cut-off")), cut_off) == Lines{"1 x"});
    CHECK(ids(library_with(finding("x", "overlap: cut-off\nunless: looks-up")), cut_off) == Lines{});
    CHECK(ids(library_with(finding("x", "measure: turn-length\nof: agent\nabove: 3 s")), cut_off) == Lines{"1 x"});
    CHECK(ids(library_with(finding("x", "measure: turn-length\nof: agent\nabove: 3 s\nwhere: explains")), cut_off) ==
          Lines{});
}

TEST_CASE("replaces: takes other reports away from the same turn, for rules that build on them too") {
    const Library library =
        library_with(finding("rude", "never: refuses", "major") + rule("soft", "strength", "every: soothes") +
                     finding("worse", "never: refuses\nwhere: explains\nreplaces: [rude, soft]", "critical") +
                     finding("told", "never: rude"));
    CHECK(found(library, untimed_call({{'A', "不能"}, {'A', "不能，规定，您别急"}, {'A', "别急"}})) ==
          Lines{"0 finding rude major | refuses:不能", "0 finding told minor | rude:不能",
                "1 finding worse critical | refuses:不能", "2 strength soft | soothes:别急"});
}

TEST_CASE("replaces: also where another rule reports the same already") {
    const Library library = library_with(
        finding("rude", "never: refuses") + finding("worse", "never: explains", "major") +
        finding("worse-refusal", "reports: worse\nnever: refuses\nwhere: explains\nreplaces: rude", "major"));
    CHECK(found(library, untimed_call({{'A', "不能，规定"}})) ==
          Lines{"0 finding worse major | explains:规定, refuses:不能"});
}

TEST_CASE("one id stands once on a turn, with the evidence of all and the name of the heaviest") {
    const std::string light =
        "  - rule: light\n    reports: cold\n    yields: finding\n    severity: minor\n    never: refuses\n"
        "    source: '001'\n    rows: [S1-1]\n    message: {zh: 轻, en: light}\n    advice: {zh: 轻议, en: light "
        "advice}\n";
    const std::string heavy =
        "  - rule: heavy\n    reports: cold\n    yields: finding\n    severity: critical\n    never: explains\n"
        "    source: '002'\n    rows: [S2-2]\n    message: {zh: 重, en: heavy}\n    advice: {zh: 重议, en: heavy "
        "advice}\n";
    const Call call = untimed_call({{'A', "规定不能"}, {'A', "不能"}});
    for (const std::string& rules : {light + heavy, heavy + light}) {
        const Evaluation evaluation = judge(library_with(rules), call);
        REQUIRE(evaluation.findings.size() == 2);
        const Finding& both = evaluation.findings[0];
        CHECK(both.id == "cold");
        CHECK(both.rule == "heavy");
        CHECK(both.weight == Weight::critical);
        CHECK(both.message.zh == "重");
        CHECK(both.message.en == "heavy");
        CHECK(both.advice.zh == "重议");
        CHECK(both.advice.en == "heavy advice");
        CHECK(both.source == "002");
        CHECK(both.rows == std::vector<std::string>{"S2-2"});
        CHECK(both.evidence.size() == 2);
        CHECK(evaluation.findings[1].rule == "light");
        CHECK(evaluation.findings[1].weight == Weight::minor);
        CHECK(evaluation.findings[1].source == "001");
    }
}

TEST_CASE("a finding says all about itself") {
    const Library library = library_with(
        "  - rule: early-rule\n    reports: early\n    yields: finding\n    severity: major\n    when: upset\n"
        "    expect: soothes\n    before: explains\n    within: 3 turns\n    source: '003'\n    rows: [S2-42, S4-10]\n"
        "    message: {zh: 先解释了, en: explained first}\n    advice: {zh: 先认同, en: acknowledge first}\n");
    Call call = call_of({customer(0, 4, "我急死了"), agent(5, 15, "这个是，规定没办法")});
    call.timing = {TimingSource::words, Duration{50}};
    const Evaluation evaluation = judge(library, call);
    REQUIRE(evaluation.findings.size() == 1);
    const Finding& finding = evaluation.findings[0];
    CHECK(finding.id == "early");
    CHECK(finding.rule == "early-rule");
    CHECK(finding.kind == Kind::finding);
    CHECK(finding.weight == Weight::major);
    CHECK(finding.turn == 1);
    CHECK(finding.role == Role::agent);
    CHECK(finding.time == TimeRange{Duration{9444}, Duration{11666}});
    CHECK(finding.precision == Duration{50});
    CHECK(finding.message.zh == "先解释了");
    CHECK(finding.message.en == "explained first");
    CHECK(finding.advice.zh == "先认同");
    CHECK(finding.advice.en == "acknowledge first");
    CHECK(finding.source == "003");
    CHECK(finding.rows == std::vector<std::string>{"S2-42", "S4-10"});
    CHECK(finding.measured.empty());
    CHECK(finding.searched == std::pair{1, 1});
    REQUIRE(finding.evidence.size() == 1);
    const Quote& evidence = finding.evidence[0];
    CHECK(evidence.turn == 1);
    CHECK(evidence.role == Role::agent);
    CHECK(evidence.begin == 12);
    CHECK(evidence.end == 18);
    CHECK(evidence.time == finding.time);
    CHECK(evidence.interpolated);
    CHECK(evidence.what == "explains");
    CHECK(evidence.because == "规定");
    REQUIRE(finding.trigger.size() == 1);
    const Quote& trigger = finding.trigger[0];
    CHECK(trigger.turn == 0);
    CHECK(trigger.role == Role::customer);
    CHECK(trigger.begin == 3);
    CHECK(trigger.end == 9);
    CHECK(trigger.time == seconds(1, 3));
    CHECK(trigger.interpolated);
    CHECK(trigger.what == "upset");
    CHECK(trigger.because == "急死");
}

TEST_CASE("without trusted times a finding has none") {
    const Library library = library_with(finding("refused", "never: refuses"));
    Call call = call_of({agent(0, 1, "不能")});
    call.timing = {TimingSource::none, Duration{0}};
    const Evaluation evaluation = judge(library, call);
    REQUIRE(evaluation.findings.size() == 1);
    CHECK(evaluation.findings[0].time == std::nullopt);
    CHECK(evaluation.findings[0].precision == std::nullopt);
    CHECK(evaluation.findings[0].evidence[0].time == std::nullopt);
}

TEST_CASE("findings are in order of turn, kind and id, whatever the order of the rules") {
    const std::string rules[] = {
        finding("b", "never: refuses"), rule("z", "cue", "every: refuses"), finding("a", "never: refuses"),
        rule("y", "strength", "every: explains"),
        rule("x", "flag", "never: refuses\nmessage: {zh: 讯, en: m}\nadvice: {zh: 议, en: a}")};
    const Call call = untimed_call({{'A', "不能，规定"}, {'A', "不能"}});
    const Lines expected{"0 cue z", "0 strength y", "0 finding a", "0 finding b", "0 flag x",
                         "1 cue z", "1 finding a",  "1 finding b", "1 flag x"};
    for (const int turned_by : {0, 1, 2, 3, 4}) {
        std::string all;
        for (int i = 0; i < 5; ++i)
            all += rules[(i + turned_by) % 5];
        Lines lines;
        for (const Finding& finding : judge(library_with(all), call).findings)
            lines.push_back(fmt::format("{} {} {}", finding.turn, name_of(finding.kind), finding.id));
        CHECK(lines == expected);
    }
}

TEST_CASE("marks are not reported; rules build on them, and on other reports, in whatever order they stand") {
    const std::string base = rule("comforting", "mark", "every: soothes or looks-up");
    const std::string middle = rule("comforts-upset", "mark", "every: comforting\nin reply to: upset");
    const std::string top = rule("cares", "strength", "every: comforts-upset and greets");
    const Call call = untimed_call({{'C', "急死了"}, {'A', "您好，别急"}, {'C', "不行"}, {'A', "您好，我查一下"}});
    for (const std::string& rules : {base + middle + top, top + middle + base, middle + top + base})
        CHECK(found(library_with(rules), call) == Lines{"1 strength cares | comforts-upset:别急, greets:您好"});
    std::vector<std::string> marks;
    for (const Finding& mark : judge(library_with(top + middle + base), call).marks)
        marks.push_back(in_short(mark, call));
    CHECK(marks == Lines{"1 mark comforting | soothes:别急", "1 mark comforts-upset | comforting:别急 <- @0 upset:急死",
                         "3 mark comforting | looks-up:查一下"});
}

TEST_CASE("a name that is both an act and a report means the report, except in the rules that report it") {
    const Library library =
        library_with(rule("upset", "cue", "every: upset and complains") + rule("seen", "cue", "every: upset"));
    CHECK(found(library, untimed_call({{'C', "急死了"}, {'C', "急死了，投诉"}})) ==
          Lines{"1 cue seen | upset:急死, upset:投诉", "1 cue upset | upset:急死, complains:投诉"});
}

TEST_CASE("what the evaluator knows by itself") {
    const auto on = [](const char* label, const Call& call) {
        return ids(library_with(rule("x", "cue", "every: " + std::string(label))), call);
    };
    Call call = untimed_call({{'A', "您好"},
                              {'C', "嗯"},
                              {'C', "我要退"},
                              {'A', "好的"},
                              {'A', "不能"},
                              {'C', "不行"},
                              {'A', "规定"},
                              {'C', "嗯"},
                              {'A', "嗯"}});
    CHECK(on("content", call) == Lines{"0 x", "2 x", "4 x", "5 x", "6 x"});
    CHECK(on("answer", call) == Lines{"4 x", "6 x"});
    CHECK(on("replies", call) == Lines{"1 x", "3 x", "5 x", "6 x", "7 x", "8 x"});
    CHECK(on("last-agent-turn", call) == Lines{"6 x"});
    CHECK(on("opening-turn", call) == Lines{"2 x"});
    CHECK(on("heard-only", call) == Lines{});
    call.ended_by = EndedBy::customer;
    CHECK(on("agent-ends-call", call) == Lines{});
    call.ended_by = EndedBy::agent;
    CHECK(on("agent-ends-call", call) == Lines{"6 x"});
}
