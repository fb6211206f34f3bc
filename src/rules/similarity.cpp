#include "rules/similarity.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace callscore {
namespace {

constexpr std::size_t fewest_features = 4;

// Words of English that carry no content of their own.
constexpr std::array<std::string_view, 44> function_words{
    "a",   "an",  "and", "are",  "as",  "at",  "be",   "but", "can", "do",   "for",  "from", "have", "i",    "if",
    "in",  "is",  "it",  "it's", "me",  "my",  "no",   "not", "of",  "okay", "on",   "or",   "so",   "that", "the",
    "then", "there", "they", "this", "to", "us", "was", "we",  "well", "will", "with", "yes",  "you",  "your"};

std::vector<std::string> features(std::string_view original) {
    text::Normalised normalised;
    text::normalise(original, normalised);
    const std::string_view plain = normalised.text;
    std::vector<std::string> out;
    std::string word;
    std::string_view last_han;
    const auto end_word = [&] {
        if (!word.empty() && std::find(function_words.begin(), function_words.end(), word) == function_words.end())
            out.push_back(word);
        word.clear();
    };
    for (std::size_t i = 0; i < plain.size();) {
        const text::Decoded d = text::decode(plain, i);
        const std::string_view character = plain.substr(i, d.length);
        i += d.length;
        if (text::is_han(d.code_point)) {
            end_word();
            if (!last_han.empty())
                out.push_back(std::string(last_han) + std::string(character));
            last_han = character;
            continue;
        }
        last_han = {};
        if (d.code_point == ' ' || d.code_point == static_cast<char32_t>(text::Normalised::sentence_end))
            end_word();
        else
            word += character;
    }
    end_word();
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace

double similarity(std::string_view a, std::string_view b) {
    const std::vector<std::string> left = features(a);
    const std::vector<std::string> right = features(b);
    const std::size_t fewer = std::min(left.size(), right.size());
    if (fewer < fewest_features)
        return 0;
    std::vector<std::string> shared;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(shared));
    return static_cast<double>(shared.size()) / static_cast<double>(fewer);
}

}  // namespace callscore
