#include "batch/batch.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hash.hpp"
#include "load/load.hpp"
#include "unit/problems.hpp"
#include "unit/small_library.hpp"
#include "unit/temporary_folder.hpp"

using namespace callscore;

namespace {

const Library& library() {
    static const Library loaded =
        library_of_acts()
            .with("behaviours/rules.yaml", behaviours(rule("soothes", "strength", "every: soothes") +
                                                      finding("refused", "never: refuses", "major")))
            .with("rubrics/words.yaml", R"(callscore: 1
rubric: words
version: '1.0'
title: {zh: 用语, en: Words}
score:
  manner: {formula: manner, weight: 1}
criteria:
  - criterion: manner
    title: {zh: 态度, en: Manner}
    met: unless broken
    broken by: [refused]
)")
            .with("plan.yaml", "callscore: 1\nrubrics:\n  - {rubric: words}\n")
            .loaded();
    return loaded;
}

/// A call of one turn, as JSON.
std::string call_json(std::string_view id, std::string_view text) {
    return fmt::format(
        R"({{"schema":"callscore/call/1","id":"{}","language":"zh","turns":[{{"role":"agent","start":0,"end":1,"text":"{}"}}]}})",
        id, text);
}

Sources sources_in(const TemporaryFolder& folder) {
    return find_sources(std::vector<std::string>{folder.path.string()}, {});
}

BatchResult run(Sources sources, const std::string& folder = {}, int jobs = 1) {
    BatchOptions options;
    options.folder = folder;
    options.jobs = jobs;
    options.rules_path = "rules";
    options.tool_version = "1.2.3";
    return run_batch(std::move(sources), library(), options);
}

/// All files below a folder with their contents.
std::map<std::string, std::string> contents_of(const std::filesystem::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            out[entry.path().lexically_relative(folder).string()] = content_of(entry.path());
    return out;
}

std::vector<std::string> names(const std::map<std::string, std::string>& files) {
    std::vector<std::string> out;
    for (const auto& [name, content] : files)
        out.push_back(name);
    return out;
}

/// "id score" of each call.
std::vector<std::string> lines_of(const BatchResult& result) {
    std::vector<std::string> out;
    for (const CallLine& call : result.calls)
        out.push_back(call.id + (call.score ? fmt::format(" {:g}", *call.score) : ""));
    return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("calls are scored and told in order of their ids, not of their files") {
    const TemporaryFolder calls;
    calls.write("1.json", call_json("c", "不能"));
    calls.write("2.json", call_json("a", "别急"));
    calls.write("3.json", call_json("b", "您好"));
    const TemporaryFolder out;
    const BatchResult result = run(sources_in(calls), out.at("results"));
    CHECK(result.problems == Problems{});
    CHECK(result.fatal == Problems{});
    CHECK(lines_of(result) == Lines{"a 100", "b 100", "c 80"});
    CHECK(result.summary.calls_scored == 3);
    CHECK(result.summary.inputs_not_read == 0);
    CHECK(result.summary.findings == std::map<std::string, int>{{"refused", 1}});
    CHECK(result.summary.strengths == std::map<std::string, int>{{"soothes", 1}});
    CHECK(result.summary.reports == Lines{"refused", "soothes"});
    CHECK(result.summary.rules_hash == library().hash);
    CHECK(names(contents_of(out.at("results"))) == Lines{"calls.csv", "errors.csv", "findings.csv", "run.json",
                                                         "scorecards/a.json", "scorecards/b.json",
                                                         "scorecards/c.json"});
}

TEST_CASE("without a folder nothing is written, and the result is the same") {
    const TemporaryFolder calls;
    calls.write("1.json", call_json("c", "不能"));
    CHECK(lines_of(run(sources_in(calls))) == Lines{"c 80"});
    CHECK(names(contents_of(calls.path)) == Lines{"1.json"});
}

TEST_CASE("no calls are a result, too") {
    const TemporaryFolder out;
    const BatchResult result = run({}, out.at("results"));
    CHECK(result.calls.empty());
    CHECK(result.problems == Problems{});
    CHECK(result.fatal == Problems{});
    CHECK(names(contents_of(out.path)) ==
          Lines{"results/calls.csv", "results/errors.csv", "results/findings.csv", "results/run.json"});
}

TEST_CASE("a call that cannot be read is told, and the others are scored") {
    const TemporaryFolder calls;
    calls.write("1.json", call_json("a", "不能"));
    const std::string bad = calls.write("2.json", R"({"schema":"callscore/call/1","id":"b","turns":[]})");
    calls.write("3.json", call_json("c", "别急"));
    const TemporaryFolder out;
    const BatchResult result = run(sources_in(calls), out.path.string());
    CHECK(lines_of(result) == Lines{"a 80", "c 100"});
    CHECK(result.fatal == Problems{});
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].code == "CS128");
    CHECK(result.problems[0].severity == Severity::error);
    CHECK(result.problems[0].span.file == bad);
    CHECK(result.summary.calls_scored == 2);
    CHECK(result.summary.inputs_not_read == 1);
    const auto files = contents_of(out.path);
    CHECK(names(files) ==
          Lines{"calls.csv", "errors.csv", "findings.csv", "run.json", "scorecards/a.json", "scorecards/c.json"});
    CHECK(std::count(files.at("errors.csv").begin(), files.at("errors.csv").end(), '\n') == 2);
    CHECK(std::count(files.at("calls.csv").begin(), files.at("calls.csv").end(), '\n') == 3);
}

TEST_CASE("what was wrong with the inputs themselves is told with the rest, in order") {
    const TemporaryFolder calls;
    Sources sources =
        find_sources(std::vector<std::string>{calls.at("none"), calls.write("a.json", call_json("a", "您好"))}, {});
    const BatchResult result = run(std::move(sources));
    CHECK(lines_of(result) == Lines{"a 100"});
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].code == "CS101");
    CHECK(result.summary.inputs_not_read == 1);
}

TEST_CASE("of calls with the same id the first by name is scored, and its scorecard stays") {
    const TemporaryFolder calls;
    const std::string first = calls.write("1.json", call_json("same", "不能"));
    const std::string second = calls.write("2.json", call_json("same", "别急"));
    calls.write("3.json", call_json("other", "您好"));
    const std::string fourth = calls.write("4.json", call_json("same", "您好，不能，不能"));
    const Problems expected{
        error("CS150", {second, 0, 0, 0, {}}, fmt::format("not scored: its call id 'same' is that of {}", first),
              "give each call an id of its own"),
        error("CS150", {fourth, 0, 0, 0, {}}, fmt::format("not scored: its call id 'same' is that of {}", first),
              "give each call an id of its own")};
    std::map<std::string, std::string> before;
    for (const int jobs : {1, 4, 4, 4}) {
        for (const bool reversed : {false, true}) {
            const TemporaryFolder out;
            Sources sources = sources_in(calls);
            if (reversed)
                std::reverse(sources.calls.begin(), sources.calls.end());
            const BatchResult result = run(std::move(sources), out.path.string(), jobs);
            CHECK(result.problems == expected);
            CHECK(result.fatal == Problems{});
            CHECK(lines_of(result) == Lines{"other 100", "same 80"});
            CHECK(result.summary.calls_scored == 2);
            CHECK(result.summary.inputs_not_read == 2);
            const auto files = contents_of(out.path);
            CHECK(names(files) == Lines{"calls.csv", "errors.csv", "findings.csv", "run.json", "scorecards/other.json",
                                        "scorecards/same.json"});
            CHECK(files.at("scorecards/same.json").find(sha256_file(first)) != std::string::npos);
            if (!before.empty())
                CHECK(files == before);
            before = files;
        }
    }
}

TEST_CASE("calls on the lines of one file that share an id are named by their lines") {
    const TemporaryFolder calls;
    const std::string lines = calls.write(
        "night.ndjson", call_json("x", "不能") + "\n" + call_json("y", "您好") + "\n" + call_json("x", "别急") + "\n");
    const BatchResult result = run(find_sources(std::vector<std::string>{lines}, {}));
    CHECK(lines_of(result) == Lines{"x 80", "y 100"});
    CHECK(result.problems == Problems{error("CS150", {lines + ":3", 0, 0, 0, {}},
                                            fmt::format("not scored: its call id 'x' is that of {}:1", lines),
                                            "give each call an id of its own")});
}

TEST_CASE("the same bytes come out for any number of threads and any order of sources") {
    const TemporaryFolder calls;
    for (int i = 0; i < 40; ++i) {
        const std::string text = i % 3 == 0 ? "不能" : i % 3 == 1 ? "别急" : "您好";
        calls.write(fmt::format("{:02}.json", i), call_json(fmt::format("call-{}", 40 - i), text));
    }
    calls.write("50.json", "{");
    calls.write("51.json", R"({"schema":"callscore/call/1","id":"warned","language":"zh","x":1,)"
                           R"("turns":[{"role":"agent","text":"您好"}]})");
    std::map<std::string, std::string> before;
    for (const int jobs : {1, 4}) {
        for (const bool reversed : {false, true}) {
            const TemporaryFolder out;
            Sources sources = sources_in(calls);
            if (reversed)
                std::reverse(sources.calls.begin(), sources.calls.end());
            const BatchResult result = run(std::move(sources), out.path.string(), jobs);
            CHECK(result.fatal == Problems{});
            CHECK(result.calls.size() == 41);
            CHECK(result.summary.warnings > 0);
            const auto files = contents_of(out.path);
            CHECK(files.size() == 45);
            if (!before.empty())
                CHECK(files == before);
            before = files;
        }
    }
}

TEST_CASE("where the folder cannot be made nothing is scored") {
    const TemporaryFolder calls;
    calls.write("1.json", call_json("a", "不能"));
    const TemporaryFolder out;
    const std::string in_the_way = out.write("file", "x");
    const BatchResult result = run(sources_in(calls), in_the_way + "/results");
    CHECK(result.calls.empty());
    CHECK(result.problems == Problems{});
    CHECK(result.fatal ==
          Problems{error("CS301", {in_the_way + "/results/scorecards", 0, 0, 0, {}}, "cannot be made: Not a directory",
                         "give a folder that can be written with -o")});
    CHECK(content_of(in_the_way) == "x");
}

TEST_CASE("what cannot be written is told, and the rest is written") {
    const TemporaryFolder calls;
    calls.write("1.json", call_json("a", "不能"));
    calls.write("2.json", call_json("b", "您好"));
    const TemporaryFolder out;
    // Folders stand where files are to be.
    out.write("scorecards/a.json/inside", "x");
    out.write("calls.csv/inside", "x");
    const BatchResult result = run(sources_in(calls), out.path.string());
    const std::string hint = "check the folder, its permissions and the free space";
    CHECK(result.fatal ==
          Problems{error("CS301", {out.at("scorecards/a.json"), 0, 0, 0, {}}, "cannot be put in place: Is a directory",
                         hint),
                   error("CS301", {out.at("calls.csv"), 0, 0, 0, {}}, "cannot be put in place: Is a directory", hint)});
    CHECK(lines_of(result) == Lines{"a 80", "b 100"});
    CHECK(names(contents_of(out.path)) == Lines{"calls.csv/inside", "errors.csv", "findings.csv", "run.json",
                                                "scorecards/a.json/inside", "scorecards/b.json"});
}

TEST_CASE("an id is made safe before it names a file, and the table has it so") {
    const TemporaryFolder calls;
    calls.write("1.json", call_json("../夜", "您好"));
    const TemporaryFolder out;
    const BatchResult result = run(sources_in(calls), out.at("results"));
    CHECK(result.fatal == Problems{});
    const Lines files = names(contents_of(out.path));
    REQUIRE(files.size() == 5);
    CHECK(files[4] == "results/scorecards/" + safe_id("../夜") + ".json");
}

TEST_CASE("progress comes once for each call, up to all") {
    const TemporaryFolder calls;
    for (const char* const id : {"a", "b", "c"})
        calls.write(std::string(id) + ".json", call_json(id, "您好"));
    for (const int jobs : {1, 3}) {
        std::vector<std::size_t> done;
        BatchOptions options;
        options.jobs = jobs;
        options.progress = [&](std::size_t now, std::size_t all) {
            CHECK(all == 3);
            done.push_back(now);
        };
        CHECK(run_batch(sources_in(calls), library(), options).calls.size() == 3);
        std::sort(done.begin(), done.end());
        CHECK(done == std::vector<std::size_t>{1, 2, 3});
    }
}
