#include <fmt/format.h>

#include <string_view>

#include "json/writer.hpp"
#include "report/width.hpp"
#include "review/calibration.hpp"

namespace callscore {
namespace {

constexpr int id_width = 32;
constexpr int decimals = 4;

std::string figure(std::optional<double> value) {
    return value ? fmt::format("{:6.2f}", *value) : padded_left("–", 6);
}

std::string figures_row(std::string_view name, const Matches& matches) {
    const Counts& exact = matches.exact;
    return fmt::format("{}{:>5}{:>5}{}{}{} {}{}{}\n", padded_right(harmless(name), id_width), exact.tp + exact.fn,
                       exact.tp + exact.fp, figure(exact.precision()), figure(exact.recall()), figure(exact.f1()),
                       figure(matches.near.precision()), figure(matches.near.recall()), figure(matches.near.f1()));
}

/// A fixed word in both languages.
struct Words {
    std::string_view zh;
    std::string_view en;
};

class Table {
  public:
    explicit Table(const Style& style) : style_(style) {}

    [[nodiscard]] std::string_view in(Words words) const {
        return style_.language == Language::zh ? words.zh : words.en;
    }

    void heading(std::string_view title) {
        if (style_.colour)
            out_ += fmt::format("\n\x1b[1m{}\x1b[0m\n", title);
        else
            out_ += fmt::format("\n{}\n", title);
    }

    void columns(std::string_view title) {
        // Above the figures for the exact turn and for one turn beside it.
        out_ += fmt::format("\n{}{}\n", std::string(id_width + 10, ' '),
                            padded_left(in({"同一话轮", "exact turn"}), 18) + ' ' +
                                padded_left(in({"前后一轮内", "within one turn"}), 18));
        std::string row =
            padded_right(title, id_width) + padded_left(in({"标注", "lab."}), 5) + padded_left(in({"报出", "rep."}), 5);
        for (int i = 0; i < 2; ++i) {
            row += padded_left(in({"精确", "P"}), 6) + padded_left(in({"召回", "R"}), 6) + padded_left("F1", 6);
            row += i == 0 ? " " : "";
        }
        out_ += row + '\n';
    }

    void micro(std::string_view title, const Micro& micro) {
        columns(title);
        out_ += figures_row(in({"线索", "cues"}), micro.cues);
        out_ += figures_row(in({"长处", "strengths"}), micro.strengths);
        out_ += figures_row(in({"问题", "findings"}), micro.findings);
        out_ += figures_row(in({"合计", "all"}), micro.all);
    }

    void add(std::string_view text) { out_ += text; }

    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    const Style& style_;
    std::string out_;
};

void member(json::Writer& w, std::string_view key, int value) {
    w.key(key);
    w.integer(value);
}

void member(json::Writer& w, std::string_view key, std::optional<double> value) {
    w.key(key);
    if (value)
        w.number(*value, decimals);
    else
        w.null();
}

void member(json::Writer& w, std::string_view key, const Counts& counts) {
    w.key(key);
    w.begin_inline_object();
    member(w, "tp", counts.tp);
    member(w, "fp", counts.fp);
    member(w, "fn", counts.fn);
    member(w, "precision", counts.precision());
    member(w, "recall", counts.recall());
    member(w, "f1", counts.f1());
    w.end_object();
}

void member(json::Writer& w, std::string_view key, const Matches& matches) {
    w.key(key);
    w.begin_object();
    member(w, "exact", matches.exact);
    member(w, "within_one", matches.near);
    w.end_object();
}

void member(json::Writer& w, std::string_view key, const Micro& micro) {
    w.key(key);
    w.begin_object();
    member(w, "cues", micro.cues);
    member(w, "strengths", micro.strengths);
    member(w, "findings", micro.findings);
    member(w, "all", micro.all);
    w.end_object();
}

void member(json::Writer& w, std::string_view key, const std::vector<IdMatches>& ids) {
    w.key(key);
    w.begin_array();
    for (const IdMatches& id : ids) {
        w.begin_object();
        w.key("id");
        w.string(id.id);
        w.key("kind");
        w.string(name_of(id.kind));
        member(w, "exact", id.matches.exact);
        member(w, "within_one", id.matches.near);
        w.end_object();
    }
    w.end_array();
}

void write_criterion(json::Writer& w, const CriterionAgreement& criterion) {
    w.begin_object();
    w.key("id");
    w.string(criterion.id);
    member(w, "judged", criterion.judged());
    member(w, "agreement", criterion.agreement());
    member(w, "kappa", criterion.kappa());
    w.key("table");
    w.begin_inline_array();
    for (const auto& row : criterion.table) {
        w.begin_inline_array();
        for (const int cell : row)
            w.integer(cell);
        w.end_array();
    }
    w.end_array();
    member(w, "both_na", criterion.both_na);
    member(w, "one_na", criterion.one_na);
    member(w, "cannot_judge", criterion.cannot_judge);
    member(w, "unscored", criterion.unscored);
    w.end_object();
}

}  // namespace

std::string calibration_table(const Calibration& calibration, const Style& style) {
    Table table(style);
    table.add(style.language == Language::zh
                  ? fmt::format("比较了 {} 通电话\n", calibration.calls)
                  : fmt::format("{} {} compared\n", calibration.calls, calibration.calls == 1 ? "call" : "calls"));
    table.micro(table.in({"全部标签", "All ids"}), calibration.micro);
    table.micro(table.in({"全部标签，两族合并", "All ids, families merged"}), calibration.micro_merged);
    if (calibration.reported)
        table.micro(table.in({"规则能报出的标签", "Ids that the rules report"}), *calibration.reported);
    if (calibration.reported_merged)
        table.micro(table.in({"规则能报出的，两族合并", "The same, families merged"}), *calibration.reported_merged);

    for (const Kind kind : {Kind::cue, Kind::strength, Kind::finding}) {
        table.columns(table.in(kind == Kind::cue        ? Words{"线索", "Cues"}
                               : kind == Kind::strength ? Words{"长处", "Strengths"}
                                                        : Words{"问题", "Findings"}));
        for (const IdMatches& id : calibration.ids)
            if (id.kind == kind)
                table.add(figures_row(id.id, id.matches));
        for (const IdMatches& family : calibration.families)
            if (family.kind == kind)
                table.add(figures_row("= " + family.id, family.matches));
    }

    table.heading(padded_right(table.in({"评分项", "Criteria"}), 27) + padded_left(table.in({"已判", "judged"}), 8) +
                  padded_left(table.in({"一致", "agree"}), 8) + padded_left("kappa", 8) +
                  padded_left(table.in({"均不适用", "both n/a"}), 10) + padded_left(table.in({"一方", "one n/a"}), 9) +
                  padded_left(table.in({"无法判断", "no judge"}), 10));
    const auto add_criterion = [&](const CriterionAgreement& criterion, std::string_view name) {
        table.add(fmt::format("{}{:>8}  {}  {}{:>10}{:>9}{:>10}\n", padded_right(harmless(name), 27),
                              criterion.judged(), figure(criterion.agreement()), figure(criterion.kappa()),
                              criterion.both_na, criterion.one_na, criterion.cannot_judge + criterion.unscored));
    };
    for (const CriterionAgreement& criterion : calibration.criteria)
        add_criterion(criterion, criterion.id);
    add_criterion(calibration.all_criteria, table.in({"合计", "all"}));

    if (!calibration.ignored.empty()) {
        std::string text(table.in({"不参与比较：", "Not compared, as no label could say so:"}));
        for (const auto& [id, count] : calibration.ignored)
            text += fmt::format(" {} ({})", harmless(id), count);
        table.add("\n");
        for (const std::string& line : wrapped(text, 80))
            table.add(line + '\n');
    }
    return table.take();
}

std::string calibration_json(const Calibration& calibration) {
    json::Writer w;
    w.begin_object();
    w.key("schema");
    w.string("callscore/calibration/1");
    member(w, "calls", calibration.calls);
    member(w, "micro", calibration.micro);
    member(w, "micro_merged", calibration.micro_merged);
    if (calibration.reported)
        member(w, "micro_reported", *calibration.reported);
    if (calibration.reported_merged)
        member(w, "micro_reported_merged", *calibration.reported_merged);
    member(w, "ids", calibration.ids);
    member(w, "families", calibration.families);
    w.key("criteria");
    w.begin_array();
    for (const CriterionAgreement& criterion : calibration.criteria)
        write_criterion(w, criterion);
    w.end_array();
    w.key("all_criteria");
    write_criterion(w, calibration.all_criteria);
    w.key("ignored");
    w.begin_object();
    for (const auto& [id, count] : calibration.ignored)
        member(w, id, count);
    w.end_object();
    w.end_object();
    return w.take();
}

}  // namespace callscore
