// container.hpp: one row of the table "containers": what runs apart from the rest of the machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Texts live as long as the world that they were found in.
struct Container {
  Known<Text> id{Absent::NotApplicable};  // As its runtime has it; some kinds have none.
  Known<Text> name{};
  Text runtime{};  // "unknown" where nothing says it.
  Known<Text> pod{Absent::NotApplicable};
  Known<Text> pod_namespace{Absent::NotApplicable};
  Known<Text> image{};
  Known<Text> log{};  // File that its runtime keeps its output in.
  int pid = 0;        // Its first process.
  int service = 0;    // The process outside that started it; 0: it is gone.
  Known<u32> netns{};
  u64 start_ticks = 0;  // When that began, in USER_HZ ticks since boot.
  Known<Text> started{};
  Known<i64> age_s{};  // Of its first process.
  u32 processes = 0;
  Known<Text> pod_uid{Absent::NotApplicable};  // As the kubelet's folders of logs are called.
  Known<u64> restarts{Absent::NotApplicable};  // By its runtime, since it was made.
  Known<Text> output{}, errors{};  // Where descriptors 1 and 2 of its first process lead.
  Known<Text> addresses{};         // Of its network namespace, separated by spaces.

  // What other tables call it: its name, or the first twelve digits of its id.
  Known<Text> shown() const {
    if (name) return name;
    if (!id) return id.why;
    constexpr std::size_t digits_shown = 12;
    return id.value.size() == 64 ? id.value.substr(0, digits_shown) : *id;
  }
};

}  // namespace sonde
