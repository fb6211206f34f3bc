#include "json/writer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <utility>

#include "json/utf8.hpp"

namespace callscore::json {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

void append_escaped(std::string& out, std::string_view text) {
    std::size_t copied = 0;  // everything before is in `out`
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
            ++at;
            continue;
        }
        const std::size_t size = character_size(text, at);
        if (c >= 0x80 && size > 0) {
            at += size;
            continue;
        }
        out.append(text, copied, at - copied);
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (c < 0x80)
                    fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
                else
                    out += replacement;
        }
        copied = ++at;
    }
    out.append(text, copied, text.size() - copied);
}

}  // namespace

void Writer::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (levels_.empty())
        return;
    Level& level = levels_.back();
    if (!level.empty)
        out_ += level.on_one_line && pretty_ ? ", " : ",";
    level.empty = false;
    if (!level.on_one_line)
        new_line();
}

void Writer::new_line() {
    if (!pretty_)
        return;
    out_ += '\n';
    out_.append(levels_.size() * 2, ' ');
}

void Writer::open(char bracket, bool on_one_line) {
    before_value();
    out_ += bracket;
    // Within a line everything stays on it.
    levels_.push_back({on_one_line || (!levels_.empty() && levels_.back().on_one_line), true});
}

void Writer::close(char bracket) {
    const Level level = levels_.back();
    levels_.pop_back();
    if (!level.empty && !level.on_one_line)
        new_line();
    out_ += bracket;
}

void Writer::begin_object() {
    open('{', false);
}
void Writer::begin_inline_object() {
    open('{', true);
}
void Writer::end_object() {
    close('}');
}
void Writer::begin_array() {
    open('[', false);
}
void Writer::begin_inline_array() {
    open('[', true);
}
void Writer::end_array() {
    close(']');
}

void Writer::key(std::string_view name) {
    string(name);
    out_ += pretty_ ? ": " : ":";
    after_key_ = true;
}

void Writer::string(std::string_view text) {
    before_value();
    out_ += '"';
    append_escaped(out_, text);
    out_ += '"';
}

void Writer::integer(std::int64_t value) {
    before_value();
    fmt::format_to(std::back_inserter(out_), "{}", value);
}

void Writer::number(double value, int decimals) {
    if (!std::isfinite(value)) {
        null();
        return;
    }
    before_value();
    std::string digits = fmt::format("{:.{}f}", value, decimals);
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.')
            digits.pop_back();
    }
    out_ += digits == "-0" ? "0" : digits;
}

void Writer::seconds(Duration duration) {
    // By whole numbers: no rounding, however long the call.
    before_value();
    const std::int64_t count = duration.count();
    const std::uint64_t size = count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    std::string digits = fmt::format("{}{}.{:03}", count < 0 ? "-" : "", size / 1000, size % 1000);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.')
        digits.pop_back();
    out_ += digits;
}

void Writer::boolean(bool value) {
    before_value();
    out_ += value ? "true" : "false";
}

void Writer::null() {
    before_value();
    out_ += "null";
}

std::string Writer::take() {
    out_ += '\n';
    levels_.clear();
    after_key_ = false;
    return std::exchange(out_, {});
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    out.reserve(text.size() + 2);
    append_escaped(out, text);
    out += '"';
    return out;
}

}  // namespace callscore::json
