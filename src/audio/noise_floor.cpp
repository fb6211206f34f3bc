#include "audio/noise_floor.hpp"

#include <algorithm>

namespace callscore {
namespace {

/// Steps of the histograms: half a decibel from -120 dB on.
constexpr float lowest_db = -120;
constexpr float steps_per_db = 2;

/// Speech has pauses: a tenth of any ten seconds or more is as good as free of it.
constexpr std::int64_t percentile = 10;  // %

/// The tenth percentile of noise in a band of one window lies so much below its mean (dB).
constexpr float mean_over_percentile = 3;

/// In the histograms' rings: a frame of digital silence.
constexpr std::uint8_t not_counted = 255;

}  // namespace

NoiseFloor::NoiseFloor() : waiting_(ahead + 1), counted_(span) {}

void NoiseFloor::add(const Frame& frame) {
    waiting_[static_cast<std::size_t>(added_ % (ahead + 1))] = frame;
    std::array<std::uint8_t, band_count>& slot = counted_[static_cast<std::size_t>(added_ % span)];
    for (std::size_t band = 0; band < band_count; ++band) {
        Percentile& p = percentiles_[band];
        if (added_ >= span && slot[band] != not_counted) {
            --p.histogram[slot[band]];
            p.below -= slot[band] < p.value ? 1 : 0;
            --p.count;
        }
        if (frame.level < digital_silence_db) {
            slot[band] = not_counted;
            continue;
        }
        const float step = (frame.bands[band] - lowest_db) * steps_per_db;
        slot[band] = static_cast<std::uint8_t>(std::clamp(step, 0.0F, static_cast<float>(not_counted - 1)));
        ++p.count;
        ++p.histogram[slot[band]];
        p.below += slot[band] < p.value ? 1 : 0;
        // The percentile moves little from frame to frame, so it is walked to rather than searched.
        while (p.below * 100 > p.count * percentile)
            p.below -= p.histogram[--p.value];
        while (p.value + 1 < levels && (p.below + p.histogram[p.value]) * 100 <= p.count * percentile)
            p.below += p.histogram[p.value++];
    }
    ++added_;
}

FrameOverNoise NoiseFloor::give() {
    FrameOverNoise out;
    out.frame = waiting_[static_cast<std::size_t>(given_ % (ahead + 1))];
    ++given_;
    for (std::size_t band = 0; band < band_count; ++band) {
        const float level = lowest_db + static_cast<float>(percentiles_[band].value) / steps_per_db;
        out.floor[band] = level + mean_over_percentile;
    }
    return out;
}

}  // namespace callscore
