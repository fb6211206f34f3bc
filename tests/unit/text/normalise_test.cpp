#include "text/normalise.hpp"

#include <doctest/doctest.h>

#include "text/utf8.hpp"

using namespace callscore::text;

namespace {

std::string normal(std::string_view text) {
    Normalised out;
    normalise(text, out);
    return out.text;
}

}  // namespace

TEST_CASE("what normalising does") {
    CHECK(normal("您好,這裡是『銀行』客服。請講!") == "您好这里是银行客服.请讲");
    CHECK(normal("妳們說過") == "你们说过");
    CHECK(normal("ＡＢＣ１２３") == "abc123");
    CHECK(normal("I’m SORRY -- really, sorry!") == "i'm sorry really sorry");
    CHECK(normal("One.  Two?! Three…") == "one . two . three");
    CHECK(normal("走 MOTP 重设") == "走motp重设");
    CHECK(normal("it's 3.5 percent. ok") == "it's 3.5 percent . ok");
    CHECK(normal("四个……不是") == "四个.不是");
    CHECK(normal("") == "");
    CHECK(normal("。。。") == "");
    CHECK(normal("café") == "café");
    CHECK(normal("ﬁne") == "fine");
}

TEST_CASE("slices of the normalised text lead back to the original's bytes") {
    const std::string original = "好,ＡＰＰ裡。查";
    Normalised out;
    normalise(original, out);
    CHECK(out.text == "好app里.查");
    const auto back = [&](std::string_view part) {
        const std::size_t at = out.text.find(part);
        const Slice slice = to_original(out, {at, at + part.size()});
        return original.substr(slice.begin, slice.end - slice.begin);
    };
    CHECK(back("app里") == "ＡＰＰ裡");
    CHECK(back("好app") == "好,ＡＰＰ");
    CHECK(back("p里") == "Ｐ裡");
}

TEST_CASE("invalid bytes are dropped and nothing else moves") {
    CHECK(normal("a\xff"
                 "b") == "ab");
    CHECK(normal("\xe4\xbd") == "");
}

TEST_CASE("rates count characters and words, not punctuation") {
    CHECK(count_characters("您好,我的APP是3.5版。") == 9);
    CHECK(count_words("It's 20 past, isn't it?") == 5);
    CHECK(count_words("") == 0);
}
