#include "score/scorecard.hpp"

#include "base/names.hpp"

namespace callscore {
namespace {

constexpr Names<Verdict, 5> verdicts{{{Verdict::met, "met"},
                                      {Verdict::partly, "partly"},
                                      {Verdict::not_met, "not_met"},
                                      {Verdict::na, "na"},
                                      {Verdict::cannot_judge, "cannot_judge"}}};

}  // namespace

std::string_view name_of(Verdict verdict) { return name_in(verdicts, verdict); }
std::optional<Verdict> verdict_named(std::string_view name) { return value_in(verdicts, name); }

}  // namespace callscore
