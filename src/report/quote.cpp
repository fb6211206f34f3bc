#include "report/quote.hpp"

namespace callscore {

std::string shown_words(const MaskedCall& call, const Quote& quote) {
    return call.slice(quote.turn, quote.begin, quote.end);
}

std::string shown_words(const MaskedCall& call, const Finding& finding) {
    return finding.evidence.empty() ? std::string{} : shown_words(call, finding.evidence.front());
}

}  // namespace callscore
