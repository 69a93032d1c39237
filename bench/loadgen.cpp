// loadgen.cpp: holds an exact number of idle loopback connections and processes, for the benchmark.
// SPDX-License-Identifier: Apache-2.0
//
// unshare -n -p -f --mount-proc build/bench/loadgen --tcp 50000 --holders 8
//
// Prints READY and what it made, then holds all of it until standard input ends. A population that
// is smaller than asked for would make every figure a lie: whatever fails ends the program.
// Descriptors are never closed here; they are the load, and end with their process.
#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr long pairs_per_address = 25'000;
constexpr std::uint16_t listener_port = 9'000;
constexpr std::uint16_t first_source_port = 10'000;
constexpr long spare_descriptors = 16;  // Standard ones, the report, a listener, some room.

struct Options {
  long tcp = 0;      // Pairs: each is two established sockets.
  long holders = 1;  // Processes that hold them.
  long procs = 0;    // Idle processes
  long fds = 20;     // with that many descriptors each.
};

// What one child made. The parent adds up and compares.
struct Report {
  long tcp_pairs = 0, descriptors = 0;
};

[[noreturn]] void fail(const std::string& what, int error = errno) {
  std::fprintf(stderr, "loadgen: %s%s%s\n", what.c_str(), error ? ": " : "",
               error ? std::strerror(error) : "");
  std::exit(1);
}

int must(int result, const char* what) {
  if (result < 0) fail(what);
  return result;
}

// ---------------------------------------------------------------------------------- connections

// Every group of at most pairs_per_address connections has an address of its own in 127/8, so that
// its ports can be given out in order. Left to the kernel, ports end after 28,000.
sockaddr_in address_of(long group, std::uint16_t port) {
  const auto number = static_cast<std::uint32_t>(group);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(0x7f010000U + number / 250 * 256 + number % 250 + 1);
  return address;
}

constexpr long groups_max = 250L * 254 * 256;

int tcp_socket(const sockaddr_in& address) {
  const int fd = must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  const int yes = 1;
  must(::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "SO_REUSEADDR");
  must(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
  return fd;
}

// A reset at the end instead of TIME_WAIT, which would stay for a minute.
void close_by_reset(int fd) {
  const linger at_once{1, 0};
  must(::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "SO_LINGER");
}

// Makes `count` connections within one address; the listener is gone afterwards.
void connect_pairs(long group, long count) {
  const sockaddr_in server = address_of(group, listener_port);
  const int listener = tcp_socket(server);
  must(::listen(listener, 16), "listen");
  for (long i = 0; i < count; ++i) {
    const int client =
        tcp_socket(address_of(group, static_cast<std::uint16_t>(first_source_port + i)));
    must(::connect(client, reinterpret_cast<const sockaddr*>(&server), sizeof server), "connect");
    const int accepted = must(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC), "accept");
    close_by_reset(client);
    close_by_reset(accepted);
  }
  ::close(listener);
}

Report hold_connections(long first_group, long count) {
  Report made;
  for (long group = first_group; made.tcp_pairs < count; ++group) {
    const long here = std::min(pairs_per_address, count - made.tcp_pairs);
    connect_pairs(group, here);
    made.tcp_pairs += here;
  }
  made.descriptors = 2 * made.tcp_pairs;
  return made;
}

// A quarter connections, a quarter pipe ends, the rest files: the mix of a plain service.
Report hold_mixed(long group, long count) {
  const long pairs = count / 8, pipes = count / 8, files = count - 2 * (pairs + pipes);
  Report made;
  if (pairs > 0) made = hold_connections(group, pairs);
  for (long i = 0; i < pipes; ++i) {
    std::array<int, 2> ends{};
    must(::pipe2(ends.data(), O_CLOEXEC), "pipe");
    made.descriptors += 2;
  }
  for (long i = 0; i < files; ++i) {
    must(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC), "open /proc/self/exe");
    ++made.descriptors;
  }
  return made;
}

// ------------------------------------------------------------------------------------ processes

// The children, and the pipe they report through.
class Family {
public:
  Family() { must(::pipe2(pipe_.data(), O_CLOEXEC), "pipe"); }

  // Forks a child that runs `make`, reports and waits for its end.
  template <class Make> void add(const std::string& name, Make make) {
    const pid_t parent = ::getpid();
    const pid_t pid = must(::fork(), "fork");
    if (pid != 0) {
      children_.push_back(pid);
      return;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) std::_Exit(1);
    ::prctl(PR_SET_NAME, name.c_str());
    // Nothing that was inherited may count as load.
    const auto report = static_cast<unsigned>(pipe_[1]);
    if (report > 3) ::close_range(3, report - 1, 0);
    ::close_range(report + 1, ~0U, 0);
    // Whoever reads our standard output must see its end when the parent ends.
    const int nothing = must(::open("/dev/null", O_RDWR | O_CLOEXEC), "open /dev/null");
    ::dup2(nothing, 0);
    ::dup2(nothing, 1);
    ::close(nothing);
    const Report made = make();
    if (::write(pipe_[1], &made, sizeof made) != sizeof made) fail("report");
    ::close(pipe_[1]);
    ::dup2(0, 2);
    for (;;) ::pause();
  }

  // Waits until every child has reported. A child that failed shows as an early end of the pipe.
  Report collect() {
    ::close(pipe_[1]);
    Report sum;
    for (std::size_t i = 0; i < children_.size(); ++i) {
      Report made;
      if (::read(pipe_[0], &made, sizeof made) != sizeof made) {
        end();
        fail("a child failed", 0);
      }
      sum.tcp_pairs += made.tcp_pairs;
      sum.descriptors += made.descriptors;
    }
    ::close(pipe_[0]);
    return sum;
  }

  void end() {
    for (const pid_t pid : children_) ::kill(pid, SIGKILL);
    for (const pid_t pid : children_) ::waitpid(pid, nullptr, 0);
    children_.clear();
  }

  std::size_t size() const { return children_.size(); }

private:
  std::array<int, 2> pipe_{};
  std::vector<pid_t> children_{};
};

// Raises the limit of descriptors as far as we may, and returns it. Root of a container often has
// no CAP_SYS_RESOURCE: then the hard limit stays, and more holders share the load.
long raise_descriptor_limit() {
  constexpr rlim_t wanted = 1'048'576;
  rlimit limit{};
  must(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  const rlimit more{wanted, std::max(limit.rlim_max, wanted)};
  const rlimit all_we_have{limit.rlim_max, limit.rlim_max};
  if (::setrlimit(RLIMIT_NOFILE, &more) != 0) ::setrlimit(RLIMIT_NOFILE, &all_we_have);
  must(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  return static_cast<long>(std::min(limit.rlim_cur, wanted));
}

// A fresh network namespace has its loopback down.
void raise_loopback() {
  const int fd = must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
  ifreq loopback{};
  std::memcpy(loopback.ifr_name, "lo", 3);
  must(::ioctl(fd, SIOCGIFFLAGS, &loopback), "flags of lo");
  if (!(loopback.ifr_flags & IFF_UP)) {
    loopback.ifr_flags |= IFF_UP;
    must(::ioctl(fd, SIOCSIFFLAGS, &loopback), "lo up");
  }
  ::close(fd);
}

// -------------------------------------------------------------------------------------- options

constexpr const char* usage =
    "usage: loadgen [--tcp PAIRS] [--holders PROCESSES] [--procs PROCESSES] [--fds DESCRIPTORS]\n"
    "  --tcp N      established IPv4 connections on 127/8, both ends here: 2 N sockets\n"
    "  --holders N  processes that hold them (1); more when the limit of descriptors is low\n"
    "  --procs N    idle processes\n"
    "  --fds N      descriptors of each: connections, pipes and files (20)\n";

long count_of(std::string_view text) {
  long count = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < 0) {
    std::fputs(usage, stderr);
    std::exit(2);
  }
  return count;
}

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    if (name == "--tcp")
      options.tcp = count_of(value);
    else if (name == "--holders")
      options.holders = std::max(1L, count_of(value));
    else if (name == "--procs")
      options.procs = count_of(value);
    else if (name == "--fds")
      options.fds = count_of(value);
    else
      count_of("");
  }
  return options;
}

void fit_to_limit(Options& options) {
  const long room = raise_descriptor_limit() - spare_descriptors;
  if (options.fds > room) fail("--fds is above the limit of descriptors", 0);
  const long pairs_max = room / 2;
  options.holders = std::max(options.holders, (options.tcp + pairs_max - 1) / pairs_max);
}

void make_load(const Options& options, Family& family) {
  const long share = (options.tcp + options.holders - 1) / options.holders;
  const long groups_each = share / pairs_per_address + 1;
  const long groups_idle = options.fds / 8 / pairs_per_address + 1;
  if (options.holders * groups_each + options.procs * groups_idle > groups_max)
    fail("127/8 has not enough addresses for that", 0);
  long left = options.tcp;
  for (long h = 0; left > 0; ++h) {
    const long here = std::min(share, left);
    left -= here;
    family.add("holder-" + std::to_string(h),
               [=] { return hold_connections(h * groups_each, here); });
  }
  const long first_idle = options.holders * groups_each;
  for (long p = 0; p < options.procs; ++p)
    family.add("idle-" + std::to_string(p),
               [=] { return hold_mixed(first_idle + p * groups_idle, options.fds); });
}

}  // namespace

int main(int argc, char** argv) {
  Options options = options_of(argc, argv);
  fit_to_limit(options);
  raise_loopback();
  Family family;
  make_load(options, family);
  const Report made = family.collect();
  const long pairs_wanted = options.tcp + options.procs * (options.fds / 8);
  const long descriptors_wanted = 2 * options.tcp + options.procs * options.fds;
  if (made.tcp_pairs != pairs_wanted || made.descriptors != descriptors_wanted) {
    family.end();
    fail("the counts are not what was asked for", 0);
  }
  std::printf("READY\n{\"tcp_sockets\":%ld,\"descriptors\":%ld,\"processes\":%zu}\n",
              2 * made.tcp_pairs, made.descriptors, family.size());
  std::fflush(stdout);
  std::array<char, 64> ignored{};
  ssize_t got = 0;
  do got = ::read(0, ignored.data(), ignored.size());
  while (got > 0 || (got < 0 && errno == EINTR));
  family.end();
  return 0;
}
