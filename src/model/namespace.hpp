// namespace.hpp: one row of the table "namespaces": a namespace, and what keeps it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// What keeps a namespace alive, as far as it was found.
enum class KeptBy : u8 { Process, Thread, Descriptor, Mount };
inline constexpr Text kept_by_names[] = {"process", "thread", "descriptor", "mount"};
constexpr Text name_of(KeptBy kept) { return kept_by_names[static_cast<std::size_t>(kept)]; }

// Texts live as long as the world.
struct Namespace {
  Text type{};  // "net", "mnt", ...
  u64 inode = 0;
  Text path{};    // A file that stands for it: /proc/42/ns/net, /run/netns/blue.
  Text mounts{};  // All that it is mounted on, each ended by a NUL.
  Text handle{};  // The same for Source::network; "" where that cannot open it.
  KeptBy kept_by = KeptBy::Process;
  Known<u32> processes{};  // None is only said where every process could be looked at.
  Numbers pids{};          // Those processes, ascending.
  int pid = 0;             // The lowest; where no process is in it, the one that keeps it; 0: none.
  Known<int> ppid{Absent::NotApplicable};
  Known<Text> command{Absent::NotApplicable};
  Known<u32> uid{Absent::NotApplicable};
  Known<Text> user{Absent::NotApplicable};
  Known<Text> container{Absent::NotApplicable};  // That of all its processes.
};

}  // namespace sonde
