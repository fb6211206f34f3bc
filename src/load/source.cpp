#include "load/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "audio/hearing.hpp"
#include "base/suggest.hpp"
#include "load/format.hpp"
#include "load/load.hpp"

namespace callscore {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view sidecar_ending = ".meta.json";
constexpr std::array<std::string_view, 4> companion_endings{".labels.json", ".meta.json", ".meta.yaml", ".meta.yml"};
constexpr std::string_view agent_mark = "_agent";
constexpr std::array<std::string_view, 2> customer_marks{"_caller", "_customer"};

bool ends_with_any(std::string_view name, std::span<const std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); });
}

enum class Kind : std::uint8_t { transcript, lines, audio, companion, other };

Kind kind_of(const std::string& name) {
    if (ends_with_any(name, companion_endings))
        return Kind::companion;
    if (ends_with_any(name, line_endings))
        return Kind::lines;
    if (ends_with_any(name, transcript_endings))
        return Kind::transcript;
    return is_audio_name(name) ? Kind::audio : Kind::other;
}

/// The name without what tells its kind.
std::string stem_of(const std::string& name) {
    for (const std::string_view ending : {std::string_view(".call.json"), sidecar_ending})
        if (name.size() > ending.size() && name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

Problem problem(std::string code, Severity severity, std::string file, std::string message, std::string hint) {
    return {std::move(code), severity, {std::move(file), 0, 0, 0, {}}, std::move(message), std::move(hint)};
}

/// Files of one folder, by name.
struct Folder {
    std::vector<std::string> files;
    std::vector<std::string> folders;
};

/// Looks into each folder once.
class Folders {
  public:
    explicit Folders(Problems& problems) : problems_(problems) {}

    const Folder& at(const fs::path& path) {
        const auto [found, added] = folders_.try_emplace(path.string());
        if (!added)
            return found->second;
        Folder& folder = found->second;
        std::error_code fault;
        for (fs::directory_iterator entry(path.empty() ? fs::path(".") : path, fault), end; !fault && entry != end;
             entry.increment(fault)) {
            std::string name = entry->path().filename().string();
            std::error_code ignored;
            if (name.starts_with('.'))
                continue;
            if (entry->is_directory(ignored)) {
                // A link to a folder may lead back up.
                if (!entry->is_symlink(ignored))
                    folder.folders.push_back(std::move(name));
            } else if (entry->is_regular_file(ignored) || !entry->exists(ignored)) {
                folder.files.push_back(std::move(name));  // a broken link too: that it is one is told on reading
            }
        }
        if (fault)
            problems_.push_back(problem("CS102", Severity::error, path.string(),
                                        fmt::format("cannot be opened: {}", fault.message()), "check the permissions"));
        std::sort(folder.files.begin(), folder.files.end());
        std::sort(folder.folders.begin(), folder.folders.end());
        return folder;
    }

  private:
    Problems& problems_;
    std::map<std::string, Folder> folders_;
};

/// What belongs to one stem in one folder.
struct Group {
    std::vector<std::string> transcripts;  ///< file names
    std::vector<std::string> lines;
    std::vector<std::string> audio;
    std::string sidecar;
};

std::string joined(const fs::path& folder, const std::string& name) {
    return (folder / name).string();
}

/// Finds all lines of a file that hold something. Reads in blocks: the file may be larger than memory.
void add_lines(std::istream& in, const CallSource& base, std::vector<CallSource>& calls, bool keep_text) {
    CallSource call = base;
    std::string block(std::size_t{1} << 16U, '\0');
    std::string text;
    std::size_t offset = 0;      // of the block
    std::size_t line_begin = 0;  // of the line
    std::size_t content = 0;     // bytes that are no spaces
    bool ends_in_return = false;
    int number = 1;
    const auto finish = [&](std::size_t end) {
        if (content > 0) {
            call.line = SourceLine{number, line_begin, end - line_begin - (ends_in_return ? 1 : 0)};
            call.name = fmt::format("{}-{}", base.name, number);
            if (keep_text) {
                text.resize(call.line->length);
                call.text = text;
            }
            calls.push_back(call);
        }
        text.clear();
        content = 0;
        ends_in_return = false;
        line_begin = end + 1;
        ++number;
    };
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
        const std::string_view read(block.data(), static_cast<std::size_t>(in.gcount()));
        for (std::size_t at = 0; at < read.size();) {
            const std::size_t line_end = std::min(read.find('\n', at), read.size());
            const std::string_view part = read.substr(at, line_end - at);
            if (content == 0)
                content = part.find_first_not_of(" \t\r") == std::string_view::npos ? 0 : 1;
            if (!part.empty())
                ends_in_return = part.back() == '\r';
            if (keep_text)
                text += part;
            if (line_end < read.size())
                finish(offset + line_end);
            at = line_end + 1;
        }
        offset += read.size();
    }
    finish(offset);
}

class Finder {
  public:
    explicit Finder(std::istream& standard_input) : folders_(found_.problems), standard_input_(standard_input) {}

    void add(const std::string& input) {
        if (input == "-") {
            if (!std::exchange(standard_input_read_, true))
                add_lines(standard_input_, {"stdin", std::string(standard_input_name), {}, {}, {}, {}}, found_.calls, true);
            return;
        }
        std::error_code fault;
        fs::path path = fs::path(input).lexically_normal();
        if (!fs::equivalent(path, input, fault))
            path = input;  // ".." behind a link to a folder leads elsewhere
        const fs::file_status status = fs::status(path, fault);
        if (fs::is_directory(status)) {
            fs::path folder = path;
            if (!folder.has_filename())
                folder = folder.parent_path();  // "calls/"
            if (!add_folder(folder))
                found_.problems.push_back(problem("CS118", Severity::warning, input, "no calls in this folder",
                                                  "transcripts end in .json or .ndjson, recordings in .wav or another "
                                                  "audio format"));
            return;
        }
        const std::string name = path.filename().string();
        const Kind kind = kind_of(name);
        if (kind == Kind::companion)
            return;
        if (!fs::is_regular_file(status)) {
            // Files of the same stem must not stand in for the one that is asked for: reading says what it is.
            CallSource call;
            call.name = stem_of(name);
            (kind == Kind::audio ? call.audio.emplace_back() : call.transcript) = path.string();
            found_.calls.push_back(std::move(call));
            return;
        }
        // Hidden files, too, are in no folder's list.
        if (kind == Kind::other || name.starts_with('.'))
            single_.insert(path);
        else
            wanted_.insert({path.parent_path(), wanted_stem(path.parent_path(), name)});
    }

    Sources finish() {
        for (const auto& [folder, stem] : wanted_)
            add_group(folder, stem);
        for (const fs::path& path : single_) {
            CallSource call;
            call.name = stem_of(path.filename().string());
            call.transcript = path.string();
            const std::string sidecar = joined(path.parent_path(), call.name + std::string(sidecar_ending));
            std::error_code ignored;
            if (fs::exists(sidecar, ignored))
                call.sidecar = sidecar;
            found_.calls.push_back(std::move(call));
        }
        const auto key = [](const CallSource& call) {
            return std::tuple(
                call.transcript.empty() ? std::string_view(call.audio.front()) : std::string_view(call.transcript),
                call.line ? call.line->offset : 0);
        };
        std::stable_sort(found_.calls.begin(), found_.calls.end(),
                         [&](const CallSource& a, const CallSource& b) { return key(a) < key(b); });
        // The same file may have come by several names; the first stays.
        std::set<std::tuple<std::string, std::size_t>> seen;
        std::map<std::string, std::string, std::less<>> canonical;
        std::erase_if(found_.calls, [&](const CallSource& call) {
            const auto [file, offset] = key(call);
            auto known = canonical.find(file);
            if (known == canonical.end()) {
                std::error_code fault;
                const fs::path real = fs::canonical(fs::path(file), fault);
                known = canonical.emplace(std::string(file), fault ? std::string(file) : real.string()).first;
            }
            return !seen.emplace(known->second, offset).second;
        });
        sort_problems(found_.problems);
        found_.problems.erase(std::unique(found_.problems.begin(), found_.problems.end()), found_.problems.end());
        return std::move(found_);
    }

  private:
    using Groups = std::map<std::string, Group>;

    /// Whether there is any call in it or below.
    bool add_folder(const fs::path& path) {
        bool any = false;
        for (const auto& [stem, group] : groups_of(path)) {
            if (group.transcripts.empty() && group.lines.empty() && group.audio.empty())
                continue;
            wanted_.insert({path, stem});
            any = true;
        }
        for (const std::string& name : folders_.at(path).folders)
            any = add_folder(path / name) || any;
        return any;
    }

    /// The stem of a file's group: that of a pair of recordings is without the party.
    std::string wanted_stem(const fs::path& folder, const std::string& name) {
        const std::string stem = stem_of(name);
        const Groups& groups = groups_of(folder);
        if (groups.contains(stem))
            return stem;
        for (const std::string_view mark : {agent_mark, customer_marks[0], customer_marks[1]})
            if (stem.ends_with(mark))
                return stem.substr(0, stem.size() - mark.size());
        return stem;
    }

    /// All groups of a folder, pairs of recordings put together.
    const Groups& groups_of(const fs::path& path) {
        const auto [place, added] = groups_.try_emplace(path.string());
        Groups& groups = place->second;
        if (!added)
            return groups;
        for (const std::string& name : folders_.at(path).files) {
            if (name.ends_with(sidecar_ending))
                groups[stem_of(name)].sidecar = name;
            const Kind kind = kind_of(name);
            if (kind == Kind::transcript)
                groups[stem_of(name)].transcripts.push_back(name);
            else if (kind == Kind::lines)
                groups[stem_of(name)].lines.push_back(name);
            else if (kind == Kind::audio)
                groups[stem_of(name)].audio.push_back(name);
        }
        pair_up(path, groups);
        return groups;
    }

    void pair_up(const fs::path& path, Groups& groups) {
        std::vector<std::string> agents;
        for (const auto& [stem, group] : groups)
            if (stem.size() > agent_mark.size() && stem.ends_with(agent_mark) && is_recording_alone(group))
                agents.push_back(stem);
        for (const std::string& agent : agents) {
            const std::string stem = agent.substr(0, agent.size() - agent_mark.size());
            for (const std::string_view mark : customer_marks) {
                const auto customer = groups.find(stem + std::string(mark));
                if (customer == groups.end() || !is_recording_alone(customer->second))
                    continue;
                Group& pair = groups[stem];
                for (const std::string& name : pair.audio)
                    leave_out(path, name, "the parties' own recordings are used");
                pair.audio = {groups[agent].audio.front(), customer->second.audio.front()};
                groups.erase(agent);
                groups.erase(stem + std::string(mark));
                paired_.insert({path, stem});
                break;
            }
        }
    }

    static bool is_recording_alone(const Group& group) {
        return group.transcripts.empty() && group.lines.empty() && group.audio.size() == 1;
    }

    void leave_out(const fs::path& folder, const std::string& name, const std::string& why) {
        found_.problems.push_back(problem("CS116", Severity::warning, joined(folder, name),
                                          fmt::format("recording left out: {}", why), "one recording a call"));
    }

    void add_group(const fs::path& folder, const std::string& stem) {
        const Groups& groups = groups_of(folder);
        const auto found = groups.find(stem);
        if (found == groups.end())
            return;
        Group group = found->second;
        CallSource whole;
        whole.name = stem;
        if (!group.sidecar.empty())
            whole.sidecar = joined(folder, group.sidecar);
        if (paired_.contains({folder, stem})) {
            whole.audio = {joined(folder, group.audio[0]), joined(folder, group.audio[1])};
        } else if (!group.audio.empty()) {
            whole.audio = {joined(folder, group.audio[0])};
            for (std::size_t i = 1; i < group.audio.size(); ++i)
                leave_out(folder, group.audio[i], fmt::format("'{}' is used", group.audio[0]));
        }
        for (std::size_t i = 0; i < group.transcripts.size(); ++i) {
            // .call.json comes first by name, too.
            whole.transcript = joined(folder, group.transcripts[i]);
            found_.calls.push_back(whole);
            if (i == 0 && group.transcripts.size() > 1) {
                found_.problems.push_back(
                    problem("CS117", Severity::warning, joined(folder, group.transcripts[1]),
                            fmt::format("another transcript of the same name as '{}'", group.transcripts[0]),
                            "each is a call of its own; a recording goes with the first"));
                whole.audio.clear();
            }
        }
        if (group.transcripts.empty() && !whole.audio.empty())
            found_.calls.push_back(whole);
        for (const std::string& name : group.lines) {
            CallSource base;
            base.name = stem;
            base.transcript = joined(folder, name);
            base.sidecar = whole.transcript.empty() && whole.audio.empty() ? whole.sidecar : std::string();
            std::ifstream file(base.transcript, std::ios::binary);
            if (!file) {
                found_.calls.push_back(std::move(base));  // why it cannot be opened is told on reading
                continue;
            }
            const std::size_t before = found_.calls.size();
            add_lines(file, base, found_.calls, false);
            if (found_.calls.size() == before)
                found_.problems.push_back(
                    problem("CS115", Severity::error, base.transcript, "empty", "each line is a call"));
        }
    }

    Sources found_;
    Folders folders_;
    std::istream& standard_input_;
    bool standard_input_read_ = false;
    std::map<std::string, Groups> groups_;
    std::set<std::pair<fs::path, std::string>> wanted_;  ///< folder and stem
    std::set<std::pair<fs::path, std::string>> paired_;
    std::set<fs::path> single_;
};

}  // namespace

Sources find_sources(std::span<const std::string> inputs, const LoadOptions& options, std::istream& standard_input) {
    if (!options.from.empty()) {
        const std::vector<std::string_view> names = format_names();
        if (std::find(names.begin(), names.end(), options.from) == names.end()) {
            const std::string meant = did_you_mean(options.from, names);
            std::string all;
            for (const std::string_view name : names)
                all += (all.empty() ? "formats are " : ", ") + std::string(name);
            return {{},
                    {problem("CS320", Severity::error, {}, fmt::format("unknown format '{}'", options.from),
                             meant.empty() ? all : meant)}};
        }
    }
    Finder finder(standard_input);
    for (const std::string& input : inputs)
        finder.add(input);
    return finder.finish();
}

}  // namespace callscore
