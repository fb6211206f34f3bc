#include "batch/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>

#include "base/file.hpp"
#include "load/load.hpp"
#include "report/csv.hpp"
#include "report/scorecard_json.hpp"
#include "score/score_call.hpp"

namespace callscore {
namespace {

namespace fs = std::filesystem;

/// What one source came to. The rows are kept until all calls are there, for tables are in order of ids.
struct Slot {
    bool scored = false;
    std::string id;
    CallLine line;
    Scorecard counts;  ///< ids of what was found, without texts: for the summary
    std::string finding_rows;
    std::string call_row;
    Problems problems;
    Problems fatal;
};

/// The columns that all calls of a run share come from the rubrics, not from the calls.
CallColumns columns_of(const Library& library) {
    Scorecard all;
    for (const Rubric& rubric : library.rubrics) {
        RubricResult& result = all.rubrics.emplace_back();
        result.id = rubric.id;
        for (const Criterion& criterion : rubric.criteria)
            result.criteria.emplace_back().id = criterion.id;
    }
    CallColumns columns;
    add_columns(columns, all);
    return columns;
}

class Batch {
  public:
    Batch(std::vector<CallSource> sources, const Library& library, const BatchOptions& options)
        : sources_(std::move(sources)), library_(library), options_(options), columns_(columns_of(library)),
          slots_(sources_.size()) {}

    BatchResult run(Problems found) {
        BatchResult result;
        result.problems = std::move(found);
        if (!options_.folder.empty() && !make_folder(options_.folder + "/scorecards", result.fatal))
            return result;
        work();
        settle_duplicates();
        collect(result);
        return result;
    }

  private:
    static bool make_folder(const std::string& folder, Problems& fatal) {
        std::error_code error;
        fs::create_directories(folder, error);
        if (!error)
            return true;
        fatal.push_back({"CS301", Severity::error, {folder, 0, 0, 0, {}},
                         fmt::format("cannot be made: {}", error.message()),
                         "give a folder that can be written with -o"});
        return false;
    }

    void work() {
        std::atomic<std::size_t> next{0};
        std::atomic<std::size_t> done{0};
        std::mutex progress_mutex;
        const auto worker = [&] {
            ScoreScratch scratch;
            for (std::size_t i = next++; i < sources_.size(); i = next++) {
                score(i, scratch);
                const std::size_t finished = ++done;
                if (options_.progress) {
                    const std::lock_guard lock(progress_mutex);
                    options_.progress(finished, sources_.size());
                }
            }
        };
        std::vector<std::jthread> threads;
        for (int i = 1; i < options_.jobs; ++i)
            threads.emplace_back(worker);
        worker();
    }

    void score(std::size_t index, ScoreScratch& scratch) {
        Slot slot;
        Outcome<Call> loaded = load_call(sources_[index], options_.load);
        slot.problems = std::move(loaded.problems);
        if (loaded.value) {
            const Call& call = *loaded.value;
            const Scorecard card = score_call(call, library_, scratch);
            slot.scored = true;
            slot.id = call.id;
            slot.line = line_of(card);
            slot.finding_rows = findings_csv_rows(card, call);
            slot.call_row = calls_csv_row(card, columns_);
            slot.counts = ids_only(card);
            if (!options_.folder.empty())
                write(scorecard_path(slot.id), scorecard_json(card, call, options_.tool_version), slot.fatal);
        }
        slots_[index] = std::move(slot);
    }

    static Scorecard ids_only(const Scorecard& card) {
        Scorecard out;
        out.failed = card.failed;
        const auto copy = [](const std::vector<Finding>& from, std::vector<Finding>& to) {
            for (const Finding& finding : from)
                to.emplace_back().id = finding.id;
        };
        copy(card.findings, out.findings);
        copy(card.flags, out.flags);
        copy(card.strengths, out.strengths);
        copy(card.cues, out.cues);
        for (const CannotJudge& rule : card.cannot_judge)
            out.cannot_judge.push_back({rule.rule, rule.id, {}});
        return out;
    }

    [[nodiscard]] std::string scorecard_path(const std::string& id) const {
        return fmt::format("{}/scorecards/{}.json", options_.folder, id);
    }

    static void write(const std::string& path, std::string_view content, Problems& fatal) {
        if (const Result<bool> written = write_file(path, content); !written)
            fatal.push_back(written.error());
    }

    /// Of several inputs with one id the first by name is kept, whichever thread was first. Its scorecard is written
    /// again, because another one's may stand there.
    void settle_duplicates() {
        std::map<std::string, std::size_t> first;
        std::vector<std::size_t> overwritten;
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            if (!slots_[i].scored)
                continue;
            const auto [known, is_new] = first.emplace(slots_[i].id, i);
            if (is_new)
                continue;
            overwritten.push_back(known->second);
            slots_[i].scored = false;
            slots_[i].fatal.clear();  // two threads may have been in each other's way; the file is written again below
            slots_[i].problems.push_back(
                {"CS150",
                 Severity::error,
                 {name_of_source(i), 0, 0, 0, {}},
                 fmt::format("not scored: its call id '{}' is that of {}", slots_[i].id, name_of_source(known->second)),
                 "give each call an id of its own"});
        }
        std::sort(overwritten.begin(), overwritten.end());
        overwritten.erase(std::unique(overwritten.begin(), overwritten.end()), overwritten.end());
        ScoreScratch scratch;
        for (const std::size_t index : overwritten)
            score(index, scratch);
    }

    [[nodiscard]] std::string name_of_source(std::size_t index) const {
        const CallSource& source = sources_[index];
        std::string name = !source.transcript.empty() ? source.transcript
                           : !source.audio.empty()    ? source.audio.front()
                                                      : source.name;
        if (source.line)
            name += fmt::format(":{}", source.line->number);
        return name;
    }

    void collect(BatchResult& result) {
        std::vector<const Slot*> in_order;
        std::vector<std::pair<const Problem*, const std::string*>> problems;
        static const std::string no_id;
        for (const Problem& problem : result.problems)
            problems.emplace_back(&problem, &no_id);
        RunSummary& summary = result.summary;
        for (const Slot& slot : slots_) {
            for (const Problem& problem : slot.problems)
                problems.emplace_back(&problem, slot.scored ? &slot.id : &no_id);
            for (const Problem& problem : slot.fatal)
                result.fatal.push_back(problem);
            if (!slot.scored) {
                ++summary.inputs_not_read;
                continue;
            }
            in_order.push_back(&slot);
            count_call(summary, slot.counts);
        }
        for (const Problem& problem : result.problems)
            summary.inputs_not_read += problem.severity == Severity::error ? 1 : 0;
        std::sort(in_order.begin(), in_order.end(), [](const Slot* a, const Slot* b) { return a->id < b->id; });
        std::stable_sort(problems.begin(), problems.end(), [](const auto& a, const auto& b) {
            return std::tie(a.first->span.file, a.first->span.line, a.first->span.column, a.first->code,
                            a.first->message) < std::tie(b.first->span.file, b.first->span.line, b.first->span.column,
                                                         b.first->code, b.first->message);
        });
        for (const auto& [problem, id] : problems)
            summary.warnings += problem->severity == Severity::warning ? 1 : 0;
        describe(summary);
        if (!options_.folder.empty())
            write_tables(in_order, problems, summary, result.fatal);

        Problems all;
        for (const auto& [problem, id] : problems)
            all.push_back(*problem);
        result.problems = std::move(all);
        for (const Slot* slot : in_order)
            result.calls.push_back(slot->line);
    }

    void describe(RunSummary& summary) const {
        summary.tool_version = options_.tool_version;
        summary.rules_path = options_.rules_path;
        summary.rules_hash = library_.hash;
        summary.reports = library_.reports;
        for (const Rubric& rubric : library_.rubrics)
            summary.rubrics.push_back({rubric.id, rubric.version, rubric.hash});
        if (options_.load.agent_channel)
            summary.options.emplace_back("agent-channel", fmt::format("{}", *options_.load.agent_channel));
        if (!options_.load.agent_speaker.empty())
            summary.options.emplace_back("agent", options_.load.agent_speaker);
        if (!options_.load.from.empty())
            summary.options.emplace_back("from", options_.load.from);
    }

    void write_tables(const std::vector<const Slot*>& calls,
                      const std::vector<std::pair<const Problem*, const std::string*>>& problems,
                      const RunSummary& summary, Problems& fatal) const {
        std::string findings = findings_csv_header();
        std::string rows = calls_csv_header(columns_);
        for (const Slot* slot : calls) {
            findings += slot->finding_rows;
            rows += slot->call_row;
        }
        std::string errors = errors_csv_header();
        for (const auto& [problem, id] : problems)
            errors += errors_csv_row(*problem, *id);
        write(options_.folder + "/findings.csv", findings, fatal);
        write(options_.folder + "/calls.csv", rows, fatal);
        write(options_.folder + "/errors.csv", errors, fatal);
        write(options_.folder + "/run.json", run_json(summary), fatal);
    }

    std::vector<CallSource> sources_;
    const Library& library_;
    const BatchOptions& options_;
    CallColumns columns_;
    std::vector<Slot> slots_;
};

}  // namespace

BatchResult run_batch(Sources sources, const Library& library, const BatchOptions& options) {
    // What comes first by name is first, in whatever order the sources were found.
    const auto key = [](const CallSource& source) {
        return std::tuple(source.transcript.empty() && !source.audio.empty() ? std::string_view(source.audio.front())
                                                                              : std::string_view(source.transcript),
                          source.line ? source.line->offset : 0, std::string_view(source.name));
    };
    std::stable_sort(sources.calls.begin(), sources.calls.end(),
                     [&](const CallSource& a, const CallSource& b) { return key(a) < key(b); });
    return Batch(std::move(sources.calls), library, options).run(std::move(sources.problems));
}

}  // namespace callscore
