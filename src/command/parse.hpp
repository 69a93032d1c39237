// parse.hpp: from the words of the shell to a command and its options.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "command/command.hpp"

namespace sonde {

struct Parsed {
  const Command* command;
  Options options;
  std::vector<std::string> words;
};

// Options may stand before and after the command. An error says what was meant, where it can.
Result<Parsed> parse_command_line(int argc, char** argv);

}  // namespace sonde
