#include "rubric/library.hpp"

#include <doctest/doctest.h>

#include "base/hash.hpp"
#include "rubric/files.hpp"
#include "sound_library.hpp"

using namespace callscore;

namespace {

/// "a", "(a + b)", "mean(a, b)", "any(a, b)".
std::string written(const Formula& formula) {
    if (formula.kind == Formula::Kind::criterion)
        return formula.criterion;
    const bool sum = formula.kind == Formula::Kind::weaker_half;
    std::string out;
    for (const Formula& part : formula.parts)
        out += (out.empty() ? "" : sum ? " + " : ", ") + written(part);
    return (formula.kind == Formula::Kind::mean   ? "mean("
            : formula.kind == Formula::Kind::best ? "any("
                                                  : "(") +
           out + ")";
}

std::string formula_of(const std::string& text) {
    const Library library = sound().edited("rubrics/calm.yaml", "calming + patience", text).loaded();
    return written(library.rubrics.at(0).sections.at(0).formula);
}

std::string hash_of(const SmallLibrary& library) {
    return library.loaded().hash;
}

std::optional<std::pair<double, std::string>> quantity(std::string_view text) {
    const auto read = quantity_from(text);
    if (!read)
        return std::nullopt;
    return std::pair(read->value, read->unit);
}

using Quantities = std::pair<double, std::string>;

}  // namespace

TEST_CASE("a library is what its files say") {
    const Library library = sound().loaded();
    CHECK(library.reports == std::vector<std::string>{"ignored", "soothes", "upset"});
    REQUIRE(library.rules.rules.size() == 3);
    const Rule& ignored = library.rules.rules[2];
    CHECK(ignored.id == "ignored");
    CHECK(ignored.reports == "ignored");
    CHECK(ignored.kind == Kind::finding);
    CHECK(ignored.weight == Weight::major);
    CHECK(ignored.fails_call == false);
    CHECK(ignored.form == Form::expect_within);
    CHECK(ignored.within.turns == 2);
    CHECK(ignored.within.time == std::nullopt);
    CHECK(ignored.message.zh == "没有回应");
    CHECK(ignored.advice.en == "answer, then explain");
    CHECK(library.rules.name_of_label(ignored.label) == "ignored");
    CHECK(ignored.needs_text);
    CHECK(ignored.needs_times == false);

    REQUIRE(library.rubrics.size() == 1);
    const Rubric& rubric = library.rubrics[0];
    CHECK(rubric.id == "calm");
    CHECK(rubric.version == "1.0");
    CHECK(rubric.title.en == "Calm");
    CHECK(rubric.source == "001");
    CHECK(rubric.weight == 3);
    REQUIRE(rubric.criteria.size() == 2);
    CHECK(rubric.criteria[0].id == "calming");
    CHECK(rubric.criteria[0].title.zh == "安慰");
    CHECK(rubric.criteria[0].met_by == std::vector<std::string>{"soothes"});
    CHECK(rubric.criteria[0].broken_by == std::vector<std::string>{"ignored"});
    CHECK(rubric.criteria[0].occasion == std::vector<std::string>{"upset"});
    CHECK(rubric.criteria[0].met_unless_broken == false);
    CHECK(rubric.criteria[1].met_unless_broken);
    CHECK(rubric.criteria[1].forgives == 1);
    REQUIRE(rubric.sections.size() == 1);
    CHECK(rubric.sections[0].id == "calm");
    CHECK(rubric.sections[0].formula_text == "calming + patience");
    CHECK(rubric.sections[0].weight == 2);

    const TurnTaking& timing = library.rules.turn_taking;
    CHECK(timing.overlap == Duration{200});
    CHECK(timing.overlap_unpunctuated == Duration{400});
    CHECK(timing.talks_over == Duration{1000});
    CHECK(timing.longest_backchannel == Duration{900});
    CHECK(timing.coarsest_precision == Duration{300});
    CHECK(timing.opening == Duration{15000});
    CHECK(timing.closing == Duration{60000});
    CHECK(library.rules.listener_act == library.rules.acts.index_of("listens"));
    CHECK(library.rules.listener_act >= 0);

    CHECK(library.scoring.of(Weight::minor).deduct == 8);
    CHECK(library.scoring.of(Weight::major).cap == 80);
    CHECK(library.scoring.of(Weight::critical).deduct == 50);
}

TEST_CASE("each form of a rule is read with what belongs to it") {
    const Library library = library_with(
        rule("overlap", "cue", "overlap: [cut-off, attempt]\ninto: upset\nof: customer") +
        rule("again", "cue", "again: upset\nafter: explains\nsimilar: 0.5") +
        rule("measure", "cue", "measure: speech-rate\nabove: {zh: 5.8 chars/s, en: 3.9 words/s}\nof: agent") +
        rule("require", "cue", "require: greets\nin: opening\nof: agent") +
        rule("window", "cue", "when: upset\nexpect: soothes\nwithin: 1.5 s") +
        finding("grave", "reports: upset-again\nnever: upset\nfails: call\nrows: [S1-1, S1-2]\nsource: '003'",
                "critical"));
    const auto named = [&](std::string_view id) {
        const auto found = std::find_if(library.rules.rules.begin(), library.rules.rules.end(),
                                        [&](const Rule& other) { return other.id == id; });
        REQUIRE(found != library.rules.rules.end());
        return *found;
    };
    CHECK(named("overlap").form == Form::overlap);
    CHECK(named("overlap").cut_ins == std::vector<CutIn>{CutIn::cut_off, CutIn::attempt});
    CHECK(named("overlap").into.is_set());
    CHECK(named("overlap").of == Role::customer);
    CHECK(named("overlap").needs_times);
    CHECK(named("overlap").needs_parties_apart);
    CHECK(named("overlap").needs_text);
    CHECK(named("again").form == Form::again);
    CHECK(named("again").similar == 0.5);
    CHECK(named("again").after.is_set());
    CHECK(named("measure").form == Form::measure);
    CHECK(named("measure").measured == measure_named("speech-rate"));
    CHECK(named("measure").above.zh == 5.8);
    CHECK(named("measure").above.en == 3.9);
    CHECK(named("measure").below.in(Language::zh) == std::nullopt);
    CHECK(named("require").form == Form::require);
    CHECK(named("require").part == Part::opening);
    CHECK(named("require").of == Role::agent);
    CHECK(named("window").within.time == Duration{1500});
    CHECK(named("window").needs_times);
    CHECK(named("grave").reports == "upset-again");
    CHECK(named("grave").weight == Weight::critical);
    CHECK(named("grave").fails_call);
    CHECK(named("grave").rows == std::vector<std::string>{"S1-1", "S1-2"});
    CHECK(named("grave").source == "003");
}

TEST_CASE("rules come after what they build on") {
    const Library library = library_with(rule("top", "cue", "every: middle") + rule("middle", "mark", "every: base") +
                                         rule("other-base", "mark", "reports: base\nevery: refuses") +
                                         rule("base", "mark", "every: upset"));
    std::vector<std::string> order;
    for (const Rule& rule : library.rules.rules)
        order.push_back(rule.id);
    CHECK(order == std::vector<std::string>{"other-base", "base", "middle", "top"});
    CHECK(library.reports == std::vector<std::string>{"top"});
}

TEST_CASE("formulas: plus is looser than a function, and all may be nested") {
    CHECK(formula_of("calming") == "calming");
    CHECK(formula_of("calming + patience") == "(calming + patience)");
    CHECK(formula_of("'mean(calming, patience)'") == "mean(calming, patience)");
    CHECK(formula_of("'any( calming , patience )'") == "any(calming, patience)");
    CHECK(formula_of("'any(calming + patience, mean(patience)) + calming'") ==
          "(any((calming + patience), mean(patience)) + calming)");
    CHECK(formula_of("calming\n    + patience") == "(calming + patience)");
}

TEST_CASE("the plan chooses rubrics, in its order") {
    SmallLibrary library = sound();
    const std::string second =
        "callscore: 1\nrubric: second\nversion: '2'\ntitle: {zh: 二, en: two}\ncriteria: []\nscore: {}\n";
    library.with("rubrics/second.yaml", second);
    CHECK(library.loaded().rubrics.size() == 1);
    library.with("plan.yaml", "callscore: 1\nrubrics:\n  - {rubric: second}\n  - {rubric: calm, weight: 0.5}\n");
    const Library loaded = library.loaded();
    REQUIRE(loaded.rubrics.size() == 2);
    CHECK(loaded.rubrics[0].id == "second");
    CHECK(loaded.rubrics[0].weight == 1);
    CHECK(loaded.rubrics[0].hash == sha256(second));
    CHECK(loaded.rubrics[1].id == "calm");
    CHECK(loaded.rubrics[1].weight == 0.5);
}

TEST_CASE("without settings there are those that the program brings") {
    const Library library =
        sound().without("timing.yaml").without("acts/listens.yaml").without("scoring.yaml").loaded();
    CHECK(library.rules.turn_taking.overlap == TurnTaking{}.overlap);
    CHECK(library.rules.listener_act == -1);
    CHECK(library.scoring.minor.deduct == Scoring{}.minor.deduct);
}

TEST_CASE("tests, the corpus, hidden and other files are no part of the library") {
    const Library library = sound().loaded();
    const Library more = sound()
                             .with("behaviours/calm.test.yaml", "not a rule")
                             .with("corpus/a.yaml", "[")
                             .with("acts/.upset.yaml", "[")
                             .with("README.md", "# Rules")
                             .with("rubrics/calm.yaml~", "[")
                             .loaded();
    CHECK(more.hash == library.hash);
    CHECK(more.rules.rules.size() == library.rules.rules.size());
}

TEST_CASE("a folder that is not there is no library") {
    const TemporaryFolder folder;
    const Outcome<Library> outcome = load_library(folder.at("none"));
    CHECK_FALSE(outcome.value.has_value());
    CHECK(outcome.problems ==
          Problems{error("CS101", {folder.at("none"), 0, 0, 0, {}}, "no such rule library",
                         "give the folder that holds acts/, behaviours/ and rubrics/ with --rules")});
    CHECK(load_library(folder.write("file", "x")).problems ==
          Problems{error("CS101", {folder.at("file"), 0, 0, 0, {}}, "no such rule library",
                         "give the folder that holds acts/, behaviours/ and rubrics/ with --rules")});
}

TEST_CASE("file names in problems start with the folder as it was given, with one slash") {
    const TemporaryFolder folder;
    sound().edited("plan.yaml", "weight: 3", "weight: 0").write_to(folder);
    for (const std::string& given : {folder.path.string(), folder.path.string() + "/"}) {
        const Outcome<Library> outcome = load_library(given);
        CHECK_FALSE(outcome.value.has_value());
        REQUIRE(outcome.problems.size() == 1);
        CHECK(outcome.problems[0].span.file == folder.at("plan.yaml"));
    }
}

TEST_CASE("the hash changes with the names and contents of the files, and with nothing else") {
    const std::string hash = hash_of(sound());
    CHECK(hash.size() == 64);
    CHECK(hash_of(sound()) == hash);
    CHECK(hash_of(sound().edited("acts/soothes.yaml", "别急", "您别急")) != hash);
    CHECK(hash_of(sound().edited("acts/soothes.yaml", "callscore: 1\n", "callscore: 1\n# a remark\n")) != hash);
    CHECK(hash_of(sound().edited("timing.yaml", "opening: 15 s", "opening: 16 s")) != hash);
    CHECK(hash_of(sound().with("lists/more.yaml", "callscore: 1\nlist: more\nmeans: {zh: 一, en: one}\n")) != hash);
    CHECK(hash_of(sound().without("scoring.yaml")) != hash);
    CHECK(hash_of(sound()
                      .without("acts/listens.yaml")
                      .with("acts/listening.yaml",
                            "callscore: 1\nact: listens\nby: anybody\nmeans: {zh: 应声, en: listens}\nzh:\n  says: "
                            "[^嗯$]\n")) != hash);
}

TEST_CASE("the hash does not change where a file is only touched, or the folder has another name") {
    const TemporaryFolder folder;
    sound().write_to(folder);
    const std::string hash = load_library(folder.path.string()).value.value().hash;
    CHECK(hash == hash_of(sound()));
    const auto file = folder.path / "acts/upset.yaml";
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::hours(1));
    CHECK(load_library(folder.path.string()).value.value().hash == hash);
    CHECK(load_library(folder.path.string() + "/").value.value().hash == hash);
}

TEST_CASE("quantities are a number and a unit") {
    CHECK(quantity("5.8 chars/s") == Quantities{5.8, "chars/s"});
    CHECK(quantity("250ms") == Quantities{250, "ms"});
    CHECK(quantity("-3   turns") == Quantities{-3, "turns"});
    CHECK(quantity("2") == Quantities{2, ""});
    CHECK(quantity("1e3 s") == Quantities{1000, "s"});
    for (const char* const text : {"", "s", " 2 s", "+2 s", "about 2 s", "nan s", "inf s", "1e999 s"})
        CHECK_MESSAGE(quantity(text) == std::nullopt, text);
}

TEST_CASE("durations are milliseconds, seconds or minutes, up to what a call can last") {
    CHECK(duration_from("250 ms") == Duration{250});
    CHECK(duration_from("1.5 s") == Duration{1500});
    CHECK(duration_from("0.0004 s") == Duration{0});
    CHECK(duration_from("0.5 min") == Duration{30000});
    CHECK(duration_from("0 s") == Duration{0});
    for (const char* const text : {"", "5", "5 h", "5 seconds", "-1 s", "2 turns", "nan s", "1e12 ms"})
        CHECK_MESSAGE(duration_from(text) == std::nullopt, text);
}
