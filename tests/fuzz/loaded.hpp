#pragma once

#include "fuzz.hpp"
#include "load/load.hpp"

namespace callscore::fuzz {

/// Loads a call that is in memory, and checks what holds of every call.
inline std::optional<Call> loaded(std::string_view text, const LoadOptions& options) {
    CallSource source;
    source.name = "a";
    source.transcript = "a.json";
    source.text = text;
    Outcome<Call> outcome = load_call(source, options);
    expect_sound(outcome.problems);
    expect(outcome.value.has_value() != has_errors(outcome.problems), "either a call or an error");
    if (!outcome.value)
        return std::nullopt;
    const Call& call = *outcome.value;
    constexpr std::size_t longest_id = 120;
    expect(!call.turns.empty(), "a call has turns");
    expect(!call.id.empty() && call.id.size() <= longest_id && call.id.find('/') == std::string::npos &&
               call.id.front() != '.',
           "an id can be the name of a file");
    expect(call.input_hash.size() == 64, "an input has a hash");
    expect(call.timing.precision >= Duration{0}, "a precision is not negative");
    for (const Turn& turn : call.turns) {
        expect_utf8(turn.text, "a turn's text");
        const auto sound = [](const TimeRange& time) {
            return time.begin >= Duration{0} && time.begin <= time.end && time.end <= Duration{24LL * 3600 * 1000};
        };
        expect(!turn.time || sound(*turn.time), "a turn ends behind its start, within a day");
        for (const Word& word : turn.words)
            expect(sound(word.time), "a word ends behind its start, within a day");
    }
    return std::move(outcome.value);
}

}  // namespace callscore::fuzz
