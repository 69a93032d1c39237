// runtime_state_fuzz.cpp: any bytes as JSON of a container runtime, and as an answer of HTTP.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/runtime_state.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  decode_docker_config(file);
  decode_oci_config(file);
  for (const auto& states : {decode_podman_containers(file), decode_docker_containers(file)})
    for (const ContainerState& state : states)
      if (find_state(states, state.id) == nullptr) std::abort();
  if (const auto body = http_body(file)) {
    if (body->size() + 12 > size) std::abort();
    decode_docker_containers(*body);
  }
  return 0;
}
