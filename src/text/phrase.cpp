#include "text/phrase.hpp"

#include <fmt/format.h>

#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace callscore::text {
namespace {

// A gap counts Chinese characters (a Latin word among them is one) or English words: 4 characters of Mandarin carry
// about what 2 words of English do. It never reaches over the end of a sentence.
constexpr std::string_view chinese_short_gap = "(?:[a-z0-9']+|[^. a-z0-9]){0,4}";
constexpr std::string_view chinese_long_gap = "(?:[a-z0-9']+|[^. a-z0-9]){0,10}";
constexpr std::string_view english_short_gap = "(?:[^. ]+ ?){0,2}";
constexpr std::string_view english_long_gap = "(?:[^. ]+ ?){0,5}";
constexpr int deepest_nesting = 16;

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'';
}

std::string escaped(std::string_view literal) {
    std::string out;
    for (const char c : literal) {
        if (std::string_view("\\.+*?()|[]{}^$").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

/// `left` and `right` in what follows: whether a Latin letter stands directly beside, so that words run on there.
class Translator {
  public:
    Translator(std::string_view phrase, bool chinese, const WordLists& lists)
        : phrase_(phrase), chinese_(chinese), lists_(lists) {}

    Expected<std::string, PhraseError> translate() {
        std::string out = sequence(0, false, false);
        if (!failed_ && at_ < phrase_.size())
            fail(at_, 1, fmt::format("'{}' outside parentheses", phrase_[at_]), "alternatives are written (a|b)");
        if (!failed_ && out.empty())
            fail(0, 1, "an empty phrase", "write the words to look for");
        if (failed_)
            return Unexpected<PhraseError>(error_);
        return out;
    }

  private:
    void fail(std::size_t offset, std::size_t length, std::string message, std::string hint) {
        if (!failed_)
            error_ = {offset, length, std::move(message), std::move(hint)};
        failed_ = true;
    }

    [[nodiscard]] bool more() const { return !failed_ && at_ < phrase_.size(); }
    [[nodiscard]] char before(std::size_t at) const { return at == 0 ? ' ' : phrase_[at - 1]; }
    [[nodiscard]] char behind(std::size_t at) const { return at < phrase_.size() ? phrase_[at] : ' '; }

    /// Everything up to ')' , '|' or the end.
    std::string sequence(int depth, bool left, bool right) {
        std::string out;
        const std::size_t begin = at_;
        while (more() && phrase_[at_] != ')' && phrase_[at_] != '|') {
            const char c = phrase_[at_];
            if (c == '(') {
                out += group(begin, depth + 1, at_ == begin ? left : is_latin(before(at_)), right);
            } else if (c == '{') {
                out += list(at_ == begin ? left : is_latin(before(at_)));
            } else if (c == '^') {
                out += "\\A";
                ++at_;
            } else if (c == '$') {
                out += "\\z";
                ++at_;
            } else if (c == '.') {
                out += gap();
            } else if (c == '}') {
                fail(at_, 1, "'}' without an opening '{'", "a word list is written {name}");
            } else if (c == ' ' || c == '\t') {
                ++at_;
                out += " ?";
            } else {
                out += literal(begin, left, right);
            }
        }
        return out;
    }

    /// The offset of the ')' that closes the group opened before `at_`, or the phrase's size.
    [[nodiscard]] std::size_t closing() const {
        int open = 0;
        for (std::size_t i = at_; i < phrase_.size(); ++i) {
            if (phrase_[i] == '(')
                ++open;
            if (phrase_[i] == ')' && open-- == 0)
                return i;
        }
        return phrase_.size();
    }

    std::string group(std::size_t sequence_begin, int depth, bool left, bool right_of_parent) {
        const std::size_t opening = at_++;
        if (depth > deepest_nesting) {
            fail(opening, 1, fmt::format("nested more than {} deep", deepest_nesting), "split the phrase");
            return {};
        }
        const std::size_t end = closing();
        if (end >= phrase_.size()) {
            fail(opening, 1, "'(' is never closed", "add the closing ')'");
            return {};
        }
        const char next = behind(end + 1);
        const bool right = next == ')' || next == '|' ? right_of_parent : is_latin(next) || next == '*';
        std::string joined;
        int alternatives = 0;
        int filled = 0;
        do {
            if (alternatives++ > 0)
                ++at_;  // the '|'
            const std::string alternative = sequence(depth, left, right);
            if (!alternative.empty())
                joined += (filled++ > 0 ? "|" : "") + alternative;
        } while (more() && phrase_[at_] == '|');
        if (failed_)
            return {};
        at_ = end + 1;
        if (filled == 0) {
            fail(opening, end + 1 - opening, "nothing between the parentheses", "write the words that may stand here");
            return {};
        }
        // Parentheses around a whole alternative only group: "or nothing" is written with an empty one.
        const bool whole = opening == sequence_begin && (at_ >= phrase_.size() || behind(at_) == ')' || behind(at_) == '|');
        const bool optional = (alternatives == 1 && !whole) || filled < alternatives;
        return "(?:" + joined + (optional ? ")?" : ")");
    }

    std::string list(bool left) {
        const std::size_t opening = at_;
        const std::size_t end = phrase_.find('}', opening);
        if (end == std::string_view::npos) {
            fail(opening, 1, "'{' is never closed", "a word list is written {name}");
            return {};
        }
        const std::string_view name = phrase_.substr(opening + 1, end - opening - 1);
        const std::vector<std::string>* entries = lists_(name);
        if (entries == nullptr) {
            fail(opening, end + 1 - opening, fmt::format("unknown word list '{}'", name), {});
            return {};
        }
        if (entries->empty()) {
            fail(opening, end + 1 - opening, fmt::format("word list '{}' has no entry in this language", name),
                 "add some, or leave the list out");
            return {};
        }
        at_ = end + 1;
        const bool right = is_latin(behind(at_)) || behind(at_) == '*';
        std::string joined;
        for (const std::string& entry : *entries)
            joined += (joined.empty() ? "" : "|") + words(entry, left, right);
        return "(?:" + joined + ")";
    }

    std::string gap() {
        const std::size_t begin = at_;
        while (at_ < phrase_.size() && phrase_[at_] == '.')
            ++at_;
        const std::size_t dots = at_ - begin;
        if (dots == 2)
            return std::string(chinese_ ? chinese_short_gap : english_short_gap);
        if (dots == 3)
            return std::string(chinese_ ? chinese_long_gap : english_long_gap);
        fail(begin, dots, fmt::format("{} dots in a row", dots), "a gap is written .. (short) or ... (longer)");
        return {};
    }

    std::string literal(std::size_t sequence_begin, bool left, bool right) {
        const std::size_t begin = at_;
        while (at_ < phrase_.size() && std::string_view("(){}|^$.* \t").find(phrase_[at_]) == std::string_view::npos)
            ++at_;
        if (at_ == begin) {  // a '*' that follows no letter
            fail(at_, 1, "'*' without a word before it", "it stands for any ending of an English word, as in apolog*");
            return {};
        }
        const bool starred = behind(at_) == '*';
        const char c = before(begin);
        const bool joined_left = begin == sequence_begin ? left : c == ')' || c == '}' || is_latin(c);
        const char next = behind(at_);
        const bool joined_right = next == ')' || next == '|' ? right : next == '(' || next == '{' ? !chinese_ : false;
        std::string out = words(phrase_.substr(begin, at_ - begin), joined_left, starred || joined_right);
        if (starred) {
            ++at_;
            out += is_latin(phrase_[at_ - 2]) ? "[a-z']*\\b" : "";
        }
        return out;
    }

    /// Plain words in their normalised form, whole where no letter stands beside them.
    static std::string words(std::string_view plain, bool joined_left, bool joined_right) {
        Normalised normalised;
        normalise(plain, normalised);
        const std::string& text = normalised.text;
        if (text.empty())
            return {};
        std::string out;
        if (!joined_left && is_latin(text.front()) && text.front() != '\'')
            out += "\\b";
        out += escaped(text);
        if (!joined_right && is_latin(text.back()) && text.back() != '\'')
            out += "\\b";
        return out;
    }

    std::string_view phrase_;
    bool chinese_;
    const WordLists& lists_;
    std::size_t at_ = 0;
    bool failed_ = false;
    PhraseError error_;
};

}  // namespace

Expected<std::string, PhraseError> phrase_to_regex(std::string_view phrase, bool chinese, const WordLists& lists) {
    return Translator(phrase, chinese, lists).translate();
}

}  // namespace callscore::text
