#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.hpp"

namespace callscore {

/// What a name in a condition can mean. A name that is both means what the rules report under it; in the rules that
/// report it themselves it means the act.
class NameTable {
  public:
    NameTable(const std::vector<Act>& acts, const std::vector<std::string>& reports);

    /// The label of `name` in a rule that reports `own`; nothing for an unknown name.
    [[nodiscard]] std::optional<int> label(std::string_view name, std::string_view own) const;

    /// The label of what rules report under `name`, whoever asks.
    [[nodiscard]] std::optional<int> report_label(std::string_view name) const;

    /// All names, for suggestions.
    [[nodiscard]] const std::vector<std::string_view>& all() const { return all_; }

  private:
    const std::vector<Act>& acts_;
    const std::vector<std::string>& reports_;
    std::vector<std::string_view> all_;
};

}  // namespace callscore
