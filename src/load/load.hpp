#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "call/call.hpp"
#include "load/source.hpp"

namespace callscore {

/// Reads one call, whatever its format. Without a value the call could not be read, and an error in `problems` says
/// why; with one, the problems are warnings. Safe to call from several threads.
///
/// Problems of any call:
///   CS101 to CS104  a file cannot be read          CS110 to CS115  not JSON (see json::parse); CS114 a wrong type
///   CS119  unknown version of the format           CS120  not a call in any format that is known
///   CS121  unknown role                            CS122  turn without text
///   CS123  turn without times                      CS124  end before start
///   CS125  starts run backwards                    CS126  one party speaks twice at a time
///   CS127  time below 0 or above 24 hours          CS128  no turns
///   CS129  roles were assumed                      CS130 to CS135  recording (see listen)
///   CS136  parties of a recording not apart        CS137  unknown key
///   CS138  words left out                          CS139  unknown timing source
///   CS140  language that is not known              CS141  nothing tells who speaks
///   CS142  the agent's speaker does not occur
[[nodiscard]] Outcome<Call> load_call(const CallSource& source, const LoadOptions& options);

/// Names of the formats that `LoadOptions::from` may name.
[[nodiscard]] std::vector<std::string_view> format_names();

/// `id` made safe as a file name: letters, digits, Chinese characters, '-', '_' and '.' stay, other bytes become %XX, as
/// does a dot at the front. Longer than 120 bytes it is cut and ends in '~' and 16 digits of its hash. Different ids stay
/// different, so what is safe already need not stay as it is: a call's id is made safe once, by `load_call`.
[[nodiscard]] std::string safe_id(std::string_view id);

/// The language that a text seems to be in, by the share of Han characters among its words; nothing without letters.
[[nodiscard]] std::optional<Language> guess_language(std::string_view text);

}  // namespace callscore
