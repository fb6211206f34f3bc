// Any bytes as a transcript whose format is told by content.

#include "loaded.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)callscore::fuzz::loaded(callscore::fuzz::text_of(data, size), {});
    return 0;
}
