#pragma once

#include <map>
#include <string>
#include <vector>

#include "acts/act_set.hpp"
#include "rubric/library.hpp"
#include "rubric/names.hpp"
#include "yaml/reader.hpp"

namespace callscore {

/// The version of the rubric language that this program reads: the key `callscore` of every file.
inline constexpr int language_version = 1;

/// A word list in both languages.
struct WordList {
    std::vector<std::string> zh;
    std::vector<std::string> en;
};
using WordListTable = std::map<std::string, WordList, std::less<>>;

/// Reads and checks the key `callscore`; problem CS207.
void read_version(yaml::MapReader& map);

/// A text in both languages; a missing one is problem CS212.
[[nodiscard]] Text read_text(yaml::MapReader& map, std::string_view key, bool required);

// One function for each kind of file. Each adds what it read and all problems it met.
void read_list_file(const yaml::Document& document, WordListTable& lists, Problems& problems);
void read_act_file(const yaml::Document& document, const WordListTable& lists, std::vector<Act>& acts,
                   Problems& problems);
/// First pass over a behaviour file: the ids of its rules and what they report.
struct RuleHead {
    std::string id;
    std::string reports;
    Kind kind = Kind::finding;
};
void read_rule_heads(const yaml::Document& document, std::vector<RuleHead>& heads, Problems& problems);
/// Second pass, when all names are known.
void read_rules(const yaml::Document& document, const NameTable& names, std::vector<Rule>& rules, Problems& problems);
void read_rubric_file(const yaml::Document& document, const std::vector<RuleHead>& heads,
                      std::vector<Rubric>& rubrics, Problems& problems);
/// An act that a settings file names.
struct NamedAct {
    std::string id;
    SourceSpan where;
};
void read_timing_file(const yaml::Document& document, TurnTaking& turn_taking, NamedAct& listener_act,
                      Problems& problems);
void read_scoring_file(const yaml::Document& document, Scoring& scoring, Problems& problems);
struct PlanEntry {
    std::string rubric;
    double weight = 1;
    SourceSpan where;
};
void read_plan_file(const yaml::Document& document, std::vector<PlanEntry>& plan, Problems& problems);

/// "2 s", "250 ms", "1 min"; nothing where it is none of these.
[[nodiscard]] std::optional<Duration> duration_from(std::string_view text);

/// "5.8 chars/s" → 5.8 and "chars/s"; nothing where it does not start with a number.
struct Quantity {
    double value = 0;
    std::string unit;
};
[[nodiscard]] std::optional<Quantity> quantity_from(std::string_view text);

}  // namespace callscore
