#include "rubric/condition_text.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "unit/problems.hpp"

using namespace callscore;

namespace {

const std::vector<Act> acts{
    {"upset", Role::customer, {}, {}, {}}, {"calm", Role::agent, {}, {}, {}}, {"greets", Role::agent, {}, {}, {}}};
const std::vector<std::string> reports{"ignored", "calm"};

/// The condition with all its parentheses, names by their labels: r:calm is what rules report, a:calm the act.
std::string written(const Condition& condition) {
    switch (condition.kind) {
        case Condition::Kind::always:
            return "always";
        case Condition::Kind::label: {
            const int act = condition.label - built_in_count;
            if (act < 0)
                return "b:" + std::string(name_of(static_cast<BuiltIn>(condition.label)));
            const int report = act - static_cast<int>(acts.size());
            return report < 0 ? "a:" + acts[static_cast<std::size_t>(act)].id
                              : "r:" + reports[static_cast<std::size_t>(report)];
        }
        case Condition::Kind::negation:
            return "!" + written(condition.parts.front());
        case Condition::Kind::any_of:
        case Condition::Kind::all_of:
            break;
    }
    std::string out;
    for (const Condition& part : condition.parts)
        out += (out.empty() ? "" : condition.kind == Condition::Kind::any_of ? " | " : " & ") + written(part);
    return "(" + out + ")";
}

/// Reads what stands behind "when:" as YAML.
std::string read(const std::string& text, std::string_view own = "ignored") {
    Problems problems;
    const yaml::Document document = yaml::parse("r.yaml", "when: " + text + "\n", problems);
    REQUIRE(problems == Problems{});
    const NameTable names(acts, reports);
    const Condition condition = read_condition(document, document.root.entries.at(0).value, names, own, problems);
    CHECK(problems == Problems{});
    return written(condition);
}

}  // namespace

TEST_CASE("not binds closest, then and, then or") {
    CHECK(read("upset") == "a:upset");
    CHECK(read("upset or greets and calm") == "(a:upset | (a:greets & r:calm))");
    CHECK(read("upset and greets or calm") == "((a:upset & a:greets) | r:calm)");
    CHECK(read("not upset and greets") == "(!a:upset & a:greets)");
    CHECK(read("not upset or not greets") == "(!a:upset | !a:greets)");
    CHECK(read("not not upset") == "!!a:upset");
    CHECK(read("upset or greets or calm") == "(a:upset | a:greets | r:calm)");
    CHECK(read("upset and greets and calm") == "(a:upset & a:greets & r:calm)");
}

TEST_CASE("parentheses come before everything") {
    CHECK(read("(upset)") == "a:upset");
    CHECK(read("(upset or greets) and calm") == "((a:upset | a:greets) & r:calm)");
    CHECK(read("not (upset or greets)") == "!(a:upset | a:greets)");
    CHECK(read("upset and (greets or (calm and not (upset)))") == "(a:upset & (a:greets | (r:calm & !a:upset)))");
    CHECK(read("'((((((((((((((((upset))))))))))))))))'") == "a:upset");
}

TEST_CASE("spaces and line ends do not matter") {
    CHECK(read("upset  or(greets)and not(calm)") == "(a:upset | (a:greets & !r:calm))");
    CHECK(read(">-\n  upset or\n  greets and\n  calm") == "(a:upset | (a:greets & r:calm))");
    CHECK(read("|\n  upset or\n  greets\n") == "(a:upset | a:greets)");
    CHECK(read("upset or\n  greets") == "(a:upset | a:greets)");
}

TEST_CASE("a list means or between its items") {
    CHECK(read("[upset]") == "(a:upset)");
    CHECK(read("[upset, greets and calm]") == "(a:upset | (a:greets & r:calm))");
    CHECK(read("[upset, [greets, calm]]") == "(a:upset | (a:greets | r:calm))");
}

TEST_CASE("a name means the report where there is one, and the act in the rules that report it") {
    CHECK(read("calm") == "r:calm");
    CHECK(read("calm", "calm") == "a:calm");
    CHECK(read("content and last-agent-turn") == "(b:content & b:last-agent-turn)");
}

TEST_CASE("a condition that cannot be read is not set") {
    Problems problems;
    const yaml::Document document = yaml::parse("r.yaml", "when: upset or angry\n", problems);
    const NameTable names(acts, reports);
    const Condition condition = read_condition(document, document.root.entries.at(0).value, names, "ignored", problems);
    CHECK_FALSE(condition.is_set());
    CHECK(problems ==
          Problems{error("CS210", {"r.yaml", 1, 16, 5, "when: upset or angry"}, "unknown act or rule 'angry'")});
}

TEST_CASE("names that may be meant are acts, reports and what the evaluator knows") {
    const NameTable names(acts, reports);
    CHECK(names.all() == std::vector<std::string_view>{"agent-ends-call", "answer", "calm", "content", "greets",
                                                       "heard-only", "ignored", "last-agent-turn", "opening-turn",
                                                       "replies", "upset"});
    CHECK(names.report_label("calm") == built_in_count + 4);
    CHECK(names.report_label("upset") == std::nullopt);
    CHECK(names.label("upset", "x") == built_in_count);
    CHECK(names.label("ignored", "ignored") == std::nullopt);
    CHECK(names.label("content", "x") == static_cast<int>(BuiltIn::content));
}

TEST_CASE("the labels of a condition are visited in order") {
    Problems problems;
    const yaml::Document document = yaml::parse("r.yaml", "when: upset or not (greets and calm)\n", problems);
    const NameTable names(acts, reports);
    std::vector<int> labels;
    for_each_label(read_condition(document, document.root.entries.at(0).value, names, "ignored", problems),
                   [&](int label) { labels.push_back(label); });
    CHECK(labels == std::vector<int>{built_in_count, built_in_count + 2, built_in_count + 4});
}
