// main.cpp: from the words of the shell to a command; prints an error; nothing else.
// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <new>
#include <unistd.h>

#include "command/command.hpp"
#include "command/parse.hpp"
#include "source/privileges.hpp"

using namespace sonde;

// What happens to an exception, which nobody here would catch. The function that libstdc++ has in
// this place prints its type, and brings 50 kB to take such names apart; where the symbol is there
// already, a static link leaves that object out. Its name is the library's own
// (libsupc++/unwind-cxx.h).
namespace __cxxabiv1 {
extern std::terminate_handler __terminate_handler;
std::terminate_handler __terminate_handler = std::abort;
}  // namespace __cxxabiv1

namespace {

// A program that was started without standard descriptors would write into whatever it opens first.
// What is put in their place cannot be written to, so that a lost answer is an error.
void open_standard_descriptors() {
  int fd = ::open("/dev/null", O_RDONLY);
  while (fd >= 0 && fd <= STDERR_FILENO) fd = ::dup(fd);
  if (fd > STDERR_FILENO) ::close(fd);
}

Out* answer = nullptr;

// There is no memory: what is answered so far stands, and is told to be no whole answer. Another
// thread leaves the buffer alone, as it may be written to just now.
[[noreturn]] void end_without_memory() {
  if (::getpid() == ::gettid()) (void)answer->flush();
  constexpr Text said = "sonde: there is not enough memory for the whole answer\n";
  (void)!::write(STDERR_FILENO, said.data(), said.size());
  ::_exit(static_cast<int>(Exit::Failed));
}

Result<Exit> run(int argc, char** argv, Out& out, Out& talk) {
  Parsed parsed = TRY(parse_command_line(argc, argv));
  if (parsed.options.version) parsed.command = find_command("version");
  if (parsed.command->arguments.empty() && !parsed.words.empty())
    return usage_error("'sonde " + std::string(parsed.command->name) + "' takes no arguments");
  if (parsed.options.help) {
    parsed.words.assign(1, std::string(parsed.command->name));
    parsed.command = find_command("help");
  }
  Call call{*parsed.command, std::move(parsed.options), std::move(parsed.words), out, talk};
  return call.command.run(call);
}

}  // namespace

int main(int argc, char** argv) {
  drop_borrowed_privileges();
  std::signal(SIGPIPE, SIG_IGN);
  open_standard_descriptors();
  Out out(STDOUT_FILENO);
  Out talk(STDERR_FILENO, "standard error");
  answer = &out;
  std::set_new_handler(end_without_memory);
  Result<Exit> done = run(argc, argv, out, talk);
  const Result<void> written = out.close();
  if (out.closed_by_reader()) return 0;
  Exit exit = Exit::Failed;
  if (!written) {
    say_error(talk, written.error());
  } else if (!done) {
    say_error(talk, done.error());
    if (done.error().kind == Error::Kind::Usage) exit = Exit::Usage;
  } else {
    exit = *done;
  }
  return static_cast<int>(exit);
}
