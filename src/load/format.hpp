#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "call/call.hpp"
#include "json/value.hpp"
#include "load/source.hpp"

namespace callscore {

/// A transcript as an importer gets it.
struct Document {
    std::string_view text;
    std::string file;                    ///< for messages
    int first_line = 1;                  ///< of `text` in `file`
    const json::Value* root = nullptr;   ///< the text as JSON; null where it is none
    std::optional<Language> language{};  ///< said beside the transcript: used where the transcript does not say
};

/// Collects the problems of one document, each with its place.
class Report {
  public:
    explicit Report(const Document& document) : document_(document) {}

    void error(std::string code, const json::Value& at, std::string message, std::string hint = {});
    void warning(std::string code, const json::Value& at, std::string message, std::string hint = {});
    /// Points at a member's key instead of its value.
    void key_warning(std::string code, const json::Value& at, std::string message, std::string hint = {});

    [[nodiscard]] bool has_errors() const { return has_errors_; }

    /// All problems. Of each code at most 20 are listed and the others counted: a fault in each of a hundred thousand
    /// turns is one thing to mend.
    [[nodiscard]] Problems take();

  private:
    enum class At { value, key };
    void add(Severity severity, std::string code, const json::Value& at, At part, std::string message,
             std::string hint);

    const Document& document_;
    Problems problems_;
    std::map<std::string, int> seen_;
    bool has_errors_ = false;
};

/// A transcript format. `sniff` tells by content; `read` reports what is missing, whatever `sniff` says.
struct Format {
    std::string_view name;
    bool (*sniff)(const Document& document);
    Outcome<Call> (*read)(const Document& document, const LoadOptions& options);
};

/// All formats, in the order in which they are tried.
[[nodiscard]] std::span<const Format> formats();

/// Transcript files of these endings are looked at in folders.
constexpr std::array<std::string_view, 1> transcript_endings{".json"};
/// Files that hold one call a line.
constexpr std::array<std::string_view, 2> line_endings{".ndjson", ".jsonl"};

// What importers share.

/// The largest time that a call may have: more is a unit mistaken.
constexpr Duration longest_call{24LL * 60 * 60 * 1000};

/// The number that a text holds and nothing else, whatever the locale.
[[nodiscard]] std::optional<double> number_in(std::string_view text);

/// A member that is a string (or a number, as ids often are), else empty. Null counts as absent; any other type is
/// CS114 (warning).
[[nodiscard]] std::string text_member(const json::Value& object, std::string_view key, Report& report);

/// A member that is a number, or a string that holds one. Null and an empty string count as absent; anything else is
/// CS114 (warning).
[[nodiscard]] std::optional<double> number_member(const json::Value& object, std::string_view key, Report& report);

/// A member that is of this kind, else null. JSON's null counts as absent; any other type is CS114 (warning).
[[nodiscard]] const json::Value* member_of_kind(const json::Value& object, std::string_view key, json::Value::Kind kind,
                                                Report& report);

/// The time between two members that count in `unit`, or nothing where one is missing or wrong (CS124, CS127).
/// `what` names the owner in messages: "turn 3".
[[nodiscard]] std::optional<TimeRange> time_members(const json::Value& object, std::string_view begin,
                                                    std::string_view end, Duration unit, const std::string& what,
                                                    Report& report);

/// Warns of keys of `object` that are not `known` (CS137).
void check_keys(const json::Value& object, std::span<const std::string_view> known, Report& report);

/// Language of a tag, or CS140 (error) where it is none of those that are known.
[[nodiscard]] std::optional<Language> language_of(const json::Value& value, Report& report);

/// Agent and customer, who ended the call, start and metadata: what native calls and sidecars say alike.
void read_circumstances(const json::Value& root, Call& call, Report& report);

/// Sets the call's language as stated, else by its text, and that of its turns by their texts, except where
/// `stated_by_turn` has one.
void settle_languages(Call& call, std::optional<Language> stated,
                      std::span<const std::optional<Language>> stated_by_turn = {});

/// Looks over the turns together: without times (CS123), backwards (CS125), one party twice at a time (CS126). Sets
/// the timing source to none where times say nothing. `places` are the turns' values, or that of the whole transcript.
void judge_times(Call& call, std::span<const json::Value* const> places, Report& report);

/// Joins the parts of a sentence: with a space, except beside Chinese characters and marks.
void append_word(std::string& text, std::string_view word);

}  // namespace callscore
