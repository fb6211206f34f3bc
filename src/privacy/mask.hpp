#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "call/call.hpp"

namespace callscore {

/// The text with bank card numbers, mainland ID numbers and phone numbers replaced by `*`, character for character: the
/// number of characters (not of bytes) and every other character stay, so places counted in characters stay valid.
///
/// Digits may be ASCII, full-width or spoken (零〇一二三…幺两, "four one double seven oh"), with spaces, hyphens, full
/// stops, commas, brackets and fillers between them. Masked are
/// - card numbers: 13 to 19 digits that pass the Luhn check, or that are announced as a card number;
/// - ID numbers: 18 characters with a valid date and check character, 15 digits with a valid date, or announced ones;
/// - phone numbers of the mainland, Hong Kong, Taiwan, Britain and North America, and anything written as `+` and a
///   country code; short local ones only where words like 电话 or "call me on" announce them;
/// - spoken runs as long as such a number, whatever the checks say: recognisers mishear digits.
/// Amounts, dates, times, service lines (95xxx, 400-xxx-xxxx) and the short tails of orders and cards stay.
///
/// In a run of English number words the spaces are masked too: the lengths of the words would tell the digits.
/// Bytes that are no UTF-8 are passed through.
[[nodiscard]] std::string mask(std::string_view text);

/// The bytes [begin, end) of `text`, masked. The whole text is masked before it is cut: part of a number would not be
/// recognised. A character belongs to the slice if its first byte does; ends beyond the text are clipped.
[[nodiscard]] std::string masked_slice(std::string_view text, std::size_t begin, std::size_t end);

/// The turns of a call, masked together: besides what `mask` finds, a number that one party gives piece by piece over
/// several turns, with the other's echo between them. Each turn is looked at once, however many slices are cut.
class MaskedCall {
  public:
    /// Keeps a reference: the call must outlive it.
    explicit MaskedCall(const Call& call);

    /// A whole turn, by its index in the call's turns; empty where there is none.
    [[nodiscard]] std::string turn(int index) const;

    /// The bytes [begin, end) of a turn, as `masked_slice` cuts them.
    [[nodiscard]] std::string slice(int index, std::size_t begin, std::size_t end) const;

  private:
    const Call& call_;
    std::vector<std::vector<bool>> hidden_;  ///< by turn and character
};

}  // namespace callscore
