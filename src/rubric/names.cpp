#include "rubric/names.hpp"

#include <algorithm>

namespace callscore {

NameTable::NameTable(const std::vector<Act>& acts, const std::vector<std::string>& reports)
    : acts_(acts), reports_(reports) {
    for (const Act& act : acts)
        all_.push_back(act.id);
    for (const std::string& report : reports)
        all_.push_back(report);
    for (int i = 0; i < built_in_count; ++i)
        all_.push_back(name_of(static_cast<BuiltIn>(i)));
    std::sort(all_.begin(), all_.end());
    all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
}

std::optional<int> NameTable::report_label(std::string_view name) const {
    const auto found = std::find(reports_.begin(), reports_.end(), name);
    if (found == reports_.end())
        return std::nullopt;
    return built_in_count + static_cast<int>(acts_.size()) + static_cast<int>(found - reports_.begin());
}

std::optional<int> NameTable::label(std::string_view name, std::string_view own) const {
    if (name != own)
        if (const std::optional<int> report = report_label(name))
            return report;
    for (std::size_t i = 0; i < acts_.size(); ++i)
        if (acts_[i].id == name)
            return built_in_count + static_cast<int>(i);
    for (int i = 0; i < built_in_count; ++i)
        if (name_of(static_cast<BuiltIn>(i)) == name)
            return i;
    return std::nullopt;
}

}  // namespace callscore
