#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/normalise.hpp"

namespace callscore::text {

struct PatternMatch {
    int pattern = 0;  ///< index into the patterns that the set was built from
    Slice where;      ///< in the normalised text

    friend bool operator==(const PatternMatch&, const PatternMatch&) = default;
};

struct PatternError {
    int pattern = 0;
    std::string message;
};

/// Many expressions compiled once and matched together.
///
/// A text is scanned once for the literals that the expressions need (Aho–Corasick over the atoms that RE2's
/// FilteredRE2 derives); only expressions whose literals are there are run, and each gives all its matches that do not
/// overlap each other, leftmost first. Matching allocates only when `Scratch` has to grow.
class PatternSet {
  public:
    PatternSet();
    ~PatternSet();
    PatternSet(PatternSet&&) noexcept;
    PatternSet& operator=(PatternSet&&) noexcept;

    /// Compiles `patterns` (RE2 syntax over normalised text). Those that cannot be compiled, match the empty string or
    /// need no literal at all are listed as errors and left out.
    [[nodiscard]] std::vector<PatternError> compile(std::span<const std::string> patterns);

    /// Working memory of one thread.
    struct Scratch {
        std::vector<int> atoms;
        std::vector<int> candidates;
        std::vector<std::uint32_t> seen;  ///< for each atom the number of the text it was last seen in
        std::uint32_t text_number = 0;
    };

    /// Replaces `out` by all matches, ordered by pattern and place. Safe to call from several threads at once, each
    /// with its own scratch.
    void match(std::string_view normalised, Scratch& scratch, std::vector<PatternMatch>& out) const;

  private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace callscore::text
