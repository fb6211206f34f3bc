#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "rubric/files.hpp"
#include "text/phrase.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

class ActReader {
  public:
    ActReader(const yaml::Document& document, const WordListTable& lists, Problems& problems)
        : document_(document), lists_(lists), problems_(problems) {}

    void read(std::vector<Act>& acts) {
        yaml::MapReader map(document_, document_.root, "an act", problems_);
        read_version(map);
        const std::optional<std::string> id = map.required_string("act");
        const std::optional<std::string> by = map.required_string("by");
        (void)read_text(map, "means", true);
        if (by && *by != "anybody") {
            act_.by = role_named(*by);
            if (!act_.by)
                map.wrong(*map.find("by"), fmt::format("'{}' is nobody in a call", *by),
                          "write agent, customer or anybody");
        }
        bool any = false;
        for (const bool chinese : {true, false}) {
            if (const yaml::Node* const node = map.find(chinese ? "zh" : "en")) {
                any = true;
                read_language(*node, chinese);
            }
        }
        map.finish();
        if (!any && document_.root.kind == yaml::Node::Kind::map)
            problems_.push_back({"CS205", Severity::error, document_.span(document_.root, 1),
                                 "an act has neither 'zh' nor 'en'", "add 'zh:' with 'says:'"});
        if (!id)
            return;
        act_.id = *id;
        const auto known = std::find_if(acts.begin(), acts.end(), [&](const Act& act) { return act.id == *id; });
        if (known != acts.end())
            problems_.push_back({"CS211", Severity::error, document_.span(*map.find("act")),
                                 fmt::format("the act '{}' is there twice", *id), "give one of them another name"});
        else
            acts.push_back(std::move(act_));
    }

  private:
    void read_language(const yaml::Node& node, bool chinese) {
        yaml::MapReader map(document_, node, chinese ? "'zh'" : "'en'", problems_);
        if (const yaml::Node* const says = map.require("says")) {
            if (says->kind != yaml::Node::Kind::sequence)
                map.wrong(*says, "'says' must be a list of phrases");
            for (const yaml::Node& item : says->items)
                read_says(item, chinese);
        }
        if (const yaml::Node* const exceptions = map.find("but not"))
            for (const int exception : read_exceptions(*exceptions, chinese))
                act_.but_not_any.push_back(exception);
        map.finish();
    }

    void read_says(const yaml::Node& node, bool chinese) {
        if (node.kind == yaml::Node::Kind::map) {
            yaml::MapReader map(document_, node, "a phrase", problems_);
            const yaml::Node* const phrase = map.find("phrase");
            const yaml::Node* const regex = map.find("regex");
            const yaml::Node* const exceptions = map.find("but not");
            map.finish();
            if ((phrase == nullptr) == (regex == nullptr)) {
                map.wrong(node, "a phrase has either 'phrase' or 'regex'");
                return;
            }
            std::optional<Phrase> read =
                phrase != nullptr ? translate(*phrase, chinese)
                                  : std::optional<Phrase>({regex->scalar, regex->scalar, document_.span(*regex), {}});
            if (!read)
                return;
            if (exceptions != nullptr)
                read->but_not = read_exceptions(*exceptions, chinese);
            act_.phrases.push_back(std::move(*read));
        } else if (auto read = translate(node, chinese)) {
            act_.phrases.push_back(std::move(*read));
        }
    }

    std::vector<int> read_exceptions(const yaml::Node& node, bool chinese) {
        std::vector<int> out;
        if (node.kind != yaml::Node::Kind::sequence) {
            problems_.push_back({"CS206", Severity::error, document_.span(node, 1),
                                 "'but not' must be a list of phrases", "write it as [a, b]"});
            return out;
        }
        for (const yaml::Node& item : node.items) {
            if (auto read = translate(item, chinese)) {
                out.push_back(static_cast<int>(act_.exceptions.size()));
                act_.exceptions.push_back(std::move(*read));
            }
        }
        return out;
    }

    std::optional<Phrase> translate(const yaml::Node& node, bool chinese) {
        if (node.kind != yaml::Node::Kind::scalar) {
            problems_.push_back({"CS206", Severity::error, document_.span(node, 1), "a phrase must be text",
                                 "quote a phrase that starts with { or ["});
            return std::nullopt;
        }
        const auto named = [&](std::string_view name) -> const std::vector<std::string>* {
            const auto found = lists_.find(name);
            if (found == lists_.end())
                return nullptr;
            return chinese ? &found->second.zh : &found->second.en;
        };
        auto regex = text::phrase_to_regex(node.scalar, chinese, named);
        if (regex)
            return Phrase{node.scalar, std::move(*regex), document_.span(node), {}};
        text::PhraseError error = std::move(regex.error());
        if (error.message.starts_with("unknown word list")) {
            std::vector<std::string_view> names;
            for (const auto& [name, list] : lists_)
                names.push_back(name);
            const std::string_view written =
                std::string_view(node.scalar).substr(error.offset + 1, error.length - 2);
            error.hint = did_you_mean(written, names);
        }
        const std::string_view scalar = node.scalar;
        const auto characters = [&](std::size_t from, std::size_t count) {
            return static_cast<int>(text::count_code_points(scalar.substr(from, count)));
        };
        problems_.push_back({"CS219", Severity::error,
                             document_.span(node, std::max(1, characters(error.offset, error.length)),
                                            characters(0, error.offset)),
                             std::move(error.message), std::move(error.hint)});
        return std::nullopt;
    }

    const yaml::Document& document_;
    const WordListTable& lists_;
    Problems& problems_;
    Act act_;
};

}  // namespace

void read_act_file(const yaml::Document& document, const WordListTable& lists, std::vector<Act>& acts,
                   Problems& problems) {
    ActReader(document, lists, problems).read(acts);
}

}  // namespace callscore
