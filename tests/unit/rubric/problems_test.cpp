// Each case breaks a sound library in one place, and all that is said about it is asserted.

#include <doctest/doctest.h>

#include "sound_library.hpp"

using namespace callscore;

namespace {

constexpr const char* feeling_list = "lists/feeling.yaml";
constexpr const char* upset_act = "acts/upset.yaml";
constexpr const char* soothes_act = "acts/soothes.yaml";
constexpr const char* calm_rules = "behaviours/calm.yaml";
constexpr const char* calm_rubric = "rubrics/calm.yaml";
constexpr const char* timing = "timing.yaml";
constexpr const char* scoring = "scoring.yaml";
constexpr const char* plan = "plan.yaml";

}  // namespace

TEST_CASE("a library without a fault has no problem") {
    const Outcome<Library> outcome = sound().load();
    CHECK(outcome.problems == Problems{});
    CHECK(outcome.value.has_value());
}

TEST_CASE("an unknown key is named with the nearest one that is known") {
    CHECK(sound().edited(calm_rules, "within:", "wihtin:").problems() ==
          Problems{error("CS203", {calm_rules, 14, 5, 6, "    wihtin: 2 turns"}, "unknown key 'wihtin'",
                         "did you mean 'within'?")});
    CHECK(sound().edited(calm_rules, "  - rule: upset\n", "  - rule: upset\n    expectation: none\n").problems() ==
          Problems{error("CS203", {calm_rules, 4, 5, 11, "    expectation: none"}, "unknown key 'expectation'")});
    CHECK(sound().edited(upset_act, "by: customer\n", "by: customer\nlike: [x]\n").problems() ==
          Problems{error("CS203", {upset_act, 4, 1, 4, "like: [x]"}, "unknown key 'like'")});
    CHECK(sound().edited(upset_act, "  says:", "  say:").problems() ==
          Problems{error("CS203", {upset_act, 6, 3, 3, "  say:"}, "unknown key 'say'", "did you mean 'says'?")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - {phrase: 急, but: [x]}\n").problems() ==
          Problems{error("CS203", {upset_act, 7, 19, 3, "    - {phrase: 急, but: [x]}"}, "unknown key 'but'")});
    CHECK(sound().edited(feeling_list, "en: [", "english: [").problems() ==
          Problems{error("CS203", {feeling_list, 5, 1, 7, "english: [furious]"}, "unknown key 'english'")});
    CHECK(sound().edited(calm_rubric, "source", "sourec").problems() ==
          Problems{error("CS203", {calm_rubric, 5, 1, 6, "sourec: '001'"}, "unknown key 'sourec'",
                         "did you mean 'source'?")});
    CHECK(sound().edited(calm_rubric, "    occasion", "    ocasion").problems() ==
          Problems{error("CS203", {calm_rubric, 13, 5, 7, "    ocasion: [upset]"}, "unknown key 'ocasion'",
                         "did you mean 'occasion'?")});
    CHECK(sound().edited(calm_rubric, ", weight: 2}", ", wieght: 2}").problems() ==
          Problems{error("CS203", {calm_rubric, 7, 39, 6, "  calm: {formula: calming + patience, wieght: 2}"},
                         "unknown key 'wieght'", "did you mean 'weight'?")});
    CHECK(sound().edited(plan, "weight", "wieght").problems() ==
          Problems{error("CS203", {plan, 3, 20, 6, "  - {rubric: calm, wieght: 3}"}, "unknown key 'wieght'",
                         "did you mean 'weight'?")});
    CHECK(sound().edited(timing, "  opening: 15 s\n", "  opening: 15 s\n  openning: 15 s\n").problems() ==
          Problems{error("CS203", {timing, 9, 3, 8, "  openning: 15 s"}, "unknown key 'openning'",
                         "did you mean 'opening'?")});
    CHECK(sound().edited(scoring, "cap: 95", "max: 95").problems() ==
          Problems{error("CS203", {scoring, 2, 20, 3, "minor: {deduct: 8, max: 95}"}, "unknown key 'max'",
                         "did you mean 'cap'?")});
    CHECK(
        sound().edited(calm_rules, "{zh: 没有回应, en: ignored}", "{zh: 没有回应, en: ignored, fr: rien}").problems() ==
        Problems{error("CS203", {calm_rules, 15, 38, 2, "    message: {zh: 没有回应, en: ignored, fr: rien}"},
                       "unknown key 'fr'", "did you mean 'zh'?")});
}

TEST_CASE("a name that nothing has is a problem where it stands") {
    CHECK(sound().edited(calm_rules, "expect: soothes", "expect: sooths").problems() ==
          Problems{error("CS210", {calm_rules, 13, 13, 6, "    expect: sooths"}, "unknown act or rule 'sooths'",
                         "did you mean 'soothes'?")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: xyz or soothes").problems() ==
          Problems{error("CS210", {calm_rules, 8, 12, 3, "    every: xyz or soothes"}, "unknown act or rule 'xyz'")});
    CHECK(sound()
              .edited(calm_rules, "    within: 2 turns\n", "    within: 2 turns\n    replaces: [ignord]\n")
              .problems() == Problems{error("CS210", {calm_rules, 15, 15, 1, "    replaces: [ignord]"},
                                            "no rule reports 'ignord'", "did you mean 'ignored'?")});
    // A rule does not build on what it reports itself.
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    every: x\n")
              .problems() ==
          Problems{error("CS210", {calm_rules, 5, 12, 1, "    every: x"}, "unknown act or rule 'x'")});
    CHECK(sound().edited(calm_rubric, "met by: [soothes]", "met by: [soothes, soothe]").problems() ==
          Problems{error("CS210", {calm_rubric, 11, 23, 6, "    met by: [soothes, soothe]"}, "no rule reports 'soothe'",
                         "did you mean 'soothes'?")});
    CHECK(sound().edited(calm_rubric, "occasion: [upset]", "occasion: [angry]").problems() ==
          Problems{error("CS210", {calm_rubric, 13, 16, 5, "    occasion: [angry]"}, "no rule reports 'angry'")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: calming + patince").problems() ==
          Problems{error("CS210", {calm_rubric, 7, 29, 7, "  calm: {formula: calming + patince, weight: 2}"},
                         "unknown criterion 'patince'", "did you mean 'patience'?")});
    CHECK(sound().edited(plan, "rubric: calm", "rubric: clam").problems() ==
          Problems{error("CS210", {plan, 3, 14, 4, "  - {rubric: clam, weight: 3}"}, "unknown rubric 'clam'",
                         "did you mean 'calm'?")});
    CHECK(sound().edited(timing, "backchannel words: listens", "backchannel words: listen").problems() ==
          Problems{error("CS210", {timing, 10, 22, 6, "  backchannel words: listen"},
                         "unknown act 'listen' for 'backchannel words'", "did you mean 'listens'?")});
}

TEST_CASE("what is there twice") {
    CHECK(sound()
              .with("lists/more.yaml",
                    "callscore: 1\n"
                    "list: feeling\n"
                    "means: {zh: 一, en: one}\n"
                    "zh: [急]\n")
              .problems() ==
          Problems{error("CS211", {"lists/more.yaml", 2, 7, 7, "list: feeling"},
                         "the word list 'feeling' is there twice", "give one of them another name")});
    CHECK(sound()
              .with("acts/zz.yaml",
                    "callscore: 1\n"
                    "act: upset\n"
                    "by: customer\n"
                    "means: {zh: 一, en: one}\n"
                    "zh: {says: [急]}\n")
              .problems() == Problems{error("CS211", {"acts/zz.yaml", 2, 6, 5, "act: upset"},
                                            "the act 'upset' is there twice", "give one of them another name")});
    CHECK(sound()
              .with("behaviours/zz.yaml",
                    "callscore: 1\n"
                    "rules:\n"
                    "  - rule: soothes\n"
                    "    yields: cue\n"
                    "    every: soothes\n")
              .problems() == Problems{error("CS211", {"behaviours/zz.yaml", 3, 11, 7, "  - rule: soothes"},
                                            "the rule 'soothes' is there twice",
                                            "give one of them another name; both may report the same id")});
    CHECK(sound()
              .with("rubrics/zz.yaml",
                    "callscore: 1\n"
                    "rubric: calm\n"
                    "version: '2'\n"
                    "title: {zh: 一, en: one}\n"
                    "criteria: []\n"
                    "score: {}\n")
              .problems() == Problems{error("CS211", {"rubrics/zz.yaml", 2, 9, 4, "rubric: calm"},
                                            "the rubric 'calm' is there twice", "give one of them another name")});
    CHECK(sound()
              .edited(calm_rubric, "- criterion: patience", "- criterion: calming")
              .edited(calm_rubric, " + patience", "")
              .problems() ==
          Problems{error("CS211", {calm_rubric, 14, 16, 7, "  - criterion: calming"},
                         "the criterion 'calming' is there twice", "give one of them another name")});
    CHECK(
        sound().edited(calm_rules, "    within: 2 turns\n", "    within: 2 turns\n    within: 2 turns\n").problems() ==
        Problems{error("CS204", {calm_rules, 15, 5, 6, "    within: 2 turns"}, "duplicate key 'within'",
                       "it already stands in line 14"),
                 error("CS210", {calm_rubric, 11, 14, 7, "    met by: [soothes]"}, "no rule reports 'soothes'"),
                 error("CS210", {calm_rubric, 12, 17, 7, "    broken by: [ignored]"}, "no rule reports 'ignored'"),
                 error("CS210", {calm_rubric, 13, 16, 5, "    occasion: [upset]"}, "no rule reports 'upset'"),
                 error("CS210", {calm_rubric, 17, 17, 7, "    broken by: [ignored]"}, "no rule reports 'ignored'")});
}

TEST_CASE("a text in one language only, or none where one is needed") {
    CHECK(sound().edited(calm_rules, ", en: ignored}", "}").problems() ==
          Problems{error("CS212", {calm_rules, 15, 14, 1, "    message: {zh: 没有回应}"}, "'message' has no text in en",
                         "write both: {zh: …, en: …}")});
    CHECK(sound().edited(calm_rules, "{zh: 先回应, en: 'answer, then explain'}", "").problems() ==
          Problems{
              error("CS206", {calm_rules, 17, 1, 1, ""}, "'advice' must be a map of keys and values, and is nothing")});
    CHECK(sound().edited(calm_rules, "    message: {zh: 没有回应, en: ignored}\n", "").problems() ==
          Problems{
              error("CS205", {calm_rules, 9, 5, 1, "  - rule: ignored"}, "a rule has no 'message'", "add 'message:'")});
    CHECK(sound()
              .edited(calm_rules, "{zh: 先回应, en: 'answer, then explain'}", "{zh: 先回应, en: answer, then explain}")
              .problems() ==
          Problems{error("CS206", {calm_rules, 16, 35, 12, "    advice: {zh: 先回应, en: answer, then explain}"},
                         "'then explain' of 'advice' is cut off at a comma",
                         "put a text that holds a comma into quotes")});
    CHECK(sound().edited(upset_act, "means: {zh: 生气, en: is upset}", "means: is upset").problems() ==
          Problems{error("CS206", {upset_act, 4, 8, 8, "means: is upset"},
                         "'means' must be a map of keys and values, and is a single value")});
    CHECK(sound().edited(calm_rubric, "title: {zh: 安抚, en: Calm}", "title: {en: Calm}").problems() ==
          Problems{error("CS212", {calm_rubric, 4, 8, 1, "title: {en: Calm}"}, "'title' has no text in zh",
                         "write both: {zh: …, en: …}")});
}

TEST_CASE("rules that build on each other in a circle") {
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: hen\n"
                      "    yields: mark\n"
                      "    every: egg\n"
                      "  - rule: egg\n"
                      "    yields: mark\n"
                      "    every: upset\n"
                      "    unless: hen\n")
              .problems() ==
          Problems{error("CS213", {calm_rules, 3, 11, 3, "  - rule: hen"}, "the rule 'hen' builds on itself",
                         "break the circle: one of the rules in it has to do without the others")});
    // Replacing is building on, too.
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: hen\n"
                      "    yields: mark\n"
                      "    every: chick\n"
                      "  - rule: egg\n"
                      "    yields: mark\n"
                      "    every: upset\n"
                      "    replaces: hen\n"
                      "  - rule: chick\n"
                      "    yields: mark\n"
                      "    every: egg\n")
              .problems() ==
          Problems{error("CS213", {calm_rules, 3, 11, 3, "  - rule: hen"}, "the rule 'hen' builds on itself",
                         "break the circle: one of the rules in it has to do without the others")});
}

TEST_CASE("a rule has exactly one form") {
    CHECK(sound().edited(calm_rules, "    every: upset\n", "").problems() ==
          Problems{error("CS214", {calm_rules, 3, 5, 1, "  - rule: upset"}, "the rule 'upset' has no form",
                         "give it one of never, every, when, require, again, overlap, measure")});
    CHECK(sound().edited(calm_rules, "    every: upset\n", "    every: upset\n    never: soothes\n").problems() ==
          Problems{error("CS214", {calm_rules, 3, 5, 1, "  - rule: upset"},
                         "the rule 'upset' has two forms: 'never' and 'every'",
                         "make two rules of it; both may report the same id")});
    CHECK(sound().edited(calm_rules, "    expect: soothes\n    within: 2 turns\n", "").problems() ==
          Problems{error("CS214", {calm_rules, 9, 5, 1, "  - rule: ignored"},
                         "the rule 'ignored' says when, but not what then", "add either 'expect:' or 'first:'")});
    CHECK(sound().edited(calm_rules, "    expect: soothes\n", "    expect: soothes\n    first: soothes\n").problems() ==
          Problems{error("CS214", {calm_rules, 9, 5, 1, "  - rule: ignored"},
                         "the rule 'ignored' says when, but not what then", "add either 'expect:' or 'first:'")});
}

TEST_CASE("measures, their thresholds and units") {
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: turn-lenght\n"
                      "    of: agent\n"
                      "    above: 3 s\n"
                      "    below: 1 s\n")
              .problems() == Problems{error("CS215", {calm_rules, 5, 14, 11, "    measure: turn-lenght"},
                                            "unknown measure 'turn-lenght'", "did you mean 'turn-length'?")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: turn-length\n"
                      "    above: 3 min\n")
              .problems() ==
          Problems{error("CS215", {calm_rules, 6, 12, 5, "    above: 3 min"}, "'3 min' is no threshold of turn-length",
                         "write a number with its unit, as in '5 s'")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: turn-length\n"
                      "    above: {zh: 3 s, en: long}\n")
              .problems() ==
          Problems{error("CS215", {calm_rules, 6, 26, 4, "    above: {zh: 3 s, en: long}"},
                         "'long' is no threshold of turn-length", "write a number with its unit, as in '5 s'")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: turn-length\n"
                      "    above: [3 s]\n")
              .problems() ==
          Problems{error("CS215", {calm_rules, 6, 12, 1, "    above: [3 s]"}, "'' is no threshold of turn-length",
                         "write a number with its unit, as in '5 s'")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: speech-rate\n"
                      "    above: 5 chars/s\n")
              .problems() ==
          Problems{error("CS215", {calm_rules, 6, 12, 9, "    above: 5 chars/s"},
                         "speech-rate has another unit in each language", "write {zh: … chars/s, en: … words/s}")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: speech-rate\n"
                      "    above: {zh: 5 chars/s}\n")
              .problems() == Problems{error("CS205", {calm_rules, 6, 12, 1, "    above: {zh: 5 chars/s}"},
                                            "'above' has no 'en'", "add 'en:'")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: speech-rate\n"
                      "    below: {zh: 5 words/s, en: 5 chars/s}\n")
              .problems() ==
          Problems{
              error("CS215", {calm_rules, 6, 17, 9, "    below: {zh: 5 words/s, en: 5 chars/s}"},
                    "'5 words/s' is no threshold of speech-rate", "write a number with its unit, as in '5 chars/s'"),
              error("CS215", {calm_rules, 6, 32, 9, "    below: {zh: 5 words/s, en: 5 chars/s}"},
                    "'5 chars/s' is no threshold of speech-rate", "write a number with its unit, as in '5 words/s'")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: turn-length\n")
              .problems() ==
          Problems{error("CS205", {calm_rules, 3, 5, 1, "  - rule: x"}, "the rule 'x' measures, but has no threshold",
                         "add 'above:' or 'below:'")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    measure: [turn-length]\n")
              .problems() == Problems{error("CS206", {calm_rules, 5, 14, 1, "    measure: [turn-length]"},
                                            "'measure' must be text, and is a list")});
}

TEST_CASE("windows") {
    CHECK(sound().edited(calm_rules, "2 turns", "2 weeks").problems() ==
          Problems{error("CS206", {calm_rules, 14, 13, 7, "    within: 2 weeks"}, "'2 weeks' is no window",
                         "write turns or time, as in '3 turns' or '10 s'")});
    CHECK(sound().edited(calm_rules, "2 turns", "0 turns").problems() ==
          Problems{error("CS206", {calm_rules, 14, 13, 7, "    within: 0 turns"}, "'0 turns' is no window",
                         "write turns or time, as in '3 turns' or '10 s'")});
    CHECK(sound().edited(calm_rules, "2 turns", "1.5 turns").problems() ==
          Problems{error("CS206", {calm_rules, 14, 13, 9, "    within: 1.5 turns"}, "'1.5 turns' is no window",
                         "write turns or time, as in '3 turns' or '10 s'")});
    CHECK(sound().edited(calm_rules, "2 turns", "51 turns").problems() ==
          Problems{error("CS206", {calm_rules, 14, 13, 8, "    within: 51 turns"}, "'51 turns' is no window",
                         "write turns or time, as in '3 turns' or '10 s'")});
    CHECK(sound().edited(calm_rules, "2 turns", "soon").problems() ==
          Problems{error("CS206", {calm_rules, 14, 13, 4, "    within: soon"}, "'soon' is no window",
                         "write turns or time, as in '3 turns' or '10 s'")});
    CHECK(sound().edited(calm_rules, "    within: 2 turns\n", "    before: upset\n    within: 10 s\n").problems() ==
          Problems{error("CS206", {calm_rules, 15, 13, 4, "    within: 10 s"}, "'10 s' is no window",
                         "write a number of turns, as in '3 turns'")});
    CHECK(sound().edited(calm_rules, "    within: 2 turns\n", "").problems() ==
          Problems{
              error("CS205", {calm_rules, 9, 5, 1, "  - rule: ignored"}, "a rule has no 'within'", "add 'within:'")});
}

TEST_CASE("values that a key does not take") {
    CHECK(sound().edited(calm_rules, "yields: strength", "yields: praise").problems() ==
          Problems{error("CS206", {calm_rules, 7, 13, 6, "    yields: praise"}, "nothing is called 'praise' here",
                         "write cue, strength, finding, flag or mark")});
    CHECK(sound().edited(calm_rules, "severity: major", "severity: grave").problems() ==
          Problems{error("CS206", {calm_rules, 11, 15, 5, "    severity: grave"}, "'grave' is no severity",
                         "write minor, major or critical")});
    CHECK(sound().edited(calm_rules, "    severity: major\n", "").problems() ==
          Problems{error("CS205", {calm_rules, 9, 5, 1, "  - rule: ignored"}, "a rule has no 'severity'",
                         "add 'severity:'")});
    CHECK(sound().edited(calm_rules, "yields: strength", "yields: strength\n    severity: minor").problems() ==
          Problems{error("CS206", {calm_rules, 8, 15, 5, "    severity: minor"}, "only findings have a severity",
                         "remove it")});
    CHECK(sound().edited(calm_rules, "severity: major", "severity: major\n    fails: agent").problems() ==
          Problems{error("CS206", {calm_rules, 12, 12, 5, "    fails: agent"}, "'agent' cannot be failed",
                         "write 'fails: call'")});
    CHECK(sound().edited(calm_rules, "every: soothes", "never: soothes").problems() ==
          Problems{error("CS206", {calm_rules, 8, 12, 7, "    never: soothes"}, "'never' is for what should not happen",
                         "write 'every'")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: soothes\n    in: middle").problems() ==
          Problems{error("CS206", {calm_rules, 9, 9, 6, "    in: middle"}, "'middle' is no part of a call",
                         "write opening, closing or call")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    overlap: [cut-off, cutin]\n"
                      "    of: boss\n")
              .problems() == Problems{error("CS206", {calm_rules, 5, 14, 1, "    overlap: [cut-off, cutin]"},
                                            "'cutin' is no class of cut-in",
                                            "write backchannel, terminal-overlap, attempt, competitive or cut-off"),
                                      error("CS206", {calm_rules, 6, 9, 4, "    of: boss"},
                                            "'boss' is nobody in a call", "write agent or customer")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    again: upset\n"
                      "    similar: 1.5\n")
              .problems() ==
          Problems{error("CS206", {calm_rules, 6, 14, 3, "    similar: 1.5"}, "'similar' must be between 0 and 1")});
    CHECK(sound()
              .edited(calm_rules, "rules:\n",
                      "rules:\n"
                      "  - rule: x\n"
                      "    yields: cue\n"
                      "    again: upset\n"
                      "    similar: much\n")
              .problems() ==
          Problems{error("CS206", {calm_rules, 6, 14, 4, "    similar: much"}, "'similar' must be a number")});
    CHECK(sound().edited(calm_rules, "yields: strength", "yields: [strength]").problems() ==
          Problems{error("CS206", {calm_rules, 7, 13, 1, "    yields: [strength]"},
                         "'yields' must be text, and is a list")});
    CHECK(sound().edited(upset_act, "by: customer", "by: boss").problems() ==
          Problems{error("CS206", {upset_act, 3, 5, 4, "by: boss"}, "'boss' is nobody in a call",
                         "write agent, customer or anybody")});
    CHECK(sound().edited(upset_act, "  says:\n    - '{feeling}'\n", "  says: 急死\n").problems() ==
          Problems{error("CS206", {upset_act, 6, 9, 2, "  says: 急死"}, "'says' must be a list of phrases")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - [急死]\n").problems() ==
          Problems{error("CS206", {upset_act, 7, 7, 1, "    - [急死]"}, "a phrase must be text",
                         "quote a phrase that starts with { or [")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - {phrase: 急, regex: 急}\n").problems() ==
          Problems{error("CS206", {upset_act, 7, 7, 1, "    - {phrase: 急, regex: 急}"},
                         "a phrase has either 'phrase' or 'regex'")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - {but not: [急]}\n").problems() ==
          Problems{error("CS206", {upset_act, 7, 7, 1, "    - {but not: [急]}"},
                         "a phrase has either 'phrase' or 'regex'")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - '{feeling}'\n  but not: 不急\n").problems() ==
          Problems{error("CS206", {upset_act, 8, 12, 1, "  but not: 不急"}, "'but not' must be a list of phrases",
                         "write it as [a, b]")});
    CHECK(sound().edited(feeling_list, "zh: [急死, 气死]", "zh: {a: b}").problems() ==
          Problems{error("CS219", {upset_act, 7, 8, 9, "    - '{feeling}'"},
                         "word list 'feeling' has no entry in this language", "add some, or leave the list out"),
                   error("CS206", {feeling_list, 4, 5, 1, "zh: {a: b}"}, "'zh' must be a list, and is a map")});
    CHECK(sound().edited(calm_rubric, "met: unless broken", "met: always").problems() ==
          Problems{error("CS206", {calm_rubric, 16, 10, 6, "    met: always"}, "'always' is not known here",
                         "write 'met: unless broken', or leave it out")});
    CHECK(sound().edited(calm_rubric, "met by: [soothes]", "met by: soothes").problems() ==
          Problems{error("CS206", {calm_rubric, 11, 13, 7, "    met by: soothes"}, "'met by' must be a list of ids")});
    CHECK(sound().edited(calm_rubric, "weight: 2", "weight: 0").problems() ==
          Problems{error("CS206", {calm_rubric, 7, 47, 1, "  calm: {formula: calming + patience, weight: 0}"},
                         "a weight must be above 0")});
    CHECK(sound().edited(calm_rubric, "weight: 2", "weight: heavy").problems() ==
          Problems{error("CS206", {calm_rubric, 7, 47, 5, "  calm: {formula: calming + patience, weight: heavy}"},
                         "'weight' must be a number")});
    CHECK(sound().edited(calm_rubric, "forgives: 1", "forgives: one").problems() ==
          Problems{error("CS206", {calm_rubric, 18, 15, 3, "    forgives: one"}, "'forgives' must be a number")});
    CHECK(sound().edited(plan, "weight: 3", "weight: -1").problems() ==
          Problems{error("CS206", {plan, 3, 28, 2, "  - {rubric: calm, weight: -1}"}, "a weight must be above 0")});
    CHECK(sound().edited(plan, "\n  - {rubric: calm, weight: 3}", " calm").problems() ==
          Problems{error("CS206", {plan, 2, 10, 4, "rubrics: calm"}, "'rubrics' must be a list")});
    CHECK(sound().edited(timing, "talks over: 1 s", "talks over: 1 h").problems() ==
          Problems{error("CS206", {timing, 5, 15, 3, "  talks over: 1 h"}, "'1 h' is no duration",
                         "write it as in '250 ms' or '1.5 s'")});
    CHECK(sound().edited(scoring, "deduct: 8", "deduct: 101").problems() ==
          Problems{error("CS206", {scoring, 2, 17, 3, "minor: {deduct: 101, cap: 95}"},
                         "'deduct' must be between 0 and 100 points")});
    CHECK(sound().edited(scoring, "deduct: 8", "deduct: few").problems() ==
          Problems{error("CS206", {scoring, 2, 17, 3, "minor: {deduct: few, cap: 95}"}, "'deduct' must be a number")});
}

TEST_CASE("keys that have to be there") {
    CHECK(sound().edited(calm_rules, "rule: upset", "name: upset").problems() ==
          Problems{error("CS205", {calm_rules, 3, 5, 1, "  - name: upset"}, "a rule has no 'rule'", "add 'rule:'"),
                   error("CS210", {calm_rubric, 13, 16, 5, "    occasion: [upset]"}, "no rule reports 'upset'")});
    CHECK(sound().edited(calm_rules, "    yields: strength\n", "").problems() ==
          Problems{
              error("CS205", {calm_rules, 6, 5, 1, "  - rule: soothes"}, "a rule has no 'yields'", "add 'yields:'")});
    CHECK(sound()
              .edited(upset_act,
                      "zh:\n"
                      "  says:\n"
                      "    - '{feeling}'\n",
                      "")
              .problems() == Problems{error("CS205", {upset_act, 1, 1, 1, "callscore: 1"},
                                            "an act has neither 'zh' nor 'en'", "add 'zh:' with 'says:'")});
    CHECK(sound().edited(upset_act, "act: upset\n", "").problems() ==
          Problems{error("CS205", {upset_act, 1, 1, 1, "callscore: 1"}, "an act has no 'act'", "add 'act:'"),
                   error("CS210", {calm_rules, 5, 12, 5, "    every: upset"}, "unknown act or rule 'upset'")});
    CHECK(sound().edited(calm_rubric, "version: '1.0'\n", "").problems() ==
          Problems{
              error("CS205", {calm_rubric, 1, 1, 1, "callscore: 1"}, "a rubric has no 'version'", "add 'version:'")});
    CHECK(sound().edited(timing, "  closing: 1 min\n", "").problems() ==
          Problems{error("CS205", {timing, 3, 3, 1, "  overlap: 200 ms"}, "'turn-taking' has no 'closing'",
                         "add 'closing:'")});
    CHECK(sound().edited(scoring, "critical: {deduct: 50, cap: 40}\n", "").problems() ==
          Problems{error("CS205", {scoring, 1, 1, 1, "callscore: 1"}, "the scoring file has no 'critical'",
                         "add 'critical:'")});
    CHECK(sound().without(plan).problems() ==
          Problems{error("CS205", {"", 0, 0, 0, ""}, "the rule library has no plan.yaml",
                         "write one that names the rubrics to apply")});
}

TEST_CASE("files of the wrong shape") {
    CHECK(sound().with("behaviours/zz.yaml", "callscore: 1\nrules: none\n").problems() ==
          Problems{error("CS206", {"behaviours/zz.yaml", 2, 8, 4, "rules: none"}, "'rules' must be a list of rules")});
    CHECK(sound().with("behaviours/zz.yaml", "callscore: 1\nrules: [none]\n").problems() ==
          Problems{error("CS206", {"behaviours/zz.yaml", 2, 9, 4, "rules: [none]"},
                         "a rule must be a map of keys and values, and is a single value")});
    CHECK(sound().with("behaviours/zz.yaml", "- a\n").problems() ==
          Problems{error("CS206", {"behaviours/zz.yaml", 1, 1, 1, "- a"},
                         "a behaviour file must be a map of keys and values, and is a list")});
    CHECK(sound().with("behaviours/zz.yaml", "").problems() ==
          Problems{error("CS206", {"behaviours/zz.yaml", 0, 0, 1, ""},
                         "a behaviour file must be a map of keys and values, and is nothing")});
    CHECK(sound()
              .with("rubrics/zz.yaml",
                    "callscore: 1\n"
                    "rubric: z\n"
                    "version: '1'\n"
                    "title: {zh: 一, en: one}\n"
                    "criteria: none\n"
                    "score: none\n")
              .problems() == Problems{error("CS206", {"rubrics/zz.yaml", 5, 11, 4, "criteria: none"},
                                            "'criteria' must be a list of criteria"),
                                      error("CS206", {"rubrics/zz.yaml", 6, 8, 4, "score: none"},
                                            "'score' must be a map of names and formulas")});
}

TEST_CASE("every file names the version of the language") {
    CHECK(sound().edited(calm_rules, "callscore: 1", "callscore: 2").problems() ==
          Problems{error("CS207", {calm_rules, 1, 12, 1, "callscore: 2"},
                         "version '2' of the rubric language is not known",
                         "this program reads version 1: write 'callscore: 1'")});
    CHECK(sound().edited(upset_act, "callscore: 1", "callscore: '1'").problems() ==
          Problems{error("CS207", {upset_act, 1, 13, 1, "callscore: '1'"},
                         "version '1' of the rubric language is not known",
                         "this program reads version 1: write 'callscore: 1'")});
    CHECK(sound().edited(feeling_list, "callscore: 1\n", "").problems() ==
          Problems{error("CS205", {feeling_list, 1, 1, 1, "list: feeling"}, "a word list has no 'callscore'",
                         "add 'callscore:'")});
    CHECK(sound().edited(calm_rubric, "callscore: 1", "callscore: one").problems() ==
          Problems{error("CS207", {calm_rubric, 1, 12, 3, "callscore: one"},
                         "version 'one' of the rubric language is not known",
                         "this program reads version 1: write 'callscore: 1'")});
    CHECK(sound().edited(plan, "callscore: 1", "callscore: 0").problems() ==
          Problems{error("CS207", {plan, 1, 12, 1, "callscore: 0"}, "version '0' of the rubric language is not known",
                         "this program reads version 1: write 'callscore: 1'")});
    CHECK(sound().edited(timing, "callscore: 1\n", "").problems() ==
          Problems{error("CS205", {timing, 1, 1, 1, "turn-taking:"}, "the timing file has no 'callscore'",
                         "add 'callscore:'")});
    CHECK(sound().edited(scoring, "callscore: 1", "callscore: 1.5").problems() ==
          Problems{error("CS207", {scoring, 1, 12, 3, "callscore: 1.5"},
                         "version '1.5' of the rubric language is not known",
                         "this program reads version 1: write 'callscore: 1'")});
}

TEST_CASE("files that belong to no part of a library") {
    CHECK(sound().with("notes.yaml", "a: 1\n").problems() ==
          Problems{error("CS218", {"notes.yaml", 0, 0, 0, ""}, "this file belongs to no part of a rule library",
                         "put it into lists/, acts/, behaviours/ or rubrics/")});
    CHECK(sound().with("rubric/calm.yml", "not: [even, yaml\n").problems() ==
          Problems{error("CS218", {"rubric/calm.yml", 0, 0, 0, ""}, "this file belongs to no part of a rule library",
                         "put it into lists/, acts/, behaviours/ or rubrics/")});
}

TEST_CASE("files that are no strict YAML") {
    CHECK(sound().edited(calm_rules, "rules:\n", "rules: [\n").problems() ==
          Problems{error("CS201", {calm_rules, 3, 3, 1, "  - rule: upset"}, "not YAML: illegal block entry",
                         "look for a missing quote, colon or indent here or in the line above"),
                   error("CS210", {calm_rubric, 11, 14, 7, "    met by: [soothes]"}, "no rule reports 'soothes'"),
                   error("CS210", {calm_rubric, 12, 17, 7, "    broken by: [ignored]"}, "no rule reports 'ignored'"),
                   error("CS210", {calm_rubric, 13, 16, 5, "    occasion: [upset]"}, "no rule reports 'upset'"),
                   error("CS210", {calm_rubric, 17, 17, 7, "    broken by: [ignored]"}, "no rule reports 'ignored'")});
    CHECK(
        sound().edited(upset_act, "by: customer", "by: customer\nby: agent").problems() ==
        Problems{error("CS204", {upset_act, 4, 1, 2, "by: agent"}, "duplicate key 'by'", "it already stands in line 3"),
                 error("CS210", {calm_rules, 5, 12, 5, "    every: upset"}, "unknown act or rule 'upset'")});
    CHECK(sound().edited(feeling_list, "zh: [急死, 气死]", "zh: &all [急死]").problems() ==
          Problems{error("CS219", {upset_act, 7, 8, 9, "    - '{feeling}'"}, "unknown word list 'feeling'"),
                   error("CS202", {feeling_list, 4, 5, 1, "zh: &all [急死]"}, "an anchor is not allowed",
                         "write the value out where it is used")});
}

TEST_CASE("phrases that cannot be read") {
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - 真的(急死\n").problems() ==
          Problems{
              error("CS219", {upset_act, 7, 9, 1, "    - 真的(急死"}, "'(' is never closed", "add the closing ')'")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - '真的{feelings}了'\n").problems() ==
          Problems{error("CS219", {upset_act, 7, 10, 10, "    - '真的{feelings}了'"}, "unknown word list 'feelings'",
                         "did you mean 'feeling'?")});
    CHECK(sound()
              .edited(soothes_act, "[别急]", "['别{feeling}急']")
              .edited(feeling_list, "zh: [急死, 气死]", "zh: []")
              .edited(upset_act, "    - '{feeling}'\n", "    - 急死\n")
              .problems() ==
          Problems{error("CS219", {soothes_act, 6, 12, 9, "  says: ['别{feeling}急']"},
                         "word list 'feeling' has no entry in this language", "add some, or leave the list out")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - 急....死\n").problems() ==
          Problems{error("CS219", {upset_act, 7, 8, 4, "    - 急....死"}, "4 dots in a row",
                         "a gap is written .. (short) or ... (longer)")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - 急()死\n").problems() ==
          Problems{error("CS219", {upset_act, 7, 8, 2, "    - 急()死"}, "nothing between the parentheses",
                         "write the words that may stand here")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - ''\n").problems() ==
          Problems{error("CS219", {upset_act, 7, 8, 1, "    - ''"}, "an empty phrase", "write the words to look for")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - {phrase: 急, but not: ['不(急']}\n").problems() ==
          Problems{error("CS219", {upset_act, 7, 31, 1, "    - {phrase: 急, but not: ['不(急']}"},
                         "'(' is never closed", "add the closing ')'")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - 急死\n  but not: ['急|死']\n").problems() ==
          Problems{error("CS219", {upset_act, 8, 15, 1, "  but not: ['急|死']"}, "'|' outside parentheses",
                         "alternatives are written (a|b)")});
}

TEST_CASE("phrases that cannot be compiled, or match everything") {
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - {regex: '急[死'}\n").problems() ==
          Problems{error("CS220", {upset_act, 7, 16, 3, "    - {regex: '急[死'}"},
                         "the phrase '急[死' cannot be used: missing ]: [死",
                         "write at least one word that has to be there")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - {regex: '急?'}\n").problems() ==
          Problems{error("CS220", {upset_act, 7, 16, 2, "    - {regex: '急?'}"},
                         "the phrase '急?' cannot be used: matches the empty text, so it would match everywhere",
                         "write at least one word that has to be there")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - '(急)(死)'\n").problems() ==
          Problems{error("CS220", {upset_act, 7, 8, 6, "    - '(急)(死)'"},
                         "the phrase '(急)(死)' cannot be used: matches the empty text, so it would match everywhere",
                         "write at least one word that has to be there")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - '...'\n").problems() ==
          Problems{error("CS220", {upset_act, 7, 8, 3, "    - '...'"},
                         "the phrase '...' cannot be used: matches the empty text, so it would match everywhere",
                         "write at least one word that has to be there")});
    CHECK(sound().edited(upset_act, "    - '{feeling}'\n", "    - 急死\n  but not: ['(不)(急)']\n").problems() ==
          Problems{error("CS220", {upset_act, 8, 14, 6, "  but not: ['(不)(急)']"},
                         "the phrase '(不)(急)' cannot be used: matches the empty text, so it would match everywhere",
                         "write at least one word that has to be there")});
}

TEST_CASE("an act that no rule uses is a warning, where all else is well") {
    CHECK(sound()
              .with("acts/greets.yaml",
                    "callscore: 1\n"
                    "act: greets\n"
                    "by: agent\n"
                    "means: {zh: 问候, en: greets}\n"
                    "zh: {says: [您好]}\n")
              .problems() ==
          Problems{warning("CS230", {"acts/greets.yaml", 2, 6, 6, "act: greets"}, "no rule uses the act 'greets'",
                           "use it in a rule, or remove the file")});
    // Where there are errors, they come first.
    CHECK(sound()
              .with("acts/greets.yaml",
                    "callscore: 1\n"
                    "act: greets\n"
                    "by: agent\n"
                    "means: {zh: 问候, en: greets}\n"
                    "zh: {says: [您好]}\n")
              .edited(plan, "weight: 3", "weight: 0")
              .problems() ==
          Problems{error("CS206", {plan, 3, 28, 1, "  - {rubric: calm, weight: 0}"}, "a weight must be above 0")});
}

TEST_CASE("the problems of all files come together, in order of their places") {
    CHECK(sound()
              .edited(calm_rules, "within:", "wihtin:")
              .edited(calm_rules, "every: soothes", "every: sooths")
              .edited(upset_act, "by: customer", "by: boss")
              .edited(calm_rubric, "weight: 2", "weight: 0")
              .with("notes.yaml", "a: 1\n")
              .edited(timing, "callscore: 1\n", "callscore: 1\nspeed: 1\n")
              .problems() ==
          Problems{error("CS206", {upset_act, 3, 5, 4, "by: boss"}, "'boss' is nobody in a call",
                         "write agent, customer or anybody"),
                   error("CS210", {calm_rules, 8, 12, 6, "    every: sooths"}, "unknown act or rule 'sooths'",
                         "did you mean 'soothes'?"),
                   error("CS203", {calm_rules, 14, 5, 6, "    wihtin: 2 turns"}, "unknown key 'wihtin'",
                         "did you mean 'within'?"),
                   error("CS218", {"notes.yaml", 0, 0, 0, ""}, "this file belongs to no part of a rule library",
                         "put it into lists/, acts/, behaviours/ or rubrics/"),
                   error("CS206", {calm_rubric, 7, 47, 1, "  calm: {formula: calming + patience, weight: 0}"},
                         "a weight must be above 0"),
                   error("CS203", {timing, 2, 1, 5, "speed: 1"}, "unknown key 'speed'")});
}

TEST_CASE("formulas that cannot be read") {
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: calming +").problems() ==
          Problems{error("CS217", {calm_rubric, 7, 28, 1, "  calm: {formula: calming +, weight: 2}"},
                         "a criterion is missing here", "write a + b, mean(a, b) or any(a, b)")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: calming patience").problems() ==
          Problems{error("CS217", {calm_rubric, 7, 27, 1, "  calm: {formula: calming patience, weight: 2}"},
                         "'p' where the formula should end", "write a + b, mean(a, b) or any(a, b)")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: 'mean(calming, patience'").problems() ==
          Problems{error("CS217", {calm_rubric, 7, 42, 1, "  calm: {formula: 'mean(calming, patience', weight: 2}"},
                         "'mean(' is never closed", "add the closing ')'")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: 'max(calming, patience)'").problems() ==
          Problems{error("CS217", {calm_rubric, 7, 20, 3, "  calm: {formula: 'max(calming, patience)', weight: 2}"},
                         "unknown function 'max'", "write a + b, mean(a, b) or any(a, b)")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: calming + 加").problems() ==
          Problems{error("CS210", {calm_rubric, 7, 29, 1, "  calm: {formula: calming + 加, weight: 2}"},
                         "unknown criterion '加'")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: 'any()'").problems() ==
          Problems{error("CS217", {calm_rubric, 7, 24, 1, "  calm: {formula: 'any()', weight: 2}"},
                         "a criterion is missing here", "write a + b, mean(a, b) or any(a, b)")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: 'calming )'").problems() ==
          Problems{error("CS217", {calm_rubric, 7, 28, 1, "  calm: {formula: 'calming )', weight: 2}"},
                         "')' where the formula should end", "write a + b, mean(a, b) or any(a, b)")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: 'mean(calming, calm)'").problems() ==
          Problems{error("CS210", {calm_rubric, 7, 34, 4, "  calm: {formula: 'mean(calming, calm)', weight: 2}"},
                         "unknown criterion 'calm'")});
    CHECK(sound()
              .edited(calm_rubric, "formula: calming + patience",
                      "formula: 'mean(mean(mean(mean(mean(mean(mean(mean(mean(mean(calming))))))))))'")
              .problems() ==
          Problems{error(
              "CS217",
              {calm_rubric, 7, 65, 1,
               "  calm: {formula: 'mean(mean(mean(mean(mean(mean(mean(mean(mean(mean(calming))))))))))', weight: 2}"},
              "nested more than 8 deep", "write a + b, mean(a, b) or any(a, b)")});
    CHECK(sound().edited(calm_rubric, "formula: calming + patience", "formula: ''").problems() ==
          Problems{error("CS217", {calm_rubric, 7, 20, 1, "  calm: {formula: '', weight: 2}"},
                         "a criterion is missing here", "write a + b, mean(a, b) or any(a, b)")});
    // A formula may go on over several lines.
    CHECK(sound()
              .edited(calm_rubric, "{formula: calming + patience, weight: 2}",
                      "{formula: calming +\n    patience + calm, weight: 2}")
              .problems() == Problems{error("CS210", {calm_rubric, 8, 16, 4, "    patience + calm, weight: 2}"},
                                            "unknown criterion 'calm'")});
}

TEST_CASE("conditions that cannot be read") {
    CHECK(sound().edited(calm_rules, "every: soothes", "every: upset or").problems() ==
          Problems{error("CS216", {calm_rules, 8, 20, 1, "    every: upset or"}, "a name is missing at the end",
                         "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: upset and or soothes").problems() ==
          Problems{error("CS216", {calm_rules, 8, 22, 2, "    every: upset and or soothes"},
                         "a name is missing before 'or'", "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: (upset or soothes").problems() ==
          Problems{error("CS216", {calm_rules, 8, 29, 1, "    every: (upset or soothes"}, "'(' is never closed",
                         "add the closing ')'")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: upset) or soothes").problems() ==
          Problems{error("CS216", {calm_rules, 8, 17, 1, "    every: upset) or soothes"}, "')' without an opening '('",
                         "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: upset soothes").problems() ==
          Problems{error("CS216", {calm_rules, 8, 18, 7, "    every: upset soothes"},
                         "'soothes' where 'and' or 'or' was expected",
                         "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: or upset").problems() ==
          Problems{error("CS216", {calm_rules, 8, 12, 2, "    every: or upset"}, "a name is missing before 'or'",
                         "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: not").problems() ==
          Problems{error("CS216", {calm_rules, 8, 15, 1, "    every: not"}, "a name is missing at the end",
                         "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: ()").problems() ==
          Problems{error("CS216", {calm_rules, 8, 13, 1, "    every: ()"}, "a name is missing before ')'",
                         "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(sound()
              .edited(calm_rules, "every: soothes", "every: upset or soothes and\n      not (upset or calm)")
              .problems() ==
          Problems{error("CS210", {calm_rules, 9, 21, 4, "      not (upset or calm)"}, "unknown act or rule 'calm'")});
    CHECK(sound()
              .edited(calm_rules, "every: soothes", "every: upset or\n      upset or soothes or\n      (upset")
              .problems() == Problems{error("CS216", {calm_rules, 10, 13, 1, "      (upset"}, "'(' is never closed",
                                            "add the closing ')'")});
    CHECK(sound()
              .edited(calm_rules, "every: soothes",
                      "every: >-\n"
                      "      soothes or\n"
                      "\n"
                      "      upset or angry")
              .problems() ==
          Problems{error("CS210", {calm_rules, 11, 16, 5, "      upset or angry"}, "unknown act or rule 'angry'")});
    CHECK(
        sound().edited(calm_rules, "every: soothes", "every: '((((((((((((((((((upset))))))))))))))))))'").problems() ==
        Problems{error("CS216", {calm_rules, 8, 30, 1, "    every: '((((((((((((((((((upset))))))))))))))))))'"},
                       "nested more than 16 deep", "name a part of it in a rule of its own")});
    CHECK(sound().edited(calm_rules, "every: soothes", "every: {upset: 1}").problems() ==
          Problems{error("CS216", {calm_rules, 8, 12, 1, "    every: {upset: 1}"},
                         "a condition must be text or a list of names",
                         "write names with 'and', 'or', 'not' and parentheses")});
    CHECK(
        sound().edited(calm_rules, "every: soothes", "every: []").problems() ==
        Problems{error("CS216", {calm_rules, 8, 12, 1, "    every: []"}, "a condition must be text or a list of names",
                       "write names with 'and', 'or', 'not' and parentheses")});
    // In a list each item is a condition.
    CHECK(sound().edited(calm_rules, "every: soothes", "every: [soothes, angry, upset and]").problems() ==
          Problems{error("CS210", {calm_rules, 8, 22, 5, "    every: [soothes, angry, upset and]"},
                         "unknown act or rule 'angry'"),
                   error("CS216", {calm_rules, 8, 38, 1, "    every: [soothes, angry, upset and]"},
                         "a name is missing at the end", "write names with 'and', 'or', 'not' and parentheses")});
}
