#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "call/call.hpp"

namespace callscore {

/// What <stem>.meta.json says about a call that its transcript or recording may not: agent {id, team}, customer {age},
/// language, started_at, ended_by, metadata, and agent_channel (0 or 1).
struct Sidecar {
    Call said;  ///< agent, customer, started_at, ended_by, metadata and nothing else
    std::optional<Language> language;
    std::optional<int> agent_channel;
    std::string hash;  ///< SHA-256 of the file
};

/// Reads a sidecar. Unknown keys are warnings; a file that cannot be read is an error, since a call must not be scored
/// as if nothing had been said about it.
[[nodiscard]] Outcome<Sidecar> read_sidecar(const std::string& file);

/// Fills what the call itself does not say.
void fill_from(const Sidecar& sidecar, Call& call);

}  // namespace callscore
