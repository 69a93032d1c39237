// container_naming.hpp: how a container is called, as its runtime says.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "decode/container_signs.hpp"
#include "decode/runtime_state.hpp"
#include "model/container.hpp"

namespace sonde {

// What is known of a container before its runtime was asked.
struct ContainerSigns {
  CgroupSign cgroup{};
  int parent = 0;  // The process that started it; 0: it is gone.
};

// Fills id, runtime, name, pod, image and log. A sign is believed where a second one agrees: a name
// only where the process that started the container, or the file of its runtime, has its id.
class ContainerNaming {
public:
  // `dockerd`: its process on this machine; 0: there is none.
  ContainerNaming(World& world, int dockerd) : world_(world), dockerd_(dockerd) {}

  void name(const ContainerSigns& signs, Container& container);

private:
  void use_parent(const RuntimeParent& parent, Container& container);
  void use_mounts(Container& container);
  std::optional<ContainerState> state_of(Runtime runtime, const RuntimeParent& parent,
                                         int parent_pid, Text id);
  std::optional<ContainerState> docker_state(Text id);
  bool is_its_process(const std::string& bundle, int service);
  std::optional<ContainerState> podman_state(const RuntimeParent& parent, int parent_pid, Text id);
  std::optional<ContainerState> bundle_state(int service, const std::string& bundle, Text id);
  std::optional<ContainerState> containerd_state(const RuntimeParent& parent, int shim, Text id);
  std::optional<ContainerState> served_state(Text socket, Text id);
  std::optional<ContainerState> logged_state(Text id);
  std::optional<Text> read(int service, const std::string& path);
  void use_state(const ContainerState& state, Container& container);
  void close_open_ends(Container& container) const;
  Text docker_root();
  Known<Text> kept_or_none(Text text);
  Known<Text> kept(Text text) { return Known<Text>(world_.texts.keep(text)); }

  World& world_;
  int dockerd_;
  int first_ = 0;             // The first process of the container that is being named.
  bool was_refused_ = false;  // Some file of the container's runtime may not be read.
  std::optional<std::string> docker_root_{};
  // What a file or a server says of all containers of a runtime.
  struct Answer {
    std::vector<ContainerState> states{};
    bool was_refused = false;
  };
  std::optional<ContainerState> find_in(const Answer& answer, Text id);
  std::map<std::string, Answer> answers_{};  // By the path of the file or socket.
  std::optional<std::string> log_names_{};
  std::string room_{}, parent_room_{};
};

}  // namespace sonde
