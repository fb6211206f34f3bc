#include "audio/decode.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string_view>

/// libsndfile decodes MP3 with libmpg123, which writes about every damaged frame to standard error, and offers no way
/// to its flag against that. So its handles are made here: the program's own symbol goes before the library's. Turning
/// standard error off and on again instead would swallow what other threads have to say. Where libsndfile is linked
/// otherwise this is never called, and the only harm is the chatter.
extern "C" {
struct mpg123_handle_struct;
mpg123_handle_struct* mpg123_new(const char* decoder, int* error) {
    constexpr int add_flags = 2;  // MPG123_ADD_FLAGS
    constexpr long quiet = 0x20;  // MPG123_QUIET
    using New = mpg123_handle_struct* (*)(const char*, int*);
    using Param = int (*)(mpg123_handle_struct*, int, long, double);
    const auto make = reinterpret_cast<New>(::dlsym(RTLD_NEXT, "mpg123_new"));
    const auto set = reinterpret_cast<Param>(::dlsym(RTLD_NEXT, "mpg123_param"));
    mpg123_handle_struct* const handle = make == nullptr ? nullptr : make(decoder, error);
    if (handle != nullptr && set != nullptr)
        set(handle, add_flags, quiet, 0);
    return handle;
}
}

namespace callscore {
namespace {

/// A shortfall below this is no truncation: headers of compressed formats round up to whole blocks (s).
constexpr double tolerated_shortfall = 0.1;

/// A header that was never finished says so by a size of 0 or one near the largest that fits (sox: 0x7FFFF024).
constexpr std::uint64_t largest_stated_size = 0x7FFF0000;

constexpr std::uint64_t largest_ogg_page = 65307;  ///< bytes, by the format

/// Rates beyond these are damage, not sound (Hz).
constexpr int lowest_rate = 2000;
constexpr int highest_rate = 384000;

/// Longer than any call, and short of overflow (samples).
constexpr double most_promised = 1e15;

/// Chunks before the samples; a file with more is not worth the time.
constexpr int most_chunks = 1000;

Problem audio_problem(const char* code, Severity severity, const std::string& file, std::string message,
                      std::string hint) {
    return {code, severity, {file, 0, 0, 0, {}}, std::move(message), std::move(hint)};
}

template <std::size_t Size>
std::uint64_t number(const std::array<char, Size>& bytes, std::size_t offset, std::size_t length, bool big_endian) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t at = big_endian ? i : length - 1 - i;
        value = value << 8U | static_cast<unsigned char>(bytes[offset + at]);
    }
    return value;
}

/// What the header of a file says about its samples.
struct Promise {
    std::uint64_t bytes = 0;
    std::uint64_t there = 0;  ///< bytes from where the samples begin to the end of the file
};

/// WAV and AIFF. libsndfile reads a file that was cut off without a word, and corrects the number of samples in its
/// header to what is there. So the sizes are read once more, by ourselves.
std::optional<Promise> chunk_promise(std::ifstream& stream, std::uint64_t file_size) {
    std::array<char, 12> head{};
    if (!stream.read(head.data(), head.size()))
        return std::nullopt;
    const std::string_view magic(head.data(), 4);
    const std::string_view kind(head.data() + 8, 4);
    const bool aiff = magic == "FORM" && (kind == "AIFF" || kind == "AIFC");
    const bool big_endian = magic == "RIFX" || aiff;
    const bool large = magic == "RF64";
    if (!aiff && ((magic != "RIFF" && !big_endian && !large) || kind != "WAVE"))
        return std::nullopt;
    std::uint64_t large_size = 0;
    std::uint64_t offset = head.size();
    for (int i = 0; i < most_chunks; ++i) {
        std::array<char, 8> chunk{};
        stream.seekg(static_cast<std::streamoff>(offset));
        if (!stream.read(chunk.data(), chunk.size()))
            return std::nullopt;
        offset += chunk.size();
        const std::string_view id(chunk.data(), 4);
        std::uint64_t size = number(chunk, 4, 4, big_endian);
        if (id == "ds64") {
            std::array<char, 16> sizes{};
            if (!stream.read(sizes.data(), sizes.size()))
                return std::nullopt;
            large_size = number(sizes, 8, 8, false);
        }
        if (id == (aiff ? "SSND" : "data")) {
            if (large && size == std::numeric_limits<std::uint32_t>::max())
                size = large_size;
            else if (size >= largest_stated_size)
                size = 0;
            return Promise{size, file_size - offset};
        }
        offset += size + size % 2;
    }
    return std::nullopt;
}

std::optional<Promise> au_promise(std::ifstream& stream, std::uint64_t file_size) {
    std::array<char, 12> head{};
    if (!stream.read(head.data(), head.size()) || std::string_view(head.data(), 4) != ".snd")
        return std::nullopt;
    const std::uint64_t offset = number(head, 4, 4, true);
    const std::uint64_t size = number(head, 8, 4, true);
    if (size >= largest_stated_size || offset > file_size)
        return std::nullopt;
    return Promise{size, file_size - offset};
}

std::optional<Promise> header_promise(const std::string& file, std::uint64_t file_size) {
    std::ifstream stream(file, std::ios::binary);
    if (auto promise = chunk_promise(stream, file_size))
        return promise;
    stream.clear();
    stream.seekg(0);
    return au_promise(stream, file_size);
}

/// Whether an Ogg file has its last page, which says so of itself. Ogg states no length anywhere else.
bool ogg_is_cut_off(const std::string& file, std::uint64_t file_size) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 4> magic{};
    if (!stream.read(magic.data(), magic.size()) || std::string_view(magic.data(), 4) != "OggS")
        return false;
    const std::uint64_t tail = std::min<std::uint64_t>(file_size, largest_ogg_page);
    std::string bytes(static_cast<std::size_t>(tail), '\0');
    stream.seekg(static_cast<std::streamoff>(file_size - tail));
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        return false;
    const std::size_t page = bytes.rfind("OggS");
    constexpr std::size_t flags = 5;
    constexpr char last_page = 4;
    return page == std::string::npos || page + flags >= bytes.size() || (bytes[page + flags] & last_page) == 0;
}

SNDFILE* sound(void* handle) {
    return static_cast<SNDFILE*>(handle);
}

}  // namespace

void AudioReader::Close::operator()(void* handle) const {
    sf_close(sound(handle));
}

Result<AudioReader> AudioReader::open(const std::string& file) {
    namespace fs = std::filesystem;
    const auto refused = [&](const char* code, std::string message, std::string hint) {
        return failure(audio_problem(code, Severity::error, file, std::move(message), std::move(hint)));
    };
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found)
        return refused("CS101", "no such file", "check the path");
    // Opening a FIFO would wait for somebody to write to it.
    if (!fs::is_regular_file(status))
        return refused("CS103", "not a regular file", "give a file, or a folder of files");
    const std::uint64_t size = fs::file_size(file, error);
    if (!error && size == 0)
        return refused("CS131", "the file is empty", "export the recording again");

    AudioReader reader;
    reader.file_ = file;
    SF_INFO info{};
    reader.handle_.reset(sf_open(file.c_str(), SFM_READ, &info));
    if (!reader.handle_ || info.channels < 1 || info.samplerate < lowest_rate || info.samplerate > highest_rate)
        return refused("CS130", "not an audio file that can be read",
                       "give WAV, FLAC, Ogg, Opus or MP3; convert others first, for example with ffmpeg");
    reader.channels_ = info.channels;
    reader.sample_rate_ = info.samplerate;

    // Streams without a stated length count as the largest number.
    if (info.frames > 0 && info.frames < std::numeric_limits<sf_count_t>::max() / 2)
        reader.promised_ = info.frames;
    const std::optional<Promise> promise = header_promise(file, size);
    if (promise && promise->bytes > promise->there && promise->there > 0 && info.frames > 0) {
        // In proportion: blocks of compressed WAV have no whole number of bytes for each sample.
        const double share = static_cast<double>(promise->bytes) / static_cast<double>(promise->there);
        reader.promised_ =
            static_cast<std::int64_t>(std::min(most_promised, static_cast<double>(info.frames) * share + 0.5));
    }
    reader.end_is_missing_ = ogg_is_cut_off(file, size);
    if (info.frames == 0) {
        if (promise && promise->bytes == 0 && promise->there > 0)
            return refused("CS131", "no samples: the header says 0 bytes of sound, though some follow",
                           "the recorder did not finish the file; repair it with: sox --ignore-length IN OUT");
        return refused("CS131", "no samples: the recording is 0 s long", "export the recording again");
    }
    return reader;
}

std::size_t AudioReader::read(std::span<float> interleaved) {
    const auto wanted = static_cast<sf_count_t>(interleaved.size() / static_cast<std::size_t>(channels_));
    const sf_count_t count = sf_readf_float(sound(handle_.get()), interleaved.data(), wanted);
    if (count <= 0)
        return 0;
    read_ += count;
    return static_cast<std::size_t>(count);
}

std::optional<Problem> AudioReader::truncation() const {
    const double rate = sample_rate_;
    const double promised = static_cast<double>(promised_) / rate;
    const double there = static_cast<double>(read_) / rate;
    const bool short_of_promise = promised - there >= tolerated_shortfall;
    if (!short_of_promise && !end_is_missing_)
        return std::nullopt;
    return audio_problem("CS134", Severity::warning, file_,
                         short_of_promise
                             ? fmt::format("cut off: the header promises {:.1f} s, {:.1f} s are there", promised, there)
                             : fmt::format("cut off: the end of the stream is missing, {:.1f} s are there", there),
                         "copy the recording again; what is there was used");
}

}  // namespace callscore
