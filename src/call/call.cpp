#include "call/call.hpp"

#include <algorithm>

#include "base/names.hpp"

namespace callscore {
namespace {

constexpr Names<Role, 3> roles{
    {{Role::agent, "agent"}, {Role::customer, "customer"}, {Role::bot, "bot"}}};
constexpr Names<Language, 2> languages{{{Language::zh, "zh"}, {Language::en, "en"}}};
constexpr Names<EndedBy, 3> endings{
    {{EndedBy::agent, "agent"}, {EndedBy::customer, "customer"}, {EndedBy::unknown, "unknown"}}};
constexpr Names<TimingSource, 5> timing_sources{{{TimingSource::checked, "checked"},
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
