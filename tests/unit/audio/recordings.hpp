#pragma once

#include <sndfile.h>
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <random>
#include <string>
#include <vector>

namespace callscore::test {

/// A folder of its own that goes with the test.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "callscore-audio-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

using Signal = std::vector<float>;

inline Signal silence(double seconds, int rate = 8000) {
    return Signal(static_cast<std::size_t>(seconds * rate));
}

inline Signal tone(double seconds, double hz, float amplitude, int rate = 8000) {
    Signal out = silence(seconds, rate);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = amplitude * static_cast<float>(std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate));
    return out;
}

inline Signal noise(double seconds, float amplitude, unsigned seed = 1, int rate = 8000) {
    // Not a distribution of the library: those differ between implementations.
    std::minstd_rand random(seed);
    Signal out = silence(seconds, rate);
    for (float& sample : out)
        sample = amplitude * (static_cast<float>(random() % 20001) / 10000.0F - 1.0F);
    return out;
}

/// Something like a voice: the harmonics of a gliding pitch, shaped like a vowel, in syllables of 200 ms.
inline Signal voice(double seconds, double hz, float amplitude, int rate = 8000) {
    Signal out = silence(seconds, rate);
    double phase = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        phase += 2 * std::numbers::pi * hz * (1 + 0.1 * std::sin(2 * std::numbers::pi * 1.3 * t)) / rate;
        const double syllable = 0.3 + 0.7 * std::pow(std::sin(std::numbers::pi * 5 * t), 2);
        double sum = 0;
        for (int k = 1; k * hz < 3300; ++k) {
            const double from_first = (k * hz - 600) / 300;
            const double from_second = (k * hz - 1700) / 400;
            const double weight = 0.1 + std::exp(-from_first * from_first) + 0.5 * std::exp(-from_second * from_second);
            sum += weight * std::sin(k * phase);
        }
        out[i] = amplitude * 0.3F * static_cast<float>(syllable * sum);
    }
    return out;
}

inline Signal operator+(Signal a, const Signal& b) {  // one after the other
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline Signal mixed(Signal a, const Signal& b, float gain = 1) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        a[i] += gain * b[i];
    return a;
}

constexpr int wav16 = SF_FORMAT_WAV | SF_FORMAT_PCM_16;

/// Channels of one length.
inline void write(const std::string& file, const std::vector<Signal>& channels, int rate = 8000, int format = wav16) {
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = static_cast<int>(channels.size());
    info.format = format;
    SNDFILE* handle = sf_open(file.c_str(), SFM_WRITE, &info);
    if (handle == nullptr)
        throw std::runtime_error("cannot write " + file);
    sf_command(handle, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    Signal interleaved;
    for (std::size_t i = 0; i < channels[0].size(); ++i)
        for (const Signal& channel : channels)
            interleaved.push_back(channel[i]);
    sf_write_float(handle, interleaved.data(), static_cast<sf_count_t>(interleaved.size()));
    sf_close(handle);
}

inline void write_bytes(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace callscore::test
