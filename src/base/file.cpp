#include "base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace callscore {
namespace {

Problem file_problem(const char* code, const std::string& path, std::string message, std::string hint) {
    return {code, Severity::error, {path, 0, 0, 0, {}}, std::move(message), std::move(hint)};
}

/// Closes on every way out.
struct Descriptor {
    int fd = -1;
    explicit Descriptor(int descriptor) : fd(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd >= 0)
            ::close(fd);
    }
};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

constexpr std::size_t longest_excerpt = 16384;

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    // O_NONBLOCK: opening a FIFO that nobody writes to must not hang; it is refused below.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.fd < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return failure(file_problem("CS101", path, "no such file", "check the path"));
        return failure(file_problem("CS102", path, fmt::format("cannot be opened: {}", std::strerror(errno)),
                                    "check the permissions"));
    }
    struct stat info {};
    if (::fstat(file.fd, &info) != 0 || !S_ISREG(info.st_mode))
        return failure(file_problem("CS103", path, "not a regular file", "give a file, or a folder of files"));
    if (static_cast<std::size_t>(info.st_size) > limit)
        return failure(file_problem("CS104", path,
                                    fmt::format("{} bytes, above the limit of {}", info.st_size, limit),
                                    "split the file; NDJSON may be of any length"));
    std::string content(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t count = ::read(file.fd, content.data() + done, content.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(file_problem("CS102", path, fmt::format("cannot be read: {}", std::strerror(errno)), {}));
        if (count == 0)
            break;  // the file shrank while it was read; what is there is judged as it is
        done += static_cast<std::size_t>(count);
    }
    content.resize(done);
    return content;
}

Result<bool> write_file(const std::string& path, std::string_view content) {
    const std::string temporary = path + ".part";
    const auto failed = [&](const char* what) {
        const int reason = errno;
        ::unlink(temporary.c_str());
        return failure(file_problem("CS301", path, fmt::format("cannot {}: {}", what, std::strerror(reason)),
                                    "check the folder, its permissions and the free space"));
    };
    {
        const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
        if (file.fd < 0)
            return failed("be written");
        std::size_t done = 0;
        while (done < content.size()) {
            const ssize_t count = ::write(file.fd, content.data() + done, content.size() - done);
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                return failed("be written");
            done += static_cast<std::size_t>(count);
        }
    }
    if (std::rename(temporary.c_str(), path.c_str()) != 0)
        return failed("be put in place");
    return true;
}

std::string source_line(std::string_view text, int line) {
    std::size_t begin = 0;
    for (int i = 1; i < line; ++i) {
        begin = text.find('\n', begin);
        if (begin == std::string_view::npos)
            return {};
        ++begin;
    }
    std::string_view found = text.substr(begin, text.find('\n', begin) - begin);
    if (!found.empty() && found.back() == '\r')
        found.remove_suffix(1);
    if (found.size() > longest_excerpt) {
        std::size_t cut = longest_excerpt;
        while (cut > 0 && is_continuation(found[cut]))
            --cut;
        found = found.substr(0, cut);
    }
    return std::string(found);
}

SourceSpan span_at(const std::string& file, std::string_view text, std::size_t offset, int length) {
    offset = std::min(offset, text.size());
    SourceSpan span{file, 1, 1, length, {}};
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n') {
            ++span.line;
            line_begin = i + 1;
        }
    }
    for (std::size_t i = line_begin; i < offset; ++i)
        span.column += is_continuation(text[i]) ? 0 : 1;
    span.excerpt = source_line(text.substr(line_begin), 1);
    return span;
}

}  // namespace callscore
