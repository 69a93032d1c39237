// confirm.cpp: asks, and reads a line; only y is yes.
// SPDX-License-Identifier: Apache-2.0
#include "command/confirm.hpp"

#include <termios.h>
#include <unistd.h>

namespace sonde {

bool has_terminal() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

bool is_confirmed(Call& call, Text question) {
  call.talk.put(question);
  if (!call.talk.flush() || ::tcflush(STDIN_FILENO, TCIFLUSH) != 0) return false;
  char letter = 0;
  char answer = 0;
  while (::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n')
    if (answer == 0 && letter != ' ') answer = letter;
  return answer == 'y' || answer == 'Y';
}

}  // namespace sonde
