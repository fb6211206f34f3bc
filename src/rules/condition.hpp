#pragma once

#include <cstdint>
#include <vector>

namespace callscore {

/// A condition on one turn: names of what is said or reported there, combined. Compiled: names are labels.
struct Condition {
    enum class Kind : std::uint8_t { always, label, any_of, all_of, negation };

    Kind kind = Kind::always;
    int label = -1;
    std::vector<Condition> parts;

    [[nodiscard]] bool is_set() const { return kind != Kind::always; }
};

/// Calls `visit(label)` for every label of the condition, in order.
template <class Visit>
void for_each_label(const Condition& condition, Visit&& visit) {
    if (condition.kind == Condition::Kind::label)
        visit(condition.label);
    for (const Condition& part : condition.parts)
        for_each_label(part, visit);
}

}  // namespace callscore
