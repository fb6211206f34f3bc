#include "acts/act_set.hpp"

#include <doctest/doctest.h>

#include "unit/calls.hpp"
#include "unit/problems.hpp"

using namespace callscore;

namespace {

Act act(std::string id, std::optional<Role> by, std::vector<std::string> phrases) {
    Act out{std::move(id), by, {}, {}, {}};
    for (const std::string& phrase : phrases)
        out.phrases.push_back({phrase, phrase, {}, {}});
    return out;
}

/// Adds a phrase that only takes matches back, and gives its index.
int add_exception(Act& to, const std::string& phrase) {
    to.exceptions.push_back({phrase, phrase, {}, {}});
    return static_cast<int>(to.exceptions.size()) - 1;
}

ActSet compiled(std::vector<Act> acts) {
    Problems problems;
    ActSet set = ActSet::compile(std::move(acts), problems);
    CHECK(problems == Problems{});
    return set;
}

/// "turn act[phrase] words" for each match, in order.
std::vector<std::string> found_in(const ActSet& set, const std::vector<Turn>& turns) {
    ActSet::Scratch scratch;
    std::vector<ActMatch> matches{{7, 7, {7, 7}, 7}};  // what stood there before is gone
    set.find(turns, scratch, matches);
    std::vector<std::string> out;
    for (const ActMatch& match : matches)
        out.push_back(std::to_string(match.turn) + " " + set.acts()[static_cast<std::size_t>(match.act)].id + "[" +
                      std::to_string(match.phrase) + "] " +
                      turns[static_cast<std::size_t>(match.turn)].text.substr(match.where.begin,
                                                                              match.where.end - match.where.begin));
    return out;
}

std::vector<std::string> found_in(const ActSet& set, const std::string& agents_words) {
    return found_in(set, std::vector<Turn>{agent(0, 1, agents_words)});
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("an act is found wherever one of its phrases stands") {
    const ActSet set = compiled({act("refuses", Role::agent, {"不能", "办不了"})});
    CHECK(found_in(set, "这个不能退，也办不了，真的不能") ==
          Found{"0 refuses[0] 不能", "0 refuses[1] 办不了", "0 refuses[0] 不能"});
    CHECK(found_in(set, "可以退") == Found{});
    CHECK(found_in(set, "") == Found{});
    CHECK(found_in(set, std::vector<Turn>{}) == Found{});
}

TEST_CASE("an act is only in the words of whom it belongs to, and never in those of a machine") {
    const ActSet set = compiled({act("by-agent", Role::agent, {"好"}), act("by-customer", Role::customer, {"好"}),
                                 act("by-anybody", std::nullopt, {"好"})});
    CHECK(found_in(set, std::vector<Turn>{agent(0, 1, "好"), customer(1, 2, "好"), said_by(Role::bot, 2, 3, "好")}) ==
          Found{"0 by-agent[0] 好", "0 by-anybody[0] 好", "1 by-customer[0] 好", "1 by-anybody[0] 好"});
}

TEST_CASE("an exception of the act takes back the matches that it overlaps, and no others") {
    Act only = act("only-can", Role::agent, {"只能"});
    only.but_not_any = {add_exception(only, "不是只能"), add_exception(only, "只能看到")};
    const ActSet set = compiled({only});
    CHECK(found_in(set, "您只能等") == Found{"0 only-can[0] 只能"});
    CHECK(found_in(set, "不是只能等") == Found{});
    CHECK(found_in(set, "不是只能等，您只能换") == Found{"0 only-can[0] 只能"});
    CHECK(found_in(set, "我只能看到这些，您只能等") == Found{"0 only-can[0] 只能"});
}

TEST_CASE("an exception of a phrase leaves the act's other phrases alone") {
    Act refuses = act("refuses", Role::agent, {"不能", "能退"});
    refuses.phrases[0].but_not = {add_exception(refuses, "不能退吗")};
    const ActSet set = compiled({refuses});
    CHECK(found_in(set, "不能退") == Found{"0 refuses[0] 不能退"});
    CHECK(found_in(set, "不能退吗") == Found{"0 refuses[1] 能退"});
}

TEST_CASE("an exception of one act does not concern another act") {
    Act first = act("first", std::nullopt, {"只能"});
    first.but_not_any = {add_exception(first, "不是只能")};
    const ActSet set = compiled({first, act("second", std::nullopt, {"只能"})});
    CHECK(found_in(set, "不是只能") == Found{"0 second[0] 只能"});
}

TEST_CASE("overlapping matches of one act are one, with the first phrase's name; those that only touch are two") {
    const ActSet set = compiled({act("a", std::nullopt, {"能给您", "不能给", "您退", "好吗"})});
    CHECK(found_in(set, "不能给您退好吗") == Found{"0 a[1] 不能给您退", "0 a[3] 好吗"});
    const ActSet nested = compiled({act("a", std::nullopt, {"给", "不能给您"})});
    CHECK(found_in(nested, "不能给您退") == Found{"0 a[1] 不能给您"});
    const ActSet same = compiled({act("a", std::nullopt, {"不能", "不能"})});
    CHECK(found_in(same, "不能") == Found{"0 a[0] 不能"});
}

TEST_CASE("overlapping matches of different acts stay, in order of place and then of act") {
    const ActSet set = compiled({act("long", std::nullopt, {"不能退"}), act("short", std::nullopt, {"不能"}),
                                 act("late", std::nullopt, {"退"}), act("same", std::nullopt, {"不能退"})});
    CHECK(found_in(set, std::vector<Turn>{agent(0, 1, "这不能退"), agent(1, 2, "退")}) ==
          Found{"0 short[0] 不能", "0 long[0] 不能退", "0 same[0] 不能退", "0 late[0] 退", "1 late[0] 退"});
}

TEST_CASE("matching does not mind script, width, case and punctuation, and quotes the original") {
    const ActSet set = compiled({act("system", Role::agent, {"这个规定", "app上", "系统显示"})});
    CHECK(found_in(set, "這個規定") == Found{"0 system[0] 這個規定"});
    CHECK(found_in(set, "就是，这个、规定啊") == Found{"0 system[0] 这个、规定"});
    CHECK(found_in(set, "在ＡＰＰ上看") == Found{"0 system[1] ＡＰＰ上"});
    CHECK(found_in(set, "在App上看") == Found{"0 system[1] App上"});
    CHECK(found_in(set, "「系統」顯示") == Found{"0 system[2] 系統」顯示"});
}

TEST_CASE("one scratch serves several calls") {
    const ActSet set = compiled({act("a", std::nullopt, {"不能退"})});
    ActSet::Scratch scratch;
    std::vector<ActMatch> matches;
    for (const char* const text : {"这不能退", "好的", "不能退不能退", ""}) {
        const std::vector<Turn> turns{agent(0, 1, text)};
        set.find(turns, scratch, matches);
        std::vector<ActMatch> alone;
        ActSet::Scratch fresh;
        set.find(turns, fresh, alone);
        REQUIRE(matches.size() == alone.size());
        for (std::size_t i = 0; i < matches.size(); ++i)
            CHECK(matches[i].where == alone[i].where);
    }
    CHECK(matches.empty());
}

TEST_CASE("an act is known by its id") {
    const ActSet set = compiled({act("a", std::nullopt, {"甲"}), act("b", std::nullopt, {"乙"})});
    CHECK(set.index_of("a") == 0);
    CHECK(set.index_of("b") == 1);
    CHECK(set.index_of("c") == -1);
    CHECK(ActSet().index_of("a") == -1);
    CHECK(found_in(ActSet(), "不能退") == Found{});
}

TEST_CASE("phrases that cannot be used are problems at their place, and the others work") {
    Act a = act("a", std::nullopt, {"不能", "(退", "(好)?"});
    a.phrases[1].where = {"acts/a.yaml", 6, 14, 2, "    - regex: (退"};
    a.phrases[2].written = "(好)(的)";
    a.phrases[2].where = {"acts/a.yaml", 7, 7, 6, "    - (好)(的)"};
    const int exception = add_exception(a, "[");
    a.exceptions[static_cast<std::size_t>(exception)].where = {"acts/a.yaml", 8, 12, 1, "  but not: ['[']"};
    a.but_not_any = {exception};
    Problems problems{error("CS219", {}, "from before")};
    const ActSet set = ActSet::compile({a}, problems);
    CHECK(problems ==
          Problems{
              error("CS219", {}, "from before"),
              error("CS220", {"acts/a.yaml", 6, 14, 2, "    - regex: (退"},
                    "the phrase '(退' cannot be used: missing ): (退", "write at least one word that has to be there"),
              error("CS220", {"acts/a.yaml", 7, 7, 6, "    - (好)(的)"},
                    "the phrase '(好)(的)' cannot be used: matches the empty text, so it would match "
                    "everywhere",
                    "write at least one word that has to be there"),
              error("CS220", {"acts/a.yaml", 8, 12, 1, "  but not: ['[']"},
                    "the phrase '[' cannot be used: missing ]: [", "write at least one word that has to be there")});
    CHECK(found_in(set, "不能退") == Found{"0 a[0] 不能"});
}
