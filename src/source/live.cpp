// live.cpp: answers questions from /proc and from netlink sockets of this network namespace.
// SPDX-License-Identifier: Apache-2.0
#include "source/live.hpp"

#include <cerrno>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>

#include "base/text.hpp"
#include "source/clock.hpp"
#include "source/files.hpp"
#include "source/iptables_socket.hpp"
#include "source/kernel_log.hpp"
#include "source/live_network.hpp"
#include "source/local_http.hpp"
#include "source/netlink_socket.hpp"
#include "source/patience.hpp"
#include "source/peek.hpp"

namespace sonde {
namespace {

constexpr std::size_t small_file_max = 1024 * 1024;
// A namespace has at most 100,000 mounts (fs.mount-max), and a node with 8,000 is nothing special.
constexpr std::size_t mounts_max = 32 * 1024 * 1024;
// For all files of containers that one walk over processes asks for: a hung one must not be waited
// for again and again.
constexpr std::chrono::milliseconds patience_with_containers{1000};

class LiveSource final : public Source {
public:
  LiveSource() : proc_(::open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    struct statfs status;
    is_procfs_ = !proc_ || (::fstatfs(*proc_, &status) == 0 && status.f_type == PROC_SUPER_MAGIC);
  }

  // A container may have anything mounted at /proc: lxcfs, a directory, a fake.
  Text name() const override { return is_procfs_ ? "here" : "here, but /proc is not procfs"; }
  bool is_live() const override { return true; }

  Result<Text> ask(Question question, std::string& room) override {
    const std::string name(question.name);
    switch (question.how) {
      case Question::How::List: {
        if (name.empty()) {  // A new walk over all processes begins.
          forget_process();
          patience_ = patience_with_lists_ = patience_with_containers;
        }
        const UniqueFd directory = TRY(open(name, O_RDONLY | O_DIRECTORY));
        return list_names(*directory, room, name);
      }
      case Question::How::Links:
        return list_links(TRY(open(name, O_RDONLY | O_DIRECTORY)), room, name);
      case Question::How::Read: {
        const UniqueFd file = TRY(open(name, O_RDONLY));
        return read_all(*file, room, name.ends_with("/mountinfo") ? mounts_max : small_file_max,
                        name);
      }
      case Question::How::Link:
      case Question::How::Stat: {
        const auto [base, path] = TRY(place_of(name));
        return question.how == Question::How::Link ? read_link(base, path, room)
                                                   : stat_of(base, path, room);
      }
      case Question::How::Clock: return read_clock(room);
      case Question::How::SharesFiles: return shares_files(name, room);
      case Question::How::RootFile: return read_root_file(name, Mounts::Stay, room);
      case Question::How::ServiceFile: return read_root_file(name, Mounts::Cross, room);
      case Question::How::DescriptorTail:
      case Question::How::DescriptorPeek: return read_descriptor(question, room);
      case Question::How::HostTail:
      case Question::How::ServiceTail: return read_tail(question, room);
      case Question::How::HostList: return list_of_machine(name, room);
      case Question::How::Iptables:
        return ask_iptables(*TRY(open_iptables(question.name)), question.name, room);
      case Question::How::LocalHttp: return ask_local_server(question.name, room);
      case Question::How::HostFile: {
        const UniqueFd root = TRY(open_directory("/"));
        const UniqueFd file = TRY(open_inside(*root, name));
        return read_all(*file, room, small_file_max, name);
      }
      case Question::How::HostStat:
        return stat_inside(*TRY(open_directory("/")), name, Mounts::Cross, room);
      case Question::How::RootStat: {
        const auto [root, path] = TRY(root_of(name));
        return stat_inside(*root, path, Mounts::Stay, room);
      }
      case Question::How::RootUsage: return usage_of(name, room);
      default: return failed(std::errc::no_message, "ask", name);
    }
  }

  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    const std::string name(question.name);
    if (question.how == Question::How::Netlink)
      return ask_netlink(TRY(open_netlink(TRY(protocol_of_question(question.name)))),
                         question.name);
    if (question.how == Question::How::Links)
      return links_of(TRY(open(name, O_RDONLY | O_DIRECTORY)), "/proc/" + name);
    if (question.how != Question::How::Read) return failed(std::errc::no_message, "stream", name);
    return blocks_of(TRY(open(name, O_RDONLY)), "/proc/" + name);
  }

  std::unique_ptr<Source> another() override { return open_live(); }
  Result<std::unique_ptr<Source>> network(Text handle) override {
    if (!door_) door_ = std::make_unique<NetworkDoor>();
    return open_network(*this, *door_, *proc_, std::string(handle));
  }

private:
  void forget_process() {
    process_.reset();
    process_name_.clear();
  }

  // Where a name below /proc is looked up. Files of a process are found through a handle on its
  // directory, which is kept until another process is asked about: such a handle never leads to a
  // later process with the same pid.
  Result<std::pair<int, std::string>> place_of(const std::string& name) {
    const std::size_t slash = name.find('/');
    const bool is_process = !name.empty() && name[0] >= '0' && name[0] <= '9';
    if (!is_process || slash == std::string::npos) {
      const bool is_network = name.starts_with("net/");
      return std::pair{*proc_, is_network ? net_ + name : name.empty() ? "." : name};
    }
    TRY(open_process(name.substr(0, slash)));
    return std::pair{*process_, slash + 1 < name.size() ? name.substr(slash + 1) : "."};
  }

  Result<UniqueFd> open(const std::string& name, int flags) {
    auto [base, path] = TRY(place_of(name));
    UniqueFd fd(::openat(base, path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!fd && errno == ENOENT && path.starts_with("thread-self/")) {
      net_ = "self/";  // Before Linux 3.17.
      path.replace(0, Text("thread-self/").size(), net_);
      fd.reset(::openat(base, path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    }
    if (!fd) return errno_failed("open", "/proc/" + name);
    return fd;
  }

  // "42/etc/passwd": a handle on the root of process 42, and the path in it.
  Result<std::pair<UniqueFd, std::string>> root_of(const std::string& name) {
    auto [base, path] = TRY(place_of(name));
    if (base == *proc_) return failed(std::errc::invalid_argument, "open", name);
    UniqueFd root(::openat(base, "root", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root) return errno_failed("open", "/proc/" + name);
    return std::pair{std::move(root), std::move(path)};
  }

  Result<Text> read_root_file(const std::string& name, Mounts mounts, std::string& room) {
    auto [root, path] = TRY(root_of(name));
    const auto shared = std::make_shared<UniqueFd>(std::move(root));
    const auto read = [shared, path, mounts]() -> Result<std::string> {
      const UniqueFd file = TRY(open_inside(**shared, path, mounts));
      std::string bytes;
      TRY(read_all(*file, bytes, small_file_max, path));
      return bytes;
    };
    return with_patience(patience_, name, read, room);
  }

  // "42/var", "self/var". Each file system is waited for by itself: one that hangs says nothing of
  // the others.
  Result<Text> usage_of(const std::string& name, std::string& room) {
    constexpr Text own = "self/";
    std::pair<UniqueFd, std::string> place;
    if (name.starts_with(own))
      place = {TRY(open_directory("/")), name.substr(own.size())};
    else
      place = TRY(root_of(name));
    const auto root = std::make_shared<UniqueFd>(std::move(place.first));
    const auto look = [root, path = place.second]() -> Result<std::string> {
      std::string answer;
      TRY(usage_inside(**root, path.empty() ? "." : path, answer));
      return answer;
    };
    std::chrono::milliseconds patience{300};
    return with_patience(patience, name, look, room);
  }

  // A home may be on another machine that does not answer.
  Result<Text> list_of_machine(const std::string& name, std::string& room) {
    const auto root = std::make_shared<UniqueFd>(TRY(open_directory("/")));
    const auto list = [root, name]() -> Result<std::string> {
      const UniqueFd directory = TRY(open_directory_inside(**root, name));
      std::string names;
      TRY(list_names(*directory, names, name));
      return names;
    };
    return with_patience(patience_with_lists_, name, list, room);
  }

  Result<Text> read_tail(Question question, std::string& room) {
    const std::string name(question.name);
    if (name == kernel_log_name) return read_kernel_log(room);
    std::pair<UniqueFd, std::string> place;
    if (question.how == Question::How::HostTail)
      place = {TRY(open_directory("/")), name};
    else
      place = TRY(root_of(name));
    const auto shared = std::make_shared<UniqueFd>(std::move(place.first));
    const auto read = [shared, path = place.second]() -> Result<std::string> {
      return tail_of(TRY(open_inside(**shared, path)), path);
    };
    return with_patience(patience_, name, read, room);
  }

  // "42/7": descriptor 7 of process 42.
  Result<Text> read_descriptor(Question question, std::string& room) {
    const std::string name(question.name);
    const auto [base, path] = TRY(place_of(name));
    if (base == *proc_) return failed(std::errc::invalid_argument, "open", name);
    const auto directory =
        std::make_shared<UniqueFd>(::openat(base, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!*directory) return errno_failed("open", "/proc/" + name);
    const bool is_pipe = question.how == Question::How::DescriptorPeek;
    const auto read = [directory, is_pipe, descriptor = path]() -> Result<std::string> {
      if (is_pipe) return peek_pipe(**directory, descriptor);
      return tail_of(TRY(reopen_regular(**directory, descriptor)), descriptor);
    };
    return with_patience(patience_, name, read, room);
  }

  Result<void> open_process(const std::string& pid) {
    if (process_ && process_name_ == pid) return {};
    forget_process();
    process_.reset(::openat(*proc_, pid.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!process_) {
      if (errno == ENOENT) errno = ESRCH;
      return errno_failed("open", "/proc/" + pid);
    }
    process_name_ = pid;
    return {};
  }

  // kcmp(2): whether a thread uses the same descriptor table as the leader of its process.
  static Result<Text> shares_files(const std::string& name, std::string& room) {
    int pid = 0;
    int thread = 0;
    const std::size_t slash = name.find('/');
    if (slash == std::string::npos || !parse_number(Text(name).substr(0, slash), pid) ||
        !parse_number(Text(name).substr(slash + 1), thread))
      return failed(std::errc::invalid_argument, "compare the descriptors of", name);
    const long order = ::syscall(SYS_kcmp, pid, thread, KCMP_FILES, 0, 0);
    if (order < 0) return errno_failed("compare the descriptors of", name);
    return Text(room = order == 0 ? "yes" : "no");
  }

  UniqueFd proc_;
  bool is_procfs_ = true;
  UniqueFd process_{};
  std::string process_name_{};
  std::string net_ = "thread-self/";
  std::chrono::milliseconds patience_ = patience_with_containers;
  // Apart, so that a container that hangs does not hide what the machine has installed.
  std::chrono::milliseconds patience_with_lists_ = patience_with_containers;
  std::unique_ptr<NetworkDoor> door_{};
};

}  // namespace

std::unique_ptr<Source> open_live() { return std::make_unique<LiveSource>(); }

}  // namespace sonde
