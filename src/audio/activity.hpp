#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/features.hpp"
#include "audio/noise_floor.hpp"

namespace callscore {

/// What is kept of a channel, two bytes for each 10 ms.
struct ActivityTrack {
    std::vector<std::uint8_t> evidence;  ///< 0 … 127 for how far the bands stand above the noise; 128 added where tonal
    std::vector<std::uint8_t> level;     ///< half decibels from -120 dB of full scale

    static constexpr std::uint8_t tonal_flag = 128;
    static constexpr float evidence_per_db = 6;
    static constexpr float level_per_db = 2;
    static constexpr float lowest_level = -120;

    [[nodiscard]] std::size_t size() const { return evidence.size(); }
    [[nodiscard]] int evidence_at(std::size_t i) const { return evidence[i] & (tonal_flag - 1); }
    [[nodiscard]] bool tonal_at(std::size_t i) const { return (evidence[i] & tonal_flag) != 0; }
    void clear_evidence(std::size_t i) { evidence[i] &= tonal_flag; }
};

/// Follows one channel from samples to its activity track.
class ActivityListener {
  public:
    explicit ActivityListener(int sample_rate) : analyser_(sample_rate) {}

    void push(std::span<const float> samples);  ///< finite, full scale 1
    void finish();

    [[nodiscard]] ActivityTrack& track() { return track_; }
    [[nodiscard]] double noise_floor_db() const;  ///< median over the call, dB of full scale

  private:
    void take(const FrameOverNoise& frame);

    FrameAnalyser analyser_;
    NoiseFloor noise_;
    ActivityTrack track_;
    std::array<std::uint32_t, 256> floors_{};  ///< how often which level, in the steps of the track
};

/// The level that the louder frames of speech reach, in the steps of the track; 0 where there is none.
[[nodiscard]] int speech_level(const ActivityTrack& track);

/// Speech as inter-pausal units: in order, apart by 200 ms or more, each of 100 ms or more. Between loud syllables a
/// pause is seen from some 280 ms on.
[[nodiscard]] std::vector<TimeRange> speech_segments(const ActivityTrack& track, Duration length);

}  // namespace callscore
