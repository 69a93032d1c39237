// runtime_parent_fuzz.cpp: any bytes as the command line of a process that looks after containers.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/container_signs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  const RuntimeParent parent = decode_runtime_parent(file);
  for (const Text part : {parent.id, parent.name, parent.name_space, parent.bundle, parent.log,
                          parent.log_driver, parent.address, parent.data_root, parent.host}) {
    if (part.empty()) continue;
    if (parent.kind == ParentKind::None || part.contains('\0')) std::abort();
    if (part.data() < file.data() || part.data() + part.size() > file.data() + size) std::abort();
  }
  return 0;
}
