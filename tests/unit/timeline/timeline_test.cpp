#include "timeline/timeline.hpp"

#include <doctest/doctest.h>

#include "unit/calls.hpp"

using namespace callscore;

namespace {

constexpr TurnTaking usual;

/// "by>into class begin-end" for each overlap; times are in milliseconds.
std::vector<std::string> overlaps_of(const Call& call, const std::vector<bool>& listener_words = {},
                                     const TurnTaking& thresholds = usual) {
    std::vector<std::string> out;
    for (const Overlap& overlap : make_timeline(call, listener_words, thresholds).overlaps)
        out.push_back(std::to_string(overlap.by) + ">" + std::to_string(overlap.into) + " " +
                      std::string(name_of(overlap.cut_in)) + " " + std::to_string(overlap.time.begin.count()) + "-" +
                      std::to_string(overlap.time.end.count()));
    return out;
}

/// Class of the one cut-in in a call of two turns: the agent comes in at `begin` while the customer talks from 0 to 10.
std::string class_of(double begin, double end, const std::string& customers_words, bool listener_words = false,
                     const TurnTaking& thresholds = usual) {
    // The last turn makes the transcript a punctuated one, whatever the customer's words end with.
    const Call call = call_of(
        {customer(0, 10, customers_words), agent(begin, end, "这个是这样的。"), customer(20, 21, "我知道了。")});
    const Timeline timeline = make_timeline(call, {false, listener_words}, thresholds);
    REQUIRE(timeline.overlaps.size() == 1);
    return std::string(name_of(timeline.overlaps[0].cut_in));
}

std::vector<std::optional<std::int64_t>> silences_of(const Call& call) {
    std::vector<std::optional<std::int64_t>> out;
    for (const Utterance& utterance : make_timeline(call, {}, usual).utterances)
        out.push_back(utterance.silence_before ? std::optional(utterance.silence_before->count()) : std::nullopt);
    return out;
}

using Overlaps = std::vector<std::string>;
using Silences = std::vector<std::optional<std::int64_t>>;

const std::string finished = "我上周就充了钱。";
const std::string unfinished = "我上周就充了钱，";

}  // namespace

TEST_CASE("cut-in classes have names") {
    CHECK(name_of(CutIn::terminal_overlap) == "terminal-overlap");
    CHECK(cut_in_named("cut-off") == CutIn::cut_off);
    CHECK(cut_in_named("cutoff") == std::nullopt);
}

TEST_CASE("turns one after the other do not overlap, not even where they touch") {
    CHECK(overlaps_of(call_of({agent(0, 2, "您好。"), customer(2, 4, "你好。"), agent(5, 6, "请讲。")})) == Overlaps{});
}

TEST_CASE("an overlap is what the two have in common") {
    CHECK(overlaps_of(call_of({customer(0, 10, finished), agent(9.9, 12, "好的。")})) ==
          Overlaps{"1>0 terminal-overlap 9900-10000"});
    CHECK(overlaps_of(call_of({customer(0, 10, finished), agent(3, 6, "这个不对。")})) ==
          Overlaps{"1>0 competitive 3000-6000"});
}

TEST_CASE("who starts first is talked into; machines and the own turns are not") {
    const std::string text = "我上周就充了钱，";
    CHECK(overlaps_of(call_of({agent(0, 10, text), customer(8, 12, text)})) == Overlaps{"1>0 cut-off 8000-10000"});
    CHECK(overlaps_of(call_of({agent(0, 10, text), agent(8, 12, text)})) == Overlaps{});
    CHECK(overlaps_of(call_of({said_by(Role::bot, 0, 10, text), customer(8, 12, text)})) == Overlaps{});
    CHECK(overlaps_of(call_of({customer(0, 10, text), said_by(Role::bot, 8, 12, text)})) == Overlaps{});
    // The turn that is still going on may stand further back.
    CHECK(overlaps_of(call_of({customer(0, 20, text), agent(4, 4.5, "嗯"), agent(18, 24, "好的，")}), {false, true}) ==
          Overlaps{"1>0 backchannel 4000-4500", "2>0 cut-off 18000-20000"});
}

TEST_CASE("listener's words are a backchannel however long their turn is, whether the speaker goes on or not") {
    CHECK(class_of(3, 4.5, unfinished, true) == "backchannel");
    CHECK(class_of(9.5, 11, unfinished, true) == "backchannel");
    CHECK(class_of(3, 6, unfinished, true) == "backchannel");
    CHECK(class_of(9, 12, unfinished, true) == "backchannel");
}

TEST_CASE("whatever its words, an utterance after which the speaker goes on is a backchannel where it is short") {
    CHECK(class_of(3, 4, unfinished) == "backchannel");
    CHECK(class_of(3, 4.001, unfinished) == "competitive");
    // The speaker stops: not a backchannel, however short.
    CHECK(class_of(9.4, 10, unfinished) == "cut-off");
}

TEST_CASE("who comes in and gives way has tried") {
    TurnTaking patient = usual;
    patient.talks_over = Duration{2000};
    CHECK(class_of(3, 4, unfinished, false, patient) == "backchannel");
    CHECK(class_of(3, 4.999, unfinished, false, patient) == "attempt");
    CHECK(class_of(3, 5, unfinished, false, patient) == "competitive");
}

TEST_CASE("the speaker stops: by the length of the overlap and by what the text shows") {
    // Less than the shortest overlap that counts.
    CHECK(class_of(9.751, 13, unfinished) == "terminal-overlap");
    CHECK(class_of(9.75, 13, unfinished) == "cut-off");
    CHECK(class_of(9.75, 13, finished) == "terminal-overlap");
    CHECK(class_of(9.001, 13, finished) == "terminal-overlap");
    // Talking over somebody for long is competitive even where the sentence came to its end.
    CHECK(class_of(9, 13, finished) == "competitive");
    CHECK(class_of(9, 13, unfinished) == "cut-off");
}

TEST_CASE("what ends a sentence, quotation marks and brackets apart") {
    for (const char* const text : {"我充了钱。", "我充了钱！", "我充了钱？", "I paid it.", "I paid it!",
                                   "I paid it?", "他说「我充了钱。」", "he said “I paid it.” ", "（我充了钱。）"})
        CHECK_MESSAGE(class_of(9.5, 13, text) == "terminal-overlap", text);
    for (const char* const text : {"我充了钱", "我充了钱，", "我充了钱、", "I paid it,", "I paid it", "我充了钱—", "我充了钱……"})
        CHECK_MESSAGE(class_of(9.5, 13, text) == "cut-off", text);
}

TEST_CASE("a transcript is punctuated where most of its longer turns end like sentences") {
    const auto punctuated = [](std::vector<Turn> turns) {
        return make_timeline(call_of(std::move(turns)), {}, usual).punctuated;
    };
    CHECK(punctuated({customer(0, 1, "我充了钱。"), agent(1, 2, "这个是这样的")}) == false);
    CHECK(punctuated({customer(0, 1, "我充了钱。"), agent(1, 2, "这个是这样的"), agent(2, 3, "帮您查一下。")}));
    // Short turns show nothing.
    CHECK(punctuated({customer(0, 1, "我充了钱。"), agent(1, 2, "嗯"), agent(2, 3, "好的"), agent(3, 4, "知道了")}));
    CHECK(punctuated({customer(0, 1, "嗯。")}) == false);
    CHECK(punctuated({}) == false);
}

TEST_CASE("without punctuation only longer overlaps count, for the text cannot show who had finished") {
    const auto class_between = [](double begin) {
        return overlaps_of(call_of({customer(0, 10, "我上周就充了钱"), agent(begin, 13, "这个是这样的")}));
    };
    CHECK(class_between(9.501) == Overlaps{"1>0 terminal-overlap 9501-10000"});
    CHECK(class_between(9.5) == Overlaps{"1>0 cut-off 9500-10000"});
    CHECK(class_between(9) == Overlaps{"1>0 cut-off 9000-10000"});
    CHECK(class_between(7) == Overlaps{"1>0 cut-off 7000-10000"});
}

TEST_CASE("a turn that was heard and not transcribed is judged like one without punctuation") {
    const auto class_between = [](double begin, std::string text) {
        return overlaps_of(call_of({customer(0, 10, ""), agent(begin, 13, std::move(text))}));
    };
    CHECK(class_between(9.501, "这个是这样的。") == Overlaps{"1>0 terminal-overlap 9501-10000"});
    CHECK(class_between(9.5, "这个是这样的。") == Overlaps{"1>0 cut-off 9500-10000"});
    CHECK(class_between(9.501, "") == Overlaps{"1>0 terminal-overlap 9501-10000"});
}

TEST_CASE("thresholds are those that are given") {
    TurnTaking strict = usual;
    strict.overlap = Duration{100};
    CHECK(class_of(9.9, 13, unfinished) == "terminal-overlap");
    CHECK(class_of(9.9, 13, unfinished, false, strict) == "cut-off");
    strict.longest_backchannel = Duration{500};
    strict.talks_over = Duration{600};
    CHECK(class_of(3, 3.5, unfinished, false, strict) == "backchannel");
    CHECK(class_of(3, 3.599, unfinished, false, strict) == "attempt");
    CHECK(class_of(3, 3.6, unfinished, false, strict) == "competitive");
}

TEST_CASE("silence is that of both parties before the turn") {
    CHECK(silences_of(call_of({agent(1, 2, "您好。"), customer(2.5, 8, "你好。"), agent(7, 7.5, "嗯"),
                               agent(10, 11, "请讲。"), customer(11, 12, "是这样。")})) ==
          Silences{std::nullopt, 500, 0, 2000, 0});
}

TEST_CASE("a turn without a time has no silence and no overlap, and hides none") {
    Call call = call_of(
        {customer(0, 4, finished), agent(0, 0, "嗯嗯。"), customer(6, 10, unfinished), agent(9, 12, "这个是这样的。")});
    call.turns[1].time.reset();
    CHECK(silences_of(call) == Silences{std::nullopt, std::nullopt, 2000, 0});
    CHECK(overlaps_of(call) == Overlaps{"3>2 cut-off 9000-10000"});
    CHECK(make_timeline(call, {}, usual).length == Duration{12000});
}

TEST_CASE("where the times of a call are not to be trusted, nothing is made of them") {
    Call call = call_of({customer(0, 10, unfinished), agent(8, 12, "这个是这样的。")});
    call.timing = {TimingSource::none, Duration{0}};
    CHECK(overlaps_of(call) == Overlaps{});
    CHECK(silences_of(call) == Silences{std::nullopt, std::nullopt});
}

TEST_CASE("utterances are the turns, with listener's words apart from content") {
    const Call call = call_of(
        {agent(0, 1, "您好。"), customer(1, 2, "嗯"), agent(2, 3, ""), customer(3, 4, "hello there.", Language::en)});
    const Timeline timeline = make_timeline(call, {false, true}, usual);
    REQUIRE(timeline.utterances.size() == 4);
    CHECK(timeline.heard_only == false);
    CHECK(timeline.utterances[0].content);
    CHECK(timeline.utterances[1].content == false);
    CHECK(timeline.utterances[2].content == false);
    CHECK(timeline.utterances[3].content);
    CHECK(timeline.utterances[3].role == Role::customer);
    CHECK(timeline.utterances[3].text == "hello there.");
    CHECK(timeline.utterances[3].language == Language::en);
    CHECK(timeline.utterances[3].time == seconds(3, 4));
}

TEST_CASE("a call is as long as its audio, or as its last turn where that is later") {
    Call call = call_of({agent(0, 1, "您好。"), customer(1, 9, "你好。"), agent(2, 3, "嗯")});
    CHECK(make_timeline(call, {}, usual).length == Duration{9000});
    call.heard = Heard{"a.wav", Duration{12000}, 2, {}, true, {}};
    CHECK(make_timeline(call, {}, usual).length == Duration{12000});
    call.heard->length = Duration{5000};
    CHECK(make_timeline(call, {}, usual).length == Duration{9000});
    CHECK(make_timeline(Call{}, {}, usual).length == Duration{0});
}

TEST_CASE("a call that was only heard has the heard turns, of which only long ones are content") {
    Call call;
    call.language = Language::en;
    call.timing = {TimingSource::audio, Duration{50}};
    call.heard = Heard{"a.wav",
                       Duration{30000},
                       2,
                       {{Role::customer, seconds(0, 10)},
                        {Role::agent, seconds(3, 4)},
                        {Role::agent, seconds(5, 6.001)},
                        {Role::agent, seconds(9.6, 13)},
                        {Role::customer, seconds(12.5, 15)}},
                       true,
                       {}};
    const Timeline timeline = make_timeline(call, {}, usual);
    CHECK(timeline.heard_only);
    CHECK(timeline.punctuated == false);
    CHECK(timeline.timing.source == TimingSource::audio);
    CHECK(timeline.timing.precision == Duration{50});
    REQUIRE(timeline.utterances.size() == 5);
    std::vector<bool> content;
    for (const Utterance& utterance : timeline.utterances) {
        content.push_back(utterance.content);
        CHECK(utterance.text.empty());
        CHECK(utterance.language == Language::en);
    }
    CHECK(content == std::vector<bool>{true, false, true, true, true});
    CHECK(overlaps_of(call) == Overlaps{"1>0 backchannel 3000-4000", "2>0 competitive 5000-6001",
                                        "3>0 terminal-overlap 9600-10000", "4>3 cut-off 12500-13000"});
}

TEST_CASE("the heard turns do not come among those of a transcript") {
    Call call = call_of({agent(0, 1, "您好。")});
    call.heard = Heard{"a.wav", Duration{5000}, 2, {{Role::customer, seconds(0, 10)}}, true, {}};
    const Timeline timeline = make_timeline(call, {}, usual);
    CHECK(timeline.heard_only == false);
    CHECK(timeline.utterances.size() == 1);
}

TEST_CASE("words of a turn without word times are placed by their characters") {
    const Turn turn = agent(10, 20, "我是，小王nob");  // eight characters, of three bytes and of one
    CHECK(spoken_at(turn, 0, 6).time == seconds(10, 12.5));
    CHECK(spoken_at(turn, 9, 15).time == seconds(13.75, 16.25));
    CHECK(spoken_at(turn, 15, 17).time == seconds(16.25, 18.75));
    CHECK(spoken_at(turn, 0, turn.text.size()).time == seconds(10, 20));
    CHECK(spoken_at(turn, 0, 6).interpolated);
}

TEST_CASE("words of a turn with word times have those of the words that they touch") {
    Turn turn = agent(10, 20, "你好，你好吗？");
    turn.words = {{"你好", seconds(10.5, 11), {}}, {"你好", seconds(13, 14), {}}, {"吗", seconds(14.5, 15), {}}};
    CHECK(spoken_at(turn, 0, 6).time == seconds(10.5, 11));
    CHECK(spoken_at(turn, 9, 15).time == seconds(13, 14));
    CHECK(spoken_at(turn, 12, 18).time == seconds(13, 15));
    CHECK(spoken_at(turn, 0, turn.text.size()).time == seconds(10.5, 15));
    CHECK(spoken_at(turn, 0, 6).interpolated == false);
    // Punctuation between the words has no time of its own.
    CHECK(spoken_at(turn, 6, 9).time == seconds(12.857, 14.285));
    CHECK(spoken_at(turn, 6, 9).interpolated);
}

TEST_CASE("words that the text does not have are passed over") {
    Turn turn = agent(0, 10, "充了两百块");
    turn.words = {{"", seconds(0, 1), {}}, {"200", seconds(1, 2), {}}, {"块", seconds(2, 3), {}}};
    CHECK(spoken_at(turn, 12, 15).time == seconds(2, 3));
    CHECK(spoken_at(turn, 12, 15).interpolated == false);
    CHECK(spoken_at(turn, 0, 6).time == seconds(0, 4));
    CHECK(spoken_at(turn, 0, 6).interpolated);
}

TEST_CASE("a turn without time or text gives no more than it has") {
    Turn turn = agent(0, 10, "您好");
    turn.time.reset();
    CHECK(spoken_at(turn, 0, 6).time == std::nullopt);
    CHECK(spoken_at(turn, 0, 6).interpolated == false);
    CHECK(spoken_at(agent(2, 3, ""), 0, 0).time == seconds(2, 3));
    CHECK(spoken_at(agent(2, 3, ""), 0, 0).interpolated == false);
}
