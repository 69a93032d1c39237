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
#include "source/files.hpp"
#include "source/netlink_socket.hpp"

namespace sonde {
namespace {

constexpr std::size_t small_file_max = 1024 * 1024;

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
        if (name.empty()) forget_process();  // A new walk over all processes begins.
        const UniqueFd directory = TRY(open(name, O_RDONLY | O_DIRECTORY));
        return list_names(*directory, room, name);
      }
      case Question::How::Links:
        return list_links(TRY(open(name, O_RDONLY | O_DIRECTORY)), room, name);
      case Question::How::Read: {
        const UniqueFd file = TRY(open(name, O_RDONLY));
        return read_all(*file, room, small_file_max, name);
      }
      case Question::How::SharesFiles: return shares_files(name, room);
      case Question::How::HostFile: {
        const UniqueFd root = TRY(open_directory("/"));
        const UniqueFd file = TRY(open_inside(*root, name));
        return read_all(*file, room, small_file_max, name);
      }
      default: return failed(std::errc::no_message, "ask", name);
    }
  }

  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    const std::string name(question.name);
    if (question.how == Question::How::SockDiag) return dump_sockets(question.name);
    if (question.how == Question::How::Links)
      return links_of(TRY(open(name, O_RDONLY | O_DIRECTORY)), "/proc/" + name);
    if (question.how != Question::How::Read) return failed(std::errc::no_message, "stream", name);
    return blocks_of(TRY(open(name, O_RDONLY)), "/proc/" + name);
  }

  std::unique_ptr<Source> another() override { return open_live(); }

private:
  void forget_process() {
    process_.reset();
    process_name_.clear();
  }

  // Files of a process are opened through a handle on its directory, which is kept until another
  // process is asked about: such a handle never leads to a later process with the same pid.
  Result<UniqueFd> open(const std::string& name, int flags) {
    int base = *proc_;
    Text below = name;
    const std::size_t slash = name.find('/');
    if (!name.empty() && name[0] >= '0' && name[0] <= '9' && slash != std::string::npos) {
      TRY(open_process(name.substr(0, slash)));
      base = *process_;
      below.remove_prefix(slash + 1);
    }
    std::string path = below.empty() ? "." : std::string(below);
    if (below.starts_with("net/") && base == *proc_) path.insert(0, net_);
    UniqueFd fd(::openat(base, path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!fd && errno == ENOENT && path.starts_with("thread-self/")) {
      net_ = "self/";  // Before Linux 3.17.
      path.replace(0, Text("thread-self/").size(), net_);
      fd.reset(::openat(base, path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    }
    if (!fd) return errno_failed("open", "/proc/" + name);
    return fd;
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
};

}  // namespace

std::unique_ptr<Source> open_live() { return std::make_unique<LiveSource>(); }

}  // namespace sonde
