#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace callscore {

/// Power spectra of real frames of one size: a Fourier transform of half the size, the even samples being its real and
/// the odd ones its imaginary part.
class Spectrum {
  public:
    explicit Spectrum(std::size_t size);  ///< a power of two, at least 8

    /// |X(k)|² for k from 0 to size / 2 - 1, of `frame` (size samples). The span stays valid until the next call.
    [[nodiscard]] std::span<const float> power(std::span<const float> frame);

  private:
    // Real and imaginary parts apart, and the factors of each stage in a row: so the compiler can use vectors.
    std::vector<std::size_t> reversed_;
    std::vector<float> stage_real_;  ///< exp(-πi k / width) for k < width, of widths 4, 8 … one after the other
    std::vector<float> stage_imag_;
    std::vector<float> split_real_;  ///< exp(-2πi k / size)
    std::vector<float> split_imag_;
    std::vector<float> real_;
    std::vector<float> imag_;
    std::vector<float> power_;
};

}  // namespace callscore
