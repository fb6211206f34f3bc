#include <doctest/doctest.h>

#include "judging.hpp"

using namespace callscore;

namespace {

/// A rule of each need.
const Library& all_needs() {
    static const Library library =
        library_with(finding("text", "never: refuses") +                                         //
                     rule("times", "strength", "measure: turn-length\nof: agent\nabove: 1 s") +  //
                     finding("parties", "overlap: [cut-off, terminal-overlap]") +                //
                     finding("ending", "never: agent-ends-call") +                               //
                     rule("age", "cue", "measure: customer-age\nabove: 64 years") +              //
                     rule("unseen", "mark", "every: upset") +                                    //
                     finding("window", "when: heard-only\nexpect: content\nwithin: 5 s"));
    return library;
}

const std::string no_text = "只有录音,没有文字稿 / there is audio, but no transcript";
const std::string no_times = "文字稿没有可靠的时间 / the transcript has no times that can be trusted";
const std::string no_ending = "不知道是谁先挂断的 / it is not known who ended the call";

Call heard_call() {
    Call call;
    call.timing = {TimingSource::audio, Duration{50}};
    call.ended_by = EndedBy::agent;
    call.heard =
        Heard{"a.wav", Duration{20000}, 2, {{Role::customer, seconds(0, 10)}, {Role::agent, seconds(8, 14)}}, true, {}};
    return call;
}

}  // namespace

TEST_CASE("with all that is needed everything is judged") {
    Call call = call_of({customer(0, 10, "我上周就"), agent(8, 12, "不能")});
    call.ended_by = EndedBy::agent;
    call.customer.age = 70;
    CHECK(not_judged(all_needs(), call) == Lines{});
    CHECK(ids(all_needs(), call) == Lines{"0 age", "1 times", "1 ending", "1 parties", "1 text"});
}

TEST_CASE("without text, rules about words cannot be judged, and those about times can") {
    CHECK(not_judged(all_needs(), heard_call()) == Lines{"text: " + no_text, "unseen: " + no_text});
    CHECK(found(all_needs(), heard_call()) ==
          Lines{"1 strength times | times: {turn-length 6 s limit 1}", "1 finding ending minor | ending:",
                "1 finding parties minor | cut-off: <- @0 talked into: {overlap 2 s limit 0.5}"});
    const Evaluation evaluation = judge(all_needs(), heard_call());
    CHECK(evaluation.findings[0].time == seconds(8, 14));
    CHECK(evaluation.findings[2].time == seconds(8, 10));
    CHECK(evaluation.findings[2].precision == Duration{50});
}

TEST_CASE("turns that were all heard and none transcribed have no text either") {
    Call call = call_of({customer(0, 10, ""), agent(8, 14, "")});
    call.ended_by = EndedBy::agent;
    CHECK(not_judged(all_needs(), call) == Lines{"text: " + no_text, "unseen: " + no_text});
}

TEST_CASE("without trusted times, rules about times cannot be judged") {
    Call call = untimed_call({{'C', "我上周就"}, {'A', "不能"}});
    call.ended_by = EndedBy::agent;
    CHECK(not_judged(all_needs(), call) == Lines{"parties: " + no_times, "times: " + no_times, "window: " + no_times});
    CHECK(ids(all_needs(), call) == Lines{"1 ending", "1 text"});
}

TEST_CASE("with coarse times, cut-ins cannot be judged") {
    Call call = call_of({customer(0, 10, "我上周就"), agent(8, 12, "不能")});
    call.ended_by = EndedBy::agent;
    call.timing = {TimingSource::turns, Duration{300}};
    CHECK(not_judged(all_needs(), call) == Lines{});
    call.timing = {TimingSource::turns, Duration{301}};
    CHECK(not_judged(all_needs(), call) ==
          Lines{"parties: 时间只精确到 ±301 毫秒 / the times are only good to ±301 ms"});
    CHECK(ids(all_needs(), call) == Lines{"1 times", "1 ending", "1 text"});
}

TEST_CASE("where it is not known who ended the call, rules about that cannot be judged") {
    const Call call = call_of({customer(0, 10, "我上周就"), agent(11, 12, "不能")});
    CHECK(not_judged(all_needs(), call) == Lines{"ending: " + no_ending});
}

TEST_CASE("of a call without anything nothing can be judged") {
    const std::string nothing = "没有可判断的通话内容 / there is nothing of the call to judge";
    CHECK(not_judged(all_needs(), Call{}) == Lines{"age: " + nothing, "ending: " + nothing, "parties: " + nothing,
                                                   "text: " + nothing, "times: " + nothing, "unseen: " + nothing, "window: " + nothing});
    CHECK(found(all_needs(), Call{}) == Lines{});
    // One channel, or two that carry the same: who spoke when is not known.
    Call mono = heard_call();
    mono.heard->turns.clear();
    mono.heard->parties_apart = false;
    CHECK(not_judged(all_needs(), mono).size() == 7);
}

TEST_CASE("a rule needs what the rules need that it builds on") {
    const Library library = library_with(
        rule("cut-in", "mark", "overlap: cut-off") + rule("closing", "mark", "every: agent-ends-call") +
        finding("hurt", "never: cut-in") + finding("hung-up", "never: closing") +
        finding("excused", "never: content\nunless: cut-in") + finding("worded", "never: content\nafter: upset"));
    CHECK(not_judged(library, untimed_call({{'A', "不能"}})) ==
          Lines{"closing: " + no_ending, "cut-in: " + no_times, "excused: " + no_times, "hung-up: " + no_ending,
                "hurt: " + no_times});
    Call heard = heard_call();
    heard.ended_by = EndedBy::unknown;
    CHECK(not_judged(library, heard) == Lines{"closing: " + no_ending, "hung-up: " + no_ending, "worded: " + no_text});
}

TEST_CASE("what several rules report can be judged where one of them can") {
    const std::string by_words = rule("by-words", "mark", "reports: talks-over\nevery: refuses");
    const std::string by_times = rule("by-times", "mark", "reports: talks-over\noverlap: cut-off");
    for (const std::string& rules : {by_words + by_times, by_times + by_words}) {
        const Library library = library_with(rules + finding("hurt", "never: talks-over"));
        CHECK(not_judged(library, untimed_call({{'C', "我"}, {'A', "不能"}})) ==
              Lines{"by-times (talks-over): " + no_times});
        CHECK(ids(library, untimed_call({{'C', "我"}, {'A', "不能"}})) == Lines{"1 hurt"});
        CHECK(not_judged(library, heard_call()) == Lines{"by-words (talks-over): " + no_text});
        CHECK(ids(library, heard_call()) == Lines{"1 hurt"});
    }
}
