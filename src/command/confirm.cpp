// confirm.cpp: asks, and reads a line; only y and yes are yes.
// SPDX-License-Identifier: Apache-2.0
#include "command/confirm.hpp"

#include <termios.h>
#include <unistd.h>

namespace sonde {

bool has_terminal() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

bool is_confirmed(Call& call, Text question) {
  call.talk.put(question);
  if (!call.talk.flush() || ::tcflush(STDIN_FILENO, TCIFLUSH) != 0) return false;
  std::string answer;
  char letter = 0;
  constexpr std::size_t answer_max = 100;
  while (::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n')
    if (answer.size() < answer_max) answer += letter;
  const Text word = trim(answer);
  return letter == '\n' && (equal_words(word, "y") || equal_words(word, "yes"));
}

}  // namespace sonde
