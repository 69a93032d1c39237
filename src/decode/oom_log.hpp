// oom_log.hpp: what the kernel logs when it kills a process for want of memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "model/oom_kill.hpp"

namespace sonde {

// A line of the kernel log without what stands in front of it.
struct KernelLine {
  Text said{};            // "Killed process 6360 (yes) ..."
  Known<u64> boot_us{};   // Since boot, of /dev/kmsg.
  Known<u64> sequence{};  // Its number since boot, of /dev/kmsg.
  Known<u32> level{};     // 0 emergency to 7 debug, of /dev/kmsg.
  Text written{};         // "Dec 15 10:51:07" or what else a syslog file has for the time.
};

// A record of /dev/kmsg or a line of a syslog file. False for what the kernel did not say.
bool decode_kernel_line(Text line, KernelLine& decoded);

// A text out of a record of /dev/kmsg as the kernel had it before it wrote \x0a for what is no
// printable ASCII, and for backslashes. In `room` where it differs.
Text undo_record_escapes(Text text, std::string& room);

// Puts together the lines of one kill, which follow one another. Texts point into the lines, which
// must outlive the kill.
class OomLog {
public:
  // True: this line completes a kill, which stands in `kill`.
  bool add(Text said, OomKill& kill);

private:
  void begin_group(Text cgroup);

  OomKill open_{};           // What was said of the kill to come.
  OomKill last_{};           // The kill before it.
  OomKill rest_of_group_{};  // What holds for all of memory.oom.group.
  bool is_group_ = false;    // Their lines have begun, and nothing else was said since.
};

}  // namespace sonde
