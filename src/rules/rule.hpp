#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "acts/act_set.hpp"
#include "base/problem.hpp"
#include "measures/measures.hpp"
#include "rules/condition.hpp"
#include "rules/finding.hpp"
#include "timeline/turn_taking.hpp"

namespace callscore {

/// The forms that a rule can have, after the property patterns of Dwyer, Avrunin & Corbett (1999) and of Declare
/// (Pesic & van der Aalst 2007).
enum class Form : std::uint8_t {
    every,          ///< `never: A` or `every: A`: each turn with A
    expect_within,  ///< `when: A, expect: B, within: N turns`: A must be answered
    expect_before,  ///< `when: A, expect: B, before: C`: B has to come before C
    first,          ///< `when: A, first: B`: the first content turn after A must be B
    require,        ///< `require: A, in: opening`: A must happen there
    again,          ///< `again: A, after: B, similar: S`: the same once more after B
    overlap,        ///< `overlap: classes`: cut-ins
    measure,        ///< `measure: X, above: T`
};

[[nodiscard]] std::string_view name_of(Form form);

enum class Part : std::uint8_t { whole, opening, closing };

/// How far to look: turns (content turns of the agent) or time, whichever is set.
struct Window {
    int turns = 0;
    std::optional<Duration> time;
};

/// A threshold in the unit of its measure, for each language.
struct Threshold {
    std::optional<double> zh;
    std::optional<double> en;

    [[nodiscard]] std::optional<double> in(Language language) const { return language == Language::zh ? zh : en; }
};

/// One rule, compiled. Conditions that are not set hold everywhere.
struct Rule {
    std::string id;
    std::string reports;
    Kind kind = Kind::finding;
    Weight weight = Weight::minor;
    bool fails_call = false;
    Form form = Form::every;

    Condition subject;  ///< A of the table above; `into` an overlap comes in `into`
    Condition answer;   ///< B
    Condition later;    ///< C of expect … before
    Window within;
    Part part = Part::whole;
    double similar = 0;  ///< 0 to 1

    std::vector<CutIn> cut_ins;
    Condition into;  ///< on the turn that was talked into
    const Measure* measured = nullptr;
    Threshold above;
    Threshold below;
    std::optional<Role> of;  ///< whose turns are measured, or who cuts in

    Condition where;               ///< must hold on the turn it is placed on
    Condition in_reply_to;         ///< on one of the other party's turns since the last own content turn
    Condition after;               ///< on some turn before
    Condition unless;              ///< on the turn itself
    Condition unless_next;         ///< on the next content turn of the same party
    Condition unless_earlier;      ///< on some turn before
    Condition unless_just_before;  ///< on the last turn of either party before it
    Condition applies;             ///< somewhere in the call

    std::vector<int> replaces;  ///< labels of reports that it takes away from the same turn
    Text message;
    Text advice;
    std::string source;
    std::vector<std::string> rows;
    SourceSpan where_written;

    int label = -1;  ///< of what it reports
    bool needs_text = false;
    bool needs_times = false;
    bool needs_parties_apart = false;  ///< who spoke when
    bool needs_ending = false;         ///< who ended the call
};

/// Labels that the evaluator makes itself. They come first; acts follow, then reports.
enum class BuiltIn : std::uint8_t {
    content,          ///< more than listener's words
    answer,           ///< a content turn of the agent after a content turn of the customer
    replies,          ///< the turn before it is the other party's
    agent_ends_call,  ///< the agent's last content turn, where the agent ended the call
    last_agent_turn,  ///< the agent's last content turn
    opening_turn,     ///< the customer's first content turn
    heard_only,       ///< the call is known from its audio alone
};

inline constexpr int built_in_count = 7;
[[nodiscard]] std::string_view name_of(BuiltIn built_in);

/// The compiled rules with what they are evaluated over.
struct RuleSet {
    ActSet acts;
    std::vector<Rule> rules;           ///< in an order in which each comes after what it builds on
    std::vector<std::string> reports;  ///< ids of what rules report: label = built_in_count + acts + index
    TurnTaking turn_taking;
    int listener_act = -1;  ///< the act that turns of mere listener's words consist of

    [[nodiscard]] int label_of_act(int act) const { return built_in_count + act; }
    [[nodiscard]] int label_of_report(int report) const {
        return built_in_count + static_cast<int>(acts.acts().size()) + report;
    }
    [[nodiscard]] int label_count() const { return label_of_report(static_cast<int>(reports.size())); }
    [[nodiscard]] std::string_view name_of_label(int label) const;
};

}  // namespace callscore
