// own_place.cpp: options of /proc, maps of users, versions of kernels, labels of security modules.
// SPDX-License-Identifier: Apache-2.0
#include "decode/own_place.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "decode/mountinfo.hpp"

namespace sonde {
namespace {

// The value of KEY=VALUE in "rw,hidepid=invisible,gid=26"; "" without it.
Text option_of(Text options, Text key) {
  while (!options.empty()) {
    const Text one = options.substr(0, options.find(','));
    options.remove_prefix(std::min(one.size() + 1, options.size()));
    if (one.starts_with(key) && one.size() > key.size() && one[key.size()] == '=')
      return one.substr(key.size() + 1);
  }
  return {};
}

// A text without NUL and newline at its end.
Text plain(Text text) {
  while (text.ends_with('\0') || text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

}  // namespace

// fs/proc/root.c (proc_show_options):
// 22 28 0:21 / /proc rw,nosuid,nodev,noexec - proc proc rw,hidepid=invisible,gid=26
ProcOptions decode_proc_options(Text mountinfo) {
  ProcOptions options;
  const Text end = mountinfo;
  each_mount(mountinfo, [&](const Mount& mount) {
    if (mount.point != "/proc" || mount.type != "proc") return;
    const Text hidepid = option_of(mount.super_options, "hidepid");
    // The text that is kept points into the file, not into the room of the mount.
    const bool is_kept = hidepid.data() >= end.data() && hidepid.data() < end.data() + end.size();
    options.hidepid = is_kept ? hidepid : Text();
    options.is_hiding = !hidepid.empty() && hidepid != "0" && hidepid != "off";
    options.only_pids = option_of(mount.super_options, "subset") == "pid";
  });
  return options;
}

// "         0          0 4294967295", user_namespaces(7).
bool is_first_user_namespace(Text uid_map) {
  Text line = next_line(uid_map);
  return next_word(line) == "0" && next_word(line) == "0" && next_word(line) == "4294967295";
}

// gVisor says one of
// Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016
// Linux version 4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016
// and WSL 1 and 2 have
// 4.4.0-19041-Microsoft
// 5.15.153.1-microsoft-standard-WSL2
Sandbox decode_sandbox(Text version, Text osrelease) {
  if (version.contains("-gvisor") || version.contains("#1 SMP Sun Jan 10 15:06:54 PST 2016"))
    return Sandbox::Gvisor;
  for (const Text text : {osrelease, version}) {
    if (text.contains("-microsoft-")) return Sandbox::Wsl2;
    if (text.contains("-Microsoft")) return Sandbox::Wsl1;
  }
  return Sandbox::None;
}

// AppArmor: "unconfined", "docker-default (enforce)"; SELinux: "unconfined_u:unconfined_r:
// unconfined_t:s0-s0:c0.c1023", "kernel"; its file ends in a NUL.
Text decode_confinement(Text attr_current) {
  const Text label = plain(attr_current);
  const bool is_free = label.starts_with("unconfined") || label.contains(":unconfined_t:") ||
                       label.contains(":spc_t:") || label == "kernel" || label == "_";
  return is_free ? Text() : label;
}

// NoNewPrivs:<TAB>1, since Linux 4.10.
bool has_no_new_privileges(Text status) { return status.contains("\nNoNewPrivs:\t1\n"); }

}  // namespace sonde
