#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace callscore::text {

/// Finds which of many literals occur in a text, in one pass over its bytes (Aho & Corasick 1975). The automaton is
/// completed to a table of transitions over the byte classes that occur, so a byte costs one look-up.
class LiteralMatcher {
  public:
    void build(std::span<const std::string> literals);

    /// Calls `found(index)` for every occurrence of a literal; a literal may be reported several times.
    template <class Found>
    void scan(std::string_view text, Found&& found) const {
        if (transitions_.empty())
            return;
        std::uint32_t state = 0;
        for (const char byte : text) {
            state = transitions_[state * classes_ + class_of_[static_cast<unsigned char>(byte)]];
            for (std::uint32_t s = output_[state]; s != none; s = output_link_[s])
                found(literal_[s]);
        }
    }

  private:
    static constexpr std::uint32_t none = UINT32_MAX;

    std::array<std::uint16_t, 256> class_of_{};
    std::uint32_t classes_ = 1;  ///< class 0: bytes that no literal holds
    std::vector<std::uint32_t> transitions_;
    std::vector<std::uint32_t> output_;       ///< nearest state, this one included, at which a literal ends
    std::vector<std::uint32_t> output_link_;  ///< from such a state the next shorter one
    std::vector<int> literal_;
};

}  // namespace callscore::text
