// here.hpp: who sonde is where it runs, what that keeps from it, and which remedy fits.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/table.hpp"
#include "decode/own_place.hpp"
#include "tables/rights.hpp"

namespace sonde {

// Who gives rights where sonde runs.
enum class Giver : u8 { Unknown, Host, Systemd, Docker, Podman, Pod };

// Facts about this process and its place, found once: World::shared<Here>().
struct Here {
  explicit Here(World& world) : Here(world.source) {}
  explicit Here(Source& source);

  bool is_live = false;  // Otherwise nothing below is known, and every remedy fits.
  Known<u32> uid{};
  Known<u64> capabilities{};
  bool has_filter = false;  // Of seccomp.
  bool has_no_new_privileges = false;
  bool is_in_user_namespace = false;  // One that is not the machine's own.
  bool is_in_pid_namespace = false;
  bool is_netlink_refused = false;
  std::string netlink_refusal{};  // "Operation not permitted".
  std::string hidepid{};          // "2", "invisible"; "": nothing is hidden.
  bool has_only_pids = false;
  Sandbox sandbox = Sandbox::None;
  std::string confinement{};
  Giver giver = Giver::Unknown;

  bool has(const Right& right) const {
    return capabilities && (*capabilities >> right.bit & 1) != 0;
  }
};

// "uid 65534 without capabilities, in a docker container, under a seccomp filter": no newline.
std::string describe_here(const Here& here);

// The remedy with what is known of the place: one giver instead of all, nothing that is there
// already, and another right where this one is not what lacks.
std::string fit_remedy(const Here& here, Text remedy);
// The same; nothing is asked when there is nothing to fit.
std::string fit_remedy(World& world, Text remedy);

// What of this place is behind a gap with such a remedy: "uid 65534 lacks CAP_SYS_PTRACE"; "" when
// nothing of it is known to be.
std::string cause_of(const Here& here, Text remedy);

}  // namespace sonde
