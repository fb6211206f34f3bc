#include "text/literal_matcher.hpp"

namespace callscore::text {

void LiteralMatcher::build(std::span<const std::string> literals) {
    class_of_.fill(0);
    classes_ = 1;
    for (const std::string& literal : literals)
        for (const char byte : literal)
            if (std::uint16_t& c = class_of_[static_cast<unsigned char>(byte)]; c == 0)
                c = static_cast<std::uint16_t>(classes_++);

    // The trie. 0 means "no edge yet": no edge leads back to the root.
    transitions_.assign(classes_, 0);
    literal_.assign(1, -1);
    for (std::size_t index = 0; index < literals.size(); ++index) {
        std::uint32_t state = 0;
        for (const char byte : literals[index]) {
            const std::size_t edge = state * classes_ + class_of_[static_cast<unsigned char>(byte)];
            if (transitions_[edge] == 0) {
                transitions_[edge] = static_cast<std::uint32_t>(literal_.size());
                literal_.push_back(-1);
                transitions_.resize(literal_.size() * classes_, 0);
            }
            state = transitions_[edge];
        }
        literal_[state] = static_cast<int>(index);
    }

    // Breadth first: a missing edge takes that of the longest proper suffix.
    const std::size_t states = literal_.size();
    std::vector<std::uint32_t> suffix(states, 0);
    output_.assign(states, none);
    output_link_.assign(states, none);
    std::vector<std::uint32_t> queue;
    queue.reserve(states);
    for (std::uint32_t c = 0; c < classes_; ++c)
        if (transitions_[c] != 0)
            queue.push_back(transitions_[c]);
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const std::uint32_t state = queue[i];
        const std::uint32_t shorter = output_[suffix[state]];
        output_[state] = literal_[state] >= 0 ? state : shorter;
        output_link_[state] = shorter;
        for (std::uint32_t c = 0; c < classes_; ++c) {
            std::uint32_t& edge = transitions_[state * classes_ + c];
            const std::uint32_t fallback = transitions_[suffix[state] * classes_ + c];
            if (edge == 0) {
                edge = fallback;
            } else {
                suffix[edge] = fallback;
                queue.push_back(edge);
            }
        }
    }
}

}  // namespace callscore::text
