#include "text/normalise.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <array>

#include "text/utf8.hpp"

namespace callscore::text {
namespace {

struct Simplified {
    char16_t traditional;
    char16_t simplified;
};

constexpr Simplified simplified_pairs[] = {
#include "simplified.inc"
    {0x59B3, 0x4F60},  // 妳, which ICU keeps: the same word as 你
};

constexpr char32_t first_ideograph = 0x4E00;
constexpr char32_t last_ideograph = 0x9FFF;

/// One look-up a character, without a search.
const std::array<char16_t, last_ideograph - first_ideograph + 1>& simplified_table() {
    static const auto table = [] {
        std::array<char16_t, last_ideograph - first_ideograph + 1> made{};
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] = static_cast<char16_t>(first_ideograph + i);
        for (const Simplified& pair : simplified_pairs)
            made[pair.traditional - first_ideograph] = pair.simplified;
        return made;
    }();
    return table;
}

char32_t simplify(char32_t c) {
    return c >= first_ideograph && c <= last_ideograph ? simplified_table()[c - first_ideograph] : c;
}

enum class Treatment { keep, drop, space, end };

Treatment treat(char32_t c) {
    switch (c) {
        case '.':
        case '!':
        case '?':
        case ';':
        case '\n':
        case '\r':
        case 0x3002:  // 。
        case 0xFF61:
        case 0x2026:  // …
        case 0x037E:
            return Treatment::end;
        case ' ':
        case '\t':
        case '-':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x3000:
        case 0x00A0:
        case '/':
            return Treatment::space;
        default:
            break;
    }
    if (c == '\'' || c == '%' || c == '+' || c == '&' || c == '#' || c == '@' || c == '*')
        return Treatment::keep;
    if (c < 0x30 || (c > 0x39 && c < 0x41) || (c > 0x5A && c < 0x61) || (c > 0x7A && c < 0xA1))
        return Treatment::drop;
    if ((c >= 0x2000 && c <= 0x206F) || (c >= 0x3001 && c <= 0x3006) || (c >= 0x3008 && c <= 0x301F) ||
        (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF0F) || c == 0xFFFD || c == 0x200B || c == 0xFEFF ||
        c == 0x00B7)
        return Treatment::drop;
    return Treatment::keep;
}

/// Appends characters and keeps the way back to the original beside them.
class Output {
  public:
    explicit Output(Normalised& out) : out_(out) {}

    void put(char32_t c, std::uint32_t begin, std::uint32_t end) {
        switch (treat(c)) {
            case Treatment::drop:
                return;
            case Treatment::space:
                if (!space_ && !out_.text.empty()) {
                    space_ = true;
                    space_begin_ = begin;
                    space_end_ = end;
                }
                return;
            case Treatment::end:
                // "3.5" is one number, and runs of ends ("……", "?!") are one end. A full stop is judged once the next
                // character is known.
                if (!ended_ && !out_.text.empty()) {
                    ended_ = true;
                    end_is_point_ = c == '.';
                    end_begin_ = begin;
                    end_end_ = end;
                } else {
                    end_is_point_ = false;
                }
                return;
            case Treatment::keep:
                break;
        }
        const bool han = is_han(c);
        if (ended_) {
            const bool decimal = end_is_point_ && !space_ && last_digit_ && c >= '0' && c <= '9';
            if (!decimal && !last_han_)
                append(' ', end_begin_, end_begin_);
            append(static_cast<char32_t>(Normalised::sentence_end), end_begin_, end_end_);
            if (!decimal && !han)
                append(' ', end_end_, end_end_);
        } else if (space_ && !last_han_ && !han) {
            append(' ', space_begin_, space_end_);
        }
        space_ = ended_ = false;
        append(c, begin, end);
        last_han_ = han;
        last_digit_ = c >= '0' && c <= '9';
    }

    void finish(std::uint32_t size) {
        out_.origin.push_back(size);
    }

  private:
    void append(char32_t c, std::uint32_t begin, std::uint32_t end) {
        append_utf8(out_.text, c);
        out_.origin.resize(out_.text.size(), begin);
        out_.origin_end.resize(out_.text.size(), end);
    }

    Normalised& out_;
    bool space_ = false;
    bool ended_ = false;
    bool end_is_point_ = false;
    bool last_han_ = false;
    bool last_digit_ = false;
    std::uint32_t space_begin_ = 0, space_end_ = 0, end_begin_ = 0, end_end_ = 0;
};

const icu::Normalizer2& casefolder() {
    static const icu::Normalizer2* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* made = icu::Normalizer2::getNFKCCasefoldInstance(status);
        return U_SUCCESS(status) ? made : nullptr;
    }();
    return *instance;  // part of ICU's built-in data: it cannot be missing
}

/// ASCII and simple Chinese text fold character by character; only the rest needs ICU.
bool folds_alone(char32_t c) {
    return c < 0x80 || (c >= first_ideograph && c <= last_ideograph) || c == 0x3001 || c == 0x3002 || c == 0x2026 ||
           c == 0x2014 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

char32_t fold_alone(char32_t c) {
    if (c >= 'A' && c <= 'Z')
        return c + ('a' - 'A');
    if (c == 0x2019)
        return U'\'';
    return simplify(c);
}

}  // namespace

void normalise(std::string_view original, Normalised& out) {
    out.text.clear();
    out.origin.clear();
    out.origin_end.clear();
    original = original.substr(0, UINT32_MAX);
    Output output(out);
    thread_local std::string folded;
    for (std::size_t i = 0; i < original.size();) {
        const Decoded d = decode(original, i);
        std::size_t end = i + d.length;
        // A combining mark after an otherwise simple character belongs to it, so both go through ICU together.
        const bool marked = end < original.size() && static_cast<unsigned char>(original[end]) >= 0xCC &&
                            !folds_alone(decode(original, end).code_point);
        if (folds_alone(d.code_point) && !marked) {
            output.put(fold_alone(d.code_point), static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end));
            i = end;
            continue;
        }
        // A run that ICU has to fold, up to the next character that cannot combine with what stands before it.
        while (end < original.size() && !folds_alone(decode(original, end).code_point) && end - i < 256)
            end += decode(original, end).length;
        folded.clear();
        icu::StringByteSink<std::string> sink(&folded);
        icu::Edits edits;
        UErrorCode status = U_ZERO_ERROR;
        casefolder().normalizeUTF8(
            0, icu::StringPiece(original.data() + i, static_cast<std::int32_t>(end - i)), sink, &edits, status);
        auto edit = edits.getFineIterator();
        while (U_SUCCESS(status) && edit.next(status)) {
            std::size_t source = i + static_cast<std::size_t>(edit.sourceIndex());
            const std::size_t source_end = source + static_cast<std::size_t>(edit.oldLength());
            const auto piece_begin = static_cast<std::size_t>(edit.destinationIndex());
            const std::size_t piece_end = piece_begin + static_cast<std::size_t>(edit.newLength());
            for (std::size_t k = piece_begin; k < piece_end;) {
                const Decoded f = decode(folded, k);
                // Unchanged runs map character by character; a change maps as a whole to what it replaced.
                const std::size_t behind = edit.hasChange() ? source_end : source + f.length;
                output.put(simplify(f.code_point == 0x2019 ? U'\'' : f.code_point),
                           static_cast<std::uint32_t>(source), static_cast<std::uint32_t>(behind));
                if (!edit.hasChange())
                    source = behind;
                k += f.length;
            }
        }
        i = end;
    }
    output.finish(static_cast<std::uint32_t>(original.size()));
}

Slice to_original(const Normalised& normalised, Slice slice) {
    if (slice.begin >= slice.end || slice.end > normalised.origin_end.size())
        return {};
    return {normalised.origin[slice.begin], normalised.origin_end[slice.end - 1]};
}

}  // namespace callscore::text
