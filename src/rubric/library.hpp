#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "rules/rule.hpp"

namespace callscore {

/// One half of a formula: what meets it, what breaks it, and when there is an occasion for it.
struct Criterion {
    std::string id;
    Text title;
    std::vector<std::string> met_by;     ///< ids of strengths
    std::vector<std::string> broken_by;  ///< ids of findings
    std::vector<std::string> occasion;   ///< ids of cues and marks: one of them anywhere in the call is an occasion
    bool met_unless_broken = false;      ///< nothing has to be done to meet it
    int forgives = 0;                    ///< with met_unless_broken: this many breaks that are not critical make it `partly`
};

/// How the scores of criteria become one.
struct Formula {
    enum class Kind { criterion, weaker_half, mean, best };  ///< a name, `a + b`, `mean(a, b)`, `any(a, b)`

    Kind kind = Kind::criterion;
    std::string criterion;
    std::vector<Formula> parts;
};

struct Section {
    std::string id;
    std::string formula_text;
    Formula formula;
    double weight = 1;
};

struct Rubric {
    std::string id;
    std::string version;
    std::string hash;  ///< SHA-256 of its file
    Text title;
    std::string source;
    std::vector<Criterion> criteria;
    std::vector<Section> sections;
    double weight = 1;  ///< in the call's score, from plan.yaml
};

/// What a finding of some weight costs the criterion that it breaks.
struct SeverityCost {
    double deduct = 0;  ///< points of 100
    double cap = 100;   ///< the criterion's score is at most this
};

struct Scoring {
    SeverityCost minor{8, 95};
    SeverityCost major{20, 80};
    SeverityCost critical{50, 40};

    [[nodiscard]] const SeverityCost& of(Weight weight) const {
        return weight == Weight::minor ? minor : weight == Weight::major ? major : critical;
    }
};

/// A rule library, compiled: everything that a call is scored with. Immutable, shared by threads.
struct Library {
    RuleSet rules;
    std::vector<Rubric> rubrics;  ///< those that plan.yaml names, in its order
    Scoring scoring;
    std::string hash;                  ///< SHA-256 over the names and contents of all its files
    std::vector<std::string> reports;  ///< ids that can be reported (no marks), sorted
};

/// Reads and compiles a rule library: a folder with `lists/`, `acts/`, `behaviours/`, `rubrics/` and the files
/// timing.yaml, scoring.yaml and plan.yaml. All problems of all files are collected; with any error there is no value.
/// File names in problems start with `folder` as it was given.
///
/// Problems: CS201–CS206 as in yaml/, CS207 the wrong version of the language, CS210 unknown name, CS211 duplicate id,
/// CS212 a text lacks a language, CS213 rules that build on each other in a circle, CS214 no form or several,
/// CS215 unknown measure or wrong unit, CS216 a condition that cannot be read, CS217 a formula that cannot be read,
/// CS218 a file that belongs nowhere, CS219 a phrase that cannot be read, CS220 a phrase that cannot be compiled,
/// CS230 (warning) an act that no rule uses.
[[nodiscard]] Outcome<Library> load_library(const std::string& folder);

}  // namespace callscore
