#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/suggest.hpp"
#include "rubric/files.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

/// `understanding + acknowledgement`, `mean(a, b)`, `any(a, b)`, or a criterion's name; they may be nested.
class FormulaParser {
  public:
    FormulaParser(const yaml::Document& document, const yaml::Node& node, const std::vector<Criterion>& criteria,
                  Problems& problems)
        : document_(document), node_(node), text_(node.scalar), criteria_(criteria), problems_(problems) {}

    Formula parse() {
        Formula formula = sum(0);
        skip_space();
        if (!failed_ && at_ < text_.size())
            fail(1,
                 fmt::format("'{}' where the formula should end", text_.substr(at_, text::decode(text_, at_).length)));
        return formula;
    }

  private:
    void skip_space() {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }

    void fail(int length, std::string message, std::string hint = "write a + b, mean(a, b) or any(a, b)",
              const char* code = "CS217") {
        if (!failed_)
            problems_.push_back({code, Severity::error, document_.span_within(node_, at_, std::max(length, 1)),
                                 std::move(message), std::move(hint)});
        failed_ = true;
    }

    Formula sum(int depth) {
        Formula whole{Formula::Kind::weaker_half, {}, {}};
        whole.parts.push_back(term(depth));
        for (skip_space(); !failed_ && at_ < text_.size() && text_[at_] == '+'; skip_space()) {
            ++at_;
            whole.parts.push_back(term(depth));
        }
        if (whole.parts.size() == 1)
            return std::move(whole.parts.front());
        return whole;
    }

    Formula term(int depth) {
        skip_space();
        if (depth > 8) {
            fail(1, "nested more than 8 deep");
            return {};
        }
        std::size_t end = at_;
        while (end < text_.size() && std::string_view(" +(),").find(text_[end]) == std::string_view::npos)
            ++end;
        const std::string_view name = text_.substr(at_, end - at_);
        if (name.empty()) {
            fail(1, "a criterion is missing here");
            return {};
        }
        if (end < text_.size() && text_[end] == '(')
            return call(name, end, depth);
        const bool known = std::any_of(criteria_.begin(), criteria_.end(),
                                       [&](const Criterion& criterion) { return criterion.id == name; });
        if (!known) {
            std::vector<std::string_view> names;
            for (const Criterion& criterion : criteria_)
                names.push_back(criterion.id);
            fail(static_cast<int>(text::count_code_points(name)), fmt::format("unknown criterion '{}'", name),
                 did_you_mean(name, names), "CS210");
            return {};
        }
        at_ = end;
        return {Formula::Kind::criterion, std::string(name), {}};
    }

    Formula call(std::string_view name, std::size_t opening, int depth) {
        Formula formula;
        if (name == "mean") {
            formula.kind = Formula::Kind::mean;
        } else if (name == "any") {
            formula.kind = Formula::Kind::best;
        } else {
            fail(static_cast<int>(text::count_code_points(name)), fmt::format("unknown function '{}'", name));
            return {};
        }
        at_ = opening;
        do {
            ++at_;  // '(' or ','
            formula.parts.push_back(sum(depth + 1));
            skip_space();
        } while (!failed_ && at_ < text_.size() && text_[at_] == ',');
        if (!failed_ && (at_ >= text_.size() || text_[at_] != ')'))
            fail(1, fmt::format("'{}(' is never closed", name), "add the closing ')'");
        ++at_;
        return formula;
    }

    const yaml::Document& document_;
    const yaml::Node& node_;
    std::string_view text_;
    const std::vector<Criterion>& criteria_;
    Problems& problems_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

class RubricReader {
  public:
    RubricReader(const yaml::Document& document, const std::vector<RuleHead>& heads, Problems& problems)
        : document_(document), heads_(heads), problems_(problems) {}

    void read(std::vector<Rubric>& rubrics) {
        yaml::MapReader map(document_, document_.root, "a rubric", problems_);
        read_version(map);
        const auto id = map.required_string("rubric");
        rubric_.version = map.required_string("version").value_or("");
        rubric_.title = read_text(map, "title", true);
        rubric_.source = map.string("source").value_or("");
        rubric_.hash = sha256(document_.text);
        if (const yaml::Node* const criteria = map.require("criteria")) {
            if (criteria->kind != yaml::Node::Kind::sequence)
                map.wrong(*criteria, "'criteria' must be a list of criteria");
            for (const yaml::Node& node : criteria->items)
                read_criterion(node);
        }
        if (const yaml::Node* const score = map.require("score")) {
            if (score->kind != yaml::Node::Kind::map)
                map.wrong(*score, "'score' must be a map of names and formulas");
            for (const yaml::Node::Entry& entry : score->entries)
                read_section(entry);
        }
        map.finish();
        if (!id)
            return;
        rubric_.id = *id;
        const bool known =
            std::any_of(rubrics.begin(), rubrics.end(), [&](const Rubric& other) { return other.id == *id; });
        if (known)
            problems_.push_back({"CS211", Severity::error, document_.span(*map.find("rubric")),
                                 fmt::format("the rubric '{}' is there twice", *id), "give one of them another name"});
        else
            rubrics.push_back(std::move(rubric_));
    }

  private:
    std::vector<std::string> reported(yaml::MapReader& map, std::string_view key) {
        std::vector<std::string> out;
        const yaml::Node* const node = map.find(key);
        if (node == nullptr)
            return out;
        if (node->kind != yaml::Node::Kind::sequence) {
            map.wrong(*node, fmt::format("'{}' must be a list of ids", key));
            return out;
        }
        for (const yaml::Node& item : node->items) {
            const bool known = std::any_of(heads_.begin(), heads_.end(),
                                           [&](const RuleHead& head) { return head.reports == item.scalar; });
            if (known) {
                out.push_back(item.scalar);
                continue;
            }
            std::vector<std::string_view> names;
            for (const RuleHead& head : heads_)
                names.push_back(head.reports);
            problems_.push_back({"CS210", Severity::error, document_.span(item),
                                 fmt::format("no rule reports '{}'", item.scalar), did_you_mean(item.scalar, names)});
        }
        return out;
    }

    void read_criterion(const yaml::Node& node) {
        yaml::MapReader map(document_, node, "a criterion", problems_);
        Criterion criterion;
        criterion.id = map.required_string("criterion").value_or("");
        const bool known = std::any_of(rubric_.criteria.begin(), rubric_.criteria.end(),
                                       [&](const Criterion& other) { return other.id == criterion.id; });
        if (known && !criterion.id.empty())
            problems_.push_back({"CS211", Severity::error, document_.span(*map.find("criterion")),
                                 fmt::format("the criterion '{}' is there twice", criterion.id),
                                 "give one of them another name"});
        criterion.title = read_text(map, "title", true);
        criterion.met_by = reported(map, "met by");
        criterion.broken_by = reported(map, "broken by");
        criterion.occasion = reported(map, "occasion");
        if (const auto unless_broken = map.string("met")) {
            criterion.met_unless_broken = *unless_broken == "unless broken";
            if (!criterion.met_unless_broken)
                map.wrong(*map.find("met"), fmt::format("'{}' is not known here", *unless_broken),
                          "write 'met: unless broken', or leave it out");
        }
        if (const auto forgives = map.number("forgives"))
            criterion.forgives = static_cast<int>(*forgives);
        map.finish();
        rubric_.criteria.push_back(std::move(criterion));
    }

    void read_section(const yaml::Node::Entry& entry) {
        yaml::MapReader map(document_, entry.value, fmt::format("'{}'", entry.key.scalar), problems_);
        Section section;
        section.id = entry.key.scalar;
        if (const yaml::Node* const formula = map.require("formula")) {
            section.formula_text = formula->scalar;
            section.formula = FormulaParser(document_, *formula, rubric_.criteria, problems_).parse();
        }
        section.weight = map.number("weight").value_or(1);
        if (section.weight <= 0)
            map.wrong(*map.find("weight"), "a weight must be above 0");
        map.finish();
        rubric_.sections.push_back(std::move(section));
    }

    const yaml::Document& document_;
    const std::vector<RuleHead>& heads_;
    Problems& problems_;
    Rubric rubric_;
};

}  // namespace

void read_rubric_file(const yaml::Document& document, const std::vector<RuleHead>& heads, std::vector<Rubric>& rubrics,
                      Problems& problems) {
    RubricReader(document, heads, problems).read(rubrics);
}

}  // namespace callscore
