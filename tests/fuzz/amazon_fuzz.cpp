// Any bytes as each of Amazon's formats, whatever they look like.

#include "loaded.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    for (const std::string_view format : format_names()) {
        if (!format.starts_with("amazon"))
            continue;
        for (const bool other : {false, true}) {
            LoadOptions options;
            options.from = format;
            if (other) {
                options.agent_channel = 1;
                options.agent_speaker = "spk_1";
            }
            (void)fuzz::loaded(fuzz::text_of(data, size), options);
        }
    }
    return 0;
}
