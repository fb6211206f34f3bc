#include "audio/hearing.hpp"

#include <doctest/doctest.h>

using namespace callscore;

TEST_CASE("the ending of a name says whether it may be audio") {
    CHECK(is_audio_name("calls/a.WAV"));
    CHECK(is_audio_name("a.b.opus"));
    CHECK_FALSE(is_audio_name("a.json"));
    CHECK_FALSE(is_audio_name("wav"));
}
