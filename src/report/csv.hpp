#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "call/call.hpp"
#include "score/scorecard.hpp"

namespace callscore {

// Tables as RFC 4180 has them, in UTF-8, with a line feed behind each row. Text that a spreadsheet would run as a
// formula (it begins with = + - @, their full-width forms, a tab or a line break) gets an apostrophe in front; numbers
// stay plain. What is absent is an empty cell.

/// A text cell, quoted where it has to be.
[[nodiscard]] std::string csv_text(std::string_view text);

[[nodiscard]] std::string findings_csv_header();

/// One row for each finding, flag, strength and cue, in this order. Quotes are masked.
[[nodiscard]] std::string findings_csv_rows(const Scorecard& card, const Call& call);

/// The columns of calls.csv that depend on the rubrics: the same for all calls of a run.
struct CallColumns {
    std::vector<std::string> rubrics;                           ///< ids
    std::vector<std::pair<std::string, std::string>> criteria;  ///< rubric and criterion

    friend bool operator==(const CallColumns&, const CallColumns&) = default;
};

/// Adds the rubrics and criteria of a scorecard that are not there yet, and sorts: the result does not depend on the
/// order of the calls.
void add_columns(CallColumns& columns, const Scorecard& card);

[[nodiscard]] std::string calls_csv_header(const CallColumns& columns);

/// One row. `length_s` is in seconds; a rubric's column holds its score, a criterion's its verdict.
[[nodiscard]] std::string calls_csv_row(const Scorecard& card, const CallColumns& columns);

[[nodiscard]] std::string errors_csv_header();

/// One row; `call_id` is empty where the problem belongs to no call that could be read.
[[nodiscard]] std::string errors_csv_row(const Problem& problem, std::string_view call_id);

}  // namespace callscore
