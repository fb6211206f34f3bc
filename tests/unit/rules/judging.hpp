#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "rules/evaluate.hpp"
#include "unit/calls.hpp"
#include "unit/small_library.hpp"

namespace callscore {

inline Evaluation judge(const Library& library, const Call& call) {
    ActSet::Scratch scratch;
    std::vector<ActMatch> acts;
    library.rules.acts.find(call.turns, scratch, acts);
    std::vector<bool> listener_words(call.turns.size(), false);
    for (const ActMatch& match : acts)
        if (match.act == library.rules.listener_act)
            listener_words[static_cast<std::size_t>(match.turn)] = true;
    const Timeline timeline = make_timeline(call, listener_words, library.rules.turn_taking);
    return evaluate(call, timeline, acts, library.rules);
}

/// A quote in short: "act:words", with its turn where that is not the finding's.
inline std::string in_short(const Quote& quote, const Call& call, int turn) {
    const std::string words = call.turns.empty() ? std::string()
                                                 : call.turns[static_cast<std::size_t>(quote.turn)].text.substr(
                                                       quote.begin, quote.end - quote.begin);
    return fmt::format("{}{}:{}", quote.turn == turn ? "" : fmt::format("@{} ", quote.turn), quote.what, words);
}

/// A finding in short: turn, kind, id (and the rule, where its name is another), severity, evidence, what it answers,
/// where it was looked for, what was measured.
inline std::string in_short(const Finding& finding, const Call& call) {
    std::string out = fmt::format("{} {} {}", finding.turn, name_of(finding.kind), finding.id);
    if (finding.rule != finding.id)
        out += fmt::format(" by {}", finding.rule);
    if (finding.kind == Kind::finding)
        out += fmt::format(" {}", name_of(finding.weight));
    std::string separator = " | ";
    for (const Quote& quote : finding.evidence)
        out += std::exchange(separator, ", ") + in_short(quote, call, finding.turn);
    separator = " <- ";
    for (const Quote& quote : finding.trigger)
        out += std::exchange(separator, ", ") + in_short(quote, call, finding.turn);
    if (finding.searched)
        out += fmt::format(" [{}-{}]", finding.searched->first, finding.searched->second);
    for (const Measured& measured : finding.measured)
        out += fmt::format(" {{{} {:.4g} {} limit {:.4g}}}", measured.name, measured.value, measured.unit,
                           measured.threshold);
    return out;
}

using Lines = std::vector<std::string>;

inline Lines found(const Library& library, const Call& call) {
    Lines out;
    for (const Finding& finding : judge(library, call).findings)
        out.push_back(in_short(finding, call));
    return out;
}

/// Only "turn id" of each.
inline Lines ids(const Library& library, const Call& call) {
    Lines out;
    for (const Finding& finding : judge(library, call).findings)
        out.push_back(fmt::format("{} {}", finding.turn, finding.id));
    return out;
}

/// "rule: 3 taken at 4" or "rule: 3 missed" for each occasion.
inline Lines occasions(const Library& library, const Call& call) {
    Lines out;
    for (const Occasion& occasion : judge(library, call).occasions) {
        const std::string& id = library.rules.rules[static_cast<std::size_t>(occasion.rule)].id;
        out.push_back(occasion.taken ? fmt::format("{}: {} taken at {}", id, occasion.turn, occasion.answered_turn)
                                     : fmt::format("{}: {} missed", id, occasion.turn));
        CHECK((occasion.taken || occasion.answered_turn == -1));
    }
    return out;
}

inline Lines not_judged(const Library& library, const Call& call) {
    Lines out;
    for (const CannotJudge& rule : judge(library, call).cannot_judge)
        out.push_back(rule.rule + (rule.id == rule.rule ? "" : " (" + rule.id + ")") + ": " + rule.reason.zh + " / " +
                      rule.reason.en);
    return out;
}

}  // namespace callscore

template <>
struct doctest::StringMaker<callscore::Lines> {
    static String convert(const callscore::Lines& lines) {
        std::string out;
        for (const std::string& line : lines)
            out += "\n  " + line;
        return out.c_str();
    }
};
