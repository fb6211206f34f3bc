#pragma once

namespace callscore {

/// Parses the command line, runs the command and gives the exit code: 0 done, 1 below a gate, 2 usage or environment,
/// 3 invalid rules, 4 done but some inputs could not be read. Where several hold, 2, 3, 4, 1 is the precedence.
int run(int argc, char** argv);

}  // namespace callscore
