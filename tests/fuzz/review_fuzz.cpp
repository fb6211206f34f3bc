// Any bytes as labels, as a scorecard, as a run and as a sidecar.

#include "fuzz.hpp"
#include "json/value.hpp"
#include "load/sidecar.hpp"
#include "review/calibration.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    const auto expect_either = [](const auto& outcome) {
        fuzz::expect_sound(outcome.problems);
        fuzz::expect(outcome.value.has_value() != has_errors(outcome.problems), "either a value or an error");
    };
    const fuzz::MemoryFile file(fuzz::text_of(data, size));
    const Outcome<Labels> labels = read_labels(file.path());
    expect_either(labels);
    const Outcome<ScoredCall> scored = read_scorecard(file.path());
    expect_either(scored);
    const auto reported = read_reported_ids(file.path());
    expect_either(reported);
    expect_either(read_sidecar(file.path()));

    std::vector<Labels> all_labels;
    if (labels.value)
        all_labels.push_back(*labels.value);
    std::vector<ScoredCall> all_scored;
    if (scored.value)
        all_scored.push_back(*scored.value);
    else if (labels.value)
        all_scored.push_back({labels.value->id, "b.json", "acac", {{0, "upset"}, {1, "greets"}}, {}});
    const Calibration calibration =
        calibrate(all_scored, all_labels, reported.value.value_or(std::vector<std::string>{}));
    fuzz::expect_sound(calibration.problems);
    fuzz::expect(json::parse(calibration_json(calibration), "c.json").has_value(), "figures are JSON");
    fuzz::expect_utf8(calibration_table(calibration), "figures as they are shown");
    return 0;
}
