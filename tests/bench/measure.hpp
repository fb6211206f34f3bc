#pragma once

#include <functional>
#include <string>
#include <vector>

namespace callscore::bench {

/// How long a piece of work took, over several runs.
struct Time {
    double median = 0;  ///< seconds for doing the work once
    double spread = 0;  ///< half the distance between the quartiles, as a share of the median
};

/// Does the work once to warm up, then in `runs` runs, each as often as it takes to be measured well.
[[nodiscard]] Time measure(const std::function<void()>& work, int runs = 9);

/// Does the work once.
[[nodiscard]] Time measure_once(const std::function<void()>& work);

/// Keeps the compiler from leaving out what nobody reads.
template <class T>
void keep(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

struct Figure {
    double value = 0;
    std::string unit;
};

/// What was measured, as a table for people or as CSV with a line for each figure.
class Table {
  public:
    explicit Table(bool csv);

    void section(const std::string& title);
    void row(const std::string& name, const std::vector<Figure>& figures, double spread = 0) const;

  private:
    bool csv_;
    std::string section_;
};

}  // namespace callscore::bench
