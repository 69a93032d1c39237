// container_signs_fuzz.cpp: any bytes as /proc/PID/cgroup, and as a name of the kubelet.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/container_signs.hpp"
#include "decode/proc_pid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  std::string room;
  const CgroupSign sign = container_sign_of_cgroup(file, room);
  if (!sign.pod_uid.empty() && !is_pod_uid(sign.pod_uid)) std::abort();
  if (!sign.name.empty() && sign.id != sign.name) std::abort();
  if (sign.name.empty() && !sign.id.empty() && !is_container_id(sign.id)) std::abort();
  if (container_id_of_cgroup(file) != (sign.name.empty() ? sign.id : Text{})) std::abort();
  if (sign.id.size() > size || name_of(sign.runtime).empty()) std::abort();
  KubernetesName name;
  if (split_kubernetes_name(file, name) && (name.pod.empty() || !name.id.empty())) std::abort();
  if (split_kubernetes_log_name(file, name) && !is_container_id(name.id)) std::abort();
  return 0;
}
