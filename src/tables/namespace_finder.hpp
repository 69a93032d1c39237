// namespace_finder.hpp: every namespace that a process, a thread, a descriptor or a mount keeps.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/table.hpp"
#include "decode/proc_pid.hpp"
#include "model/namespace.hpp"

namespace sonde {

class NamespaceFinder {
public:
  explicit NamespaceFinder(World& world) : world_(world) {}

  // Of one type, such as "net", or of all where it is "". By type, then by inode.
  std::vector<Namespace> find(Text type);

  // Of the processes that may not be looked into.
  u64 refused() const { return refused_; }
  const std::string& refused_example() const { return refused_example_; }
  // Of those that could not be read for a reason of our own.
  u64 failed() const { return failed_; }
  std::errc failure() const { return failure_; }

private:
  bool wants(Text type) const { return type_.empty() || type == type_; }
  void look_at_processes();
  void look_at_links(const std::string& folder, int pid, KeptBy kept_by);
  void look_at_threads(int pid);
  void look_at_descriptors();
  void look_at_mounts();
  bool may_hide_processes(Text type) const;
  void note_unread(std::errc code, const std::string& name);
  void add(const NamespaceLink& link, KeptBy kept_by, int pid, const std::string& path);

  World& world_;
  Text type_{};
  struct Found {
    Namespace row{};
    std::vector<int> pids{};
    std::string mounts{};
  };
  std::map<std::pair<std::string, u64>, Found> found_{};
  std::set<int> closed_{};  // Processes that may not be looked into.
  u64 refused_ = 0, failed_ = 0;
  std::errc failure_{};
  std::string refused_example_{}, room_{};
};

// The network namespaces of the whole machine: those of processes, by their lowest pid, then those
// that only a thread, a descriptor or a mount keeps.
std::vector<Network> all_networks(World& world);

}  // namespace sonde
