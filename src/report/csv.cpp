#include "report/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "report/quote.hpp"
#include "report/width.hpp"

namespace callscore {
namespace {

/// Fixed decimals without trailing zeros: 72.5, 3.
std::string number_cell(double value, int decimals) {
    std::string digits = fmt::format("{:.{}f}", value, decimals);
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.')
            digits.pop_back();
    }
    return digits == "-0" ? "0" : digits;
}

std::string score_cell(const std::optional<double>& score) {
    return score ? number_cell(*score, 2) : std::string{};
}

std::string row_of(std::span<const std::string> cells) {
    std::string row;
    for (const std::string& cell : cells) {
        if (&cell != &cells.front())
            row += ',';
        row += cell;
    }
    return row + '\n';
}

bool runs_as_formula(std::string_view text) {
    constexpr std::array<std::string_view, 11> starts{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

void add_rows(std::string& out, std::span<const Finding> findings, const Scorecard& card, const MaskedCall& call) {
    for (const Finding& finding : findings) {
        const std::array<std::string, 18> cells{
            csv_text(card.call_id),
            csv_text(card.agent.id),
            csv_text(card.agent.team),
            csv_text(card.started_at),
            csv_text(name_of(finding.kind)),
            csv_text(finding.id),
            finding.kind == Kind::finding ? csv_text(name_of(finding.weight)) : std::string{},
            fmt::format("{}", finding.turn),
            finding.time ? number_cell(to_seconds(finding.time->begin), 3) : std::string{},
            finding.time ? number_cell(to_seconds(finding.time->end), 3) : std::string{},
            csv_text(name_of(finding.role)),
            csv_text(shown_words(call, finding)),
            csv_text(finding.rule),
            csv_text(finding.message.zh),
            csv_text(finding.message.en),
            csv_text(finding.advice.zh),
            csv_text(finding.advice.en),
            csv_text(finding.source),
        };
        out += row_of(cells);
    }
}

std::size_t count_of(const Scorecard& card, Weight weight) {
    return static_cast<std::size_t>(std::count_if(card.findings.begin(), card.findings.end(),
                                                  [&](const Finding& finding) { return finding.weight == weight; }));
}

template <class Results>
auto find_id(const Results& results, std::string_view id) {
    return std::find_if(results.begin(), results.end(), [&](const auto& result) { return result.id == id; });
}

}  // namespace

std::string csv_text(std::string_view text) {
    const bool guarded = runs_as_formula(text);
    if (!guarded && text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return "'" + std::string(text);
    std::string cell = guarded ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"')
            cell += '"';
        cell += c;
    }
    return cell + '"';
}

std::string findings_csv_header() {
    return "call_id,agent_id,team,started_at,kind,id,severity,turn,start,end,role,quote,rule,message_zh,message_en,"
           "advice_zh,advice_en,source\n";
}

std::string findings_csv_rows(const Scorecard& card, const Call& call) {
    const MaskedCall words(call);
    std::string rows;
    for (const auto* findings : {&card.findings, &card.flags, &card.strengths, &card.cues})
        add_rows(rows, *findings, card, words);
    return rows;
}

void add_columns(CallColumns& columns, const Scorecard& card) {
    for (const RubricResult& rubric : card.rubrics) {
        columns.rubrics.push_back(rubric.id);
        for (const CriterionResult& criterion : rubric.criteria)
            columns.criteria.emplace_back(rubric.id, criterion.id);
    }
    const auto sort_unique = [](auto& values) {
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
    };
    sort_unique(columns.rubrics);
    sort_unique(columns.criteria);
}

std::string calls_csv_header(const CallColumns& columns) {
    std::string header = "call_id,agent_id,team,started_at,language,turns,length_s,timing_source,score,failed";
    for (const std::string& rubric : columns.rubrics)
        header += "," + csv_text("score:" + rubric);
    for (const auto& [rubric, criterion] : columns.criteria)
        header += "," + csv_text(rubric + ":" + criterion);
    return header + ",findings,critical,major,minor,strengths,cues,cannot_judge,source,input_hash\n";
}

std::string calls_csv_row(const Scorecard& card, const CallColumns& columns) {
    const auto count = [](std::size_t size) { return fmt::format("{}", size); };
    std::vector<std::string> cells{csv_text(card.call_id),
                                   csv_text(card.agent.id),
                                   csv_text(card.agent.team),
                                   csv_text(card.started_at),
                                   csv_text(name_of(card.language)),
                                   fmt::format("{}", card.turns),
                                   number_cell(to_seconds(card.length), 3),
                                   csv_text(name_of(card.timing.source)),
                                   score_cell(card.score),
                                   card.failed ? "true" : "false"};
    for (const std::string& id : columns.rubrics) {
        const auto rubric = find_id(card.rubrics, id);
        cells.push_back(rubric == card.rubrics.end() ? std::string{} : score_cell(rubric->score));
    }
    for (const auto& [rubric_id, id] : columns.criteria) {
        const auto rubric = find_id(card.rubrics, rubric_id);
        if (rubric == card.rubrics.end()) {
            cells.emplace_back();
            continue;
        }
        const auto criterion = find_id(rubric->criteria, id);
        cells.emplace_back(criterion == rubric->criteria.end() ? std::string_view{} : name_of(criterion->verdict));
    }
    cells.insert(cells.end(), {count(card.findings.size()), count(count_of(card, Weight::critical)),
                               count(count_of(card, Weight::major)), count(count_of(card, Weight::minor)),
                               count(card.strengths.size()), count(card.cues.size()), count(card.cannot_judge.size()),
                               csv_text(card.source), csv_text(card.input_hash)});
    return row_of(cells);
}

std::string errors_csv_header() {
    return "severity,code,file,line,column,message,hint,call_id\n";
}

std::string errors_csv_row(const Problem& problem, std::string_view call_id) {
    const auto place = [](int value) { return value > 0 ? fmt::format("{}", value) : std::string{}; };
    const std::array<std::string, 8> cells{problem.severity == Severity::error     ? "error"
                                           : problem.severity == Severity::warning ? "warning"
                                                                                   : "note",
                                           csv_text(problem.code),
                                           csv_text(problem.span.file),
                                           place(problem.span.line),
                                           place(problem.span.column),
                                           csv_text(harmless(problem.message)),
                                           csv_text(harmless(problem.hint)),
                                           csv_text(call_id)};
    return row_of(cells);
}

}  // namespace callscore
