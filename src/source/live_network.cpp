// live_network.cpp: questions about the network go through the door, all others to the machine.
// SPDX-License-Identifier: Apache-2.0
#include "source/live_network.hpp"

#include <cerrno>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/netlink.h>
#include <sys/vfs.h>

#include "core/value.hpp"
#include "source/files.hpp"
#include "source/iptables_socket.hpp"
#include "source/netlink_socket.hpp"

namespace sonde {
namespace {

constexpr std::size_t small_file_max = 1024 * 1024;

bool is_network_question(Text name) {
  return name == "net" || name.starts_with("net/") || name.starts_with("sys/net/");
}

class LiveNetwork final : public Source {
public:
  // `folder`: that of a process or thread, "42/", whose net/ is that of the namespace, and a handle
  // on it; both are empty where there is none.
  LiveNetwork(Source& machine, NetworkDoor& door, UniqueFd file, std::string folder,
              UniqueFd folder_handle)
      : machine_(machine), door_(door), namespace_(std::move(file)), folder_(std::move(folder)),
        folder_handle_(std::move(folder_handle)) {}

  Text name() const override { return machine_.name(); }
  bool is_live() const override { return true; }

  Result<Text> ask(Question question, std::string& room) override {
    const std::string name(question.name);
    if (question.how == Question::How::HostFile && is_of_process())
      return machine_.ask({Question::How::RootFile, folder_ + name}, room);
    if (name == "self/ns/net" && question.how == Question::How::Link) return which(room);
    if (question.how == Question::How::Iptables) {
      if (!namespace_) return not_entered();
      const UniqueFd socket = TRY(inside([&] { return open_iptables(question.name); }));
      return ask_iptables(*socket, question.name, room);
    }
    if (!is_network_question(name)) return machine_.ask(question, room);
    if (question.how == Question::How::Stat && folder_handle_)
      return stat_of(*folder_handle_, name, room);
    if (question.how == Question::How::List) {
      const UniqueFd directory = TRY(open(name, O_RDONLY | O_DIRECTORY));
      return list_names(*directory, room, name);
    }
    if (question.how != Question::How::Read) return failed(std::errc::no_message, "ask", name);
    const UniqueFd file = TRY(open(name, O_RDONLY));
    return read_all(*file, room, small_file_max, name);
  }

  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    const std::string name(question.name);
    if (question.how == Question::How::Netlink) {
      if (!namespace_) return not_entered();
      const int protocol = TRY(protocol_of_question(question.name));
      return ask_netlink(TRY(inside([&] { return open_netlink(protocol); })), question.name);
    }
    if (!is_network_question(name)) return machine_.stream(question);
    return blocks_of(TRY(open(name, O_RDONLY)), name);
  }

private:
  // The namespace of a process, rather than of one of its threads or descriptors.
  bool is_of_process() const { return folder_.find('/') + 1 == folder_.size() && !folder_.empty(); }

  // The namespace that this really is, as its link reads.
  Result<Text> which(std::string& room) {
    if (!namespace_) return not_entered();
    std::string status;
    const Text inode = TRY(stat_of(*namespace_, "", status));
    return Text(room = "net:[" + std::string(inode.substr(0, inode.find(' '))) + "]");
  }

  // What may not be entered once, is not tried again.
  Result<UniqueFd> inside(const std::function<Result<UniqueFd>()>& open_it) {
    Result<UniqueFd> opened = door_.inside(*namespace_, open_it);
    if (!opened && opened.error().operation == enter_operation) namespace_.reset();
    return opened;
  }
  static std::unexpected<Error> not_entered() {
    return failed(std::errc::operation_not_permitted, enter_operation, "the network namespace");
  }

  Result<UniqueFd> open(const std::string& name, int flags) {
    if (namespace_) {
      // /proc/sys/net shows the namespace of the thread that opens it.
      const std::string path = (name.starts_with("sys/") ? "/proc/" : "/proc/thread-self/") + name;
      Result<UniqueFd> opened = inside([&]() -> Result<UniqueFd> {
        UniqueFd file(::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
        if (!file) return errno_failed("open", path);
        return file;
      });
      if (opened || namespace_) return opened;
    }
    if (!folder_handle_ || name.starts_with("sys/")) return not_entered();
    UniqueFd file(
        ::openat(*folder_handle_, name.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!file) return errno_failed("open", "/proc/" + folder_ + name);
    return file;
  }

  Source& machine_;
  NetworkDoor& door_;
  UniqueFd namespace_;
  std::string folder_;
  UniqueFd folder_handle_;
};

// A file that is what it says: not a FIFO or a device that somebody put in its place.
Result<UniqueFd> open_namespace_file(int directory, const std::string& path) {
  const UniqueFd handle(::openat(directory, path.c_str(), O_PATH | O_CLOEXEC));
  if (!handle) return errno_failed("open", path);
  struct statfs status;
  if (::fstatfs(*handle, &status) != 0) return errno_failed("look at", path);
  if (status.f_type != NSFS_MAGIC)
    return failed(std::errc::bad_message, "open (it is no namespace)", path);
  const std::string again = "/proc/self/fd/" + std::to_string(*handle);
  UniqueFd file(::open(again.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return errno_failed("open", path);
  return file;
}

}  // namespace

Result<std::unique_ptr<Source>> open_network(Source& machine, NetworkDoor& door, int proc,
                                             const std::string& handle) {
  constexpr Text of_process = "/ns/net";
  const bool is_process = !handle.starts_with('/') && handle.ends_with(of_process);
  std::string folder;
  UniqueFd folder_handle;
  if (is_process) {
    folder = handle.substr(0, handle.size() - of_process.size()) + "/";
    folder_handle.reset(::openat(proc, folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder_handle) return failed(std::errc::no_such_process, "open", "/proc/" + folder);
  }
  Result<UniqueFd> file = is_process ? open_namespace_file(*folder_handle, "ns/net")
                                     : open_namespace_file(proc, handle);
  const bool is_refused = !file && reason_of(file.error().code) == Absent::NotPermitted;
  if (!file && !(is_refused && is_process)) return std::unexpected(std::move(file).error());
  UniqueFd entered = file ? std::move(*file) : UniqueFd();
  if (!is_process) {  // There is no other way to read it.
    Result<UniqueFd> test = door.inside(*entered, [] { return open_netlink(NETLINK_SOCK_DIAG); });
    if (!test) return failed(test.error().code, enter_operation, handle);
  }
  return std::make_unique<LiveNetwork>(machine, door, std::move(entered), std::move(folder),
                                       std::move(folder_handle));
}

}  // namespace sonde
