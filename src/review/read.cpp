#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "json/value.hpp"
#include "review/calibration.hpp"
#include "review/codebook.hpp"

namespace callscore {
namespace {

/// A JSON file that is being read: what is wrong in it is collected with its place.
class File {
  public:
    explicit File(const std::string& path) : path_(path) {
        auto content = read_file(path);
        if (!content) {
            problems.push_back(std::move(content.error()));
            return;
        }
        content_ = std::move(*content);
        auto parsed = json::parse(content_, path);
        if (parsed)
            root = std::move(*parsed);
        else
            problems.push_back(std::move(parsed.error()));
    }

    void report(std::string code, Severity severity, const json::Value& at, std::string message,
                std::string hint = {}) {
        problems.push_back(
            {std::move(code), severity, json::place_of(at, content_, path_), std::move(message), std::move(hint)});
    }

    /// The member of that name if it is of that kind; else null, and why is reported.
    const json::Value* member(const json::Value& object, std::string_view key, json::Value::Kind kind) {
        using Kind = json::Value::Kind;
        if (object.kind != Kind::object) {
            report("CS162", Severity::error, object, "an object is expected here");
            return nullptr;
        }
        const json::Value* found = object.find(key);
        if (found == nullptr) {
            std::vector<std::string_view> keys;
            for (const auto& [name, value] : object.members)
                keys.emplace_back(name);
            const std::string written = nearest(key, keys);
            report("CS162", Severity::error, object, fmt::format("'{}' is missing", key),
                   written.empty() ? std::string{} : fmt::format("did you mean '{}' by '{}'?", key, written));
            return nullptr;
        }
        if (found->kind != kind) {
            const std::string_view wanted = kind == Kind::string   ? "a text"
                                            : kind == Kind::number ? "a number"
                                            : kind == Kind::array  ? "a list"
                                                                   : "an object";
            report("CS162", Severity::error, *found, fmt::format("'{}' must be {}", key, wanted));
            return nullptr;
        }
        return found;
    }

    /// A text that says something.
    std::optional<std::string> text(const json::Value& object, std::string_view key) {
        const json::Value* found = member(object, key, json::Value::Kind::string);
        if (found == nullptr)
            return std::nullopt;
        if (found->string.empty()) {
            report("CS162", Severity::error, *found, fmt::format("'{}' is empty", key));
            return std::nullopt;
        }
        return found->string;
    }

    std::optional<int> turn(const json::Value& object) {
        const json::Value* found = member(object, "turn", json::Value::Kind::number);
        if (found == nullptr)
            return std::nullopt;
        if (found->number < 0 || found->number > 1e6 || found->number != std::floor(found->number)) {
            report("CS162", Severity::error, *found, "'turn' must be a whole number from 0 on");
            return std::nullopt;
        }
        return static_cast<int>(found->number);
    }

    std::optional<Verdict> verdict(const json::Value& value) {
        constexpr std::array<std::string_view, 5> names{"met", "partly", "not_met", "na", "cannot_judge"};
        if (value.kind != json::Value::Kind::string) {
            report("CS162", Severity::error, value, "a verdict must be a text");
            return std::nullopt;
        }
        const auto found = verdict_named(value.string);
        if (!found) {
            const std::string hint = did_you_mean(value.string, names);
            report("CS163", Severity::error, value, fmt::format("unknown verdict '{}'", value.string),
                   hint.empty() ? "one of met, partly, not_met, na, cannot_judge" : hint);
        }
        return found;
    }

    std::optional<json::Value> root;
    Problems problems;

  private:
    std::string path_;
    std::string content_;
};

template <class T>
Outcome<T> outcome_of(T value, File& file) {
    if (has_errors(file.problems))
        return {std::nullopt, std::move(file.problems)};
    return {std::move(value), std::move(file.problems)};
}

void read_label(File& file, const json::Value& item, Labels& labels) {
    const auto turn = file.turn(item);
    const auto kind_name = item.kind == json::Value::Kind::object ? file.text(item, "kind") : std::nullopt;
    const auto id = item.kind == json::Value::Kind::object ? file.text(item, "id") : std::nullopt;
    if (!turn || !kind_name || !id)
        return;
    const auto kind = kind_named(*kind_name);
    if (!kind || *kind == Kind::mark || *kind == Kind::flag) {
        constexpr std::array<std::string_view, 3> kinds{"cue", "strength", "finding"};
        const std::string hint = did_you_mean(*kind_name, kinds);
        file.report("CS163", Severity::error, *item.find("kind"), fmt::format("unknown kind '{}'", *kind_name),
                    hint.empty() ? "one of cue, strength, finding" : hint);
        return;
    }
    const auto defined =
        std::find_if(codebook.begin(), codebook.end(), [&](const CodebookId& known) { return known.id == *id; });
    if (defined == codebook.end()) {
        std::vector<std::string_view> ids;
        for (const CodebookId& known : codebook)
            ids.push_back(known.id);
        file.report("CS163", Severity::warning, *item.find("id"), fmt::format("'{}' is no id of the codebook", *id),
                    did_you_mean(*id, ids));
    } else if (defined->kind != *kind) {
        file.report("CS163", Severity::warning, *item.find("kind"),
                    fmt::format("'{}' is a {}, not a {}", *id, name_of(defined->kind), name_of(*kind)));
    }
    labels.labels.push_back({*turn, *kind, *id});
}

}  // namespace

Outcome<Labels> read_labels(const std::string& path) {
    File file(path);
    if (!file.root)
        return {std::nullopt, std::move(file.problems)};
    Labels labels;
    labels.file = path;
    if (const auto id = file.text(*file.root, "id"))
        labels.id = *id;
    if (file.root->kind != json::Value::Kind::object)
        return outcome_of(std::move(labels), file);
    if (const json::Value* list = file.member(*file.root, "labels", json::Value::Kind::array))
        for (const json::Value& item : list->items)
            read_label(file, item, labels);
    // Labels of turns alone are labels too.
    if (file.root->find("criteria") != nullptr)
        if (const json::Value* criteria = file.member(*file.root, "criteria", json::Value::Kind::object))
            for (const auto& [name, value] : criteria->members)
                if (const auto verdict = file.verdict(value))
                    labels.criteria[name] = *verdict;
    return outcome_of(std::move(labels), file);
}

Outcome<ScoredCall> read_scorecard(const std::string& path) {
    File file(path);
    if (!file.root)
        return {std::nullopt, std::move(file.problems)};
    ScoredCall scored;
    scored.file = path;
    const json::Value* call = file.member(*file.root, "call", json::Value::Kind::object);
    if (call != nullptr) {
        if (const auto id = file.text(*call, "id"))
            scored.id = *id;
        const json::Value* roles = call->find("roles");
        if (roles != nullptr && roles->kind == json::Value::Kind::string &&
            roles->string.find_first_not_of("acb") == std::string::npos)
            scored.roles = roles->string;
        else
            file.report("CS162", Severity::warning, roles == nullptr ? *call : *roles,
                        "the call has no 'roles', a letter a, c or b for each turn",
                        "score the call again with this version");
    }
    if (file.root->kind != json::Value::Kind::object)
        return outcome_of(std::move(scored), file);
    for (const std::string_view key : {"findings", "strengths", "cues"})
        if (const json::Value* list = file.member(*file.root, key, json::Value::Kind::array))
            for (const json::Value& item : list->items) {
                const auto turn = file.turn(item);
                if (!turn)
                    continue;
                if (const auto id = file.text(item, "id"))
                    scored.items.push_back({*turn, *id});
            }
    if (const json::Value* rubrics = file.member(*file.root, "rubrics", json::Value::Kind::array))
        for (const json::Value& rubric : rubrics->items)
            if (const json::Value* criteria = file.member(rubric, "criteria", json::Value::Kind::array))
                for (const json::Value& criterion : criteria->items) {
                    const json::Value* written = file.member(criterion, "verdict", json::Value::Kind::string);
                    if (written == nullptr)
                        continue;
                    const auto id = file.text(criterion, "id");
                    const auto verdict = file.verdict(*written);
                    if (id && verdict)
                        scored.criteria.emplace(*id, *verdict);
                }
    return outcome_of(std::move(scored), file);
}

Outcome<std::vector<std::string>> read_reported_ids(const std::string& path) {
    File file(path);
    if (!file.root)
        return {std::nullopt, std::move(file.problems)};
    std::vector<std::string> ids;
    if (const json::Value* rules = file.member(*file.root, "rules", json::Value::Kind::object))
        if (const json::Value* reports = file.member(*rules, "reports", json::Value::Kind::array))
            for (const json::Value& id : reports->items) {
                if (id.kind == json::Value::Kind::string)
                    ids.push_back(id.string);
                else
                    file.report("CS162", Severity::error, id, "an id must be a text");
            }
    return outcome_of(std::move(ids), file);
}

}  // namespace callscore
