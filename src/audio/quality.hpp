#pragma once

#include <cstdint>
#include <span>

namespace callscore {

/// Looks at the samples of one channel for what spoils them.
class QualityListener {
  public:
    /// Replaces what is no number by 0 and cuts what is absurdly loud, in place, and counts.
    void clean(std::span<float> samples);

    [[nodiscard]] std::int64_t not_numbers() const { return not_numbers_; }
    [[nodiscard]] bool clips() const;
    [[nodiscard]] bool all_zero() const { return all_zero_; }

  private:
    std::int64_t count_ = 0;
    std::int64_t not_numbers_ = 0;
    std::int64_t clipped_ = 0;  ///< samples in runs at full scale
    int run_ = 0;
    bool all_zero_ = true;
};

/// Whether two channels carry the same signal, but for its loudness.
class SamenessListener {
  public:
    void push(std::span<const float> a, std::span<const float> b);  ///< of one length, finite
    [[nodiscard]] bool same() const;

  private:
    double count_ = 0, a_ = 0, b_ = 0, aa_ = 0, bb_ = 0, ab_ = 0;
};

}  // namespace callscore
