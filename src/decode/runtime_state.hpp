// runtime_state.hpp: what docker, podman and OCI runtimes wrote about a container.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/value.hpp"

namespace sonde {

// Owns its texts. "" is what the file does not say, or says with a wrong type.
struct ContainerState {
  std::string id{};
  std::string name{};  // In Kubernetes that in its pod; otherwise as the runtime shows it.
  std::string image{};
  std::string pod{};
  std::string pod_namespace{};
  std::string pod_uid{};
  std::string log{};  // A path as the runtime sees it.
  Known<int> pid{};   // NotApplicable: it does not run. As the runtime's pid namespace counts.
  Known<u64> restarts{Absent::NotApplicable};  // Only docker's own file has it.
  bool sandbox = false;                        // It only holds a pod's namespaces ("pause").
};

// No more is read; a larger text, or one that nests deeper, is nothing.
inline constexpr std::size_t state_bytes_max = std::size_t{1024} * 1024;
inline constexpr std::size_t state_depth_max = 64;

// DATA/containers/ID/config.v2.json of docker.
std::optional<ContainerState> decode_docker_config(Text json);

// config.json of an OCI bundle, as containerd, nerdctl and cri-o annotate it. The id is in it only
// where cri-o or nerdctl wrote it: otherwise the bundle's directory has it.
std::optional<ContainerState> decode_oci_config(Text json);

// ROOT/DRIVER-containers/containers.json of podman (and cri-o): all of its containers.
std::vector<ContainerState> decode_podman_containers(Text json);

// The answer of docker, or of podman's service, to GET /containers/json.
std::vector<ContainerState> decode_docker_containers(Text json);

// What the container printed, of a line of docker's json-file; nothing when it is none.
std::optional<std::string> decode_docker_log(Text line);

// The container with this id; null when there is none.
const ContainerState* find_state(std::span<const ContainerState> states, Text id);

// The body of an HTTP answer with status 200 that is whole and not chunked (ask with HTTP/1.0).
// Nothing for any other. Points into the response.
std::optional<Text> http_body(Text response);

}  // namespace sonde
