// Any bytes as a phrase: it is translated or refused with a place, and what is translated can be compiled and run.

#include "fuzz.hpp"
#include "text/pattern_set.hpp"
#include "text/phrase.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    const std::string_view phrase = fuzz::text_of(data, size);
    static const std::vector<std::string> words{"生气", "angry", "don't", "a.b (c)"};
    static const std::vector<std::string> no_words;
    const text::WordLists lists = [](std::string_view name) {
        return name == "feeling" ? &words : name == "none" ? &no_words : nullptr;
    };
    for (const bool chinese : {true, false}) {
        const auto regex = text::phrase_to_regex(phrase, chinese, lists);
        if (!regex) {
            const text::PhraseError& error = regex.error();
            fuzz::expect(!error.message.empty(), "an error says what is wrong");
            fuzz::expect(error.offset <= phrase.size() && error.offset + error.length <= phrase.size() + 1,
                         "an error lies in the phrase");
            continue;
        }
        text::PatternSet set;
        const std::vector<text::PatternError> errors = set.compile(std::span(&*regex, 1));
        for (const text::PatternError& error : errors)
            fuzz::expect(
                error.message.starts_with("matches the empty text") || error.message.starts_with("pattern too large"),
                fmt::format("'{}' can be compiled: {}", *regex, error.message));
        text::Normalised normalised;
        text::normalise("您好.我真的很生气, I'm so angry about a.b (c)!", normalised);
        text::PatternSet::Scratch scratch;
        std::vector<text::PatternMatch> found;
        for (const std::string_view text : {std::string_view(normalised.text), phrase, std::string_view()}) {
            set.match(text, scratch, found);
            fuzz::expect(errors.empty() || found.empty(), "a phrase that is refused is never found");
            for (const text::PatternMatch& match : found)
                fuzz::expect(match.where.begin <= match.where.end && match.where.end <= text.size(),
                             "a match lies in its text");
        }
    }
    return 0;
}
