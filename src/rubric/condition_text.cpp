#include "rubric/condition_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/suggest.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

constexpr int deepest_nesting = 16;

class Parser {
  public:
    Parser(const yaml::Document& document, const yaml::Node& node, const NameTable& names, std::string_view own,
           Problems& problems)
        : document_(document), node_(node), text_(node.scalar), names_(names), own_(own), problems_(problems) {}

    Condition parse() {
        next();
        Condition condition = either(0);
        if (!failed_ && !token_.empty())
            fail(token_ == ")" ? "')' without an opening '('"
                               : fmt::format("'{}' where 'and' or 'or' was expected", token_));
        return failed_ ? Condition{} : condition;
    }

  private:
    void next() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
            ++at_;
        begin_ = at_;
        if (at_ < text_.size() && (text_[at_] == '(' || text_[at_] == ')'))
            ++at_;
        else
            while (at_ < text_.size() && std::string_view(" \n\t()").find(text_[at_]) == std::string_view::npos)
                ++at_;
        token_ = text_.substr(begin_, at_ - begin_);
    }

    [[nodiscard]] SourceSpan span() const {
        return document_.span_within(node_, begin_, std::max(1, static_cast<int>(text::count_code_points(token_))));
    }

    void fail(std::string message, std::string hint = "write names with 'and', 'or', 'not' and parentheses") {
        if (!failed_)
            problems_.push_back({"CS216", Severity::error, span(), std::move(message), std::move(hint)});
        failed_ = true;
    }

    Condition joined(Condition::Kind kind, std::string_view word, int depth) {
        std::vector<Condition> parts;
        parts.push_back(kind == Condition::Kind::any_of ? joined(Condition::Kind::all_of, "and", depth)
                                                        : single(depth));
        while (!failed_ && token_ == word) {
            next();
            parts.push_back(kind == Condition::Kind::any_of ? joined(Condition::Kind::all_of, "and", depth)
                                                            : single(depth));
        }
        if (parts.size() == 1)
            return std::move(parts.front());
        return {kind, -1, std::move(parts)};
    }

    Condition either(int depth) { return joined(Condition::Kind::any_of, "or", depth); }

    Condition single(int depth) {
        if (depth > deepest_nesting) {
            fail(fmt::format("nested more than {} deep", deepest_nesting), "name a part of it in a rule of its own");
            return {};
        }
        if (token_ == "not") {
            next();
            return {Condition::Kind::negation, -1, {single(depth + 1)}};
        }
        if (token_ == "(") {
            next();
            Condition inner = either(depth + 1);
            if (failed_)
                return {};
            if (token_ != ")") {
                fail("'(' is never closed", "add the closing ')'");
                return {};
            }
            next();
            return inner;
        }
        if (token_.empty() || token_ == ")" || token_ == "and" || token_ == "or") {
            fail(token_.empty() ? "a name is missing at the end"
                                : fmt::format("a name is missing before '{}'", token_));
            return {};
        }
        const std::optional<int> label = names_.label(token_, own_);
        if (!label) {
            if (!failed_)
                problems_.push_back({"CS210", Severity::error, span(), fmt::format("unknown act or rule '{}'", token_),
                                     did_you_mean(token_, names_.all())});
            failed_ = true;
            return {};
        }
        next();
        return {Condition::Kind::label, *label, {}};
    }

    const yaml::Document& document_;
    const yaml::Node& node_;
    std::string_view text_;
    const NameTable& names_;
    std::string_view own_;
    Problems& problems_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::string_view token_;
    bool failed_ = false;
};

}  // namespace

Condition read_condition(const yaml::Document& document, const yaml::Node& node, const NameTable& names,
                         std::string_view own, Problems& problems) {
    if (node.kind == yaml::Node::Kind::scalar)
        return Parser(document, node, names, own, problems).parse();
    if (node.kind == yaml::Node::Kind::sequence && !node.items.empty()) {
        Condition any{Condition::Kind::any_of, -1, {}};
        for (const yaml::Node& item : node.items) {
            Condition part = read_condition(document, item, names, own, problems);
            if (part.is_set())
                any.parts.push_back(std::move(part));
        }
        if (!any.parts.empty())
            return any;
        return {};
    }
    problems.push_back({"CS216", Severity::error, document.span(node, 1), "a condition must be text or a list of names",
                        "write names with 'and', 'or', 'not' and parentheses"});
    return {};
}

}  // namespace callscore
