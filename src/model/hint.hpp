// hint.hpp: one row of the table "hints": something that says that there is another server.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// The order is that of the answer: what somebody wrote down first, what somebody typed last.
enum class HintKind : u8 { Hosts, KnownHost, Ssh, Service, Link, Variable, History };
inline constexpr Text hint_kind_names[] = {"hosts", "known-host", "ssh",    "service",
                                           "link",  "variable",   "history"};
constexpr Text name_of(HintKind kind) { return hint_kind_names[static_cast<std::size_t>(kind)]; }

// Texts live as long as the world. A hint stands in a file, or in the environment of a process.
struct Hint {
  HintKind kind = HintKind::Hosts;
  Known<Text> login{Absent::NotApplicable};  // As whom there.
  Known<Text> host{Absent::NotApplicable};  // A name or an address; of a hashed name not collected.
  Known<u16> port{Absent::NotApplicable};
  Known<Address> address{Absent::NotApplicable};
  Known<Text> says{Absent::NotApplicable};  // Secrets are stars already.
  Known<Text> file{Absent::NotApplicable};
  Known<u32> line{Absent::NotApplicable};
  Known<Text> variable{Absent::NotApplicable};
  Known<int> pid{Absent::NotApplicable};
  Known<Text> process{Absent::NotApplicable};
  Known<Text> user{Absent::NotApplicable};  // Whose home or process it is.
  Known<Text> container{Absent::NotApplicable};
  u32 times = 1;  // Lines of the file, or processes, that say the same.
};

}  // namespace sonde
