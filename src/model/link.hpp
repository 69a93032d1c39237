// link.hpp: one row of the answer of "who": something that is linked to the thing that was asked.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Is: what the thing itself is; every thing that was found begins with such a row.
enum class Relation : u8 {
  Is,
  Published,
  Listens,
  Talks,
  Runs,
  Parent,
  Namespaces,
  Has,
  Opens,
  Mounts,
  Logs,
  Deleted,
};
inline constexpr Text relation_names[] = {"is",    "published", "listens",    "talks",
                                          "runs",  "parent",    "namespaces", "has",
                                          "opens", "mounts",    "logs",       "deleted"};
constexpr Text name_of(Relation relation) {
  return relation_names[static_cast<std::size_t>(relation)];
}

// Texts live as long as the world.
struct Link {
  Relation relation = Relation::Is;
  Text thing{};  // "port 8080", "pid 3865": a word may mean several.
  Text says{};   // The whole of it, for people.
  Known<u32> netns{Absent::NotApplicable};
  Known<Text> container{Absent::NotApplicable};
  Known<int> pid{Absent::NotApplicable};
  Known<Text> process{Absent::NotApplicable};
  Known<Text> address{Absent::NotApplicable};
  Known<Text> state{Absent::NotApplicable};
  u64 count = 1;
  bool is_target = false;  // Published: another port is, and leads to this thing.
  // The other end of a connection, where that is on this machine.
  Known<u32> peer_netns{Absent::NotApplicable};
  Known<Text> peer_container{Absent::NotApplicable};
  Known<int> peer_pid{Absent::NotApplicable};
  Known<Text> peer_process{Absent::NotApplicable};
  Known<Text> peer_host{Absent::NotApplicable};  // Another machine, where several answer.
  Text next{};  // Commands that say more: of the thing, or of all such links.
};

}  // namespace sonde
