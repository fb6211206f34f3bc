#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "cli/command.hpp"
#include "json/value.hpp"
#include "load/load.hpp"
#include "score/score_call.hpp"

namespace callscore {
namespace {

namespace fs = std::filesystem;

struct ShowOptions {
    Common common;
    std::string call;
    std::string results;
    LoadOptions load;
};

/// Ids are taken as the call states them and as results show them.
std::optional<std::string> scorecard_of(const ShowOptions& options) {
    for (const std::string& id : {safe_id(options.call), options.call}) {
        std::string path = fmt::format("{}/scorecards/{}.json", options.results, id);
        std::error_code error;
        if (id.find('/') == std::string::npos && fs::exists(path, error))
            return path;
    }
    return std::nullopt;
}

Problem unknown_id(const ShowOptions& options) {
    std::vector<std::string> ids;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(options.results + "/scorecards", error))
        ids.push_back(entry.path().stem().string());
    std::sort(ids.begin(), ids.end());
    const std::string meant = did_you_mean(options.call, std::vector<std::string_view>(ids.begin(), ids.end()));
    return {"CS101", Severity::error, {options.results, 0, 0, 0, {}},
            error ? "not a folder of results" : fmt::format("no call '{}' among these results", options.call),
            error ? "give the folder that 'callscore score -o' wrote"
                  : (meant.empty() ? "their ids stand in calls.csv" : meant)};
}

/// The input that a scorecard was made from, or the path itself where it is no scorecard. A call that came as a line of
/// a file is found by its id there.
struct Wanted {
    std::string input;
    std::string id;  ///< empty: the only call of the input
};

Result<Wanted> wanted_call(const ShowOptions& options) {
    std::error_code error;
    std::string path = options.call;
    if (!options.results.empty()) {
        const std::optional<std::string> found = scorecard_of(options);
        if (!found)
            return failure(unknown_id(options));
        path = *found;
    } else if (!fs::exists(path, error))
        return failure({"CS101", Severity::error, {path, 0, 0, 0, {}}, "no such file",
                        "give a call's file, or its id and --in with the folder of results"});
    if (!path.ends_with(".json"))
        return Wanted{path, {}};
    Result<std::string> text = read_file(path);
    if (!text)
        return failure(text.error());
    const Result<json::Value> root = json::parse(*text, path);
    const json::Value* const schema = root ? root->find("schema") : nullptr;
    if (schema == nullptr || !schema->string.starts_with("callscore/scorecard/"))
        return Wanted{path, {}};
    const json::Value* const call = root->find("call");
    const json::Value* const source = call == nullptr ? nullptr : call->find("source");
    const json::Value* const id = call == nullptr ? nullptr : call->find("id");
    if (source != nullptr && source->string == standard_input_name)
        return failure({"CS101", Severity::error, {path, 0, 0, 0, {}}, "this call came on standard input and is not kept",
                        "give the call's file"});
    if (source == nullptr || id == nullptr || !fs::exists(source->string, error))
        return failure({"CS101", Severity::error, {source == nullptr ? path : source->string, 0, 0, 0, {}},
                        "the call that this scorecard was made from is not there any more",
                        "run this in the folder that it was scored in"});
    return Wanted{source->string, id->string};
}

ExitCode show(const ShowOptions& options) {
    const std::optional<Library> library = load_rules_or_explain(options.common, false);
    if (!library)
        return ExitCode::invalid_rules;
    const Style errors = style_for(STDERR_FILENO, options.common);
    const Result<Wanted> wanted = wanted_call(options);
    if (!wanted) {
        print_problem(stderr, wanted.error(), errors.colour);
        return ExitCode::usage;
    }
    Sources sources = find_sources(std::span(&wanted->input, 1), options.load);
    Problems problems = std::move(sources.problems);
    ScoreScratch scratch;
    bool shown = false;
    for (const CallSource& source : sources.calls) {
        Outcome<Call> call = load_call(source, options.load);
        if (call.value && !wanted->id.empty() && call.value->id != wanted->id)
            continue;
        problems.insert(problems.end(), call.problems.begin(), call.problems.end());
        if (!call.value)
            continue;
        fmt::print("{}", show_call(score_call(*call.value, *library, scratch), *call.value,
                                   style_for(STDOUT_FILENO, options.common)));
        shown = true;
    }
    for (const Problem& problem : problems)
        print_problem(stderr, problem, errors.colour);
    return shown && !has_errors(problems) ? ExitCode::done : ExitCode::inputs_not_read;
}

}  // namespace

void add_show_command(CLI::App& app, Action& action) {
    auto options = std::make_shared<ShowOptions>();
    CLI::App* const command =
        app.add_subcommand("show", "Read one call aloud: the transcript with what was found in it");
    command->add_option("CALL", options->call, "A call's file, a scorecard, or with --in a call's id")->required();
    command->add_option("--in", options->results, "Folder of results that holds the call's scorecard")->type_name("DIR");
    add_rules_option(*command, options->common);
    add_language_option(*command, options->common);
    add_load_options(*command, options->load);
    command->callback([options, &action] { action = [options] { return show(*options); }; });
}

}  // namespace callscore
