#pragma once

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "cli/command.hpp"
#include "text/utf8.hpp"

/// What every target defines: libFuzzer calls it with what it makes up, replay.cpp with the files of a corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace callscore::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Ends the program where what must hold does not: the fuzzer then keeps the input.
inline void expect(bool holds, std::string_view what) {
    if (holds)
        return;
    fmt::print(stderr, "expected: {}\n", what);
    std::abort();
}

inline void expect_utf8(std::string_view text, std::string_view what) {
    for (std::size_t at = 0; at < text.size();) {
        const text::Decoded d = text::decode(text, at);
        expect(d.code_point != 0xFFFD || d.length == 3, fmt::format("{} is UTF-8", what));
        at += d.length;
    }
}

/// Whatever the input, a problem has a code and a message, points to a place or to none, and can be shown.
inline void expect_sound(const Problems& problems) {
    for (const Problem& problem : problems) {
        expect(problem.code.starts_with("CS") && !problem.message.empty(), "a problem has a code and a message");
        expect(problem.span.line >= 0 && problem.span.column >= 0 && problem.span.length >= 0, "a place counts from 1");
        expect_utf8(render_problem(problem, false), "a problem as it is shown");
    }
}

/// A file that is in memory only, for what reads files by name.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view content) : descriptor_(::memfd_create("fuzz", 0)) {
        expect(descriptor_ >= 0, "a file in memory can be made");
        while (!content.empty()) {
            const ssize_t count = ::write(descriptor_, content.data(), content.size());
            expect(count > 0, "a file in memory can be written");
            content.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }

    [[nodiscard]] std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

  private:
    int descriptor_;
};

}  // namespace callscore::fuzz
