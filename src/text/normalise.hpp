#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace callscore::text {

/// Text as phrases see it, with the way back.
///
/// What is done to it: compatibility forms and case are folded (NFKC_Casefold: full and half width are one),
/// traditional characters become simplified ones, curly apostrophes become straight, hyphens and white space become one
/// space, spaces beside a Han character go, weak punctuation (commas, 、, quotation marks, brackets) goes. The ends of
/// sentences (。！？；… and their ASCII kin) stay as `sentence_end`, so that a phrase never reaches over one; raw
/// recogniser output simply has none.
struct Normalised {
    static constexpr char sentence_end = '.';

    std::string text;
    /// For each byte of `text` the byte offset in the original at which its character starts; one more at the end.
    std::vector<std::uint32_t> origin;
    /// For each byte of `text` the byte offset in the original just behind its character.
    std::vector<std::uint32_t> origin_end;
};

/// A half-open range of bytes.
struct Slice {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const Slice&, const Slice&) = default;
};

/// Replaces what `out` held; its memory is used again. Texts above 4 GiB are cut.
void normalise(std::string_view original, Normalised& out);

/// The original's bytes that made up `slice` of the normalised text.
[[nodiscard]] Slice to_original(const Normalised& normalised, Slice slice);

}  // namespace callscore::text
