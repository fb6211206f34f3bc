#include "load/sidecar.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "load/format.hpp"

namespace callscore {
namespace {

constexpr std::array<std::string_view, 7> known_keys{"agent",    "customer", "language",     "started_at",
                                                     "ended_by", "metadata", "agent_channel"};

}  // namespace

Outcome<Sidecar> read_sidecar(const std::string& file) {
    const Result<std::string> text = read_file(file);
    if (!text)
        return {std::nullopt, {text.error()}};
    const Result<json::Value> root = json::parse(*text, file);
    if (!root)
        return {std::nullopt, {root.error()}};
    const Document document{*text, file, 1, &*root};
    Report report(document);
    if (root->kind != json::Value::Kind::object) {
        report.error("CS114", *root, "not an object", "a sidecar is an object with agent, customer, language, …");
        return {std::nullopt, report.take()};
    }
    check_keys(*root, known_keys, report);
    Sidecar sidecar;
    read_circumstances(*root, sidecar.said, report);
    if (const json::Value* language = root->find("language"); language != nullptr)
        sidecar.language = language_of(*language, report);
    if (const auto channel = number_member(*root, "agent_channel", report)) {
        if (*channel == 0 || *channel == 1)
            sidecar.agent_channel = static_cast<int>(*channel);
        else
            report.error("CS114", *root->find("agent_channel"), "'agent_channel' is neither 0 nor 1");
    }
    sidecar.hash = sha256(*text);
    if (report.has_errors())
        return {std::nullopt, report.take()};
    return {std::move(sidecar), report.take()};
}

void fill_from(const Sidecar& sidecar, Call& call) {
    const auto fill = [](std::string& own, const std::string& said) {
        if (own.empty())
            own = said;
    };
    fill(call.agent.id, sidecar.said.agent.id);
    fill(call.agent.team, sidecar.said.agent.team);
    fill(call.started_at, sidecar.said.started_at);
    if (!call.customer.age)
        call.customer.age = sidecar.said.customer.age;
    if (call.ended_by == EndedBy::unknown)
        call.ended_by = sidecar.said.ended_by;
    call.metadata.insert(sidecar.said.metadata.begin(), sidecar.said.metadata.end());
}

}  // namespace callscore
