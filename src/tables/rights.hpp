// rights.hpp: the rights that show more, each with the words of those who can give it, once.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>

#include "base/types.hpp"

namespace sonde {

// A word that is part of several declarations.
template <std::size_t size> struct Word {
  char text[size]{};
  consteval Word(const char (&from)[size]) {
    for (std::size_t i = 0; i < size; ++i) text[i] = from[i];
  }
};

template <std::size_t first, std::size_t second>
consteval auto joined(const std::array<char, first>& words, const char (&more)[second]) {
  std::array<char, first + second - 1> whole{};
  for (std::size_t i = 0; i < whole.size(); ++i) whole[i] = i < first ? words[i] : more[i - first];
  return whole;
}
template <std::size_t... sizes> consteval auto joined(const char (&... parts)[sizes]) {
  std::array<char, (sizes + ...) - sizeof...(sizes)> whole{};
  std::size_t at = 0;
  const auto add = [&](const char* part, std::size_t size) {
    for (std::size_t i = 0; i + 1 < size; ++i) whole[at++] = part[i];
  };
  (add(parts, sizes), ...);
  return whole;
}

// What sonde says where it does not know yet who runs it, and where. fit_remedy() of here.hpp
// makes less of it.
template <Word name> struct CapabilityWords {
  static constexpr auto room =
      joined("run as root, or with CAP_", name.text, ": --cap-add ", name.text,
             " (docker, podman), capabilities.add: [", name.text,
             "] (pod), AmbientCapabilities=CAP_", name.text, " (systemd)");
  static constexpr Text bare{name.text, sizeof name.text - 1};
  static constexpr Text anywhere{room.data(), room.size()};
};

struct Right {
  u8 bit;        // Of CapEff in /proc/PID/status.
  Text name;     // Without CAP_.
  Text profile;  // The profile of kubectl debug that has it.
  Text anywhere;
};
template <Word name> consteval Right capability(u8 bit, Text profile) {
  using Words = CapabilityWords<name>;
  return {bit, Words::bare, profile, Words::anywhere};
}

// include/uapi/linux/capability.h; profiles of kubectl debug: general, netadmin, sysadmin.
inline constexpr Right look_into_processes = capability<"SYS_PTRACE">(19, "general");
inline constexpr Right ask_netfilter = capability<"NET_ADMIN">(12, "netadmin");
inline constexpr Right read_kernel_log = capability<"SYSLOG">(34, "sysadmin");
inline constexpr Right enter_namespaces = capability<"SYS_ADMIN">(21, "sysadmin");
inline constexpr Right read_any_file = capability<"DAC_READ_SEARCH">(2, "sysadmin");

inline constexpr const Right* all_rights[] = {&look_into_processes, &ask_netfilter,
                                              &read_kernel_log, &enter_namespaces, &read_any_file};

// dmesg_restrict is what makes the kernel log ask for a right (kernel/printk/printk.c).
struct KernelLogWords {
  static constexpr auto room =
      joined(CapabilityWords<"SYSLOG">::room, ", or set the sysctl kernel.dmesg_restrict to 0");
};
inline constexpr Text see_kernel_log{KernelLogWords::room.data(), KernelLogWords::room.size()};

// What no capability gives.
inline constexpr Text allow_netlink =
    "allow AF_NETLINK sockets: --security-opt seccomp=unconfined (docker, podman), "
    "seccompProfile: {type: Unconfined} (pod), RestrictAddressFamilies=AF_NETLINK (systemd)";
inline constexpr Text see_all_namespaces =
    "run in the node's pid namespace (docker run --pid=host; hostPID: true of a pod)";

}  // namespace sonde
