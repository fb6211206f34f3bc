#include "measures/measures.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace callscore {
namespace {

const Utterance& at(const Timeline& timeline, int turn) {
    return timeline.utterances[static_cast<std::size_t>(turn)];
}

std::optional<double> customer_age(const Call& call, const Timeline&, int) {
    return call.customer.age ? std::optional<double>(*call.customer.age) : std::nullopt;
}

int spoken_units(const Utterance& utterance) {
    return utterance.language == Language::zh ? text::count_characters(utterance.text)
                                              : text::count_words(utterance.text);
}

std::optional<double> speech_rate(const Call&, const Timeline& timeline, int turn) {
    const Utterance& utterance = at(timeline, turn);
    if (!utterance.time || utterance.time->length() <= Duration{0} || utterance.text.empty())
        return std::nullopt;
    return spoken_units(utterance) / to_seconds(utterance.time->length());
}

std::optional<double> turn_size(const Call&, const Timeline& timeline, int turn) {
    const Utterance& utterance = at(timeline, turn);
    if (utterance.text.empty())
        return std::nullopt;
    return spoken_units(utterance);
}

std::optional<double> turn_length(const Call&, const Timeline& timeline, int turn) {
    const Utterance& utterance = at(timeline, turn);
    return utterance.time ? std::optional(to_seconds(utterance.time->length())) : std::nullopt;
}

std::optional<double> silence_before(const Call&, const Timeline& timeline, int turn) {
    const std::optional<Duration>& silence = at(timeline, turn).silence_before;
    return silence ? std::optional(to_seconds(*silence)) : std::nullopt;
}

/// How long a party holds the floor while the other one says nothing at all: turns of the same party are one stretch as
/// long as nobody else speaks in it; a word of the other party breaks it.
std::optional<double> unbroken_floor(const Call&, const Timeline& timeline, int turn) {
    const Utterance& utterance = at(timeline, turn);
    if (!utterance.time)
        return std::nullopt;
    // Reported on the last utterance of a stretch only, so that one stretch is counted once.
    const auto next = static_cast<std::size_t>(turn) + 1;
    if (next < timeline.utterances.size() && timeline.utterances[next].role == utterance.role)
        return std::nullopt;
    Duration begin = utterance.time->begin;
    for (int k = turn - 1; k >= 0; --k) {
        const Utterance& before = at(timeline, k);
        if (!before.time)
            break;
        if (before.role != utterance.role) {
            // A word inside a turn of this party's: that turn goes on behind it, and the stretch with it.
            const auto same = std::find_if(timeline.utterances.rend() - k, timeline.utterances.rend(),
                                           [&](const Utterance& other) { return other.role == utterance.role; });
            const bool goes_on = same != timeline.utterances.rend() && same->time && same->time->end > before.time->end;
            if (goes_on || before.time->end > begin)
                begin = before.time->end;
            break;
        }
        begin = before.time->begin;
    }
    // A word of the other party inside the utterance stands behind it in the order of turns.
    Duration longest{0};
    std::size_t k = next;
    for (; k < timeline.utterances.size() && timeline.utterances[k].role != utterance.role; ++k) {
        const std::optional<TimeRange>& inside = timeline.utterances[k].time;
        if (!inside || inside->begin >= utterance.time->end)
            break;
        longest = std::max(longest, inside->begin - begin);
        begin = std::max(begin, inside->end);
    }
    const bool goes_on = k > next && k < timeline.utterances.size() &&
                         timeline.utterances[k].role == utterance.role && begin < utterance.time->end;
    if (!goes_on)  // else what follows the last word is part of a stretch that a later turn ends
        longest = std::max(longest, utterance.time->end - begin);
    return to_seconds(longest);
}

constexpr std::array<Measure, 6> all_measures{{
    {"customer-age", "years", "years", true, false, false, customer_age, "客户年龄", "the customer's age"},
    {"silence-before", "s", "s", false, true, false, silence_before, "开口前双方都没说话的时间",
     "silence of both parties before the turn"},
    {"speech-rate", "chars/s", "words/s", false, true, true, speech_rate, "语速(字数除以整段时长)",
     "speech rate over the whole turn, pauses included"},
    {"turn-length", "s", "s", false, true, false, turn_length, "说话时长", "length of the turn"},
    {"turn-size", "chars", "words", false, false, true, turn_size, "字数", "size of the turn"},
    {"unbroken-floor", "s", "s", false, true, false, unbroken_floor, "对方一声不出时连续说话的时间",
     "time of talking without a word from the other party"},
}};

}  // namespace

std::span<const Measure> measures() { return all_measures; }

const Measure* measure_named(std::string_view name) {
    const auto found = std::find_if(all_measures.begin(), all_measures.end(),
                                    [&](const Measure& measure) { return measure.name == name; });
    return found == all_measures.end() ? nullptr : &*found;
}

}  // namespace callscore
