#include "rules/rule.hpp"

#include "base/names.hpp"

namespace callscore {
namespace {

constexpr Names<Form, 8> forms{{{Form::every, "every"},
                                {Form::expect_within, "expect … within"},
                                {Form::expect_before, "expect … before"},
                                {Form::first, "first"},
                                {Form::require, "require"},
                                {Form::again, "again"},
                                {Form::overlap, "overlap"},
                                {Form::measure, "measure"}}};

constexpr Names<BuiltIn, built_in_count> built_ins{{{BuiltIn::content, "content"},
                                                    {BuiltIn::answer, "answer"},
                                                    {BuiltIn::replies, "replies"},
                                                    {BuiltIn::agent_ends_call, "agent-ends-call"},
                                                    {BuiltIn::last_agent_turn, "last-agent-turn"},
                                                    {BuiltIn::opening_turn, "opening-turn"},
                                                    {BuiltIn::heard_only, "heard-only"}}};

}  // namespace

std::string_view name_of(Form form) { return name_in(forms, form); }
std::string_view name_of(BuiltIn built_in) { return name_in(built_ins, built_in); }

std::string_view RuleSet::name_of_label(int label) const {
    if (label < built_in_count)
        return name_of(static_cast<BuiltIn>(label));
    const int act = label - built_in_count;
    if (act < static_cast<int>(acts.acts().size()))
        return acts.acts()[static_cast<std::size_t>(act)].id;
    return reports[static_cast<std::size_t>(label - label_of_report(0))];
}

}  // namespace callscore
