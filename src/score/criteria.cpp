#include "score/criteria.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace callscore {
namespace {

bool holds(const std::vector<std::string>& ids, std::string_view id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Why an id cannot be judged: the reason of one of its rules, where none of them could be; else null.
const CannotJudge* why_not(std::string_view id, const Evaluation& evaluation, const Library& library) {
    const CannotJudge* reason = nullptr;
    for (const Rule& rule : library.rules.rules) {
        if (rule.reports != id)
            continue;
        const auto skipped = std::find_if(evaluation.cannot_judge.begin(), evaluation.cannot_judge.end(),
                                          [&](const CannotJudge& other) { return other.rule == rule.id; });
        if (skipped == evaluation.cannot_judge.end())
            return nullptr;
        reason = &*skipped;
    }
    return reason;
}

/// Why a criterion cannot be judged: nothing that could meet or break it could be. Null where something could.
const CannotJudge* why_not(const Criterion& criterion, const Evaluation& evaluation, const Library& library) {
    const CannotJudge* reason = nullptr;
    for (const std::vector<std::string>* const ids : {&criterion.broken_by, &criterion.met_by}) {
        for (const std::string& id : *ids) {
            const CannotJudge* const unjudged = why_not(id, evaluation, library);
            if (unjudged == nullptr)
                return nullptr;
            if (reason == nullptr)
                reason = unjudged;
        }
    }
    return reason;
}

/// What a criterion's verdict is made of.
struct Tally {
    int meeting = 0;
    int breaking = 0;
    int critical = 0;
    bool occasion = false;
};

Verdict verdict_of(const Criterion& criterion, const Tally& tally) {
    if (criterion.met_unless_broken) {
        if (tally.breaking == 0)
            return tally.occasion || criterion.occasion.empty() ? Verdict::met : Verdict::na;
        return tally.critical == 0 && tally.breaking <= criterion.forgives ? Verdict::partly : Verdict::not_met;
    }
    if (tally.meeting > 0 && tally.breaking > 0)
        return tally.breaking > tally.meeting || tally.critical > 0 ? Verdict::not_met : Verdict::partly;
    if (tally.meeting > 0)
        return Verdict::met;
    return tally.breaking > 0 || tally.occasion ? Verdict::not_met : Verdict::na;
}

std::string joined(const std::vector<std::string>& ids, std::string_view separator) {
    return fmt::format("{}", fmt::join(ids, separator));
}

Text reason_of(const CriterionResult& result, const Tally& tally, const Criterion& criterion) {
    if (result.verdict == Verdict::na)
        return {"没有出现需要它的场合", "there was no occasion for it"};
    Text text;
    if (!result.met_by.empty())
        text = {"做到: " + joined(result.met_by, "、"), "met by " + joined(result.met_by, ", ")};
    if (!result.broken_by.empty()) {
        text.zh += (text.zh.empty() ? "" : ";") + std::string("违反: ") + joined(result.broken_by, "、");
        text.en += (text.en.empty() ? "" : "; ") + std::string("broken by ") + joined(result.broken_by, ", ");
    }
    if (text.en.empty() && criterion.met_unless_broken)
        return {"没有违反", "nothing broke it"};
    if (text.en.empty() && tally.occasion)
        return {"有场合,但没有做到", "there was an occasion, and nothing met it"};
    return text;
}

void score(CriterionResult& result, const Criterion& criterion, const Evaluation& evaluation, const Library& library,
           const Tally& tally, int first_occasion) {
    std::set<std::string> with_occasions;
    for (const Occasion& occasion : evaluation.occasions) {
        const Rule& rule = library.rules.rules[static_cast<std::size_t>(occasion.rule)];
        if (!holds(criterion.broken_by, rule.reports))
            continue;
        result.opportunities.push_back({rule.id, occasion.turn, occasion.taken, occasion.answered_turn});
        with_occasions.insert(rule.id);
    }
    if (tally.occasion && !criterion.met_unless_broken)
        result.opportunities.push_back({criterion.id, first_occasion, tally.meeting > 0, -1});
    std::stable_sort(result.opportunities.begin(), result.opportunities.end(),
                     [](const Opportunity& a, const Opportunity& b) { return a.turn < b.turn; });

    double points = 100;
    if (!result.opportunities.empty()) {
        const auto taken = std::count_if(result.opportunities.begin(), result.opportunities.end(),
                                         [](const Opportunity& opportunity) { return opportunity.taken; });
        points = 100.0 * static_cast<double>(taken) / static_cast<double>(result.opportunities.size());
    }
    double cap = 100;
    for (const Finding& finding : evaluation.findings) {
        if (finding.kind != Kind::finding || !holds(criterion.broken_by, finding.id))
            continue;
        const SeverityCost& cost = library.scoring.of(finding.weight);
        cap = std::min(cap, cost.cap);
        // A missed occasion has already cost its share.
        if (with_occasions.contains(finding.rule))
            continue;
        points -= cost.deduct;
        result.deductions.push_back({finding.id, finding.turn, cost.deduct});
    }
    result.score = std::clamp(points, 0.0, cap);
}

}  // namespace

CriterionResult judge_criterion(const Criterion& criterion, const Evaluation& evaluation, const Library& library) {
    CriterionResult result;
    result.id = criterion.id;
    result.title = criterion.title;
    Tally tally;
    int first_occasion = 0;
    for (const Finding& finding : evaluation.findings) {
        if (finding.kind == Kind::strength && holds(criterion.met_by, finding.id)) {
            ++tally.meeting;
            if (!holds(result.met_by, finding.id))
                result.met_by.push_back(finding.id);
        }
        if (finding.kind == Kind::finding && holds(criterion.broken_by, finding.id)) {
            ++tally.breaking;
            tally.critical += finding.weight == Weight::critical ? 1 : 0;
            if (!holds(result.broken_by, finding.id))
                result.broken_by.push_back(finding.id);
        }
    }
    for (const std::vector<Finding>* const list : {&evaluation.findings, &evaluation.marks}) {
        for (const Finding& finding : *list) {
            if (!holds(criterion.occasion, finding.id))
                continue;
            first_occasion = tally.occasion ? std::min(first_occasion, finding.turn) : finding.turn;
            tally.occasion = true;
        }
    }
    const CannotJudge* unjudged = why_not(criterion, evaluation, library);
    result.verdict = verdict_of(criterion, tally);
    // "No occasion" can only be said where all occasions could be seen.
    if (result.verdict == Verdict::na)
        for (const std::string& occasion : criterion.occasion)
            if (unjudged == nullptr)
                unjudged = why_not(occasion, evaluation, library);
    if (unjudged != nullptr) {
        result.verdict = Verdict::cannot_judge;
        result.reason = unjudged->reason;
        return result;
    }
    result.reason = reason_of(result, tally, criterion);
    if (result.verdict != Verdict::na)
        score(result, criterion, evaluation, library, tally, first_occasion);
    return result;
}

namespace {

/// What came of a formula or a part of it.
struct Value {
    std::optional<double> score;
    bool cannot_judge = false;
    std::string weakest;
    Verdict verdict = Verdict::met;  ///< where there is a score: the worst of the parts, of `any` that of the best
};

Value value_of(const Formula& formula, const std::vector<CriterionResult>& criteria, SectionResult& section) {
    if (formula.kind == Formula::Kind::criterion) {
        const auto found = std::find_if(criteria.begin(), criteria.end(), [&](const CriterionResult& criterion) {
            return criterion.id == formula.criterion;
        });
        if (found->verdict == Verdict::na)
            section.left_out.push_back(found->id);
        return {found->score, found->verdict == Verdict::cannot_judge, found->id, found->verdict};
    }
    Value whole;
    double sum = 0;
    int parts = 0;
    for (const Formula& part : formula.parts) {
        const Value value = value_of(part, criteria, section);
        whole.cannot_judge = whole.cannot_judge || value.cannot_judge;
        if (!value.score)
            continue;
        sum += *value.score;
        ++parts;
        const bool decides = formula.kind == Formula::Kind::best ? !whole.score || *value.score > *whole.score
                                                                 : !whole.score || *value.score < *whole.score;
        if (formula.kind == Formula::Kind::best ? decides : value.verdict > whole.verdict)
            whole.verdict = value.verdict;
        if (decides) {
            whole.score = value.score;
            whole.weakest = value.weakest;
        }
    }
    if (formula.kind == Formula::Kind::mean && parts > 0) {
        whole.score = sum / parts;
        whole.weakest.clear();
    }
    if (whole.cannot_judge)
        whole.score.reset();
    return whole;
}

}  // namespace

SectionResult judge_section(const Section& section, const std::vector<CriterionResult>& criteria) {
    SectionResult result;
    result.id = section.id;
    result.formula = section.formula_text;
    result.weight = section.weight;
    const Value value = value_of(section.formula, criteria, result);
    result.score = value.score;
    if (section.formula.kind == Formula::Kind::weaker_half && value.score)
        result.weakest = value.weakest;
    result.verdict = value.cannot_judge ? Verdict::cannot_judge : value.score ? value.verdict : Verdict::na;
    return result;
}

}  // namespace callscore
