#include "report/scorecard_json.hpp"

#include <optional>
#include <span>
#include <vector>

#include "json/writer.hpp"
#include "report/quote.hpp"

namespace callscore {
namespace {

constexpr int score_decimals = 2;
constexpr int measure_decimals = 3;

void member(json::Writer& w, std::string_view key, std::string_view value) {
    w.key(key);
    w.string(value);
}

void member(json::Writer& w, std::string_view key, int value) {
    w.key(key);
    w.integer(value);
}

/// An empty text says that something is not known: null, not "".
void known_member(json::Writer& w, std::string_view key, std::string_view value) {
    w.key(key);
    if (value.empty())
        w.null();
    else
        w.string(value);
}

void score_member(json::Writer& w, std::optional<double> score) {
    w.key("score");
    if (score)
        w.number(*score, score_decimals);
    else
        w.null();
}

void text_member(json::Writer& w, std::string_view key, const Text& text) {
    w.key(key);
    w.begin_inline_object();
    member(w, "zh", text.zh);
    member(w, "en", text.en);
    w.end_object();
}

void names_member(json::Writer& w, std::string_view key, std::span<const std::string> names) {
    w.key(key);
    w.begin_inline_array();
    for (const std::string& name : names)
        w.string(name);
    w.end_array();
}

void time_members(json::Writer& w, const std::optional<TimeRange>& time) {
    w.key("start");
    if (time)
        w.seconds(time->begin);
    else
        w.null();
    w.key("end");
    if (time)
        w.seconds(time->end);
    else
        w.null();
}

void precision_member(json::Writer& w, const std::optional<Duration>& precision) {
    w.key("precision_ms");
    if (precision)
        w.integer(precision->count());
    else
        w.null();
}

void quotes_member(json::Writer& w, std::string_view key, std::span<const Quote> quotes, const MaskedCall& call) {
    w.key(key);
    w.begin_array();
    for (const Quote& quote : quotes) {
        w.begin_inline_object();
        member(w, "turn", quote.turn);
        member(w, "role", name_of(quote.role));
        member(w, "quote", shown_words(call, quote));
        time_members(w, quote.time);
        w.key("interpolated");
        w.boolean(quote.interpolated);
        member(w, "what", quote.what);
        member(w, "because", quote.because);
        w.end_object();
    }
    w.end_array();
}

void write_finding(json::Writer& w, const Finding& finding, const MaskedCall& call) {
    w.begin_object();
    member(w, "id", finding.id);
    member(w, "kind", name_of(finding.kind));
    member(w, "turn", finding.turn);
    member(w, "role", name_of(finding.role));
    time_members(w, finding.time);
    precision_member(w, finding.precision);
    if (finding.kind == Kind::finding)
        member(w, "severity", name_of(finding.weight));
    member(w, "quote", shown_words(call, finding));
    member(w, "rule", finding.rule);
    text_member(w, "message", finding.message);
    text_member(w, "advice", finding.advice);
    quotes_member(w, "evidence", finding.evidence, call);
    quotes_member(w, "trigger", finding.trigger, call);
    w.key("measured");
    w.begin_array();
    for (const Measured& measured : finding.measured) {
        w.begin_inline_object();
        member(w, "name", measured.name);
        w.key("value");
        w.number(measured.value, measure_decimals);
        w.key("threshold");
        w.number(measured.threshold, measure_decimals);
        member(w, "unit", measured.unit);
        w.end_object();
    }
    w.end_array();
    w.key("searched");
    if (finding.searched) {
        w.begin_inline_object();
        member(w, "from", finding.searched->first);
        member(w, "to", finding.searched->second);
        w.end_object();
    } else {
        w.null();
    }
    member(w, "source", finding.source);
    names_member(w, "rows", finding.rows);
    w.end_object();
}

void findings_member(json::Writer& w, std::string_view key, std::span<const Finding> findings, const MaskedCall& call) {
    w.key(key);
    w.begin_array();
    for (const Finding& finding : findings)
        write_finding(w, finding, call);
    w.end_array();
}

void write_criterion(json::Writer& w, const CriterionResult& criterion) {
    w.begin_object();
    member(w, "id", criterion.id);
    text_member(w, "title", criterion.title);
    member(w, "verdict", name_of(criterion.verdict));
    score_member(w, criterion.score);
    text_member(w, "reason", criterion.reason);
    w.key("opportunities");
    w.begin_array();
    for (const Opportunity& opportunity : criterion.opportunities) {
        w.begin_inline_object();
        member(w, "rule", opportunity.rule);
        member(w, "turn", opportunity.turn);
        w.key("taken");
        w.boolean(opportunity.taken);
        w.key("answered_turn");
        if (opportunity.answered_turn >= 0)
            w.integer(opportunity.answered_turn);
        else
            w.null();
        w.end_object();
    }
    w.end_array();
    w.key("deductions");
    w.begin_array();
    for (const Deduction& deduction : criterion.deductions) {
        w.begin_inline_object();
        member(w, "id", deduction.id);
        member(w, "turn", deduction.turn);
        w.key("points");
        w.number(deduction.points, score_decimals);
        w.end_object();
    }
    w.end_array();
    names_member(w, "met_by", criterion.met_by);
    names_member(w, "broken_by", criterion.broken_by);
    w.end_object();
}

void write_section(json::Writer& w, const SectionResult& section) {
    w.begin_inline_object();
    member(w, "id", section.id);
    member(w, "formula", section.formula);
    w.key("weight");
    w.number(section.weight, measure_decimals);
    score_member(w, section.score);
    member(w, "verdict", name_of(section.verdict));
    known_member(w, "weakest", section.weakest);
    names_member(w, "left_out", section.left_out);
    w.end_object();
}

void write_rubric(json::Writer& w, const RubricResult& rubric) {
    w.begin_object();
    member(w, "id", rubric.id);
    member(w, "version", rubric.version);
    member(w, "hash", rubric.hash);
    text_member(w, "title", rubric.title);
    w.key("weight");
    w.number(rubric.weight, measure_decimals);
    score_member(w, rubric.score);
    w.key("sections");
    w.begin_array();
    for (const SectionResult& section : rubric.sections)
        write_section(w, section);
    w.end_array();
    w.key("criteria");
    w.begin_array();
    for (const CriterionResult& criterion : rubric.criteria)
        write_criterion(w, criterion);
    w.end_array();
    w.end_object();
}

char letter_of(Role role) {
    return role == Role::agent ? 'a' : role == Role::customer ? 'c' : 'b';
}

std::string roles_of(const Call& call) {
    std::string roles;
    for (const Turn& turn : call.turns)
        roles += letter_of(turn.role);
    if (call.turns.empty() && call.heard)
        for (const HeardTurn& turn : call.heard->turns)
            roles += letter_of(turn.role);
    return roles;
}

void write_call(json::Writer& w, const Scorecard& card, const Call& call) {
    w.begin_object();
    member(w, "id", card.call_id);
    member(w, "source", card.source);
    member(w, "language", name_of(card.language));
    known_member(w, "started_at", card.started_at);
    w.key("agent");
    w.begin_inline_object();
    known_member(w, "id", card.agent.id);
    known_member(w, "team", card.agent.team);
    w.end_object();
    w.key("length");
    w.seconds(card.length);
    member(w, "turns", card.turns);
    member(w, "roles", roles_of(call));
    w.key("timing");
    w.begin_inline_object();
    member(w, "source", name_of(card.timing.source));
    precision_member(
        w, card.timing.source == TimingSource::none ? std::nullopt : std::optional<Duration>(card.timing.precision));
    w.end_object();
    w.end_object();
}

}  // namespace

std::string scorecard_json(const Scorecard& card, const Call& call, std::string_view tool_version) {
    const MaskedCall words(call);
    json::Writer w;
    w.begin_object();
    member(w, "schema", "callscore/scorecard/1");
    w.key("call");
    write_call(w, card, call);
    member(w, "tool_version", tool_version);
    member(w, "input_hash", card.input_hash);
    member(w, "rules_hash", card.rules_hash);
    score_member(w, card.score);
    w.key("failed");
    w.boolean(card.failed);
    w.key("rubrics");
    w.begin_array();
    for (const RubricResult& rubric : card.rubrics)
        write_rubric(w, rubric);
    w.end_array();
    findings_member(w, "findings", card.findings, words);
    findings_member(w, "flags", card.flags, words);
    findings_member(w, "strengths", card.strengths, words);
    findings_member(w, "cues", card.cues, words);
    w.key("cannot_judge");
    w.begin_array();
    for (const CannotJudge& judged : card.cannot_judge) {
        w.begin_inline_object();
        member(w, "rule", judged.rule);
        member(w, "id", judged.id);
        text_member(w, "reason", judged.reason);
        w.end_object();
    }
    w.end_array();
    w.key("notes");
    w.begin_array();
    for (const std::string& note : card.notes)
        w.string(note);
    w.end_array();
    w.end_object();
    return w.take();
}

}  // namespace callscore
