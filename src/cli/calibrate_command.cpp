#include "cli/command.hpp"

namespace callscore {

void add_calibrate_command(CLI::App&, Action&) {}

}  // namespace callscore
