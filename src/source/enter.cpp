// enter.cpp: setns, then exec; the only file that starts a program or enters a mount namespace.
// SPDX-License-Identifier: Apache-2.0
#include "source/enter.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <linux/magic.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>

#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "source/files.hpp"

namespace sonde {
namespace {

std::vector<char*> pointers_to(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

Result<int> execute(const std::vector<std::string>& command, char* const* environment) {
  ::syscall(SYS_close_range, 3U, ~0U, 0U);  // All that is ours is O_CLOEXEC; this is for the rest.
  std::signal(SIGPIPE, SIG_DFL);
  ::execvpe(command.front().c_str(), pointers_to(command).data(), environment);
  return errno_failed("run", command.front());
}

// What the processes of a place may do at most, of proc_pid_status(5):
// CapBnd:	00000000a80425fb
// NoNewPrivs:	1
struct Rights {
  u64 bounding = 0;
  bool no_new_privs = false;
};

Result<Rights> rights_of(int pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/status";
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return errno_failed("enter", path);
  std::string room;
  constexpr std::size_t status_max = 64 * 1024;
  Text rest = TRY(read_all(*file, room, status_max, path));
  Rights rights;
  bool has_bounding = false;
  while (!rest.empty()) {
    const Text line = next_line(rest);
    const std::size_t colon = line.find(':');
    if (colon == Text::npos) continue;
    const Text value = trim(line.substr(colon + 1));
    if (line.starts_with("CapBnd:")) has_bounding = parse_number(value, rights.bounding, 16);
    if (line.starts_with("NoNewPrivs:")) rights.no_new_privs = value == "1";
  }
  if (!has_bounding) return failed(std::errc::bad_message, "enter", path);
  return rights;
}

// The program may be a hostile one of the place: it gets no right that its neighbours lack.
Result<void> give_up_rights(const Rights& rights) {
  constexpr unsigned bits = 64;
  for (unsigned right = 0; right < bits; ++right)
    if ((rights.bounding >> right & 1) == 0 && ::prctl(PR_CAPBSET_READ, right) == 1 &&
        ::prctl(PR_CAPBSET_DROP, right) != 0)
      return errno_failed("give up rights of", "this machine");
  if (rights.no_new_privs && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return errno_failed("give up rights of", "this machine");
  return {};
}

// What it may know of us: how to draw on the terminal, and where programs are.
std::vector<std::string> passed_environment() {
  constexpr const char* names[] = {"TERM", "LANG", "LC_ALL", "PATH"};
  std::vector<std::string> passed;
  for (const char* name : names)
    if (const char* const value = ::getenv(name)) passed.push_back(std::string(name) + "=" + value);
  return passed;
}

Result<UniqueFd> open_network_file(const std::string& handle) {
  const std::string path = handle.starts_with('/') ? handle : "/proc/" + handle;
  UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return errno_failed("enter", path);
  struct statfs status;
  if (::fstatfs(*file, &status) != 0 || status.f_type != NSFS_MAGIC)
    return failed(std::errc::bad_message, "enter (it is no namespace)", path);
  return file;
}

Result<void> enter_network(const std::string& handle) {
  if (handle.empty()) return {};
  const UniqueFd file = TRY(open_network_file(handle));
  if (::setns(*file, CLONE_NEWNET) != 0) return errno_failed("enter", handle);
  return {};
}

// The namespaces in which the process differs from us, as links of /proc/PID/ns.
struct Kind {
  const char* link;
  int flag;
};
constexpr Kind kinds[] = {{"user", CLONE_NEWUSER}, {"cgroup", CLONE_NEWCGROUP},
                          {"ipc", CLONE_NEWIPC},   {"uts", CLONE_NEWUTS},
                          {"net", CLONE_NEWNET},   {"pid", CLONE_NEWPID},
                          {"mnt", CLONE_NEWNS}};

bool is_own(int file, const char* link) {
  struct stat theirs;
  struct stat ours;
  const std::string path = std::string("/proc/self/ns/") + link;
  return ::fstat(file, &theirs) == 0 && ::stat(path.c_str(), &ours) == 0 &&
         theirs.st_ino == ours.st_ino && theirs.st_dev == ours.st_dev;
}

// All files are opened before the first is entered: afterwards /proc is another one.
Result<void> enter_all(int pid) {
  std::vector<std::pair<UniqueFd, const Kind*>> files;
  const std::string folder = "/proc/" + std::to_string(pid) + "/ns/";
  bool enters_user = false;
  for (const Kind& kind : kinds) {
    UniqueFd file(::open((folder + kind.link).c_str(), O_RDONLY | O_CLOEXEC));
    if (!file && errno == ENOENT) continue;  // This kernel has no such namespaces.
    if (!file) return errno_failed("enter", folder + kind.link);
    if (is_own(*file, kind.link)) continue;
    enters_user = enters_user || kind.flag == CLONE_NEWUSER;
    files.emplace_back(std::move(file), &kind);
  }
  UniqueFd root(::open(("/proc/" + std::to_string(pid) + "/root").c_str(), O_PATH | O_CLOEXEC));
  if (!root) return errno_failed("enter", "the root directory of the place");
  for (const auto& [file, kind] : files)
    if (::setns(*file, kind->flag) != 0) return errno_failed("enter", folder + kind->link);
  if (::fchdir(*root) != 0 || ::chroot(".") != 0 || ::chdir("/") != 0)
    return errno_failed("enter", "the root directory of the place");
  ::setgroups(0,
              nullptr);  // Ours mean others there. Some user namespaces refuse it, and keep none.
  // In its user namespace we are nobody until we say who.
  if (enters_user && (::setgid(0) != 0 || ::setuid(0) != 0))
    return errno_failed("become root of", "the user namespace");
  return {};
}

// A program of the place could name /proc/self/exe as itself, and write to it afterwards: to the
// file of sonde on this machine (as runc's CVE-2019-5736). So a sealed copy in memory goes there.
Result<void> become_a_copy() {
  UniqueFd own(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  if (!own) return errno_failed("open", "/proc/self/exe");
  constexpr int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
  const int has = ::fcntl(*own, F_GET_SEALS);
  if (has >= 0 && (has & seals) == seals) return {};
  const UniqueFd copy(::memfd_create("sonde", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  struct stat status;
  if (!copy || ::fstat(*own, &status) != 0) return errno_failed("copy", "/proc/self/exe");
  for (off_t left = status.st_size; left > 0;) {
    const ssize_t n = ::sendfile(*copy, *own, nullptr, static_cast<std::size_t>(left));
    if (n <= 0) return errno_failed("copy", "/proc/self/exe");
    left -= n;
  }
  // A page that a busy CPU has yet to put on its list counts as in use (mm/memfd.c,
  // memfd_wait_for_pins); the kernel waits 150 ms for it each time.
  constexpr int tries_max = 20;
  for (int tries = 1; ::fcntl(*copy, F_ADD_SEALS, seals) != 0; ++tries)
    if (errno != EBUSY || tries == tries_max) return errno_failed("seal", "a copy of sonde");
  std::string room;
  const UniqueFd line(::open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC));
  if (!line) return errno_failed("open", "/proc/self/cmdline");
  constexpr std::size_t arguments_max = 4 * 1024 * 1024;
  Text rest = TRY(read_all(*line, room, arguments_max, "/proc/self/cmdline"));
  std::vector<std::string> words;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\0');
    words.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(words.back().size() + 1, rest.size()));
  }
  ::fexecve(*copy, pointers_to(words).data(), environ);
  return errno_failed("run", "a copy of sonde");
}

// Ctrl-C reaches the program by the terminal; here we only wait for its end.
Result<int> wait_for(pid_t child) {
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGQUIT, SIG_IGN);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return errno_failed("wait for", "the program");
  constexpr int signalled = 128;  // As shells count.
  return WIFSIGNALED(status) ? signalled + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Result<int> run_inside(const RunPlace& place, const std::vector<std::string>& command) {
  if (!place.all) {
    TRY(enter_network(place.network));
    return execute(command, environ);
  }
  TRY(become_a_copy());
  const Rights rights = TRY(rights_of(place.pid));
  TRY(enter_all(place.pid));
  const pid_t child = ::fork();  // A pid namespace is entered by children only.
  if (child < 0) return errno_failed("start", command.front());
  if (child != 0) return wait_for(child);
  TRY(give_up_rights(rights));
  const std::vector<std::string> passed = passed_environment();
  return execute(command, pointers_to(passed).data());
}

}  // namespace sonde
