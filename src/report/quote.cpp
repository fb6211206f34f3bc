#include "report/quote.hpp"

#include "privacy/mask.hpp"

namespace callscore {

std::string shown_words(const Call& call, const Quote& quote) {
    if (quote.turn < 0 || static_cast<std::size_t>(quote.turn) >= call.turns.size())
        return {};
    return masked_slice(call.turns[static_cast<std::size_t>(quote.turn)].text, quote.begin, quote.end);
}

std::string shown_words(const Call& call, const Finding& finding) {
    return finding.evidence.empty() ? std::string{} : shown_words(call, finding.evidence.front());
}

}  // namespace callscore
