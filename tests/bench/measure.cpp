#include "measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace callscore::bench {
namespace {

/// A run this long is far above what the clock and the scheduler add to it.
constexpr double least_run = 0.04;

double seconds_for(const std::function<void()>& work, int times) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < times; ++i)
        work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Three digits that tell.
std::string shown(double value) {
    const int decimals = value >= 100 || value <= 0 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return fmt::format("{:.{}f}", value, decimals);
}

}  // namespace

Time measure_once(const std::function<void()>& work) {
    return {seconds_for(work, 1), 0};
}

Time measure(const std::function<void()>& work, int runs) {
    const double once = seconds_for(work, 1);
    int times = once > 0 ? static_cast<int>(std::clamp(std::ceil(least_run / once), 1.0, 1e6)) : 1000;
    // The first time is slower than later ones, so what it says may be too few.
    times = std::max(times, static_cast<int>(times * least_run / std::max(seconds_for(work, times), least_run / 100)));
    std::vector<double> taken;
    for (int i = 0; i < runs; ++i)
        taken.push_back(seconds_for(work, times) / times);
    std::sort(taken.begin(), taken.end());
    const std::size_t count = taken.size();
    const double median = taken[count / 2];
    return {median, (taken[count * 3 / 4] - taken[count / 4]) / 2 / median};
}

Table::Table(bool csv) : csv_(csv) {
    if (csv_)
        fmt::print("section,name,value,unit,spread\n");
}

void Table::section(const std::string& title) {
    section_ = title;
    if (!csv_)
        fmt::print("\n{}\n", title);
}

void Table::row(const std::string& name, const std::vector<Figure>& figures, double spread) const {
    if (csv_) {
        for (const Figure& figure : figures)
            fmt::print("\"{}\",\"{}\",{:.6g},{},{:.3f}\n", section_, name, figure.value, figure.unit, spread);
    } else {
        std::string line = fmt::format("  {:<34}", name);
        for (const Figure& figure : figures)
            line += fmt::format("{:>9} {:<10}", shown(figure.value), figure.unit);
        if (spread > 0) {
            constexpr std::size_t most_figures = 3;
            for (std::size_t i = figures.size(); i < most_figures; ++i)
                line.append(20, ' ');
            line += fmt::format("± {:.1f} %", spread * 100);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        fmt::print("{}\n", line);
    }
    std::fflush(stdout);
}

}  // namespace callscore::bench
