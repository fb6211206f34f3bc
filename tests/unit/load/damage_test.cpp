#include <array>

#include "loading.hpp"

using namespace callscore;

namespace {

constexpr std::array<std::string_view, 4> whole{
    R"({"schema":"callscore/call/1","id":"x","language":"zh","agent":{"id":"A"},"customer":{"age":9},"ended_by":"agent",)"
    R"("timing":{"source":"words","precision_ms":4},"metadata":{"q":1},"turns":[{"role":"agent","start":0.4,"end":4,)"
    R"("text":"您好","language":"zh","words":[{"text":"您","start":0.4,"end":1,"confidence":0.9}]},)"
    R"({"role":"customer","start":3,"end":5,"text":"hi"}]})",
    R"({"jobName":"j","results":{"transcripts":[{}],"language_code":"en-US","speaker_labels":{"segments":[{"items":[)"
    R"({"start_time":"1","speaker_label":"spk_1"}]}]},"items":[{"type":"pronunciation","start_time":"1","end_time":"2",)"
    R"("alternatives":[{"confidence":"0.9","content":"Hi"}]},{"type":"punctuation","alternatives":[{"content":"."}]},)"
    R"({"type":"pronunciation","start_time":"3","end_time":"4","speaker_label":"spk_0","alternatives":[{"content":"a"}]}]}})",
    R"({"JobName":"j","LanguageCode":"zh-CN","Participants":[{"ParticipantId":"p","ParticipantRole":"AGENT"}],"Transcript":[)"
    R"({"ParticipantId":"p","BeginOffsetMillis":40,"EndOffsetMillis":900,"Content":"a","Items":[{"Type":"pronunciation",)"
    R"("Content":"a","BeginOffsetMillis":40,"EndOffsetMillis":330,"Confidence":1},{"Type":"punctuation","Content":"."}]}]})",
    R"({"ConversationAnalytics":{"LanguageCode":"en-US","SpeakerLabels":[{"Speaker":"spk_0","DisplayText":"Agent"}]},)"
    R"("SpeechSegments":[{"SegmentStartTime":0,"SegmentEndTime":1,"SegmentSpeaker":"spk_0","DisplayText":"My","WordConfidence":[)"
    R"({"Text":"My","Confidence":0.5,"StartTime":0,"EndTime":0.5}]}]})"};

/// Whether what comes out is a call, or says why there is none.
bool makes_sense(const std::string& text) {
    const Outcome<Call> outcome = load_text(text);
    if (!outcome.value)
        return has_errors(outcome.problems);
    return !has_errors(outcome.problems) && !outcome.value->turns.empty() && !outcome.value->id.empty();
}

}  // namespace

TEST_CASE("whatever is wrong with a file, the outcome is a call or says why there is none") {
    for (const std::string_view text : whole) {
        CHECK(load_text(std::string(text)).value.has_value());
        for (std::size_t at = 0; at < text.size(); ++at) {
            const std::string original(text);
            if (!makes_sense(original.substr(0, at)) || !makes_sense(std::string(original).erase(at, 1)))
                FAIL_CHECK(at);
            for (const char c : {'"', '{', '}', '[', ']', ',', ':', '0', '-', 'e', 'x', '\\', '\n', '\xE6'}) {
                std::string changed = original;
                changed[at] = c;
                if (!makes_sense(changed))
                    FAIL_CHECK(changed);
            }
        }
    }
}

TEST_CASE("any value may stand where another is expected") {
    // Each value is replaced by one of each type; what the importer looks for is then missing or of a wrong type.
    for (const std::string_view text : whole)
        for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
            std::size_t end = at + 1;
            int depth = 0;
            bool in_string = false;
            for (; end < text.size(); ++end) {
                const char c = text[end];
                in_string = in_string != (c == '"');
                if (in_string)
                    continue;
                if (depth == 0 && (c == ',' || c == '}' || c == ']'))
                    break;
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            for (const std::string_view value :
                 {"null", "true", "-1", "1e300", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"a\":1}"}) {
                const std::string changed =
                    std::string(text.substr(0, at + 1)) + std::string(value) + std::string(text.substr(end));
                if (!makes_sense(changed))
                    FAIL_CHECK(changed);
            }
        }
}
