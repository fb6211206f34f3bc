#include "privacy/mask.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "text/utf8.hpp"

namespace callscore {
namespace {

// The scanner works in three steps: characters → digits (tokens) → runs of digits cut into groups by separators →
// windows of whole groups that have the shape of a number to mask. A window never begins inside of a group: a phone
// number does not begin in the middle of a longer row of digits.

constexpr std::size_t longest_gap = 6;       // characters between two digits of one number
constexpr std::size_t shortest_number = 7;   // digits, of a local phone number
constexpr std::size_t longest_window = 20;   // digits; the longest number to mask has 19
constexpr std::size_t cue_reach = 24;        // characters before a number that may announce it
constexpr std::size_t close_cue_reach = 10;  // the same where the number's own shape says little

enum class Script : std::uint8_t { written, chinese, english };

struct Token {
    std::size_t begin = 0;  ///< characters
    std::size_t end = 0;
    Script script = Script::written;
    bool compound = false;  ///< twenty, nineteen: part of amounts more often than of numbers read aloud
    std::string digits;
};

struct Gap {
    bool comma = false;
    bool dot = false;
    bool weak = true;  ///< nothing, or a space or hyphen: does not end a row of digits that are given one by one
};

struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string digits;
    std::size_t tokens = 0;
    std::size_t spoken = 0;
    std::size_t english = 0;
    std::size_t compound = 0;
    bool spelled = false;  ///< digits that stand one by one
    Gap before;            ///< what separates it from the group before it
};

bool one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != std::u32string_view::npos;
}

bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::optional<char> written_digit(char32_t c) {
    if (c >= '0' && c <= '9')
        return static_cast<char>(c);
    if (c >= U'０' && c <= U'９')
        return static_cast<char>('0' + (c - U'０'));
    return std::nullopt;
}

std::optional<char> chinese_digit(char32_t c) {
    constexpr std::array<std::u32string_view, 10> digits{U"零〇○", U"一幺壹", U"二两兩贰貳", U"三叁", U"四肆",
                                                         U"五伍",  U"六陆陸", U"七柒",       U"八捌", U"九玖"};
    for (std::size_t i = 0; i < digits.size(); ++i)
        if (one_of(c, digits[i]))
            return static_cast<char>('0' + i);
    return std::nullopt;
}

std::optional<char> digit_of(char32_t c) {
    const auto written = written_digit(c);
    return written ? written : chinese_digit(c);
}

struct DigitWord {
    std::u32string_view word;
    std::string_view digits;
};

constexpr std::array<DigitWord, 13> digit_words{{{U"zero", "0"},
                                                 {U"oh", "0"},
                                                 {U"o", "0"},
                                                 {U"nought", "0"},
                                                 {U"one", "1"},
                                                 {U"two", "2"},
                                                 {U"three", "3"},
                                                 {U"four", "4"},
                                                 {U"five", "5"},
                                                 {U"six", "6"},
                                                 {U"seven", "7"},
                                                 {U"eight", "8"},
                                                 {U"nine", "9"}}};

// "ten" to "twelve" are left out: counting up to them is no number.
constexpr std::array<DigitWord, 15> compound_words{{{U"thirteen", "13"},
                                                    {U"fourteen", "14"},
                                                    {U"fifteen", "15"},
                                                    {U"sixteen", "16"},
                                                    {U"seventeen", "17"},
                                                    {U"eighteen", "18"},
                                                    {U"nineteen", "19"},
                                                    {U"twenty", "20"},
                                                    {U"thirty", "30"},
                                                    {U"forty", "40"},
                                                    {U"fifty", "50"},
                                                    {U"sixty", "60"},
                                                    {U"seventy", "70"},
                                                    {U"eighty", "80"},
                                                    {U"ninety", "90"}}};

std::string_view word_digits(std::u32string_view word, std::span<const DigitWord> words) {
    for (const DigitWord& candidate : words)
        if (candidate.word == word)
            return candidate.digits;
    return {};
}

/// The characters of a text, lower-cased where they are ASCII.
std::u32string letters_of(std::string_view text) {
    std::u32string codes;
    codes.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = text::decode(text, at);
        codes += c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
        at += length;
    }
    return codes;
}

class Scanner {
  public:
    explicit Scanner(std::u32string_view text) : text_(text), hidden_(text.size(), false) {}

    std::vector<bool> scan() {
        for (std::size_t at = 0; at < text_.size();) {
            const std::vector<Group> run = read_run(at);
            if (run.empty())
                ++at;
            else
                mask_run(run);
        }
        return std::move(hidden_);
    }

    /// A turn as part of a number that is given over several turns.
    struct Piece {
        std::string digits;
        std::vector<std::pair<std::size_t, std::size_t>> places;  ///< of the digits, in characters
        bool english = false;
        bool from_start = false;  ///< hardly anything stands before the digits
        bool to_end = false;      ///< hardly anything stands behind them
    };

    /// The digits of a turn that has one run of them; nothing where it has none or several, or they are told to be
    /// else.
    [[nodiscard]] std::optional<Piece> piece() const {
        std::optional<Piece> found;
        std::size_t before = 0;
        std::size_t behind = 0;
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t begin = at;
            const std::vector<Group> run = read_run(at);
            if (run.empty()) {
                if (text_[at] > ' ' && !one_of(text_[at], U"，。、？！,.?!…- 嗯呃啊哦对好的是"))
                    ++(found ? behind : before);
                ++at;
                continue;
            }
            if (found || announced(begin).cue == Cue::other)
                return std::nullopt;
            found = Piece{};
            for (const Group& group : run) {
                found->digits += group.digits;
                found->places.emplace_back(group.begin, group.end);
                found->english = found->english || group.english > 0;
            }
        }
        if (!found || found->digits.size() < 2 || found->digits.size() > 10)
            return std::nullopt;
        const std::size_t little = found->english ? 5 : 1;
        found->from_start = before <= little;
        found->to_end = behind <= little;
        return found;
    }

    /// Whether digits that were given piece by piece have the length and the beginning of a number to mask.
    static bool is_number_in_pieces(const std::string& digits, bool english) {
        const std::size_t n = digits.size();
        if (n == 11)
            return is_mobile(digits) || digits[0] == '0' || (english && digits[0] == '1');
        if (n == 10)
            return english || (digits[0] == '0' && digits[1] != '0');
        return n == 16 || n == 19 || (n == 18 && has_birthday(digits)) || (n == 17 && has_birthday(digits + "X"));
    }

  private:
    [[nodiscard]] char32_t code(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }

    /// The English word at `at`, or nothing where no word begins there.
    [[nodiscard]] std::u32string_view word_at(std::size_t at) const {
        if (!is_letter(code(at)) || (at > 0 && (is_letter(text_[at - 1]) || one_of(text_[at - 1], U"'’"))))
            return {};
        std::size_t end = at;
        while (is_letter(code(end)))
            ++end;
        return one_of(code(end), U"'’") && is_letter(code(end + 1)) ? std::u32string_view{}
                                                                    : text_.substr(at, end - at);
    }

    [[nodiscard]] std::optional<Token> english_token(std::size_t at) const {
        const std::u32string_view word = word_at(at);
        if (word.empty())
            return std::nullopt;
        if (word == U"double" || word == U"triple" || word == U"treble") {
            std::size_t next = at + word.size();
            while (one_of(code(next), U" -"))
                ++next;
            const std::u32string_view repeated = word_at(next);
            std::string digits(word_digits(repeated, digit_words));
            std::size_t end = next + repeated.size();
            if (digits.empty() && written_digit(code(next)) && !written_digit(code(next + 1))) {
                digits = std::string(1, *written_digit(code(next)));
                end = next + 1;
            }
            if (digits.empty())
                return std::nullopt;
            return Token{at, end, Script::english, false, std::string(word == U"double" ? 2 : 3, digits[0])};
        }
        if (const auto digits = word_digits(word, digit_words); !digits.empty())
            return Token{at, at + word.size(), Script::english, false, std::string(digits)};
        const auto digits = word_digits(word, compound_words);
        if (digits.empty())
            return std::nullopt;
        // "forty one" is 41; "forty" alone is 40.
        std::size_t next = at + word.size();
        while (one_of(code(next), U" -"))
            ++next;
        const std::u32string_view unit_word = word_at(next);
        const auto unit = word_digits(unit_word, digit_words);
        if (digits[1] == '0' && !unit.empty() && unit != "0")
            return Token{at, next + unit_word.size(), Script::english, true, std::string{digits[0], unit[0]}};
        return Token{at, at + word.size(), Script::english, true, std::string(digits)};
    }

    [[nodiscard]] std::optional<Token> token_at(std::size_t at) const {
        const char32_t c = code(at);
        if (is_letter(c))
            return english_token(at);
        // 四个八: four eights.
        if (const auto count = digit_of(c); count && *count >= '2' && *count <= '4' && one_of(code(at + 1), U"个個")) {
            const auto repeated = digit_of(code(at + 2));
            if (repeated && (at == 0 || !written_digit(text_[at - 1])) && !written_digit(code(at + 3)))
                return Token{at, at + 3, Script::chinese, false,
                             std::string(static_cast<std::size_t>(*count - '0'), *repeated)};
        }
        if (const auto digit = written_digit(c))
            return Token{at, at + 1, Script::written, false, std::string(1, *digit)};
        if (const auto digit = chinese_digit(c)) {
            // 三百, 两万: part of an amount. 一下, 一个 are words.
            if (one_of(code(at + 1), U"十百千万萬亿億"))
                return std::nullopt;
            return Token{at, at + 1, Script::chinese, false, std::string(1, *digit)};
        }
        // 幺 is often heard as 么, 妖 or 腰; in 什么 and 这么 it is none.
        if (one_of(c, U"么妖腰") && digit_of(code(at + 1)) && (at == 0 || !one_of(text_[at - 1], U"什怎这那多要")))
            return Token{at, at + 1, Script::chinese, false, "1"};
        return std::nullopt;
    }

    /// Skips what may stand between two digits of one number; nothing if a digit does not follow.
    [[nodiscard]] std::optional<std::pair<std::size_t, Gap>> gap_at(std::size_t at) const {
        Gap gap;
        std::size_t end = at;
        while (end - at <= longest_gap) {
            const char32_t c = code(end);
            if (one_of(c, U" \t\u00A0\u3000-－—–‐‑")) {
                gap.weak = gap.weak && end - at < 3;
            } else if (one_of(c, U".．。·…")) {
                gap.dot = true;
                gap.weak = false;
            } else if (one_of(c, U",，、;；")) {
                gap.comma = true;
                gap.weak = false;
            } else if (one_of(c, U"()（）嗯呃额啊哦欸诶哎杠")) {
                gap.weak = false;
            } else if (c == U'然' && code(end + 1) == U'后') {
                gap.weak = false;
                ++end;
            } else if (const auto word = word_at(end); word == U"um" || word == U"uh" || word == U"er" ||
                                                       word == U"erm" || word == U"then" || word == U"dash" ||
                                                       word == U"hyphen") {
                gap.weak = false;
                end += word.size() - 1;
            } else {
                break;
            }
            ++end;
        }
        if (!token_at(end))
            return std::nullopt;
        return std::pair{end, gap};
    }

    /// The run of digits at `at`, which is moved behind it; empty where none begins.
    std::vector<Group> read_run(std::size_t& at) const {
        std::vector<Group> groups;
        std::optional<Token> token = token_at(at);
        Gap gap;
        bool touching = false;
        while (token) {
            const bool spoken = token->script != Script::written;
            const bool apart = token->script == Script::english;
            const auto joins = [&] {
                if (groups.empty())
                    return false;
                const Group& last = groups.back();
                if (touching && !apart && last.english == 0 && !last.spelled)
                    return true;
                // Digits that stand one by one: 1 3 8 0 …, "four one one seven".
                return !touching && gap.weak && (last.spelled || last.tokens == 1) && stands_alone(*token);
            }();
            if (joins) {
                Group& last = groups.back();
                last.spelled = last.spelled || !touching;
                last.end = token->end;
                last.digits += token->digits;
            } else {
                groups.push_back({token->begin, token->end, token->digits, 0, 0, 0, 0, false, gap});
            }
            Group& group = groups.back();
            ++group.tokens;
            group.spoken += spoken ? 1 : 0;
            group.english += apart ? 1 : 0;
            group.compound += token->compound ? 1 : 0;

            at = token->end;
            if ((token = token_at(at))) {
                touching = true;
                gap = {};
            } else if (const auto next = gap_at(at)) {
                touching = false;
                gap = next->second;
                token = token_at(next->first);
            }
        }
        return groups;
    }

    [[nodiscard]] bool stands_alone(const Token& token) const {
        return token.script == Script::english || !digit_of(code(token.end)) || token.digits.size() > 1;
    }

    enum class Cue : std::uint8_t { none, phone, card, identity, other };

    struct Announced {
        Cue cue = Cue::none;
        std::size_t distance = cue_reach;  ///< characters between it and the number
    };

    /// The words before a number that say what it is. The nearest word decides, but "number" only where nothing else
    /// does.
    [[nodiscard]] Announced announced(std::size_t number) const {
        struct Named {
            std::u32string_view word;
            Cue cue;
        };
        static constexpr std::array<Named, 96> cues{{
            {U"电话", Cue::phone},      {U"電話", Cue::phone},         {U"手机", Cue::phone},
            {U"手機", Cue::phone},      {U"致电", Cue::phone},         {U"致電", Cue::phone},
            {U"拨打", Cue::phone},      {U"撥打", Cue::phone},         {U"座机", Cue::phone},
            {U"座機", Cue::phone},      {U"联系方式", Cue::phone},     {U"聯絡", Cue::phone},
            {U"传真", Cue::phone},      {U"打给", Cue::phone},         {U"打到", Cue::phone},
            {U"微信", Cue::phone},      {U"phone", Cue::phone},        {U"mobile", Cue::phone},
            {U"cell", Cue::phone},      {U"call", Cue::phone},         {U"callback", Cue::phone},
            {U"reach", Cue::phone},     {U"ring", Cue::phone},         {U"text", Cue::phone},
            {U"tel", Cue::phone},       {U"landline", Cue::phone},     {U"whatsapp", Cue::phone},
            {U"fax", Cue::phone},       {U"telephone", Cue::phone},    {U"dial", Cue::phone},
            {U"卡号", Cue::card},       {U"卡號", Cue::card},          {U"银行卡", Cue::card},
            {U"銀行卡", Cue::card},     {U"信用卡", Cue::card},        {U"储蓄卡", Cue::card},
            {U"借记卡", Cue::card},     {U"账号", Cue::card},          {U"帳號", Cue::card},
            {U"card", Cue::card},       {U"account", Cue::card},       {U"身份证", Cue::identity},
            {U"身份證", Cue::identity}, {U"身分證", Cue::identity},    {U"证件", Cue::identity},
            {U"證件", Cue::identity},   {U"identity", Cue::identity},  {U"id", Cue::identity},
            {U"订单", Cue::other},      {U"訂單", Cue::other},         {U"单号", Cue::other},
            {U"單號", Cue::other},      {U"编号", Cue::other},         {U"編號", Cue::other},
            {U"尾号", Cue::other},      {U"尾號", Cue::other},         {U"末四位", Cue::other},
            {U"后四位", Cue::other},    {U"後四位", Cue::other},       {U"流水", Cue::other},
            {U"工号", Cue::other},      {U"工號", Cue::other},         {U"运单", Cue::other},
            {U"運單", Cue::other},      {U"保单", Cue::other},         {U"保單", Cue::other},
            {U"合同", Cue::other},      {U"工单", Cue::other},         {U"金额", Cue::other},
            {U"余额", Cue::other},      {U"积分", Cue::other},         {U"价格", Cue::other},
            {U"户号", Cue::other},      {U"order", Cue::other},        {U"tracking", Cue::other},
            {U"reference", Cue::other}, {U"ref", Cue::other},          {U"ticket", Cue::other},
            {U"case", Cue::other},      {U"confirmation", Cue::other}, {U"claim", Cue::other},
            {U"policy", Cue::other},    {U"invoice", Cue::other},      {U"serial", Cue::other},
            {U"ending", Cue::other},    {U"last", Cue::other},         {U"amount", Cue::other},
            {U"balance", Cue::other},   {U"total", Cue::other},        {U"booking", Cue::other},
            {U"parcel", Cue::other},    {U"meter", Cue::other},        {U"badge", Cue::other},
            {U"extension", Cue::other}, {U"model", Cue::other},        {U"version", Cue::other},
        }};
        const std::size_t from = number > cue_reach ? number - cue_reach : 0;
        const std::u32string_view before = text_.substr(from, number - from);
        const auto last_of = [&](std::u32string_view word) -> std::optional<std::size_t> {
            for (std::size_t at = before.rfind(word); at != std::u32string_view::npos;
                 at = at == 0 ? std::u32string_view::npos : before.rfind(word, at - 1)) {
                const std::size_t end = at + word.size();
                if (!is_letter(word[0]) || ((from + at == 0 || !is_letter(code(from + at - 1))) &&
                                            (!is_letter(code(from + end)) || code(from + end) == 's')))
                    return end;
            }
            return std::nullopt;
        };
        Announced found;
        for (const Named& named : cues)
            if (const auto end = last_of(named.word);
                end && (found.cue == Cue::none || before.size() - *end < found.distance))
                found = {named.cue, before.size() - *end};
        if (found.cue != Cue::none)
            return found;
        for (const std::u32string_view word : {U"number", U"号码", U"號碼"})
            if (const auto end = last_of(word); end && before.size() - *end <= found.distance)
                found = {Cue::phone, before.size() - *end};
        return found;
    }

    /// Whether the number is an amount of money or another quantity, by its unit.
    [[nodiscard]] bool has_unit(std::size_t begin, std::size_t end) const {
        while (begin > 0 && text_[begin - 1] == ' ')
            --begin;
        if (begin > 0 && one_of(text_[begin - 1], U"¥￥$＄£￡€"))
            return true;
        while (code(end) == ' ')
            ++end;
        constexpr std::array<std::u32string_view, 25> units{
            U"元",   U"块",    U"塊",   U"万",     U"萬",   U"亿",   U"億",    U"圆", U"美元",
            U"美金", U"港币",  U"港幣", U"人民币", U"公里", U"积分", U"%",     U"％", U"dollar",
            U"buck", U"pound", U"euro", U"yuan",   U"rmb",  U"usd",  U"points"};
        const std::u32string_view rest = text_.substr(std::min(end, text_.size()));
        return std::any_of(units.begin(), units.end(),
                           [&](std::u32string_view unit) { return rest.starts_with(unit); });
    }

    static int two(std::string_view digits, std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); }

    static bool is_day(int month, int day) {
        constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        return month >= 1 && month <= 12 && day >= 1 && day <= days[static_cast<std::size_t>(month - 1)];
    }

    static bool is_luhn(std::string_view digits) {
        int sum = 0;
        for (std::size_t i = 0; i < digits.size(); ++i) {
            const int digit = digits[digits.size() - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
        }
        return sum % 10 == 0;
    }

    static bool has_birthday(std::string_view digits) {  // of an 18-character ID
        const int century = two(digits, 6);
        return (century == 19 || century == 20) && is_day(two(digits, 10), two(digits, 12)) && digits[0] != '0';
    }

    static bool is_identity(std::string_view digits, bool then_x) {
        if (digits.size() == 15)
            return digits[0] != '0' && is_day(two(digits, 8), two(digits, 10));
        if (!has_birthday(digits))
            return false;
        constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i)
            sum += weights[i] * (digits[i] - '0');
        const char check = "10X98765432"[sum % 11];
        return then_x ? check == 'X' : check == digits[17];
    }

    static bool is_mobile(std::string_view digits) {
        return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
    }

    /// North America without the country code. No area code is 400; the mainland's service lines begin so.
    static bool is_nanp(std::string_view digits) {
        return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2' && !digits.starts_with("400");
    }

    /// What stands behind a + or 00: country code and number.
    static bool is_international(std::string_view digits, bool grouped) {
        struct Country {
            std::string_view code;
            std::size_t shortest;
            std::size_t longest;
        };
        constexpr std::array<Country, 8> countries{{{"86", 11, 14},
                                                    {"852", 11, 11},
                                                    {"853", 11, 11},
                                                    {"886", 11, 13},
                                                    {"44", 11, 13},
                                                    {"65", 10, 10},
                                                    {"1", 11, 11},
                                                    {"", 10, 15}}};
        for (const Country& country : countries)
            if (digits.starts_with(country.code))
                return digits.size() >= country.shortest - (country.code.empty() && grouped ? 1 : 0) &&
                       digits.size() <= country.longest;
        return false;
    }

    struct Window {
        std::span<const Group> groups;
        std::string digits;
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t spoken = 0;
        std::size_t english = 0;
        std::size_t compound = 0;
        std::size_t tokens = 0;
        bool comma = false;
        bool dot = false;
        bool only_dots = true;
    };

    static Window window_of(std::span<const Group> groups) {
        Window window{groups, {}, groups.front().begin, groups.back().end};
        for (std::size_t i = 0; i < groups.size(); ++i) {
            window.digits += groups[i].digits;
            window.spoken += groups[i].spoken;
            window.english += groups[i].english;
            window.compound += groups[i].compound;
            window.tokens += groups[i].tokens;
            if (i > 0) {
                window.comma = window.comma || groups[i].before.comma;
                window.dot = window.dot || groups[i].before.dot;
                window.only_dots = window.only_dots && groups[i].before.dot && !groups[i].before.comma;
            }
        }
        return window;
    }

    /// Whether the groups of a written window can be parts of one number at all.
    static bool can_be_one(const Window& window, bool announced_as_such) {
        const auto groups = window.groups;
        if (groups.size() == 1)
            return true;
        const auto size = [&](std::size_t i) { return groups[i].digits.size(); };
        // 2026-03-02 and what follows it
        if (groups.size() >= 3 && size(0) == 4 && size(1) <= 2 && size(2) <= 2 && window.digits[0] <= '2')
            return false;
        if (window.dot && !window.only_dots)
            return false;  // 138.00、1380.00
        if (window.only_dots && groups.size() == 4 &&
            std::all_of(groups.begin(), groups.end(), [](const Group& g) { return g.digits.size() <= 3; }))
            return false;  // an address of the Internet
        if (announced_as_such)
            return true;
        // 150，2000，3000 is a list of amounts; a group that begins with 0 is no amount.
        const auto round =
            std::count_if(groups.begin(), groups.end(), [](const Group& g) { return g.digits.ends_with("0"); });
        const bool zeros = std::any_of(groups.begin(), groups.end(), [](const Group& g) { return g.digits[0] == '0'; });
        if (!zeros && static_cast<std::size_t>(round) == groups.size())
            return false;
        // 1,234,567,890
        if (window.comma && size(0) <= 3 &&
            std::all_of(groups.begin() + 1, groups.end(), [](const Group& g) { return g.digits.size() == 3; }))
            return false;
        return true;
    }

    static bool sizes(const Window& window, std::initializer_list<std::size_t> expected) {
        return std::equal(window.groups.begin(), window.groups.end(), expected.begin(), expected.end(),
                          [](const Group& group, std::size_t size) { return group.digits.size() == size; });
    }

    static bool one_by_one(const Window& window) {
        if (window.groups.size() == 1)
            return window.groups.front().spelled;
        return std::all_of(window.groups.begin(), window.groups.end(),
                           [](const Group& group) { return group.digits.size() == 1; });
    }

    [[nodiscard]] bool after_plus(std::size_t begin) const {
        while (begin > 0 && one_of(text_[begin - 1], U" (（"))
            --begin;
        return begin > 0 && one_of(text_[begin - 1], U"+＋");
    }

    /// Where an X that ends an ID number stands; 0 where there is none.
    [[nodiscard]] std::size_t end_with_x(std::size_t end) const {
        for (std::size_t at = end; at < end + 3; ++at) {
            if (one_of(code(at), U"xＸｘ叉") && !is_letter(code(at + 1)))
                return at + 1;
            if (!one_of(code(at), U" -，,、"))
                break;
        }
        return 0;
    }

    enum class Match : std::uint8_t { none, by_length, by_shape };

    /// Whether digits read aloud, or one by one, are a number to mask.
    [[nodiscard]] Match spoken_match(const Window& window, const Announced& said) const {
        const std::string_view digits = window.digits;
        const std::size_t n = digits.size();
        if (window.compound * 2 > window.tokens)
            return Match::none;
        if (is_mobile(digits) || (n == 13 && digits.starts_with("86") && is_mobile(digits.substr(2))))
            return Match::by_shape;
        if ((n == 15 || n == 18) && is_identity(digits, false))
            return Match::by_shape;
        if (n == 17 && end_with_x(window.end) != 0)
            return Match::by_shape;
        if ((n == 16 || n == 19) && is_luhn(digits))
            return Match::by_shape;
        const bool english = window.english * 2 > window.tokens;
        if (digits.starts_with("400") && n == 10)
            return Match::none;
        // What nobody says of an amount: a long row of digits without a break.
        if (window.groups.size() == 1 && (n >= 11 || (n == 10 && (english || digits[0] == '0'))))
            return Match::by_length;
        if (n == 11 || n == 16 || n == 18 || n == 19 || (n == 10 && english))
            return Match::by_length;
        if (n >= 7 && n <= 15 && said.cue == Cue::phone && said.distance <= close_cue_reach)
            return Match::by_length;
        if (n >= 12 && n <= 19 && (said.cue == Cue::card || said.cue == Cue::identity))
            return Match::by_length;
        return Match::none;
    }

    [[nodiscard]] bool is_written_phone(const Window& window, const Announced& said) const {
        const std::string_view digits = window.digits;
        const auto groups = window.groups;
        const std::size_t n = digits.size();
        const std::size_t first = groups.front().digits.size();
        const bool single = groups.size() == 1;
        const bool apart = one_by_one(window);
        const bool from_three = std::all_of(groups.begin() + 1, groups.end(), [](const Group& g) {
            return g.digits.size() >= 3 && g.digits.size() <= 8;
        });
        if (after_plus(window.begin) && !window.comma && is_international(digits, !single))
            return true;
        if (digits.starts_with("00") && n >= 12 && digits[2] != '0' && (single || (first <= 5 && groups.size() <= 6)) &&
            !window.comma && is_international(digits.substr(2), !single) && said.cue != Cue::other)
            return true;
        const auto usual = [&](std::size_t shortest) {
            return single || apart ||
                   (first >= shortest && groups.size() <= 4 &&
                    std::all_of(groups.begin(), groups.end(), [](const Group& g) { return g.digits.size() >= 2; }));
        };
        if (is_mobile(digits) && usual(said.cue == Cue::phone ? 2 : 3))
            return true;
        if (n == 13 && digits.starts_with("86") && is_mobile(digits.substr(2)) && usual(2))
            return true;
        if (digits[0] == '0' && digits[1] != '0' && n >= 9 && n <= 12) {
            if (n >= 10 && (single || apart) && said.cue != Cue::other)
                return true;
            if (!single && first >= 2 && first <= 5 && groups.size() <= 4 && from_three && (n >= 10 || first == 2))
                return true;
        }
        if (is_nanp(digits) && (sizes(window, {3, 3, 4}) || sizes(window, {3, 7})))
            return true;
        if (n == 11 && digits[0] == '1' && is_nanp(digits.substr(1)) && sizes(window, {1, 3, 3, 4}))
            return true;
        if (sizes(window, {3, 4, 4}) && (digits.starts_with("852") || digits.starts_with("853")))
            return true;
        if (sizes(window, {3, 8}) && (digits.starts_with("852") || digits.starts_with("853")))
            return true;
        if (n >= 11 && n <= 12 && !single && first == 3 && digits.starts_with("886") && from_three)
            return true;
        if (n == 12 && first == 2 && !single && digits.starts_with("44") && from_three)
            return true;
        const bool bare_american = is_nanp(digits) || (n == 11 && digits[0] == '1' && is_nanp(digits.substr(1)));
        if (bare_american && single) {
            const bool chinese = std::any_of(text_.begin(), text_.end(), text::is_han);
            if (said.cue == Cue::phone || (said.cue == Cue::none && !chinese))
                return true;
        }
        // Local numbers, and numbers in which a digit was misheard: their shape says nothing, the words before them do.
        return said.cue == Cue::phone && said.distance <= close_cue_reach && n >= 7 && n <= 15 &&
               !digits.starts_with("400") && !digits.starts_with("95") &&
               (single || apart || (first >= 3 && from_three));
    }

    [[nodiscard]] Match written_match(const Window& window, const Announced& said) const {
        const std::string_view digits = window.digits;
        const std::size_t n = digits.size();
        const bool single = window.groups.size() == 1;
        const std::size_t first = window.groups.front().digits.size();
        const bool apart = one_by_one(window);
        const bool told = (said.cue == Cue::phone || said.cue == Cue::card || said.cue == Cue::identity);
        if (!can_be_one(window, told))
            return Match::none;
        const bool in_blocks = single || apart || first == 3 || first == 4 || first == 6 || first == 8 || first == 10;
        if (in_blocks && (n == 15 || n == 18) && is_identity(digits, false))
            return Match::by_shape;
        if (in_blocks && n == 17 && end_with_x(window.end) != 0 && (is_identity(digits, true) || has_birthday(digits)))
            return Match::by_shape;
        if (said.cue == Cue::identity && (n == 15 || n == 18 || (n == 17 && single)) && in_blocks)
            return Match::by_shape;
        if (has_unit(window.begin, window.end))
            return Match::none;
        if (n >= 13 && n <= 19 && in_blocks) {
            // 20260302101530 is a time stamp.
            const bool stamp = (n == 14 || n == 17) && single && (two(digits, 0) == 19 || two(digits, 0) == 20) &&
                               is_day(two(digits, 4), two(digits, 6)) && two(digits, 8) < 24 && two(digits, 10) < 60;
            if ((is_luhn(digits) && !stamp) || said.cue == Cue::card)
                return Match::by_shape;
        }
        return is_written_phone(window, said) ? Match::by_shape : Match::none;
    }

    [[nodiscard]] Match match(const Window& window, const Announced& said) const {
        const bool aloud = window.spoken > 0 || (one_by_one(window) && !window.comma && !window.dot);
        const Match found = aloud ? spoken_match(window, said) : Match::none;
        return found == Match::none && window.spoken == 0 ? written_match(window, said) : found;
    }

    void hide(const Window& window) {
        for (const Group& group : window.groups) {
            const bool whole = group.english > 0;
            std::size_t end = group.end;
            // 一三八…零零零一下: the last 一 belongs to the next word.
            if (&group == &window.groups.back() && window.digits.size() >= 12 && group.digits.size() > 1 &&
                code(end - 1) == U'一' && one_of(code(end), U"下个個样樣直定起些点點共般边邊会會"))
                --end;
            for (std::size_t i = group.begin; i < end; ++i)
                if (whole || digit_of(text_[i]) || one_of(text_[i], U"么妖腰个個"))
                    hidden_[i] = true;
        }
        const std::size_t n = window.digits.size();
        if (n == 17)
            if (const std::size_t x = end_with_x(window.end))
                hidden_[x - 1] = true;
    }

    void mask_run(std::span<const Group> run) {
        std::vector<bool> done(run.size(), false);
        // What a number's own shape proves goes first, so that a mere length does not take a part of it.
        for (const Match wanted : {Match::by_shape, Match::by_length}) {
            for (std::size_t first = 0; first < run.size(); ++first) {
                std::size_t longest = 0;
                std::size_t digits = 0;
                std::optional<Announced> said;  // depends on where the number begins alone
                for (std::size_t count = 1; first + count <= run.size() && !done[first + count - 1]; ++count) {
                    digits += run[first + count - 1].digits.size();
                    if (count > 1 && digits > longest_window)
                        break;
                    if (digits < shortest_number)
                        continue;
                    if (!said)
                        said = announced(run[first].begin);
                    if (match(window_of(run.subspan(first, count)), *said) == wanted)
                        longest = count;
                }
                if (longest == 0)
                    continue;
                hide(window_of(run.subspan(first, longest)));
                std::fill_n(done.begin() + static_cast<std::ptrdiff_t>(first), longest, true);
            }
        }
    }

    std::u32string_view text_;
    std::vector<bool> hidden_;
};

std::string cut(std::string_view text, const std::vector<bool>& hidden, std::size_t begin, std::size_t end) {
    std::string result;
    for (std::size_t at = 0, i = 0; at < text.size() && at < end; ++i) {
        const std::size_t length = text::decode(text, at).length;
        if (at >= begin) {
            if (hidden[i])
                result += '*';
            else
                result += text.substr(at, length);
        }
        at += length;
    }
    return result;
}

/// Turns of one or two short words: 嗯, 您说, "go on".
bool is_backchannel(std::u32string_view text) {
    return text.size() <= (std::any_of(text.begin(), text.end(), text::is_han) ? 4U : 12U);
}

}  // namespace

std::string mask(std::string_view text) {
    return masked_slice(text, 0, text.size());
}

std::string masked_slice(std::string_view text, std::size_t begin, std::size_t end) {
    const std::u32string letters = letters_of(text);
    return cut(text, Scanner(letters).scan(), begin, end);
}

MaskedCall::MaskedCall(const Call& call) : call_(call) {
    constexpr std::size_t most_pieces = 10;
    const std::size_t count = call.turns.size();
    std::vector<std::optional<Scanner::Piece>> pieces(count);
    std::vector<bool> short_turns(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::u32string letters = letters_of(call.turns[i].text);
        hidden_.push_back(Scanner(letters).scan());
        pieces[i] = Scanner(letters).piece();
        short_turns[i] = is_backchannel(letters);
    }
    for (std::size_t first = 0; first < count; ++first) {
        if (!pieces[first] || !pieces[first]->to_end)
            continue;
        const Role role = call.turns[first].role;
        std::string digits = pieces[first]->digits;
        std::size_t joined = 1;
        for (std::size_t next = first + 1; next < count && joined < most_pieces && digits.size() < longest_window;
             ++next) {
            const std::optional<Scanner::Piece>& piece = pieces[next];
            if (call.turns[next].role != role) {
                if (!piece && !short_turns[next])
                    break;  // something else is talked about
                continue;
            }
            if (!piece && short_turns[next])
                continue;
            if (!piece || !piece->from_start)
                break;
            digits += piece->digits;
            ++joined;
            if (Scanner::is_number_in_pieces(digits, piece->english)) {
                // The echo of the other party goes with it, the one behind the last piece included.
                for (std::size_t i = first; i <= next || (i == next + 1 && i < count); ++i)
                    if (pieces[i])
                        for (const auto& [begin, end] : pieces[i]->places)
                            for (std::size_t c = begin; c < end; ++c)
                                hidden_[i][c] = true;
                break;
            }
            if (!piece->to_end)
                break;
        }
    }
}

std::string MaskedCall::turn(int index) const {
    return slice(index, 0, std::string::npos);
}

std::string MaskedCall::slice(int index, std::size_t begin, std::size_t end) const {
    if (index < 0 || static_cast<std::size_t>(index) >= hidden_.size())
        return {};
    const auto i = static_cast<std::size_t>(index);
    return cut(call_.turns[i].text, hidden_[i], begin, end);
}

}  // namespace callscore
