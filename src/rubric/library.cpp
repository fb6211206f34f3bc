#include "rubric/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/suggest.hpp"
#include "rubric/files.hpp"

namespace callscore {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> folders{"lists", "acts", "behaviours", "rubrics"};

/// What a library consists of, parsed but not yet understood, in order of name.
struct Documents {
    std::map<std::string, std::vector<yaml::Document>, std::less<>> in_folder;
    std::map<std::string, yaml::Document, std::less<>> settings;
    std::string hash;
};

std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> out;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with("."))
            continue;
        if (entry->is_regular_file(error) && (name.ends_with(".yaml") || name.ends_with(".yml")))
            out.push_back(entry->path().lexically_relative(folder).generic_string());
    }
    std::sort(out.begin(), out.end());
    return out;
}

Documents read_documents(const std::string& folder, Problems& problems) {
    Documents documents;
    std::string names_and_hashes;
    for (const std::string& name : files_below(folder)) {
        if (name.ends_with(".test.yaml") || name.starts_with("corpus/"))
            continue;
        const std::string path = folder + (folder.ends_with('/') ? "" : "/") + name;
        Result<std::string> text = read_file(path);
        if (!text) {
            problems.push_back(std::move(text.error()));
            continue;
        }
        names_and_hashes += name + '\0' + sha256(*text) + '\n';
        const std::string top = name.substr(0, name.find('/'));
        const bool known_folder = std::find(folders.begin(), folders.end(), top) != folders.end();
        const bool settings = name == "timing.yaml" || name == "scoring.yaml" || name == "plan.yaml";
        if (!known_folder && !settings) {
            problems.push_back({"CS218", Severity::error, {path, 0, 0, 0, {}},
                                "this file belongs to no part of a rule library",
                                "put it into lists/, acts/, behaviours/ or rubrics/"});
            continue;
        }
        const std::size_t before = problems.size();
        yaml::Document document = yaml::parse(path, std::move(*text), problems);
        if (problems.size() != before)
            continue;
        if (settings)
            documents.settings.emplace(name, std::move(document));
        else
            documents.in_folder[top].push_back(std::move(document));
    }
    documents.hash = sha256(names_and_hashes);
    return documents;
}

/// Which labels need what: acts need text; a report needs what the rules that report it need.
struct Needs {
    std::vector<bool> text, times, parties_apart, ending;
    explicit Needs(const RuleSet& rules)
        : text(static_cast<std::size_t>(rules.label_count())), times(text.size()), parties_apart(text.size()),
          ending(text.size()) {
        for (std::size_t act = 0; act < rules.acts.acts().size(); ++act)
            text[static_cast<std::size_t>(rules.label_of_act(static_cast<int>(act)))] = true;
        ending[static_cast<std::size_t>(BuiltIn::agent_ends_call)] = true;
    }
};

/// All conditions of a rule that decide whether it applies or fires.
std::vector<const Condition*> conditions_of(const Rule& rule) {
    return {&rule.subject, &rule.answer,      &rule.later,          &rule.into,  &rule.where,  &rule.in_reply_to,
            &rule.after,   &rule.unless_next, &rule.unless_earlier, &rule.unless, &rule.applies,
            &rule.unless_just_before};
}

/// Puts every rule behind those that report what it builds on.
class Sorter {
  public:
    Sorter(RuleSet& set, Problems& problems) : set_(set), problems_(problems), state_(set.rules.size(), State::open) {
        for (std::size_t i = 0; i < set.rules.size(); ++i)
            reporters_[set.rules[i].label].push_back(i);
    }

    void sort() {
        for (std::size_t i = 0; i < set_.rules.size(); ++i)
            visit(i);
        std::vector<Rule> sorted;
        sorted.reserve(order_.size());
        for (const std::size_t i : order_)
            sorted.push_back(std::move(set_.rules[i]));
        set_.rules = std::move(sorted);
    }

  private:
    enum class State { open, entered, done };

    void visit(std::size_t i) {
        if (state_[i] == State::done)
            return;
        const Rule& rule = set_.rules[i];
        if (state_[i] == State::entered) {
            problems_.push_back({"CS213", Severity::error, rule.where_written,
                                 fmt::format("the rule '{}' builds on itself", rule.id),
                                 "break the circle: one of the rules in it has to do without the others"});
            return;
        }
        state_[i] = State::entered;
        const auto build_on = [&](int label) {
            const auto found = reporters_.find(label);
            if (found == reporters_.end())
                return;
            for (const std::size_t other : found->second)
                if (other != i)
                    visit(other);
        };
        for (const Condition* condition : conditions_of(rule))
            for_each_label(*condition, build_on);
        for (const int label : rule.replaces)
            build_on(label);
        state_[i] = State::done;
        order_.push_back(i);
    }

    RuleSet& set_;
    Problems& problems_;
    std::vector<State> state_;
    std::map<int, std::vector<std::size_t>> reporters_;
    std::vector<std::size_t> order_;
};

void find_needs(RuleSet& set) {
    Needs needs(set);
    for (Rule& rule : set.rules) {
        for (const Condition* condition : conditions_of(rule)) {
            for_each_label(*condition, [&](int label) {
                const auto i = static_cast<std::size_t>(label);
                rule.needs_text = rule.needs_text || needs.text[i];
                rule.needs_times = rule.needs_times || needs.times[i];
                rule.needs_parties_apart = rule.needs_parties_apart || needs.parties_apart[i];
                rule.needs_ending = rule.needs_ending || needs.ending[i];
            });
        }
        // What several rules report can be judged as long as one of them can; the first sets, the others only relax.
        const auto label = static_cast<std::size_t>(rule.label);
        const bool first = std::find_if(set.rules.begin(), set.rules.end(), [&](const Rule& other) {
                               return other.label == rule.label;
                           })->id == rule.id;
        needs.text[label] = (first || needs.text[label]) && rule.needs_text;
        needs.times[label] = (first || needs.times[label]) && rule.needs_times;
        needs.parties_apart[label] = (first || needs.parties_apart[label]) && rule.needs_parties_apart;
        needs.ending[label] = (first || needs.ending[label]) && rule.needs_ending;
    }
}

void warn_of_unused_acts(const RuleSet& set, const std::vector<SourceSpan>& act_places, Problems& problems) {
    std::vector<bool> used(static_cast<std::size_t>(set.label_count()), false);
    for (const Rule& rule : set.rules)
        for (const Condition* condition : conditions_of(rule))
            for_each_label(*condition, [&](int label) { used[static_cast<std::size_t>(label)] = true; });
    for (std::size_t act = 0; act < set.acts.acts().size(); ++act)
        if (!used[static_cast<std::size_t>(set.label_of_act(static_cast<int>(act)))] &&
            static_cast<int>(act) != set.listener_act)
            problems.push_back({"CS230", Severity::warning, act_places[act],
                                fmt::format("no rule uses the act '{}'", set.acts.acts()[act].id),
                                "use it in a rule, or remove the file"});
}

SourceSpan place_of_id(const yaml::Document& document, std::string_view key) {
    for (const yaml::Node::Entry& entry : document.root.entries)
        if (entry.key.scalar == key)
            return document.span(entry.value);
    return document.span(document.root, 1);
}

void apply_plan(const Documents& documents, const std::string& folder, std::vector<Rubric> rubrics, Library& library,
                Problems& problems) {
    const auto found = documents.settings.find("plan.yaml");
    if (found == documents.settings.end()) {
        problems.push_back({"CS205", Severity::error, {folder, 0, 0, 0, {}}, "the rule library has no plan.yaml",
                            "write one that names the rubrics to apply"});
        return;
    }
    std::vector<PlanEntry> plan;
    read_plan_file(found->second, plan, problems);
    for (const PlanEntry& entry : plan) {
        const auto rubric =
            std::find_if(rubrics.begin(), rubrics.end(), [&](const Rubric& other) { return other.id == entry.rubric; });
        if (rubric == rubrics.end()) {
            std::vector<std::string_view> names;
            for (const Rubric& other : rubrics)
                names.push_back(other.id);
            problems.push_back({"CS210", Severity::error, entry.where, fmt::format("unknown rubric '{}'", entry.rubric),
                                did_you_mean(entry.rubric, names)});
            continue;
        }
        library.rubrics.push_back(*rubric);
        library.rubrics.back().weight = entry.weight;
    }
}

}  // namespace

Outcome<Library> load_library(const std::string& folder) {
    Outcome<Library> outcome;
    Problems& problems = outcome.problems;
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        problems.push_back({"CS101", Severity::error, {folder, 0, 0, 0, {}}, "no such rule library",
                            "give the folder that holds acts/, behaviours/ and rubrics/ with --rules"});
        return outcome;
    }
    Documents documents = read_documents(folder, problems);
    Library library;
    library.hash = documents.hash;

    WordListTable lists;
    for (const yaml::Document& document : documents.in_folder["lists"])
        read_list_file(document, lists, problems);

    std::vector<Act> acts;
    std::vector<SourceSpan> act_places;
    for (const yaml::Document& document : documents.in_folder["acts"]) {
        read_act_file(document, lists, acts, problems);
        if (acts.size() > act_places.size())
            act_places.push_back(place_of_id(document, "act"));
    }

    std::vector<RuleHead> heads;
    for (const yaml::Document& document : documents.in_folder["behaviours"])
        read_rule_heads(document, heads, problems);
    RuleSet& rules = library.rules;
    for (const RuleHead& head : heads)
        if (std::find(rules.reports.begin(), rules.reports.end(), head.reports) == rules.reports.end())
            rules.reports.push_back(head.reports);

    {
        const NameTable names(acts, rules.reports);
        for (const yaml::Document& document : documents.in_folder["behaviours"])
            read_rules(document, names, rules.rules, problems);
    }
    std::vector<Rubric> rubrics;
    for (const yaml::Document& document : documents.in_folder["rubrics"])
        read_rubric_file(document, heads, rubrics, problems);

    NamedAct listener_act;
    if (const auto timing = documents.settings.find("timing.yaml"); timing != documents.settings.end())
        read_timing_file(timing->second, rules.turn_taking, listener_act, problems);
    if (const auto scoring = documents.settings.find("scoring.yaml"); scoring != documents.settings.end())
        read_scoring_file(scoring->second, library.scoring, problems);

    rules.acts = ActSet::compile(std::move(acts), problems);
    rules.listener_act = rules.acts.index_of(listener_act.id);
    if (!listener_act.id.empty() && rules.listener_act < 0) {
        std::vector<std::string_view> names;
        for (const Act& act : rules.acts.acts())
            names.push_back(act.id);
        problems.push_back({"CS210", Severity::error, listener_act.where,
                            fmt::format("unknown act '{}' for 'backchannel words'", listener_act.id),
                            did_you_mean(listener_act.id, names)});
    }
    Sorter(rules, problems).sort();
    find_needs(rules);
    apply_plan(documents, folder, std::move(rubrics), library, problems);
    if (!has_errors(problems))
        warn_of_unused_acts(rules, act_places, problems);

    for (const RuleHead& head : heads)
        if (head.kind != Kind::mark)
            library.reports.push_back(head.reports);
    std::sort(library.reports.begin(), library.reports.end());
    library.reports.erase(std::unique(library.reports.begin(), library.reports.end()), library.reports.end());

    sort_problems(problems);
    if (!has_errors(problems))
        outcome.value = std::move(library);
    return outcome;
}

}  // namespace callscore
