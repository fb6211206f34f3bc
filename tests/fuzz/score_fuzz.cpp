// Any bytes as a call that is scored with the project's own rules and written in every way.

#include "json/value.hpp"
#include "loaded.hpp"
#include "report/csv.hpp"
#include "report/scorecard_json.hpp"
#include "review/calibration.hpp"
#include "rubric/library.hpp"
#include "score/score_call.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    static const Outcome<Library> rules = load_library(CALLSCORE_SOURCE_DIR "/rules");
    static ScoreScratch scratch;
    fuzz::expect(rules.value.has_value(), "the rules can be read");
    const std::optional<Call> call = fuzz::loaded(fuzz::text_of(data, size), {});
    if (!call)
        return 0;
    const Scorecard card = score_call(*call, *rules.value, scratch);
    fuzz::expect(!card.score || (*card.score >= 0 && *card.score <= 100), "a score is between 0 and 100");
    const std::string json = scorecard_json(card, *call, "0");
    ScoreScratch fresh;
    fuzz::expect(scorecard_json(score_call(*call, *rules.value, fresh), *call, "0") == json,
                 "a score does not depend on the calls before");
    const fuzz::MemoryFile file(json);
    const Outcome<ScoredCall> read = read_scorecard(file.path());
    fuzz::expect(read.value && read.problems.empty(), "a scorecard can be read again");
    fuzz::expect_utf8(findings_csv_rows(card, *call), "a table of findings");
    for (const int width : {40, 100}) {
        const std::string shown = show_call(card, *call, {false, width, width == 40 ? Language::zh : Language::en});
        fuzz::expect_utf8(shown, "a call as it is shown");
        fuzz::expect(shown.find('\x1b') == std::string::npos, "a call cannot steer the terminal");
    }
    return 0;
}
