#pragma once

#include <string>
#include <string_view>

#include "call/call.hpp"
#include "score/scorecard.hpp"

namespace callscore {

/// A scorecard as JSON, schema `callscore/scorecard/1`, ended by a line feed. The same values give the same bytes.
///
/// `call` is the call that was scored: quotes are cut from its turns, masked, and `call.roles` lists the speaker of
/// each turn as one letter (a agent, c customer, b bot), of the heard turns where there is no transcript. Times are
/// seconds; what is absent is null. Places that lie outside of the call give an empty quote.
[[nodiscard]] std::string scorecard_json(const Scorecard& card, const Call& call, std::string_view tool_version);

}  // namespace callscore
