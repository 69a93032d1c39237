// folder.cpp: answers questions from a copy of /proc, trusting nothing in it.
// SPDX-License-Identifier: Apache-2.0
#include "source/folder.hpp"

#include <algorithm>
#include <fcntl.h>

#include "source/files.hpp"

namespace sonde {
namespace {

constexpr std::size_t small_file_max = 1024 * 1024;

class FolderSource final : public Source {
public:
  // `net`: in front of "net/tcp", such as "1/"; `own`: the process that stands for "self".
  FolderSource(UniqueFd root, UniqueFd host, std::string net, std::string own, std::string name)
      : root_(std::move(root)), host_(std::move(host)), net_(std::move(net)), own_(std::move(own)),
        name_(std::move(name)) {}

  Text name() const override { return name_; }

  Result<Text> ask(Question question, std::string& room) override {
    const std::string path = path_of(question.name);
    switch (question.how) {
      case Question::How::List: {
        const UniqueFd directory = TRY(open_directory_inside(*root_, path));
        return list_names(*directory, room, path);
      }
      case Question::How::Links:
        return list_links(TRY(open_directory_inside(*root_, path)), room, path);
      case Question::How::Read: {
        const UniqueFd file = TRY(open_inside(*root_, path));
        return read_all(*file, room, small_file_max, path);
      }
      case Question::How::Link: {
        const Text folder = Text(path).substr(0, path.rfind('/'));
        const UniqueFd directory = TRY(open_directory_inside(*root_, std::string(folder)));
        return read_link(*directory, path.substr(std::min(folder.size() + 1, path.size())), room);
      }
      case Question::How::HostFile: {
        if (!host_) return failed(std::errc::no_message, "open", path);
        const UniqueFd file = TRY(open_inside(*host_, std::string(question.name)));
        return read_all(*file, room, small_file_max, path);
      }
      case Question::How::HostStat:
        if (!host_) return failed(std::errc::no_message, "look at", path);
        return stat_inside(*host_, std::string(question.name), Mounts::Cross, room);
      default: return failed(std::errc::no_message, "ask", path);
    }
  }

  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    const std::string path = path_of(question.name);
    if (question.how == Question::How::Links)
      return links_of(TRY(open_directory_inside(*root_, path)), path);
    if (question.how != Question::How::Read) return failed(std::errc::no_message, "stream", path);
    return blocks_of(TRY(open_inside(*root_, path)), path);
  }

  // The tables of another process of the copy.
  Result<std::unique_ptr<Source>> network(Text handle) override {
    constexpr Text of_process = "/ns/net";
    if (handle.starts_with('/') || !handle.ends_with(of_process))
      return failed(std::errc::no_message, "enter", std::string(handle));
    handle.remove_suffix(of_process.size());
    const std::string pid(handle);
    TRY(open_directory_inside(*root_, pid + "/net"));
    return std::make_unique<FolderSource>(copy(root_), copy(host_), pid + "/", pid, name_);
  }

private:
  static UniqueFd copy(const UniqueFd& fd) {
    return fd ? UniqueFd(::fcntl(*fd, F_DUPFD_CLOEXEC, 0)) : UniqueFd();
  }
  std::string path_of(Text name) const {
    if (name == "net" || name.starts_with("net/")) return net_ + std::string(name);
    if (name.starts_with("self/")) return own_ + std::string(name.substr(4));
    return name.empty() ? "." : std::string(name);
  }

  UniqueFd root_;
  UniqueFd host_;  // The root of the machine, when the directory holds more than proc.
  std::string net_;
  std::string own_;
  std::string name_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_folder(const std::string& path) {
  UniqueFd given = TRY(open_directory(path));
  std::string name = "from " + path;
  Result<UniqueFd> inner = open_directory_inside(*given, "proc");
  UniqueFd root = inner ? std::move(*inner) : UniqueFd(::fcntl(*given, F_DUPFD_CLOEXEC, 0));
  UniqueFd host = inner ? std::move(given) : UniqueFd();
  const bool has_first = open_directory_inside(*root, "1/net").has_value();
  if (has_first) name += " (network of pid 1)";
  // In the /proc of a host "self" would be us. In a copy without pid 1 it is who made the copy.
  const bool has_one = open_directory_inside(*root, "1").has_value();
  return std::make_unique<FolderSource>(std::move(root), std::move(host), has_first ? "1/" : "",
                                        has_one ? "1" : "self", std::move(name));
}

}  // namespace sonde
