#include "load/audio.hpp"

#include <cmath>

#include "base/hash.hpp"
#include "loading.hpp"

using namespace callscore;

namespace {

TimeRange from_to(int begin, int end) {
    return {Duration{begin}, Duration{end}};
}

ChannelSpeech speech(std::vector<TimeRange> segments) {
    return {std::move(segments), -60, false};
}

/// 16-bit PCM at 8 kHz: a buzz with harmonics where `tones` says (channel, begin, end in seconds), faint noise else.
std::string wav(int channels, double seconds, const std::vector<std::array<double, 3>>& tones) {
    std::string data;
    const auto little = [](std::string& out, std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            out += static_cast<char>(value >> (8 * i) & 0xFFU);
    };
    const auto frames = static_cast<int>(seconds * 8000);
    std::uint32_t noise = 1;
    for (int i = 0; i < frames; ++i)
        for (int channel = 0; channel < channels; ++channel) {
            const double now = i / 8000.0;
            noise = noise * 1664525U + 1013904223U;
            double sample = static_cast<double>(noise >> 16U) / 65536.0 * 8 - 4;
            for (const auto& [on, begin, end] : tones)
                if (static_cast<int>(on) == channel && now >= begin && now < end)
                    for (int harmonic = 1; harmonic <= 12; ++harmonic)
                        sample += 3000.0 / harmonic * std::sin(6.283185307 * 140 * harmonic * now) *
                                  (0.6 + 0.4 * std::sin(6.283185307 * 4 * now));
            little(data, static_cast<std::uint32_t>(static_cast<std::int32_t>(sample)), 2);
        }
    std::string out = "RIFF";
    little(out, static_cast<std::uint32_t>(36 + data.size()), 4);
    out += "WAVEfmt ";
    little(out, 16, 4);
    little(out, 1, 2);
    little(out, static_cast<std::uint32_t>(channels), 2);
    little(out, 8000, 4);
    little(out, static_cast<std::uint32_t>(16000 * channels), 4);
    little(out, static_cast<std::uint32_t>(2 * channels), 2);
    little(out, 16, 2);
    out += "data";
    little(out, static_cast<std::uint32_t>(data.size()), 4);
    return out + data;
}

const std::string call_text = R"({"turns": [{"role": "agent", "start": 0, "end": 1, "text": "您好"}]})";

}  // namespace

TEST_CASE("segments of one party are one turn over short pauses that the other does not use") {
    Hearing hearing;
    hearing.length = Duration{20000};
    hearing.channels = {
        speech({from_to(0, 1000), from_to(1600, 2000), from_to(2700, 3000), from_to(5000, 6000), from_to(6500, 7000)}),
        speech({from_to(3000, 4000), from_to(6200, 6300), from_to(9000, 9500)})};
    hearing.notes = {"clipping on channel 0"};
    CallSource source;
    source.audio = {"x.wav"};
    const auto turns = [&](int agent_channel) {
        std::vector<std::pair<Role, TimeRange>> list;
        const auto heard = heard_from(hearing, source, agent_channel);
        CHECK(heard.problems == Problems{});
        for (const HeardTurn& turn : heard.value->turns)
            list.emplace_back(turn.role, turn.time);
        return list;
    };
    using List = std::vector<std::pair<Role, TimeRange>>;
    // 600 ms are bridged, 700 ms are not, and neither are 500 ms in which the other party speaks.
    CHECK(turns(0) == List{{Role::agent, from_to(0, 2000)},
                           {Role::agent, from_to(2700, 3000)},
                           {Role::customer, from_to(3000, 4000)},
                           {Role::agent, from_to(5000, 6000)},
                           {Role::customer, from_to(6200, 6300)},
                           {Role::agent, from_to(6500, 7000)},
                           {Role::customer, from_to(9000, 9500)}});
    CHECK(turns(1).front() == std::pair{Role::customer, from_to(0, 2000)});
    source.audio = {"x_agent.wav", "x_caller.wav"};
    CHECK(turns(1).front() == std::pair{Role::agent, from_to(0, 2000)});  // by name, not by channel
    const Heard heard = *heard_from(hearing, source, 0).value;
    CHECK(heard.parties_apart);
    CHECK(heard.channels == 2);
    CHECK(heard.length == Duration{20000});
    CHECK(heard.notes == hearing.notes);
    CHECK(heard.file == "x_agent.wav");
}

TEST_CASE("CS136: parties that are not apart") {
    Hearing hearing;
    hearing.channels = {speech({from_to(0, 1000)})};
    CallSource source;
    source.audio = {"x.wav"};
    const auto mono = heard_from(hearing, source, 0);
    CHECK(mono.problems == Problems{warning("CS136", {"x.wav", 0, 0, 0, {}},
                                            "one channel: cut-ins and roles cannot be judged from the recording",
                                            "record agent and customer on two channels")});
    CHECK_FALSE(mono.value->parties_apart);
    CHECK(mono.value->turns.empty());
    hearing.channels.push_back(hearing.channels[0]);
    hearing.same_on_all_channels = true;
    const auto same = heard_from(hearing, source, 0);
    CHECK(same.problems ==
          Problems{warning("CS136", {"x.wav", 0, 0, 0, {}},
                           "both channels carry the same: cut-ins and roles cannot be judged from the recording",
                           "record agent and customer on two channels")});
    CHECK_FALSE(same.value->parties_apart);
    CHECK(same.value->turns.empty());
}

TEST_CASE("a recording alone is a call without text") {
    const TemporaryFolder folder;
    CallSource source;
    source.name = "x";
    source.audio = {folder.write("x.wav", wav(2, 8, {{0, 1, 2.5}, {1, 4, 6}}))};
    const Outcome<Call> outcome = load_call(source, {});
    REQUIRE(outcome.value.has_value());
    CHECK(outcome.value->id == "x");
    CHECK(outcome.value->turns.empty());
    CHECK(outcome.value->timing.source == TimingSource::audio);
    CHECK(outcome.value->timing.precision == Duration{50});
    CHECK(outcome.value->input_hash == sha256_file(source.audio[0]));
    REQUIRE(outcome.value->heard.has_value());
    CHECK(outcome.value->heard->parties_apart);
    REQUIRE(outcome.value->heard->turns.size() == 2);
    CHECK(outcome.value->heard->turns[0].role == Role::agent);
    CHECK(outcome.value->heard->turns[1].role == Role::customer);
    LoadOptions options;
    options.agent_channel = 1;
    CHECK(load_call(source, options).value->heard->turns[0].role == Role::customer);
}

TEST_CASE("a recording stands beside the transcript, and a bad one does not lose it") {
    const TemporaryFolder folder;
    CallSource source;
    source.name = "x";
    source.transcript = folder.write("x.json", call_text);
    source.audio = {folder.write("x.wav", wav(2, 3, {{0, 1, 2}}))};
    const Outcome<Call> both = load_call(source, {});
    REQUIRE(both.value.has_value());
    CHECK(both.value->timing.source == TimingSource::checked);
    CHECK(both.value->turns.size() == 1);
    CHECK(both.value->heard.has_value());
    CHECK(both.value->input_hash == sha256(sha256(call_text) + sha256_file(source.audio[0])));

    folder.write("x.json", R"({"turns": [{"role": "agent", "text": "您好"}]})");
    CHECK(load_call(source, {}).value->timing.source == TimingSource::audio);

    folder.write("x.json", call_text);
    folder.write("x.wav", "no sound");
    const Outcome<Call> broken = load_call(source, {});
    REQUIRE(broken.value.has_value());
    CHECK_FALSE(broken.value->heard.has_value());
    REQUIRE(broken.problems.size() == 1);
    CHECK(broken.problems[0].code == "CS130");
    CHECK(broken.problems[0].severity == Severity::warning);
    CHECK(broken.problems[0].message.ends_with(": the transcript is judged alone"));
    source.transcript.clear();
    CHECK(load_call(source, {}).problems.at(0).severity == Severity::error);
    CHECK_FALSE(load_call(source, {}).value.has_value());
}
