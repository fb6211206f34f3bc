#include "rubric/files.hpp"

#include <fmt/format.h>

namespace callscore {

void read_list_file(const yaml::Document& document, WordListTable& lists, Problems& problems) {
    yaml::MapReader map(document, document.root, "a word list", problems);
    read_version(map);
    const std::optional<std::string> id = map.required_string("list");
    (void)read_text(map, "means", true);
    WordList list{map.words("zh"), map.words("en")};
    map.finish();
    if (!id)
        return;
    if (!lists.emplace(*id, std::move(list)).second)
        problems.push_back({"CS211", Severity::error, document.span(*map.find("list")),
                            fmt::format("the word list '{}' is there twice", *id), "give one of them another name"});
}

}  // namespace callscore
