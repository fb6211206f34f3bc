#include "audio/spectrum.hpp"

#include <cmath>
#include <numbers>

namespace callscore {
namespace {

using Complex = std::complex<float>;

/// std::complex multiplies with a look at NaN and infinity, several times slower; the frames here are finite.
Complex times(Complex a, Complex b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

}  // namespace

Spectrum::Spectrum(std::size_t size) : reversed_(size / 2), turns_(size / 2), work_(size / 2), power_(size / 2) {
    const std::size_t half = size / 2;
    for (std::size_t i = 0; i < half; ++i) {
        std::size_t mirrored = 0;
        for (std::size_t bit = 1, up = half / 2; bit < half; bit *= 2, up /= 2)
            if ((i & bit) != 0)
                mirrored |= up;
        reversed_[i] = mirrored;
        const double angle = -2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(size);
        turns_[i] = {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
    }
}

std::span<const float> Spectrum::power(std::span<const float> frame) {
    const std::size_t half = work_.size();
    for (std::size_t i = 0; i < half; ++i)
        work_[reversed_[i]] = {frame[2 * i], frame[2 * i + 1]};
    for (std::size_t width = 1; width < half; width *= 2) {
        const std::size_t step = half / width;
        for (std::size_t begin = 0; begin < half; begin += 2 * width)
            for (std::size_t k = 0; k < width; ++k) {
                const Complex lower = work_[begin + k];
                const Complex upper = times(work_[begin + k + width], turns_[k * step]);
                work_[begin + k] = lower + upper;
                work_[begin + k + width] = lower - upper;
            }
    }
    for (std::size_t k = 0; k < half; ++k) {
        const Complex a = work_[k];
        const Complex b = std::conj(work_[(half - k) % half]);
        const Complex even = (a + b) * 0.5F;
        const Complex difference = (a - b) * 0.5F;
        const Complex odd{difference.imag(), -difference.real()};  // divided by i
        power_[k] = std::norm(even + times(turns_[k], odd));
    }
    return power_;
}

}  // namespace callscore
