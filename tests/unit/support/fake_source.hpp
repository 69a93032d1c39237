// fake_source.hpp: a machine in memory, which remembers every question it was asked.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <chrono>
#include <cstring>
#include <linux/netlink.h>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/source.hpp"

namespace sonde::test {

// Hands out its pieces one after the other.
class Pieces final : public Blocks {
public:
  explicit Pieces(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {}
  Result<Text> next() override {
    if (at_ == pieces_.size()) return Text();
    return Text(pieces_[at_++]);
  }

private:
  std::vector<std::string> pieces_;
  std::size_t at_ = 0;
};

// Another source, for as long as that lives.
class Borrowed final : public Source {
public:
  explicit Borrowed(Source& source) : source_(source) {}
  Text name() const override { return source_.name(); }
  bool is_live() const override { return source_.is_live(); }
  std::chrono::steady_clock::time_point now() const override { return source_.now(); }
  Result<Text> ask(Question question, std::string& room) override {
    return source_.ask(question, room);
  }
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    return source_.stream(question);
  }

private:
  Source& source_;
};

// A message of netlink without its header: the kernel's structure, then attributes.
struct NetlinkMessage {
  u16 type = 0;
  std::string body{};
};

class FakeSource final : public Source {
public:
  using How = Question::How;
  enum class Kind : u8 { Live, Copy };
  explicit FakeSource(Kind kind) : kind_(kind) {}

  void put(How how, const std::string& name, std::string answer) {
    answers_[{how, name}] = std::move(answer);
  }
  void file(const std::string& name, std::string text) { put(How::Read, name, std::move(text)); }
  void refuse(How how, const std::string& name, std::errc why) { answers_[{how, name}] = why; }
  // What a handle of a network namespace leads to; that source lives longer than this one.
  void lead(const std::string& handle, Source& network) { networks_[handle] = &network; }
  void refuse_network(const std::string& handle, std::errc why) { networks_[handle] = why; }
  // What every request of sock_diag gets; without it netlink is not there.
  void sock_diag(std::vector<std::string> datagrams) { datagrams_ = std::move(datagrams); }

  // What requests of one netlink protocol and type get, whose body begins so: a dump of messages.
  // Once a protocol has one, everything else that it is asked is an empty dump.
  void netlink(int protocol, u16 type, const std::string& begins,
               std::vector<NetlinkMessage> messages) {
    dumps_[{protocol, type, begins}] = std::move(messages);
  }

  // A number in the list of processes.
  void list_process(int pid) {
    const std::string folder = std::to_string(pid);
    if (std::ranges::find(pids_, folder) == pids_.end()) pids_.push_back(folder);
    std::string list;
    for (const std::string& one : pids_) (list += one) += '\0';
    put(How::List, "", list);
  }
  // A process with sockets as its descriptors 3, 4, ...
  void process(int pid, const std::string& comm, const std::vector<u64>& inodes) {
    const std::string folder = std::to_string(pid);
    list_process(pid);
    put(How::Links, folder + "/fd", links(inodes));
    put(How::List, folder + "/task", folder + '\0');
    file(folder + "/comm", comm + "\n");
    file(folder + "/cmdline", comm + std::string("\0--flag\0", 8));
    file(folder + "/cgroup", "0::/\n");
  }
  static std::string links(const std::vector<u64>& inodes) {
    std::string links;
    int fd = 3;
    for (const u64 inode : inodes) {
      (links += std::to_string(fd++)) += '\0';
      (links += "socket:[" + std::to_string(inode) + "]") += '\0';
    }
    return links;
  }

  Text name() const override { return kind_ == Kind::Live ? "here" : "from a copy"; }
  bool is_live() const override { return kind_ == Kind::Live; }
  std::chrono::steady_clock::time_point now() const override { return clock; }
  Result<Text> ask(Question question, std::string& room) override {
    asked.emplace_back(question.name);
    const auto answer = answers_.find({question.how, std::string(question.name)});
    if (answer == answers_.end())
      return failed(std::errc::no_such_file_or_directory, "ask", std::string(question.name));
    if (const std::errc* why = std::get_if<std::errc>(&answer->second))
      return failed(*why, "ask", std::string(question.name));
    return Text(room = std::get<std::string>(answer->second));
  }
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    if (question.how == How::Paste) return failed(std::errc::no_message, "stream", "");
    if (question.how == How::Netlink) {
      requests.emplace_back(question.name.substr(1));
      const int protocol = question.name.front();
      if (std::ranges::any_of(dumps_, [&](const auto& dump) { return dump.first.of == protocol; }))
        return std::make_unique<Pieces>(std::vector{dump_for(protocol, requests.back())});
      if (datagrams_.empty()) return failed(std::errc::protocol_not_supported, "stream", "");
      return std::make_unique<Pieces>(datagrams_);
    }
    std::string room;
    auto text = ask(question, room);
    if (!text) return std::unexpected(std::move(text).error());
    if (text->empty()) return std::make_unique<Pieces>(std::vector<std::string>());
    return std::make_unique<Pieces>(std::vector{std::string(*text)});
  }

  Result<std::unique_ptr<Source>> network(Text handle) override {
    const auto found = networks_.find(std::string(handle));
    if (found == networks_.end())
      return failed(std::errc::no_such_process, "enter", std::string(handle));
    if (const std::errc* why = std::get_if<std::errc>(&found->second))
      return failed(*why, "enter", std::string(handle));
    return std::make_unique<Borrowed>(*std::get<Source*>(found->second));
  }

  bool was_asked(Text part) const {
    return std::ranges::any_of(asked, [&](Text name) { return name.find(part) != Text::npos; });
  }

  // Stands until a test moves it, however long the test takes on a busy machine.
  std::chrono::steady_clock::time_point clock{std::chrono::hours(1)};
  std::vector<std::string> asked{};     // Names of files and folders.
  std::vector<std::string> requests{};  // Bytes of sock_diag requests.

private:
  struct Ask {
    int of = 0;  // The netlink protocol.
    u16 type = 0;
    std::string begins{};
    auto operator<=>(const Ask&) const = default;
  };

  static std::string message(const nlmsghdr& request, u16 type, const std::string& body) {
    nlmsghdr header = request;
    header.nlmsg_len = static_cast<u32>(sizeof header + body.size());
    header.nlmsg_type = type;
    header.nlmsg_flags = NLM_F_MULTI;
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
    return bytes.append(body).append((4 - body.size() % 4) % 4, '\0');
  }
  std::string dump_for(int protocol, const std::string& question) const {
    nlmsghdr request{};
    std::memcpy(&request, question.data(), std::min(question.size(), sizeof request));
    const Text body = Text(question).substr(std::min(question.size(), sizeof request));
    std::string dump;
    for (const auto& [ask, messages] : dumps_) {
      const bool is_it = ask.of == protocol && ask.type == request.nlmsg_type;
      if (!is_it || !body.starts_with(ask.begins)) continue;
      for (const NetlinkMessage& one : messages) dump += message(request, one.type, one.body);
    }
    return dump + message(request, NLMSG_DONE, std::string(4, '\0'));
  }

  Kind kind_;
  std::map<Ask, std::vector<NetlinkMessage>> dumps_{};
  std::map<std::pair<How, std::string>, std::variant<std::string, std::errc>> answers_{};
  std::map<std::string, std::variant<Source*, std::errc>> networks_{};
  std::vector<std::string> datagrams_{}, pids_{};
};

}  // namespace sonde::test
