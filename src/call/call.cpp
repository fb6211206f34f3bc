#include "call/call.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace callscore {
namespace {

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::pair<Enum, std::string_view>, N>& names, Enum value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value)
            return name;
    return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> value_in(const std::array<std::pair<Enum, std::string_view>, N>& names, std::string_view name) {
    for (const auto& [value, candidate] : names)
        if (candidate == name)
            return value;
    return std::nullopt;
}

constexpr std::array<std::pair<Role, std::string_view>, 3> roles{
    {{Role::agent, "agent"}, {Role::customer, "customer"}, {Role::bot, "bot"}}};
constexpr std::array<std::pair<Language, std::string_view>, 2> languages{{{Language::zh, "zh"}, {Language::en, "en"}}};
constexpr std::array<std::pair<EndedBy, std::string_view>, 3> endings{
    {{EndedBy::agent, "agent"}, {EndedBy::customer, "customer"}, {EndedBy::unknown, "unknown"}}};
constexpr std::array<std::pair<TimingSource, std::string_view>, 5> timing_sources{{{TimingSource::checked, "checked"},
                                                                                    {TimingSource::audio, "audio"},
                                                                                    {TimingSource::words, "words"},
                                                                                    {TimingSource::turns, "turns"},
                                                                                    {TimingSource::none, "none"}}};

}  // namespace

std::string_view name_of(Role role) { return name_in(roles, role); }
std::string_view name_of(Language language) { return name_in(languages, language); }
std::string_view name_of(EndedBy ended_by) { return name_in(endings, ended_by); }
std::string_view name_of(TimingSource source) { return name_in(timing_sources, source); }
std::optional<Role> role_named(std::string_view name) { return value_in(roles, name); }
std::optional<EndedBy> ended_by_named(std::string_view name) { return value_in(endings, name); }

std::optional<Language> language_tagged(std::string_view tag) {
    std::string primary;
    for (const char c : tag.substr(0, tag.find_first_of("-_")))
        primary += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (primary == "zh" || primary == "cmn" || primary == "yue")
        return Language::zh;
    if (primary == "en")
        return Language::en;
    return std::nullopt;
}

bool has_text(const Call& call) {
    return std::any_of(call.turns.begin(), call.turns.end(), [](const Turn& turn) { return !turn.text.empty(); });
}

}  // namespace callscore
