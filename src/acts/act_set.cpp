#include "acts/act_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace callscore {
namespace {

bool overlaps(text::Slice a, text::Slice b) { return a.begin < b.end && b.begin < a.end; }

bool holds(const std::vector<int>& list, int value) { return std::find(list.begin(), list.end(), value) != list.end(); }

}  // namespace

ActSet ActSet::compile(std::vector<Act> acts, Problems& problems) {
    ActSet set;
    set.acts_ = std::move(acts);
    std::vector<std::string> patterns;
    for (std::size_t a = 0; a < set.acts_.size(); ++a) {
        const Act& act = set.acts_[a];
        for (std::size_t p = 0; p < act.phrases.size(); ++p) {
            set.entries_.push_back({static_cast<int>(a), static_cast<int>(p), false});
            patterns.push_back(act.phrases[p].regex);
        }
        for (std::size_t p = 0; p < act.exceptions.size(); ++p) {
            set.entries_.push_back({static_cast<int>(a), static_cast<int>(p), true});
            patterns.push_back(act.exceptions[p].regex);
        }
    }
    for (const text::PatternError& error : set.patterns_.compile(patterns)) {
        const Entry& entry = set.entries_[static_cast<std::size_t>(error.pattern)];
        const Act& act = set.acts_[static_cast<std::size_t>(entry.act)];
        const Phrase& phrase = (entry.exception ? act.exceptions : act.phrases)[static_cast<std::size_t>(entry.phrase)];
        problems.push_back({"CS220", Severity::error, phrase.where,
                            fmt::format("the phrase '{}' cannot be used: {}", phrase.written, error.message),
                            "write at least one word that has to be there"});
    }
    return set;
}

int ActSet::index_of(std::string_view id) const {
    for (std::size_t i = 0; i < acts_.size(); ++i)
        if (acts_[i].id == id)
            return static_cast<int>(i);
    return -1;
}

void ActSet::find(std::span<const Turn> turns, Scratch& scratch, std::vector<ActMatch>& out) const {
    out.clear();
    for (std::size_t t = 0; t < turns.size(); ++t) {
        const Turn& turn = turns[t];
        if (turn.text.empty())
            continue;
        text::normalise(turn.text, scratch.normalised);
        patterns_.match(scratch.normalised.text, scratch.patterns, scratch.found);

        scratch.exceptions.clear();
        for (const text::PatternMatch& match : scratch.found)
            if (entries_[static_cast<std::size_t>(match.pattern)].exception)
                scratch.exceptions.push_back(match);

        const std::size_t first_of_turn = out.size();
        for (const text::PatternMatch& match : scratch.found) {
            const Entry& entry = entries_[static_cast<std::size_t>(match.pattern)];
            const Act& act = acts_[static_cast<std::size_t>(entry.act)];
            if (entry.exception || (act.by && *act.by != turn.role))
                continue;
            const Phrase& phrase = act.phrases[static_cast<std::size_t>(entry.phrase)];
            const bool taken_back = std::any_of(
                scratch.exceptions.begin(), scratch.exceptions.end(), [&](const text::PatternMatch& exception) {
                    const Entry& other = entries_[static_cast<std::size_t>(exception.pattern)];
                    return other.act == entry.act && overlaps(exception.where, match.where) &&
                           (holds(act.but_not_any, other.phrase) || holds(phrase.but_not, other.phrase));
                });
            if (!taken_back)
                out.push_back({entry.act, static_cast<int>(t), text::to_original(scratch.normalised, match.where),
                               entry.phrase});
        }
        const auto begin = out.begin() + static_cast<std::ptrdiff_t>(first_of_turn);
        std::sort(begin, out.end(), [](const ActMatch& a, const ActMatch& b) {
            return std::tie(a.act, a.where.begin, b.where.end, a.phrase) <
                   std::tie(b.act, b.where.begin, a.where.end, b.phrase);
        });
        auto kept = begin;
        for (auto match = begin; match != out.end(); ++match) {
            if (kept != begin && std::prev(kept)->act == match->act && overlaps(std::prev(kept)->where, match->where))
                std::prev(kept)->where.end = std::max(std::prev(kept)->where.end, match->where.end);
            else
                *kept++ = *match;
        }
        out.erase(kept, out.end());
        std::sort(begin, out.end(), [](const ActMatch& a, const ActMatch& b) {
            return std::tie(a.where.begin, a.where.end, a.act) < std::tie(b.where.begin, b.where.end, b.act);
        });
    }
}

}  // namespace callscore
