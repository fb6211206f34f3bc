#include "text/pattern_set.hpp"

#include <fmt/format.h>
#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>

#include "text/literal_matcher.hpp"

namespace callscore::text {
namespace {

// Three bytes are one Chinese character, or an English word of three letters.
constexpr int shortest_atom = 3;
constexpr int refused = -1;
constexpr std::int64_t memory_of_one_pattern = 1 << 20;

RE2::Options options() {
    RE2::Options o;
    o.set_log_errors(false);
    o.set_max_mem(memory_of_one_pattern);
    return o;
}

}  // namespace

struct PatternSet::Compiled {
    std::unique_ptr<re2::FilteredRE2> filtered;
    std::vector<int> pattern_of;  ///< the caller's index for each id in `filtered`, or `refused`
    LiteralMatcher atoms;
    std::size_t atom_count = 0;
};

PatternSet::PatternSet() = default;
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

std::vector<PatternError> PatternSet::compile(std::span<const std::string> patterns) {
    std::vector<PatternError> errors;
    auto compiled = std::make_unique<Compiled>();
    compiled->filtered = std::make_unique<re2::FilteredRE2>(shortest_atom);
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const int index = static_cast<int>(i);
        int id = 0;
        if (compiled->filtered->Add(patterns[i], options(), &id) != RE2::NoError) {
            errors.push_back({index, RE2(patterns[i], options()).error()});
            continue;
        }
        // A pattern cannot be taken out again: one that is refused keeps its place and is never run.
        const bool empty = RE2::FullMatch("", compiled->filtered->GetRE2(id));
        if (empty)
            errors.push_back({index, "matches the empty text, so it would match everywhere"});
        compiled->pattern_of.push_back(empty ? refused : index);
    }
    // An empty FilteredRE2 complains on standard error when it is compiled.
    if (!compiled->pattern_of.empty()) {
        std::vector<std::string> atoms;
        compiled->filtered->Compile(&atoms);
        compiled->atoms.build(atoms);
        compiled->atom_count = atoms.size();
    }
    compiled_ = std::move(compiled);
    return errors;
}

void PatternSet::match(std::string_view normalised, Scratch& scratch, std::vector<PatternMatch>& out) const {
    out.clear();
    if (!compiled_ || compiled_->pattern_of.empty())
        return;
    if (scratch.seen.size() != compiled_->atom_count || ++scratch.text_number == 0) {
        scratch.seen.assign(compiled_->atom_count, 0);
        scratch.text_number = 1;
    }
    scratch.atoms.clear();
    compiled_->atoms.scan(normalised, [&](int atom) {
        std::uint32_t& seen = scratch.seen[static_cast<std::size_t>(atom)];
        if (seen != scratch.text_number) {
            seen = scratch.text_number;
            scratch.atoms.push_back(atom);
        }
    });
    scratch.candidates.clear();
    compiled_->filtered->AllPotentials(scratch.atoms, &scratch.candidates);
    std::sort(scratch.candidates.begin(), scratch.candidates.end());
    for (const int id : scratch.candidates) {
        const int pattern = compiled_->pattern_of[static_cast<std::size_t>(id)];
        if (pattern == refused)
            continue;
        const RE2& expression = compiled_->filtered->GetRE2(id);
        std::size_t from = 0;
        re2::StringPiece found;
        while (from < normalised.size() &&
               expression.Match(normalised, from, normalised.size(), RE2::UNANCHORED, &found, 1)) {
            const auto begin = static_cast<std::size_t>(found.data() - normalised.data());
            out.push_back({pattern, {begin, begin + found.size()}});
            from = begin + std::max<std::size_t>(found.size(), 1);
        }
    }
}

}  // namespace callscore::text
