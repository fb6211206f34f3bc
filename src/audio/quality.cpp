#include "audio/quality.hpp"

#include <algorithm>
#include <cmath>

namespace callscore {
namespace {

/// Clipped samples stand in rows at full scale, which µ-law reaches at 0.98. Single ones are just loud.
constexpr float full_scale = 0.979F;
constexpr int clipped_run = 3;
constexpr double clipped_share = 1e-4;  ///< of all samples, above which it is worth a note

/// Float files may hold anything. 12 dB above full scale is beyond what any recorder means.
constexpr float loudest = 4;

/// Correlation of the samples from which two channels are one. Leakage stays far below, as both parties talk.
constexpr double same_correlation = 0.98;

}  // namespace

void QualityListener::clean(std::span<float> samples) {
    count_ += std::ssize(samples);
    for (float& sample : samples) {
        if (!std::isfinite(sample)) {
            sample = 0;
            ++not_numbers_;
        }
        sample = std::clamp(sample, -loudest, loudest);
        all_zero_ = all_zero_ && sample == 0;
        run_ = std::abs(sample) >= full_scale ? run_ + 1 : 0;
        if (run_ >= clipped_run)
            clipped_ += run_ == clipped_run ? clipped_run : 1;
    }
}

bool QualityListener::clips() const {
    return static_cast<double>(clipped_) > clipped_share * static_cast<double>(count_);
}

void SamenessListener::push(std::span<const float> a, std::span<const float> b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double x = a[i];
        const double y = b[i];
        a_ += x;
        b_ += y;
        aa_ += x * x;
        bb_ += y * y;
        ab_ += x * y;
    }
    count_ += static_cast<double>(a.size());
}

bool SamenessListener::same() const {
    if (count_ == 0)
        return false;
    const double variance_a = aa_ - a_ * a_ / count_;
    const double variance_b = bb_ - b_ * b_ / count_;
    const double covariance = ab_ - a_ * b_ / count_;
    // Rounding leaves something of a constant signal; below -120 dB of full scale there is none to compare.
    if (std::min(variance_a, variance_b) < 1e-12 * count_)
        return false;
    return std::abs(covariance) >= same_correlation * std::sqrt(variance_a * variance_b);
}

}  // namespace callscore
