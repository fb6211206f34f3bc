#include "load/sidecar.hpp"

#include "base/hash.hpp"
#include "loading.hpp"

using namespace callscore;

namespace {

Outcome<Call> with_sidecar(const TemporaryFolder& folder, const std::string& call, const std::string& sidecar) {
    CallSource source;
    source.name = "x";
    source.transcript = folder.write("x.json", call);
    source.sidecar = folder.write("x.meta.json", sidecar);
    return load_call(source, {});
}

const std::string call_text = R"({"turns": [{"role": "agent", "start": 0, "end": 1, "text": "OK"}]})";

}  // namespace

TEST_CASE("a sidecar fills what the call does not say") {
    const TemporaryFolder folder;
    const std::string sidecar = R"({"agent": {"id": "A1", "team": "二组"}, "customer": {"age": 80}, "language": "zh",
 "started_at": "2026-01-01T09:00:00+08:00", "ended_by": "agent", "metadata": {"queue": "b", "site": "s"}})";
    const Call call = *with_sidecar(folder, call_text, sidecar).value;
    CHECK(call.agent.id == "A1");
    CHECK(call.agent.team == "二组");
    CHECK(call.customer.age == 80);
    CHECK(call.language == Language::zh);
    CHECK(call.turns[0].language == Language::zh);
    CHECK(call.started_at == "2026-01-01T09:00:00+08:00");
    CHECK(call.ended_by == EndedBy::agent);
    CHECK(call.metadata.at("queue") == "b");
    CHECK(call.input_hash == sha256(sha256(call_text) + sha256(sidecar)));

    const Call own =
        *with_sidecar(folder,
                      R"({"agent": {"id": "B2"}, "language": "en", "ended_by": "customer", "customer": {"age": 30},
 "metadata": {"queue": "own"}, "turns": [{"role": "agent", "start": 0, "end": 1, "text": "OK"}]})",
                      sidecar)
             .value;
    CHECK(own.agent.id == "B2");
    CHECK(own.agent.team == "二组");
    CHECK(own.language == Language::en);
    CHECK(own.ended_by == EndedBy::customer);
    CHECK(own.customer.age == 30);
    CHECK(own.metadata == std::map<std::string, std::string>{{"queue", "own"}, {"site", "s"}});
}

TEST_CASE("a sidecar names the agent's channel, unless the user does") {
    const TemporaryFolder folder;
    const std::string amazon = R"({"results": {"channel_labels": {"channels": [{"channel_label": "ch_0", "items": [
 {"type": "pronunciation", "start_time": "0", "end_time": "1", "alternatives": [{"content": "Hi"}]}]}]}}})";
    CHECK(with_sidecar(folder, amazon, R"({"agent_channel": 1})").value->turns[0].role == Role::customer);
    CallSource source;
    source.name = "x";
    source.transcript = folder.at("x.json");
    source.sidecar = folder.at("x.meta.json");
    LoadOptions options;
    options.agent_channel = 0;
    CHECK(load_call(source, options).value->turns[0].role == Role::agent);
}

TEST_CASE("problems of a sidecar stand in it") {
    const TemporaryFolder folder;
    const std::string file = folder.at("x.meta.json");
    const std::string unknown = R"({"agnet": {"id": "A1"}, "agent": {"name": "x"}})";
    const Outcome<Call> outcome = with_sidecar(folder, call_text, unknown);
    CHECK(outcome.value.has_value());
    CHECK(outcome.problems ==
          Problems{warning("CS137", {file, 1, 2, 7, unknown}, "unknown key 'agnet' is passed over",
                           "did you mean 'agent'?"),
                   warning("CS137", {file, 1, 35, 6, unknown}, "unknown key 'name' is passed over",
                           "known here: id, team")});

    const auto refused = [&](const std::string& sidecar) {
        const Outcome<Call> read = with_sidecar(folder, call_text, sidecar);
        CHECK_FALSE(read.value.has_value());
        return read.problems;
    };
    CHECK(refused("{\"agent\": ") ==
          Problems{error("CS111", {file, 1, 10, 1, "{\"agent\": "}, "cut off: it ends where a value is expected",
                         "the file is not complete: export or copy it again")});
    CHECK(refused("[]") == Problems{error("CS114", {file, 1, 1, 1, "[]"}, "not an object",
                                          "a sidecar is an object with agent, customer, language, …")});
    const std::string channel = R"({"agent_channel": 2})";
    CHECK(refused(channel) ==
          Problems{error("CS114", {file, 1, 19, 1, channel}, "'agent_channel' is neither 0 nor 1")});
}
