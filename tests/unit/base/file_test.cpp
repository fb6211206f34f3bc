#include "base/file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <set>

#include "unit/problems.hpp"
#include "unit/temporary_folder.hpp"

using namespace callscore;

namespace {

Problem problem_of(const Result<std::string>& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error();
}

std::set<std::string> names_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

}  // namespace

TEST_CASE("a file is read as it is, whatever bytes it holds") {
    const TemporaryFolder folder;
    const std::string bytes("一\r\n\0\xFF", 7);
    CHECK(read_file(folder.write("a", bytes)).value() == bytes);
    CHECK(read_file(folder.write("empty", "")).value().empty());
}

TEST_CASE("what cannot be read is a problem of that path") {
    const TemporaryFolder folder;
    CHECK(problem_of(read_file(folder.at("none"))) ==
          error("CS101", {folder.at("none"), 0, 0, 0, {}}, "no such file", "check the path"));
    const std::string folder_path = folder.path.string();
    CHECK(problem_of(read_file(folder_path)) ==
          error("CS103", {folder_path, 0, 0, 0, {}}, "not a regular file", "give a file, or a folder of files"));
    const std::string below_file = folder.write("a", "x") + "/b";
    CHECK(problem_of(read_file(below_file)) ==
          error("CS101", {below_file, 0, 0, 0, {}}, "no such file", "check the path"));
}

TEST_CASE("a pipe that nobody writes to is refused instead of waited for") {
    const TemporaryFolder folder;
    const std::string pipe = folder.at("pipe");
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(problem_of(read_file(pipe)) ==
          error("CS103", {pipe, 0, 0, 0, {}}, "not a regular file", "give a file, or a folder of files"));
}

TEST_CASE("a file up to the limit is read, a larger one is not") {
    const TemporaryFolder folder;
    const std::string path = folder.write("a", "12345");
    CHECK(read_file(path, 5).value() == "12345");
    CHECK(problem_of(read_file(path, 4)) == error("CS104", {path, 0, 0, 0, {}}, "5 bytes, above the limit of 4",
                                                  "split the file; NDJSON may be of any length"));
}

TEST_CASE("writing replaces the whole file and leaves nothing beside it") {
    const TemporaryFolder folder;
    const std::string path = folder.write("a", "a much longer text than the new one");
    CHECK(write_file(path, "新的\n").has_value());
    CHECK(content_of(path) == "新的\n");
    CHECK(write_file(path, "").has_value());
    CHECK(content_of(path).empty());
    CHECK(names_in(folder.path) == std::set<std::string>{"a"});
}

TEST_CASE("where a file cannot be written, what stood there stays") {
    const TemporaryFolder folder;
    const auto missing = write_file(folder.at("none/a"), "x");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error() == error("CS301", {folder.at("none/a"), 0, 0, 0, {}},
                                   "cannot be written: No such file or directory",
                                   "check the folder, its permissions and the free space"));

    folder.write("taken/inside", "stays");
    const auto onto_folder = write_file(folder.at("taken"), "x");
    REQUIRE_FALSE(onto_folder.has_value());
    CHECK(onto_folder.error() == error("CS301", {folder.at("taken"), 0, 0, 0, {}},
                                       "cannot be put in place: Is a directory",
                                       "check the folder, its permissions and the free space"));
    CHECK(content_of(folder.path / "taken/inside") == "stays");
    CHECK(names_in(folder.path) == std::set<std::string>{"taken"});
}

TEST_CASE("one line of a text comes without its end") {
    CHECK(source_line("一\r\n二\n\n四", 1) == "一");
    CHECK(source_line("一\r\n二\n\n四", 2) == "二");
    CHECK(source_line("一\r\n二\n\n四", 3) == "");
    CHECK(source_line("一\r\n二\n\n四", 4) == "四");
    CHECK(source_line("一\r\n二\n\n四", 5) == "");
    CHECK(source_line("", 1) == "");
}

TEST_CASE("a very long line is cut between two characters") {
    std::string line;
    for (int i = 0; i < 6000; ++i)
        line += "长";
    const std::string cut = source_line(line, 1);
    CHECK(cut.size() == 16383);
    CHECK(cut == line.substr(0, 16383));
}

TEST_CASE("an offset's place counts lines and characters from 1") {
    const std::string text = "a: 一\n客户: 急死了\nc";
    CHECK(span_at("f", text, 0) == SourceSpan{"f", 1, 1, 1, "a: 一"});
    CHECK(span_at("f", text, 3) == SourceSpan{"f", 1, 4, 1, "a: 一"});
    CHECK(span_at("f", text, text.find("死"), 2) == SourceSpan{"f", 2, 6, 2, "客户: 急死了"});
    // The line end belongs to its line.
    CHECK(span_at("f", text, 6) == SourceSpan{"f", 1, 5, 1, "a: 一"});
    CHECK(span_at("f", text, 7) == SourceSpan{"f", 2, 1, 1, "客户: 急死了"});
    CHECK(span_at("f", text, text.size()) == SourceSpan{"f", 3, 2, 1, "c"});
    CHECK(span_at("f", text, 1000) == SourceSpan{"f", 3, 2, 1, "c"});
    CHECK(span_at("f", "", 0) == SourceSpan{"f", 1, 1, 1, ""});
}
