#include "audio/hearing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "audio/activity.hpp"
#include "audio/decode.hpp"
#include "audio/leakage.hpp"
#include "audio/quality.hpp"

namespace callscore {
namespace {

constexpr std::size_t block = 4096;  ///< samples for each channel: some fractions of a second
constexpr int most_channels = 2;
constexpr Duration tolerated_difference{1000};  ///< between the two files of a pair

/// Endings of what libsndfile reads. Not .vox, .gsm and .raw: they have no header and open as anything.
constexpr std::array<std::string_view, 17> audio_endings{".wav", ".wave", ".flac", ".ogg", ".oga",  ".opus",
                                                         ".mp3", ".au",   ".snd",  ".aif", ".aiff", ".aifc",
                                                         ".caf", ".w64",  ".rf64", ".mp2", ".mpga"};

Problem audio_problem(const char* code, Severity severity, const std::string& file, std::string message,
                      std::string hint) {
    return {code, severity, {file, 0, 0, 0, {}}, std::move(message), std::move(hint)};
}

struct Channel {
    explicit Channel(int sample_rate) : activity(sample_rate), samples(block) {}

    ActivityListener activity;
    QualityListener quality;
    std::vector<float> samples;
};

/// What one file is and what stands in it; a pair has two.
struct Source {
    std::string file;
    AudioReader reader;
    std::vector<float> interleaved;
    std::int64_t taken = 0;  ///< samples for each channel

    [[nodiscard]] Duration length() const {
        return from_seconds(static_cast<double>(taken) / static_cast<double>(reader.sample_rate()));
    }
};

Result<Source> open_source(const std::string& file) {
    Result<AudioReader> reader = AudioReader::open(file);
    if (!reader)
        return failure(std::move(reader.error()));
    const int count = reader->channels();
    if (count > most_channels)
        return failure(audio_problem("CS132", Severity::error, file,
                                     fmt::format("{} channels, only one or two can be judged", count),
                                     "write agent and customer to one channel each, for example with sox's remix"));
    return Source{file, std::move(*reader), std::vector<float>(block * static_cast<std::size_t>(count)), 0};
}

/// Distributes the next block of a file over its channels. Returns the samples for each.
std::size_t take_block(Source& source, std::span<Channel> channels) {
    const std::size_t count = source.reader.read(source.interleaved);
    for (std::size_t c = 0; c < channels.size(); ++c)
        for (std::size_t i = 0; i < count; ++i)
            channels[c].samples[i] = source.interleaved[i * channels.size() + c];
    source.taken += static_cast<std::int64_t>(count);
    return count;
}

std::string_view base_name(std::string_view file) {
    const std::size_t slash = file.rfind('/');
    return slash == std::string_view::npos ? file : file.substr(slash + 1);
}

std::optional<Problem> pair_problem(const Source& first, const Source& second) {
    for (const Source* source : {&first, &second})
        if (source->reader.channels() != 1)
            return audio_problem("CS133", Severity::error, source->file,
                                 fmt::format("{} channels, but each file of a pair has one", source->reader.channels()),
                                 "give the file with both channels alone, or two mono files");
    if (first.reader.sample_rate() != second.reader.sample_rate())
        return audio_problem("CS133", Severity::error, second.file,
                             fmt::format("sampled at {} Hz, but '{}' at {} Hz", second.reader.sample_rate(),
                                         base_name(first.file), first.reader.sample_rate()),
                             "convert one of the two, so that both have one sample rate");
    return std::nullopt;
}

void add_notes(Hearing& hearing, const std::vector<Channel>& channels) {
    for (std::size_t c = 0; c < channels.size(); ++c) {
        const QualityListener& quality = channels[c].quality;
        if (quality.not_numbers() > 0)
            hearing.notes.push_back(fmt::format("{} sample{} on channel {} {} no number, taken as 0",
                                                quality.not_numbers(), quality.not_numbers() == 1 ? "" : "s", c,
                                                quality.not_numbers() == 1 ? "is" : "are"));
        if (quality.clips())
            hearing.notes.push_back(fmt::format("clipping on channel {}", c));
        if (quality.all_zero())
            hearing.notes.push_back(fmt::format("channel {} is digital silence", c));
        else if (hearing.channels[c].silent)
            hearing.notes.push_back(fmt::format("no speech on channel {}", c));
    }
    if (hearing.same_on_all_channels)
        hearing.notes.emplace_back("both channels carry the same signal");
}

void gate_leakage(Hearing& hearing, std::vector<Channel>& channels) {
    const std::array<ActivityTrack*, 2> tracks{&channels[0].activity.track(), &channels[1].activity.track()};
    std::array<std::optional<Leakage>, 2> leakage;
    for (std::size_t c = 0; c < 2; ++c)
        leakage[c] = find_leakage(*tracks[c], *tracks[1 - c]);
    for (std::size_t c = 0; c < 2; ++c) {
        if (!leakage[c])
            continue;
        remove_leakage(*tracks[c], *tracks[1 - c], *leakage[c]);
        hearing.notes.push_back(
            fmt::format("channel {} is heard on channel {}, {:.0f} dB quieter", 1 - c, c, -leakage[c]->gain_db));
    }
    for (std::size_t c = 0; c < 2; ++c)
        remove_faint(*tracks[c], *tracks[1 - c]);
}

}  // namespace

Result<Hearing> listen(const std::string& file, const std::string& second) {
    std::vector<Source> sources;
    for (const std::string& name : {file, second}) {
        if (name.empty() && !sources.empty())
            continue;
        Result<Source> source = open_source(name);
        if (!source)
            return failure(std::move(source.error()));
        sources.push_back(std::move(*source));
    }
    if (sources.size() == 2)
        if (auto problem = pair_problem(sources[0], sources[1]))
            return failure(std::move(*problem));

    const int rate = sources[0].reader.sample_rate();
    const std::size_t count = sources.size() == 2 ? 2 : static_cast<std::size_t>(sources[0].reader.channels());
    std::vector<Channel> channels(count, Channel(rate));
    SamenessListener sameness;
    while (true) {
        std::size_t longest = 0;
        for (std::size_t s = 0; s < sources.size(); ++s) {
            const std::span<Channel> own =
                sources.size() == 2 ? std::span(channels).subspan(s, 1) : std::span(channels);
            const std::size_t taken = take_block(sources[s], own);
            // A file of a pair that ends earlier is silent from there on.
            if (sources.size() == 2)
                std::fill(own[0].samples.begin() + static_cast<std::ptrdiff_t>(taken), own[0].samples.end(), 0.0F);
            longest = std::max(longest, taken);
        }
        if (longest == 0)
            break;
        for (Channel& channel : channels) {
            const auto samples = std::span(channel.samples).first(longest);
            channel.quality.clean(samples);
            channel.activity.push(samples);
        }
        if (count == 2)
            sameness.push(std::span(channels[0].samples).first(longest), std::span(channels[1].samples).first(longest));
    }

    for (const Source& source : sources)
        if (source.taken == 0)
            return failure(audio_problem("CS131", Severity::error, source.file,
                                         "no samples: nothing in it can be decoded", "export the recording again"));

    Hearing hearing;
    hearing.sample_rate = rate;
    for (const Source& source : sources) {
        hearing.length = std::max(hearing.length, source.length());
        if (auto problem = source.reader.truncation())
            hearing.problems.push_back(std::move(*problem));
    }
    if (sources.size() == 2) {
        const bool first_shorter = sources[0].taken < sources[1].taken;
        const Source& shorter = sources[first_shorter ? 0 : 1];
        const Source& longer = sources[first_shorter ? 1 : 0];
        if (longer.length() - shorter.length() > tolerated_difference)
            hearing.problems.push_back(
                audio_problem("CS135", Severity::warning, shorter.file,
                              fmt::format("{:.1f} s long, but '{}' {:.1f} s", to_seconds(shorter.length()),
                                          base_name(longer.file), to_seconds(longer.length())),
                              "check that both files are of one call and begin together"));
    }

    for (Channel& channel : channels)
        channel.activity.finish();
    hearing.same_on_all_channels = sameness.same();
    if (count == 2 && !hearing.same_on_all_channels)
        gate_leakage(hearing, channels);
    for (Channel& channel : channels) {
        ChannelSpeech speech;
        speech.segments = speech_segments(channel.activity.track(), hearing.length);
        speech.noise_floor_db = channel.activity.noise_floor_db();
        speech.silent = speech.segments.empty();
        hearing.channels.push_back(std::move(speech));
    }
    add_notes(hearing, channels);
    return hearing;
}

bool is_audio_name(const std::string& file) {
    const std::size_t dot = file.rfind('.');
    if (dot == std::string::npos)
        return false;
    std::string ending = file.substr(dot);
    for (char& c : ending)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return std::find(audio_endings.begin(), audio_endings.end(), ending) != audio_endings.end();
}

}  // namespace callscore
