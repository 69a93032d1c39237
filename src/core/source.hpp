// source.hpp: where bytes come from: live /proc, netlink, a copy of /proc, a pipe. Never rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

// One thing to ask. Names are relative to /proc, and to the place: "net/tcp" is the table of the
// network namespace that the source looks at.
struct Question {
  enum class How : u8 {
    Read,      // The bytes of a file below /proc: "net/tcp", "42/comm".
    List,      // The names in a directory below /proc, each ended by a NUL.
    Links,     // Name NUL target NUL for each link in a directory: "42/fd".
    Link,      // The target of one link: "42/ns/net", "42/exe".
    Stat,      // "INODE LINKS SIZE KIND DEVICE" of a file below /proc, or what a link there leads
               // to; the kind as in ls -l: - d c b p s. A remote file system may have to be asked.
    HostFile,  // A small file of the machine: "etc/passwd". Opened without being fooled.
    HostList,  // The names in a directory of the machine, "var/log", each ended by a NUL.
    RootFile,  // The same in the root of a process, "42/etc/passwd", on its first mount only.
    ServiceFile,  // The same where the process is a service of the machine: on any of its mounts.
    HostStat,     // As Stat, of a file or directory of the machine: "etc/passwd". Nothing is read.
    RootStat,     // The same in the root of a process, on its first mount only: "42/etc/passwd".
    RootUsage,    // "MOUNT SIZE FREE AVAILABLE FILES FREE_FILES" of what is mounted at a path in
                  // the root of a process, "42/var", or in ours, "self/var". Waits 300 ms at most.
    DescriptorTail,  // The last 64 KiB of a regular file that a process has open: "42/7".
    DescriptorPeek,  // What waits in a pipe that it has open, which is not taken away: "42/1".
    HostTail,        // The last 64 KiB of a file of the machine; of "dev/kmsg" all of it.
    ServiceTail,     // The same as a service of the machine sees it: "42/var/lib/x.log".
    LocalHttp,  // What the server on a unix socket of the machine answers to GET, with its header:
                // "run/docker.sock" NUL "/containers/json".
    Clock,        // The clock of the machine, as source/clock.hpp says. Has no name.
    SharesFiles,  // "42/45": has thread 45 the descriptor table of its process 42? "yes" or "no".
    Netlink,      // The name is a byte with the number of a netlink protocol, then one request;
                  // the answer comes as datagrams. See netlink_question() in decode.
    Iptables,     // A table of the older iptables, "ip/nat" or "ip6/filter": what the kernel says
                  // to IPT_SO_GET_INFO, and then to IPT_SO_GET_ENTRIES. Asking for a table that
                  // is not there makes the kernel load it: see net/ip_tables_names first.
    Paste,        // Whatever text came in by standard input or as a file. Has no name.
  };
  How how;
  Text name{};
};

// A large answer, piece by piece. A piece is valid until the next call, and empty at the end.
struct Blocks {
  virtual ~Blocks() = default;
  virtual Result<Text> next() = 0;
};

// Answers questions with bytes or with a refusal. A source that has nothing of a kind answers
// std::errc::no_message ("not collected"); a live one passes on what the kernel said.
// Questions about one process that follow one another are answered about the very same process,
// even when its pid is reused in between: then they fail with no_such_process.
struct Source {
  virtual ~Source() = default;
  virtual Text name() const = 0;     // For people: "here", "from DIR".
  // The kernel answers now, and tells at a later look what has changed since.
  virtual bool is_live() const { return false; }
  // Files that somebody copied, or a text: byte order and clock may be another machine's, and what
  // is absent may not have been absent there. Otherwise refusals are the kernel's own.
  virtual bool is_copy() const { return !is_live(); }
  // A small answer. It stands in `room`, and is valid until `room` is changed.
  virtual Result<Text> ask(Question question, std::string& room) = 0;
  // A large one: a file, the links of a directory (each block holds whole pairs), a dump, a paste.
  virtual Result<std::unique_ptr<Blocks>> stream(Question question) = 0;
  // A source of the same place for another thread; null where there can be only one.
  virtual std::unique_ptr<Source> another() { return nullptr; }
  // Whether a later look is told apart from this one: always by a live source, by a capture when it
  // was made with two. look_again() begins it.
  virtual bool has_second_look() const { return is_live(); }
  virtual void look_again() {}
  // When its answers are given, or were, in this look; rates are made of the time between two.
  virtual std::chrono::steady_clock::time_point now() const {
    return std::chrono::steady_clock::now();
  }
  // What the whole of it lacks, as sentences: a capture that was cut says where.
  virtual std::vector<std::string> lost() const { return {}; }
  // The same machine as seen from another network namespace, which is that of a link below /proc
  // ("42/ns/net", "42/task/43/ns/net", "42/fd/7") or a file that it is mounted on
  // ("/run/netns/blue"). It must not outlive this source.
  virtual Result<std::unique_ptr<Source>> network(Text handle) {
    return failed(std::errc::no_message, "enter", std::string(handle));
  }
};

// Whole lines out of blocks that end anywhere. A line longer than the limit is dropped and counted.
class Lines {
public:
  static constexpr std::size_t bytes_max = 64 * 1024;

  explicit Lines(Blocks& blocks) : blocks_(blocks) {}

  // Calls `use` with each line, without its newline. Stops at the first error.
  template <class Use> Result<void> each(Use use) {
    for (;;) {
      Text block = TRY(blocks_.next());
      if (block.empty()) break;
      for (std::size_t end; (end = block.find('\n')) != Text::npos; block.remove_prefix(end + 1))
        finish_line(block.substr(0, end), use);
      if (!block.empty()) begin_line(block);
    }
    if (!rest_.empty()) use(Text(rest_));
    rest_.clear();
    return {};
  }
  u64 too_long() const { return too_long_; }

private:
  void begin_line(Text part) {
    if (dropping_) return;
    if (rest_.size() + part.size() > bytes_max) {
      dropping_ = true;
      ++too_long_;
      rest_.clear();
      return;
    }
    rest_ += part;
  }
  template <class Use> void finish_line(Text part, Use& use) {
    if (std::exchange(dropping_, false)) return;
    if (rest_.size() + part.size() > bytes_max)
      ++too_long_;
    else if (rest_.empty())
      use(part);
    else
      use(Text(rest_ += part));
    rest_.clear();
  }

  Blocks& blocks_;
  std::string rest_{};
  bool dropping_ = false;
  u64 too_long_ = 0;
};

}  // namespace sonde
