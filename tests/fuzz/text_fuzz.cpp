// Any bytes as a text: normalised with the way back, wrapped and cut for a terminal, made safe for files and tables.

#include "fuzz.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"
#include "load/load.hpp"
#include "report/csv.hpp"
#include "report/width.hpp"
#include "text/normalise.hpp"

namespace callscore {
namespace {

void expect_way_back(std::string_view text) {
    text::Normalised normalised;
    text::normalise(text, normalised);
    const std::size_t size = normalised.text.size();
    fuzz::expect(normalised.origin.size() == size + 1 && normalised.origin_end.size() == size,
                 "each normalised byte has its origin");
    for (std::size_t i = 0; i < size; ++i) {
        fuzz::expect(normalised.origin[i] <= normalised.origin_end[i] && normalised.origin_end[i] <= text.size(),
                     "an origin lies in the text");
        fuzz::expect(normalised.origin[i] <= normalised.origin[i + 1], "the order of the text is kept");
    }
    fuzz::expect_utf8(normalised.text, "a normalised text");
    const text::Slice all = text::to_original(normalised, {0, size});
    fuzz::expect(all.begin <= all.end && all.end <= text.size(), "a slice lies in the text");
}

void expect_fit(std::string_view text) {
    for (const int width : {1, 2, 7, 40}) {
        fuzz::expect(display_width(truncated(text, width)) <= width, "what is cut fits");
        fuzz::expect(display_width(padded_right(text, width)) == width, "what is padded fills its columns");
        fuzz::expect(display_width(padded_left(text, width)) == width, "what is padded fills its columns");
        const std::vector<std::string> lines = wrapped(text, width);
        fuzz::expect(!lines.empty(), "there is a line");
        std::string joined;
        for (const std::string& line : lines) {
            fuzz::expect(display_width(line) <= std::max(width, 2), "a line fits");
            joined += line;
        }
        std::string expected(text);
        std::erase(joined, ' ');
        std::erase(expected, ' ');
        fuzz::expect(joined == expected, "only spaces go");
    }
}

}  // namespace
}  // namespace callscore

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace callscore;
    const std::string_view text = fuzz::text_of(data, size);
    expect_way_back(text);
    expect_fit(text);
    const std::string shown = harmless(text);
    fuzz::expect_utf8(shown, "a harmless text");
    fuzz::expect(harmless(shown) == shown, "a harmless text stays as it is");
    for (const char c : shown)
        fuzz::expect(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "a harmless text has no control characters");
    expect_fit(shown);
    const std::string id = safe_id(text);
    fuzz::expect(id.size() <= 120 && id.find_first_of("/\\\n") == std::string::npos, "an id can be a file's name");
    fuzz::expect_utf8(id, "an id");
    const std::string quoted = json::quoted(text);
    const Result<json::Value> read = json::parse(quoted, "a.json");
    fuzz::expect(read && read->kind == json::Value::Kind::string, "a quoted text is JSON");
    const std::string cell = csv_text(text);
    fuzz::expect(cell.empty() || std::string_view("=+-@\t\r\n").find(cell.front()) == std::string_view::npos,
                 "a cell is no formula");
    fuzz::expect(text::count_characters(text) >= 0 && text::count_words(text) >= 0, "counts are counts");
    (void)guess_language(text);
    return 0;
}
