#pragma once

#include <string_view>

namespace callscore {

/// How much of the shorter text's content stands in the other one too, 0 to 1: the overlap coefficient
/// |A ∩ B| / min(|A|, |B|) (Szymkiewicz–Simpson) over the sets of character pairs of Chinese and of the words of
/// English, after normalising. Texts of fewer than 4 pairs or words are too short to compare and give 0.
///
/// The coefficient, not Jaccard's: an agent who says the same again usually says it shorter, or with more around it.
[[nodiscard]] double similarity(std::string_view a, std::string_view b);

}  // namespace callscore
