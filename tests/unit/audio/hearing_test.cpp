#include "audio/hearing.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <limits>

#include "unit/audio/recordings.hpp"

using namespace callscore;
using namespace callscore::test;

namespace {

Problem expected(const char* code, Severity severity, const std::string& file, std::string message, std::string hint) {
    return {code, severity, {file, 0, 0, 0, {}}, std::move(message), std::move(hint)};
}

/// Three seconds of which the middle one is spoken.
Signal spoken_middle(unsigned seed = 1, int rate = 8000) {
    return mixed(silence(1, rate) + voice(1, 140, 0.4F, rate) + silence(1, rate), noise(3, 0.002F, seed, rate));
}

void check_about(const std::vector<TimeRange>& segments, const std::vector<TimeRange>& wanted) {
    REQUIRE(segments.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        CAPTURE(i);
        CHECK(std::abs((segments[i].begin - wanted[i].begin).count()) <= 40);
        CHECK(std::abs((segments[i].end - wanted[i].end).count()) <= 60);
    }
}

TimeRange ms(int begin, int end) {
    return {Duration{begin}, Duration{end}};
}

}  // namespace

TEST_CASE("the ending of a name says whether it may be audio") {
    CHECK(is_audio_name("calls/a.WAV"));
    CHECK(is_audio_name("a.b.opus"));
    CHECK_FALSE(is_audio_name("a.json"));
    CHECK_FALSE(is_audio_name("a.wav/b"));
    CHECK_FALSE(is_audio_name("wav"));
    CHECK_FALSE(is_audio_name(""));
}

TEST_CASE("speech is found where it is, in any format and at any rate") {
    struct Case {
        const char* name;
        int rate;
        int format;
    };
    for (const Case& c : {Case{"pcm.wav", 8000, wav16}, Case{"law.wav", 8000, SF_FORMAT_WAV | SF_FORMAT_ULAW},
                          Case{"a.flac", 16000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16}, Case{"odd.wav", 11025, wav16},
                          Case{"gsm.wav", 8000, SF_FORMAT_WAV | SF_FORMAT_GSM610},
                          Case{"high.au", 44100, SF_FORMAT_AU | SF_FORMAT_PCM_16}, Case{"low.wav", 4000, wav16}}) {
        CAPTURE(c.name);
        const Folder folder;
        write(folder / c.name, {spoken_middle(1, c.rate)}, c.rate, c.format);
        const auto hearing = listen(folder / c.name);
        REQUIRE(hearing);
        CHECK(hearing->sample_rate == c.rate);
        CHECK(std::abs(hearing->length.count() - 3000) <= 40);  // GSM fills its last block
        CHECK(hearing->problems == Problems{});
        CHECK(hearing->notes == std::vector<std::string>{});
        REQUIRE(hearing->channels.size() == 1);
        check_about(hearing->channels[0].segments, {ms(1000, 2000)});
        CHECK_FALSE(hearing->channels[0].silent);
        if (c.rate == 8000)  // at others another share of the noise lies within 250–3600 Hz
            CHECK(hearing->channels[0].noise_floor_db == doctest::Approx(-60).epsilon(0.04));
    }
}

TEST_CASE("two channels and two files are heard alike") {
    const Folder folder;
    const Signal agent = mixed(silence(1) + voice(2, 210, 0.3F) + silence(3), noise(6, 0.002F, 1));
    const Signal customer = mixed(silence(2.5) + voice(2, 120, 0.5F) + silence(1.5), noise(6, 0.001F, 2));
    write(folder / "both.wav", {agent, customer});
    write(folder / "agent.wav", {agent});
    write(folder / "customer.wav", {customer});
    const auto both = listen(folder / "both.wav");
    const auto pair = listen(folder / "agent.wav", folder / "customer.wav");
    REQUIRE(both);
    REQUIRE(pair);
    REQUIRE(both->channels.size() == 2);
    check_about(both->channels[0].segments, {ms(1000, 3000)});
    check_about(both->channels[1].segments, {ms(2500, 4500)});
    CHECK(both->length == Duration{6000});
    CHECK_FALSE(both->same_on_all_channels);
    CHECK(both->notes == std::vector<std::string>{});
    REQUIRE(pair->channels.size() == 2);
    CHECK(pair->length == both->length);
    for (std::size_t c = 0; c < 2; ++c)
        CHECK(pair->channels[c].segments == both->channels[c].segments);
}

TEST_CASE("pauses below 200 ms belong to the speech, clicks are none") {
    const Folder folder;
    const Signal signal = silence(1) + voice(1, 140, 0.4F) + silence(0.12) + voice(1, 140, 0.4F) + silence(0.5) +
                          voice(1, 140, 0.4F) + silence(1) + voice(0.04, 140, 0.4F) + silence(1);
    write(folder / "a.wav", {mixed(signal, noise(7, 0.002F))});
    const auto hearing = listen(folder / "a.wav");
    REQUIRE(hearing);
    check_about(hearing->channels[0].segments, {ms(1000, 3120), ms(3620, 4620)});
}

TEST_CASE("a muted stretch does not make speech of the noise elsewhere") {
    const Folder folder;
    write(folder / "a.wav", {spoken_middle(1) + silence(5) + spoken_middle(2)});
    const auto hearing = listen(folder / "a.wav");
    REQUIRE(hearing);
    check_about(hearing->channels[0].segments, {ms(1000, 2000), ms(9000, 10000)});
}

TEST_CASE("what is loud is not yet speech") {
    const Folder folder;
    SUBCASE("hum") {
        write(folder / "a.wav", {silence(1) + tone(3, 50, 0.3F) + silence(2)});
    }
    SUBCASE("DC") {
        write(folder / "a.wav", {Signal(40000, 0.2F)});
    }
    SUBCASE("hiss") {
        write(folder / "a.wav", {noise(5, 0.05F)});
    }
    SUBCASE("ringing") {
        write(folder / "a.wav", {mixed(silence(1) + tone(1, 450, 0.3F) + silence(4) + tone(1, 450, 0.3F) + silence(1),
                                       noise(8, 0.001F))});
    }
    SUBCASE("dialled digits") {
        const Signal digit = mixed(tone(0.3, 770, 0.2F), tone(0.3, 1336, 0.2F));
        write(folder / "a.wav", {mixed(silence(1) + digit + silence(0.5) + digit + silence(2), noise(4, 0.001F))});
    }
    const auto hearing = listen(folder / "a.wav");
    REQUIRE(hearing);
    CHECK(hearing->channels[0].segments == std::vector<TimeRange>{});
    CHECK(hearing->channels[0].silent);
    CHECK(hearing->notes == std::vector<std::string>{"no speech on channel 0"});
}

TEST_CASE("the other party's echo is not speech of this party") {
    const Folder folder;
    Signal agent = noise(34, 0.001F, 1);
    Signal customer = noise(34, 0.001F, 2);
    for (int i = 0; i < 8; ++i) {
        agent = mixed(agent, silence(1 + 4 * i) + voice(1.7, 200 + 3 * i, 0.4F));
        customer = mixed(customer, silence(3 + 4 * i) + voice(1.6, 130 + 2 * i, 0.4F));
    }
    write(folder / "a.wav",
          {mixed(agent, silence(0.06) + customer, 0.06F), mixed(customer, silence(0.06) + agent, 0.06F)});
    const auto hearing = listen(folder / "a.wav");
    REQUIRE(hearing);
    CHECK(hearing->notes == std::vector<std::string>{"channel 1 is heard on channel 0, 24 dB quieter",
                                                     "channel 0 is heard on channel 1, 24 dB quieter"});
    std::vector<TimeRange> agents;
    std::vector<TimeRange> customers;
    for (int i = 0; i < 8; ++i) {
        agents.push_back(ms(1000 + 4000 * i, 2700 + 4000 * i));
        customers.push_back(ms(3000 + 4000 * i, 4600 + 4000 * i));
    }
    check_about(hearing->channels[0].segments, agents);
    check_about(hearing->channels[1].segments, customers);
}

TEST_CASE("what spoils a recording is noted") {
    const Folder folder;
    const std::string file = folder / "a.wav";
    constexpr int floats = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    SUBCASE("no numbers") {
        Signal signal = spoken_middle();
        signal[100] = std::numeric_limits<float>::quiet_NaN();
        signal[12000] = std::numeric_limits<float>::infinity();
        signal[12001] = -1e30F;
        write(file, {signal}, 8000, floats);
        const auto hearing = listen(file);
        REQUIRE(hearing);
        CHECK(hearing->notes == std::vector<std::string>{"2 samples on channel 0 are no number, taken as 0"});
        check_about(hearing->channels[0].segments, {ms(1000, 2000)});
    }
    SUBCASE("nothing but NaN") {
        write(file, {Signal(8000, std::numeric_limits<float>::quiet_NaN())}, 8000, floats);
        const auto hearing = listen(file);
        REQUIRE(hearing);
        CHECK(hearing->notes == std::vector<std::string>{"8000 samples on channel 0 are no number, taken as 0",
                                                         "channel 0 is digital silence"});
    }
    SUBCASE("clipping") {
        Signal signal = spoken_middle();
        for (float& sample : signal)
            sample *= 10;
        write(file, {signal});
        const auto hearing = listen(file);
        REQUIRE(hearing);
        CHECK(hearing->notes == std::vector<std::string>{"clipping on channel 0"});
    }
    SUBCASE("all zero") {
        write(file, {silence(2), silence(2)});
        const auto hearing = listen(file);
        REQUIRE(hearing);
        CHECK(hearing->notes ==
              std::vector<std::string>{"channel 0 is digital silence", "channel 1 is digital silence"});
        CHECK_FALSE(hearing->same_on_all_channels);
        CHECK(hearing->channels[0].silent);
        CHECK(hearing->channels[1].silent);
    }
    SUBCASE("one dead channel") {
        write(file, {spoken_middle(), silence(3)});
        const auto hearing = listen(file);
        REQUIRE(hearing);
        CHECK(hearing->notes == std::vector<std::string>{"channel 1 is digital silence"});
        check_about(hearing->channels[0].segments, {ms(1000, 2000)});
        CHECK(hearing->channels[1].silent);
    }
    SUBCASE("false stereo, one side quieter") {
        write(file, {spoken_middle(), mixed(silence(3), spoken_middle(), 0.7F)});
        const auto hearing = listen(file);
        REQUIRE(hearing);
        CHECK(hearing->same_on_all_channels);
        CHECK(hearing->notes == std::vector<std::string>{"both channels carry the same signal"});
        check_about(hearing->channels[0].segments, {ms(1000, 2000)});
        check_about(hearing->channels[1].segments, {ms(1000, 2000)});
    }
}

TEST_CASE("a recording that was cut off is used as far as it goes") {
    const Folder folder;
    const std::string file = folder / "a.wav";
    const Problem cut =
        expected("CS134", Severity::warning, file, "cut off: the header promises 3.0 s, 1.6 s are there",
                 "copy the recording again; what is there was used");
    SUBCASE("PCM") {
        write(file, {spoken_middle()});
        std::filesystem::resize_file(file, 44 + 2 * 12800);
    }
    SUBCASE("two channels, sizes of 64 bits") {
        write(file, {spoken_middle(), silence(3)}, 8000, SF_FORMAT_RF64 | SF_FORMAT_PCM_16);
        const auto header = std::filesystem::file_size(file) - 2 * 2 * 24000;
        std::filesystem::resize_file(file, header + 2 * 2 * 12800);
    }
    SUBCASE("µ-law") {
        write(file, {spoken_middle()}, 8000, SF_FORMAT_WAV | SF_FORMAT_ULAW);
        const auto header = std::filesystem::file_size(file) - 24000;
        std::filesystem::resize_file(file, header + 12800);
    }
    SUBCASE("AIFF") {
        write(file, {spoken_middle()}, 8000, SF_FORMAT_AIFF | SF_FORMAT_PCM_16);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 2 * 11200);
    }
    SUBCASE("AU") {
        write(file, {spoken_middle()}, 8000, SF_FORMAT_AU | SF_FORMAT_PCM_16);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 2 * 11200);
    }
    const auto hearing = listen(file);
    REQUIRE(hearing);
    CHECK(hearing->problems == Problems{cut});
    CHECK(hearing->length == Duration{1600});
    check_about(hearing->channels[0].segments, {ms(1000, 1600)});
}

TEST_CASE("an Ogg file that was cut off") {
    const Folder folder;
    const std::string file = folder / "a.ogg";
    write(file, {spoken_middle() + spoken_middle() + spoken_middle()}, 8000, SF_FORMAT_OGG | SF_FORMAT_VORBIS);
    auto hearing = listen(file);
    REQUIRE(hearing);
    CHECK(hearing->problems == Problems{});
    std::filesystem::resize_file(file, std::filesystem::file_size(file) * 2 / 3);
    hearing = listen(file);
    REQUIRE(hearing);
    CHECK(hearing->problems ==
          Problems{expected(
              "CS134", Severity::warning, file,
              fmt::format("cut off: the end of the stream is missing, {:.1f} s are there", to_seconds(hearing->length)),
              "copy the recording again; what is there was used")});
}

TEST_CASE("a damaged MP3 file is heard without a word of the decoder on standard error") {
    const Folder folder;
    const std::string file = folder / "a.mp3";
    write(file, {spoken_middle()}, 8000, SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III);
    const auto size = std::filesystem::file_size(file);
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t at = size / 3; at < size / 2; at += 7) {
        stream.seekp(static_cast<std::streamoff>(at));
        stream << '\xA5';
    }
    stream.close();
    std::filesystem::resize_file(file, size * 3 / 4);

    const std::string said = folder / "stderr";
    const int before = ::dup(STDERR_FILENO);
    REQUIRE(std::freopen(said.c_str(), "w", stderr) != nullptr);
    const auto hearing = listen(file);
    std::fflush(stderr);
    ::dup2(before, STDERR_FILENO);
    ::close(before);
    REQUIRE(hearing);
    CHECK(hearing->problems.size() == 1);
    CHECK(std::filesystem::file_size(said) == 0);
}

TEST_CASE("a FLAC file that was cut off") {
    const Folder folder;
    const std::string file = folder / "a.flac";
    write(file, {spoken_middle()}, 8000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) * 2 / 3);
    const auto hearing = listen(file);
    REQUIRE(hearing);
    REQUIRE(hearing->problems.size() == 1);
    CHECK(hearing->problems[0].code == "CS134");
    CHECK(hearing->problems[0].message.starts_with("cut off: the header promises 3.0 s, "));
    CHECK(hearing->length < Duration{3000});
    CHECK(hearing->length > Duration{1000});
}

TEST_CASE("a recorder that did not state the size is no reason to complain") {
    const Folder folder;
    const std::string file = folder / "a.wav";
    write(file, {spoken_middle()});
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    for (const int at : {4, 40}) {
        stream.seekp(at);
        stream << "\xFF\xFF\xFF\xFF";
    }
    stream.close();
    const auto hearing = listen(file);
    REQUIRE(hearing);
    CHECK(hearing->problems == Problems{});
    CHECK(hearing->length == Duration{3000});
}

TEST_CASE("what cannot be heard is refused with its reason") {
    const Folder folder;
    const auto refusal = [](const std::string& file, const std::string& second = {}) {
        const auto hearing = listen(file, second);
        REQUIRE_FALSE(hearing);
        return hearing.error();
    };
    const std::string file = folder / "a.wav";

    CHECK(refusal(file) == expected("CS101", Severity::error, file, "no such file", "check the path"));

    const std::string pipe = folder / "pipe.wav";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(refusal(pipe) ==
          expected("CS103", Severity::error, pipe, "not a regular file", "give a file, or a folder of files"));

    write_bytes(file, "");
    CHECK(refusal(file) == expected("CS131", Severity::error, file, "the file is empty", "export the recording again"));

    const Problem not_audio =
        expected("CS130", Severity::error, file, "not an audio file that can be read",
                 "give WAV, FLAC, Ogg, Opus or MP3; convert others first, for example with ffmpeg");
    write_bytes(file, "{\"schema\": \"callscore/call/1\"}");
    CHECK(refusal(file) == not_audio);
    write_bytes(file, "RIFF\x24");
    CHECK(refusal(file) == not_audio);

    write(file, {Signal{}});
    CHECK(refusal(file) == expected("CS131", Severity::error, file, "no samples: the recording is 0 s long",
                                    "export the recording again"));

    write(file, {spoken_middle()});
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(40);
    stream.write("\0\0\0\0", 4);
    stream.close();
    CHECK(refusal(file) ==
          expected("CS131", Severity::error, file, "no samples: the header says 0 bytes of sound, though some follow",
                   "the recorder did not finish the file; repair it with: sox --ignore-length IN OUT"));

    write(file, {silence(1), silence(1), silence(1)});
    CHECK(refusal(file) == expected("CS132", Severity::error, file, "3 channels, only one or two can be judged",
                                    "write agent and customer to one channel each, for example with sox's remix"));
}

TEST_CASE("two files that are no pair") {
    const Folder folder;
    const std::string agent = folder / "agent.wav";
    const std::string customer = folder / "customer.wav";
    write(agent, {spoken_middle(1)});
    SUBCASE("of different rates") {
        write(customer, {spoken_middle(2, 16000)}, 16000);
        const auto hearing = listen(agent, customer);
        REQUIRE_FALSE(hearing);
        CHECK(hearing.error() == expected("CS133", Severity::error, customer,
                                          "sampled at 16000 Hz, but 'agent.wav' at 8000 Hz",
                                          "convert one of the two, so that both have one sample rate"));
    }
    SUBCASE("one with two channels") {
        write(customer, {spoken_middle(2), silence(3)});
        const auto hearing = listen(agent, customer);
        REQUIRE_FALSE(hearing);
        CHECK(hearing.error() == expected("CS133", Severity::error, customer,
                                          "2 channels, but each file of a pair has one",
                                          "give the file with both channels alone, or two mono files"));
    }
    SUBCASE("of different lengths") {
        write(customer, {silence(3) + spoken_middle(2)});
        const auto hearing = listen(agent, customer);
        REQUIRE(hearing);
        CHECK(hearing->problems ==
              Problems{expected("CS135", Severity::warning, agent, "3.0 s long, but 'customer.wav' 6.0 s",
                                "check that both files are of one call and begin together")});
        CHECK(hearing->length == Duration{6000});
        check_about(hearing->channels[0].segments, {ms(1000, 2000)});
        check_about(hearing->channels[1].segments, {ms(4000, 5000)});
    }
}
