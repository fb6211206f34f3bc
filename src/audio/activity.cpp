#include "audio/activity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callscore {
namespace {

/// A band counts from so much above its noise on (dB), the usual swing of noise, and no more than that above it: one
/// loud band is no better evidence than several clear ones.
constexpr float band_margin = 3;
constexpr float band_ceiling = 21;

/// No noise counts as less than this in a band (dB of full scale): far below what a telephone brings along, a step of
/// 8-bit µ-law for one, it would make speech of the faintest sound.
constexpr float lowest_floor = -84;

/// Three box filters one after the other are near to a bell of 35 ms standard deviation: long enough to carry speech
/// over its stop consonants, short enough to keep syllables apart.
constexpr std::size_t box = 7;  // frames
constexpr int boxes = 3;

/// Where the threshold may lie (dB of evidence, the mean over all bands). Below, noise begins; above, soft speech ends.
constexpr float lowest_threshold = 1.5F;
constexpr float highest_threshold = 4;

/// Frames so much below the louder speech of their channel are no speech (dB): breath, a room, a far-away talker.
constexpr float speech_range = 45;
/// A unit whose loudest frame does not come this near to the louder speech of its channel is none either (dB).
constexpr float unit_range = 30;
constexpr double loud_share = 0.95;  ///< percentile of the active frames that is called the speech level

constexpr Duration shortest_gap{200};   ///< a shorter pause is a stop consonant or a breath, not the end of a unit
constexpr Duration shortest_unit{100};  ///< a shorter sound is a click
constexpr double tonal_unit = 0.6;      ///< share of tonal frames above which a unit is a signal tone, not a voice

constexpr int evidence_steps = ActivityTrack::tonal_flag;

std::vector<std::uint8_t> smoothed(std::vector<std::uint8_t> values) {
    std::vector<std::uint8_t> out(values.size());
    for (int round = 0; round < boxes; ++round) {
        std::size_t sum = 0;
        constexpr std::size_t half = box / 2;
        for (std::size_t i = 0; i < std::min(half, values.size()); ++i)
            sum += values[i];
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i + half < values.size())
                sum += values[i + half];
            out[i] = static_cast<std::uint8_t>((sum + half) / box);
            if (i >= half)
                sum -= values[i - half];
        }
        values.swap(out);
    }
    return values;
}

/// Minimum-error threshold (Kittler and Illingworth): the cut at which two bell curves fit the histogram best.
int minimum_error_threshold(std::span<const std::uint8_t> values, int lowest, int highest) {
    std::array<double, evidence_steps> histogram{};
    for (const std::uint8_t value : values)
        ++histogram[value];
    const auto total = static_cast<double>(values.size());
    struct Moments {
        double count = 0, sum = 0, squares = 0;
        void add(double n, double x) {
            count += n;
            sum += n * x;
            squares += n * x * x;
        }
        [[nodiscard]] double deviation() const {
            const double mean = sum / count;
            return std::sqrt(std::max(0.0, squares / count - mean * mean) + 1.0 / 12.0);  // + width of a step
        }
    };
    Moments low;
    Moments all;
    for (int i = 0; i < evidence_steps; ++i)
        all.add(histogram[static_cast<std::size_t>(i)], i);
    int best = lowest;
    double least = std::numeric_limits<double>::infinity();
    for (int cut = 1; cut <= highest; ++cut) {
        low.add(histogram[static_cast<std::size_t>(cut - 1)], cut - 1);
        const Moments high{all.count - low.count, all.sum - low.sum, all.squares - low.squares};
        if (cut < lowest || low.count < 1 || high.count < 1)
            continue;
        const double p = low.count / total;
        const double q = high.count / total;
        const double error = 1 + 2 * (p * std::log(low.deviation()) + q * std::log(high.deviation())) -
                             2 * (p * std::log(p) + q * std::log(q));
        if (error < least) {
            least = error;
            best = cut;
        }
    }
    return best;
}

struct Unit {
    std::size_t begin = 0;  // frames
    std::size_t end = 0;
};

}  // namespace

void ActivityListener::push(std::span<const float> samples) {
    analyser_.push(samples,
                   [&](const Frame& frame) { noise_.push(frame, [&](const FrameOverNoise& over) { take(over); }); });
}

void ActivityListener::finish() {
    analyser_.finish([&](const Frame& frame) { noise_.push(frame, [&](const FrameOverNoise& over) { take(over); }); });
    noise_.finish([&](const FrameOverNoise& over) { take(over); });
}

void ActivityListener::take(const FrameOverNoise& over) {
    float sum = 0;
    float floor_power = 0;
    for (std::size_t band = 0; band < band_count; ++band) {
        const float above = over.frame.bands[band] - std::max(lowest_floor, over.floor[band]);
        sum += std::clamp(above - band_margin, 0.0F, band_ceiling);
        floor_power += std::pow(10.0F, over.floor[band] / 10.0F);
    }
    const float evidence = sum / static_cast<float>(band_count) * ActivityTrack::evidence_per_db;
    auto byte = static_cast<std::uint8_t>(std::min(evidence, static_cast<float>(evidence_steps - 1)));
    if (over.frame.tonal)
        byte |= ActivityTrack::tonal_flag;
    const auto step = [](float db) {
        const float value = (db - ActivityTrack::lowest_level) * ActivityTrack::level_per_db;
        return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F));
    };
    track_.evidence.push_back(byte);
    track_.level.push_back(step(over.frame.level));
    const bool muted = over.frame.level < digital_silence_db;
    ++floors_[step(muted ? over.frame.level : 10.0F * std::log10(floor_power))];
}

double ActivityListener::noise_floor_db() const {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < floors_.size(); ++i) {
        below += floors_[i];
        if (below * 2 > track_.size())
            return static_cast<double>(i) / ActivityTrack::level_per_db + ActivityTrack::lowest_level;
    }
    return ActivityTrack::lowest_level;
}

int speech_level(const ActivityTrack& track) {
    std::array<std::size_t, 256> histogram{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < track.size(); ++i)
        if (static_cast<float>(track.evidence_at(i)) >= highest_threshold * ActivityTrack::evidence_per_db) {
            ++histogram[track.level[i]];
            ++count;
        }
    std::size_t below = 0;
    for (std::size_t level = 0; level < histogram.size(); ++level) {
        below += histogram[level];
        if (count > 0 && static_cast<double>(below) >= loud_share * static_cast<double>(count))
            return static_cast<int>(level);
    }
    return 0;
}

std::vector<TimeRange> speech_segments(const ActivityTrack& track, Duration length) {
    const int loud = speech_level(track);
    const int least_level = loud - static_cast<int>(speech_range * ActivityTrack::level_per_db);
    const int least_peak = loud - static_cast<int>(unit_range * ActivityTrack::level_per_db);
    std::vector<std::uint8_t> evidence(track.size());
    for (std::size_t i = 0; i < track.size(); ++i)
        evidence[i] = track.level[i] < least_level ? std::uint8_t{0} : static_cast<std::uint8_t>(track.evidence_at(i));
    const std::vector<std::uint8_t> sharp = evidence;
    evidence = smoothed(std::move(evidence));
    const int threshold =
        minimum_error_threshold(evidence, static_cast<int>(lowest_threshold * ActivityTrack::evidence_per_db),
                                static_cast<int>(highest_threshold * ActivityTrack::evidence_per_db));

    std::vector<Unit> units;
    const auto frames = [](Duration duration) { return static_cast<std::size_t>(duration / frame_step); };
    for (std::size_t i = 0; i < evidence.size(); ++i) {
        if (evidence[i] < threshold)
            continue;
        if (!units.empty() && i - units.back().end < frames(shortest_gap))
            units.back().end = i + 1;
        else
            units.push_back({i, i + 1});
    }
    std::vector<TimeRange> out;
    for (Unit unit : units) {
        // From here on without the smoothing, which makes long what is short and loud.
        while (unit.begin < unit.end && sharp[unit.begin] < threshold)
            ++unit.begin;
        while (unit.begin < unit.end && sharp[unit.end - 1] < threshold)
            --unit.end;
        std::size_t active = 0;
        std::size_t tonal = 0;
        int peak = 0;
        for (std::size_t i = unit.begin; i < unit.end; ++i)
            if (sharp[i] >= threshold) {
                ++active;
                tonal += track.tonal_at(i) ? 1 : 0;
                peak = std::max<int>(peak, track.level[i]);
            }
        if (active < frames(shortest_unit) || peak < least_peak ||
            static_cast<double>(tonal) > tonal_unit * static_cast<double>(active))
            continue;
        const TimeRange range{static_cast<int>(unit.begin) * frame_step,
                              std::min(length, static_cast<int>(unit.end) * frame_step)};
        out.push_back(range);
    }
    return out;
}

}  // namespace callscore
