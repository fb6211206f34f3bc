#include "score/criteria.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace callscore;

namespace {

/// A library of rules that report: praise, thanks (strengths), slip, fault, crime (findings), need (a cue), story (a
/// mark).
Library library_of_rules() {
    Library library;
    const auto add = [&](const char* id, Kind kind, Weight weight) {
        Rule rule;
        rule.id = rule.reports = id;
        rule.kind = kind;
        rule.weight = weight;
        library.rules.rules.push_back(std::move(rule));
    };
    add("praise", Kind::strength, Weight::minor);
    add("thanks", Kind::strength, Weight::minor);
    add("slip", Kind::finding, Weight::minor);
    add("fault", Kind::finding, Weight::major);
    add("crime", Kind::finding, Weight::critical);
    add("need", Kind::cue, Weight::minor);
    add("story", Kind::mark, Weight::minor);
    return library;
}

int index_of(const Library& library, std::string_view rule) {
    for (std::size_t i = 0; i < library.rules.rules.size(); ++i)
        if (library.rules.rules[i].id == rule)
            return static_cast<int>(i);
    return -1;
}

struct Seen {
    std::vector<std::pair<std::string, int>> found;                 ///< rule and turn
    std::vector<std::tuple<std::string, int, int>> occasions = {};  ///< rule, turn, and where it was answered or -1
    std::vector<std::string> not_judged = {};
};

CriterionResult judge(const Criterion& criterion, const Seen& seen) {
    const Library library = library_of_rules();
    Evaluation evaluation;
    for (const auto& [id, turn] : seen.found) {
        const Rule& rule = library.rules.rules[static_cast<std::size_t>(index_of(library, id))];
        Finding finding;
        finding.id = finding.rule = id;
        finding.kind = rule.kind;
        finding.weight = rule.weight;
        finding.turn = turn;
        (rule.kind == Kind::mark ? evaluation.marks : evaluation.findings).push_back(std::move(finding));
    }
    for (const auto& [id, turn, answered] : seen.occasions)
        evaluation.occasions.push_back({index_of(library, id), turn, answered >= 0, answered});
    for (const std::string& id : seen.not_judged)
        evaluation.cannot_judge.push_back({id, id, {"没有 " + id, "no " + id}});
    return judge_criterion(criterion, evaluation, library);
}

/// A criterion that praise and thanks meet and slip, fault and crime break.
Criterion two_sided() {
    return {"manner", {"态度", "Manner"}, {"praise", "thanks"}, {"slip", "fault", "crime"}, {}, false, 0};
}

Criterion about_needs() {
    Criterion criterion = two_sided();
    criterion.occasion = {"need", "story"};
    return criterion;
}

Criterion unless_broken(int forgives = 0, std::vector<std::string> occasion = {}) {
    return {"manner", {"态度", "Manner"}, {}, {"slip", "fault", "crime"}, std::move(occasion), true, forgives};
}

/// "verdict score", or the verdict alone.
std::string outcome(const Criterion& criterion, const Seen& seen) {
    const CriterionResult result = judge(criterion, seen);
    return std::string(name_of(result.verdict)) + (result.score ? fmt::format(" {:g}", *result.score) : "");
}

}  // namespace

TEST_CASE("verdicts have names") {
    CHECK(name_of(Verdict::not_met) == "not_met");
    CHECK(verdict_named("cannot_judge") == Verdict::cannot_judge);
    CHECK(verdict_named("fine") == std::nullopt);
}

TEST_CASE("the verdict, by what meets and what breaks the criterion") {
    CHECK(outcome(two_sided(), {{{"praise", 1}}}) == "met 100");
    CHECK(outcome(two_sided(), {{{"praise", 1}, {"slip", 2}}}) == "partly 92");
    CHECK(outcome(two_sided(), {{{"praise", 1}, {"thanks", 2}, {"slip", 3}, {"fault", 4}}}) == "partly 72");
    CHECK(outcome(two_sided(), {{{"praise", 1}, {"slip", 2}, {"fault", 3}}}) == "not_met 72");
    CHECK(outcome(two_sided(), {{{"praise", 1}, {"thanks", 2}, {"crime", 3}}}) == "not_met 40");
    CHECK(outcome(two_sided(), {{{"slip", 1}}}) == "not_met 92");
    CHECK(outcome(two_sided(), {{}}) == "na");
    // What the criterion does not name does not count.
    CHECK(outcome(two_sided(), {{{"need", 1}}}) == "na");
}

TEST_CASE("an occasion that nothing met is not met") {
    CHECK(outcome(about_needs(), {{}}) == "na");
    CHECK(outcome(about_needs(), {{{"need", 1}}}) == "not_met 0");
    CHECK(outcome(about_needs(), {{{"story", 1}}}) == "not_met 0");
    CHECK(outcome(about_needs(), {{{"need", 1}, {"praise", 2}}}) == "met 100");
    CHECK(outcome(about_needs(), {{{"need", 1}, {"praise", 2}, {"fault", 3}}}) == "partly 80");
    CHECK(outcome(about_needs(), {{{"need", 1}, {"fault", 3}}}) == "not_met 0");
    CHECK(outcome(about_needs(), {{{"praise", 2}}}) == "met 100");
}

TEST_CASE("met unless broken: nothing has to be done, and some breaks are forgiven") {
    CHECK(outcome(unless_broken(), {{}}) == "met 100");
    CHECK(outcome(unless_broken(), {{{"slip", 1}}}) == "not_met 92");
    CHECK(outcome(unless_broken(1), {{{"slip", 1}}}) == "partly 92");
    CHECK(outcome(unless_broken(1), {{{"fault", 1}}}) == "partly 80");
    CHECK(outcome(unless_broken(1), {{{"slip", 1}, {"slip", 2}}}) == "not_met 84");
    CHECK(outcome(unless_broken(2), {{{"slip", 1}, {"slip", 2}}}) == "partly 84");
    CHECK(outcome(unless_broken(2), {{{"crime", 1}}}) == "not_met 40");
    CHECK(outcome(unless_broken(0, {"need"}), {{}}) == "na");
    CHECK(outcome(unless_broken(0, {"need"}), {{{"need", 1}}}) == "met 100");
    CHECK(outcome(unless_broken(1, {"need"}), {{{"slip", 1}}}) == "partly 92");
}

TEST_CASE("cannot judge: none of the rules that could meet or break it could be judged") {
    CHECK(outcome(unless_broken(), {{}, {}, {"slip", "fault", "crime"}}) == "cannot_judge");
    CHECK(outcome(unless_broken(), {{}, {}, {"slip", "fault"}}) == "met 100");
    CHECK(outcome(two_sided(), {{}, {}, {"slip", "fault", "crime"}}) == "na");
    CHECK(outcome(two_sided(), {{}, {}, {"praise", "thanks"}}) == "na");
    CHECK(outcome(two_sided(), {{}, {}, {"praise", "thanks", "slip", "fault", "crime"}}) == "cannot_judge");
    CHECK(outcome(about_needs(), {{{"need", 1}}, {}, {"praise", "thanks", "slip", "fault", "crime"}}) ==
          "cannot_judge");
    // Only something that meets it.
    const Criterion polite{"polite", {"礼貌", "Polite"}, {"praise"}, {}, {}, false, 0};
    CHECK(outcome(polite, {{}, {}, {"praise"}}) == "cannot_judge");
    CHECK(outcome(polite, {{}, {}, {"thanks"}}) == "na");
    // Without any rule there is nothing that could not be judged.
    CHECK(outcome({"empty", {}, {}, {}, {}, true, 0}, {{}, {}, {"slip"}}) == "met 100");
}

TEST_CASE("the score is the share of opportunities that were taken") {
    CHECK(outcome(unless_broken(), {{}, {{"fault", 1, 2}, {"fault", 3, 4}}}) == "met 100");
    // A missed occasion costs its share, and nothing more but the cap of what was found.
    CHECK(outcome(unless_broken(), {{{"fault", 4}}, {{"fault", 1, 2}, {"fault", 3, -1}}}) == "not_met 50");
    CHECK(outcome(unless_broken(5), {{{"fault", 4}},
                                     {{"fault", 1, -1},
                                      {"fault", 5, 6},
                                      {"fault", 7, 8},
                                      {"fault", 9, 9},
                                      {"fault", 9, 9},
                                      {"fault", 9, 9},
                                      {"fault", 9, 9},
                                      {"fault", 9, 9},
                                      {"fault", 9, 9},
                                      {"fault", 9, 9}}}) == "partly 80");
    // What has no occasion is deducted.
    CHECK(outcome(unless_broken(), {{{"fault", 4}, {"slip", 5}}, {{"fault", 1, 2}, {"fault", 3, -1}}}) == "not_met 42");
    // Occasions of rules that the criterion does not name are none of its opportunities.
    CHECK(outcome(unless_broken(), {{}, {{"need", 1, -1}}}) == "met 100");
    // Its own occasion is one opportunity beside those of its rules.
    CHECK(outcome(about_needs(), {{{"need", 1}}, {{"fault", 1, 2}}}) == "not_met 50");
    CHECK(outcome(about_needs(), {{{"need", 1}, {"praise", 2}}, {{"fault", 1, -1}}}) == "met 50");
}

TEST_CASE("deductions and caps are those of the severity, and a score stays between 0 and the lowest cap") {
    CHECK(outcome(two_sided(), {{{"slip", 1}, {"slip", 2}, {"slip", 3}}}) == "not_met 76");
    CHECK(outcome(two_sided(), {{{"fault", 1}}}) == "not_met 80");
    CHECK(outcome(two_sided(), {{{"crime", 1}}}) == "not_met 40");
    CHECK(outcome(two_sided(), {{{"crime", 1}, {"crime", 2}, {"slip", 3}}}) == "not_met 0");
    CHECK(outcome(unless_broken(), {{{"crime", 1}}, {{"crime", 1, 2}, {"crime", 3, -1}}}) == "not_met 40");
}

TEST_CASE("a result says what it is made of") {
    const CriterionResult result =
        judge(about_needs(),
              {{{"need", 3}, {"story", 1}, {"praise", 2}, {"praise", 4}, {"slip", 5}, {"slip", 6}, {"fault", 7}},
               {{"fault", 6, -1}, {"fault", 0, 2}}});
    CHECK(result.id == "manner");
    CHECK(result.title.zh == "态度");
    CHECK(result.title.en == "Manner");
    CHECK(result.verdict == Verdict::not_met);
    CHECK(result.met_by == std::vector<std::string>{"praise"});
    CHECK(result.broken_by == std::vector<std::string>{"slip", "fault"});
    CHECK(result.reason.zh == "做到: praise;违反: slip、fault");
    CHECK(result.reason.en == "met by praise; broken by slip, fault");
    REQUIRE(result.opportunities.size() == 3);
    CHECK(result.opportunities[0].rule == "fault");
    CHECK(result.opportunities[0].turn == 0);
    CHECK(result.opportunities[0].taken);
    CHECK(result.opportunities[0].answered_turn == 2);
    CHECK(result.opportunities[1].rule == "manner");
    CHECK(result.opportunities[1].turn == 1);
    CHECK(result.opportunities[1].taken);
    CHECK(result.opportunities[1].answered_turn == -1);
    CHECK(result.opportunities[2].rule == "fault");
    CHECK(result.opportunities[2].turn == 6);
    CHECK(result.opportunities[2].taken == false);
    REQUIRE(result.deductions.size() == 2);
    CHECK(result.deductions[0].id == "slip");
    CHECK(result.deductions[0].turn == 5);
    CHECK(result.deductions[0].points == 8);
    CHECK(result.deductions[1].turn == 6);
    CHECK(result.score == doctest::Approx(100.0 * 2 / 3 - 16));
}

TEST_CASE("each verdict has its reason in both languages") {
    const auto reason = [](const Criterion& criterion, const Seen& seen) {
        const Text text = judge(criterion, seen).reason;
        return text.zh + " / " + text.en;
    };
    CHECK(reason(two_sided(), {{}}) == "没有出现需要它的场合 / there was no occasion for it");
    CHECK(reason(about_needs(), {{{"need", 1}}}) == "有场合,但没有做到 / there was an occasion, and nothing met it");
    CHECK(reason(unless_broken(), {{}}) == "没有违反 / nothing broke it");
    CHECK(reason(two_sided(), {{{"praise", 1}, {"thanks", 2}}}) == "做到: praise、thanks / met by praise, thanks");
    CHECK(reason(two_sided(), {{{"crime", 1}}}) == "违反: crime / broken by crime");
    CHECK(reason(unless_broken(), {{}, {}, {"slip", "fault", "crime"}}) == "没有 slip / no slip");
}

namespace {

CriterionResult result_of(std::string id, Verdict verdict, std::optional<double> score) {
    CriterionResult result;
    result.id = std::move(id);
    result.verdict = verdict;
    result.score = score;
    return result;
}

/// a met 90, b partly 60, c not met 30, n does not apply, x cannot be judged; and one with a name that holds another's.
std::vector<CriterionResult> results() {
    return {result_of("a", Verdict::met, 90),
            result_of("b", Verdict::partly, 60),
            result_of("c", Verdict::not_met, 30),
            result_of("n", Verdict::na, std::nullopt),
            result_of("x", Verdict::cannot_judge, std::nullopt),
            result_of("all-a", Verdict::met, 100)};
}

Formula name(std::string id) {
    return {Formula::Kind::criterion, std::move(id), {}};
}
Formula plus(std::vector<Formula> parts) {
    return {Formula::Kind::weaker_half, {}, std::move(parts)};
}
Formula mean(std::vector<Formula> parts) {
    return {Formula::Kind::mean, {}, std::move(parts)};
}
Formula any(std::vector<Formula> parts) {
    return {Formula::Kind::best, {}, std::move(parts)};
}

/// "verdict score weakest=… without …".
std::string section(Formula formula, std::string text = "…") {
    const SectionResult result = judge_section({"s", std::move(text), std::move(formula), 1}, results());
    std::string out(name_of(result.verdict));
    if (result.score)
        out += fmt::format(" {:g}", *result.score);
    if (!result.weakest.empty())
        out += " weakest=" + result.weakest;
    if (!result.left_out.empty())
        out += fmt::format(" without {}", fmt::join(result.left_out, ","));
    return out;
}

}  // namespace

TEST_CASE("a section of one criterion is that criterion") {
    CHECK(section(name("a")) == "met 90");
    CHECK(section(name("c")) == "not_met 30");
    CHECK(section(name("n")) == "na without n");
    CHECK(section(name("x")) == "cannot_judge");
}

TEST_CASE("plus: the weaker half decides, and what does not apply is left out") {
    CHECK(section(plus({name("a"), name("b")})) == "partly 60 weakest=b");
    CHECK(section(plus({name("c"), name("a"), name("b")})) == "not_met 30 weakest=c");
    CHECK(section(plus({name("a"), name("n")})) == "met 90 weakest=a without n");
    CHECK(section(plus({name("n"), name("n")})) == "na without n,n");
    CHECK(section(plus({name("a"), name("x")})) == "cannot_judge");
    CHECK(section(plus({name("n"), name("x")})) == "cannot_judge without n");
}

TEST_CASE("mean: the average of what applies") {
    CHECK(section(mean({name("a"), name("b")})) == "partly 75");
    CHECK(section(mean({name("a"), name("c"), name("n")})) == "not_met 60 without n");
    CHECK(section(mean({name("n")})) == "na without n");
    CHECK(section(mean({name("a"), name("x")})) == "cannot_judge");
}

TEST_CASE("any: the better one decides") {
    CHECK(section(any({name("a"), name("c")})) == "met 90");
    CHECK(section(any({name("c"), name("b")})) == "partly 60");
    CHECK(section(any({name("c"), name("n")})) == "not_met 30 without n");
    CHECK(section(any({name("a"), name("x")})) == "cannot_judge");
}

TEST_CASE("formulas within formulas") {
    CHECK(section(plus({any({name("a"), name("c")}), mean({name("a"), name("b")})})) == "partly 75");
    CHECK(section(plus({any({name("b"), name("c")}), name("a")})) == "partly 60 weakest=b");
    CHECK(section(mean({plus({name("a"), name("c")}), name("b")})) == "not_met 45");
    CHECK(section(mean({plus({name("a"), name("x")}), name("b")})) == "cannot_judge");
}

TEST_CASE("criteria that the formula does not name do not matter, whatever their names") {
    std::vector<CriterionResult> all = results();
    all[0] = result_of("a", Verdict::not_met, 0);
    const SectionResult result = judge_section({"s", "all-a", name("all-a"), 2}, all);
    CHECK(result.id == "s");
    CHECK(result.formula == "all-a");
    CHECK(result.weight == 2);
    CHECK(result.score == 100);
    CHECK(result.verdict == Verdict::met);
}
