#include "privacy/mask.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/utf8.hpp"

using callscore::mask;
using callscore::masked_slice;
using callscore::text::count_code_points;

namespace {

struct Case {
    std::string_view text;
    std::string_view masked;
};

}  // namespace

TEST_CASE("numbers that must not be shown are masked, character for character") {
    const Case cases[] = {
        // mainland mobiles
        {"我手机是13800138000", "我手机是***********"},
        {"打13800138000找我，谢谢", "打***********找我，谢谢"},
        {"电话138 0013 8000", "电话*** **** ****"},
        {"电话138-0013-8000。", "电话***-****-****。"},
        {"+86 138 0013 8000", "+** *** **** ****"},
        {"+8613800138000", "+*************"},
        {"0086-13800138000", "****-***********"},
        {"8613800138000", "*************"},
        {"１３８００１３８０００", "***********"},
        {"1 3 8 0 0 1 3 8 0 0 0", "* * * * * * * * * * *"},
        {"138，0013，8000", "***，****，****"},
        {"138、0013、8000", "***、****、****"},
        {"138.0013.8000", "***.****.****"},
        {"2026-03-02 打的13800138000", "2026-03-02 打的***********"},
        {"我13800138000，她13900139001", "我***********，她***********"},
        {"尾号4117，手机13800138000", "尾号4117，手机***********"},
        // spoken Chinese
        {"一三八零零一三八零零零", "***********"},
        {"幺三八零零幺三八零零零", "***********"},
        {"么三八零零么三八零零零", "***********"},
        {"我的号码是一三八，零零一三，八零零零", "我的号码是***，****，****"},
        {"一三八 零零一三 八零零零", "*** **** ****"},
        {"一 三 八 零 零 一 三 八 零 零 零", "* * * * * * * * * * *"},
        {"一三八，嗯，零零一三，呃，八零零零", "***，嗯，****，呃，****"},
        {"一三八零零一三八三个零", "***********"},
        {"138零零一三8000", "***********"},
        {"他说138然后0013然后8000", "他说***然后****然后****"},
        {"我的手机号码是13 800 138 000", "我的手机号码是** *** *** ***"},
        {"13800138000一共充了三次", "***********一共充了三次"},
        {"幺三八零零一三八零零零一下就记住了", "***********一下就记住了"},
        {"零二一六二三四五六七八", "***********"},
        {"卡号六二二二零二一二三四五六七八九零", "卡号****************"},
        {"六二二二，零二零零，一二三四，五六七八，九零一", "****，****，****，****，***"},
        {"身份证一一零一零一一九九零零三零七七七一五", "身份证******************"},
        {"身份证四四零五二四一九四九一二三一零零二X", "身份证******************"},
        {"电话是六二三四五六七八", "电话是********"},
        // landlines
        {"021-62345678", "***-********"},
        {"(021)62345678", "(***)********"},
        {"0755-8612345 找老周", "****-******* 找老周"},
        {"座机02162345678", "座机***********"},
        {"座机62345678", "座机********"},
        // cards
        {"6222021234567890128", "*******************"},
        {"4111 1111 1111 1111", "**** **** **** ****"},
        {"4111-1111-1111-1111", "****-****-****-****"},
        {"4111，1111，1111，1111", "****，****，****，****"},
        {"my card is 378282246310005 okay", "my card is *************** okay"},
        {"3782 822463 10005", "**** ****** *****"},
        {"４１１１１１１１１１１１１１１１", "****************"},
        {"卡号6222021234567891", "卡号****************"},
        // ID numbers
        {"身份证11010519491231002X", "身份证******************"},
        {"440524188001010014", "******************"},
        {"11010519491231002x是我", "******************是我"},
        {"110105 19491231 002X", "****** ******** ****"},
        {"老身份证130503670401001", "老身份证***************"},
        {"身份证号是110101199003071234", "身份证号是******************"},
        // Hong Kong, Taiwan
        {"+852 9123 4567", "+*** **** ****"},
        {"852-9123-4567", "***-****-****"},
        {"我電話係9123 4567", "我電話係**** ****"},
        {"0912-345-678", "****-***-***"},
        {"0912345678", "**********"},
        {"+886 912 345 678", "+*** *** *** ***"},
        {"02-2345-6789", "**-****-****"},
        // Britain, North America
        {"call me on 07700 900123 please", "call me on ***** ****** please"},
        {"020 7946 0958", "*** **** ****"},
        {"+44 (0)20 7946 0958", "+** (*)** **** ****"},
        {"+44 7700 900123", "+** **** ******"},
        {"(212) 555-0123", "(***) ***-****"},
        {"212-555-0123", "***-***-****"},
        {"212.555.0123", "***.***.****"},
        {"1-212-555-0123", "*-***-***-****"},
        {"+1 212 555 0123", "+* *** *** ****"},
        {"my number is 2125550123", "my number is **********"},
        {"you can reach me at 555-0134", "you can reach me at ***-****"},
        // spoken English
        {"it's five five five one two three four five six seven",
         "it's ************************************************"},
        {"two one two, five five five, oh one two three", "***********, **************, ****************"},
        {"oh double seven oh oh nine hundred", "oh double seven oh oh nine hundred"},
        {"oh seven double seven oh oh nine double oh one two three thanks",
         "******************************************************** thanks"},
        {"four one one one, one one one one, one one one one, one one one one.",
         "****************, ***************, ***************, ***************."},
        {"Five-five-five, one-two-one, um, two three four five",
         "**************, ***********, um, *******************"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const std::string masked = mask(c.text);
        CHECK(masked == c.masked);
        CHECK(count_code_points(masked) == count_code_points(c.text));
    }
}

TEST_CASE("amounts, dates, times and short tails stay") {
    const std::string_view texts[] = {
        "一共128.50元，昨天扣的",
        "扣了100，200，300，400块",
        "每月150，2000，3000元",
        "余额是1,234,567,890元",
        "¥13800138000",
        "13800138000元的合同",
        "两万三千五百六十七块八毛",
        "一百二十三，四百五十六，七百八十九",
        "2026-03-02 10:15:30",
        "2026.03.02，12:30到14:45",
        "20260302101530",
        "二零二六年三月二号上午九点四十",
        "二〇二六年十二月三十一日",
        "尾号4117的卡",
        "尾号四一一七",
        "四个八二七……不是，八二七一。",
        "订单尾号20260317",
        "订单号12345678",
        "尾号是四一一七、五五二三、八八九零",
        "工号10086",
        "请打95588或者10010",
        "客服热线400-820-8820",
        "四零零八二零八八二零",
        "三个月、六个月、十二个月",
        "第一、第二、第三、第四、第五",
        "一、二、三、四、五、六、七、八、九、十",
        "1、2、3、4、5、6、7、8、9",
        "验证码382914别告诉别人",
        "订单号是12345678901234567",
        "192.168.10.200",
        "0.1 0.2 0.3 0.4 0.5 0.6",
        "从2019到2026，2020、2021、2022都续过",
        "500M宽带一年1299，两年1999",
        "我等了一个小时三十五分钟",
        "航班CA1234，3月12号 08:45 到 11:20",
        "138.00、1380.00、25.50",
        "110101199013071234",
        "1234567890123456",
        "your order ending in four one one seven",
        "the last four digits are 8271",
        "order 12345678 shipped on 03-02-2026",
        "order number 20417733 was due 2026-03-02",
        "that's $1,234.56 and $99, $120, $1500 after that",
        "I waited 45 minutes, then 30, then 20",
        "one two three four five six seven eight nine ten",
        "twenty, thirty, forty, fifty, sixty, seventy",
        "two hundred fifty six thousand four hundred twenty one dollars",
        "it was nineteen ninety nine, now it's twenty four fifty",
        "call me between 9 and 5, or after 6:30",
        "flight 882 leaves at 10.45 from gate 12",
        "order number is 2125550123",
        "call about order 12345678",
        "the code is 4 8 2 9 1 3",
        "one moment, oh, one more thing",
        "version 2.10.3 on 1024 by 768",
        "between 1990 and 2026, 36 years",
        "",
        "没有数字",
    };
    for (const std::string_view text : texts) {
        CAPTURE(text);
        CHECK(mask(text) == text);
    }
}

TEST_CASE("a slice of a number is masked as the whole number is") {
    const std::string_view text = "我手机是13800138000，谢谢";
    const std::size_t number = text.find("138");
    CHECK(masked_slice(text, number, number + 4) == "****");
    CHECK(masked_slice(text, number + 7, text.size()) == "****，谢谢");
    CHECK(masked_slice(text, 0, number) == "我手机是");
    CHECK(masked_slice(text, 0, 10'000) == mask(text));
    CHECK(masked_slice(text, 10, 5).empty());
    // Begins inside of a character: that character is left out.
    CHECK(masked_slice(text, 1, 6) == "手");
}

TEST_CASE("a number given piece by piece over several turns is masked, and so is its echo") {
    using callscore::Role;
    const auto masked = [](std::initializer_list<std::pair<Role, const char*>> turns) {
        callscore::Call call;
        for (const auto& [role, text] : turns) {
            call.turns.emplace_back();
            call.turns.back().role = role;
            call.turns.back().text = text;
        }
        const callscore::MaskedCall words(call);
        std::vector<std::string> result;
        for (std::size_t i = 0; i < call.turns.size(); ++i)
            result.push_back(words.turn(static_cast<int>(i)));
        return result;
    };
    using Texts = std::vector<std::string>;
    CHECK(masked({{Role::customer, "我手机号是一三八"},
                  {Role::agent, "一三八"},
                  {Role::customer, "零零一三"},
                  {Role::agent, "嗯"},
                  {Role::customer, "八零零零，对吧"},
                  {Role::agent, "好的，八零零零"}}) ==
          Texts{"我手机号是***", "***", "****", "嗯", "****，对吧", "好的，****"});
    CHECK(masked({{Role::customer, "it's two one two"},
                  {Role::agent, "mm-hm"},
                  {Role::customer, "five five five"},
                  {Role::customer, "oh one two three"}}) ==
          Texts{"it's ***********", "mm-hm", "**************", "****************"});
    CHECK(masked({{Role::customer, "4111 1111"}, {Role::agent, "go on"}, {Role::customer, "1111 1111"}}) ==
          Texts{"**** ****", "go on", "**** ****"});
    // Tails, corrections and amounts stay.
    const Texts tails{"尾号四一一七", "好", "不对，是五五二三", "嗯", "八八九"};
    CHECK(masked({{Role::customer, "尾号四一一七"},
                  {Role::agent, "好"},
                  {Role::customer, "不对，是五五二三"},
                  {Role::agent, "嗯"},
                  {Role::customer, "八八九"}}) == tails);
    CHECK(masked({{Role::customer, "1380"}, {Role::agent, "这个是您的套餐价格吗"}, {Role::customer, "0138000"}}) ==
          Texts{"1380", "这个是您的套餐价格吗", "0138000"});
    const callscore::Call none;
    CHECK(callscore::MaskedCall(none).turn(0).empty());
    CHECK(callscore::MaskedCall(none).slice(-1, 0, 5).empty());
}

TEST_CASE("bytes that are no UTF-8 pass through") {
    const std::string broken = std::string("\xff\xe4\xbd 13800138000 \xc0\xaf");
    CHECK(mask(broken) == std::string("\xff\xe4\xbd *********** \xc0\xaf"));
}

TEST_CASE("masking is stable and takes time in proportion to the text") {
    std::string many;
    for (int i = 0; i < 20'000; ++i)
        many += "一，2 three ";
    const std::string masked = mask(many);
    CHECK(mask(masked) == masked);
    CHECK(count_code_points(masked) == count_code_points(many));
    CHECK(mask(std::string(100'000, '7')).size() == 100'000);
}
