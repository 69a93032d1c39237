// mountinfo_fuzz.cpp: any bytes as /proc/PID/mountinfo.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/container_signs.hpp"
#include "decode/mountinfo.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  std::size_t bytes = 0;
  const u32 malformed = each_mount(file, [&](const Mount& mount) {
    for (const Text part : {mount.device, mount.root, mount.point, mount.options, mount.type,
                            mount.source, mount.super_options})
      for (const char one : part) bytes += one == '\0' ? 2 : 1;
    is_local_filesystem(mount.type);
  });
  if (malformed > size || bytes > 2 * size) std::abort();
  std::string room;
  const Text id = container_id_of_mountinfo(file, room);
  if (!id.empty() && !is_container_id(id)) std::abort();
  const Text uid = pod_uid_of_mountinfo(file, room);
  if (!uid.empty() && !is_pod_uid(uid)) std::abort();
  return 0;
}
