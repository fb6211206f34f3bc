#pragma once

#include <cstddef>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace callscore {

/// What the user says about the inputs.
struct LoadOptions {
    std::optional<int> agent_channel;  ///< 0 or 1; absent: as the call's sidecar says, else 0
    std::string agent_speaker;         ///< label of the agent where speakers have no roles; empty: the first (spk_0)
    std::string from;                  ///< name of the format to read transcripts as; empty: told by content
};

/// A call that is one line of a larger text.
struct SourceLine {
    int number = 1;          ///< from 1
    std::size_t offset = 0;  ///< bytes
    std::size_t length = 0;  ///< bytes, without the line end
};

/// What standard input is called where other calls have their file.
inline constexpr std::string_view standard_input_name = "<stdin>";

/// Where one call is: at least a transcript or a recording.
struct CallSource {
    std::string name;                 ///< the files' common stem: the call's id where it states none itself
    std::string transcript;           ///< file, or `standard_input_name`; empty for a recording alone
    std::vector<std::string> audio;   ///< none, one, or the agent's and the customer's
    std::string sidecar;              ///< empty where there is none
    std::optional<SourceLine> line;   ///< where the transcript is one line of a file or of standard input
    std::optional<std::string> text;  ///< the line itself, where it cannot be read again (standard input)
};

struct Sources {
    std::vector<CallSource> calls;
    Problems problems;  ///< inputs that are no calls or cannot be opened, and recordings that were left out
};

/// Finds the calls behind files, folders (with all that is in them, except hidden files) and "-" (one call a line on
/// standard input). What belongs together by name is one call, even if only a part of it is among the inputs:
///
///   x.json or x.call.json, with x.wav (or .flac, .mp3 …) and x.meta.json
///   x.json, with x_agent.wav and x_caller.wav (or x_customer.wav)
///
/// x.ndjson and x.jsonl hold a call on each line. In folders, files of other kinds are passed over; so are
/// *.labels.json everywhere. A file that is itself an input is taken for a call whatever its ending.
///
/// The result is in order of names and does not depend on the order of inputs; nothing is in it twice.
///
/// Problems: CS101 to CS103 cannot be opened, CS116 (warning) recording left out, CS117 (warning) two transcripts of
/// one name, CS118 (warning) no calls in a folder, CS320 unknown format in `options.from`.
[[nodiscard]] Sources find_sources(std::span<const std::string> inputs, const LoadOptions& options,
                                   std::istream& standard_input = std::cin);

}  // namespace callscore
