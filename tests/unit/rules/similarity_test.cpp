#include "rules/similarity.hpp"

#include <doctest/doctest.h>

using namespace callscore;

TEST_CASE("the share of the shorter text's character pairs that the other one has too") {
    CHECK(similarity("按规定两个月到账", "按规定两个月到账") == 1.0);
    // 按规 规定 定两 两个 个月 月到 到账; of the shorter text 两个 个月 月到 到账 are there, 账的 is not.
    CHECK(similarity("按规定两个月到账", "两个月到账的") == doctest::Approx(0.8));
    CHECK(similarity("两个月到账的", "按规定两个月到账") == doctest::Approx(0.8));
    CHECK(similarity("按规定两个月到账", "您先去网点办理") == 0.0);
}

TEST_CASE("what stands around the same words does not count against them") {
    CHECK(similarity("两个月到账", "我刚才也跟您讲过了，两个月到账，您再等一等吧") == 1.0);
}

TEST_CASE("a pair counts once, however often it is said") {
    CHECK(similarity("两个月两个月两个月到账", "两个月到账") == 1.0);
}

TEST_CASE("script, width, case and punctuation do not matter") {
    CHECK(similarity("按規定，兩個月到賬。", "按规定两个月到账") == 1.0);
    CHECK(similarity("ＡＰＰ里面的账单页面", "app里面的账单页面") == 1.0);
    CHECK(similarity("Please restart your router box now", "please, RESTART router: box now!") == 1.0);
}

TEST_CASE("English is compared by its words, those without content left out") {
    CHECK(similarity("restart the router and wait for it", "you wait, then restart that router box") ==
          0.0);  // too short
    CHECK(similarity("please restart the router box and wait", "please restart router box") == 1.0);
    CHECK(similarity("please restart router box", "please unplug router cable") == doctest::Approx(0.5));
}

TEST_CASE("Latin words among Chinese ones are words") {
    // 打开 app 里的 账单 页面: 打开 | app | 里的 的账 账单
    CHECK(similarity("打开app里的账单", "打开APP里的账单") == 1.0);
    CHECK(similarity("打开app里的账单", "打开微信里的账单") == doctest::Approx(0.8));
}

TEST_CASE("texts that are too short to compare are not alike") {
    CHECK(similarity("", "") == 0.0);
    CHECK(similarity("不能退的", "不能退的") == 0.0);      // three pairs
    CHECK(similarity("不能退的啊", "不能退的啊") == 1.0);  // four
    CHECK(similarity("不能退的", "这个不能退的，按规定就是这样") == 0.0);
    CHECK(similarity("restart router box", "restart router box") == 0.0);
}
