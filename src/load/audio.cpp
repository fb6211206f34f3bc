#include "load/audio.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace callscore {
namespace {

/// One party's speech goes on as the same turn over a pause shorter than this, if the other does not use it.
constexpr Duration turn_pause{700};

void add_turns(std::span<const TimeRange> own, std::span<const TimeRange> others, Role role,
               std::vector<HeardTurn>& turns) {
    std::size_t other = 0;
    std::optional<TimeRange> open;
    for (const TimeRange segment : own) {
        if (open) {
            const TimeRange pause{open->end, segment.begin};
            while (other < others.size() && others[other].end <= pause.begin)
                ++other;
            const bool used = other < others.size() && overlap(others[other], pause) > Duration{0};
            if (pause.length() < turn_pause && !used) {
                open->end = segment.end;
                continue;
            }
            turns.push_back({role, *open});
        }
        open = segment;
    }
    if (open)
        turns.push_back({role, *open});
}

}  // namespace

Outcome<Heard> heard_from(const Hearing& hearing, const CallSource& source, int agent_channel) {
    Outcome<Heard> outcome;
    outcome.problems = hearing.problems;
    Heard& heard = outcome.value.emplace();
    heard.file = source.audio.front();
    heard.length = hearing.length;
    heard.channels = static_cast<int>(hearing.channels.size());
    heard.notes = hearing.notes;
    heard.parties_apart = heard.channels == 2 && !hearing.same_on_all_channels;
    if (!heard.parties_apart) {
        outcome.problems.push_back({"CS136",
                                    Severity::warning,
                                    {heard.file, 0, 0, 0, {}},
                                    heard.channels == 1
                                        ? "one channel: cut-ins and roles cannot be judged from the recording"
                                        : "both channels carry the same: cut-ins and roles cannot be judged from the "
                                          "recording",
                                    "record agent and customer on two channels"});
        return outcome;
    }
    // Of two files the first is the agent's, by its name.
    const std::size_t agent = source.audio.size() == 2 || agent_channel != 1 ? 0 : 1;
    const std::vector<TimeRange>& agents = hearing.channels[agent].segments;
    const std::vector<TimeRange>& customers = hearing.channels[1 - agent].segments;
    add_turns(agents, customers, Role::agent, heard.turns);
    add_turns(customers, agents, Role::customer, heard.turns);
    std::stable_sort(heard.turns.begin(), heard.turns.end(),
                     [](const HeardTurn& a, const HeardTurn& b) { return a.time.begin < b.time.begin; });
    return outcome;
}

Outcome<Heard> hear_call(const CallSource& source, int agent_channel) {
    const Result<Hearing> hearing = listen(source.audio.front(), source.audio.size() > 1 ? source.audio[1] : "");
    if (!hearing)
        return {std::nullopt, {hearing.error()}};
    return heard_from(*hearing, source, agent_channel);
}

}  // namespace callscore
