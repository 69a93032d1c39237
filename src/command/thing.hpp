// thing.hpp: what "who" may be asked about, and what a word can mean.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/value.hpp"
#include "tables/target.hpp"

namespace sonde {

// One reading of what was typed. Nothing is looked up yet.
struct Thing {
  // A bit each: whoever finds links says for which things.
  enum Kind : u32 {
    Port = 1U << 0,
    End = 1U << 1,  // An address with a port.
    Host = 1U << 2,
    Process = 1U << 3,
    Path = 1U << 4,
    Place = 1U << 5,  // A container, a pod or a network namespace.
    Inode = 1U << 6,
    Interface = 1U << 7,
    Name = 1U << 8,  // Of processes: what "who" answers with a Process for each.
  };
  Kind kind = Port;
  std::string called{};  // "port 8080", "pid 3865"
  u16 port = 0;
  Address address{};
  int pid = 0;
  u64 inode = 0;
  std::string name{};  // Of a path, an interface or processes.
  Target place{};
};

// Everything that a text can mean, the likeliest first; none when it makes no sense: ":99999".
// The first word decides where one is written: "pid:42", "inode:7"; a bare number is a port, a pid,
// an inode; a bare word a service, a container, a pod, a network namespace, an interface, the name
// of processes.
std::vector<Thing> things_of(Text typed);

Thing process_thing(int pid);

}  // namespace sonde
