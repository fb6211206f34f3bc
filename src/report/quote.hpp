#pragma once

#include <string>

#include "privacy/mask.hpp"
#include "rules/finding.hpp"

namespace callscore {

/// The words of a quote as they may be shown: masked. Empty where the place lies outside of the call.
[[nodiscard]] std::string shown_words(const MaskedCall& call, const Quote& quote);

/// The words that a finding shows first; empty where it rests on none.
[[nodiscard]] std::string shown_words(const MaskedCall& call, const Finding& finding);

}  // namespace callscore
