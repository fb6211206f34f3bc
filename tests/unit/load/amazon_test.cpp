#include "loading.hpp"

using namespace callscore;

namespace {

std::string word(const std::string& start, const std::string& end, const std::string& text,
                 const std::string& more = "") {
    return R"({"type": "pronunciation", "start_time": ")" + start + R"(", "end_time": ")" + end +
           R"(", "alternatives": [{"confidence": "0.9", "content": ")" + text + "\"}]" + more + "}";
}

std::string mark(const std::string& text) {
    return R"({"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": ")" + text + "\"}]}";
}

std::string channels(const std::string& first, const std::string& second) {
    return R"({"jobName": "job-1", "status": "COMPLETED", "results": {"transcripts": [{"transcript": ""}],
"channel_labels": {"number_of_channels": 2, "channels": [
{"channel_label": "ch_0", "items": [)" +
           first + "]},\n{\"channel_label\": \"ch_1\", \"items\": [" + second + "]}]}, \"items\": []}}";
}

std::string speakers(const std::string& labels, const std::string& items) {
    return "{\"results\": {\"transcripts\": [], \"speaker_labels\": " + labels + ",\n\"items\": [" + items + "]}}";
}

struct Told {
    Role role;
    std::int64_t begin, end;
    std::string text;
    friend bool operator==(const Told&, const Told&) = default;
};

std::vector<Told> told(const Call& call) {
    std::vector<Told> turns;
    for (const Turn& turn : call.turns)
        turns.push_back({turn.role, turn.time->begin.count(), turn.time->end.count(), turn.text});
    return turns;
}

}  // namespace

TEST_CASE("channels of Amazon Transcribe become turns, with marks on the word before") {
    const std::string text =
        channels(word("0.1", "0.3", "Good") + "," + word("0.3", "0.8", "morning") + "," + mark(",") + "," +
                     word("1.4", "1.6", "hello") + "," + mark(".") + "," + word("2.5", "2.9", "Yes") + "," + mark("?"),
                 word("3.0", "3.2", "My") + "," + word("3.2", "3.5", "bill") + "," + mark("."));
    const Call call = good_call(text);
    // "hello" follows within 0.7 s and goes on; "Yes" comes 0.9 s later
    CHECK(told(call) == std::vector<Told>{{Role::agent, 100, 1600, "Good morning, hello."},
                                          {Role::agent, 2500, 2900, "Yes?"},
                                          {Role::customer, 3000, 3500, "My bill."}});
    CHECK(call.turns[0].words.size() == 3);
    CHECK(call.turns[0].words[1].text == "morning,");
    CHECK(call.turns[0].words[1].confidence == 0.9);
    CHECK(call.timing.source == TimingSource::words);
    CHECK(call.timing.precision == Duration{50});
    CHECK(call.language == Language::en);
    CHECK(call.id == "a");
    CHECK(call.metadata.at("job") == "job-1");

    LoadOptions options;
    options.agent_channel = 1;
    CHECK(good_call(text, options).turns[0].role == Role::customer);
    CHECK(good_call(text, options).turns[2].role == Role::agent);
}

TEST_CASE("a turn ends where the other party takes over, not where it only overlaps") {
    // The customer says a whole word in the agent's short pause.
    CHECK(told(good_call(channels(word("0", "1", "one") + "," + word("1.5", "2", "two"), word("1.1", "1.4", "mm")))) ==
          std::vector<Told>{
              {Role::agent, 0, 1000, "one"}, {Role::customer, 1100, 1400, "mm"}, {Role::agent, 1500, 2000, "two"}});
    // The customer's word reaches over the pause on both sides.
    CHECK(told(good_call(channels(word("0", "1", "one") + "," + word("1.2", "2", "two"), word("0.9", "1.4", "mm")))) ==
          std::vector<Told>{{Role::agent, 0, 2000, "one two"}, {Role::customer, 900, 1400, "mm"}});
    // Both begin at once: the agent stands first, whatever its channel.
    LoadOptions options;
    options.agent_channel = 1;
    CHECK(told(good_call(channels(word("0", "1", "one"), word("0", "1", "two")), options)) ==
          std::vector<Told>{{Role::agent, 0, 1000, "two"}, {Role::customer, 0, 1000, "one"}});
}

TEST_CASE("Chinese words stand without spaces, English ones in between with them") {
    const Call call = good_call(channels(word("0", "0.2", "您好") + "," + mark("，") + "," +
                                             word("0.3", "0.5", "我的") + "," + word("0.5", "0.7", "Apple") + "," +
                                             word("0.7", "0.9", "ID") + "," + word("0.9", "1", "呢"),
                                         ""));
    CHECK(call.turns.at(0).text == "您好，我的Apple ID呢");
    CHECK(call.language == Language::zh);
}

TEST_CASE("CS129: speakers have no roles, so they are assumed and said to be") {
    const std::string labels = R"({"speakers": 2, "segments": [{"items": [
{"start_time": "0.5", "end_time": "1", "speaker_label": "spk_1"},
{"start_time": "2", "end_time": "3", "speaker_label": "spk_0"}]}, {"speaker_label": "", "items": []}]})";
    const std::string old = speakers(labels, word("0.5", "1", "Hi") + "," + mark(".") + "," + word("2", "3", "Bye"));
    const Problem assumed =
        warning("CS129",
                {"a.json", 1, 51, 1,
                 R"({"results": {"transcripts": [], "speaker_labels": {"speakers": 2, "segments": [{"items": [)"},
                "roles are assumed: spk_0 is taken for the agent",
                "name the agent with --agent, or record two channels");
    Outcome<Call> outcome = load_text(old);
    CHECK(outcome.problems == Problems{assumed});
    REQUIRE(outcome.value.has_value());
    CHECK(told(*outcome.value) ==
          std::vector<Told>{{Role::customer, 500, 1000, "Hi."}, {Role::agent, 2000, 3000, "Bye"}});

    // newer output names the speaker in the item
    const std::string newer =
        speakers(R"({"segments": []})", word("0.5", "1", "Hi", R"(, "speaker_label": "spk_1")") + "," +
                                            word("2", "3", "Bye", R"(, "speaker_label": "spk_0")"));
    LoadOptions options;
    options.agent_speaker = "spk_1";
    CHECK(told(good_call(newer, options)) ==
          std::vector<Told>{{Role::agent, 500, 1000, "Hi"}, {Role::customer, 2000, 3000, "Bye"}});
    options.agent_speaker = "spk_7";
    CHECK(errors_of(newer, options) ==
          Problems{error("CS142",
                         {"a.json", 1, 51, 1, R"({"results": {"transcripts": [], "speaker_labels": {"segments": []},)"},
                         "speaker 'spk_7' does not occur", "speakers here are spk_0, spk_1")});
}

TEST_CASE("CS141: neither channels nor speakers") {
    const std::string line = R"({"results": {"transcripts": [{}], "items": [)" + word("0", "1", "Hi") + "]}}";
    CHECK(errors_of(line) ==
          Problems{error("CS141", {"a.json", 1, 13, 1, line}, "neither channels nor speakers: nothing tells who speaks",
                         "transcribe with channel identification or speaker labels")});
}

TEST_CASE("CS128: a transcript in which nobody speaks") {
    CHECK(errors_of(channels("", "")).at(0).message == "no turns: an empty call");
    CHECK(errors_of(R"({"Participants": [], "Transcript": []})").at(0).code == "CS128");
}

TEST_CASE("Call Analytics states roles, and times in milliseconds") {
    const Call call =
        good_call(R"({"JobName": "j", "LanguageCode": "zh-CN", "Participants": [{"ParticipantRole": "AGENT"}],
"Transcript": [
 {"ParticipantRole": "AGENT", "BeginOffsetMillis": 40, "EndOffsetMillis": 900, "Content": "您好，请讲。", "Items": [
  {"Type": "pronunciation", "Confidence": 1.0, "Content": "您好", "BeginOffsetMillis": 40, "EndOffsetMillis": 330},
  {"Type": "punctuation", "Confidence": 0.0, "Content": "，"},
  {"Type": "pronunciation", "Confidence": 0.5, "Content": "请讲", "BeginOffsetMillis": 500, "EndOffsetMillis": 900},
  {"Type": "punctuation", "Confidence": 0.0, "Content": "。"}]},
 {"ParticipantRole": "CUSTOMER", "BeginOffsetMillis": 700, "EndOffsetMillis": 1500, "Content": "我要退货"}]})");
    CHECK(told(call) ==
          std::vector<Told>{{Role::agent, 40, 900, "您好，请讲。"}, {Role::customer, 700, 1500, "我要退货"}});
    CHECK(call.language == Language::zh);
    REQUIRE(call.turns[0].words.size() == 2);
    CHECK(call.turns[0].words[0].text == "您好，");
    CHECK(call.turns[0].words[1].time == TimeRange{Duration{500}, Duration{900}});
    CHECK(call.turns[0].words[1].confidence == 0.5);
    CHECK(call.timing.source == TimingSource::words);
    CHECK(call.metadata.at("job") == "j");
}

TEST_CASE("Contact Lens names participants and their roles apart, and has no words") {
    const Call call = good_call(R"({"LanguageCode": "en-US", "CustomerMetadata": {"ContactId": "c-1"},
"Participants": [{"ParticipantId": "p1", "ParticipantRole": "CUSTOMER"}, {"ParticipantId": "p2", "ParticipantRole": "AGENT"}],
"Transcript": [{"ParticipantId": "p2", "BeginOffsetMillis": 0, "EndOffsetMillis": 900, "Content": "Hello"},
 {"ParticipantId": "p1", "BeginOffsetMillis": 1000, "EndOffsetMillis": 1500, "Content": "Hi"}]})");
    CHECK(told(call) == std::vector<Told>{{Role::agent, 0, 900, "Hello"}, {Role::customer, 1000, 1500, "Hi"}});
    CHECK(call.timing.source == TimingSource::turns);
    CHECK(call.timing.precision == Duration{100});
    CHECK(call.metadata.at("contact") == "c-1");

    const std::string line =
        R"({"ParticipantRole": "AGNT", "BeginOffsetMillis": 0, "EndOffsetMillis": 9, "Content": "a"}]})";
    CHECK(errors_of("{\"Participants\": [], \"Transcript\": [\n" + line) ==
          Problems{error("CS121", {"a.json", 2, 21, 6, line}, "unknown role 'AGNT'",
                         "roles are AGENT, CUSTOMER and SYSTEM")});
}

TEST_CASE("Post Call Analytics gives roles by the names it shows") {
    const std::string rest = R"("SpeechSegments": [
 {"SegmentStartTime": 0.04, "SegmentEndTime": 1.5, "SegmentSpeaker": "spk_0", "DisplayText": "My bill", "WordConfidence": [
  {"Text": "My", "Confidence": 0.5, "StartTime": 0.04, "EndTime": 0.5}, {"Text": "bill", "Confidence": 1, "StartTime": 0.5, "EndTime": 1.5}]},
 {"SegmentStartTime": 2, "SegmentEndTime": 3, "SegmentSpeaker": "spk_1", "DisplayText": "Yes"}]})";
    const Call call = good_call(R"({"ConversationAnalytics": {"LanguageCode": "en-US", "SpeakerLabels": [
 {"Speaker": "spk_0", "DisplayText": "Customer"}, {"Speaker": "spk_1", "DisplayText": "Agent"}]}, )" +
                                rest);
    CHECK(told(call) == std::vector<Told>{{Role::customer, 40, 1500, "My bill"}, {Role::agent, 2000, 3000, "Yes"}});
    CHECK(call.turns[0].words.size() == 2);
    const Problems assumed = warnings_of(R"({"ConversationAnalytics": {}, )" + rest);
    REQUIRE(assumed.size() == 1);
    CHECK(assumed[0].code == "CS129");
}

TEST_CASE("a forced format says what is missing") {
    LoadOptions options;
    options.from = "amazon-transcribe";
    CHECK(errors_of("{}", options) ==
          Problems{error("CS120", {"a.json", 1, 1, 1, "{}"}, "not Amazon Transcribe output: 'results' is missing")});
    for (const std::string_view name : format_names())
        for (const char* text : {"{}", "[]", "1", "null", "{\"results\": 1, \"turns\": 1, \"Transcript\": {}}"}) {
            options.from = name;
            CHECK_FALSE(load_text(text, options).value.has_value());
        }
}
