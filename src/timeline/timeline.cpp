#include "timeline/timeline.hpp"

#include <algorithm>
#include <span>

#include "base/names.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

constexpr Names<CutIn, 5> cut_ins{{{CutIn::backchannel, "backchannel"},
                                   {CutIn::terminal_overlap, "terminal-overlap"},
                                   {CutIn::attempt, "attempt"},
                                   {CutIn::competitive, "competitive"},
                                   {CutIn::cut_off, "cut-off"}}};

/// What the end of a text shows. Trailing quotation marks and brackets do not count. Dots that trail off (…) are how
/// transcribers write a turn that was not finished.
enum class Ending { finished, unfinished };

Ending ending_of(std::string_view text) {
    char32_t last = 0;
    for (std::size_t i = 0; i < text.size();) {
        const text::Decoded d = text::decode(text, i);
        i += d.length;
        if (d.code_point != ' ' && d.code_point != '"' && d.code_point != 0x201D && d.code_point != 0x2019 &&
            d.code_point != ')' && d.code_point != 0xFF09 && d.code_point != 0x300D)
            last = d.code_point;
    }
    switch (last) {
        case '.':
        case '!':
        case '?':
        case 0x3002:  // 。
        case 0xFF01:  // ！
        case 0xFF1F:  // ？
            return Ending::finished;
        default:
            return Ending::unfinished;
    }
}

/// A transcript is punctuated where most longer turns end like sentences.
bool is_punctuated(std::span<const Turn> turns) {
    int ended = 0;
    int all = 0;
    for (const Turn& turn : turns) {
        if (text::count_characters(turn.text) < 4)
            continue;
        ++all;
        ended += ending_of(turn.text) == Ending::finished ? 1 : 0;
    }
    return ended * 2 > all;
}

CutIn classify(const Timeline& timeline, const Utterance& by, const Utterance& into, bool listener_words,
               const TurnTaking& thresholds) {
    const Duration shared = overlap(*by.time, *into.time);
    const bool speaker_goes_on = into.time->end > by.time->end;
    // Listener's words alone never take the floor, however long their turn is: a long one holds two with a pause between.
    if (listener_words)
        return CutIn::backchannel;
    if (speaker_goes_on) {
        if (by.time->length() <= thresholds.longest_backchannel)
            return CutIn::backchannel;
        return shared >= thresholds.talks_over ? CutIn::competitive : CutIn::attempt;
    }
    if (shared >= thresholds.talks_over)
        return !into.text.empty() && timeline.punctuated && ending_of(into.text) == Ending::finished
                   ? CutIn::competitive
                   : CutIn::cut_off;
    if (into.text.empty() || !timeline.punctuated)
        return shared >= thresholds.overlap_unpunctuated ? CutIn::cut_off : CutIn::terminal_overlap;
    return shared >= thresholds.overlap && ending_of(into.text) == Ending::unfinished ? CutIn::cut_off
                                                                                      : CutIn::terminal_overlap;
}

}  // namespace

std::string_view name_of(CutIn cut_in) { return name_in(cut_ins, cut_in); }
std::optional<CutIn> cut_in_named(std::string_view name) { return value_in(cut_ins, name); }

Timeline make_timeline(const Call& call, const std::vector<bool>& listener_words, const TurnTaking& thresholds) {
    Timeline timeline;
    timeline.timing = call.timing;
    const auto is_listening = [&](std::size_t i) { return i < listener_words.size() && listener_words[i]; };
    if (call.turns.empty() && call.heard) {
        timeline.heard_only = true;
        timeline.punctuated = false;
        for (const HeardTurn& heard : call.heard->turns)
            timeline.utterances.push_back({heard.role, heard.time, {}, call.language,
                                           heard.time.length() > thresholds.longest_backchannel, {}});
    } else {
        timeline.punctuated = is_punctuated(call.turns);
        for (std::size_t i = 0; i < call.turns.size(); ++i) {
            const Turn& turn = call.turns[i];
            timeline.utterances.push_back(
                {turn.role, turn.time, turn.text, turn.language, !turn.text.empty() && !is_listening(i), {}});
        }
    }
    if (call.heard)
        timeline.length = call.heard->length;
    for (const Utterance& utterance : timeline.utterances)
        if (utterance.time)
            timeline.length = std::max(timeline.length, utterance.time->end);
    if (timeline.timing.source == TimingSource::none)
        return timeline;

    std::optional<Duration> talked_until;
    for (std::size_t i = 0; i < timeline.utterances.size(); ++i) {
        Utterance& by = timeline.utterances[i];
        if (!by.time)
            continue;
        if (talked_until)
            by.silence_before = std::max(Duration{0}, by.time->begin - *talked_until);
        talked_until = std::max(talked_until.value_or(Duration{0}), by.time->end);
        // The other party's utterances that are still going on; more than a few turns back there is none.
        for (std::size_t k = i; k-- > 0 && i - k <= 8;) {
            const Utterance& into = timeline.utterances[k];
            if (into.role == by.role || into.role == Role::bot || by.role == Role::bot || !into.time ||
                into.time->end <= by.time->begin)
                continue;
            const TimeRange shared{by.time->begin, std::min(by.time->end, into.time->end)};
            timeline.overlaps.push_back({static_cast<int>(i), static_cast<int>(k), shared,
                                         classify(timeline, by, into, is_listening(i), thresholds)});
            break;
        }
    }
    return timeline;
}

SpokenAt spoken_at(const Turn& turn, std::size_t begin, std::size_t end) {
    if (!turn.time)
        return {};
    std::size_t at = 0;
    std::optional<TimeRange> spoken;
    for (const Word& word : turn.words) {
        const std::size_t found = turn.text.find(word.text, at);
        if (found == std::string::npos || word.text.empty())
            continue;
        at = found + word.text.size();
        if (at > begin && found < end) {
            if (spoken)
                spoken->end = std::max(spoken->end, word.time.end);
            else
                spoken = word.time;
        }
    }
    if (spoken)
        return {spoken, false};
    const std::size_t all = text::count_code_points(turn.text);
    if (all == 0)
        return {turn.time, false};
    const auto part = [&](std::size_t offset) {
        const auto before = static_cast<std::int64_t>(text::count_code_points(std::string_view(turn.text).substr(0, offset)));
        return turn.time->begin + Duration{turn.time->length().count() * before / static_cast<std::int64_t>(all)};
    };
    return {TimeRange{part(begin), part(end)}, true};
}

}  // namespace callscore
