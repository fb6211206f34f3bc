// Writes the table of traditional characters and their simplified forms that the normaliser uses, from ICU's
// Traditional-Simplified transliterator. Run by the build: creating the transliterator takes longer than scoring a call.

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <memory>

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
    if (U_FAILURE(status))
        return 1;
    std::FILE* out = std::fopen(argv[1], "w");
    if (out == nullptr)
        return 1;
    for (UChar32 c = 0x4E00; c <= 0x9FFF; ++c) {
        icu::UnicodeString text(c);
        simplify->transliterate(text);
        if (text.length() == 1 && text.char32At(0) != c)
            std::fprintf(out, "{0x%04X, 0x%04X},\n", static_cast<unsigned>(c), static_cast<unsigned>(text.char32At(0)));
    }
    return std::fclose(out) == 0 ? 0 : 1;
}
