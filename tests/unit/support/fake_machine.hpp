// fake_machine.hpp: a /proc in memory whose processes live in namespaces, cgroups and containers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde::test {

inline constexpr u32 first_netns = 4026531840;
inline constexpr u32 first_pidns = 4026531836;

struct FakeProcess {
  int pid = 0;
  int ppid = 1;
  std::string name = "sleep";
  u32 netns = first_netns;
  u32 pidns = first_pidns;
  std::string cgroup = "0::/user.slice\n";
  std::string cmdline{};  // With "~" for NUL; "": the name.
  u32 uid = 0;
  std::string inner_pids{};  // Those of NSpid behind the first, each after a tab.
  bool is_open = true;       // Whether its links may be read.
  u64 start_ticks = 0;       // 0: ten for each pid, so that a lower pid began earlier.
  int threads = 1;
  bool is_kernel_thread = false;
  std::string state = "S";
};

inline std::string with_nuls(std::string text) {
  std::ranges::replace(text, '~', '\0');
  return text;
}

// The inode of net/tcp of a namespace: another number than that of the namespace itself.
constexpr u32 tcp_inode(u32 netns) { return netns + 5000; }

inline std::string link_to(Text type, u32 inode) {
  return std::string(type) + ":[" + std::to_string(inode) + "]";
}

// The links of its namespaces, and whether they and its descriptors may be read.
inline void put_links(FakeSource& source, const FakeProcess& process, const std::string& pid) {
  using How = Question::How;
  const std::pair<Text, u32> links[] = {{"net", process.netns}, {"pid", process.pidns}};
  std::string all;
  for (const auto& [type, inode] : links) {
    const std::string name = pid + "/ns/" + std::string(type);
    if (process.is_open)
      source.put(How::Link, name, link_to(type, inode));
    else
      source.refuse(How::Link, name, std::errc::permission_denied);
    (all += type) += '\0';
    (all += link_to(type, inode)) += '\0';
  }
  if (process.is_open) return source.put(How::Links, pid + "/ns", all);
  source.refuse(How::Links, pid + "/ns", std::errc::permission_denied);
  source.refuse(How::Links, pid + "/fd", std::errc::permission_denied);
}

inline void put_process(FakeSource& source, const FakeProcess& process) {
  const std::string pid = std::to_string(process.pid);
  source.list_process(process.pid);
  const u64 start =
      process.start_ticks != 0 ? process.start_ticks : 10 * static_cast<u64>(process.pid);
  const std::string flags = process.is_kernel_thread ? "2129984" : "4194560";
  source.file(pid + "/stat", pid + " (" + process.name + ") " + process.state + " " +
                                 std::to_string(process.ppid) + " 1 1 0 -1 " + flags +
                                 " 1 0 0 0 1 2 0 0 20 0 " + std::to_string(process.threads) +
                                 " 0 " + std::to_string(start) + " 1000000 100 0 0 0\n");
  const std::string uid = "\t" + std::to_string(process.uid);
  source.file(pid + "/status", "Name:\t" + process.name + "\nUid:" + uid + uid + uid + uid +
                                   "\nNSpid:\t" + pid + process.inner_pids + "\n");
  source.file(pid + "/cgroup", process.cgroup);
  source.file(pid + "/cmdline",
              with_nuls(process.cmdline.empty() ? process.name + "~" : process.cmdline));
  source.put(Question::How::Stat, pid + "/net/tcp",
             std::to_string(tcp_inode(process.netns)) + " 1 0 -");
  put_links(source, process, pid);
}

// What a live /proc in the machine's first namespaces has of itself.
inline void put_first_namespaces(FakeSource& source) {
  source.put(Question::How::Link, "self/ns/net", link_to("net", first_netns));
  source.put(Question::How::Link, "self/ns/pid", link_to("pid", first_pidns));
  source.file("self/status", "Name:\tsonde\nUid:\t0\t0\t0\t0\nNSpid:\t999\n");
  source.put(Question::How::List, "", "");
  source.put(Question::How::Stat, "net/tcp", std::to_string(tcp_inode(first_netns)) + " 1 0 -");
}

class FakeMachine {
public:
  FakeMachine() { put_first_namespaces(source); }

  static std::string link(Text type, u32 inode) { return link_to(type, inode); }
  void add(const FakeProcess& process) { put_process(source, process); }

  FakeSource source{FakeSource::Kind::Live};
};

// Keeps what a scan says beside its rows.
struct HeardSink final : Sink {
  std::vector<std::string> gaps{};  // "column reason example".
  std::vector<std::string> notes{};
  std::vector<Chunk> chunks{};
  std::size_t count = 0;  // Of rows.
  More rows(Chunk chunk) override {
    count += chunk.size();
    chunks.push_back(std::move(chunk));
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    gaps.push_back(std::string(gap.column) + " " + std::string(name_of(gap.why)) + " " +
                   std::string(gap.example));
  }
  void note(Text sentence) override { notes.emplace_back(sentence); }
  void end() override {}
};

}  // namespace sonde::test
