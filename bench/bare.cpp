// bare.cpp: the floor under every figure: the kernel's own work, and a stopwatch for programs.
// SPDX-License-Identifier: Apache-2.0
//
// bare dump            all TCP sockets by sock_diag, counted
// bare walk            all descriptors of all processes, sockets among them counted
// bare both            one after the other: what no program that names owners can do without
// bare time OUT CMD…   runs CMD with its output in OUT and prints what it cost, one line:
//                      wall ns, CPU ns (user + system), peak resident KiB, exit status
//
// `time` is here because this process is small. A child shares its parent's memory until it has
// executed its program, so a large parent puts a floor under the peak that the kernel reports.
#include <dirent.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

[[noreturn]] void fail(const char* what, int error = errno) {
  std::fprintf(stderr, "bare: %s: %s\n", what, std::strerror(error));
  std::exit(1);
}

// ----------------------------------------------------------------------------------------- dump

// The older request means IPv4 and IPv6 at once: one walk over the kernel's table.
void ask_for_tcp(int socket) {
  struct {
    nlmsghdr header;
    inet_diag_req body;
  } request{};
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = TCPDIAG_GETSOCK;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.body.idiag_family = AF_INET;
  request.body.idiag_states = ~0U;
  if (::send(socket, &request, sizeof request, 0) < 0) fail("send");
}

long dump() {
  const int socket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (socket < 0) fail("netlink socket");
  ask_for_tcp(socket);
  alignas(nlmsghdr) static std::array<char, 32 * 1024> block;
  long count = 0;
  for (;;) {
    const ssize_t got = ::recv(socket, block.data(), block.size(), 0);
    if (got <= 0) fail("recv");
    auto left = static_cast<unsigned>(got);
    for (auto* message = reinterpret_cast<const nlmsghdr*>(block.data()); NLMSG_OK(message, left);
         message = NLMSG_NEXT(message, left)) {
      if (message->nlmsg_type == NLMSG_ERROR) fail("the kernel refused the dump", EPROTO);
      if (message->nlmsg_type == NLMSG_DONE) {
        ::close(socket);
        return count;
      }
      ++count;
    }
  }
}

// ----------------------------------------------------------------------------------------- walk

long sockets_of(int proc, const char* pid) {
  std::array<char, 32> path{};
  const std::size_t length = std::strlen(pid);
  if (length + 4 > path.size()) return 0;
  std::memcpy(path.data(), pid, length);
  std::memcpy(path.data() + length, "/fd", 4);
  const int fd = ::openat(proc, path.data(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const folder = fd < 0 ? nullptr : ::fdopendir(fd);
  if (!folder) return 0;  // It has ended.
  long count = 0;
  while (const dirent* entry = ::readdir(folder)) {
    if (entry->d_name[0] == '.') continue;
    std::array<char, 40> link;
    const ssize_t size = ::readlinkat(fd, entry->d_name, link.data(), link.size());
    if (size > 8 && std::memcmp(link.data(), "socket:[", 8) == 0) ++count;
  }
  ::closedir(folder);
  return count;
}

long walk() {
  DIR* const proc = ::opendir("/proc");
  if (!proc) fail("/proc");
  long count = 0;
  while (const dirent* entry = ::readdir(proc))
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
      count += sockets_of(::dirfd(proc), entry->d_name);
  ::closedir(proc);
  return count;
}

// ----------------------------------------------------------------------------------------- time

long long nanoseconds(const timeval& time) {
  return (time.tv_sec * 1'000'000LL + time.tv_usec) * 1'000;
}

// The output file is made empty first: what freeing its old pages costs belongs to nobody.
int run_timed(const char* output, char** command) {
  const int out = ::open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) fail(output);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, out, 1);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, command[0], &files, nullptr, command, environ);
  if (error != 0) fail(command[0], error);
  int status = 0;
  rusage used{};
  if (::wait4(pid, &status, 0, &used) != pid) fail("wait4");
  const std::chrono::nanoseconds wall = Clock::now() - begin;
  posix_spawn_file_actions_destroy(&files);
  std::printf("%lld %lld %ld %d\n", static_cast<long long>(wall.count()),
              nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime), used.ru_maxrss,
              WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "time" && argc > 3) return run_timed(argv[2], argv + 3);
  const bool dumps = what == "dump" || what == "both", walks = what == "walk" || what == "both";
  if (!dumps && !walks) {
    std::fputs("usage: bare dump | walk | both | time OUT CMD...\n", stderr);
    return 2;
  }
  if (dumps) std::printf("sockets %ld\n", dump());
  if (walks) std::printf("descriptors %ld\n", walk());
  return 0;
}
