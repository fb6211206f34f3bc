#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace callscore::json {

/// Writes JSON whose bytes depend on the calls alone: keys in the order given, numbers without locale or exponent.
///
/// Use: `w.begin_object(); w.key("id"); w.string("x"); w.end_object();`. Values are indented by two spaces; between
/// `begin_inline…` and its end everything stands on one line.
class Writer {
  public:
    /// `pretty` false writes everything on one line (NDJSON).
    explicit Writer(bool pretty = true) : pretty_(pretty) {}

    void begin_object();
    void begin_inline_object();
    void end_object();
    void begin_array();
    void begin_inline_array();
    void end_array();

    void key(std::string_view name);
    void string(std::string_view text);  ///< invalid UTF-8 becomes U+FFFD; control characters are escaped
    void integer(std::int64_t value);
    void number(double value, int decimals);  ///< fixed decimals, trailing zeros dropped; NaN and infinity become null
    void seconds(Duration duration);          ///< seconds with up to three decimals
    void boolean(bool value);
    void null();

    /// The document, ended by a line feed.
    [[nodiscard]] std::string take();

  private:
    void open(char bracket, bool on_one_line);
    void close(char bracket);
    void before_value();
    void new_line();

    struct Level {
        bool on_one_line = false;
        bool empty = true;
    };

    std::string out_;
    std::vector<Level> levels_;
    bool pretty_;
    bool after_key_ = false;
};

/// The text as a JSON string, with its quotes.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace callscore::json
