#include "report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "privacy/mask.hpp"
#include "report/quote.hpp"
#include "report/width.hpp"

namespace callscore {
namespace {

/// A fixed word in both languages.
struct Words {
    std::string_view zh;
    std::string_view en;
};

std::string_view in(Words words, const Style& style) {
    return style.language == Language::zh ? words.zh : words.en;
}

constexpr std::string_view red = "\x1b[31m";
constexpr std::string_view bold_red = "\x1b[1;31m";
constexpr std::string_view green = "\x1b[32m";
constexpr std::string_view yellow = "\x1b[33m";
constexpr std::string_view blue = "\x1b[34m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view faint = "\x1b[2m";

std::string painted(std::string_view text, std::string_view colour, const Style& style) {
    return style.colour && !text.empty() ? fmt::format("{}{}\x1b[0m", colour, text) : std::string(text);
}

int width_of(const Style& style) {
    return std::max(style.width, 40);
}

std::string shown(std::string_view text) {
    return harmless(text);
}

std::string shown_score(const std::optional<double>& score) {
    return score ? fmt::format("{:.1f}", *score) : "–";
}

std::string_view score_colour(const std::optional<double>& score) {
    return !score ? faint : *score < 60 ? red : *score < 80 ? yellow : green;
}

struct VerdictLook {
    std::string_view mark;
    Words words;
    std::string_view colour;
};

const VerdictLook& look_of(Verdict verdict) {
    static constexpr std::array<VerdictLook, 5> looks{{{"✓", {"达成", "met"}, green},
                                                       {"~", {"部分达成", "partly"}, yellow},
                                                       {"✗", {"未达成", "not met"}, red},
                                                       {"–", {"不适用", "not applicable"}, faint},
                                                       {"?", {"无法判断", "cannot judge"}, faint}}};
    return looks[static_cast<std::size_t>(verdict)];
}

Words word_of(Weight weight) {
    return weight == Weight::critical ? Words{"严重", "critical"}
           : weight == Weight::major  ? Words{"较重", "major"}
                                      : Words{"轻微", "minor"};
}

/// For a narrow column.
Words short_word_of(Weight weight) {
    return weight == Weight::critical ? Words{"严重", "crit."} : word_of(weight);
}

std::string_view colour_of(Weight weight) {
    return weight == Weight::critical ? bold_red : weight == Weight::major ? red : yellow;
}

Words word_of(Role role) {
    return role == Role::agent      ? Words{"客服", "agent"}
           : role == Role::customer ? Words{"客户", "customer"}
                                    : Words{"机器人", "bot"};
}

Words word_of(TimingSource source) {
    switch (source) {
        case TimingSource::checked:
            return {"人工核对", "hand-checked"};
        case TimingSource::audio:
            return {"录音", "audio"};
        case TimingSource::words:
            return {"词时间", "word times"};
        case TimingSource::turns:
            return {"话轮时间", "turn times"};
        case TimingSource::none:
            break;
    }
    return {"无", "none"};
}

/// 1:02.3 – minutes, seconds and tenths, cut down as clocks do.
std::string clock(Duration time) {
    const auto tenths = std::max<std::int64_t>(0, time.count()) / 100;
    return fmt::format("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10);
}

class Page {
  public:
    explicit Page(const Style& style) : style_(style) {}

    void line(std::string_view text = {}) {
        out_ += text;
        out_ += '\n';
    }

    /// Wraps `text` behind `first` (which is `first_width` columns wide) and, on further lines, behind as many spaces.
    void block(std::string_view first, int first_width, std::string_view text, std::string_view colour = {}) {
        const auto lines = wrapped(text, width_of(style_) - first_width);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            out_ += i == 0 ? std::string(first) : std::string(static_cast<std::size_t>(first_width), ' ');
            out_ += colour.empty() ? lines[i] : painted(lines[i], colour, style_);
            out_ += '\n';
        }
    }

    void indented(int columns, std::string_view text, std::string_view colour = {}) {
        block(std::string(static_cast<std::size_t>(columns), ' '), columns, text, colour);
    }

    void heading(Words words) {
        line();
        line(painted(in(words, style_), bold, style_));
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    const Style& style_;
    std::string out_;
};

void add_header(Page& page, const Scorecard& card, const Style& style) {
    std::string first = shown(card.call_id);
    if (!card.started_at.empty())
        first += "  " + shown(card.started_at);
    if (!card.agent.id.empty())
        first += fmt::format("  {} {}", in({"客服", "agent"}, style), shown(card.agent.id));
    if (!card.agent.team.empty())
        first += " · " + shown(card.agent.team);
    page.block({}, 0, first, bold);
    std::string second = fmt::format("{} {}", in({"得分", "Score"}, style), shown_score(card.score));
    if (card.failed)
        second += fmt::format("  {}", in({"✗ 整通不合格", "✗ failed"}, style));
    second = painted(second, card.failed ? bold_red : score_colour(card.score), style);
    second += fmt::format("  {} {}", in({"时长", "length"}, style), clock(card.length));
    second += fmt::format("  {} {}", in({"时间来源", "times from"}, style), in(word_of(card.timing.source), style));
    if (card.timing.source != TimingSource::none)
        second += fmt::format(" ±{} ms", card.timing.precision.count());
    page.line(second);
    for (const std::string& note : card.notes)
        page.indented(2, shown(note), faint);
}

void add_rubric(Page& page, const RubricResult& rubric, const Style& style) {
    page.line();
    page.line(fmt::format("{}  {}",
                          painted(fmt::format("{} ({} {})", shown(rubric.title.in(style.language)), shown(rubric.id),
                                              shown(rubric.version)),
                                  bold, style),
                          painted(shown_score(rubric.score), score_colour(rubric.score), style)));
    for (const SectionResult& section : rubric.sections) {
        std::string text = fmt::format(
            "{} = {}: {}", shown(section.id), shown(section.formula),
            section.score ? shown_score(section.score) : std::string(in(look_of(section.verdict).words, style)));
        if (!section.weakest.empty())
            text += fmt::format(" ({} {})", in({"由此项决定：", "decided by"}, style), shown(section.weakest));
        if (!section.left_out.empty()) {
            text += fmt::format("; {}", in({"未计入：", "left out:"}, style));
            for (const std::string& id : section.left_out)
                text += " " + shown(id);
        }
        page.indented(2, text);
    }
    for (const CriterionResult& criterion : rubric.criteria) {
        const VerdictLook& look = look_of(criterion.verdict);
        const std::string name = criterion.title.in(style.language).empty() ? shown(criterion.id)
                                                                            : shown(criterion.title.in(style.language));
        const std::string head =
            fmt::format("  {} {} {} ", painted(look.mark, look.colour, style), padded_right(name, 22),
                        padded_left(criterion.score ? shown_score(criterion.score) : "", 5));
        const std::string reason = criterion.reason.in(style.language);
        page.block(head, 33,
                   reason.empty() ? std::string(in(look.words, style))
                                  : fmt::format("{}: {}", in(look.words, style), shown(reason)));
    }
}

void add_finding(Page& page, const Finding& finding, const MaskedCall& call, const Style& style) {
    constexpr int indent = 9;
    std::string mark = "•";
    std::string_view colour = blue;
    std::string label = shown(finding.id);
    switch (finding.kind) {
        case Kind::finding:
            mark = "✗";
            colour = colour_of(finding.weight);
            label = fmt::format("{} {}", in(word_of(finding.weight), style), label);
            break;
        case Kind::strength:
            mark = "✓";
            colour = green;
            break;
        case Kind::flag:
            mark = "!";
            colour = yellow;
            label = fmt::format("{} {}", in({"提示", "flag"}, style), label);
            break;
        case Kind::cue:
        case Kind::mark:
            break;
    }
    // The words stand in full in the turn above.
    const std::string words = truncated(shown(shown_words(call, finding)), 48);
    if (!words.empty())
        label += style.language == Language::zh ? fmt::format(" 「{}」", words) : fmt::format(" “{}”", words);
    for (const Measured& measured : finding.measured)
        label += fmt::format(" [{} {:.4g} {}{} {:.4g}]", shown(measured.name), measured.value, shown(measured.unit),
                             in({"，界限", ", limit"}, style), measured.threshold);
    page.block(fmt::format("       {} ", painted(mark, colour, style)), indent, label, colour);
    if (finding.kind == Kind::cue)
        return;
    const std::string& message = finding.message.in(style.language);
    if (!message.empty() && finding.kind != Kind::strength)
        page.indented(indent, shown(message));
    const std::string& advice = finding.advice.in(style.language);
    if (!advice.empty() && finding.kind != Kind::strength)
        page.block(fmt::format("{:{}}→ ", "", indent), indent + 2, shown(advice));
}

/// Everything found, in the order of a turn: what the customer showed, what was well done, what was not.
std::vector<const Finding*> all_by_turn(const Scorecard& card) {
    std::vector<const Finding*> all;
    for (const auto* findings : {&card.cues, &card.strengths, &card.findings, &card.flags})
        for (const Finding& finding : *findings)
            all.push_back(&finding);
    std::stable_sort(all.begin(), all.end(), [](const Finding* a, const Finding* b) { return a->turn < b->turn; });
    return all;
}

void add_turn(Page& page, std::size_t index, Role role, const std::optional<TimeRange>& time, std::string_view text,
              const Style& style) {
    std::string head = fmt::format("{:>4}  ", index);
    if (time)
        head += fmt::format("{}–{}  ", clock(time->begin), clock(time->end));
    head += in(word_of(role), style);
    page.line(painted(head, role == Role::customer ? blue : bold, style));
    if (!text.empty())
        page.indented(6, shown(text));
}

}  // namespace

CallLine line_of(const Scorecard& card) {
    CallLine line{card.call_id, card.score, card.failed, {}, {}, Weight::minor, static_cast<int>(card.findings.size())};
    for (const RubricResult& rubric : card.rubrics)
        for (const CriterionResult& criterion : rubric.criteria)
            ++line.verdicts[static_cast<std::size_t>(criterion.verdict)];
    for (const Finding& finding : card.findings)
        if (line.worst.empty() || finding.weight > line.worst_weight) {
            line.worst = finding.id;
            line.worst_weight = finding.weight;
        }
    return line;
}

std::string call_table(std::span<const CallLine> calls, const Style& style) {
    std::vector<const CallLine*> order;
    for (const CallLine& call : calls)
        order.push_back(&call);
    const auto key = [](const CallLine& call) {
        return std::tuple(!call.failed, !call.score.has_value(), call.score.value_or(0), std::string_view(call.id));
    };
    std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return key(*a) < key(*b); });

    // score 6, five counts of 3, findings 5, severity 6, the longest id 31: the call gets what is left.
    constexpr int count_width = 3;
    int longest_id = display_width(in({"通话", "Call"}, style));
    for (const CallLine& call : calls)
        longest_id = std::max(longest_id, display_width(shown(call.id)));
    const int width = width_of(style);
    const int id_width = std::clamp(width - 61, 12, std::max(12, longest_id));
    const int worst_width = std::max(8, std::min(31, width - id_width - 30));

    std::string out;
    const auto add_row = [&](std::string_view text) {
        out += text;
        out.erase(out.find_last_not_of(' ') + 1);
        out += '\n';
    };
    std::string head =
        padded_right(in({"通话", "Call"}, style), id_width) + padded_left(in({"得分", "Score"}, style), 6);
    for (int i = 0; i < 5; ++i)
        head += padded_left(look_of(static_cast<Verdict>(i)).mark, count_width);
    head += "  " + padded_right(in({"最重的问题", "Worst finding"}, style), worst_width + 6);
    add_row(head);
    for (const CallLine* call : order) {
        std::string row = padded_right(shown(call->id), id_width);
        row += painted(padded_left(shown_score(call->score), 6), call->failed ? bold_red : score_colour(call->score),
                       style);
        for (std::size_t i = 0; i < call->verdicts.size(); ++i)
            row += padded_left(call->verdicts[i] == 0 ? "·" : fmt::format("{}", call->verdicts[i]), count_width);
        row += call->failed ? " !" : "  ";
        if (!call->worst.empty())
            row += painted(padded_right(in(short_word_of(call->worst_weight), style), 6), colour_of(call->worst_weight),
                           style) +
                   truncated(shown(call->worst), worst_width);
        add_row(row);
    }
    out += '\n';
    std::string legend;
    for (int i = 0; i < 5; ++i) {
        const VerdictLook& look = look_of(static_cast<Verdict>(i));
        legend += fmt::format("{} {}  ", look.mark, in(look.words, style));
    }
    legend += in({"! 整通不合格", "! failed"}, style);
    for (const std::string& line : wrapped(legend, width))
        add_row(line);
    return out;
}

std::string show_call(const Scorecard& card, const Call& call, const Style& style) {
    const MaskedCall words(call);
    Page page(style);
    add_header(page, card, style);
    for (const RubricResult& rubric : card.rubrics)
        add_rubric(page, rubric, style);

    const std::vector<const Finding*> all = all_by_turn(card);
    auto next = all.begin();
    const auto add_found = [&](int turn) {
        for (; next != all.end() && (*next)->turn <= turn; ++next)
            add_finding(page, **next, words, style);
    };
    if (!call.turns.empty()) {
        page.heading({"对话", "Transcript"});
        for (std::size_t i = 0; i < call.turns.size(); ++i) {
            const Turn& turn = call.turns[i];
            add_turn(page, i, turn.role, turn.time, words.turn(static_cast<int>(i)), style);
            add_found(static_cast<int>(i));
        }
    } else if (call.heard && !call.heard->turns.empty()) {
        page.heading({"录音中听到的话轮（没有文字）", "Turns as heard in the audio (no transcript)"});
        for (std::size_t i = 0; i < call.heard->turns.size(); ++i) {
            add_turn(page, i, call.heard->turns[i].role, call.heard->turns[i].time, {}, style);
            add_found(static_cast<int>(i));
        }
    }
    if (next != all.end()) {
        page.heading({"其他", "Elsewhere"});
        for (; next != all.end(); ++next)
            add_finding(page, **next, words, style);
    }
    if (!card.cannot_judge.empty()) {
        page.heading({"无法判断", "Cannot be judged"});
        // Rules that share a reason stand together.
        std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
        for (const CannotJudge& judged : card.cannot_judge) {
            const std::string& reason = judged.reason.in(style.language);
            auto place = std::find_if(reasons.begin(), reasons.end(), [&](const auto& r) { return r.first == reason; });
            if (place == reasons.end())
                place = reasons.insert(reasons.end(), {reason, {}});
            if (std::find(place->second.begin(), place->second.end(), judged.id) == place->second.end())
                place->second.push_back(judged.id);
        }
        for (const auto& [reason, ids] : reasons) {
            std::string text;
            for (const std::string& id : ids)
                text += (text.empty() ? "" : ", ") + shown(id);
            page.block("  ? ", 4, fmt::format("{}: {}", text, shown(reason)));
        }
    }
    return page.take();
}

}  // namespace callscore
