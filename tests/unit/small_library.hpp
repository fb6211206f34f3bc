#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "rubric/library.hpp"
#include "unit/problems.hpp"
#include "unit/temporary_folder.hpp"

namespace callscore {

/// A rule library that is written into a temporary folder when it is loaded. It starts as one that has no rules and is
/// without a fault.
class SmallLibrary {
  public:
    SmallLibrary() { with("plan.yaml", "callscore: 1\nrubrics: []\n"); }

    /// Adds or replaces a file.
    SmallLibrary& with(const std::string& name, std::string_view content) {
        files_[name] = content;
        return *this;
    }
    /// Replaces what stands in a file exactly once.
    SmallLibrary& edited(const std::string& name, std::string_view from, std::string_view to) {
        std::string& text = files_.at(name);
        const std::size_t at = text.find(from);
        REQUIRE_MESSAGE(at != std::string::npos, from);
        REQUIRE_MESSAGE(text.find(from, at + 1) == std::string::npos, from);
        text.replace(at, from.size(), to);
        return *this;
    }
    SmallLibrary& without(const std::string& name) {
        files_.erase(name);
        return *this;
    }
    /// Adds acts/<id>.yaml with one phrase in Chinese and, where it is given, one in English.
    SmallLibrary& with_act(const std::string& id, std::string_view by, std::string_view zh, std::string_view en = {}) {
        std::string text = fmt::format(
            "callscore: 1\nact: {}\nby: {}\nmeans: {{zh: 一, en: one}}\nzh: {{says: ['{}']}}\n", id, by, zh);
        if (!en.empty())
            text += fmt::format("en: {{says: ['{}']}}\n", en);
        return with("acts/" + id + ".yaml", text);
    }

    void write_to(const TemporaryFolder& folder) const {
        for (const auto& [name, content] : files_)
            folder.write(name, content);
    }

    /// With file names from the library's folder on.
    [[nodiscard]] Outcome<Library> load() const {
        const TemporaryFolder folder;
        write_to(folder);
        Outcome<Library> outcome = load_library(folder.path.string());
        for (Problem& problem : outcome.problems) {
            REQUIRE(problem.span.file.starts_with(folder.path.string()));
            problem.span.file.erase(0, folder.path.string().size() + 1);
        }
        return outcome;
    }
    [[nodiscard]] Problems problems() const { return load().problems; }

    /// Without errors; warnings do not matter.
    [[nodiscard]] Library loaded() const {
        Outcome<Library> outcome = load();
        if (!outcome.value)
            CHECK(outcome.problems == Problems{});
        REQUIRE(outcome.value.has_value());
        return std::move(*outcome.value);
    }

  private:
    std::map<std::string, std::string> files_;
};

/// One rule of a behaviour file. The lines of `body` follow what every rule has.
inline std::string rule(std::string_view id, std::string_view yields, std::string_view body) {
    std::string out = fmt::format("  - rule: {}\n    yields: {}\n", id, yields);
    for (std::size_t begin = 0; begin < body.size();) {
        const std::size_t end = std::min(body.find('\n', begin), body.size());
        out += fmt::format("    {}\n", body.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

/// A rule that yields a finding.
inline std::string finding(std::string_view id, std::string_view body, std::string_view severity = "minor") {
    return rule(id, "finding",
                fmt::format("severity: {}\nmessage: {{zh: 讯, en: message}}\nadvice: {{zh: 议, en: advice}}\n{}",
                            severity, body));
}

inline std::string behaviours(std::string_view rules) {
    return fmt::format("callscore: 1\nrules:\n{}", rules);
}

/// What both parties say in the tests of rules and scores.
inline SmallLibrary library_of_acts() {
    SmallLibrary library;
    library.with("timing.yaml",
                 "callscore: 1\n"
                 "turn-taking:\n"
                 "  overlap: 250 ms\n"
                 "  overlap unpunctuated: 500 ms\n"
                 "  talks over: 1 s\n"
                 "  longest backchannel: 1 s\n"
                 "  coarsest precision: 300 ms\n"
                 "  opening: 15 s\n"
                 "  closing: 20 s\n"
                 "  backchannel words: listening-words\n");
    library.with_act("listening-words", "anybody", "^(嗯|好的)$")
        .with_act("upset", "customer", "急死", "furious")
        .with_act("complains", "customer", "投诉")
        .with_act("rejects", "customer", "不行")
        .with_act("settles", "customer", "谢谢")
        .with_act("greets", "agent", "您好", "hello")
        .with_act("explains", "agent", "规定", "policy")
        .with_act("soothes", "agent", "别急", "worry")
        .with_act("looks-up", "agent", "查一下")
        .with_act("refuses", "agent", "不能");
    return library;
}

/// The acts above with these rules.
inline Library library_with(std::string_view rules) {
    return library_of_acts().with("behaviours/rules.yaml", behaviours(rules)).loaded();
}

}  // namespace callscore
