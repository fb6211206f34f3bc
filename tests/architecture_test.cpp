// The folders of src/ may include only what src/LAYERS lets them.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct Layers {
    std::vector<std::string> folders;             ///< top first
    std::map<std::string, std::string> owner_of;  ///< first part of a library's headers → its folder
};

Layers read_layers(const fs::path& file) {
    std::ifstream stream(file);
    REQUIRE(stream);
    Layers layers;
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        std::istringstream words(line);
        std::string folder;
        words >> folder;
        layers.folders.push_back(folder);
        for (std::string library; words >> library;)
            layers.owner_of[library] = folder;
    }
    return layers;
}

struct Include {
    std::string file;
    int line = 0;
    std::string name;
    bool own = false;  ///< in quotes
};

std::vector<Include> includes_of(const fs::path& file) {
    std::ifstream stream(file);
    std::vector<Include> out;
    int number = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        if (!line.starts_with("#include "))
            continue;
        const bool own = line[9] == '"';
        const std::size_t end = line.find(own ? '"' : '>', 10);
        out.push_back({file.string(), number, line.substr(10, end - 10), own});
    }
    return out;
}

/// "sndfile" of <sndfile.h>, "re2" of <re2/re2.h>.
std::string library_of(const std::string& header) { return header.substr(0, header.find_first_of("/.")); }

const fs::path source_dir = CALLSCORE_SOURCE_DIR;

std::vector<fs::path> sources_in(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
            out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

TEST_CASE("a folder includes only itself and folders above it, and only its own libraries") {
    const Layers layers = read_layers(source_dir / "src" / "LAYERS");
    REQUIRE(layers.folders.size() > 5);
    std::vector<std::string> wrong;
    int checked = 0;
    for (std::size_t level = 0; level < layers.folders.size(); ++level) {
        const std::string& folder = layers.folders[level];
        REQUIRE_MESSAGE(fs::is_directory(source_dir / "src" / folder), folder);
        for (const fs::path& source : sources_in(source_dir / "src" / folder)) {
            for (const Include& include : includes_of(source)) {
                ++checked;
                const std::string first = library_of(include.name);
                if (include.own && include.name.find('/') == std::string::npos)
                    continue;  // a generated table beside its user
                if (include.own) {
                    const auto target = std::find(layers.folders.begin(), layers.folders.end(),
                                                  include.name.substr(0, include.name.find('/')));
                    if (target == layers.folders.end() ||
                        target - layers.folders.begin() > static_cast<std::ptrdiff_t>(level))
                        wrong.push_back(fmt::format("{}:{}: {} is not above {}", include.file, include.line,
                                                    include.name, folder));
                    continue;
                }
                const auto owner = layers.owner_of.find(first);
                if (owner != layers.owner_of.end()) {
                    if (owner->second != folder)
                        wrong.push_back(fmt::format("{}:{}: {} belongs to {}", include.file, include.line,
                                                    include.name, owner->second));
                } else if (first != "fmt" && include.name.find('/') != std::string::npos && first != "sys") {
                    wrong.push_back(fmt::format("{}:{}: the library of {} is not in src/LAYERS", include.file,
                                                include.line, include.name));
                }
            }
        }
    }
    CHECK(checked > 200);
    for (const std::string& message : wrong)
        MESSAGE(message);
    CHECK(wrong.empty());
}

TEST_CASE("every folder of src/ is a layer") {
    const Layers layers = read_layers(source_dir / "src" / "LAYERS");
    for (const fs::directory_entry& entry : fs::directory_iterator(source_dir / "src"))
        if (entry.is_directory())
            CHECK_MESSAGE(std::find(layers.folders.begin(), layers.folders.end(), entry.path().filename().string()) !=
                              layers.folders.end(),
                          entry.path().string());
}
