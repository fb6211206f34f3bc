#include "report/csv.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/report/sample.hpp"

using namespace callscore;

TEST_CASE("cells are quoted where they have to be") {
    CHECK(csv_text("plain 文字") == "plain 文字");
    CHECK(csv_text("a,b") == "\"a,b\"");
    CHECK(csv_text("say \"hi\"") == "\"say \"\"hi\"\"\"");
    CHECK(csv_text("two\nlines") == "\"two\nlines\"");
    CHECK(csv_text("") == "");
}

TEST_CASE("text never runs as a formula") {
    CHECK(csv_text("=1+1") == "'=1+1");
    CHECK(csv_text("+86") == "'+86");
    CHECK(csv_text("-1") == "'-1");
    CHECK(csv_text("@SUM(A1)") == "'@SUM(A1)");
    CHECK(csv_text("＝1") == "'＝1");
    CHECK(csv_text("\t=1") == "'\t=1");
    CHECK(csv_text("\r=1") == "\"'\r=1\"");
    CHECK(csv_text("=HYPERLINK(\"x\",\"y\")") == "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    CHECK(csv_text("a=1") == "a=1");
}

TEST_CASE("findings.csv has a row for each finding, masked") {
    CHECK(findings_csv_header() ==
          "call_id,agent_id,team,started_at,kind,id,severity,turn,start,end,role,quote,rule,message_zh,message_en,"
          "advice_zh,advice_en,source\n");
    CHECK(findings_csv_rows(sample_card(), sample_call()) ==
          "night-07,A07,一组,2026-03-02T10:15:00+08:00,finding,hid-behind-policy,major,3,,,agent,这是公司规定,"
          "policy-as-shield,拿规定挡客户,uses the policy as a shield,先认同，再说明原因,\"acknowledge first, then say "
          "why\",S4\n"
          "night-07,A07,一组,2026-03-02T10:15:00+08:00,strength,validates,,2,18.2,30.02,agent,换谁都着急,validates,,,,,\n"
          "night-07,A07,一组,2026-03-02T10:15:00+08:00,cue,upset,,1,5.16,18.34,customer,********，充了没到账，急死我了,"
          "upset,,,,,\n");
}

TEST_CASE("calls.csv has the same columns for every call") {
    Scorecard other = sample_card();
    other.call_id = "=night-08";
    other.rubrics[0].id = "closing";
    other.rubrics[0].score.reset();
    other.score.reset();
    other.failed = true;
    CallColumns columns;
    add_columns(columns, sample_card());
    add_columns(columns, other);
    CallColumns reversed;
    add_columns(reversed, other);
    add_columns(reversed, sample_card());
    CHECK(columns == reversed);

    const std::string header = calls_csv_header(columns);
    CHECK(header ==
          "call_id,agent_id,team,started_at,language,turns,length_s,timing_source,score,failed,score:closing,"
          "score:empathy,closing:acknowledgement,closing:closing,empathy:acknowledgement,empathy:closing,findings,"
          "critical,major,minor,strengths,cues,cannot_judge,source,input_hash\n");
    CHECK(calls_csv_row(sample_card(), columns) ==
          "night-07,A07,一组,2026-03-02T10:15:00+08:00,zh,4,30.02,audio,72.46,false,,72.46,,,partly,na,1,0,1,0,1,1,2,"
          "calls/night-07.json,aa\n");
    CHECK(calls_csv_row(other, columns) ==
          "'=night-08,A07,一组,2026-03-02T10:15:00+08:00,zh,4,30.02,audio,,true,,,partly,na,,,1,0,1,0,1,1,2,"
          "calls/night-07.json,aa\n");
}

TEST_CASE("errors.csv tells the place as far as it is known") {
    CHECK(errors_csv_header() == "severity,code,file,line,column,message,hint,call_id\n");
    const Problem located{
        "CS203", Severity::error, {"a.yaml", 14, 7, 6, "x"}, "unknown key 'wihtin'", "did you mean 'within'?"};
    CHECK(errors_csv_row(located, "") == "error,CS203,a.yaml,14,7,unknown key 'wihtin',did you mean 'within'?,\n");
    const Problem unplaced{"CS101", Severity::warning, {"-x.json", 0, 0, 0, {}}, "gone, or never there", {}};
    CHECK(errors_csv_row(unplaced, "c1") == "warning,CS101,'-x.json,,,\"gone, or never there\",,c1\n");
}
