// Any bytes as the turns of a call, one a line: masking changes characters to '*' and nothing else.

#include "fuzz.hpp"
#include "privacy/mask.hpp"

namespace callscore {
namespace {

void expect_masked(std::string_view text, std::string_view masked) {
    std::size_t at = 0;
    std::size_t masked_at = 0;
    while (at < text.size() && masked_at < masked.size()) {
        const std::size_t length = text::decode(text, at).length;
        const std::size_t masked_length = text::decode(masked, masked_at).length;
        const std::string_view now = masked.substr(masked_at, masked_length);
        fuzz::expect(now == "*" || now == text.substr(at, length), "a character stays or becomes '*'");
        at += length;
        masked_at += masked_length;
    }
    fuzz::expect(at == text.size() && masked_at == masked.size(), "the number of characters stays");
}

}  // namespace
}  // namespace callscore

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    const std::string_view text = fuzz::text_of(data, size);
    const std::string masked = mask(text);
    expect_masked(text, masked);
    fuzz::expect(masked_slice(text, 0, text.size()) == masked, "a slice of all is all");

    Call call;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        Turn turn;
        turn.role = call.turns.size() % 2 == 0 ? Role::customer : Role::agent;
        turn.text = text.substr(begin, end - begin);
        call.turns.push_back(std::move(turn));
        begin = end + 1;
    }
    const MaskedCall masked_call(call);
    for (std::size_t i = 0; i < call.turns.size(); ++i) {
        const int index = static_cast<int>(i);
        const std::string& whole = call.turns[i].text;
        expect_masked(whole, masked_call.turn(index));
        const std::size_t middle = whole.size() / 2;
        fuzz::expect(masked_call.slice(index, 0, middle) + masked_call.slice(index, middle, whole.size() + 1) ==
                         masked_call.turn(index),
                     "two slices are the whole");
    }
    fuzz::expect(masked_call.turn(-1).empty() && masked_call.turn(static_cast<int>(call.turns.size())).empty(),
                 "no turn, no text");
    return 0;
}
