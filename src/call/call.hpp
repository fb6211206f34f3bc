#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace callscore {

enum class Role : std::uint8_t { agent, customer, bot };
enum class Language : std::uint8_t { zh, en };
enum class EndedBy : std::uint8_t { agent, customer, unknown };

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::string_view name_of(Language language);
[[nodiscard]] std::string_view name_of(EndedBy ended_by);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);
[[nodiscard]] std::optional<EndedBy> ended_by_named(std::string_view name);

/// zh for any kind of Chinese (zh, zh-CN, cmn, yue-HK …), en for any kind of English; nothing for other languages.
[[nodiscard]] std::optional<Language> language_tagged(std::string_view tag);

/// Where the times of a call come from, best first. It decides how far a timed finding is trusted.
enum class TimingSource : std::uint8_t { checked, audio, words, turns, none };

[[nodiscard]] std::string_view name_of(TimingSource source);

struct Timing {
    TimingSource source = TimingSource::checked;
    Duration precision{100};  ///< plus or minus
};

struct Word {
    std::string text;
    TimeRange time;
    std::optional<double> confidence;  ///< 0 to 1
};

/// What one party says before the other one does, as the transcript has it.
struct Turn {
    Role role = Role::agent;
    std::optional<TimeRange> time;  ///< absent where the source has none: never made up
    std::string text;               ///< UTF-8; empty where speech was heard but not transcribed
    std::vector<Word> words;
    Language language = Language::zh;
};

/// Speech of one party as heard in the audio: kept apart from the transcript's turns.
struct HeardTurn {
    Role role = Role::agent;
    TimeRange time;
};

/// What the audio of a call gave. Whatever is not said by `Call::heard` was not heard: there was no audio.
struct Heard {
    std::string file;
    Duration length{0};
    int channels = 0;
    std::vector<HeardTurn> turns;    ///< in order of begin, agent first where equal; empty for mono
    bool parties_apart = false;      ///< false for mono, or two channels that carry the same: roles cannot be told
    std::vector<std::string> notes;  ///< quality: "clipping on channel 0", …
};

struct Agent {
    std::string id;
    std::string team;
};

struct Customer {
    std::optional<int> age;
};

/// One call as plain values: what every importer makes and everything behind it reads.
struct Call {
    std::string id;
    Language language = Language::zh;
    std::string started_at;  ///< ISO 8601 with offset as the source has it; empty where it is not known
    Agent agent;
    Customer customer;
    EndedBy ended_by = EndedBy::unknown;
    Timing timing;
    std::vector<Turn> turns;
    std::optional<Heard> heard;
    std::map<std::string, std::string> metadata;  ///< anything else that the source says, carried through
    std::string source;                           ///< the file, or "-" for standard input, for messages
    std::string input_hash;                       ///< SHA-256 over the bytes of all files that make up the call
};

/// Whether any turn has words to judge; a call known from audio alone has none.
[[nodiscard]] bool has_text(const Call& call);

}  // namespace callscore
