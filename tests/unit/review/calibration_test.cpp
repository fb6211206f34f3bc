#include "review/calibration.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "json/value.hpp"
#include "report/run_json.hpp"
#include "report/scorecard_json.hpp"
#include "report/width.hpp"
#include "review/codebook.hpp"

using namespace callscore;

namespace {

/// A file that is gone at the end of the test.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& content) {
        static int count = 0;
        path_ = (std::filesystem::temp_directory_path() /
                 ("callscore-review-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + "-" +
                  std::to_string(++count) + ".json"))
                    .string();
        std::ofstream(path_) << content;
    }
    ~TemporaryFile() { std::remove(path_.c_str()); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

Label cue(int turn, const char* id) {
    return {turn, Kind::cue, id};
}
Label strength(int turn, const char* id) {
    return {turn, Kind::strength, id};
}
Label fault(int turn, const char* id) {
    return {turn, Kind::finding, id};
}

const IdMatches& of(const std::vector<IdMatches>& ids, std::string_view id) {
    const auto found = std::find_if(ids.begin(), ids.end(), [&](const IdMatches& m) { return m.id == id; });
    CAPTURE(id);
    REQUIRE(found != ids.end());
    return *found;
}

std::vector<std::string> codes_of(const Problems& problems) {
    std::vector<std::string> codes;
    for (const Problem& problem : problems)
        codes.push_back(problem.code);
    return codes;
}

}  // namespace

TEST_CASE("the codebook's ids are unique and its families are made of them") {
    for (const CodebookId& a : codebook)
        CHECK(std::count_if(codebook.begin(), codebook.end(), [&](const CodebookId& b) { return a.id == b.id; }) == 1);
    for (const CodebookFamily& family : codebook_families)
        for (const std::string_view id : family.ids)
            CHECK((id.empty() || std::any_of(codebook.begin(), codebook.end(),
                                             [&](const CodebookId& defined) { return defined.id == id; })));
}

TEST_CASE("matches are counted on the turn and one turn beside it, one to one") {
    //                    turns:  0123456789
    const ScoredCall scored{"c1",
                            "c1.json",
                            "acacacacac",
                            {{1, "upset"}, {3, "upset"}, {7, "upset"}, {0, "commits"}, {4, "commits"}, {9, "threat"}},
                            {}};
    // upset: 1 exact; 3 fits 5 (next turn of the customer); 7 has nothing left.
    // commits: 0 fits 2; 4 is two agent turns from 8. threat: none labelled.
    const Labels labels{
        "c1",
        "l.json",
        {cue(1, "upset"), cue(5, "upset"), strength(2, "commits"), strength(8, "commits"), fault(6, "impatient")},
        {}};
    const Calibration result = calibrate({&scored, 1}, {&labels, 1}, {});
    CHECK(result.problems.empty());
    CHECK(result.calls == 1);
    CHECK(of(result.ids, "upset").matches.exact == Counts{1, 2, 1});
    CHECK(of(result.ids, "upset").matches.near == Counts{2, 1, 0});
    CHECK(of(result.ids, "commits").matches.exact == Counts{0, 2, 2});
    CHECK(of(result.ids, "commits").matches.near == Counts{1, 1, 1});
    CHECK(of(result.ids, "threat").matches.exact == Counts{0, 1, 0});
    CHECK(of(result.ids, "impatient").matches.near == Counts{0, 0, 1});
    CHECK(result.micro.cues.exact == Counts{1, 3, 1});
    CHECK(result.micro.all.exact == Counts{1, 5, 4});
    CHECK(result.micro.all.near == Counts{3, 3, 2});
    CHECK(result.micro.all.near.precision().value() == doctest::Approx(0.5));
    CHECK(result.micro.all.near.recall().value() == doctest::Approx(0.6));
    CHECK(result.micro.all.near.f1().value() == doctest::Approx(6.0 / 11.0));
    CHECK_FALSE(result.reported.has_value());
}

TEST_CASE("one report never answers two labels") {
    const ScoredCall scored{"c", "c.json", "acacac", {{3, "upset"}}, {}};
    const Labels labels{"c", "l.json", {cue(1, "upset"), cue(3, "upset"), cue(5, "upset")}, {}};
    const Calibration result = calibrate({&scored, 1}, {&labels, 1}, {});
    CHECK(of(result.ids, "upset").matches.near == Counts{1, 0, 2});

    // A label given or reported twice on a turn counts once.
    const ScoredCall twice{"c", "c.json", "acacac", {{3, "upset"}, {3, "upset"}}, {}};
    CHECK(of(calibrate({&twice, 1}, {&labels, 1}, {}).ids, "upset").matches.exact == Counts{1, 0, 2});
}

TEST_CASE("without roles nothing is matched across turns") {
    const ScoredCall scored{"c", "c.json", "", {{3, "upset"}}, {}};
    const Labels labels{"c", "l.json", {cue(1, "upset")}, {}};
    const Calibration result = calibrate({&scored, 1}, {&labels, 1}, {});
    CHECK(of(result.ids, "upset").matches.near == Counts{0, 1, 1});
}

TEST_CASE("families are compared as one id") {
    const ScoredCall scored{
        "c", "c.json", "acaca", {{1, "upset"}, {1, "accusation"}, {2, "validates"}, {4, "commits"}}, {}};
    const Labels labels{
        "c",
        "l.json",
        {cue(1, "complaint"), strength(2, "names-feeling"), strength(2, "concedes-point"), strength(4, "commits")},
        {}};
    const Calibration result = calibrate({&scored, 1}, {&labels, 1}, {});
    CHECK(of(result.families, "upset/complaint/accusation").matches.exact == Counts{1, 0, 0});
    CHECK(of(result.families, "acknowledging").matches.exact == Counts{1, 0, 0});
    CHECK(result.micro.all.exact == Counts{1, 3, 3});
    CHECK(result.micro_merged.all.exact == Counts{3, 0, 0});
    CHECK(result.micro_merged.strengths.exact == Counts{2, 0, 0});
}

TEST_CASE("ids that no label could have are ignored; ids that the rules lack can be left out") {
    const ScoredCall scored{
        "c", "c.json", "acaca", {{1, "upset"}, {2, "house-style"}, {2, "site-own"}, {4, "flat-tone"}}, {}};
    const Labels labels{"c", "l.json", {cue(1, "upset"), cue(3, "relief"), fault(2, "site-own")}, {}};
    const std::vector<std::string> reports{"upset", "site-own", "house-style"};
    const Calibration result = calibrate({&scored, 1}, {&labels, 1}, reports);
    CHECK(result.ignored == std::map<std::string, int>{{"house-style", 1}});
    CHECK(result.micro.all.exact == Counts{2, 1, 1});  // flat-tone is the codebook's: a false alarm
    REQUIRE(result.reported.has_value());
    CHECK(result.reported->all.exact == Counts{2, 0, 0});
    CHECK(result.reported_merged->all.exact == Counts{2, 0, 0});
}

TEST_CASE("kappa weighs verdicts by their distance") {
    // Twenty calls; the labels' sums are 8, 6, 6 and the scorecards' 8, 6, 6.
    // Observed disagreement: 1*1 + 2*1 + 1*2 + 1*1 + 2*0 + 1*2 = 8.
    // By chance: (1*8*6 + 2*8*6 + 1*6*8 + 1*6*6 + 2*6*8 + 1*6*6) / 20 = 360 / 20 = 18.
    // Kappa = 1 - 8/18.
    CriterionAgreement criterion;
    criterion.table = {{{6, 1, 1}, {2, 3, 1}, {0, 2, 4}}};
    CHECK(criterion.judged() == 20);
    CHECK(criterion.agreement().value() == doctest::Approx(13.0 / 20.0));
    CHECK(criterion.kappa().value() == doctest::Approx(1.0 - 8.0 / 18.0));

    criterion.table = {{{5, 0, 0}, {0, 0, 0}, {0, 0, 0}}};
    CHECK(criterion.agreement().value() == 1.0);
    CHECK_FALSE(criterion.kappa().has_value());
    criterion.table = {{{5, 0, 0}, {0, 2, 0}, {0, 0, 1}}};
    CHECK(criterion.kappa().value() == 1.0);
    criterion.table = {{{0, 0, 3}, {0, 0, 0}, {3, 0, 0}}};
    CHECK(criterion.kappa().value() == doctest::Approx(-1.0));
    CHECK_FALSE(CriterionAgreement{}.agreement().has_value());
}

TEST_CASE("criteria are compared pair by pair; what is not judged is counted apart") {
    const auto call = [](const char* id, std::map<std::string, Verdict> verdicts) {
        return ScoredCall{id, std::string(id) + ".json", "ac", {}, std::move(verdicts)};
    };
    const auto label = [](const char* id, std::map<std::string, Verdict> verdicts) {
        return Labels{id, std::string(id) + ".labels.json", {}, std::move(verdicts)};
    };
    const std::vector<ScoredCall> scored{call("a", {{"emotion", Verdict::met}, {"closing", Verdict::met}}),
                                         call("b", {{"emotion", Verdict::not_met}}),
                                         call("c", {{"emotion", Verdict::na}}),
                                         call("d", {{"emotion", Verdict::cannot_judge}}),
                                         call("e", {{"emotion", Verdict::na}}),
                                         call("f", {})};
    const std::vector<Labels> labels{label("a", {{"emotion", Verdict::met}}),
                                     label("b", {{"emotion", Verdict::partly}}),
                                     label("c", {{"emotion", Verdict::na}}),
                                     label("d", {{"emotion", Verdict::na}}),
                                     label("e", {{"emotion", Verdict::met}}),
                                     label("f", {{"emotion", Verdict::met}, {"understanding", Verdict::met}})};
    const Calibration result = calibrate(scored, labels, {});
    REQUIRE(result.criteria.size() == 2);
    const CriterionAgreement& emotion = result.criteria[0];
    CHECK(emotion.id == "emotion");
    CHECK(emotion.judged() == 2);
    CHECK(emotion.table[1][2] == 1);
    CHECK(emotion.both_na == 1);
    CHECK(emotion.one_na == 1);
    CHECK(emotion.cannot_judge == 1);
    CHECK(emotion.unscored == 1);
    CHECK(result.all_criteria.unscored == 2);
    CHECK(result.all_criteria.judged() == 2);
}

TEST_CASE("calls that only one side has are listed, and order does not matter") {
    std::vector<ScoredCall> scored{{"b", "b.json", "ac", {{1, "upset"}}, {}},
                                   {"a", "a2.json", "ac", {}, {}},
                                   {"a", "a1.json", "ac", {{1, "relief"}}, {}},
                                   {"z", "z.json", "ac", {}, {}}};
    std::vector<Labels> labels{{"y", "y.labels.json", {}, {}},
                               {"b", "b.labels.json", {cue(1, "upset"), cue(9, "upset")}, {}},
                               {"a", "a.labels.json", {cue(1, "relief")}, {}}};
    const Calibration result = calibrate(scored, labels, {});
    CHECK(result.calls == 2);
    CHECK(codes_of(result.problems) == std::vector<std::string>{"CS164", "CS165", "CS160", "CS161"});
    CHECK(one_line(result.problems[2]) == "y.labels.json: warning CS160: call 'y' is labelled, but not scored");
    CHECK(one_line(result.problems[1]) ==
          "b.labels.json: warning CS165: call 'b' has no turn 9: it has 2 turns, counted from 0");
    std::reverse(scored.begin(), scored.end());
    std::reverse(labels.begin(), labels.end());
    const Calibration again = calibrate(scored, labels, {});
    CHECK(calibration_json(again) == calibration_json(result));
    CHECK(again.problems == result.problems);
    CHECK(of(result.ids, "relief").matches.exact == Counts{1, 0, 0});
}

TEST_CASE("label files are read, and what is wrong is placed") {
    const TemporaryFile good(R"({"id": "c1", "labels": [{"turn": 1, "kind": "cue", "id": "upset"}],
  "criteria": {"no-cutting-in": "not_met"}})");
    const auto labels = read_labels(good.path());
    REQUIRE(labels.value.has_value());
    CHECK(labels.problems.empty());
    CHECK(labels.value->id == "c1");
    CHECK(labels.value->labels.at(0).turn == 1);
    CHECK(labels.value->criteria.at("no-cutting-in") == Verdict::not_met);

    const TemporaryFile bad(R"({"labels": [
  {"turn": 1, "kind": "kue", "id": "upset"},
  {"turn": -1, "kind": "cue", "id": "upset"},
  {"turn": 1.5, "kind": "cue", "id": "upset"},
  {"trun": 1, "kind": "cue", "id": ""},
  7,
  {"turn": 2, "kind": "strength", "id": "upset"},
  {"turn": 2, "kind": "cue", "id": "upsett"}
], "criteria": {"emotion": "mett", "pace": 1}})");
    const auto wrong = read_labels(bad.path());
    CHECK_FALSE(wrong.value.has_value());
    std::vector<std::string> told;
    for (const Problem& problem : wrong.problems)
        told.push_back(std::to_string(problem.span.line) + " " + problem.code + " " + problem.message +
                       (problem.hint.empty() ? "" : " / " + problem.hint));
    CHECK(told == std::vector<std::string>{
                      "1 CS162 'id' is missing", "2 CS163 unknown kind 'kue' / did you mean 'cue'?",
                      "3 CS162 'turn' must be a whole number from 0 on",
                      "4 CS162 'turn' must be a whole number from 0 on",
                      "5 CS162 'turn' is missing / did you mean 'turn' by 'trun'?", "5 CS162 'id' is empty",
                      "6 CS162 an object is expected here", "7 CS163 'upset' is a cue, not a strength",
                      "8 CS163 'upsett' is no id of the codebook / did you mean 'upset'?",
                      "9 CS163 unknown verdict 'mett' / did you mean 'met'?", "9 CS162 a verdict must be a text"});

    const TemporaryFile broken("{\"id\": \"c1\", ");
    CHECK(codes_of(read_labels(broken.path()).problems) == std::vector<std::string>{"CS111"});
    const TemporaryFile list("[1]");
    CHECK(codes_of(read_labels(list.path()).problems) == std::vector<std::string>{"CS162"});
    CHECK(codes_of(read_labels("/nowhere/x.labels.json").problems) == std::vector<std::string>{"CS101"});
}

TEST_CASE("scorecards and runs are read as they are written") {
    Call call;
    call.id = "c1";
    call.turns = {{Role::agent, std::nullopt, "您好", {}, Language::zh},
                  {Role::customer, std::nullopt, "急死了", {}, Language::zh}};
    Scorecard card;
    card.call_id = "c1";
    Finding found;
    found.id = "upset";
    found.kind = Kind::cue;
    found.turn = 1;
    card.cues = {found};
    found.id = "something-else";
    found.kind = Kind::flag;
    card.flags = {found};
    RubricResult rubric;
    CriterionResult criterion;
    criterion.id = "emotion";
    criterion.verdict = Verdict::partly;
    rubric.criteria = {criterion};
    card.rubrics = {rubric};
    const TemporaryFile file(scorecard_json(card, call, "1"));
    const auto scored = read_scorecard(file.path());
    REQUIRE(scored.value.has_value());
    CHECK(scored.problems.empty());
    CHECK(scored.value->id == "c1");
    CHECK(scored.value->roles == "ac");
    REQUIRE(scored.value->items.size() == 1);
    CHECK(scored.value->items[0].id == "upset");
    CHECK(scored.value->items[0].turn == 1);
    CHECK(scored.value->criteria.at("emotion") == Verdict::partly);

    RunSummary run;
    run.reports = {"upset", "commits"};
    const TemporaryFile written(run_json(run));
    CHECK(read_reported_ids(written.path()).value == std::vector<std::string>{"commits", "upset"});

    const TemporaryFile old(R"({"call": {"id": "c1"}, "findings": [], "strengths": [], "cues": [], "rubrics": []})");
    const auto without = read_scorecard(old.path());
    CHECK(without.value.has_value());
    CHECK(codes_of(without.problems) == std::vector<std::string>{"CS162"});
}

TEST_CASE("the table fits 80 columns and says the same as the JSON") {
    const ScoredCall scored{
        "c",
        "c.json",
        "acaca",
        {{1, "upset"}, {2, "explained-before-acknowledging"}, {4, "apologises-specifically"}, {2, "own"}},
        {{"emotion", Verdict::met}}};
    const Labels labels{
        "c", "l.json", {cue(1, "upset"), fault(4, "explained-before-acknowledging")}, {{"emotion", Verdict::met}}};
    const std::vector<std::string> reports{"upset"};
    const Calibration result = calibrate({&scored, 1}, {&labels, 1}, reports);
    for (const Language language : {Language::zh, Language::en}) {
        const std::string table = calibration_table(result, {false, 80, language});
        std::istringstream lines(table);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            CHECK(display_width(line) <= 80);
        }
    }
    const std::string table = calibration_table(result);
    CHECK(table.find("1 call compared") == 0);
    CHECK(table.find("explained-before-acknowledging      1    1  0.00  0.00  0.00   1.00  1.00  1.00\n") !=
          std::string::npos);
    CHECK(table.find("Ids that the rules report") != std::string::npos);
    CHECK(table.find("own (1)") != std::string::npos);
    const auto value = json::parse(calibration_json(result), "x");
    REQUIRE(value.has_value());
    CHECK(value->find("calls")->number == 1);
    CHECK(value->find("micro")->find("all")->find("within_one")->find("tp")->number == 2);
    CHECK(value->find("micro_reported")->find("all")->find("exact")->find("tp")->number == 1);
    CHECK(value->find("all_criteria")->find("kappa")->kind == json::Value::Kind::null);
}
