#include <fmt/format.h>

#include <array>

#include "rubric/files.hpp"

namespace callscore {

void read_timing_file(const yaml::Document& document, TurnTaking& turn_taking, NamedAct& listener_act,
                      Problems& problems) {
    yaml::MapReader map(document, document.root, "the timing file", problems);
    read_version(map);
    const yaml::Node* const node = map.require("turn-taking");
    map.finish();
    if (node == nullptr)
        return;
    yaml::MapReader values(document, *node, "'turn-taking'", problems);
    const std::array<std::pair<std::string_view, Duration*>, 7> durations{{
        {"overlap", &turn_taking.overlap},
        {"overlap unpunctuated", &turn_taking.overlap_unpunctuated},
        {"talks over", &turn_taking.talks_over},
        {"longest backchannel", &turn_taking.longest_backchannel},
        {"coarsest precision", &turn_taking.coarsest_precision},
        {"opening", &turn_taking.opening},
        {"closing", &turn_taking.closing},
    }};
    for (const auto& [key, value] : durations) {
        const yaml::Node* const found = values.require(key);
        if (found == nullptr)
            continue;
        if (const auto duration = duration_from(found->scalar))
            *value = *duration;
        else
            values.wrong(*found, fmt::format("'{}' is no duration", found->scalar), "write it as in '250 ms' or '1.5 s'");
    }
    if (const auto id = values.required_string("backchannel words"))
        listener_act = {*id, document.span(*values.find("backchannel words"))};
    values.finish();
}

void read_scoring_file(const yaml::Document& document, Scoring& scoring, Problems& problems) {
    yaml::MapReader map(document, document.root, "the scoring file", problems);
    read_version(map);
    const std::array<std::pair<std::string_view, SeverityCost*>, 3> costs{
        {{"minor", &scoring.minor}, {"major", &scoring.major}, {"critical", &scoring.critical}}};
    for (const auto& [key, cost] : costs) {
        const yaml::Node* const node = map.require(key);
        if (node == nullptr)
            continue;
        yaml::MapReader values(document, *node, fmt::format("'{}'", key), problems);
        for (const auto& [name, points] : {std::pair{"deduct", &cost->deduct}, std::pair{"cap", &cost->cap}}) {
            if (values.require(name) == nullptr)
                continue;
            if (const auto number = values.number(name)) {
                *points = *number;
                if (*number < 0 || *number > 100)
                    values.wrong(*values.find(name), fmt::format("'{}' must be between 0 and 100 points", name));
            }
        }
        values.finish();
    }
    map.finish();
}

void read_plan_file(const yaml::Document& document, std::vector<PlanEntry>& plan, Problems& problems) {
    yaml::MapReader map(document, document.root, "the plan", problems);
    read_version(map);
    const yaml::Node* const node = map.require("rubrics");
    map.finish();
    if (node == nullptr)
        return;
    if (node->kind != yaml::Node::Kind::sequence)
        map.wrong(*node, "'rubrics' must be a list");
    for (const yaml::Node& item : node->items) {
        yaml::MapReader values(document, item, "an entry of the plan", problems);
        PlanEntry entry;
        if (const auto id = values.required_string("rubric")) {
            entry.rubric = *id;
            entry.where = document.span(*values.find("rubric"));
        }
        entry.weight = values.number("weight").value_or(1);
        if (entry.weight <= 0)
            values.wrong(*values.find("weight"), "a weight must be above 0");
        values.finish();
        plan.push_back(std::move(entry));
    }
}

}  // namespace callscore
