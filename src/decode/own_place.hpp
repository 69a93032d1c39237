// own_place.hpp: what small files of /proc say of the rights and limits of whoever reads them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// How /proc shows processes to those who may not look into them.
struct ProcOptions {
  Text hidepid{};          // "2", "invisible", ...; "": they are listed and half open.
  bool is_hiding = false;  // Other users' processes are not even listed, or all but closed.
  bool only_pids = false;  // subset=pid (Linux 5.8): only the directories of processes are there.
};
// Reads self/mountinfo; of several mounts on /proc the last is on top. Points into the file.
ProcOptions decode_proc_options(Text mountinfo);

// Whether self/uid_map is that of the first user namespace of the machine, whose capabilities reach
// everything.
bool is_first_user_namespace(Text uid_map);

// What stands in for the kernel of Linux.
enum class Sandbox : u8 { None, Gvisor, Wsl1, Wsl2 };
// Reads version, and sys/kernel/osrelease, which may be missing.
Sandbox decode_sandbox(Text version, Text osrelease);

// What a security module confines the process to, of self/attr/current: "docker-default (enforce)",
// "system_u:system_r:container_t:s0"; "" when it says that nothing does.
Text decode_confinement(Text attr_current);

// Whether self/status says that no program that it starts gets more rights, as by sudo.
bool has_no_new_privileges(Text status);

}  // namespace sonde
