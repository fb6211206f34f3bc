#pragma once

#include <array>
#include <string_view>

#include "rules/finding.hpp"

namespace callscore {

/// An id that labels may carry, and its kind.
struct CodebookId {
    std::string_view id;
    Kind kind;
};

/// The ids that the codebook defines, in its order. What is reported beyond them is not compared with labels.
inline constexpr std::array<CodebookId, 75> codebook{{
    {"upset", Kind::cue},
    {"complaint", Kind::cue},
    {"urgency", Kind::cue},
    {"confusion", Kind::cue},
    {"rejection", Kind::cue},
    {"repeats-demand", Kind::cue},
    {"threat", Kind::cue},
    {"accusation", Kind::cue},
    {"hardship", Kind::cue},
    {"elderly", Kind::cue},
    {"repeat-caller", Kind::cue},
    {"suggestion", Kind::cue},
    {"grudging", Kind::cue},
    {"relief", Kind::cue},
    {"names-feeling", Kind::strength},
    {"validates", Kind::strength},
    {"takes-perspective", Kind::strength},
    {"concedes-point", Kind::strength},
    {"apologises-specifically", Kind::strength},
    {"reassures", Kind::strength},
    {"commits", Kind::strength},
    {"gives-deadline", Kind::strength},
    {"checks-now", Kind::strength},
    {"reports-result", Kind::strength},
    {"explains-cause", Kind::strength},
    {"restates", Kind::strength},
    {"clarifies", Kind::strength},
    {"checks-understanding", Kind::strength},
    {"asks-permission", Kind::strength},
    {"offers-options", Kind::strength},
    {"lets-choose", Kind::strength},
    {"guides-steps", Kind::strength},
    {"plain-example", Kind::strength},
    {"security-caution", Kind::strength},
    {"thanks-feedback", Kind::strength},
    {"relays-feedback", Kind::strength},
    {"cares", Kind::strength},
    {"reminds-ahead", Kind::strength},
    {"listens-aloud", Kind::strength},
    {"recaps", Kind::strength},
    {"invites-contact", Kind::strength},
    {"shares-relief", Kind::strength},
    {"cut-off-customer", Kind::finding},
    {"interrupted-emotion", Kind::finding},
    {"corrected-mid-story", Kind::finding},
    {"explained-before-acknowledging", Kind::finding},
    {"business-before-feeling", Kind::finding},
    {"ignored-emotion", Kind::finding},
    {"hid-behind-policy", Kind::finding},
    {"refused-flatly", Kind::finding},
    {"perfunctory-apology", Kind::finding},
    {"only-registered", Kind::finding},
    {"repeated-advice", Kind::finding},
    {"answered-unchecked", Kind::finding},
    {"pushed-back", Kind::finding},
    {"said-only-can", Kind::finding},
    {"you-versus-us", Kind::finding},
    {"policed-emotion", Kind::finding},
    {"impatient", Kind::finding},
    {"blamed-customer", Kind::finding},
    {"unexplained-jargon", Kind::finding},
    {"missed-confusion", Kind::finding},
    {"ignored-need", Kind::finding},
    {"no-security-caution", Kind::finding},
    {"no-listening-signal", Kind::finding},
    {"no-follow-up", Kind::finding},
    {"no-thanks", Kind::finding},
    {"hung-up-unsettled", Kind::finding},
    {"conflict", Kind::finding},
    {"overpromised", Kind::finding},
    {"dead-air", Kind::finding},
    {"hurried-explanation", Kind::finding},
    {"spoke-too-fast", Kind::finding},
    {"flat-tone", Kind::finding},
    {"flat-to-upset", Kind::finding},
}};

/// Ids that annotators take for each other most often: figures are given with each of these families as one id as well.
struct CodebookFamily {
    std::string_view name;
    std::array<std::string_view, 4> ids;  ///< unused ones are empty
};

inline constexpr std::array<CodebookFamily, 2> codebook_families{{
    {"upset/complaint/accusation", {"upset", "complaint", "accusation", {}}},
    {"acknowledging", {"names-feeling", "validates", "takes-perspective", "concedes-point"}},
}};

}  // namespace callscore
