#include "cli/cli.hpp"

int main(int argc, char** argv) { return callscore::run(argc, argv); }
