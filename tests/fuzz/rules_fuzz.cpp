// Any bytes as one file of a rule library: a list, an act, rules, a rubric or settings.

#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "fuzz.hpp"
#include "rubric/files.hpp"
#include "rubric/library.hpp"

namespace callscore {
namespace {

namespace fs = std::filesystem;

/// A library without a fault that names an act, a list and a rule, so that a file which uses those can be good.
class Folder {
  public:
    Folder() {
        // In memory where there is such a place: a file is written for every input.
        const std::string parent = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path().string();
        path_ = parent + "/callscore_fuzz_XXXXXX";
        fuzz::expect(mkdtemp(path_.data()) != nullptr, "a folder can be made");
        write("plan.yaml", "callscore: 1\nrubrics: []\n");
        write("lists/a-list.yaml", "callscore: 1\nlist: a-list\nmeans: {zh: 一, en: one}\nzh: [一]\nen: [one]\n");
        write("acts/a.yaml", "callscore: 1\nact: upset\nby: customer\nmeans: {zh: 一, en: one}\nzh: {says: [急死]}\n");
        write("acts/b.yaml", "callscore: 1\nact: soothes\nby: agent\nmeans: {zh: 一, en: one}\nzh: {says: [别急]}\n");
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }

    void write(const std::string& name, std::string_view content) const {
        const fs::path file = fs::path(path_) / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }
    void remove(const std::string& name) const { fs::remove(fs::path(path_) / name); }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// Where a file with these keys stands in a library.
std::string name_for(const yaml::Document& document) {
    for (const yaml::Node::Entry& entry : document.root.entries) {
        const std::string& key = entry.key.scalar;
        if (key == "list")
            return "lists/fuzz.yaml";
        if (key == "rules")
            return "behaviours/fuzz.yaml";
        if (key == "rubric")
            return "rubrics/fuzz.yaml";
        if (key == "turn-taking")
            return "timing.yaml";
        if (key == "minor")
            return "scoring.yaml";
    }
    return "acts/fuzz.yaml";
}

void read_as_everything(const yaml::Document& document) {
    Problems problems;
    WordListTable lists;
    read_list_file(document, lists, problems);
    std::vector<Act> acts;
    read_act_file(document, lists, acts, problems);
    std::vector<RuleHead> heads;
    read_rule_heads(document, heads, problems);
    std::vector<std::string> reports;
    for (const RuleHead& head : heads)
        reports.push_back(head.reports);
    std::vector<Rule> rules;
    read_rules(document, NameTable(acts, reports), rules, problems);
    std::vector<Rubric> rubrics;
    read_rubric_file(document, heads, rubrics, problems);
    TurnTaking turn_taking;
    NamedAct act;
    read_timing_file(document, turn_taking, act, problems);
    Scoring scoring;
    read_scoring_file(document, scoring, problems);
    std::vector<PlanEntry> plan;
    read_plan_file(document, plan, problems);
    fuzz::expect_sound(problems);
}

}  // namespace
}  // namespace callscore

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    static const Folder folder;
    const std::string_view text = fuzz::text_of(data, size);
    Problems problems;
    const yaml::Document document = yaml::parse("a.yaml", std::string(text), problems);
    fuzz::expect_sound(problems);
    if (!problems.empty())
        return 0;
    read_as_everything(document);
    const std::string name = name_for(document);
    folder.write(name, text);
    const Outcome<Library> library = load_library(folder.path());
    folder.remove(name);
    fuzz::expect_sound(library.problems);
    fuzz::expect(library.value.has_value() != has_errors(library.problems), "either a library or an error");
    return 0;
}
