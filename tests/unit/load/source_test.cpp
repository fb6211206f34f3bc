#include <sys/stat.h>

#include <sstream>

#include "base/hash.hpp"
#include "loading.hpp"

using namespace callscore;

namespace {

const std::string call_text = R"({"turns": [{"role": "agent", "start": 0, "end": 1, "text": "您好"}]})";

Sources found_in(const std::vector<std::string>& inputs, const LoadOptions& options = {}, const std::string& in = "") {
    std::istringstream stream(in);
    return find_sources(inputs, options, stream);
}

/// "name: transcript, audio + audio, sidecar", each without the folder.
std::vector<std::string> described(const Sources& sources, const TemporaryFolder& folder) {
    const auto relative = [&](const std::string& file) {
        return file.empty() ? std::string("-") : std::filesystem::path(file).lexically_relative(folder.path).string();
    };
    std::vector<std::string> lines;
    for (const CallSource& call : sources.calls) {
        std::string audio = call.audio.empty() ? "-" : "";
        for (const std::string& file : call.audio)
            audio += (audio.empty() ? "" : " + ") + relative(file);
        lines.push_back(call.name + ": " + relative(call.transcript) + ", " + audio + ", " + relative(call.sidecar));
    }
    return lines;
}

}  // namespace

TEST_CASE("files of one name are one call") {
    const TemporaryFolder folder;
    for (const char* name : {"b.json", "b.wav", "b.meta.json", "b.labels.json", "a.call.json", "a.flac", "c.wav",
                             "p_agent.wav", "p_caller.wav", "p.json", "q_agent.wav", "q_customer.wav", "r_agent.wav",
                             "deep/d.json", ".hidden/e.json", ".f.json", "notes.txt"})
        folder.write(name, call_text);
    const Sources sources = found_in({folder.path.string()});
    CHECK(sources.problems == Problems{});
    const std::vector<std::string> expected{"a: a.call.json, a.flac, -",
                                            "b: b.json, b.wav, b.meta.json",
                                            "c: -, c.wav, -",
                                            "d: deep/d.json, -, -",
                                            "p: p.json, p_agent.wav + p_caller.wav, -",
                                            "q: -, q_agent.wav + q_customer.wav, -",
                                            "r_agent: -, r_agent.wav, -"};
    CHECK(described(sources, folder) == expected);

    // whatever the inputs' order, however often, however spelled
    CHECK(
        described(found_in({folder.at("p_caller.wav"), folder.at("q_agent.wav"), folder.at("deep"), folder.at("c.wav"),
                            folder.at("b.meta.json"), folder.at("b.wav"), folder.at("a.flac"), folder.at("b.json"),
                            folder.at("deep/../r_agent.wav"), folder.at("b.labels.json"), folder.at("deep/")}),
                  folder) == expected);
    CHECK(described(found_in({folder.path.string(), folder.at("b.json"), folder.path.string() + "/"}), folder) ==
          expected);
}

TEST_CASE("the same file by two names is one call") {
    const TemporaryFolder folder;
    folder.write("a.json", call_text);
    std::filesystem::create_symlink(folder.path / "a.json", folder.path / "b.json");
    CHECK(described(found_in({folder.path.string()}), folder) == std::vector<std::string>{"a: a.json, -, -"});
    // a link to a folder is not followed round and round
    std::filesystem::create_directory_symlink(folder.path, folder.path / "loop");
    CHECK(found_in({folder.path.string()}).calls.size() == 1);
}

TEST_CASE("CS101: an input that is not there is a call that cannot be read") {
    const TemporaryFolder folder;
    folder.write("x.wav", "");
    const Sources sources = found_in({folder.at("x.json")});
    REQUIRE(sources.calls.size() == 1);
    const Outcome<Call> outcome = load_call(sources.calls[0], {});
    CHECK_FALSE(outcome.value.has_value());
    CHECK(outcome.problems ==
          Problems{error("CS101", {folder.at("x.json"), 0, 0, 0, {}}, "no such file", "check the path")});
}

TEST_CASE("a file that is itself an input is read whatever its ending") {
    const TemporaryFolder folder;
    folder.write("call.txt", call_text);
    folder.write("call.meta.json", R"({"agent": {"id": "A1"}})");
    const Sources sources = found_in({folder.at("call.txt")});
    CHECK(described(sources, folder) == std::vector<std::string>{"call: call.txt, -, call.meta.json"});
    CHECK(load_call(sources.calls.at(0), {}).value->agent.id == "A1");
    const std::string hidden = folder.write(".hidden.json", call_text);
    CHECK(described(found_in({hidden}), folder) == std::vector<std::string>{".hidden: .hidden.json, -, -"});
    REQUIRE(mkfifo(folder.at("pipe.json").c_str(), 0600) == 0);
    CHECK(load_call(found_in({folder.at("pipe.json")}).calls.at(0), {}).problems ==
          Problems{error("CS103", {folder.at("pipe.json"), 0, 0, 0, {}}, "not a regular file",
                         "give a file, or a folder of files")});
    CHECK(found_in({folder.path.string()}).calls.empty());
}

TEST_CASE("CS116, CS117, CS118: what is left out or unclear is said") {
    const TemporaryFolder folder;
    for (const char* name :
         {"a.json", "a.wav", "a.mp3", "b.json", "b.call.json", "b.wav", "p.wav", "p_agent.wav", "p_caller.wav"})
        folder.write(name, call_text);
    const Sources sources = found_in({folder.path.string()});
    CHECK(described(sources, folder) == std::vector<std::string>{"a: a.json, a.mp3, -", "b: b.call.json, b.wav, -",
                                                                 "b: b.json, -, -",
                                                                 "p: -, p_agent.wav + p_caller.wav, -"});
    CHECK(sources.problems ==
          Problems{warning("CS116", {folder.at("a.wav"), 0, 0, 0, {}}, "recording left out: 'a.mp3' is used",
                           "one recording a call"),
                   warning("CS117", {folder.at("b.json"), 0, 0, 0, {}},
                           "another transcript of the same name as 'b.call.json'",
                           "each is a call of its own; a recording goes with the first"),
                   warning("CS116", {folder.at("p.wav"), 0, 0, 0, {}},
                           "recording left out: the parties' own recordings are used", "one recording a call")});
    const TemporaryFolder empty;
    empty.write("notes.txt", "");
    CHECK(found_in({empty.path.string()}).problems ==
          Problems{warning("CS118", {empty.path.string(), 0, 0, 0, {}}, "no calls in this folder",
                           "transcripts end in .json or .ndjson, recordings in .wav or another audio format")});
}

TEST_CASE("CS320: an unknown format") {
    LoadOptions options;
    options.from = "amazon-transcibe";
    CHECK(found_in({"x"}, options).problems ==
          Problems{error("CS320", {}, "unknown format 'amazon-transcibe'", "did you mean 'amazon-transcribe'?")});
}

TEST_CASE("each line of NDJSON is a call, and a bad one loses itself alone") {
    const TemporaryFolder folder;
    const std::string bad = R"({"id": "second", "turns": [{"role": "agent", "text": "您)";
    const std::string third = R"({"id": "third", "turns": [{"role": "agnt", "start": 0, "end": 1, "text": "a"}]})";
    const std::string file =
        folder.write("calls.ndjson", call_text + "\r\n\n" + bad + "\n  \n" + third + "\n" + call_text);
    const Sources sources = found_in({file});
    REQUIRE(sources.calls.size() == 4);
    const Outcome<Call> first = load_call(sources.calls[0], {});
    REQUIRE(first.value.has_value());
    CHECK(first.value->id == "calls-1");
    CHECK(first.value->input_hash == sha256(call_text));
    CHECK(load_call(sources.calls[1], {}).problems ==
          Problems{error("CS111", {file, 3, 56, 1, bad}, "cut off: it ends inside a string",
                         "the file is not complete: export or copy it again")});
    CHECK(load_call(sources.calls[2], {}).problems ==
          Problems{error("CS121", {file, 5, 36, 6, third}, "unknown role 'agnt'", "did you mean 'agent'?")});
    CHECK(load_call(sources.calls[3], {}).value->id == "calls-6");

    folder.write("calls.ndjson", "{}");
    CHECK(load_call(sources.calls[3], {}).problems ==
          Problems{error("CS102", {file, 6, 0, 0, {}}, "cannot be read any more",
                         "the file has changed since the run began")});
    const std::string none = folder.write("none.jsonl", "\n\n");
    CHECK(found_in({none}).problems == Problems{error("CS115", {none, 0, 0, 0, {}}, "empty", "each line is a call")});
}

TEST_CASE("lines longer than a block keep their places") {
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 9; ++i)
        text += R"({"id": ")" + std::to_string(i) +
                R"(", "turns": [{"role": "agent", "start": 0, "end": 1, "text": ")" + std::string(30000, 'x') +
                "\"}]}\r\n";
    const Sources sources = found_in({folder.write("long.ndjson", text)});
    REQUIRE(sources.calls.size() == 9);
    for (std::size_t i = 0; i < 9; ++i)
        CHECK(load_call(sources.calls[i], {}).value->id == std::to_string(i));
}

TEST_CASE("standard input holds a call on each line") {
    const Sources sources = found_in({"-", "-"}, {}, call_text + "\n{\n" + call_text);
    REQUIRE(sources.calls.size() == 3);
    CHECK(load_call(sources.calls[0], {}).value->id == "stdin-1");
    CHECK(load_call(sources.calls[0], {}).value->source == "<stdin>");
    CHECK(load_call(sources.calls[1], {}).problems ==
          Problems{error("CS111", {"<stdin>", 2, 2, 1, "{"}, "cut off: it ends inside an object",
                         "the file is not complete: export or copy it again")});
    CHECK(load_call(sources.calls[2], {}).value->id == "stdin-3");
}
