#pragma once

#include <string>
#include <utility>
#include <vector>

#include "call/call.hpp"

namespace callscore {

inline TimeRange seconds(double begin, double end) {
    return {from_seconds(begin), from_seconds(end)};
}

inline Turn said_by(Role role, double begin, double end, std::string text, Language language = Language::zh) {
    return {role, seconds(begin, end), std::move(text), {}, language};
}
inline Turn agent(double begin, double end, std::string text, Language language = Language::zh) {
    return said_by(Role::agent, begin, end, std::move(text), language);
}
inline Turn customer(double begin, double end, std::string text, Language language = Language::zh) {
    return said_by(Role::customer, begin, end, std::move(text), language);
}

/// A call with hand-checked times, or with none where its turns have none.
inline Call call_of(std::vector<Turn> turns) {
    Call call;
    call.id = "a";
    call.turns = std::move(turns);
    return call;
}

/// What was said without when: "A" is the agent, "C" the customer, "B" a machine.
inline Call untimed_call(const std::vector<std::pair<char, std::string>>& lines) {
    Call call;
    call.id = "a";
    call.timing = {TimingSource::none, Duration{0}};
    for (const auto& [who, text] : lines)
        call.turns.push_back({who == 'A'   ? Role::agent
                              : who == 'C' ? Role::customer
                                           : Role::bot,
                              std::nullopt,
                              text,
                              {},
                              Language::zh});
    return call;
}

}  // namespace callscore
