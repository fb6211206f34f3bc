#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"

namespace callscore {

/// One recording, read block by block.
class AudioReader {
  public:
    /// Problems: CS101 no such file, CS103 not a regular file, CS130 nothing that libsndfile can read, CS131 no
    /// samples.
    [[nodiscard]] static Result<AudioReader> open(const std::string& file);

    [[nodiscard]] int channels() const { return channels_; }
    [[nodiscard]] int sample_rate() const { return sample_rate_; }  ///< Hz

    /// Fills `interleaved` (its size a multiple of `channels()`), full scale being 1, and returns how many samples for
    /// each channel that were; 0 at the end, or where nothing further can be decoded. Samples come as they are stored:
    /// those of a float file may be anything, NaN included.
    [[nodiscard]] std::size_t read(std::span<float> interleaved);

    /// For when all has been read: the warning CS134 where the header promised more than there was, or
    /// where a format that marks its end has none.
    [[nodiscard]] std::optional<Problem> truncation() const;

  private:
    struct Close {
        void operator()(void* handle) const;
    };

    AudioReader() = default;

    std::string file_;
    std::unique_ptr<void, Close> handle_;
    int channels_ = 0;
    int sample_rate_ = 0;
    std::int64_t promised_ = 0;    ///< samples for each channel that the header speaks of; 0 where it is silent
    bool end_is_missing_ = false;  ///< in formats that mark their end
    std::int64_t read_ = 0;
};

}  // namespace callscore
