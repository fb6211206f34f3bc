// Amazon's transcripts, all JSON:
//
//   amazon-transcribe  batch output with channel identification or speaker labels, as in "Channel identification" and
//                      "Partitioning speakers" of the Amazon Transcribe Developer Guide. Times are strings of seconds.
//   amazon-analytics   "Post-call analytics output" of the same guide, and "Example Contact Lens output files" of the
//                      Amazon Connect Administrator Guide. Times are milliseconds.
//   amazon-pca         "PCA output JSON" of the sample solution Post Call Analytics. Times are numbers of seconds.
//
// Keys that are not used here are not reported: the services add new ones all the time.

#include <fmt/format.h>

#include <algorithm>

#include "load/format.hpp"
#include "load/importers.hpp"

namespace callscore {
namespace {

using Kind = json::Value::Kind;

constexpr Duration second{1000};
constexpr Duration millisecond{1};

/// A party's turn ends where it says nothing for this long: the same pause that ends a turn elsewhere in the program.
constexpr Duration turn_pause{700};

/// Words are stated to 10 ms, but a recogniser puts their limits 20 to 60 ms off where people would, more at pauses.
constexpr Duration word_precision{50};
/// Contact Lens gives turns alone, which take in breath and hesitation at their ends.
constexpr Duration turn_precision{100};

/// A word as recognised, and who said it: a channel's or speaker's number in order of the labels.
struct Spoken {
    std::size_t party = 0;
    Word word;
};

const json::Value* path(const json::Value* value, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
        value = value == nullptr ? nullptr : value->find(key);
    return value;
}

bool is_list(const json::Value* value) {
    return value != nullptr && value->kind == Kind::array;
}

/// The number in "ch_1" or "spk_0", else 0.
std::size_t number_of(std::string_view label) {
    std::size_t number = 0;
    for (const char c : label.substr(std::min(label.find('_'), label.size())))
        if (c >= '0' && c <= '9' && number < 1000)
            number = number * 10 + static_cast<std::size_t>(c - '0');
    return number;
}

/// Confidence as the source has it: a number, or a string of one. Anything else is none: nothing depends on it.
std::optional<double> confidence_in(const json::Value* value) {
    if (value == nullptr)
        return std::nullopt;
    const auto number = value->kind == Kind::number ? std::optional(value->number) : number_in(value->string);
    return number && *number >= 0 && *number <= 1 ? number : std::nullopt;
}

/// Adds one item of standard output. What has no time, as punctuation, belongs to the party's word before it.
void add_item(const json::Value& item, std::size_t party, std::vector<Spoken>& spoken, Report& report) {
    const json::Value* alternatives = item.find("alternatives");
    const json::Value* content =
        is_list(alternatives) && !alternatives->items.empty() ? alternatives->items[0].find("content") : nullptr;
    if (content == nullptr || content->string.empty())
        return;
    const json::Value* type = item.find("type");
    const bool is_mark = type != nullptr && type->string == "punctuation";
    const auto time = time_members(item, "start_time", "end_time", second, "a word", report);
    if (time && !is_mark) {
        spoken.push_back({party, {content->string, *time, confidence_in(alternatives->items[0].find("confidence"))}});
        return;
    }
    for (std::size_t i = spoken.size(); i-- > 0;) {
        if (spoken[i].party != party)
            continue;
        if (is_mark)
            spoken[i].word.text += content->string;
        else
            append_word(spoken[i].word.text, content->string);
        return;
    }
}

/// Makes turns of each party's words. A turn ends at a pause, or where somebody else says a whole word before the next:
/// a word that merely overlaps takes nothing over.
std::vector<Turn> turns_of(std::vector<Spoken> spoken, std::size_t parties) {
    std::stable_sort(spoken.begin(), spoken.end(),
                     [](const Spoken& a, const Spoken& b) { return a.word.time.begin < b.word.time.begin; });
    struct Open {
        std::optional<std::size_t> turn;
        Duration last_end{0};
    };
    std::vector<Turn> turns;
    std::vector<std::size_t> party_of_turn;
    std::vector<Open> open(parties);
    for (Spoken& now : spoken) {
        Open& own = open[now.party];
        if (!own.turn || now.word.time.begin - own.last_end >= turn_pause) {
            own.turn = turns.size();
            turns.emplace_back().time = now.word.time;
            party_of_turn.push_back(now.party);
        }
        Turn& turn = turns[*own.turn];
        append_word(turn.text, now.word.text);
        turn.time->end = std::max(turn.time->end, now.word.time.end);
        own.last_end = std::max(own.last_end, now.word.time.end);
        // Whoever had stopped before this word began, and does not start again before it ends, has lost the turn. As
        // words come by their beginnings, that they start again is seen only later: so it is looked ahead below.
        for (std::size_t party = 0; party < parties; ++party) {
            if (party == now.party || !open[party].turn || open[party].last_end > now.word.time.begin)
                continue;
            const auto next = std::find_if(&now + 1, spoken.data() + spoken.size(),
                                           [&](const Spoken& later) { return later.party == party; });
            if (next == spoken.data() + spoken.size() || next->word.time.begin >= now.word.time.end)
                open[party].turn.reset();
        }
        turn.words.push_back(std::move(now.word));
    }
    for (std::size_t i = 0; i < turns.size(); ++i)
        turns[i].role = party_of_turn[i] == 0 ? Role::agent : Role::customer;
    // Both parties may begin at once: the agent first.
    std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
        return a.time->begin != b.time->begin ? a.time->begin < b.time->begin : a.role < b.role;
    });
    return turns;
}

void add_metadata(Call& call, const json::Value& root, std::string_view key, const std::string& name) {
    if (const json::Value* value = root.find(key); value != nullptr && !value->string.empty())
        call.metadata[name] = value->string;
}

std::optional<Language> stated_language(const json::Value* value, const Document& document, Report& report) {
    if (value == nullptr || value->kind == Kind::null)
        return document.language;
    return language_of(*value, report);
}

/// Reads `channel_labels`: one party a channel.
std::vector<Spoken> by_channel(const json::Value& channels, std::size_t agent_channel, Report& report) {
    std::vector<Spoken> spoken;
    for (std::size_t i = 0; i < channels.items.size(); ++i) {
        const json::Value& channel = channels.items[i];
        const json::Value* label = channel.find("channel_label");
        const json::Value* items = channel.find("items");
        if (!is_list(items))
            continue;
        const std::size_t number = label == nullptr ? i : number_of(label->string);
        for (const json::Value& item : items->items)
            add_item(item, number == agent_channel ? 0 : 1, spoken, report);
    }
    return spoken;
}

/// Speakers in `speaker_labels`, for items that do not name theirs: older output names them in the segments alone.
std::map<std::string, std::string> speakers_by_time(const json::Value& labels) {
    std::map<std::string, std::string> speakers;
    const json::Value* segments = labels.find("segments");
    if (!is_list(segments))
        return speakers;
    for (const json::Value& segment : segments->items) {
        const json::Value* items = segment.find("items");
        if (!is_list(items))
            continue;
        for (const json::Value& item : items->items) {
            const json::Value* start = item.find("start_time");
            const json::Value* speaker = item.find("speaker_label");
            if (start != nullptr && speaker != nullptr)
                speakers[start->string] = speaker->string;
        }
    }
    return speakers;
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Who the agent is among speakers that are only numbered. Reports the assumption, or that the one named is not there.
std::string agent_among(std::vector<std::string> speakers, const json::Value& at, const LoadOptions& options,
                        Report& report) {
    std::sort(speakers.begin(), speakers.end());
    speakers.erase(std::unique(speakers.begin(), speakers.end()), speakers.end());
    if (!options.agent_speaker.empty()) {
        if (std::find(speakers.begin(), speakers.end(), options.agent_speaker) == speakers.end())
            report.error("CS142", at, fmt::format("speaker '{}' does not occur", options.agent_speaker),
                         fmt::format("speakers here are {}", listed(speakers)));
        return options.agent_speaker;
    }
    const std::string first = speakers.empty() ? std::string() : speakers.front();
    report.warning("CS129", at, fmt::format("roles are assumed: {} is taken for the agent", first),
                   "name the agent with --agent, or record two channels");
    return first;
}

std::vector<Spoken> by_speaker(const json::Value& items, const json::Value& labels, const LoadOptions& options,
                               Report& report) {
    const std::map<std::string, std::string> by_time = speakers_by_time(labels);
    std::vector<std::string> speaker_of(items.items.size());
    std::vector<std::string> speakers;
    for (std::size_t i = 0; i < items.items.size(); ++i) {
        const json::Value& item = items.items[i];
        const json::Value* stated = item.find("speaker_label");
        const json::Value* start = item.find("start_time");
        if (stated != nullptr) {
            speaker_of[i] = stated->string;
        } else if (start != nullptr) {
            const auto found = by_time.find(start->string);
            speaker_of[i] = found == by_time.end() ? std::string() : found->second;
        }
        if (speaker_of[i].empty() && i > 0)
            speaker_of[i] = speaker_of[i - 1];  // punctuation, mostly
        if (!speaker_of[i].empty())
            speakers.push_back(speaker_of[i]);
    }
    const std::string agent = agent_among(std::move(speakers), labels, options, report);
    std::vector<Spoken> spoken;
    spoken.reserve(items.items.size());
    for (std::size_t i = 0; i < items.items.size(); ++i)
        add_item(items.items[i], speaker_of[i] == agent ? 0 : 1, spoken, report);
    return spoken;
}

Outcome<Call> finished(Call call, const std::vector<const json::Value*>& places, std::optional<Language> language,
                       Report& report) {
    if (report.has_errors())
        return {std::nullopt, report.take()};
    judge_times(call, places, report);
    settle_languages(call, language);
    return {std::move(call), report.take()};
}

/// The words of a turn whose items carry their own times; what has none belongs to the word before.
std::vector<Word> words_of(const json::Value* items, std::string_view text, std::string_view begin,
                           std::string_view end, Duration unit, const std::string& what, Report& report) {
    std::vector<Word> words;
    if (!is_list(items))
        return words;
    words.reserve(items->items.size());
    for (const json::Value& item : items->items) {
        const json::Value* content = item.find(text);
        if (content == nullptr || content->string.empty())
            continue;
        const json::Value* type = item.find("Type");
        const bool is_mark = type != nullptr && type->string == "punctuation";
        const auto time = is_mark ? std::nullopt : time_members(item, begin, end, unit, "a word of " + what, report);
        if (time)
            words.push_back({content->string, *time, confidence_in(item.find("Confidence"))});
        else if (!words.empty() && is_mark)
            words.back().text += content->string;
        else if (!words.empty())
            append_word(words.back().text, content->string);
    }
    return words;
}

/// AGENT, CUSTOMER, and the machines that may speak before the agent does.
std::optional<Role> role_of(std::string_view participant) {
    std::string name(participant);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (name == "system" || name == "custom_bot")
        return Role::bot;
    return role_named(name);
}

}  // namespace

bool sniff_amazon_transcribe(const Document& document) {
    const bool is_output =
        is_list(path(document.root, {"results", "transcripts"})) && is_list(path(document.root, {"results", "items"}));
    return is_output || is_list(path(document.root, {"results", "channel_labels", "channels"}));
}

Outcome<Call> read_amazon_transcribe(const Document& document, const LoadOptions& options) {
    Report report(document);
    Call call;
    const json::Value* results = document.root->find("results");
    if (results == nullptr) {
        report.error("CS120", *document.root, "not Amazon Transcribe output: 'results' is missing");
        return {std::nullopt, report.take()};
    }
    const auto language = stated_language(results->find("language_code"), document, report);
    const json::Value* channels = path(results, {"channel_labels", "channels"});
    const json::Value* labels = results->find("speaker_labels");
    const json::Value* items = results->find("items");
    std::vector<Spoken> spoken;
    if (is_list(channels)) {
        spoken = by_channel(*channels, static_cast<std::size_t>(options.agent_channel.value_or(0)), report);
    } else if (labels != nullptr && is_list(items)) {
        spoken = by_speaker(*items, *labels, options, report);
    } else {
        report.error("CS141", *results, "neither channels nor speakers: nothing tells who speaks",
                     "transcribe with channel identification or speaker labels");
        return {std::nullopt, report.take()};
    }
    call.turns = turns_of(std::move(spoken), 2);
    if (call.turns.empty())
        report.error("CS128", *results, "no turns: an empty call",
                     "leave it out, or export it again");
    call.timing = {TimingSource::words, word_precision};
    add_metadata(call, *document.root, "jobName", "job");
    return finished(std::move(call), {results}, language, report);
}

bool sniff_amazon_analytics(const Document& document) {
    return is_list(path(document.root, {"Transcript"})) && is_list(path(document.root, {"Participants"}));
}

Outcome<Call> read_amazon_analytics(const Document& document, const LoadOptions&) {
    Report report(document);
    Call call;
    const json::Value& root = *document.root;
    const json::Value* transcript = root.find("Transcript");
    const auto language = stated_language(root.find("LanguageCode"), document, report);
    if (!is_list(transcript) || transcript->items.empty()) {
        report.error("CS128", transcript == nullptr ? root : *transcript, "no turns: an empty call",
                     "leave it out, or export it again");
        return {std::nullopt, report.take()};
    }
    // Contact Lens names the participant in the turn and its role apart from it.
    std::map<std::string, const json::Value*> roles;
    if (const json::Value* participants = root.find("Participants"); is_list(participants))
        for (const json::Value& participant : participants->items)
            if (const json::Value* id = participant.find("ParticipantId"))
                roles[id->string] = participant.find("ParticipantRole");
    std::vector<const json::Value*> places;
    bool has_words = false;
    for (const json::Value& item : transcript->items) {
        const std::string what = fmt::format("turn {}", places.size());
        places.push_back(&item);
        Turn& turn = call.turns.emplace_back();
        const json::Value* role = item.find("ParticipantRole");
        if (const json::Value* id = item.find("ParticipantId"); role == nullptr && id != nullptr) {
            const auto found = roles.find(id->string);
            role = found == roles.end() || found->second == nullptr ? id : found->second;
        }
        const auto named = role == nullptr ? std::nullopt : role_of(role->string);
        if (named)
            turn.role = *named;
        else
            report.error(
                "CS121", role == nullptr ? item : *role,
                role == nullptr ? fmt::format("{} has no role", what) : fmt::format("unknown role '{}'", role->string),
                "roles are AGENT, CUSTOMER and SYSTEM");
        turn.time = time_members(item, "BeginOffsetMillis", "EndOffsetMillis", millisecond, what, report);
        turn.text = text_member(item, "Content", report);
        turn.words =
            words_of(item.find("Items"), "Content", "BeginOffsetMillis", "EndOffsetMillis", millisecond, what, report);
        has_words = has_words || !turn.words.empty();
        if (turn.text.empty())
            report.warning("CS122", item, fmt::format("{} has no text: nothing can be found in it", what),
                           "if something was said there, export the call again");
    }
    call.timing = has_words ? Timing{TimingSource::words, word_precision} : Timing{TimingSource::turns, turn_precision};
    add_metadata(call, root, "JobName", "job");
    if (const json::Value* contact = root.find("CustomerMetadata"))
        add_metadata(call, *contact, "ContactId", "contact");
    return finished(std::move(call), places, language, report);
}

bool sniff_amazon_pca(const Document& document) {
    return is_list(path(document.root, {"SpeechSegments"})) &&
           path(document.root, {"ConversationAnalytics"}) != nullptr;
}

Outcome<Call> read_amazon_pca(const Document& document, const LoadOptions& options) {
    Report report(document);
    Call call;
    const json::Value& root = *document.root;
    const json::Value* segments = root.find("SpeechSegments");
    const auto language = stated_language(path(&root, {"ConversationAnalytics", "LanguageCode"}), document, report);
    if (!is_list(segments) || segments->items.empty()) {
        report.error("CS128", segments == nullptr ? root : *segments, "no turns: an empty call",
                     "leave it out, or export it again");
        return {std::nullopt, report.take()};
    }
    // The solution shows a name for each speaker: "Agent" and "Customer" where it knows them.
    std::map<std::string, Role> roles;
    if (const json::Value* labels = path(&root, {"ConversationAnalytics", "SpeakerLabels"}); is_list(labels))
        for (const json::Value& label : labels->items) {
            const json::Value* speaker = label.find("Speaker");
            const json::Value* shown = label.find("DisplayText");
            const auto role = shown == nullptr ? std::nullopt : role_of(shown->string);
            if (speaker != nullptr && role)
                roles[speaker->string] = *role;
        }
    std::vector<std::string> speakers;
    bool all_known = options.agent_speaker.empty();
    for (const json::Value& segment : segments->items) {
        const json::Value* speaker = segment.find("SegmentSpeaker");
        speakers.push_back(speaker == nullptr ? std::string() : speaker->string);
        all_known = all_known && roles.contains(speakers.back());
    }
    const std::string agent = all_known ? std::string() : agent_among(speakers, *segments, options, report);
    std::vector<const json::Value*> places;
    for (std::size_t i = 0; i < segments->items.size(); ++i) {
        const json::Value& segment = segments->items[i];
        const std::string what = fmt::format("turn {}", i);
        places.push_back(&segment);
        Turn& turn = call.turns.emplace_back();
        turn.role = all_known ? roles.at(speakers[i]) : speakers[i] == agent ? Role::agent : Role::customer;
        turn.time = time_members(segment, "SegmentStartTime", "SegmentEndTime", second, what, report);
        turn.text = text_member(segment, "DisplayText", report);
        turn.words = words_of(segment.find("WordConfidence"), "Text", "StartTime", "EndTime", second, what, report);
        if (turn.text.empty())
            report.warning("CS122", segment, fmt::format("{} has no text: nothing can be found in it", what),
                           "if something was said there, export the call again");
    }
    call.timing = {TimingSource::words, word_precision};
    return finished(std::move(call), places, language, report);
}

}  // namespace callscore
