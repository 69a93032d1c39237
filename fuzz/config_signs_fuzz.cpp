// config_signs_fuzz.cpp: any bytes as command line, environment, mounts and cgroup of a process.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/config_signs.hpp"
#include "decode/default_places.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  ConfigArguments arguments(file);
  std::size_t count = 0;
  for (ConfigArgument argument; arguments.next(argument); ++count) {
    if (argument.path.empty() || !argument.argument.contains(argument.path)) std::abort();
    if (argument.path.contains('\0')) std::abort();
  }
  if (count > size) std::abort();
  std::size_t bytes = 0;
  each_variable(file, [&](Text name, Text value) {
    if (name.empty() || name.contains('=')) std::abort();
    bytes += name.size() + value.size() + 2;
    variable_sign(name);
  });
  if (bytes > size) std::abort();
  each_mount(file, [](const Mount& mount) { config_mount_sign(mount); });
  const UnitName unit = unit_of_cgroup(file);
  if (unit.name.contains('/')) std::abort();
  std::string room;
  template_of_unit(unit.name, room);
  is_config_path(file);
  default_places(file.substr(0, 64));
  return 0;
}
