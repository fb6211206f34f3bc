#pragma once

#include <optional>

#include "audio/activity.hpp"

namespace callscore {

/// The other party heard on this channel: an echo of the line, or a headset beside a loudspeaker.
struct Leakage {
    Duration delay{0};   ///< how much later it arrives here
    double gain_db = 0;  ///< how loud it is here against there, below 0
};

/// Whether `own` follows the levels of `other` while `other` talks; nothing where it does not, or where there is too
/// little speech to tell.
[[nodiscard]] std::optional<Leakage> find_leakage(const ActivityTrack& own, const ActivityTrack& other);

/// Takes the evidence for speech from those frames of `own` that `leakage` explains.
void remove_leakage(ActivityTrack& own, const ActivityTrack& other, const Leakage& leakage);

/// The same without a known leakage: for frames far quieter than the other party, who is talking, and than this
/// channel's own speech.
void remove_faint(ActivityTrack& own, const ActivityTrack& other);

}  // namespace callscore
