#include <doctest/doctest.h>

#include "judging.hpp"

using namespace callscore;

TEST_CASE("every and never report each turn where the condition holds, with all the words that make it hold") {
    const Library library = library_with(rule("greeting", "strength", "every: greets") +
                                         finding("harsh", "never: refuses or explains", "major") +
                                         rule("angry", "cue", "every: upset and complains"));
    const Call call = untimed_call(
        {{'A', "您好，您好"}, {'C', "急死了，我要投诉"}, {'A', "规定不能退"}, {'C', "急死了"}, {'A', "我查一下"}});
    CHECK(found(library, call) == Lines{"0 strength greeting | greets:您好, greets:您好",
                                        "1 cue angry | upset:急死, complains:投诉",
                                        "2 finding harsh major | refuses:不能, explains:规定"});
    CHECK(occasions(library, call) == Lines{});
    CHECK(not_judged(library, call) == Lines{});
}

TEST_CASE("a condition that holds because something is missing has the whole turn for its evidence") {
    const Library library = library_with(finding("curt", "never: content and replies and not (soothes or looks-up)"));
    CHECK(found(library, untimed_call({{'A', "您好"}, {'C', "急死了"}, {'A', "别急"}, {'C', "好的"}, {'A', "规定"}})) ==
          Lines{"1 finding curt minor | curt:急死了", "4 finding curt minor | curt:规定"});
}

TEST_CASE("every and never in a part of the call") {
    const Library opening = library_with(rule("early", "strength", "every: greets\nin: opening"));
    const Library closing = library_with(rule("late", "strength", "every: greets\nin: closing"));
    // Opening: begins in the first 15 s; closing: ends in the last 20 s.
    const Call timed = call_of({agent(0, 2, "您好"), agent(14.9, 16, "您好"), agent(15, 40, "您好"),
                                agent(50, 60, "您好"), agent(61, 80, "您好")});
    CHECK(ids(opening, timed) == Lines{"0 early", "1 early"});
    CHECK(ids(closing, timed) == Lines{"4 late"});
    // Without times: the first and the last two turns of the party.
    const Call untimed = untimed_call(
        {{'A', "您好"}, {'C', "嗯"}, {'A', "您好"}, {'C', "嗯"}, {'A', "您好"}, {'C', "嗯"}, {'A', "您好"}});
    CHECK(ids(opening, untimed) == Lines{"0 early", "2 early"});
    CHECK(ids(closing, untimed) == Lines{"4 late", "6 late"});
}

TEST_CASE("expect within turns: missing on the last of the content turns that there were") {
    const Library library = library_with(finding("ignored", "when: upset\nexpect: soothes\nwithin: 2 turns", "major"));
    SUBCASE("nothing came") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "规定"}, {'C', "嗯"}, {'A', "不能"}, {'A', "别急"}});
        CHECK(found(library, call) == Lines{"3 finding ignored major | ignored:不能 <- @0 upset:急死 [1-3]"});
        CHECK(occasions(library, call) == Lines{"ignored: 0 missed"});
    }
    SUBCASE("it came in the first turn") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "别急"}, {'A', "规定"}, {'A', "规定"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"ignored: 0 taken at 1"});
    }
    SUBCASE("it came in the last turn that counts") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "规定"}, {'A', "规定，别急"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"ignored: 0 taken at 2"});
    }
    SUBCASE("listener's words do not count") {
        const Call call =
            untimed_call({{'C', "急死了"}, {'A', "嗯"}, {'A', "规定"}, {'A', "好的"}, {'A', "嗯"}, {'A', "别急"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"ignored: 0 taken at 5"});
    }
    SUBCASE("a machine is not the agent") {
        Call call = untimed_call({{'C', "急死了"}, {'B', "请按一"}, {'B', "请按二"}, {'A', "别急"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"ignored: 0 taken at 3"});
    }
    SUBCASE("the call ends before the window does") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "规定"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{});
    }
    SUBCASE("several cues that one answer settles") {
        const Call call = untimed_call({{'C', "急死了"}, {'C', "急死我"}, {'A', "别急"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"ignored: 0 taken at 2", "ignored: 1 taken at 2"});
    }
    SUBCASE("several cues that nothing settles are one finding, with all that it should have answered") {
        const Call call = untimed_call({{'C', "急死了"}, {'C', "急死我"}, {'A', "规定"}, {'A', "不能"}});
        CHECK(found(library, call) ==
              Lines{"3 finding ignored major | ignored:不能 <- @0 upset:急死, @1 upset:急死 [2-3]"});
        CHECK(occasions(library, call) == Lines{"ignored: 0 missed", "ignored: 1 missed"});
    }
    SUBCASE("each cue has a window of its own") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "规定"}, {'C', "急死我"}, {'A', "不能"}, {'A', "规定"}});
        CHECK(found(library, call) == Lines{"3 finding ignored major | ignored:不能 <- @0 upset:急死 [1-3]",
                                            "4 finding ignored major | ignored:规定 <- @2 upset:急死 [3-4]"});
    }
    SUBCASE("nothing happened") {
        CHECK(found(library, untimed_call({{'C', "谢谢"}, {'A', "规定"}})) == Lines{});
    }
}

TEST_CASE("expect within turns goes both ways") {
    const Library library = library_with(rule("unanswered", "mark", "when: looks-up\nexpect: settles\nwithin: 1 turn") +
                                         rule("cold", "cue", "every: unanswered"));
    CHECK(found(library, untimed_call({{'A', "查一下"}, {'A', "规定"}, {'C', "不行"}, {'C', "谢谢"}})) ==
          Lines{"2 cue cold | unanswered:不行"});
    CHECK(found(library, untimed_call({{'A', "查一下"}, {'C', "谢谢"}})) == Lines{});
}

TEST_CASE("expect within a time") {
    const Library library = library_with(finding("slow", "when: upset\nexpect: soothes\nwithin: 5 s"));
    SUBCASE("it comes in time: by its begin, from the cue's end") {
        const Call call = call_of({customer(0, 10, "急死了"), agent(11, 13, "规定"), agent(15, 30, "别急")});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"slow: 0 taken at 2"});
    }
    SUBCASE("the first content turn behind the window is where it is missing") {
        const Call call =
            call_of({customer(0, 10, "急死了"), agent(11, 13, "规定"), agent(15.1, 15.5, "嗯"), agent(16, 17, "不能")});
        CHECK(found(library, call) == Lines{"3 finding slow minor | slow:不能 <- @0 upset:急死 [1-3]"});
        CHECK(occasions(library, call) == Lines{"slow: 0 missed"});
    }
    SUBCASE("it comes too late") {
        const Call call = call_of({customer(0, 10, "急死了"), agent(11, 13, "规定"), agent(15.1, 30, "别急")});
        CHECK(found(library, call) == Lines{"2 finding slow minor | slow:别急 <- @0 upset:急死 [1-2]"});
        CHECK(occasions(library, call) == Lines{"slow: 0 missed"});
    }
    SUBCASE("the call ends before the window does") {
        const Call call = call_of({customer(0, 10, "急死了"), agent(11, 13, "规定")});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{});
    }
    SUBCASE("a turn without a time cannot be too late") {
        Call call = call_of({customer(0, 10, "急死了"), agent(11, 13, "规定"), agent(90, 91, "别急")});
        call.turns[2].time.reset();
        CHECK(occasions(library, call) == Lines{"slow: 0 taken at 2"});
    }
}

TEST_CASE("expect before: the later thing must not come first") {
    const Library library =
        library_with(finding("early", "when: upset\nexpect: soothes\nbefore: explains\nwithin: 3 turns", "major"));
    SUBCASE("it comes first") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "查一下"}, {'A', "这是规定"}, {'A', "别急"}});
        CHECK(found(library, call) == Lines{"2 finding early major | explains:规定 <- @0 upset:急死 [1-2]"});
        CHECK(occasions(library, call) == Lines{"early: 0 missed"});
    }
    SUBCASE("what is expected comes first") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "查一下"}, {'A', "别急"}, {'A', "这是规定"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"early: 0 taken at 2"});
    }
    SUBCASE("both in one turn, in the right order") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "您别急，这是规定"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"early: 0 taken at 1"});
    }
    SUBCASE("both in one turn, in the wrong order") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "这是规定，您别急，规定"}});
        CHECK(found(library, call) ==
              Lines{"1 finding early major | explains:规定, explains:规定 <- @0 upset:急死 [1-1]"});
        CHECK(occasions(library, call) == Lines{"early: 0 missed"});
    }
    SUBCASE("neither comes in the window") {
        const Call call = untimed_call(
            {{'C', "急死了"}, {'A', "查一下"}, {'A', "嗯"}, {'A', "查一下"}, {'A', "查一下"}, {'A', "这是规定"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{});
    }
    SUBCASE("listener's words do not use up the window") {
        const Call call =
            untimed_call({{'C', "急死了"}, {'A', "查一下"}, {'A', "嗯"}, {'A', "查一下"}, {'A', "这是规定"}});
        CHECK(found(library, call) == Lines{"4 finding early major | explains:规定 <- @0 upset:急死 [1-4]"});
    }
    SUBCASE("one answer settles all open obligations") {
        const Call call =
            untimed_call({{'C', "急死了"}, {'A', "查一下"}, {'C', "急死了"}, {'A', "别急"}, {'A', "规定"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"early: 0 taken at 3", "early: 2 taken at 3"});
    }
    SUBCASE("one wrong turn misses all open obligations, and is one finding") {
        const Call call =
            untimed_call({{'C', "急死了"}, {'A', "查一下"}, {'C', "急死我"}, {'A', "规定"}, {'A', "规定"}});
        CHECK(found(library, call) ==
              Lines{"3 finding early major | explains:规定 <- @0 upset:急死, @2 upset:急死 [1-3]"});
        CHECK(occasions(library, call) == Lines{"early: 0 missed", "early: 2 missed"});
    }
    SUBCASE("an obligation that was missed once is not missed again") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "规定"}, {'A', "规定"}, {'A', "别急"}});
        CHECK(ids(library, call) == Lines{"1 early"});
    }
}

TEST_CASE("first: the first content turn after the cue") {
    const Library library = library_with(finding("cold", "when: upset\nfirst: soothes or greets"));
    SUBCASE("is what it should be") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "嗯"}, {'C', "急死了"}, {'A', "别急"}, {'A', "规定"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"cold: 0 taken at 3", "cold: 2 taken at 3"});
    }
    SUBCASE("is something else") {
        const Call call = untimed_call({{'C', "急死了"}, {'A', "嗯"}, {'A', "规定"}, {'A', "别急"}});
        CHECK(found(library, call) == Lines{"2 finding cold minor | cold:规定 <- @0 upset:急死 [1-2]"});
        CHECK(occasions(library, call) == Lines{"cold: 0 missed"});
    }
    SUBCASE("is not the machine's") {
        const Call call = untimed_call({{'C', "急死了"}, {'B', "请按一"}, {'A', "别急"}});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"cold: 0 taken at 2"});
    }
    SUBCASE("does not come") {
        CHECK(occasions(library, untimed_call({{'C', "急死了"}, {'A', "嗯"}})) == Lines{});
    }
}

TEST_CASE("first: where the rule says what must not stand there, that is the evidence") {
    const Library library = library_with(finding("business", "when: upset\nfirst: not (looks-up and not soothes)"));
    CHECK(found(library, untimed_call({{'C', "急死了"}, {'A', "我查一下"}})) ==
          Lines{"1 finding business minor | looks-up:查一下 <- @0 upset:急死 [1-1]"});
    CHECK(found(library, untimed_call({{'C', "急死了"}, {'A', "别急，我查一下"}})) == Lines{});
}

TEST_CASE("require in the opening is missing on the first content turn there") {
    const Library library = library_with(finding("no-greeting", "require: greets\nin: opening"));
    SUBCASE("it is there") {
        const Call call = call_of({customer(0, 2, "嗯"), agent(14.9, 20, "您好")});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{"no-greeting: 1 taken at 1"});
    }
    SUBCASE("it comes behind the opening") {
        const Call call = call_of({customer(0, 2, "谢谢"), agent(3, 4, "嗯"), agent(5, 9, "规定"),
                                   agent(10, 14, "不能"), agent(15, 20, "您好")});
        CHECK(found(library, call) == Lines{"2 finding no-greeting minor | no-greeting:规定 [0-2]"});
        CHECK(occasions(library, call) == Lines{"no-greeting: 2 missed"});
    }
    SUBCASE("the agent said nothing in the opening") {
        const Call call = call_of({customer(0, 14, "谢谢"), agent(16, 20, "规定")});
        CHECK(found(library, call) == Lines{});
        CHECK(occasions(library, call) == Lines{});
    }
    SUBCASE("without times the opening is the first two turns of each party") {
        CHECK(found(library, untimed_call({{'C', "谢谢"}, {'A', "规定"}, {'A', "您好"}})) == Lines{});
        CHECK(found(library, untimed_call({{'C', "谢谢"}, {'A', "规定"}, {'A', "不能"}, {'A', "您好"}})) ==
              Lines{"1 finding no-greeting minor | no-greeting:规定 [0-1]"});
    }
}

TEST_CASE("require in the closing or the call is missing on the last content turn there") {
    const Library closing = library_with(finding("no-check", "require: looks-up\nin: closing"));
    const Call call = call_of({agent(0, 5, "我查一下"), agent(30, 39.9, "规定"), agent(41, 50, "不能"),
                               agent(51, 52, "规定"), customer(53, 54, "谢谢"), agent(59, 60, "嗯")});
    CHECK(found(closing, call) == Lines{"3 finding no-check minor | no-check:规定 [2-3]"});
    CHECK(occasions(closing, call) == Lines{"no-check: 3 missed"});
    const Library whole = library_with(finding("no-check", "require: looks-up"));
    CHECK(found(whole, call) == Lines{});
    CHECK(occasions(whole, call) == Lines{"no-check: 0 taken at 0"});
    CHECK(found(whole, untimed_call({{'A', "您好"}, {'C', "不行"}, {'A', "规定"}, {'A', "嗯"}})) ==
          Lines{"2 finding no-check minor | no-check:规定 [0-2]"});
    const Library of_customer = library_with(rule("thankless", "mark", "require: settles\nof: customer") +
                                             rule("cold", "cue", "every: thankless"));
    CHECK(found(of_customer, untimed_call({{'C', "不行"}, {'A', "规定"}})) == Lines{"0 cue cold | thankless:不行"});
}

TEST_CASE("again: the same after something in between") {
    const Library library = library_with(finding("repeats", "again: explains\nafter: rejects\nsimilar: 0.5", "major"));
    const std::string once = "按规定两个月才到账的";
    SUBCASE("and much alike") {
        CHECK(found(library, untimed_call({{'A', once}, {'C', "不行"}, {'A', "规定两个月才到账"}})) ==
              Lines{"2 finding repeats major | repeats:规定两个月才到账, @0 said before:按规定两个月才到账的 <- @1 "
                    "rejects:不行 {similarity 1  limit 0.5}"});
    }
    SUBCASE("but in other words") {
        CHECK(found(library, untimed_call({{'A', once}, {'C', "不行"}, {'A', "规定您得先去网点"}})) == Lines{});
    }
    SUBCASE("with nothing in between") {
        CHECK(found(library, untimed_call({{'C', "不行"}, {'A', once}, {'C', "嗯"}, {'A', once}})) == Lines{});
    }
    SUBCASE("for the first time") {
        CHECK(found(library, untimed_call({{'C', "不行"}, {'A', once}})) == Lines{});
    }
    SUBCASE("the nearest of those that are alike is quoted, and the last of what stands between") {
        CHECK(found(library, untimed_call({{'A', once},
                                           {'C', "不行"},
                                           {'A', "规定您得先去网点"},
                                           {'C', "不行的"},
                                           {'A', once},
                                           {'C', "就不行"},
                                           {'A', once}})) ==
              Lines{"4 finding repeats major | repeats:按规定两个月才到账的, @0 said before:按规定两个月才到账的 <- @3 "
                    "rejects:不行 {similarity 1  limit 0.5}",
                    "6 finding repeats major | repeats:按规定两个月才到账的, @4 said before:按规定两个月才到账的 <- @5 "
                    "rejects:不行 {similarity 1  limit 0.5}"});
    }
    SUBCASE("by the other party") {
        const Library both = library_with(rule("echo", "cue", "again: content\nsimilar: 0.5"));
        CHECK(found(both, untimed_call({{'A', once}, {'C', once}})) == Lines{});
    }
}

TEST_CASE("again without a likeness or anything in between is the second time and later") {
    const Library library = library_with(finding("twice", "again: refuses"));
    CHECK(found(library, untimed_call({{'A', "不能"}, {'C', "不行"}, {'A', "这不能"}, {'A', "不能"}})) ==
          Lines{"2 finding twice minor | twice:这不能, @0 said before:不能",
                "3 finding twice minor | twice:不能, @2 said before:这不能"});
}

TEST_CASE("overlap: cut-ins of these classes, by this party") {
    const Library library =
        library_with(finding("cut-off-customer", "overlap: [cut-off, competitive]\nof: agent", "major"));
    SUBCASE("of the class") {
        const Call call =
            call_of({agent(0, 2, "您好，请讲。"), customer(3, 10, "我上周就，"), agent(9, 12, "这不能退。"),
                     customer(13, 20, "我不同意。"), agent(15, 17, "这是规定。"), customer(20, 21, "好吧好吧。")});
        CHECK(
            found(library, call) ==
            Lines{
                "2 finding cut-off-customer major | cut-off:这不能退。 <- @1 talked into:我上周就， {overlap 1 s limit "
                "0.25}",
                "4 finding cut-off-customer major | competitive:这是规定。 <- @3 talked into:我不同意。 {overlap 2 s "
                "limit 0.25}"});
        const Evaluation evaluation = judge(library, call);
        CHECK(evaluation.findings[0].time == seconds(9, 10));
        CHECK(evaluation.findings[1].time == seconds(15, 17));
    }
    SUBCASE("of another class") {
        CHECK(found(library, call_of({customer(3, 10, "我上周就充了。"), agent(9.5, 12, "这不能退。")})) == Lines{});
        CHECK(found(library, call_of({customer(3, 10, "我上周就，"), agent(8, 9, "嗯"),
                                      agent(11, 12, "这是规定。")})) == Lines{});
    }
    SUBCASE("by the other party") {
        CHECK(found(library, call_of({agent(3, 10, "这个规定是，"), customer(8, 12, "我不同意。")})) == Lines{});
        const Library other = library_with(rule("customer-cuts-in", "cue", "overlap: cut-off\nof: customer"));
        CHECK(found(other, call_of({agent(3, 10, "这个规定是"), customer(8, 12, "我不同意")})) ==
              Lines{"1 cue customer-cuts-in | cut-off:我不同意 <- @0 talked into:这个规定是 {overlap 2 s limit 0.5}"});
    }
    SUBCASE("nobody said by whom: the agent") {
        const Library unsaid = library_with(finding("cuts-in", "overlap: cut-off"));
        CHECK(ids(unsaid, call_of({customer(0, 10, "我上周就"), agent(8, 12, "这不能"),
                                   customer(11, 14, "不行不行")})) == Lines{"1 cuts-in"});
    }
}

TEST_CASE("overlap into: what was said in the turn that was talked into") {
    const Library library = library_with(finding("hurts", "overlap: cut-off\ninto: upset", "critical"));
    CHECK(ids(library, call_of({customer(0, 10, "我急死了就"), agent(8, 12, "这不能"), customer(13, 20, "我投诉你们"),
                                agent(18, 22, "规定是这样")})) == Lines{"1 hurts"});
}

TEST_CASE("measure above and below, by the language of the turn") {
    const Library library =
        library_with(finding("fast", "measure: speech-rate\nof: agent\nabove: {zh: 5 chars/s, en: 3 words/s}") +
                     rule("short", "cue", "measure: turn-length\nbelow: 2 s") +
                     rule("odd", "mark", "measure: turn-length\nabove: 9 s\nbelow: 1 s") +
                     rule("odd-seen", "flag", "every: odd\nmessage: {zh: 讯, en: m}\nadvice: {zh: 议, en: a}"));
    const Call call = call_of({agent(0, 1, "一二三四五"), agent(2, 3, "一二三四五六"), customer(4, 5, "一二三四五六"),
                               agent(6, 9, "one two three four five six seven eight nine", Language::en),
                               agent(10, 13, "one two three four five six seven eight nine ten", Language::en),
                               customer(20, 22, "好"), customer(30, 39.1, "嗯"), customer(40, 40.9, "嗯")});
    CHECK(
        found(library, call) ==
        Lines{"0 cue short | short:一二三四五 {turn-length 1 s limit 2}",
              "1 cue short | short:一二三四五六 {turn-length 1 s limit 2}",
              "1 finding fast minor | fast:一二三四五六 {speech-rate 6 chars/s limit 5}",
              "2 cue short | short:一二三四五六 {turn-length 1 s limit 2}",
              "4 finding fast minor | fast:one two three four five six seven eight nine ten {speech-rate 3.333 words/s "
              "limit 3}",
              "6 flag odd-seen | odd:嗯", "7 cue short | short:嗯 {turn-length 0.9 s limit 2}",
              "7 flag odd-seen | odd:嗯"});
    CHECK(occasions(library, call) == Lines{});
}

TEST_CASE("what cannot be measured on a turn is neither above nor below") {
    const Library library = library_with(rule("short", "cue", "measure: turn-length\nbelow: 2 s"));
    Call call = call_of({agent(0, 1, "您好"), agent(2, 3, "您好")});
    call.turns[0].time.reset();
    CHECK(ids(library, call) == Lines{"1 short"});
}

TEST_CASE("a measure of the call is reported once, on the first turn") {
    const Library library = library_with(rule("old", "cue", "measure: customer-age\nabove: 64 years"));
    Call call = untimed_call({{'A', "您好"}, {'C', "不行"}});
    CHECK(found(library, call) == Lines{});
    call.customer.age = 64;
    CHECK(found(library, call) == Lines{});
    call.customer.age = 65;
    CHECK(found(library, call) == Lines{"0 cue old | old:您好 {customer-age 65 years limit 64}"});
}
