#include "report/run_json.hpp"

#include <algorithm>
#include <tuple>

#include "json/writer.hpp"

namespace callscore {
namespace {

void member(json::Writer& w, std::string_view key, std::string_view value) {
    w.key(key);
    w.string(value);
}

void member(json::Writer& w, std::string_view key, int value) {
    w.key(key);
    w.integer(value);
}

void member(json::Writer& w, std::string_view key, const std::map<std::string, int>& counts) {
    w.key(key);
    w.begin_object();
    for (const auto& [id, count] : counts)
        member(w, id, count);
    w.end_object();
}

}  // namespace

void count_call(RunSummary& run, const Scorecard& card) {
    ++run.calls_scored;
    run.calls_failed += card.failed ? 1 : 0;
    const auto add = [](std::map<std::string, int>& counts, const std::vector<Finding>& findings) {
        for (const Finding& finding : findings)
            ++counts[finding.id];
    };
    add(run.findings, card.findings);
    add(run.flags, card.flags);
    add(run.strengths, card.strengths);
    add(run.cues, card.cues);
    for (const CannotJudge& judged : card.cannot_judge)
        ++run.cannot_judge[judged.id];
}

std::string run_json(const RunSummary& run) {
    auto rubrics = run.rubrics;
    std::sort(rubrics.begin(), rubrics.end(), [](const RubricReference& a, const RubricReference& b) {
        return std::tie(a.id, a.version, a.hash) < std::tie(b.id, b.version, b.hash);
    });
    auto reports = run.reports;
    std::sort(reports.begin(), reports.end());
    reports.erase(std::unique(reports.begin(), reports.end()), reports.end());
    auto options = run.options;
    std::sort(options.begin(), options.end());

    json::Writer w;
    w.begin_object();
    member(w, "schema", "callscore/run/1");
    member(w, "tool_version", run.tool_version);
    w.key("rules");
    w.begin_object();
    member(w, "path", run.rules_path);
    member(w, "hash", run.rules_hash);
    w.key("rubrics");
    w.begin_array();
    for (const RubricReference& rubric : rubrics) {
        w.begin_inline_object();
        member(w, "id", rubric.id);
        member(w, "version", rubric.version);
        member(w, "hash", rubric.hash);
        w.end_object();
    }
    w.end_array();
    w.key("reports");
    w.begin_array();
    for (const std::string& id : reports)
        w.string(id);
    w.end_array();
    w.end_object();
    w.key("options");
    w.begin_object();
    for (const auto& [name, value] : options)
        member(w, name, value);
    w.end_object();
    w.key("counts");
    w.begin_object();
    member(w, "calls_scored", run.calls_scored);
    member(w, "calls_failed", run.calls_failed);
    member(w, "inputs_not_read", run.inputs_not_read);
    member(w, "warnings", run.warnings);
    member(w, "findings", run.findings);
    member(w, "flags", run.flags);
    member(w, "strengths", run.strengths);
    member(w, "cues", run.cues);
    member(w, "cannot_judge", run.cannot_judge);
    w.end_object();
    w.end_object();
    return w.take();
}

}  // namespace callscore
