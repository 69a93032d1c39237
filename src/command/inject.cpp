// inject.cpp: "sonde inject --via CMD -- ARGUMENTS": sonde itself where there is only a shell.
// SPDX-License-Identifier: Apache-2.0
#include "source/inject.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sha2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "command/command.hpp"
#include "command/confirm.hpp"
#include "decode/elf.hpp"
#include "lexicon/texts.hpp"

namespace sonde {
namespace {

constexpr u64 program_max = u64{512} * 1024 * 1024;

Result<std::string> read_program(const std::string& path) {
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (!file || ::fstat(*file, &status) != 0)
    return failed(static_cast<std::errc>(errno), "read", path);
  const u64 size = static_cast<u64>(status.st_size);
  if (!S_ISREG(status.st_mode) || size == 0 || size > program_max)
    return usage_error(path + " is no program that could be brought (at most 512 MiB)");
  std::string bytes(size, '\0');
  for (std::size_t had = 0; had < size;) {
    const ssize_t n = ::read(*file, bytes.data() + had, size - had);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed(static_cast<std::errc>(errno), "read", path);
    if (n == 0) return failed(std::errc::io_error, "read all of", path);
    had += static_cast<std::size_t>(n);
  }
  return bytes;
}

struct Program {
  std::string path{};
  std::string bytes{};
  const ElfMachine* machine = nullptr;
};

// Over there nothing is but a shell: no loader, no libraries.
Result<Program> find_program(const Options& options) {
  Program program{options.binary.value_or("/proc/self/exe"), {}, nullptr};
  program.bytes = TRY(read_program(program.path));
  Elf elf;
  const std::string called = options.binary ? program.path : "this sonde";
  if (!decode_elf(program.bytes, elf)) return usage_error(called + " is no program of Linux (ELF)");
  program.machine = find_elf_machine(elf);
  if (!program.machine)
    return usage_error(called + " is for a processor that sonde does not know (e_machine " +
                       std::to_string(elf.machine) +
                       (elf.is_big_endian ? ", big endian)" : ", little endian)"));
  if (elf.has_interpreter)
    return usage_error(called + " is linked dynamically, and would miss its libraries there: "
                                "--binary FILE brings a static one, as 'make' builds it");
  return program;
}

std::string sum_of(Text bytes) {
  std::string sum(SHA256_DIGEST_STRING_LENGTH, '\0');
  SHA256Data(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sum.data());
  sum.resize(sum.size() - 1);
  return sum;
}

class Injector {
public:
  Injector(Call& call, const Program& program)
      : call_(call), is_terminal_(::isatty(STDERR_FILENO) == 1) {
    what_.command = call.options.via.front();
    what_.script = lexicon::inject_script();
    what_.program = program.bytes;
    what_.sha256 = sum_of(program.bytes);
    what_.machines = program.machine->names;
    what_.memfd_call = program.machine->memfd_call;
    what_.is_kept = call.options.keep;
    what_.arguments = call.words;
    for (const std::string& word : call.words) words_ += " " + shell_word(word);
  }

  void tell() {
    std::string said = "this brings ";
    said += call_.options.binary ? *call_.options.binary : "sonde " SONDE_VERSION;
    append_size(said += " (", what_.program.size());
    (said += " bytes, ").append(what_.machines.substr(0, what_.machines.find(' ')));
    said += ") through " + shell_word(what_.command) +
            " into the first of $TMPDIR, /dev/shm, /tmp, /var/tmp, /run, $HOME, the folder there "
            "and memory where it can be executed, runs '" +
            called("sonde") + "' there, and ";
    talk(said + (what_.is_kept ? "leaves it there" : "removes it"));
  }

  // What did not arrive as it was sent is sent again in a form that passes everywhere.
  Result<Exit> run() {
    Injected done = TRY(bring());
    if (done.how == Injected::How::Damaged && !done.was_octal) {
      talk("other bytes arrived in " + done.path + ": sending them again as octal numbers");
      what_.in_octal = true;
      done = TRY(bring());
    }
    if (done.how == Injected::How::Refused) return refused(done);
    if (done.how == Injected::How::Damaged) return damaged(done);
    if (done.left == Injected::Left::Emptied)
      talk("nothing there can remove a file: " + done.path + " is left, empty");
    if (done.left == Injected::Left::Kept)
      talk((done.path.starts_with("/proc/") ? "it stays in memory for an hour; to call it: "
                                            : "it stays there; to call it: ") +
           called(done.path));
    return static_cast<Exit>(done.code);  // The program's own.
  }

private:
  void talk(const std::string& sentence) { say(call_.talk, sentence, 0); }
  std::string called(const std::string& program) const { return program + words_; }

  Result<Injected> bring() {
    InjectionListener listener;
    if (is_terminal_) listener.progress = [this](unsigned percent) { tell_progress(percent); };
    listener.print = [this](Text some) {
      forget_progress();
      call_.out.put(some);
      return call_.out.flush().has_value();
    };
    listener.complain = [this](Text some) {
      forget_progress();
      call_.talk.put(some);
      (void)call_.talk.flush();
    };
    Result<Injected> done = inject(what_, listener);
    forget_progress();
    return done;
  }

  void tell_progress(unsigned percent) {
    if (percent == told_percent_) return;
    told_percent_ = percent;
    call_.talk.put("\r\x1b[Ksending: " + std::to_string(percent) + " %");
    (void)call_.talk.flush();
  }
  void forget_progress() {
    if (told_percent_ != never_told) call_.talk.put("\r\x1b[K");
    told_percent_ = never_told;
  }

  std::string without() const {
    return "; without a file: sonde" + words_ + " --via " + shell_word(what_.command);
  }

  std::unexpected<Error> refused(const Injected& done) const {
    std::string why;
    for (const std::string& one : done.why) why += (why.empty() ? ": " : "; ") + one;
    return std::unexpected(Error{std::errc::permission_denied,
                                 "sonde cannot be brought there" + why + without(), "",
                                 Error::Kind::Sentence});
  }

  std::unexpected<Error> damaged(const Injected& done) const {
    return std::unexpected(Error{std::errc::io_error,
                                 "other bytes arrived in " + done.path + " (" + done.came + " of " +
                                     std::to_string(what_.program.size()) +
                                     "), so nothing was run and it was removed; is there room?" +
                                     without(),
                                 "", Error::Kind::Sentence});
  }

  Call& call_;
  Injection what_{};
  std::string words_{};  // The arguments, as they are typed.
  bool is_terminal_;
  static constexpr unsigned never_told = 101;
  unsigned told_percent_ = never_told;
};

}  // namespace

Result<Exit> run_inject(Call& call) {
  const Options& options = call.options;
  if (options.via.size() != 1)
    return usage_error("say through which shell, once: sonde inject --via 'ssh web sh' -- listen");
  const Program program = TRY(find_program(options));
  if (!options.yes && !has_terminal())
    return usage_error("inject asks before it writes a file there, and there is no terminal: --yes "
                       "does it without asking");
  Injector injector(call, program);
  if (!options.yes) {
    injector.tell();
    if (!is_confirmed(call, "go on? [y/N] ")) {
      say(call.talk, "nothing was sent", 0);
      return Exit::No;
    }
  }
  return injector.run();
}

}  // namespace sonde
