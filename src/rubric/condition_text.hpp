#pragma once

#include "rubric/names.hpp"
#include "rules/condition.hpp"
#include "yaml/reader.hpp"

namespace callscore {

/// Reads a condition such as `upset or (hardship and not relief)`: names with `and`, `or`, `not` and parentheses; `not`
/// binds closest, then `and`. A YAML list means `or` between its items. `own` is the id that the rule reports.
/// Problems CS210 (unknown name) and CS216 (cannot be read) are added, and the condition is then not set.
[[nodiscard]] Condition read_condition(const yaml::Document& document, const yaml::Node& node, const NameTable& names,
                                       std::string_view own, Problems& problems);

}  // namespace callscore
