#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/names.hpp"
#include "base/suggest.hpp"
#include "rubric/condition_text.hpp"
#include "rubric/files.hpp"

namespace callscore {
namespace {

constexpr int widest_window = 50;  // turns

class RuleReader {
  public:
    RuleReader(const yaml::Document& document, const yaml::Node& node, const NameTable& names, Problems& problems)
        : document_(document), names_(names), problems_(problems), map_(document, node, "a rule", problems) {}

    std::optional<Rule> read() {
        const std::size_t errors_before = problems_.size();
        const yaml::Node* const id = map_.require("rule");
        if (id == nullptr)
            return std::nullopt;
        rule_.id = id->scalar;
        rule_.where_written = document_.span(*id);
        rule_.reports = map_.string("reports").value_or(rule_.id);
        rule_.label = names_.report_label(rule_.reports).value_or(-1);
        if (const auto yields = map_.required_string("yields")) {
            if (const auto kind = kind_named(*yields)) {
                rule_.kind = *kind;
                kind_known_ = true;
            } else {
                map_.wrong(*map_.find("yields"), fmt::format("nothing is called '{}' here", *yields),
                           "write cue, strength, finding, flag or mark");
            }
        }
        read_weight();
        read_form();
        rule_.where = condition("where");
        rule_.in_reply_to = condition("in reply to");
        if (rule_.form != Form::again)
            rule_.after = condition("after");
        rule_.unless = condition("unless");
        rule_.unless_next = condition("unless next");
        rule_.unless_earlier = condition("unless earlier");
        rule_.unless_just_before = condition("unless just before");
        rule_.applies = condition("applies");
        for (const std::string& replaced : map_.words("replaces")) {
            if (const auto label = names_.report_label(replaced))
                rule_.replaces.push_back(*label);
            else
                problems_.push_back({"CS210", Severity::error, document_.span(*map_.find("replaces")),
                                     fmt::format("no rule reports '{}'", replaced),
                                     did_you_mean(replaced, names_.all())});
        }
        const bool speaks = kind_known_ && (rule_.kind == Kind::finding || rule_.kind == Kind::flag);
        rule_.message = read_text(map_, "message", speaks);
        rule_.advice = read_text(map_, "advice", speaks);
        rule_.source = map_.string("source").value_or("");
        rule_.rows = map_.words("rows");
        map_.finish();
        if (problems_.size() != errors_before)
            return std::nullopt;
        return std::move(rule_);
    }

  private:
    Condition condition(std::string_view key) {
        const yaml::Node* const node = map_.find(key);
        return node == nullptr ? Condition{} : read_condition(document_, *node, names_, rule_.reports, problems_);
    }

    void read_weight() {
        const auto severity = map_.string("severity");
        if (severity) {
            if (const auto weight = weight_named(*severity))
                rule_.weight = *weight;
            else
                map_.wrong(*map_.find("severity"), fmt::format("'{}' is no severity", *severity),
                           "write minor, major or critical");
            if (kind_known_ && rule_.kind != Kind::finding)
                map_.wrong(*map_.find("severity"), "only findings have a severity", "remove it");
        } else if (kind_known_ && rule_.kind == Kind::finding) {
            (void)map_.require("severity");
        }
        if (const auto fails = map_.string("fails")) {
            rule_.fails_call = *fails == "call";
            if (!rule_.fails_call)
                map_.wrong(*map_.find("fails"), fmt::format("'{}' cannot be failed", *fails), "write 'fails: call'");
        }
    }

    void read_form() {
        static constexpr std::array<std::string_view, 7> keys{"never",   "every", "when",   "require",
                                                              "again", "overlap", "measure"};
        std::string_view form;
        for (const std::string_view key : keys) {
            if (!map_.has(key))
                continue;
            if (!form.empty()) {
                problems_.push_back({"CS214", Severity::error, document_.span(map_.node(), 1),
                                     fmt::format("the rule '{}' has two forms: '{}' and '{}'", rule_.id, form, key),
                                     "make two rules of it; both may report the same id"});
                know_keys_of_forms();
                return;
            }
            form = key;
        }
        if (form.empty()) {
            problems_.push_back({"CS214", Severity::error, document_.span(map_.node(), 1),
                                 fmt::format("the rule '{}' has no form", rule_.id),
                                 "give it one of never, every, when, require, again, overlap, measure"});
            know_keys_of_forms();
            return;
        }
        if (form == "never" || form == "every")
            read_every(form);
        else if (form == "when")
            read_when();
        else if (form == "require")
            read_require();
        else if (form == "again")
            read_again();
        else if (form == "overlap")
            read_overlap();
        else
            read_measure();
    }

    /// Where it is not clear which form is meant, no key of any form is called unknown.
    void know_keys_of_forms() {
        for (const std::string_view key : {"never", "every", "when", "expect", "before", "within", "first", "require", "in",
                                           "of", "again", "similar", "overlap", "into", "measure", "above", "below"})
            (void)map_.find(key);
    }

    void read_every(std::string_view key) {
        rule_.form = Form::every;
        rule_.subject = condition(key);
        if (key == "never" && (rule_.kind == Kind::cue || rule_.kind == Kind::strength))
            map_.wrong(*map_.find(key), "'never' is for what should not happen", "write 'every'");
        read_part();
    }

    void read_part() {
        static constexpr Names<Part, 3> parts{
            {{Part::whole, "call"}, {Part::opening, "opening"}, {Part::closing, "closing"}}};
        if (const auto part = map_.string("in")) {
            if (const auto value = value_in(parts, *part))
                rule_.part = *value;
            else
                map_.wrong(*map_.find("in"), fmt::format("'{}' is no part of a call", *part),
                           "write opening, closing or call");
        }
    }

    void read_when() {
        rule_.subject = condition("when");
        const bool expects = map_.has("expect");
        if (expects == map_.has("first")) {
            problems_.push_back({"CS214", Severity::error, document_.span(map_.node(), 1),
                                 fmt::format("the rule '{}' says when, but not what then", rule_.id),
                                 "add either 'expect:' or 'first:'"});
            know_keys_of_forms();
            return;
        }
        if (!expects) {
            rule_.form = Form::first;
            rule_.answer = condition("first");
            return;
        }
        rule_.answer = condition("expect");
        rule_.form = map_.has("before") ? Form::expect_before : Form::expect_within;
        if (rule_.form == Form::expect_before)
            rule_.later = condition("before");
        read_window();
    }

    void read_window() {
        const auto written = map_.required_string("within");
        if (!written)
            return;
        const auto quantity = quantity_from(*written);
        if (quantity && (quantity->unit == "turns" || quantity->unit == "turn") && quantity->value >= 1 &&
            quantity->value <= widest_window && quantity->value == static_cast<int>(quantity->value)) {
            rule_.within.turns = static_cast<int>(quantity->value);
            return;
        }
        rule_.within.time = duration_from(*written);
        rule_.needs_times = rule_.within.time.has_value();
        if (!rule_.within.time || rule_.form == Form::expect_before)
            map_.wrong(*map_.find("within"), fmt::format("'{}' is no window", *written),
                       rule_.form == Form::expect_before ? "write a number of turns, as in '3 turns'"
                                                         : "write turns or time, as in '3 turns' or '10 s'");
    }

    void read_require() {
        rule_.form = Form::require;
        rule_.subject = condition("require");
        read_part();
        read_of();
    }

    void read_again() {
        rule_.form = Form::again;
        rule_.subject = condition("again");
        rule_.after = condition("after");
        if (const auto similar = map_.number("similar")) {
            rule_.similar = *similar;
            if (*similar < 0 || *similar > 1)
                map_.wrong(*map_.find("similar"), "'similar' must be between 0 and 1");
        }
    }

    void read_of() {
        if (const auto of = map_.string("of")) {
            rule_.of = role_named(*of);
            if (!rule_.of)
                map_.wrong(*map_.find("of"), fmt::format("'{}' is nobody in a call", *of), "write agent or customer");
        }
    }

    void read_overlap() {
        rule_.form = Form::overlap;
        rule_.needs_times = rule_.needs_parties_apart = true;
        for (const std::string& name : map_.words("overlap")) {
            if (const auto cut_in = cut_in_named(name))
                rule_.cut_ins.push_back(*cut_in);
            else
                map_.wrong(*map_.find("overlap"), fmt::format("'{}' is no class of cut-in", name),
                           "write backchannel, terminal-overlap, attempt, competitive or cut-off");
        }
        rule_.into = condition("into");
        read_of();
    }

    void read_measure() {
        rule_.form = Form::measure;
        const auto name = map_.required_string("measure");
        if (!name)
            return;
        rule_.measured = measure_named(*name);
        if (rule_.measured == nullptr) {
            std::vector<std::string_view> known;
            for (const Measure& measure : measures())
                known.push_back(measure.name);
            problems_.push_back({"CS215", Severity::error, document_.span(*map_.find("measure")),
                                 fmt::format("unknown measure '{}'", *name), did_you_mean(*name, known)});
            (void)map_.find("above");
            (void)map_.find("below");
            (void)map_.find("of");
            return;
        }
        rule_.needs_times = rule_.measured->needs_times;
        rule_.needs_text = rule_.measured->needs_text;
        rule_.above = threshold("above");
        rule_.below = threshold("below");
        if (!map_.has("above") && !map_.has("below"))
            problems_.push_back({"CS205", Severity::error, document_.span(map_.node(), 1),
                                 fmt::format("the rule '{}' measures, but has no threshold", rule_.id),
                                 "add 'above:' or 'below:'"});
        read_of();
    }

    Threshold threshold(std::string_view key) {
        Threshold out;
        const yaml::Node* const node = map_.find(key);
        if (node == nullptr)
            return out;
        const auto value = [&](const yaml::Node& at, std::string_view unit) -> std::optional<double> {
            const auto quantity = quantity_from(at.scalar);
            if (at.kind == yaml::Node::Kind::scalar && quantity && quantity->unit == unit)
                return quantity->value;
            problems_.push_back({"CS215", Severity::error, document_.span(at),
                                 fmt::format("'{}' is no threshold of {}", at.scalar, rule_.measured->name),
                                 fmt::format("write a number with its unit, as in '5 {}'", unit)});
            return std::nullopt;
        };
        if (node->kind == yaml::Node::Kind::map) {
            yaml::MapReader by_language(document_, *node, fmt::format("'{}'", key), problems_);
            if (const yaml::Node* const zh = by_language.require("zh"))
                out.zh = value(*zh, rule_.measured->unit_zh);
            if (const yaml::Node* const en = by_language.require("en"))
                out.en = value(*en, rule_.measured->unit_en);
            by_language.finish();
        } else if (rule_.measured->unit_zh != rule_.measured->unit_en) {
            problems_.push_back({"CS215", Severity::error, document_.span(*node),
                                 fmt::format("{} has another unit in each language", rule_.measured->name),
                                 fmt::format("write {{zh: … {}, en: … {}}}", rule_.measured->unit_zh,
                                             rule_.measured->unit_en)});
        } else {
            out.zh = out.en = value(*node, rule_.measured->unit_zh);
        }
        return out;
    }

    const yaml::Document& document_;
    const NameTable& names_;
    Problems& problems_;
    yaml::MapReader map_;
    Rule rule_;
    bool kind_known_ = false;  ///< what a rule must have depends on what it yields
};

/// The rules of a behaviour file; null where it has none.
const yaml::Node* rules_of(const yaml::Document& document) {
    for (const yaml::Node::Entry& entry : document.root.entries)
        if (entry.key.scalar == "rules" && entry.value.kind == yaml::Node::Kind::sequence)
            return &entry.value;
    return nullptr;
}

std::string_view scalar_of(const yaml::Node& node, std::string_view key) {
    for (const yaml::Node::Entry& entry : node.entries)
        if (entry.key.scalar == key)
            return entry.value.scalar;
    return {};
}

}  // namespace

void read_rule_heads(const yaml::Document& document, std::vector<RuleHead>& heads, Problems& problems) {
    const yaml::Node* const rules = rules_of(document);
    if (rules == nullptr)
        return;
    for (const yaml::Node& node : rules->items) {
        const std::string_view id = scalar_of(node, "rule");
        if (id.empty())
            continue;
        const std::string_view reports = scalar_of(node, "reports");
        const auto known = std::find_if(heads.begin(), heads.end(), [&](const RuleHead& head) { return head.id == id; });
        if (known != heads.end())
            for (const yaml::Node::Entry& entry : node.entries)
                if (entry.key.scalar == "rule")
                    problems.push_back({"CS211", Severity::error, document.span(entry.value),
                                        fmt::format("the rule '{}' is there twice", id),
                                        "give one of them another name; both may report the same id"});
        heads.push_back({std::string(id), std::string(reports.empty() ? id : reports),
                         kind_named(scalar_of(node, "yields")).value_or(Kind::mark)});
    }
}

void read_rules(const yaml::Document& document, const NameTable& names, std::vector<Rule>& rules, Problems& problems) {
    yaml::MapReader map(document, document.root, "a behaviour file", problems);
    read_version(map);
    const yaml::Node* const list = map.require("rules");
    map.finish();
    if (list == nullptr)
        return;
    if (list->kind != yaml::Node::Kind::sequence) {
        map.wrong(*list, "'rules' must be a list of rules");
        return;
    }
    for (const yaml::Node& node : list->items)
        if (auto rule = RuleReader(document, node, names, problems).read())
            rules.push_back(std::move(*rule));
}

}  // namespace callscore
