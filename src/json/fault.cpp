#include "json/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "json/utf8.hpp"

namespace callscore::json {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// What bytes that are not UTF-8 may be instead: a name, or nothing.
bool looks_like_gbk(std::string_view text) {
    // Chinese recorders and spreadsheets on Windows write GBK: pairs of a high byte and one from 0x40 on. A UTF-8
    // text with one broken byte may pass for pairs too, but most of its characters are then good UTF-8.
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = character_size(text, at);
        good += size > 1 ? 1 : 0;
        bad += size == 0 ? 1 : 0;
        at += size == 0 ? 1 : size;
    }
    if (good >= bad)
        return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const unsigned char lead = byte_at(text, at);
        if (lead < 0x80)
            continue;
        const unsigned char trail = byte_at(text, ++at);
        if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF)
            return false;
    }
    return true;
}

std::optional<Fault> encoding_fault(std::string_view text) {
    const auto fault = [&](std::size_t offset, std::string message, std::string_view encoding) {
        return Fault{offset, 1, "CS110", std::move(message),
                     encoding.empty()
                         ? "save it as UTF-8"
                         : fmt::format("save it as UTF-8, for example with: iconv -f {} -t UTF-8", encoding)};
    };
    const unsigned char first = byte_at(text, 0);
    const unsigned char second = byte_at(text, 1);
    if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF))
        return fault(0, "not UTF-8 (UTF-16 by its byte-order mark)", "UTF-16");
    // JSON begins with an ASCII character, which in UTF-16 is beside a zero byte.
    if (text.size() >= 2 && (first == 0) != (second == 0))
        return fault(0, "not UTF-8 (looks like UTF-16 without a byte-order mark)",
                     first == 0 ? "UTF-16BE" : "UTF-16LE");
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = character_size(text, at);
        if (size == 0) {
            const bool is_gbk = looks_like_gbk(text);
            return fault(
                at, is_gbk ? "not UTF-8 (looks like GBK)" : fmt::format("not UTF-8: byte 0x{:02X}", byte_at(text, at)),
                is_gbk ? "GB18030" : "");
        }
        at += size;
    }
    return std::nullopt;
}

/// Reads by the grammar of RFC 8259. Each function returns whether to go on; if not, `fault` says why.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::optional<Fault> scan() {
        space();
        if (value(0)) {
            space();
            if (at_ < text_.size())
                wrong("more after the end of the document",
                      "one document a file; several calls stand one a line in a file .ndjson");
        }
        return std::move(fault_);
    }

  private:
    static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    [[nodiscard]] char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    void space() {
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
    }

    bool wrong(std::string message, std::string hint = {}) {
        fault_ = Fault{at_, 1, "CS111", std::move(message), std::move(hint)};
        return false;
    }

    bool cut_off(std::string_view where) {
        std::size_t end = text_.size();
        while (end > 0 && is_space(text_[end - 1]))
            --end;
        fault_ = Fault{end, 1, "CS111", fmt::format("cut off: it ends {}", where),
                       "the file is not complete: export or copy it again"};
        return false;
    }

    bool value(int depth) {
        switch (now()) {
            case '{':
                return open(depth) && object(depth + 1);
            case '[':
                return open(depth) && array(depth + 1);
            case '"':
                return string();
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            case '\'':
                return wrong("a value is expected, not '", "strings stand in double quotes");
            default:
                break;
        }
        if (at_end())
            return cut_off("where a value is expected");
        if (now() == '-' || is_digit(now()))
            return number();
        if (is_letter(now()))
            return word({});
        return wrong(fmt::format("a value is expected, not {}", character()),
                     byte_at(text_, at_) >= 0x80 ? "strings stand in double quotes" : "");
    }

    bool open(int depth) {
        if (depth < deepest)
            return true;
        wrong(fmt::format("nested more than {} deep", deepest));
        fault_->code = "CS113";
        return false;
    }

    bool object(int depth) {
        ++at_;
        space();
        if (now() == '}')
            return ++at_, true;
        while (true) {
            if (at_end())
                return cut_off("inside an object");
            if (now() == '}')
                return wrong("a key is expected after ','", "remove the comma before '}'");
            if (now() != '"')
                return wrong(fmt::format("a key is expected, not {}", character()), "keys stand in double quotes");
            if (!string())
                return false;
            space();
            if (at_end())
                return cut_off("behind a key");
            if (now() != ':')
                return wrong(fmt::format("':' is expected behind the key, not {}", character()));
            ++at_;
            space();
            if (!value(depth))
                return false;
            space();
            if (at_end())
                return cut_off("inside an object");
            if (now() == '}')
                return ++at_, true;
            if (now() != ',')
                return wrong(fmt::format("',' or '}}' is expected, not {}", character()), missing_comma());
            ++at_;
            space();
        }
    }

    bool array(int depth) {
        ++at_;
        space();
        if (now() == ']')
            return ++at_, true;
        while (true) {
            if (at_end())
                return cut_off("inside an array");
            if (now() == ']')
                return wrong("a value is expected after ','", "remove the comma before ']'");
            if (!value(depth))
                return false;
            space();
            if (at_end())
                return cut_off("inside an array");
            if (now() == ']')
                return ++at_, true;
            if (now() != ',')
                return wrong(fmt::format("',' or ']' is expected, not {}", character()), missing_comma());
            ++at_;
            space();
        }
    }

    bool string() {
        ++at_;
        while (true) {
            if (at_end())
                return cut_off("inside a string");
            const char c = now();
            if (c == '"')
                return ++at_, true;
            if (static_cast<unsigned char>(c) < 0x20)
                return c == '\n' || c == '\r' ? wrong("a string ends with its line", "close the quotes, or write \\n")
                                              : wrong(fmt::format("control character {} in a string", character()));
            if (c != '\\') {
                ++at_;
                continue;
            }
            if (!escape())
                return false;
        }
    }

    bool escape() {
        const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (at_ + 1 >= text_.size())
            return cut_off("inside a string");
        if (kind != 'u') {
            if (std::string_view("\"\\/bfnrt").find(kind) == std::string_view::npos)
                return wrong("unknown escape in a string", "write a backslash as \\\\");
            at_ += 2;
            return true;
        }
        unsigned unit = 0;
        if (!code_unit(at_, unit))
            return false;
        if (unit >= 0xDC00 && unit <= 0xDFFF)
            return wrong("half a character: a low surrogate without its high one");
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            unsigned low = 0;
            if (text_.substr(at_ + 6, 2) != "\\u" || !code_unit(at_ + 6, low) || low < 0xDC00 || low > 0xDFFF)
                return fault_ ? false : wrong("half a character: a high surrogate without its low one");
            at_ += 6;
        }
        at_ += 6;
        return true;
    }

    bool code_unit(std::size_t at, unsigned& unit) {
        for (std::size_t i = at + 2; i < at + 6; ++i) {
            if (i >= text_.size())
                return cut_off("inside a string");
            const char c = text_[i];
            const int digit = is_digit(c)            ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0) {
                at_ = at;
                return wrong("\\u is expected to have four hexadecimal digits");
            }
            unit = unit * 16 + static_cast<unsigned>(digit);
        }
        return true;
    }

    /// Whether a number that is out of range is too near to 0 and not too large. It reads as 0.
    static bool is_tiny(std::string_view written) {
        const std::size_t end = std::min(written.find_first_of("eE"), written.size());
        std::string_view power = written.substr(std::min(end + 1, written.size()));
        if (power.starts_with('+'))
            power.remove_prefix(1);
        std::int64_t exponent = 0;
        if (std::from_chars(power.data(), power.data() + power.size(), exponent).ec == std::errc::result_out_of_range)
            return power.starts_with('-');
        constexpr std::int64_t beyond_all = 1'000'000'000'000;
        exponent = std::clamp(exponent, -beyond_all, beyond_all);
        const std::string_view digits = written.substr(0, end);
        const std::size_t point = std::min(digits.find('.'), digits.size());
        const std::size_t first = std::min(digits.find_first_of("123456789"), digits.size());
        return static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + exponent < 0;
    }

    bool number() {
        constexpr std::size_t most_exponent_digits = 19;  // the parser's own limit, zeros in front included
        const std::size_t begin = at_;
        const auto digits = [&] {
            const std::size_t first = at_;
            while (is_digit(now()))
                ++at_;
            return at_ > first;
        };
        if (now() == '-')
            ++at_;
        if (now() == '0' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) {
            at_ = begin;
            return wrong("a number does not begin with 0");
        }
        bool good = digits();
        if (good && now() == '.') {
            ++at_;
            good = digits();
        }
        if (good && (now() == 'e' || now() == 'E')) {
            ++at_;
            if (now() == '+' || now() == '-')
                ++at_;
            const std::size_t exponent = at_;
            good = digits();
            if (at_ - exponent > most_exponent_digits) {
                at_ = begin;
                return wrong("a number with too many digits in its exponent");
            }
        }
        if (!good)
            return at_end() ? cut_off("inside a number")
                            : wrong(fmt::format("a digit is expected, not {}", character()));
        // At the very end of a document that goes on (in an object, say) the caller sees that it is cut off.
        const std::string_view written = text_.substr(begin, at_ - begin);
        double parsed = 0;
        const auto range = std::from_chars(written.data(), written.data() + written.size(), parsed).ec;
        if (range == std::errc::result_out_of_range && !is_tiny(written)) {
            at_ = begin;
            return wrong("a number that is too large");
        }
        return true;
    }

    bool word(std::string_view expected) {
        std::size_t end = at_;
        while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '_'))
            ++end;
        const std::string_view found = text_.substr(at_, end - at_);
        if (!expected.empty() && found == expected) {
            at_ = end;
            return true;
        }
        if (end == text_.size() && expected.starts_with(found) && !expected.empty())
            return cut_off(fmt::format("inside '{}'", expected));
        wrong(fmt::format("a value is expected, not '{}'", found.substr(0, 40)),
              found == "NaN" || found == "Infinity"                    ? "JSON has no such number: write null"
              : found == "True" || found == "False" || found == "None" ? "write true, false or null"
                                                                       : "strings stand in double quotes");
        fault_->length = static_cast<int>(found.size());
        return false;
    }

    /// What is likely meant where one value follows another.
    [[nodiscard]] std::string missing_comma() const {
        return now() == '"' || now() == '{' || now() == '[' ? "put a comma before it" : "";
    }

    /// The character here, for a message.
    [[nodiscard]] std::string character() const {
        const unsigned char c = byte_at(text_, at_);
        if (c < 0x20 || c == 0x7F)
            return fmt::format("U+{:04X}", c);
        return fmt::format("'{}'", text_.substr(at_, std::max<std::size_t>(1, character_size(text_, at_))));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<Fault> fault_;
};

}  // namespace

std::optional<Fault> find_fault(std::string_view document) {
    if (document.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Fault{0, 0, "CS115", document.empty() ? "empty" : "empty: nothing but spaces",
                     "export or copy the file again"};
    if (auto fault = encoding_fault(document))
        return fault;
    return Scanner(document).scan();
}

}  // namespace callscore::json
