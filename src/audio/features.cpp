#include "audio/features.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace callscore {
namespace {

/// What a telephone carries well. Hum and its harmonics, wind and handling noise lie below it.
constexpr double lowest_hz = 250;
constexpr double highest_hz = 3600;
/// Of the sample rate, where that is too low for the above: anti-alias filters begin there.
constexpr double highest_share = 0.45;

constexpr double window_seconds = 0.025;  ///< about three periods of a low voice

/// A frame is tonal where one or two spectral peaks have so much of its energy. Of ringing and dialled digits more than
/// nine tenths of the frames have, of speech less than one tenth.
constexpr float tonal_share = 0.95F;
constexpr double peak_width_hz = 90;  ///< half the main lobe of the window

constexpr float least_power = 1e-12F;  ///< -120 dB, instead of the logarithm of zero

double mel(double hz) {
    return 1127.0 * std::log1p(hz / 700.0);
}
double hertz(double value) {
    return 700.0 * std::expm1(value / 1127.0);
}

float decibels(float power) {
    return 10.0F * std::log10(power + least_power);
}

std::size_t window_size(int sample_rate) {
    return std::max<std::size_t>(8, static_cast<std::size_t>(std::lround(window_seconds * sample_rate)));
}

/// The strongest bin of `power` with those around it; they are set to 0.
float take_peak(std::span<float> power, std::size_t width) {
    const auto strongest = std::max_element(power.begin(), power.end());
    const auto index = static_cast<std::size_t>(strongest - power.begin());
    float sum = 0;
    for (std::size_t i = index < width ? 0 : index - width; i < std::min(power.size(), index + width + 1); ++i) {
        sum += power[i];
        power[i] = 0;
    }
    return sum;
}

}  // namespace

FrameAnalyser::FrameAnalyser(int sample_rate)
    : sample_rate_(sample_rate),
      window_(window_size(sample_rate)),
      spectrum_(std::bit_ceil(window_.size())),
      windowed_(std::bit_ceil(window_.size())) {
    double power = 0;
    for (std::size_t i = 0; i < window_.size(); ++i) {
        const double phase = 2.0 * std::numbers::pi * (static_cast<double>(i) + 0.5);
        const double hann = 0.5 - 0.5 * std::cos(phase / static_cast<double>(window_.size()));
        window_[i] = static_cast<float>(hann);
        power += hann * hann;
    }
    const auto size = static_cast<double>(windowed_.size());
    scale_ = static_cast<float>(2.0 / (size * power));  // Parseval; 2 for the mirrored half of the spectrum

    const double highest = std::min(highest_hz, highest_share * sample_rate);
    const double lowest = std::min(lowest_hz, highest / 2);
    const double width = (mel(highest) - mel(lowest)) / band_count;
    for (std::size_t band = 0; band < band_count; ++band) {
        const auto bin = [&](std::size_t edge) {
            const double hz = hertz(mel(lowest) + width * static_cast<double>(edge));
            return static_cast<std::size_t>(std::lround(hz * size / sample_rate));
        };
        const std::size_t first = std::clamp<std::size_t>(bin(band), 1, windowed_.size() / 2 - 1);
        bands_[band] = {first, std::clamp(bin(band + 1), first + 1, windowed_.size() / 2)};
    }
    peak_width_ = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(peak_width_hz * size / sample_rate)));
}

void FrameAnalyser::append(std::span<const float> samples) {
    if (samples.empty())
        return;
    // The first and last windows reach beyond the recording. Zeros there would make a click of any DC offset.
    if (taken_ == 0) {
        pending_begin_ = window_begin(0);
        pending_.assign(static_cast<std::size_t>(-pending_begin_), samples.front());
    }
    pending_.insert(pending_.end(), samples.begin(), samples.end());
    taken_ += static_cast<std::int64_t>(samples.size());
    last_ = samples.back();
}

void FrameAnalyser::forget() {
    const std::int64_t used = std::min(window_begin(next_frame_), pending_begin_ + std::ssize(pending_));
    if (used <= pending_begin_)
        return;
    pending_.erase(pending_.begin(), pending_.begin() + (used - pending_begin_));
    pending_begin_ = used;
}

bool FrameAnalyser::complete() const {
    return window_begin(next_frame_) + std::ssize(window_) <= pending_begin_ + std::ssize(pending_);
}

std::int64_t FrameAnalyser::start_of(std::int64_t frame) const {
    // From the start each time: 11025 Hz has no whole number of samples in 10 ms.
    return frame * frame_step.count() * sample_rate_ / 1000;
}

std::int64_t FrameAnalyser::window_begin(std::int64_t frame) const {
    return (start_of(frame) + start_of(frame + 1) - std::ssize(window_)) / 2;
}

Frame FrameAnalyser::next() {
    const auto offset = static_cast<std::size_t>(window_begin(next_frame_) - pending_begin_);
    ++next_frame_;
    for (std::size_t i = 0; i < window_.size(); ++i)
        windowed_[i] = pending_[offset + i] * window_[i];
    const std::span<const float> power = spectrum_.power(windowed_);

    Frame frame;
    float total = 0;
    for (std::size_t band = 0; band < band_count; ++band) {
        float sum = 0;
        for (std::size_t bin = bands_[band].first; bin < bands_[band].end; ++bin)
            sum += power[bin];
        frame.bands[band] = decibels(sum * scale_);
        total += sum;
    }
    frame.level = decibels(total * scale_);

    std::array<float, 512> room{};
    const std::size_t first = bands_.front().first;
    const std::size_t count = std::min(room.size(), bands_.back().end - first);
    std::copy_n(power.begin() + static_cast<std::ptrdiff_t>(first), count, room.begin());
    const std::span<float> rest(room.data(), count);
    const float one = take_peak(rest, peak_width_);
    frame.tonal = one + take_peak(rest, peak_width_) > tonal_share * total;
    return frame;
}

}  // namespace callscore
