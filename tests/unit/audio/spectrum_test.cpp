#include "audio/spectrum.hpp"

#include <doctest/doctest.h>

#include <complex>

#include "unit/audio/recordings.hpp"

using namespace callscore;
using namespace callscore::test;

TEST_CASE("the spectrum is that of the definition") {
    for (const std::size_t size : {8U, 16U, 64U, 256U}) {
        CAPTURE(size);
        Signal frame = noise(1, 0.5F);
        frame.resize(size);
        Spectrum spectrum(size);
        const auto power = spectrum.power(frame);
        REQUIRE(power.size() == size / 2);
        for (std::size_t k = 0; k < size / 2; ++k) {
            std::complex<double> sum = 0;
            for (std::size_t n = 0; n < size; ++n)
                sum += std::polar(static_cast<double>(frame[n]),
                                  -2 * std::numbers::pi * static_cast<double>(k * n) / static_cast<double>(size));
            CHECK(power[k] == doctest::Approx(std::norm(sum)).epsilon(1e-3));
        }
    }
}
