#include "audio/spectrum.hpp"

#include <cmath>
#include <numbers>

namespace callscore {
namespace {

/// One stage for one block: `width` butterflies of the lower with the turned upper half.
void butterflies(float* real, float* imag, const float* turn_real, const float* turn_imag, std::size_t width) {
    float* const upper_real = real + width;
    float* const upper_imag = imag + width;
    for (std::size_t k = 0; k < width; ++k) {
        const float r = upper_real[k] * turn_real[k] - upper_imag[k] * turn_imag[k];
        const float i = upper_real[k] * turn_imag[k] + upper_imag[k] * turn_real[k];
        upper_real[k] = real[k] - r;
        upper_imag[k] = imag[k] - i;
        real[k] += r;
        imag[k] += i;
    }
}

/// The first two stages at once; their factors are 1 and -i.
void fours(float* real, float* imag, std::size_t size) {
    for (std::size_t k = 0; k < size; k += 4) {
        float* const r = real + k;
        float* const i = imag + k;
        const float sum_r = r[0] + r[1], difference_r = r[0] - r[1];
        const float sum_i = i[0] + i[1], difference_i = i[0] - i[1];
        const float upper_sum_r = r[2] + r[3], upper_difference_r = r[2] - r[3];
        const float upper_sum_i = i[2] + i[3], upper_difference_i = i[2] - i[3];
        r[0] = sum_r + upper_sum_r;
        i[0] = sum_i + upper_sum_i;
        r[2] = sum_r - upper_sum_r;
        i[2] = sum_i - upper_sum_i;
        r[1] = difference_r + upper_difference_i;
        i[1] = difference_i - upper_difference_r;
        r[3] = difference_r - upper_difference_i;
        i[3] = difference_i + upper_difference_r;
    }
}

}  // namespace

Spectrum::Spectrum(std::size_t size)
    : reversed_(size / 2),
      split_real_(size / 2),
      split_imag_(size / 2),
      real_(size / 2),
      imag_(size / 2),
      power_(size / 2) {
    const std::size_t half = size / 2;
    for (std::size_t i = 0; i < half; ++i) {
        std::size_t mirrored = 0;
        for (std::size_t bit = 1, up = half / 2; bit < half; bit *= 2, up /= 2)
            if ((i & bit) != 0)
                mirrored |= up;
        reversed_[i] = mirrored;
        const double angle = -2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(size);
        split_real_[i] = static_cast<float>(std::cos(angle));
        split_imag_[i] = static_cast<float>(std::sin(angle));
    }
    for (std::size_t width = 4; width < half; width *= 2)
        for (std::size_t k = 0; k < width; ++k) {
            const double angle = -std::numbers::pi * static_cast<double>(k) / static_cast<double>(width);
            stage_real_.push_back(static_cast<float>(std::cos(angle)));
            stage_imag_.push_back(static_cast<float>(std::sin(angle)));
        }
}

std::span<const float> Spectrum::power(std::span<const float> frame) {
    const std::size_t half = real_.size();
    for (std::size_t i = 0; i < half; ++i) {
        real_[i] = frame[2 * reversed_[i]];
        imag_[i] = frame[2 * reversed_[i] + 1];
    }
    fours(real_.data(), imag_.data(), half);
    std::size_t turn = 0;
    for (std::size_t width = 4; width < half; width *= 2) {
        for (std::size_t begin = 0; begin < half; begin += 2 * width)
            butterflies(&real_[begin], &imag_[begin], &stage_real_[turn], &stage_imag_[turn], width);
        turn += width;
    }
    // The transforms of the even and of the odd samples are the symmetric and the antisymmetric part of this one.
    for (std::size_t k = 0; k < half; ++k) {
        const std::size_t mirror = k == 0 ? 0 : half - k;
        const float even_real = 0.5F * (real_[k] + real_[mirror]);
        const float even_imag = 0.5F * (imag_[k] - imag_[mirror]);
        const float odd_real = 0.5F * (imag_[k] + imag_[mirror]);
        const float odd_imag = 0.5F * (real_[mirror] - real_[k]);
        const float r = even_real + odd_real * split_real_[k] - odd_imag * split_imag_[k];
        const float i = even_imag + odd_real * split_imag_[k] + odd_imag * split_real_[k];
        power_[k] = r * r + i * i;
    }
    return power_;
}

}  // namespace callscore
