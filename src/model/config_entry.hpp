// config_entry.hpp: one row of the table "config": something that configures a process.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// The order is that of the answer: the surest first.
enum class ConfigKind : u8 { Reload, Argument, Environment, Open, Mount, Default, Unit, Package };
inline constexpr Text config_kind_names[] = {"reload", "argument", "environment", "open",
                                             "mount",  "default",  "unit",        "package"};
constexpr Text name_of(ConfigKind kind) {
  return config_kind_names[static_cast<std::size_t>(kind)];
}

// Texts live as long as the chunk of the row, or the world.
struct ConfigEntry {
  int pid = 0;
  Known<Text> process{}, container{};
  ConfigKind kind = ConfigKind::Argument;
  Text what{};                                // A path, or the name of a variable.
  Known<Text> value{Absent::NotApplicable};   // Secrets are stars already.
  Known<bool> exists{Absent::NotApplicable};  // Of a path that was looked for.
  Text how{};                                 // How it is known.
};

}  // namespace sonde
