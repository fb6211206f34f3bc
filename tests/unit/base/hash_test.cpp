#include "base/hash.hpp"

#include <doctest/doctest.h>

#include "unit/temporary_folder.hpp"

using namespace callscore;

namespace {

// FIPS 180-4's examples, and the empty message.
constexpr std::string_view of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::string_view of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view of_two_blocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr std::string_view of_a_million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

}  // namespace

TEST_CASE("SHA-256 of known texts") {
    CHECK(sha256("") == of_nothing);
    CHECK(sha256("abc") == of_abc);
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == of_two_blocks);
    CHECK(sha256(std::string(1000000, 'a')) == of_a_million);
}

TEST_CASE("a file's hash is that of its bytes, also over several blocks") {
    const TemporaryFolder folder;
    CHECK(sha256_file(folder.write("empty", "")) == of_nothing);
    CHECK(sha256_file(folder.write("abc", "abc")) == of_abc);
    CHECK(sha256_file(folder.write("million", std::string(1000000, 'a'))) == of_a_million);
}

TEST_CASE("what cannot be read has no hash") {
    const TemporaryFolder folder;
    CHECK(sha256_file(folder.at("none")).empty());
    CHECK(sha256_file(folder.path.string()).empty());
}
