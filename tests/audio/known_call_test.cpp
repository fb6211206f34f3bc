#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "audio/hearing.hpp"

using namespace callscore;

namespace {

constexpr double least_f1 = 0.95;                   // of frames of 10 ms, each channel
constexpr Duration scored_cut_in{500};              // shorter ones may be missed
constexpr Duration least_overlap{250};              // of such a cut-in, as heard
constexpr Duration tolerated_begin{200};            // between the true and the heard start of a cut-in
constexpr std::size_t least_calls = 3;              // of different voices and noises
constexpr std::size_t least_cut_ins_of_a_call = 6;  // in each of them

struct CutIn {
    std::size_t channel = 0;  // of who cuts in
    TimeRange range;
};

struct Truth {
    std::array<std::vector<TimeRange>, 2> speech;
    std::vector<CutIn> cut_ins;
};

Truth read_truth(const std::string& file) {
    Truth truth;
    std::ifstream stream(file);
    std::string kind;
    std::size_t channel = 0;
    double begin = 0;
    double end = 0;
    while (stream >> kind >> channel >> begin >> end) {
        REQUIRE(channel < 2);
        const TimeRange range{from_seconds(begin), from_seconds(end)};
        if (kind == "speech")
            truth.speech.at(channel).push_back(range);
        else
            truth.cut_ins.push_back({channel, range});
    }
    REQUIRE(stream.eof());
    return truth;
}

Duration total(const std::vector<TimeRange>& ranges) {
    Duration sum{0};
    for (const TimeRange& range : ranges)
        sum += range.length();
    return sum;
}

Duration common(const std::vector<TimeRange>& a, const std::vector<TimeRange>& b) {
    Duration sum{0};
    for (const TimeRange& x : a)
        for (const TimeRange& y : b)
            sum += overlap(x, y);
    return sum;
}

/// Equal to that over frames of 10 ms, but for frames that are spoken in part.
double f1(const std::vector<TimeRange>& heard, const std::vector<TimeRange>& truth) {
    return 2 * to_seconds(common(heard, truth)) / to_seconds(total(heard) + total(truth));
}

/// How long the heard segment that is this cut-in talks over one of the other party that was going on.
Duration heard_overlap(const Hearing& hearing, const CutIn& cut_in) {
    Duration longest{0};
    for (const TimeRange& own : hearing.channels[cut_in.channel].segments) {
        if (std::abs((own.begin - cut_in.range.begin).count()) > tolerated_begin.count())
            continue;
        for (const TimeRange& other : hearing.channels[1 - cut_in.channel].segments)
            if (other.begin < own.begin)
                longest = std::max(longest, overlap(own, other));
    }
    return longest;
}

}  // namespace

TEST_CASE("in calls of known content, speech and cut-ins are heard") {
    std::vector<std::string> recordings;
    for (const auto& entry : std::filesystem::directory_iterator(CALLSCORE_KNOWN_CALLS))
        if (entry.path().extension() == ".wav")
            recordings.push_back(entry.path().string());
    std::sort(recordings.begin(), recordings.end());
    REQUIRE(recordings.size() >= least_calls);

    for (const std::string& recording : recordings) {
        CAPTURE(recording);
        const auto hearing = listen(recording);
        REQUIRE(hearing);
        CHECK(hearing->problems == Problems{});
        REQUIRE(hearing->channels.size() == 2);
        CHECK_FALSE(hearing->same_on_all_channels);
        const Truth truth = read_truth(recording.substr(0, recording.size() - 4) + ".truth.tsv");

        std::string line = std::filesystem::path(recording).stem().string();
        for (std::size_t channel = 0; channel < 2; ++channel) {
            CAPTURE(channel);
            const double value = f1(hearing->channels[channel].segments, truth.speech.at(channel));
            CHECK(value >= least_f1);
            line += fmt::format("  F1 {:.3f}", value);
        }
        std::size_t scored = 0;
        for (const CutIn& cut_in : truth.cut_ins) {
            if (cut_in.range.length() < scored_cut_in)
                continue;
            CAPTURE(to_seconds(cut_in.range.begin));
            CHECK(heard_overlap(*hearing, cut_in) >= least_overlap);
            ++scored;
        }
        CHECK(scored >= least_cut_ins_of_a_call);
        fmt::print("{}  {} cut-ins\n", line, scored);
    }
}
