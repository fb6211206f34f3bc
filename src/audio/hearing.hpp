#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace callscore {

/// Where speech was found on one channel, and what was noticed about its quality.
struct ChannelSpeech {
    std::vector<TimeRange> segments;  ///< inter-pausal units, in order, not overlapping
    double noise_floor_db = 0;        ///< dB of full scale (a mean square of 1) in 250–3600 Hz, median over the call
    bool silent = false;              ///< no speech in the whole call
};

/// What is heard in a recording. One streaming pass; memory does not grow with anything but the found segments and
/// a few bytes for each 10 ms and channel.
struct Hearing {
    Duration length{0};
    int sample_rate = 0;                  ///< Hz
    std::vector<ChannelSpeech> channels;  ///< one for each channel of the file (or file of a pair)
    bool same_on_all_channels = false;    ///< a false stereo: all channels carry the same signal
    std::vector<std::string> notes;       ///< in English, one short line each: "clipping on channel 0", …
    Problems problems;                    ///< warnings: truncated (CS134) …; what was heard up to there is above
};

/// Listens to one file with one or two channels, or (with `second` not empty) to two mono files of one call.
///
/// Problems: CS101 no such file, CS103 not a regular file; CS130 not an audio file that can be read, CS131 no samples
/// (0 s), CS132 more than two channels, CS133 the two files of a pair differ in sample rate or are not mono; warnings
/// in `Hearing::problems`: CS134 cut off, the header promises more than there is; CS135 the files of a pair differ in
/// length by more than 1 s.
[[nodiscard]] Result<Hearing> listen(const std::string& file, const std::string& second = {});

/// Whether the name ends like an audio file that `listen` may be able to read (.wav, .flac, .ogg, .opus, .mp3, .au …).
[[nodiscard]] bool is_audio_name(const std::string& file);

}  // namespace callscore
