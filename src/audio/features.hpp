#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/spectrum.hpp"
#include "base/time.hpp"

namespace callscore {

constexpr Duration frame_step{10};  ///< short against the 100 ms that the shortest sounds of interest last
constexpr std::size_t band_count = 16;

/// What 10 ms of one channel sound like. Levels are dB of full scale (a mean square of 1), within 250–3600 Hz.
struct Frame {
    std::array<float, band_count> bands{};
    float level = 0;
    bool tonal = false;  ///< nearly all energy lies in one or two tones: ringing, a dialled digit, a beep
};

/// Cuts one channel into frames of 10 ms and measures each within a window of 25 ms around it.
class FrameAnalyser {
  public:
    explicit FrameAnalyser(int sample_rate);

    /// Takes the next samples (finite, full scale 1) and calls `consume(const Frame&)` for each frame that is complete.
    template <class Consumer>
    void push(std::span<const float> samples, Consumer&& consume) {
        append(samples);
        while (complete())
            consume(next());
        forget();
    }

    /// The frames that wait for samples after the end: together with the earlier ones, one for each 10 ms begun.
    template <class Consumer>
    void finish(Consumer&& consume) {
        const std::int64_t total = taken_;
        append(std::vector<float>(window_.size(), last_));
        while (start_of(next_frame_) < total)
            consume(next());
    }

  private:
    struct Band {
        std::size_t first = 0;
        std::size_t end = 0;
    };

    void append(std::span<const float> samples);
    void forget();
    [[nodiscard]] bool complete() const;
    [[nodiscard]] std::int64_t start_of(std::int64_t frame) const;
    [[nodiscard]] std::int64_t window_begin(std::int64_t frame) const;
    [[nodiscard]] Frame next();

    std::int64_t sample_rate_;
    std::vector<float> window_;
    Spectrum spectrum_;
    std::vector<float> windowed_;
    std::array<Band, band_count> bands_{};
    std::size_t peak_width_ = 0;  ///< bins on either side of a tone that belong to it
    float scale_ = 0;             ///< from the power of bins to mean square
    std::vector<float> pending_;
    std::int64_t pending_begin_ = 0;  ///< the sample that stands first in `pending_`
    std::int64_t next_frame_ = 0;
    std::int64_t taken_ = 0;
    float last_ = 0;
};

}  // namespace callscore
