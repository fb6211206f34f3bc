// Runs a fuzz target over the files of its corpus, without a fuzzer: any compiler can build this, and what was found
// once stays found.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz.hpp"

int main(int count, char** arguments) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (int i = 1; i < count; ++i) {
        if (!fs::is_directory(arguments[i])) {
            files.emplace_back(arguments[i]);
            continue;
        }
        for (const fs::directory_entry& entry : fs::directory_iterator(arguments[i]))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        std::ifstream stream(file, std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(stream), {}};
        // Said before, so that it is known which file ended the program.
        fmt::print("{}\n", file.string());
        std::fflush(stdout);
        // A copy of its very size: the sanitizer sees a read behind it.
        const std::vector<std::uint8_t> bytes(content.begin(), content.end());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    if (files.empty())
        fmt::print(stderr, "no files to replay\n");
    return files.empty() ? 1 : 0;
}
