#include "acts/act_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace callscore {
namespace {

bool overlaps(text::Slice a, text::Slice b) { return a.begin < b.end && b.begin < a.end; }

bool holds(const std::vector<int>& list, int value) { return std::find(list.begin(), list.end(), value) != list.end(); }

/// Orders the matches from `first` on by place; overlapping ones of one act become one.
void join_overlapping(std::vector<ActMatch>& matches, std::size_t first) {
    const auto begin = matches.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, matches.end(), [](const ActMatch& a, const ActMatch& b) {
        return std::tie(a.act, a.where.begin, b.where.end, a.phrase) <
               std::tie(b.act, b.where.begin, a.where.end, b.phrase);
    });
    auto kept = begin;
    for (auto match = begin; match != matches.end(); ++match) {
        if (kept != begin && std::prev(kept)->act == match->act && overlaps(std::prev(kept)->where, match->where))
            std::prev(kept)->where.end = std::max(std::prev(kept)->where.end, match->where.end);
        else
            *kept++ = *match;
    }
    matches.erase(kept, matches.end());
    std::sort(begin, matches.end(), [](const ActMatch& a, const ActMatch& b) {
        return std::tie(a.where.begin, a.where.end, a.act) < std::tie(b.where.begin, b.where.end, b.act);
    });
}

}  // namespace

ActSet ActSet::compile(std::vector<Act> acts, Problems& problems) {
    ActSet set;
    set.acts_ = std::move(acts);
    for (const Role role : {Role::agent, Role::customer}) {
        Side& side = role == Role::agent ? set.agent_ : set.customer_;
        std::vector<std::string> patterns;
        for (std::size_t a = 0; a < set.acts_.size(); ++a) {
            const Act& act = set.acts_[a];
            if (act.by && *act.by != role)
                continue;
            for (const bool exception : {false, true}) {
                const std::vector<Phrase>& phrases = exception ? act.exceptions : act.phrases;
                for (std::size_t p = 0; p < phrases.size(); ++p) {
                    side.entries.push_back({static_cast<int>(a), static_cast<int>(p), exception});
                    patterns.push_back(phrases[p].regex);
                }
            }
        }
        for (text::PatternError& error : side.patterns.compile(patterns)) {
            const Entry& entry = side.entries[static_cast<std::size_t>(error.pattern)];
            const Act& act = set.acts_[static_cast<std::size_t>(entry.act)];
            const Phrase& phrase =
                (entry.exception ? act.exceptions : act.phrases)[static_cast<std::size_t>(entry.phrase)];
            if (!act.by && role == Role::customer)
                continue;  // compiled for both, reported once
            problems.push_back({"CS220", Severity::error, phrase.where,
                                fmt::format("the phrase '{}' cannot be used: {}", phrase.written, error.message),
                                "write at least one word that has to be there"});
        }
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
        if (turns[t].text.empty() || turns[t].role == Role::bot)
            continue;
        find_in_turn(turns[t], static_cast<int>(t), scratch, out);
    }
}

void ActSet::find_in_turn(const Turn& turn, int index, Scratch& scratch, std::vector<ActMatch>& out) const {
    const bool by_agent = turn.role == Role::agent;
    const Side& side = by_agent ? agent_ : customer_;
    text::normalise(turn.text, scratch.normalised);
    side.patterns.match(scratch.normalised.text, by_agent ? scratch.agent_patterns : scratch.customer_patterns,
                        scratch.found);

    scratch.exceptions.clear();
    for (const text::PatternMatch& match : scratch.found)
        if (side.entries[static_cast<std::size_t>(match.pattern)].exception)
            scratch.exceptions.push_back(match);

    const std::size_t first_of_turn = out.size();
    for (const text::PatternMatch& match : scratch.found) {
        const Entry& entry = side.entries[static_cast<std::size_t>(match.pattern)];
        if (entry.exception)
            continue;
        const Act& act = acts_[static_cast<std::size_t>(entry.act)];
        const Phrase& phrase = act.phrases[static_cast<std::size_t>(entry.phrase)];
        const bool taken_back = std::any_of(
            scratch.exceptions.begin(), scratch.exceptions.end(), [&](const text::PatternMatch& exception) {
                const Entry& other = side.entries[static_cast<std::size_t>(exception.pattern)];
                return other.act == entry.act && overlaps(exception.where, match.where) &&
                       (holds(act.but_not_any, other.phrase) || holds(phrase.but_not, other.phrase));
            });
        if (!taken_back)
            out.push_back({entry.act, index, text::to_original(scratch.normalised, match.where), entry.phrase});
    }
    join_overlapping(out, first_of_turn);
}

}  // namespace callscore
