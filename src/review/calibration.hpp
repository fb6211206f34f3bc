#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "report/terminal.hpp"
#include "rules/finding.hpp"
#include "score/scorecard.hpp"

namespace callscore {

// How far scorecards agree with labels that people gave to the same calls.

struct Label {
    int turn = 0;  ///< 0-based
    Kind kind = Kind::cue;
    std::string id;
};

/// The labels of one call.
struct Labels {
    std::string id;
    std::string file;
    std::vector<Label> labels;
    std::map<std::string, Verdict> criteria;
};

/// What is compared of one scorecard.
struct ScoredCall {
    struct Item {
        int turn = 0;
        std::string id;
    };

    std::string id;
    std::string file;
    std::string roles;        ///< one letter a turn: a agent, c customer, b bot; empty where the file has none
    std::vector<Item> items;  ///< findings, strengths and cues
    std::map<std::string, Verdict> criteria;  ///< a criterion that several rubrics have counts by the first of them
};

/// Reads `{id, labels: [{turn, kind, id}], criteria: {name: verdict}}`; other keys are passed over. Problems, with
/// their place: those of `read_file` and `json::parse`; CS162 what is missing or of the wrong type (error); CS163 an
/// unknown kind or verdict (error), an id that the codebook does not define or has as another kind (warning).
[[nodiscard]] Outcome<Labels> read_labels(const std::string& path);

/// Reads a scorecard as `scorecard_json` writes it. Problems as above; CS162 also warns of missing roles, without which
/// no label is matched across turns.
[[nodiscard]] Outcome<ScoredCall> read_scorecard(const std::string& path);

/// The ids that the rules of a run can report, from its run.json. Problems as above.
[[nodiscard]] Outcome<std::vector<std::string>> read_reported_ids(const std::string& path);

struct Counts {
    int tp = 0;
    int fp = 0;
    int fn = 0;

    /// 0 to 1; absent where nothing was reported, nothing was labelled, or neither.
    [[nodiscard]] std::optional<double> precision() const;
    [[nodiscard]] std::optional<double> recall() const;
    [[nodiscard]] std::optional<double> f1() const;

    friend bool operator==(const Counts&, const Counts&) = default;
};

/// `exact`: on the labelled turn. `near`: or on the turn of the same role before or after it; one to one, exact matches
/// first.
struct Matches {
    Counts exact;
    Counts near;
};

struct IdMatches {
    std::string id;
    Kind kind = Kind::cue;
    Matches matches;
};

/// Sums over ids. `all` is the sum of the kinds.
struct Micro {
    Matches cues;
    Matches strengths;
    Matches findings;
    Matches all;
};

/// Verdicts on one criterion. A pair in which either side says `na` or `cannot_judge` is not in the table.
struct CriterionAgreement {
    std::string id;
    std::array<std::array<int, 3>, 3> table{};  ///< [label][scorecard] of met, partly, not_met
    int both_na = 0;
    int one_na = 0;
    int cannot_judge = 0;  ///< on either side
    int unscored = 0;      ///< labelled, but the scorecard has no such criterion

    [[nodiscard]] int judged() const;
    [[nodiscard]] std::optional<double> agreement() const;  ///< share of equal verdicts; absent where none was judged
    /// Kappa with linear weights; absent where chance alone would give no disagreement (all verdicts the same).
    [[nodiscard]] std::optional<double> kappa() const;
};

struct Calibration {
    int calls = 0;               ///< both labelled and scored
    std::vector<IdMatches> ids;  ///< ids that occur in either, in the order of the codebook, then others by name
    std::vector<IdMatches> families;
    Micro micro;  ///< over the codebook's ids and whatever else the labels carry
    Micro micro_merged;
    std::optional<Micro> reported;  ///< only over ids that the rubrics can report; absent where no ids were given
    std::optional<Micro> reported_merged;
    std::vector<CriterionAgreement> criteria;  ///< in the order of names
    CriterionAgreement all_criteria;           ///< all verdicts in one table
    std::map<std::string, int> ignored;        ///< ids reported that are no matter of labels
    Problems problems;
};

/// Compares by call id; the order of the lists does not matter. Problems (warnings): CS160 labels without a scorecard,
/// CS161 a scorecard without labels, CS164 an id that comes twice (the first file by name counts), CS165 a label on a
/// turn that the call does not have.
[[nodiscard]] Calibration calibrate(std::span<const ScoredCall> scored, std::span<const Labels> labels,
                                    std::span<const std::string> reported_ids);

/// A table of 80 columns.
[[nodiscard]] std::string calibration_table(const Calibration& calibration, const Style& style = {});

/// The same figures as JSON, schema `callscore/calibration/1`.
[[nodiscard]] std::string calibration_json(const Calibration& calibration);

}  // namespace callscore
