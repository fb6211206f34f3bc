#include "score/score_call.hpp"

#include <algorithm>

#include "rules/evaluate.hpp"
#include "score/criteria.hpp"
#include "timeline/timeline.hpp"

namespace callscore {
namespace {

/// Turns that are listener's words and nothing else: those in which the listener act was found (its phrases span the
/// whole turn).
void find_listener_words(const Call& call, const Library& library, const std::vector<ActMatch>& acts,
                         std::vector<bool>& out) {
    out.assign(call.turns.size(), false);
    for (const ActMatch& match : acts)
        if (match.act == library.rules.listener_act)
            out[static_cast<std::size_t>(match.turn)] = true;
}

void add_up(const Evaluation& evaluation, const Library& library, Scorecard& card) {
    double points = 0;
    double weights = 0;
    for (const Rubric& rubric : library.rubrics) {
        RubricResult result{rubric.id, rubric.version, rubric.hash, rubric.title, rubric.weight, {}, {}, {}};
        for (const Criterion& criterion : rubric.criteria)
            result.criteria.push_back(judge_criterion(criterion, evaluation, library));
        double section_points = 0;
        double section_weights = 0;
        for (const Section& section : rubric.sections) {
            result.sections.push_back(judge_section(section, result.criteria));
            if (const std::optional<double> score = result.sections.back().score) {
                section_points += *score * section.weight;
                section_weights += section.weight;
            }
        }
        if (section_weights > 0) {
            result.score = section_points / section_weights;
            points += *result.score * rubric.weight;
            weights += rubric.weight;
        }
        card.rubrics.push_back(std::move(result));
    }
    if (weights > 0)
        card.score = points / weights;
    for (const Finding& finding : card.findings)
        for (const Rule& rule : library.rules.rules)
            card.failed = card.failed || (rule.fails_call && rule.id == finding.rule);
    if (card.failed)
        card.score = 0;
}

}  // namespace

Scorecard score_call(const Call& call, const Library& library, ScoreScratch& scratch) {
    library.rules.acts.find(call.turns, scratch.acts, scratch.found);
    find_listener_words(call, library, scratch.found, scratch.listener_words);
    const Timeline timeline = make_timeline(call, scratch.listener_words, library.rules.turn_taking);
    Evaluation evaluation = evaluate(call, timeline, scratch.found, library.rules);

    Scorecard card;
    card.call_id = call.id;
    card.language = call.language;
    card.started_at = call.started_at;
    card.source = call.source;
    card.input_hash = call.input_hash;
    card.rules_hash = library.hash;
    card.agent = call.agent;
    card.timing = call.timing;
    card.length = timeline.length;
    card.turns = static_cast<int>(timeline.utterances.size());
    for (const Finding& finding : evaluation.findings) {
        switch (finding.kind) {
            case Kind::finding:
                card.findings.push_back(finding);
                break;
            case Kind::flag:
                card.flags.push_back(finding);
                break;
            case Kind::strength:
                card.strengths.push_back(finding);
                break;
            case Kind::cue:
                card.cues.push_back(finding);
                break;
            case Kind::mark:
                break;
        }
    }
    // Marks are nobody's business outside of the rules.
    for (const CannotJudge& rule : evaluation.cannot_judge)
        if (std::binary_search(library.reports.begin(), library.reports.end(), rule.id))
            card.cannot_judge.push_back(rule);
    if (call.heard)
        card.notes = call.heard->notes;
    add_up(evaluation, library, card);
    return card;
}

}  // namespace callscore
