#include "rules/finding.hpp"

#include "base/names.hpp"

namespace callscore {
namespace {

constexpr Names<Kind, 5> kinds{{{Kind::cue, "cue"},
                                {Kind::strength, "strength"},
                                {Kind::finding, "finding"},
                                {Kind::flag, "flag"},
                                {Kind::mark, "mark"}}};
constexpr Names<Weight, 3> weights{
    {{Weight::minor, "minor"}, {Weight::major, "major"}, {Weight::critical, "critical"}}};

}  // namespace

std::string_view name_of(Kind kind) { return name_in(kinds, kind); }
std::string_view name_of(Weight weight) { return name_in(weights, weight); }
std::optional<Kind> kind_named(std::string_view name) { return value_in(kinds, name); }
std::optional<Weight> weight_named(std::string_view name) { return value_in(weights, name); }

}  // namespace callscore
