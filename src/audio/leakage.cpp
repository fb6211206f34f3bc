#include "audio/leakage.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace callscore {
namespace {

constexpr std::size_t longest_delay = 40;   // frames; 400 ms, an echo by way of the far end of a mobile call
constexpr std::size_t least_frames = 500;   // of the other party's speech; less tells nothing
constexpr std::size_t least_audible = 100;  // frames of these in which something is heard here
constexpr int talking = 5 * static_cast<int>(ActivityTrack::evidence_per_db);  // evidence of clear speech
constexpr int audible = 1 * static_cast<int>(ActivityTrack::evidence_per_db);  // evidence that something is there

/// Correlation of the two levels above which one follows the other, and by how much it is then greater at the right
/// delay than at a middling one. Without leakage it stayed below 0.2 on synthetic and real calls alike, at any delay;
/// leakage 25 dB down gave 0.9, and 0.3 at wrong delays.
constexpr double following = 0.3;
constexpr double following_more = 0.1;
constexpr double least_gain_db = -50;  ///< below it is under any noise
constexpr double most_gain_db = -6;    ///< above it, the two channels carry the same

/// A frame is explained by leakage up to so much above what the gain foretells (dB): rooms and codecs colour it.
constexpr double gain_margin_db = 6;
constexpr std::size_t delay_margin = 3;  // frames; reverberation smears

/// For the gate without a known gain (dB). Wider than the swing between vowels and consonants of one voice.
constexpr double far_below_other_db = 20;
constexpr double far_below_own_db = 20;

int steps(double db) {
    return static_cast<int>(std::lround(db * ActivityTrack::level_per_db));
}

/// Whether `other` talks at frame `i` and is the louder one: its own evidence may be leakage of this channel.
bool other_alone(const ActivityTrack& own, const ActivityTrack& other, std::size_t i, std::size_t delay) {
    return other.evidence_at(i) >= talking && own.level[i + delay] <= other.level[i] + steps(most_gain_db);
}

double correlation(const ActivityTrack& own, const ActivityTrack& other, std::size_t delay) {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i + delay < std::min(own.size(), other.size()); ++i) {
        if (!other_alone(own, other, i, delay))
            continue;
        const double a = other.level[i];
        const double b = own.level[i + delay];
        n += 1;
        x += a;
        y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    if (n < static_cast<double>(least_frames))
        return 0;
    const double deviation = std::sqrt(std::max(0.0, (n * xx - x * x) * (n * yy - y * y)));
    return deviation > 0 ? (n * xy - x * y) / deviation : 0;
}

}  // namespace

std::optional<Leakage> find_leakage(const ActivityTrack& own, const ActivityTrack& other) {
    std::array<double, longest_delay + 1> found{};
    for (std::size_t delay = 0; delay < found.size(); ++delay)
        found[delay] = correlation(own, other, delay);
    const auto best = std::max_element(found.begin(), found.end());
    const auto delay = static_cast<std::size_t>(best - found.begin());
    const double highest = *best;
    const auto middle = found.begin() + found.size() / 2;
    std::nth_element(found.begin(), middle, found.end());
    if (highest < std::max(following, *middle + following_more))
        return std::nullopt;

    // The most frequent difference: own speech over the other's lies elsewhere, and spreads.
    std::array<std::size_t, 512> histogram{};
    std::size_t count = 0;
    for (std::size_t i = 0; i + delay < std::min(own.size(), other.size()); ++i) {
        if (!other_alone(own, other, i, delay) || own.evidence_at(i + delay) < audible)
            continue;
        ++histogram[static_cast<std::size_t>(256 + own.level[i + delay] - other.level[i])];
        ++count;
    }
    if (count < least_audible)
        return std::nullopt;
    std::size_t mode = 0;
    std::size_t most = 0;
    for (std::size_t i = 2; i + 2 < histogram.size(); ++i) {
        const std::size_t around =
            histogram[i - 2] + histogram[i - 1] + histogram[i] + histogram[i + 1] + histogram[i + 2];
        if (around > most) {
            most = around;
            mode = i;
        }
    }
    const double gain = (static_cast<double>(mode) - 256) / ActivityTrack::level_per_db;
    if (gain < least_gain_db || gain > most_gain_db)
        return std::nullopt;
    return Leakage{static_cast<int>(delay) * frame_step, gain};
}

void remove_leakage(ActivityTrack& own, const ActivityTrack& other, const Leakage& leakage) {
    const auto delay = static_cast<std::size_t>(leakage.delay / frame_step);
    const int margin = steps(leakage.gain_db + gain_margin_db);
    for (std::size_t i = 0; i < own.size(); ++i) {
        const std::size_t end = std::min(other.size(), i + delay_margin < delay ? 0 : i + delay_margin - delay + 1);
        const std::size_t begin = i < delay + delay_margin ? 0 : i - delay - delay_margin;
        int loudest = 0;
        for (std::size_t k = begin; k < end; ++k)
            loudest = std::max<int>(loudest, other.level[k]);
        if (loudest > 0 && own.level[i] < loudest + margin)
            own.clear_evidence(i);
    }
}

void remove_faint(ActivityTrack& own, const ActivityTrack& other) {
    const int own_speech = speech_level(own);
    for (std::size_t i = 0; i < std::min(own.size(), other.size()); ++i)
        if (other.evidence_at(i) >= talking && own.level[i] < other.level[i] - steps(far_below_other_db) &&
            own.level[i] < own_speech - steps(far_below_own_db))
            own.clear_evidence(i);
}

}  // namespace callscore
