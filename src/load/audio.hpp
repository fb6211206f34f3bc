#pragma once

#include "audio/hearing.hpp"
#include "base/result.hpp"
#include "call/call.hpp"
#include "load/source.hpp"

namespace callscore {

/// What the recording of a call gave, with warnings. `source.audio` has one or two files; of two the first is the
/// agent's, of one with two channels `agent_channel` (0 or 1) is.
///
/// Problems: those of listen(), CS136 (warning) where the parties are not apart.
[[nodiscard]] Outcome<Heard> hear_call(const CallSource& source, int agent_channel);

/// The same from what was heard, for a recording that is already listened to.
[[nodiscard]] Outcome<Heard> heard_from(const Hearing& hearing, const CallSource& source, int agent_channel);

}  // namespace callscore
