#include "rules/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "rules/similarity.hpp"

namespace callscore {
namespace {

/// Where a label stands in the call.
struct Mark {
    int turn = 0;
    text::Slice where;  ///< bytes of the turn's text; empty for what has no words of its own
    int phrase = -1;    ///< of an act
};

class Evaluator {
  public:
    Evaluator(const Call& call, const Timeline& timeline, const std::vector<ActMatch>& acts, const RuleSet& rules)
        : call_(call),
          timeline_(timeline),
          rules_(rules),
          turns_(static_cast<int>(timeline.utterances.size())),
          marks_(static_cast<std::size_t>(rules.label_count())),
          present_(marks_.size() * static_cast<std::size_t>(turns_), 0) {
        for (const ActMatch& match : acts)
            add_mark(rules.label_of_act(match.act), {match.turn, match.where, match.phrase});
        add_built_ins();
    }

    Evaluation run() {
        for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
            rule_index_ = static_cast<int>(i);
            const Rule& rule = rules_.rules[i];
            if (const auto reason = why_not_judged(rule)) {
                out_.cannot_judge.push_back({rule.id, rule.reports, *reason});
                continue;
            }
            if (!anywhere(rule.applies))
                continue;
            judge(rule);
        }
        for (Finding& finding : out_.findings)
            if (finding.kind == Kind::mark)
                out_.marks.push_back(std::move(finding));
        std::erase_if(out_.findings, [](const Finding& finding) { return finding.kind == Kind::mark; });
        for (std::vector<Finding>* const list : {&out_.findings, &out_.marks})
            std::sort(list->begin(), list->end(), [](const Finding& one, const Finding& other) {
                return std::tie(one.turn, one.kind, one.id) < std::tie(other.turn, other.kind, other.id);
            });
        std::sort(out_.cannot_judge.begin(), out_.cannot_judge.end(),
                  [](const CannotJudge& a, const CannotJudge& b) { return a.rule < b.rule; });
        return std::move(out_);
    }

  private:
    // ---- what stands where -------------------------------------------------------------------------------------

    [[nodiscard]] const Utterance& utterance(int turn) const {
        return timeline_.utterances[static_cast<std::size_t>(turn)];
    }

    std::uint8_t& present(int label, int turn) {
        return present_[static_cast<std::size_t>(label) * static_cast<std::size_t>(turns_) +
                        static_cast<std::size_t>(turn)];
    }
    [[nodiscard]] bool is_present(int label, int turn) const {
        return present_[static_cast<std::size_t>(label) * static_cast<std::size_t>(turns_) +
                        static_cast<std::size_t>(turn)] != 0;
    }

    void add_mark(int label, Mark mark) {
        marks_[static_cast<std::size_t>(label)].push_back(mark);
        present(label, mark.turn) = 1;
    }

    void add_built_ins() {
        const auto add = [&](BuiltIn built_in, int turn) { add_mark(static_cast<int>(built_in), {turn, {}, -1}); };
        int last_agent = -1;
        int opening = -1;
        for (int t = 0; t < turns_; ++t) {
            const Utterance& now = utterance(t);
            if (timeline_.heard_only)
                add(BuiltIn::heard_only, t);
            if (t > 0 && utterance(t - 1).role != now.role)
                add(BuiltIn::replies, t);
            if (!now.content)
                continue;
            add(BuiltIn::content, t);
            if (now.role == Role::customer && opening < 0)
                opening = t;
            if (now.role == Role::agent) {
                last_agent = t;
                if (opening >= 0)
                    add(BuiltIn::answer, t);
            }
        }
        if (opening >= 0)
            add(BuiltIn::opening_turn, opening);
        if (last_agent >= 0) {
            add(BuiltIn::last_agent_turn, last_agent);
            if (call_.ended_by == EndedBy::agent)
                add(BuiltIn::agent_ends_call, last_agent);
        }
    }

    [[nodiscard]] bool holds(const Condition& condition, int turn) const {
        switch (condition.kind) {
            case Condition::Kind::always:
                return true;
            case Condition::Kind::label:
                return is_present(condition.label, turn);
            case Condition::Kind::any_of:
                return std::any_of(condition.parts.begin(), condition.parts.end(),
                                   [&](const Condition& part) { return holds(part, turn); });
            case Condition::Kind::all_of:
                return std::all_of(condition.parts.begin(), condition.parts.end(),
                                   [&](const Condition& part) { return holds(part, turn); });
            case Condition::Kind::negation:
                return !holds(condition.parts.front(), turn);
        }
        return false;
    }

    [[nodiscard]] bool anywhere(const Condition& condition) const {
        if (!condition.is_set())
            return true;
        for (int t = 0; t < turns_; ++t)
            if (holds(condition, t))
                return true;
        return false;
    }

    [[nodiscard]] bool before(const Condition& condition, int turn) const {
        for (int t = 0; t < turn; ++t)
            if (holds(condition, t))
                return true;
        return false;
    }

    /// First byte in `turn` of what makes the condition hold there.
    [[nodiscard]] std::size_t first_place(const Condition& condition, int turn) const {
        std::size_t first = std::string::npos;
        for_each_label(condition, [&](int label) {
            for (const Mark& mark : marks_[static_cast<std::size_t>(label)])
                if (mark.turn == turn)
                    first = std::min(first, mark.where.begin);
        });
        return first;
    }

    // ---- what can be judged ------------------------------------------------------------------------------------

    [[nodiscard]] std::optional<Text> why_not_judged(const Rule& rule) const {
        if (turns_ == 0)
            return Text{"没有可判断的通话内容", "there is nothing of the call to judge"};
        if (rule.needs_text && !has_text(call_))
            return Text{"只有录音,没有文字稿", "there is audio, but no transcript"};
        if (rule.needs_times && timeline_.timing.source == TimingSource::none)
            return Text{"文字稿没有可靠的时间", "the transcript has no times that can be trusted"};
        if (rule.needs_parties_apart && timeline_.timing.precision > rules_.turn_taking.coarsest_precision)
            return Text{fmt::format("时间只精确到 ±{} 毫秒", timeline_.timing.precision.count()),
                        fmt::format("the times are only good to ±{} ms", timeline_.timing.precision.count())};
        if (rule.needs_ending && call_.ended_by == EndedBy::unknown)
            return Text{"不知道是谁先挂断的", "it is not known who ended the call"};
        return std::nullopt;
    }

    // ---- findings ----------------------------------------------------------------------------------------------

    void quote_span(int turn, text::Slice where, std::string what, std::string because, std::vector<Quote>& out) const {
        Quote quote{turn, utterance(turn).role, where.begin, where.end, {}, false, std::move(what), std::move(because)};
        if (timeline_.heard_only) {
            quote.time = utterance(turn).time;
        } else {
            const SpokenAt spoken = spoken_at(call_.turns[static_cast<std::size_t>(turn)], where.begin, where.end);
            quote.time = timeline_.timing.source == TimingSource::none ? std::nullopt : spoken.time;
            quote.interpolated = spoken.interpolated;
        }
        const bool known = std::any_of(out.begin(), out.end(), [&](const Quote& other) {
            return other.turn == quote.turn && other.begin == quote.begin && other.end == quote.end &&
                   other.what == quote.what;
        });
        if (!known)
            out.push_back(std::move(quote));
    }

    void quote_turn(int turn, std::string what, std::vector<Quote>& out) const {
        quote_span(turn, {0, utterance(turn).text.size()}, std::move(what), {}, out);
    }

    /// The words that make the condition hold on the turn.
    void quote_condition(const Condition& condition, int turn, std::vector<Quote>& out) const {
        if (condition.kind == Condition::Kind::negation)
            return;
        if (condition.kind != Condition::Kind::label) {
            for (const Condition& part : condition.parts)
                if (holds(part, turn))
                    quote_condition(part, turn, out);
            return;
        }
        for (const Mark& mark : marks_[static_cast<std::size_t>(condition.label)]) {
            if (mark.turn != turn || mark.where.begin == mark.where.end)
                continue;
            std::string because;
            if (mark.phrase >= 0)
                because = rules_.acts.acts()[static_cast<std::size_t>(condition.label - built_in_count)]
                              .phrases[static_cast<std::size_t>(mark.phrase)]
                              .written;
            quote_span(turn, mark.where, std::string(rules_.name_of_label(condition.label)), std::move(because), out);
        }
    }

    /// Whether the circumstances that the rule names hold at the turn it would be placed on.
    [[nodiscard]] bool circumstances(const Rule& rule, int turn) const {
        if (!holds(rule.where, turn) || (rule.unless.is_set() && holds(rule.unless, turn)))
            return false;
        if (rule.after.is_set() && rule.form != Form::again && !before(rule.after, turn))
            return false;
        if (rule.unless_earlier.is_set() && before(rule.unless_earlier, turn))
            return false;
        const Role own = utterance(turn).role;
        if (rule.in_reply_to.is_set() && reply_trigger(rule.in_reply_to, turn) < 0)
            return false;
        if (rule.unless_next.is_set()) {
            for (int t = turn + 1; t < turns_; ++t) {
                if (utterance(t).role != own || !utterance(t).content)
                    continue;
                if (holds(rule.unless_next, t))
                    return false;
                break;
            }
        }
        if (rule.unless_just_before.is_set()) {
            bool own_seen = false;
            bool other_seen = false;
            for (int t = turn - 1; t >= 0 && !(own_seen && other_seen); --t) {
                bool& seen = utterance(t).role == own ? own_seen : other_seen;
                if (!seen && holds(rule.unless_just_before, t))
                    return false;
                seen = true;
            }
        }
        return true;
    }

    /// The last turn of the other party, since the own content turn before `turn`, on which the condition holds; or -1.
    [[nodiscard]] int reply_trigger(const Condition& condition, int turn) const {
        const Role own = utterance(turn).role;
        for (int t = turn - 1; t >= 0; --t) {
            if (utterance(t).role == own) {
                if (utterance(t).content)
                    return -1;
                continue;
            }
            if (holds(condition, t))
                return t;
        }
        return -1;
    }

    /// Adds to what the rule reports on the turn; null where the circumstances forbid it.
    Finding* report(const Rule& rule, int turn) {
        if (!circumstances(rule, turn))
            return nullptr;
        for (const int label : rule.replaces) {
            std::erase_if(out_.findings, [&](const Finding& other) {
                return other.turn == turn && other.id == rules_.name_of_label(label);
            });
            std::erase_if(marks_[static_cast<std::size_t>(label)], [&](const Mark& mark) { return mark.turn == turn; });
            present(label, turn) = 0;
        }
        for (Finding& known : out_.findings) {
            if (known.turn == turn && known.id == rule.reports && known.kind == rule.kind) {
                if (known.weight < rule.weight) {
                    known.weight = rule.weight;
                    known.rule = rule.id;
                    known.message = rule.message;
                    known.advice = rule.advice;
                    known.source = rule.source;
                    known.rows = rule.rows;
                }
                return &known;
            }
        }
        Finding finding;
        finding.id = rule.reports;
        finding.rule = rule.id;
        finding.kind = rule.kind;
        finding.weight = rule.weight;
        finding.turn = turn;
        finding.role = utterance(turn).role;
        finding.message = rule.message;
        finding.advice = rule.advice;
        finding.source = rule.source;
        finding.rows = rule.rows;
        out_.findings.push_back(std::move(finding));
        return &out_.findings.back();
    }

    /// What all forms do once a finding has its evidence: quotes where there are none, times, and the mark that later
    /// rules build on.
    void complete(Finding& finding, const Rule& rule) {
        if (finding.evidence.empty())
            quote_turn(finding.turn, rule.reports, finding.evidence);
        if (rule.in_reply_to.is_set())
            if (const int trigger = reply_trigger(rule.in_reply_to, finding.turn); trigger >= 0)
                quote_condition(rule.in_reply_to, trigger, finding.trigger);
        if (!finding.time) {
            for (const Quote& quote : finding.evidence) {
                if (!quote.time || quote.turn != finding.turn)
                    continue;
                if (finding.time)
                    finding.time = TimeRange{std::min(finding.time->begin, quote.time->begin),
                                             std::max(finding.time->end, quote.time->end)};
                else
                    finding.time = quote.time;
            }
        }
        if (finding.time)
            finding.precision = timeline_.timing.precision;
        if (!is_present(rule.label, finding.turn))
            for (const Quote& quote : finding.evidence)
                if (quote.turn == finding.turn)
                    add_mark(rule.label, {finding.turn, {quote.begin, quote.end}, -1});
        present(rule.label, finding.turn) = 1;
    }

    void occasion(int turn, bool taken, int answered_turn = -1) {
        out_.occasions.push_back({rule_index_, turn, taken, answered_turn});
    }

    // ---- the forms ---------------------------------------------------------------------------------------------

    void judge(const Rule& rule) {
        switch (rule.form) {
            case Form::every:
                return judge_every(rule);
            case Form::expect_within:
                return judge_expect_within(rule);
            case Form::expect_before:
                return judge_expect_before(rule);
            case Form::first:
                return judge_first(rule);
            case Form::require:
                return judge_require(rule);
            case Form::again:
                return judge_again(rule);
            case Form::overlap:
                return judge_overlap(rule);
            case Form::measure:
                return judge_measure(rule);
        }
    }

    void judge_every(const Rule& rule) {
        for (int t = 0; t < turns_; ++t) {
            if (!holds(rule.subject, t) || !in_part(rule.part, t))
                continue;
            if (Finding* const finding = report(rule, t)) {
                quote_condition(rule.subject, t, finding->evidence);
                complete(*finding, rule);
            }
        }
    }

    /// Whether the turn is of the party that owes the trigger an answer. A machine owes nothing.
    [[nodiscard]] bool can_answer(int turn, int trigger) const {
        return utterance(turn).role != utterance(trigger).role && utterance(turn).role != Role::bot;
    }

    void judge_expect_within(const Rule& rule) {
        for (int trigger = 0; trigger < turns_; ++trigger) {
            if (!holds(rule.subject, trigger))
                continue;
            int counted = 0;
            int first = -1;
            for (int t = trigger + 1; t < turns_; ++t) {
                if (!can_answer(t, trigger))
                    continue;
                if (first < 0)
                    first = t;
                const bool late = rule.within.time && utterance(t).time && utterance(trigger).time &&
                                  utterance(t).time->begin > utterance(trigger).time->end + *rule.within.time;
                if (!late && rule.answer.is_set() && holds(rule.answer, t)) {
                    occasion(trigger, true, t);
                    break;
                }
                if (!utterance(t).content)
                    continue;
                ++counted;
                const bool over = rule.within.time ? late : counted >= rule.within.turns;
                if (!over)
                    continue;
                if (Finding* const finding = report(rule, t)) {
                    occasion(trigger, false);
                    missing(*finding, rule, trigger, first);
                }
                break;
            }
        }
    }

    void judge_expect_before(const Rule& rule) {
        for (int trigger = 0; trigger < turns_; ++trigger) {
            if (!holds(rule.subject, trigger))
                continue;
            int counted = 0;
            for (int t = trigger + 1; t < turns_ && counted < rule.within.turns; ++t) {
                if (!can_answer(t, trigger))
                    continue;
                const bool answered = holds(rule.answer, t);
                if (holds(rule.later, t) &&
                    (!answered || first_place(rule.later, t) < first_place(rule.answer, t))) {
                    if (Finding* const finding = report(rule, t)) {
                        occasion(trigger, false);
                        quote_condition(rule.later, t, finding->evidence);
                        missing(*finding, rule, trigger, trigger + 1);
                    }
                    break;
                }
                if (answered) {
                    occasion(trigger, true, t);
                    break;
                }
                counted += utterance(t).content ? 1 : 0;
            }
        }
    }

    void judge_first(const Rule& rule) {
        for (int trigger = 0; trigger < turns_; ++trigger) {
            if (!holds(rule.subject, trigger))
                continue;
            for (int t = trigger + 1; t < turns_; ++t) {
                if (!can_answer(t, trigger) || !utterance(t).content)
                    continue;
                if (holds(rule.answer, t)) {
                    occasion(trigger, true, t);
                } else if (Finding* const finding = report(rule, t)) {
                    occasion(trigger, false);
                    // What stands there instead of the answer, where the rule says what must not.
                    if (rule.answer.kind == Condition::Kind::negation)
                        quote_condition(rule.answer.parts.front(), t, finding->evidence);
                    missing(*finding, rule, trigger, trigger + 1);
                }
                break;
            }
        }
    }

    void missing(Finding& finding, const Rule& rule, int trigger, int first) {
        quote_condition(rule.subject, trigger, finding.trigger);
        if (finding.trigger.empty())
            quote_turn(trigger, rule.reports, finding.trigger);
        const int from = finding.searched ? std::min(finding.searched->first, first) : first;
        finding.searched = std::pair{from, finding.turn};
        complete(finding, rule);
    }

    [[nodiscard]] bool in_part(Part part, int turn) const {
        if (part == Part::whole)
            return true;
        const std::optional<TimeRange>& time = utterance(turn).time;
        if (timeline_.timing.source != TimingSource::none && time)
            return part == Part::opening ? time->begin < rules_.turn_taking.opening
                                         : time->end > timeline_.length - rules_.turn_taking.closing;
        // Without times: the first and the last two turns of that party.
        int of_same_role = 0;
        const int step = part == Part::opening ? -1 : 1;
        for (int t = turn + step; t >= 0 && t < turns_; t += step)
            of_same_role += utterance(t).role == utterance(turn).role ? 1 : 0;
        return of_same_role < 2;
    }

    void judge_require(const Rule& rule) {
        int place = -1;
        int first = -1;
        for (int t = 0; t < turns_; ++t) {
            if (!in_part(rule.part, t))
                continue;
            if (first < 0)
                first = t;
            if (holds(rule.subject, t)) {
                occasion(t, true, t);
                return;
            }
            if (utterance(t).role == rule.of.value_or(Role::agent) && utterance(t).content &&
                (place < 0 || rule.part != Part::opening))
                place = t;
        }
        if (place < 0)
            return;
        if (Finding* const finding = report(rule, place)) {
            occasion(place, false);
            finding->searched = std::pair{first, place};
            complete(*finding, rule);
        }
    }

    void judge_again(const Rule& rule) {
        for (int t = 1; t < turns_; ++t) {
            if (!holds(rule.subject, t))
                continue;
            for (int earlier = t - 1; earlier >= 0; --earlier) {
                if (utterance(earlier).role != utterance(t).role || !holds(rule.subject, earlier))
                    continue;
                const int between = rule.after.is_set() ? last_between(rule.after, earlier, t) : earlier;
                if (between < 0)
                    continue;
                const double alike =
                    rule.similar > 0 ? similarity(utterance(earlier).text, utterance(t).text) : 1.0;
                if (alike < rule.similar)
                    continue;
                if (Finding* const finding = report(rule, t)) {
                    quote_turn(t, rule.reports, finding->evidence);
                    quote_turn(earlier, "said before", finding->evidence);
                    if (rule.after.is_set())
                        quote_condition(rule.after, between, finding->trigger);
                    if (rule.similar > 0)
                        finding->measured.push_back({"similarity", alike, rule.similar, ""});
                    complete(*finding, rule);
                }
                break;
            }
        }
    }

    [[nodiscard]] int last_between(const Condition& condition, int from, int to) const {
        for (int t = to - 1; t > from; --t)
            if (holds(condition, t))
                return t;
        return -1;
    }

    void judge_overlap(const Rule& rule) {
        for (const Overlap& overlap : timeline_.overlaps) {
            if (utterance(overlap.by).role != rule.of.value_or(Role::agent) || !holds(rule.into, overlap.into) ||
                std::find(rule.cut_ins.begin(), rule.cut_ins.end(), overlap.cut_in) == rule.cut_ins.end())
                continue;
            Finding* const finding = report(rule, overlap.by);
            if (finding == nullptr)
                continue;
            quote_span(overlap.by, {0, utterance(overlap.by).text.size()}, std::string(name_of(overlap.cut_in)), {},
                       finding->evidence);
            quote_turn(overlap.into, "talked into", finding->trigger);
            finding->time = overlap.time;
            finding->measured.push_back(
                {"overlap", to_seconds(overlap.time.length()),
                 to_seconds(timeline_.punctuated ? rules_.turn_taking.overlap : rules_.turn_taking.overlap_unpunctuated),
                 "s"});
            complete(*finding, rule);
        }
    }

    void judge_measure(const Rule& rule) {
        const int last = rule.measured->of_call ? 1 : turns_;
        for (int t = 0; t < last; ++t) {
            if (!rule.measured->of_call && rule.of && utterance(t).role != *rule.of)
                continue;
            const std::optional<double> value = rule.measured->value(call_, timeline_, t);
            if (!value)
                continue;
            const Language language = utterance(t).language;
            const std::optional<double> above = rule.above.in(language);
            const std::optional<double> below = rule.below.in(language);
            const bool beyond = (above && *value > *above) || (below && *value < *below);
            if (!beyond)
                continue;
            if (Finding* const finding = report(rule, t)) {
                finding->measured.push_back(
                    {std::string(rule.measured->name), *value, above && *value > *above ? *above : *below,
                     std::string(language == Language::zh ? rule.measured->unit_zh : rule.measured->unit_en)});
                complete(*finding, rule);
            }
        }
    }

    const Call& call_;
    const Timeline& timeline_;
    const RuleSet& rules_;
    int turns_;
    std::vector<std::vector<Mark>> marks_;
    std::vector<std::uint8_t> present_;
    int rule_index_ = 0;
    Evaluation out_;
};

}  // namespace

Evaluation evaluate(const Call& call, const Timeline& timeline, const std::vector<ActMatch>& acts,
                    const RuleSet& rules) {
    return Evaluator(call, timeline, acts, rules).run();
}

}  // namespace callscore
