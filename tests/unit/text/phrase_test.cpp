#include "text/phrase.hpp"

#include <doctest/doctest.h>

#include <map>

#include "text/normalise.hpp"
#include "text/pattern_set.hpp"

using namespace callscore::text;

namespace {

const std::map<std::string, std::vector<std::string>, std::less<>> lists{
    {"feeling", {"着急", "生气"}}, {"mood", {"upset", "fed up"}}, {"empty", {}}};

const std::vector<std::string>* list_named(std::string_view name) {
    const auto found = lists.find(name);
    return found == lists.end() ? nullptr : &found->second;
}

/// The part of `text` that the phrase matches, or "-".
std::string matched(std::string_view phrase, std::string_view text, bool chinese) {
    const auto regex = phrase_to_regex(phrase, chinese, list_named);
    REQUIRE(regex.has_value());
    PatternSet set;
    const std::vector<std::string> patterns{*regex};
    const auto errors = set.compile(patterns);
    REQUIRE_MESSAGE(errors.empty(), *regex);
    Normalised normalised;
    normalise(text, normalised);
    PatternSet::Scratch scratch;
    std::vector<PatternMatch> found;
    set.match(normalised.text, scratch, found);
    if (found.empty())
        return "-";
    const Slice slice = to_original(normalised, found.front().where);
    return std::string(text.substr(slice.begin, slice.end - slice.begin));
}

std::string zh(std::string_view phrase, std::string_view text) { return matched(phrase, text, true); }
std::string en(std::string_view phrase, std::string_view text) { return matched(phrase, text, false); }

PhraseError error_of(std::string_view phrase) {
    const auto regex = phrase_to_regex(phrase, true, list_named);
    REQUIRE_FALSE(regex.has_value());
    return regex.error();
}

}  // namespace

TEST_CASE("a Chinese phrase matches through punctuation, width and script, and quotes the original") {
    CHECK(zh("我马上为您查", "好的,我马上,为您查一下。") == "我马上,为您查");
    CHECK(zh("系统显示", "系統顯示沒有達到") == "系統顯示");
    CHECK(zh("app里", "在ＡＰＰ 里面") == "ＡＰＰ 里");
    CHECK(zh("不行公司规定", "不行。公司规定") == "-");
}

TEST_CASE("optional parts, alternatives and lists") {
    CHECK(zh("换(了)谁都(会|得){feeling}", "换谁都得着急") == "换谁都得着急");
    CHECK(zh("换(了)谁都(会|得){feeling}", "换了谁都会生气的") == "换了谁都会生气");
    CHECK(zh("换(了)谁都(会|得){feeling}", "换谁都着急") == "-");
    CHECK(zh("真(是|的|)抱歉", "真抱歉") == "真抱歉");
    CHECK(zh("真((是|的)(很|非常)|)抱歉", "真是非常抱歉") == "真是非常抱歉");
    CHECK(zh("((真的)|实在)抱歉", "实在抱歉") == "实在抱歉");
    CHECK(zh("((真的)|实在)抱歉", "抱歉") == "-");
    CHECK(zh("(非常抱歉)", "非常抱歉") == "非常抱歉");
    CHECK(en("(i'm|i am) (so |really |)sorry", "Well, I’m really sorry") == "I’m really sorry");
    CHECK(en("(i|we) can't", "a taxi can't stop") == "-");
    CHECK(en("feel {mood}", "you feel fed up, clearly") == "feel fed up");
    CHECK(en("apologi(s|z)e", "I apologize") == "apologize");
    CHECK(en("re(send|do) it", "please resend it") == "resend it");
}

TEST_CASE("gaps are short, count by language and stop at the end of a sentence") {
    CHECK(zh("帮您..查", "帮您在系统里查") == "帮您在系统里查");
    CHECK(zh("帮您..查", "帮您在系统后台里查") == "-");
    CHECK(zh("帮您...查", "帮您在系统后台里查") == "帮您在系统后台里查");
    CHECK(zh("帮您...查", "帮您。我查") == "-");
    CHECK(zh("用..登录", "用APP去登录") == "用APP去登录");
    CHECK(en("sorry .. wait", "sorry for the wait") == "sorry for the wait");
    CHECK(en("sorry .. wait", "sorry for such a long wait") == "-");
    CHECK(en("sorry ... wait", "sorry for such a long wait") == "sorry for such a long wait");
    CHECK(en("sorry .. wait", "sorry. just wait") == "-");
}

TEST_CASE("anchors, whole words and open endings") {
    CHECK(zh("^好的$", "好的我查") == "-");
    CHECK(zh("^好的$", "好的") == "好的");
    CHECK(en("^okay$", "okay then") == "-");
    CHECK(en("can", "a cannot") == "-");
    CHECK(en("apolog*", "my apologies") == "apologies");
}

TEST_CASE("phrases that cannot be read say where and why") {
    CHECK(error_of("换(了谁").message == "'(' is never closed");
    CHECK(error_of("换(了谁").offset == 3);
    CHECK(error_of("换了)谁").message == "')' outside parentheses");
    CHECK(error_of("a|b").message == "'|' outside parentheses");
    CHECK(error_of("{feelings}急").message == "unknown word list 'feelings'");
    CHECK(error_of("{empty}急").message == "word list 'empty' has no entry in this language");
    CHECK(error_of("急()").message == "nothing between the parentheses");
    CHECK(error_of("急....死").message == "4 dots in a row");
    CHECK(error_of("").message == "an empty phrase");
}
