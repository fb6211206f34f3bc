#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace callscore {

/// Power spectra of real frames of one size: a radix-2 Fourier transform of half the size, the even samples being its
/// real and the odd ones its imaginary part.
class Spectrum {
  public:
    explicit Spectrum(std::size_t size);  ///< a power of two, at least 4

    /// |X(k)|² for k from 0 to size / 2 - 1, of `frame` (size samples). The span stays valid until the next call.
    [[nodiscard]] std::span<const float> power(std::span<const float> frame);

  private:
    std::vector<std::size_t> reversed_;
    std::vector<std::complex<float>> turns_;  ///< exp(-2πi k / size)
    std::vector<std::complex<float>> work_;
    std::vector<float> power_;
};

}  // namespace callscore
