#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "audio/features.hpp"

namespace callscore {

/// A frame below this is digital silence (dB of full scale): 16 bits cannot hold so little noise. Where a recorder
/// mutes a channel for a while, or one file of a pair ends early, it says nothing of the noise at other times.
constexpr float digital_silence_db = -105;

/// A frame together with the noise around it.
struct FrameOverNoise {
    Frame frame;
    std::array<float, band_count> floor{};  ///< dB of full scale, for each band
};

/// The noise under each band of one channel: a low percentile of its levels over some seconds before and after a
/// frame. Frames therefore come out later than they went in.
class NoiseFloor {
  public:
    NoiseFloor();

    /// Calls `consume(const FrameOverNoise&)` for the frame whose surroundings are now complete, if there is one.
    template <class Consumer>
    void push(const Frame& frame, Consumer&& consume) {
        add(frame);
        if (added_ - given_ > ahead)
            consume(give());
    }

    /// The frames that wait for what comes after the end.
    template <class Consumer>
    void finish(Consumer&& consume) {
        while (given_ < added_)
            consume(give());
    }

  private:
    static constexpr std::int64_t ahead = 800;       ///< frames after the one in question
    static constexpr std::int64_t span = 2 * ahead;  ///< frames that the percentile is taken of
    static constexpr std::size_t levels = 256;       ///< of a histogram

    struct Percentile {
        std::array<std::uint16_t, levels> histogram{};
        std::size_t value = 0;   ///< where the percentile stood last
        std::int64_t below = 0;  ///< entries under `value`
        std::int64_t count = 0;
    };

    void add(const Frame& frame);
    [[nodiscard]] FrameOverNoise give();

    std::vector<Frame> waiting_;                                 ///< ring of `ahead` + 1
    std::vector<std::array<std::uint8_t, band_count>> counted_;  ///< ring of `span`: what stands in the histograms
    std::array<Percentile, band_count> percentiles_{};
    std::int64_t added_ = 0;
    std::int64_t given_ = 0;
};

}  // namespace callscore
