#include "base/hash.hpp"
#include "loading.hpp"

using namespace callscore;

namespace {

/// A call with these turns, which stand on lines of their own from line 2 on.
std::string call_of(const std::string& turns) {
    return "{\"id\": \"x\", \"turns\": [\n" + turns + "\n]}";
}

const std::string hello = R"({"role": "agent", "start": 0, "end": 1, "text": "您好"})";

}  // namespace

TEST_CASE("a native call is read with all that it says") {
    const std::string text = R"({"schema": "callscore/call/1", "id": "call-7", "language": "zh",
"started_at": "2026-03-02T10:15:00+08:00", "agent": {"id": "A07", "team": "一组"}, "customer": {"age": 71},
"ended_by": "customer", "timing": {"source": "words", "precision_ms": 40},
"metadata": {"queue": "cards", "holds": 2, "vip": true, "note": null},
"turns": [
 {"role": "agent", "start": 0.4, "end": 4.86, "text": "您好", "words": [
   {"text": "您", "start": 0.4, "end": 0.6, "confidence": 0.98}, {"text": "好", "start": 0.6, "end": 0.9}]},
 {"role": "customer", "start": 4.5, "end": 6, "text": "I want to cancel my plan"},
 {"role": "bot", "start": 6.0005, "end": 7, "text": "OK", "language": "en-US"}]})";
    const Call call = good_call(text);
    CHECK(call.id == "call-7");
    CHECK(call.language == Language::zh);
    CHECK(call.started_at == "2026-03-02T10:15:00+08:00");
    CHECK(call.agent.id == "A07");
    CHECK(call.agent.team == "一组");
    CHECK(call.customer.age == 71);
    CHECK(call.ended_by == EndedBy::customer);
    CHECK(call.timing.source == TimingSource::words);
    CHECK(call.timing.precision == Duration{40});
    CHECK(call.metadata == std::map<std::string, std::string>{{"holds", "2"}, {"queue", "cards"}, {"vip", "true"}});
    CHECK(call.source == "a.json");
    CHECK(call.input_hash == sha256(text));
    CHECK_FALSE(call.heard.has_value());
    REQUIRE(call.turns.size() == 3);
    CHECK(call.turns[0].role == Role::agent);
    CHECK(call.turns[0].time == TimeRange{Duration{400}, Duration{4860}});
    CHECK(call.turns[0].text == "您好");
    REQUIRE(call.turns[0].words.size() == 2);
    CHECK(call.turns[0].words[0].text == "您");
    CHECK(call.turns[0].words[0].time == TimeRange{Duration{400}, Duration{600}});
    CHECK(call.turns[0].words[0].confidence == 0.98);
    CHECK_FALSE(call.turns[0].words[1].confidence.has_value());
    CHECK(call.turns[0].language == Language::zh);
    CHECK(call.turns[1].language == Language::en);  // by its text
    CHECK(call.turns[2].language == Language::en);  // as it says
    CHECK(call.turns[2].time->begin == Duration{6001});
}

TEST_CASE("what a native call does not say has its default") {
    const Call call = good_call(R"({"turns": [{"role": "customer", "start": 1, "end": 2, "text": "hello there"}],
                                    "customer": {"age": ""}, "agent": {}, "metadata": null})");
    CHECK(call.id == "a");
    CHECK(call.language == Language::en);
    CHECK(call.timing.source == TimingSource::checked);
    CHECK(call.timing.precision == Duration{100});
    CHECK(call.ended_by == EndedBy::unknown);
    CHECK_FALSE(call.customer.age.has_value());
    CHECK(good_call(R"({"timing": {"source": "turns"}, "turns": [)" + hello + "]}").timing.precision == Duration{300});
    CHECK(good_call("\xEF\xBB\xBF" + call_of(hello)).id == "x");
}

TEST_CASE("turns of both parties may overlap, and a short one may stand inside another") {
    const Call call = good_call(call_of(R"({"role": "customer", "start": 0, "end": 9, "text": "我"},
{"role": "agent", "start": 3, "end": 3.5, "text": "嗯"}, {"role": "agent", "start": 8, "end": 10, "text": "好"})"));
    CHECK(call.timing.source == TimingSource::checked);
}

TEST_CASE("CS110, CS111, CS112, CS115: a file that is not JSON") {
    CHECK(errors_of("") == Problems{error("CS115", {"a.json", 0, 0, 0, {}}, "empty", "export or copy the file again")});
    CHECK(errors_of(std::string("\xFF\xFE{\0", 4)) ==
          Problems{error("CS110", {"a.json", 1, 1, 1, {}}, "not UTF-8 (UTF-16 by its byte-order mark)",
                         "save it as UTF-8, for example with: iconv -f UTF-16 -t UTF-8")});
    CHECK(errors_of("{\"turns\": [\n{\"role\": \"ag") ==
          Problems{error("CS111", {"a.json", 2, 13, 1, "{\"role\": \"ag"}, "cut off: it ends inside a string",
                         "the file is not complete: export or copy it again")});
    CHECK(errors_of(R"({"id": "x", "id": "y", "turns": []})") ==
          Problems{error("CS112", {"a.json", 1, 13, 4, R"({"id": "x", "id": "y", "turns": []})"},
                         "key 'id' is there twice", "remove one of the two")});
}

TEST_CASE("CS119: a schema of another version") {
    const std::string line = R"({"schema": "callscore/call/2", "turns": []})";
    CHECK(errors_of(line) == Problems{error("CS119", {"a.json", 1, 12, 18, line}, "unknown schema 'callscore/call/2'",
                                            "this version reads callscore/call/1")});
}

TEST_CASE("CS120: JSON that is no call") {
    const Problem none = error("CS120", {"a.json", 0, 0, 0, {}}, "JSON, but not a call",
                               "formats are callscore, amazon-transcribe, amazon-analytics, amazon-pca");
    CHECK(errors_of(R"({"name": "package", "version": "1.0"})") == Problems{none});
    CHECK(errors_of("[]") == Problems{none});
    CHECK(errors_of("3") == Problems{none});
    LoadOptions options;
    options.from = "callscore";
    CHECK(errors_of("[1]", options) ==
          Problems{error("CS120", {"a.json", 1, 1, 1, "[1]"}, "not a call: a call is an object")});
}

TEST_CASE("CS121: roles") {
    const std::string line = R"({"role": "agnt", "start": 0, "end": 1, "text": "您好"},)";
    const std::string second = R"({"start": 1, "end": 2, "text": "您好"},)";
    const std::string third = R"({"role": "客服", "start": 2, "end": 3, "text": "您好"})";
    CHECK(errors_of(call_of(line + "\n" + second + "\n" + third)) ==
          Problems{
              error("CS121", {"a.json", 2, 10, 6, line}, "unknown role 'agnt'", "did you mean 'agent'?"),
              error("CS121", {"a.json", 3, 1, 1, second}, "turn 1 has no role", "roles are agent, customer and bot"),
              error("CS121", {"a.json", 4, 10, 4, third}, "unknown role '客服'", "roles are agent, customer and bot")});
}

TEST_CASE("CS122: a turn without text is kept") {
    const std::string hint = "if something was said there, export the call again";
    const std::string line = R"({"role": "agent", "start": 0, "end": 1},)";
    const std::string second = R"({"role": "customer", "start": 1, "end": 2, "text": ""})";
    CHECK(warnings_of(call_of(line + "\n" + second)) ==
          Problems{warning("CS122", {"a.json", 2, 1, 1, line}, "turn 0 has no text: nothing can be found in it", hint),
                   warning("CS122", {"a.json", 3, 1, 1, second}, "turn 1 has no text: nothing can be found in it",
                           hint)});
    CHECK(load_text(call_of(line + second)).value->turns.size() == 2);
}

TEST_CASE("CS123: turns without times") {
    const std::string second = R"({"role": "customer", "text": "我", "start": 3})";
    const std::string text = call_of(hello + ",\n" + second);
    CHECK(warnings_of(text) == Problems{warning("CS123", {"a.json", 3, 1, 1, second},
                                                "1 of 2 turns without times: timed rules cannot judge this call",
                                                "each turn needs its start and its end")});
    const Call call = *load_text(text).value;
    CHECK(call.timing.source == TimingSource::none);
    CHECK(call.turns[0].time.has_value());
    CHECK_FALSE(call.turns[1].time.has_value());
}

TEST_CASE("CS124: an end before its start") {
    const std::string line = R"({"role": "agent", "start": 5, "end": 3.1, "text": "您好"})";
    const Outcome<Call> outcome = load_text(call_of(line));
    CHECK(outcome.problems == Problems{warning("CS123", {"a.json", 2, 1, 1, line},
                                               "1 of 1 turns without times: timed rules cannot judge this call",
                                               "each turn needs its start and its end"),
                                       warning("CS124", {"a.json", 2, 38, 3, line},
                                               "turn 0 ends at 3.1 s, before its start at 5 s: its time is left out",
                                               "check whether 'start' and 'end' are swapped")});
    REQUIRE(outcome.value.has_value());
    CHECK_FALSE(outcome.value->turns[0].time.has_value());
    CHECK(outcome.value->timing.source == TimingSource::none);
}

TEST_CASE("CS125: starts that run backwards") {
    const std::string second = R"({"role": "customer", "start": 5, "end": 6, "text": "我"},)";
    const std::string third = R"({"role": "agent", "start": 3, "end": 4, "text": "好"})";
    const Outcome<Call> outcome = load_text(call_of(hello + ",\n" + second + "\n" + third));
    CHECK(outcome.problems ==
          Problems{warning("CS125", {"a.json", 4, 1, 1, third},
                           "turn 2 starts before the turn above it: timed rules cannot judge this call",
                           "turns stand in the order of their starts")});
    REQUIRE(outcome.value.has_value());
    CHECK(outcome.value->timing.source == TimingSource::none);
    CHECK(outcome.value->turns[1].text == "我");  // in the transcript's order
}

TEST_CASE("CS126: one party speaks twice at a time") {
    const std::string second = R"({"role": "agent", "start": 0.5, "end": 2, "text": "请讲"})";
    const Outcome<Call> outcome = load_text(call_of(hello + ",\n" + second));
    CHECK(outcome.problems ==
          Problems{warning("CS126", {"a.json", 3, 1, 1, second}, "turns 0 and 1 of the agent overlap by 0.5 s",
                           "one party says one thing at a time: check the roles and the times")});
    CHECK(outcome.value->timing.source == TimingSource::checked);
}

TEST_CASE("CS127: negative and absurd times") {
    const std::string line = R"({"role": "agent", "start": -1, "end": 3, "text": "您好"},)";
    const std::string second = R"({"role": "agent", "start": 400, "end": 4860000, "text": "您好"})";
    Problems problems = warnings_of(call_of(line + "\n" + second));
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].code == "CS123");
    CHECK(problems[1] == warning("CS127", {"a.json", 2, 28, 2, line},
                                 "'start' of turn 0 is negative: its time is left out",
                                 "'start' counts seconds from the start of the call"));
    CHECK(problems[2] == warning("CS127", {"a.json", 3, 40, 7, second},
                                 "'end' of turn 1 is after more than 24 hours: its time is left out",
                                 "'end' counts seconds from the start of the call"));
    CHECK(warnings_of(call_of(R"({"role": "agent", "start": 1e300, "end": 1e301, "text": "a"})")).size() == 3);
}

TEST_CASE("CS128: an empty call") {
    const std::string line = R"({"id": "x", "turns": []})";
    const std::string hint = "leave it out, or export it again";
    CHECK(errors_of(line) == Problems{error("CS128", {"a.json", 1, 22, 1, line}, "no turns: an empty call", hint)});
    const std::string none = R"({"schema": "callscore/call/1"})";
    CHECK(errors_of(none) == Problems{error("CS128", {"a.json", 1, 1, 1, none}, "no turns: an empty call", hint)});
}

TEST_CASE("CS114: wrong types") {
    const std::string first = R"({"role": "agent", "start": "soon", "end": "1.5", "text": ["您好"]},)";
    const std::string second = R"([1])";
    const std::string text = call_of(first + "\n" + second);
    CHECK(errors_of(text) ==
          Problems{warning("CS122", {"a.json", 2, 1, 1, first}, "turn 0 has no text: nothing can be found in it",
                           "if something was said there, export the call again"),
                   warning("CS114", {"a.json", 2, 28, 6, first}, "'start' is text, not a number: it is left out"),
                   warning("CS114", {"a.json", 2, 58, 1, first}, "'text' is a list, not text: it is left out"),
                   error("CS114", {"a.json", 3, 1, 1, second}, "turn 1 is not an object")});
    const std::string line =
        R"({"agent": 7, "customer": {"age": 700}, "ended_by": "agnet", "metadata": {"x": {}}, "turns": [)";
    CHECK(warnings_of(line + "\n" + hello + "]}") ==
          Problems{warning("CS114", {"a.json", 1, 11, 1, line}, "'agent' is a number, not an object: it is left out"),
                   warning("CS114", {"a.json", 1, 34, 3, line}, "an age that is not between 0 and 150 is left out"),
                   warning("CS114", {"a.json", 1, 52, 7, line}, "'ended_by' is 'agnet': it is read as unknown",
                           "did you mean 'agent'?"),
                   warning("CS114", {"a.json", 1, 79, 1, line}, "'x' is an object, not text: it is left out")});
}

TEST_CASE("CS137: unknown keys") {
    const std::string line = R"({"langauge": "zh", "turns": [)";
    const std::string turn = R"({"role": "agent", "start": 0, "end": 1, "txt": "", "text": "您好"}]})";
    CHECK(warnings_of(line + "\n" + turn) ==
          Problems{warning("CS137", {"a.json", 1, 2, 10, line}, "unknown key 'langauge' is passed over",
                           "did you mean 'language'?"),
                   warning("CS137", {"a.json", 2, 41, 5, turn}, "unknown key 'txt' is passed over",
                           "did you mean 'text'?")});
}

TEST_CASE("CS138: words are taken all or none") {
    const std::string line =
        R"({"role": "agent", "start": 0, "end": 1, "text": "您好", "words": [{"text": "您", "start": 0, "end": 0.2}, {"text": "好"}]})";
    const Outcome<Call> outcome = load_text(call_of(line));
    CHECK(outcome.problems == Problems{warning("CS138", {"a.json", 2, 104, 1, line},
                                               "a word without text or time: the words of turn 0 are left out",
                                               "each word needs its text, start and end")});
    CHECK(outcome.value->turns[0].words.empty());
    const std::string sure =
        R"({"role": "agent", "start": 0, "end": 1, "text": "您", "words": [{"text": "您", "start": 0, "end": 1, "confidence": 87}]})";
    CHECK(warnings_of(call_of(sure)) == Problems{warning("CS138", {"a.json", 2, 114, 2, sure},
                                                         "a confidence that is not between 0 and 1 is left out")});
    CHECK(load_text(call_of(sure)).value->turns[0].words.size() == 1);
}

TEST_CASE("CS139: an unknown timing source is not trusted") {
    const std::string line = R"({"timing": {"source": "word", "precision_ms": -5}, "turns": [)";
    const Outcome<Call> outcome = load_text(line + "\n" + hello + "]}");
    CHECK(outcome.problems ==
          Problems{warning("CS139", {"a.json", 1, 23, 6, line},
                           "unknown timing source 'word': timed rules cannot judge this call", "did you mean 'words'?"),
                   warning("CS139", {"a.json", 1, 47, 2, line},
                           "a precision that is not between 0 and 60000 ms is left out")});
    CHECK(outcome.value->timing.source == TimingSource::none);
}

TEST_CASE("CS140: a language that is not known") {
    const std::string line = R"({"language": "fr", "turns": [)";
    CHECK(errors_of(line + "\n" + hello + "]}") ==
          Problems{error("CS140", {"a.json", 1, 14, 4, line}, "unknown language 'fr'",
                         "languages are zh and en, with any region: zh-CN, en-GB")});
}

TEST_CASE("a fault in every turn is listed twenty times and then counted") {
    std::string turns;
    for (int i = 0; i < 5000; ++i)
        turns += (i > 0 ? ",\n" : "") + std::string(R"({"role": "agnt", "start": 0, "end": 1, "text": "您好"})");
    const Problems problems = errors_of(call_of(turns));
    REQUIRE(problems.size() == 21);
    CHECK(problems[0] == error("CS121", {"a.json", 0, 0, 0, {}}, "4980 more of this kind"));
    CHECK(problems[20].span.line == 21);
}

TEST_CASE("ids are safe as file names and stay apart") {
    CHECK(safe_id("call-7_a.b") == "call-7_a.b");
    CHECK(safe_id("../../etc/passwd") == "%2E.%2F..%2Fetc%2Fpasswd");
    CHECK(safe_id(".hidden") == "%2Ehidden");
    CHECK(safe_id("a b%") == "a%20b%25");
    CHECK(safe_id("通话〇1") == "通话〇1");
    CHECK(safe_id("通，🙂\x80") == "通%EF%BC%8C%F0%9F%99%82%80");
    CHECK(safe_id("a~b") == "a%7Eb");
    const std::string prefix(130, 'x');
    CHECK(safe_id(prefix).size() == 120);
    CHECK(safe_id(prefix + "1") != safe_id(prefix + "2"));
    std::string wide;
    for (int i = 0; i < 100; ++i) {
        wide += "通";
        CHECK(safe_id("a" + wide).size() <= 120);
        const std::string cut = safe_id("a" + wide);
        const std::string front = cut.substr(0, cut.find('~'));
        CHECK((front.size() - 1) % 3 == 0);  // never through a character
    }
    const Call call = good_call(R"({"id": "通/1", "turns": [)" + hello + "]}");
    CHECK(call.id == "通%2F1");
    CHECK(call.metadata.at("id") == "通/1");
}

TEST_CASE("languages are guessed by script") {
    CHECK(guess_language("您好,这里是信用卡中心") == Language::zh);
    CHECK(guess_language("I don't know") == Language::en);
    CHECK(guess_language("这个iPhone的Apple ID怎么改") == Language::zh);
    CHECK(guess_language("It is called 您好 in Chinese, as you will know by now") == Language::en);
    CHECK_FALSE(guess_language("123 …").has_value());
    // a short answer stays in the call's language
    const Call call = good_call(R"({"turns": [{"role": "agent", "start": 0, "end": 1, "text": "您好请讲"},
        {"role": "customer", "start": 1, "end": 2, "text": "OK thanks"}, {"role": "agent", "start": 3, "end": 4, "text": "12"}]})");
    CHECK(call.turns[1].language == Language::zh);
    CHECK(call.turns[2].language == Language::zh);
}
