#include "base/hash.hpp"

#include <sodium.h>

#include <array>
#include <fstream>

namespace callscore {
namespace {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

std::string hexadecimal(const Digest& digest) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(digest.size() * 2);
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

}  // namespace

std::string sha256(std::string_view bytes) {
    Digest digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hexadecimal(digest);
}

std::string sha256_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return {};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::array<char, 65536> block{};
    while (file.read(block.data(), block.size()) || file.gcount() > 0)
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(block.data()),
                                  static_cast<unsigned long long>(file.gcount()));
    if (file.bad())
        return {};
    Digest digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return hexadecimal(digest);
}

}  // namespace callscore
