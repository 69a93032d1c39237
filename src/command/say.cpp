// say.cpp: gaps, notes and errors as sentences for the person who typed the command.
// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"
#include "command/command.hpp"
#include "render/grid.hpp"

namespace sonde {

void say(Out& talk, Text sentence, std::size_t width) {
  std::string line = "sonde: ";
  escape_to(line, sentence);
  put_folded(talk, line, width);
}

void say_error(Out& talk, const Error& error) {
  std::string line = "sonde: ";
  escape_to(line, error.operation);
  if (!error.object.empty()) {
    line += ": ";
    escape_to(line, error.object);
  }
  const bool was_not_collected = error.code == std::errc::no_message;  // As sources say it.
  if (error.kind == Error::Kind::System)
    line += ": " + (was_not_collected ? "it is not in what was collected"
                                      : std::make_error_code(error.code).message());
  constexpr std::size_t line_max = 2000;  // A filter may be long; what is wrong stands in front.
  if (line.size() > line_max) line.resize(line_max);
  talk.put(line += '\n');
}

}  // namespace sonde
