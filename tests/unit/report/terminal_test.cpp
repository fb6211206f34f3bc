#include "report/terminal.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "report/width.hpp"
#include "unit/report/sample.hpp"

using namespace callscore;

namespace {

int widest(const std::string& text) {
    int width = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        width = std::max(width, display_width(line));
    return width;
}

}  // namespace

TEST_CASE("width counts columns") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("客服ab") == 6);
    CHECK(display_width("，。「」") == 8);
    CHECK(display_width("ｱ") == 1);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("\u200b") == 0);
    CHECK(display_width("😀") == 2);
    CHECK(display_width("𠮷") == 2);
    CHECK(display_width("✓✗…–") == 4);
    CHECK(display_width("한글") == 4);
}

TEST_CASE("truncation and padding are exact in columns") {
    CHECK(truncated("客户服务", 8) == "客户服务");
    CHECK(truncated("客户服务", 7) == "客户服…");
    CHECK(truncated("客户服务", 6) == "客户…");
    CHECK(truncated("abcdef", 4) == "abc…");
    CHECK(truncated("abc", 0).empty());
    CHECK(padded_right("客户", 6) == "客户  ");
    CHECK(padded_right("客户服务", 6) == "客户… ");
    CHECK(padded_left("7.5", 6) == "   7.5");
}

TEST_CASE("wrapping breaks between words and between Chinese characters") {
    using Lines = std::vector<std::string>;
    CHECK(wrapped("the quick brown fox", 10) == Lines{"the quick", "brown fox"});
    CHECK(wrapped("客户说没有到账", 8) == Lines{"客户说没", "有到账"});
    // Punctuation does not begin a line.
    CHECK(wrapped("客户说没，有到账", 8) == Lines{"客户说", "没，有到", "账"});
    CHECK(wrapped("他说「好的」", 6) == Lines{"他说", "「好", "的」"});
    CHECK(wrapped("用app充值12345元", 8) == Lines{"用app充", "值12345", "元"});
    CHECK(wrapped("abcdefghij", 4) == Lines{"abcd", "efgh", "ij"});
    CHECK(wrapped("", 10) == Lines{""});
    CHECK(wrapped("   ", 10) == Lines{""});
    CHECK(wrapped("，，，，", 4) == Lines{"，，", "，，"});
    CHECK(wrapped("e \u0301f", 10) == Lines{"e \u0301f"});  // a mark on a space is not lost
    for (int width = 2; width < 40; ++width)
        for (const std::string& line : wrapped("我手机 is broken，please帮我看一下（谢谢）：really急！！", width))
            CHECK(display_width(line) <= width);
}

TEST_CASE("a call cannot steer the terminal") {
    CHECK(harmless("a\x1b[31mb") == "a\\u{1b}[31mb");
    CHECK(harmless("a\u202Eb") == "a\\u{202e}b");
    CHECK(harmless("a\u200Bb") == "a·b");
    CHECK(harmless("a\nb\tc") == "a b c");
    CHECK(harmless("a\u009Bb") == "a\\u{9b}b");
    CHECK(harmless("\xff") == "\xEF\xBF\xBD");
    Call call = sample_call();
    call.turns[1].text += "\x1b]0;owned\x07";
    Scorecard card = sample_card();
    card.call_id = "\x1b[2J";
    card.agent.team = "\u202Eevil";
    card.cues[0].evidence[0].end = call.turns[1].text.size();
    for (const Language language : {Language::zh, Language::en}) {
        const std::string text = show_call(card, call, {false, 80, language});
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(text.find('\x07') == std::string::npos);
        CHECK(text.find("\u202E") == std::string::npos);
        const CallLine line = line_of(card);
        CHECK(call_table({&line, 1}, {false, 80, language}).find('\x1b') == std::string::npos);
    }
}

TEST_CASE("the table of calls is sorted worst first and fits") {
    std::vector<CallLine> lines;
    lines.push_back({"good", 91.25, false, {6, 0, 0, 0, 1}, "", Weight::minor, 0});
    lines.push_back({"a-call-with-a-very-long-id-indeed",
                     40,
                     false,
                     {1, 2, 3, 0, 0},
                     "explained-before-acknowledging",
                     Weight::major,
                     4});
    lines.push_back({"silent", std::nullopt, false, {0, 0, 0, 0, 6}, "", Weight::minor, 0});
    lines.push_back({"冲突", 75, true, {2, 1, 3, 0, 0}, "conflict", Weight::critical, 9});
    CHECK(call_table(lines, {false, 80, Language::en}) ==
          "Call                Score  ✓  ~  ✗  –  ?  Worst finding\n"
          "冲突                 75.0  2  1  3  ·  · !crit. conflict\n"
          "a-call-with-a-very…  40.0  1  2  3  ·  ·  major explained-before-acknowledging\n"
          "good                 91.2  6  ·  ·  ·  1\n"
          "silent                  –  ·  ·  ·  ·  6\n"
          "\n"
          "✓ met  ~ partly  ✗ not met  – not applicable  ? cannot judge  ! failed\n");
    for (const Language language : {Language::zh, Language::en})
        for (int width = 60; width < 130; width += 7) {
            CAPTURE(width);
            CHECK(widest(call_table(lines, {false, width, language})) <= width);
        }
    const std::string coloured = call_table(lines, {true, 80, Language::en});
    CHECK(coloured.find("\x1b[1;31m") != std::string::npos);
}

TEST_CASE("the line of a call names its worst finding") {
    Scorecard card = sample_card();
    card.findings.push_back(card.findings[0]);
    card.findings.back().id = "conflict";
    card.findings.back().weight = Weight::critical;
    card.findings.push_back(card.findings.back());
    card.findings.back().id = "hung-up-unsettled";
    const CallLine line = line_of(card);
    CHECK(line.worst == "conflict");
    CHECK(line.findings == 3);
    CHECK(line.verdicts == std::array<int, 5>{0, 1, 0, 1, 0});
}

TEST_CASE("a call is read aloud in English") {
    CHECK(show_call(sample_card(), sample_call(), {false, 80, Language::en}) ==
          R"(night-07  2026-03-02T10:15:00+08:00  agent A07 · 一组
Score 72.5  length 0:30.0  times from audio ±30 ms

Empathy (empathy 1.0)  72.5
  respect = acknowledgement + understanding: 62.5 (decided by acknowledgement);
  left out: understanding
  ~ Acknowledgement         62.5 partly: one answered, one pushed away
  – Closing                      not applicable

Transcript
   0  0:00.4–0:04.8  agent
      您好，请讲
   1  0:05.1–0:18.3  customer
      我手机***********，充了没到账，急死我了
       • upset “********，充了没到账，急死我了”
   2  0:18.2–0:30.0  agent
      换谁都着急。我马上给您查
       ✓ validates “换谁都着急”
   3  agent
      这是公司规定
       ✗ major hid-behind-policy “这是公司规定” [turns since cue 2 turns, limit
         1]
         uses the policy as a shield
         → acknowledge first, then say why

Cannot be judged
  ? flat-tone, flat-to-upset: no audio
)");
}

TEST_CASE("a call is read aloud in Chinese, within the width") {
    const std::string text = show_call(sample_card(), sample_call(), {false, 60, Language::zh});
    CHECK(text.find("较重 hid-behind-policy 「这是公司规定」") != std::string::npos);
    CHECK(text.find("→ 先认同，再说明原因") != std::string::npos);
    CHECK(text.find("138") == std::string::npos);
    CHECK(widest(text) <= 60);
}
