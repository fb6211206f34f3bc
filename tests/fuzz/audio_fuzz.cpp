// Any bytes as a recording.

#include "audio/hearing.hpp"
#include "fuzz.hpp"

/// The libraries that decode do not give back everything where a stream is damaged: nothing that we could do.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libsndfile\nleak:libvorbis\nleak:libogg\nleak:libFLAC\nleak:libopus\nleak:libmpg123\n";
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    const fuzz::MemoryFile file(fuzz::text_of(data, size));
    const Result<Hearing> hearing = listen(file.path());
    if (!hearing) {
        fuzz::expect_sound({hearing.error()});
        return 0;
    }
    fuzz::expect_sound(hearing->problems);
    fuzz::expect(hearing->length >= Duration{0} && !hearing->channels.empty() && hearing->channels.size() <= 2,
                 "one or two channels are heard");
    for (const ChannelSpeech& channel : hearing->channels) {
        Duration last{0};
        for (const TimeRange& segment : channel.segments) {
            fuzz::expect(segment.begin >= last && segment.begin < segment.end && segment.end <= hearing->length,
                         "speech stands in order, within the recording");
            last = segment.end;
        }
    }
    return 0;
}
