// How fast each part is, over the sample calls and the project's own rules. Medians of several runs.

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "audio/hearing.hpp"
#include "base/file.hpp"
#include "batch/batch.hpp"
#include "json/value.hpp"
#include "load/load.hpp"
#include "measure.hpp"
#include "privacy/mask.hpp"
#include "report/csv.hpp"
#include "report/scorecard_json.hpp"
#include "rubric/files.hpp"
#include "rules/evaluate.hpp"
#include "score/criteria.hpp"
#include "score/score_call.hpp"
#include "text/normalise.hpp"
#include "timeline/timeline.hpp"

namespace callscore::bench {
namespace {

namespace fs = std::filesystem;

const std::string source_dir = CALLSCORE_SOURCE_DIR;
constexpr double micro = 1e6;
constexpr double milli = 1e3;
constexpr double mega = 1e6;

[[noreturn]] void stop(const std::string& why) {
    fmt::print(stderr, "callscore_bench: {}\n", why);
    std::exit(2);
}

std::vector<std::string> files_in(const std::string& folder, const std::string& ending) {
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().string().ends_with(ending))
            files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    if (files.empty())
        stop(fmt::format("no *{} in {}", ending, folder));
    return files;
}

std::string content_of(const std::string& file) {
    Result<std::string> content = read_file(file);
    if (!content)
        stop(one_line(content.error()));
    return std::move(*content);
}

Library rules_or_stop() {
    Outcome<Library> library = load_library(source_dir + "/rules");
    if (!library.value)
        stop(one_line(library.problems.front()));
    return std::move(*library.value);
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / mega;
}

/// The sample calls without their recordings.
struct Samples {
    std::vector<CallSource> sources;  ///< in memory
    std::vector<Call> calls;
    double bytes = 0;
    double turns = 0;

    Samples() {
        for (const std::string& file : files_in(source_dir + "/samples", ".call.json")) {
            CallSource source;
            source.name = fs::path(file).stem().string();
            source.transcript = file;
            source.text = content_of(file);
            Outcome<Call> call = load_call(source, {});
            if (!call.value)
                stop(one_line(call.problems.front()));
            bytes += static_cast<double>(source.text->size());
            turns += static_cast<double>(call.value->turns.size());
            calls.push_back(std::move(*call.value));
            sources.push_back(std::move(source));
        }
    }
    [[nodiscard]] double count() const { return static_cast<double>(calls.size()); }
};

/// What each pass over a call gives to the next one.
struct Passes {
    std::vector<ActMatch> acts;
    std::vector<bool> listener_words;
    Timeline timeline;
    Evaluation evaluation;
    Scorecard card;
};

void bench_rules(Table& table) {
    table.section("rule library");
    const std::string folder = source_dir + "/rules";
    const auto in_ms = [&](const std::string& name, Time time) {
        table.row(name, {{time.median * milli, "ms"}}, time.spread);
    };
    in_ms("load, first time in the process", measure_once([] { keep(rules_or_stop()); }));
    table.row("memory after that, peak", {{peak_megabytes(), "MB"}});
    constexpr int few_runs = 5;
    in_ms("load, again", measure([] { keep(rules_or_stop()); }, few_runs));

    std::vector<std::pair<std::string, std::string>> files;
    for (const char* const part : {"acts", "behaviours", "lists", "rubrics"})
        for (const std::string& file : files_in(folder + "/" + part, ".yaml"))
            files.emplace_back(file, content_of(file));
    Problems problems;
    in_ms("  YAML", measure(
                        [&] {
                            for (const auto& [name, text] : files)
                                keep(yaml::parse(name, text, problems));
                        },
                        few_runs));
    std::vector<yaml::Document> documents;
    for (const auto& [name, text] : files)
        if (name.starts_with(folder + "/acts") || name.starts_with(folder + "/lists"))
            documents.push_back(yaml::parse(name, text, problems));
    const auto read_acts = [&] {
        WordListTable lists;
        std::vector<Act> acts;
        for (const yaml::Document& document : documents)
            if (document.file.starts_with(folder + "/lists"))
                read_list_file(document, lists, problems);
        for (const yaml::Document& document : documents)
            if (document.file.starts_with(folder + "/acts"))
                read_act_file(document, lists, acts, problems);
        return acts;
    };
    in_ms("  phrases to expressions", measure([&] { keep(read_acts()); }, few_runs));
    const std::vector<Act> acts = read_acts();
    in_ms("  RE2 and its literals", measure([&] { keep(ActSet::compile(acts, problems)); }, few_runs));
}

void bench_calls(Table& table, const Samples& samples, const Library& library) {
    table.section(fmt::format("one call ({} samples, {} turns, {:.1f} kB)", samples.count(), samples.turns,
                              samples.bytes / milli));
    std::vector<Passes> passes(samples.calls.size());
    /// Does something with every call and what came of it before.
    const auto pass = [&](const std::string& name, const auto& work, bool of_bytes = false) {
        const Time time = measure([&] {
            for (std::size_t i = 0; i < passes.size(); ++i)
                work(samples.sources[i], samples.calls[i], passes[i]);
        });
        std::vector<Figure> figures{{time.median / samples.count() * micro, "µs/call"},
                                    {time.median / samples.turns * micro, "µs/turn"}};
        if (of_bytes)
            figures.push_back({samples.bytes / time.median / mega, "MB/s"});
        table.row(name, figures, time.spread);
    };

    pass(
        "JSON parsed",
        [](const CallSource& source, const Call&, Passes&) { keep(json::parse(*source.text, source.transcript)); },
        true);
    pass(
        "loaded (JSON, checks, hash)",
        [](const CallSource& source, const Call&, Passes&) { keep(load_call(source, {})); }, true);
    text::Normalised normalised;
    pass("texts normalised", [&](const CallSource&, const Call& call, Passes&) {
        for (const Turn& turn : call.turns) {
            text::normalise(turn.text, normalised);
            keep(normalised);
        }
    });
    ActSet::Scratch scratch;
    pass("acts found (and normalised)",
         [&](const CallSource&, const Call& call, Passes& p) { library.rules.acts.find(call.turns, scratch, p.acts); });
    // What the time goes into: expressions whose literals occur in the turn.
    std::size_t tried = 0;
    for (const Call& call : samples.calls) {
        for (const Turn& turn : call.turns) {
            std::vector<ActMatch> found;
            library.rules.acts.find(std::span(&turn, 1), scratch, found);
            tried += (turn.role == Role::agent ? scratch.agent_patterns : scratch.customer_patterns).candidates.size();
        }
    }
    table.row("  expressions tried", {{static_cast<double>(tried) / samples.count(), "a call"},
                                      {static_cast<double>(tried) / samples.turns, "a turn"}});
    pass("timeline", [&](const CallSource&, const Call& call, Passes& p) {
        p.listener_words.assign(call.turns.size(), false);
        for (const ActMatch& match : p.acts)
            if (match.act == library.rules.listener_act)
                p.listener_words[static_cast<std::size_t>(match.turn)] = true;
        p.timeline = make_timeline(call, p.listener_words, library.rules.turn_taking);
    });
    pass("rules evaluated", [&](const CallSource&, const Call& call, Passes& p) {
        p.evaluation = evaluate(call, p.timeline, p.acts, library.rules);
    });
    std::vector<CriterionResult> criteria;
    pass("criteria and sections judged", [&](const CallSource&, const Call&, Passes& p) {
        for (const Rubric& rubric : library.rubrics) {
            criteria.clear();
            for (const Criterion& criterion : rubric.criteria)
                criteria.push_back(judge_criterion(criterion, p.evaluation, library));
            for (const Section& section : rubric.sections)
                keep(judge_section(section, criteria));
        }
    });
    ScoreScratch score_scratch;
    pass("scored: all from the acts on",
         [&](const CallSource&, const Call& call, Passes& p) { p.card = score_call(call, library, score_scratch); });
    pass("masked", [](const CallSource&, const Call& call, Passes&) { keep(MaskedCall(call)); });
    pass("scorecard written (and masked)",
         [](const CallSource&, const Call& call, Passes& p) { keep(scorecard_json(p.card, call, "0")); });
    pass("rows of findings (and masked)",
         [](const CallSource&, const Call& call, Passes& p) { keep(findings_csv_rows(p.card, call)); });
}

/// Gone at the end, with what is in it.
struct TemporaryFolder {
    std::string path = (fs::temp_directory_path() / "callscore_bench_XXXXXX").string();

    TemporaryFolder() {
        if (mkdtemp(path.data()) == nullptr)
            stop("no folder for temporary files");
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { fs::remove_all(path); }
};

/// The samples again and again, each time with another id, one a line.
void write_many_calls(const Samples& samples, int count, const std::string& file) {
    std::ofstream out(file, std::ios::binary);
    for (int i = 0; i < count; ++i) {
        std::string line = *samples.sources[static_cast<std::size_t>(i) % samples.sources.size()].text;
        const std::string key = "\"id\": \"";  // the call's own stands first
        const std::size_t at = line.find(key);
        if (at == std::string::npos)
            stop("a sample without an id");
        line.insert(at + key.size(), fmt::format("{}-", i));
        std::replace(line.begin(), line.end(), '\n', ' ');
        out << line << '\n';
    }
}

void bench_runs(Table& table, const Samples& samples, const Library& library) {
    constexpr int count = 500;
    table.section(fmt::format("a run over {} calls: found, loaded, scored, written", count));
    const TemporaryFolder folder;
    const std::string file = folder.path + "/calls.ndjson";
    write_many_calls(samples, count, file);
    constexpr int few_runs = 5;
    const auto per_call = [&](const std::string& name, Time time) {
        table.row(name, {{count / time.median, "calls/s"}, {time.median / count * micro, "µs/call"}}, time.spread);
    };
    per_call("only found", measure([&] { keep(find_sources(std::span(&file, 1), {})); }, few_runs));
    const auto run = [&](const std::string& name, int jobs, bool write) {
        BatchOptions options;
        options.jobs = jobs;
        options.rules_path = "rules";
        options.tool_version = "0";
        int runs = 0;
        const Time time = measure(
            [&] {
                // A folder of its own for each: to replace files is slower than to make them, on some file systems.
                if (write)
                    options.folder = fmt::format("{}/results-{}-{}", folder.path, jobs, runs++);
                const BatchResult result = run_batch(find_sources(std::span(&file, 1), options.load), library, options);
                if (result.calls.size() != count || !result.fatal.empty())
                    stop("a run that is not complete");
            },
            few_runs);
        per_call(name, time);
    };
    run("one thread, nothing written", 1, false);
    run("one thread", 1, true);
    run("two threads", 2, true);
}

void bench_audio(Table& table) {
    table.section("recordings heard, one thread");
    for (const std::string& file : files_in(source_dir + "/samples", ".flac")) {
        double length = 0;
        constexpr int few_runs = 5;
        const Time time = measure(
            [&] {
                const Result<Hearing> hearing = listen(file);
                if (!hearing)
                    stop(one_line(hearing.error()));
                length = to_seconds(hearing->length);
            },
            few_runs);
        table.row(fs::path(file).filename().string(),
                  {{length / time.median, "× real"}, {time.median * milli, "ms"}, {length, "s long"}}, time.spread);
    }
}

int run(bool csv) {
    Table table(csv);
    if (!csv)
        fmt::print("median of several runs, ± half the distance between their quartiles\n");
    bench_rules(table);
    const Library library = rules_or_stop();
    const Samples samples;
    bench_calls(table, samples, library);
    bench_runs(table, samples, library);
    bench_audio(table);
    table.section("memory");
    table.row("peak", {{peak_megabytes(), "MB"}});
    return 0;
}

}  // namespace
}  // namespace callscore::bench

int main(int count, char** arguments) {
    const std::vector<std::string> options(arguments + 1, arguments + count);
    if (!options.empty() && options != std::vector<std::string>{"--csv"}) {
        fmt::print(stderr, "usage: callscore_bench [--csv]\n");
        return 2;
    }
    return callscore::bench::run(!options.empty());
}
