// container_naming.cpp: asks conmon and shims by their command lines, then the files of runtimes.
// SPDX-License-Identifier: Apache-2.0
#include "tables/container_naming.hpp"

#include "base/text.hpp"
#include "decode/mountinfo.hpp"
#include "tables/process_sockets.hpp"

namespace sonde {
namespace {

constexpr Text crio_state = "/run/containers/storage/overlay-containers/";
constexpr Text containerd_tasks = "/run/containerd/io.containerd.runtime.v2.task/";
constexpr Text containerd_spaces[] = {"k8s.io", "moby", "default"};
constexpr std::size_t full_id_size = 64;

Text folder_of(Text path) {
  const std::size_t slash = path.rfind('/');
  return slash == Text::npos ? Text() : path.substr(0, slash);
}

// "web-0/nginx": what tells containers of a node apart in all tables.
std::string name_in_pod(Text pod, Text container, bool is_sandbox) {
  return std::string(pod) + "/" + (is_sandbox ? "pause" : std::string(container));
}

Runtime agreed(Runtime one, Runtime other) {
  if (one == Runtime::Unknown || one == other) return other;
  return other == Runtime::Unknown ? one : Runtime::Unknown;
}

}  // namespace

void ContainerNaming::name(const ContainerSigns& signs, Container& container) {
  was_refused_ = false;
  first_ = container.pid;
  RuntimeParent parent;
  if (signs.parent > 1) {
    const std::string file = std::to_string(signs.parent) + "/cmdline";
    if (const auto line = world_.source.ask({Question::How::Read, file}, parent_room_))
      parent = decode_runtime_parent(*line);
  }
  if (!signs.cgroup.id.empty()) container.id = kept(signs.cgroup.id);
  if (!signs.cgroup.name.empty()) container.name = kept(signs.cgroup.name);
  if (parent.kind != ParentKind::None) container.service = signs.parent;
  use_parent(parent, container);
  if (!container.id) use_mounts(container);
  const Runtime runtime = agreed(signs.cgroup.runtime, parent.runtime);
  container.runtime = name_of(runtime);
  if (container.id && container.id.value.size() == full_id_size) {
    const auto state = state_of(runtime, parent, signs.parent, *container.id);
    if (state) use_state(*state, container);
  }
  close_open_ends(container);
}

// Any process may call itself conmon; one that has the id of the container's cgroup and is the
// parent of its first process, from outside, is believed.
void ContainerNaming::use_parent(const RuntimeParent& parent, Container& container) {
  switch (parent.kind) {
    case ParentKind::Nspawn:
    case ParentKind::LxcMonitor:
      if (!container.name && !parent.name.empty()) container.name = kept(parent.name);
      return;
    case ParentKind::Shim:
      if (!container.id && !parent.id.empty()) container.id = kept(parent.id);
      return;
    case ParentKind::Conmon: break;
    default: return;
  }
  if (!container.id) container.id = kept(parent.id);
  if (parent.id.empty() || *container.id != parent.id) return;
  if (!parent.log.empty()) container.log = kept(parent.log);
  KubernetesName kubernetes;
  if (split_kubernetes_name(parent.name, kubernetes)) {
    container.pod = kept(kubernetes.pod);
    container.pod_namespace = kept(kubernetes.name_space);
    container.name =
        kept(name_in_pod(kubernetes.pod, kubernetes.container, kubernetes.container == "POD"));
  } else if (!parent.name.empty()) {
    container.name = kept(parent.name);
  }
}

// Where the cgroup says nothing, the runtime's mounts on /etc/hostname may.
void ContainerNaming::use_mounts(Container& container) {
  const std::string file = std::to_string(container.pid) + "/mountinfo";
  std::string mounts;
  const auto text = world_.source.ask({Question::How::Read, file}, mounts);
  const Text id = text ? container_id_of_mountinfo(*text, room_) : Text();
  if (!id.empty()) container.id = kept(id);
}

std::optional<ContainerState>
ContainerNaming::state_of(Runtime runtime, const RuntimeParent& parent, int parent_pid, Text id) {
  switch (runtime) {
    case Runtime::Docker: return docker_state(id);
    case Runtime::Podman: return podman_state(parent, parent_pid, id);
    case Runtime::Containerd: return containerd_state(parent, parent_pid, id);
    case Runtime::Crio: {
      const bool is_told = parent.kind == ParentKind::Conmon && !parent.bundle.empty();
      const std::string usual = std::string(crio_state) + std::string(id) + "/userdata";
      auto state = bundle_state(parent_pid, is_told ? std::string(parent.bundle) : usual, id);
      return state ? state : logged_state(id);
    }
    default: break;
  }
  if (auto state = docker_state(id)) return state;
  return containerd_state(parent, parent_pid, id);
}

std::optional<ContainerState> ContainerNaming::docker_state(Text id) {
  const std::string path =
      std::string(docker_root()) + "/containers/" + std::string(id) + "/config.v2.json";
  if (const auto text = read(dockerd_, path)) {
    auto state = decode_docker_config(*text);
    const bool is_other = state && state->pid && *state->pid != first_;
    if (state && state->id == id) return is_other ? std::nullopt : std::move(state);
  }
  return served_state("run/docker.sock", id);
}

// "--data-root" of dockerd, or what it is by default.
Text ContainerNaming::docker_root() {
  if (!docker_root_) {
    docker_root_ = "/var/lib/docker";
    const std::string file = std::to_string(dockerd_) + "/cmdline";
    std::string line_room;
    if (dockerd_ != 0)
      if (const auto line = world_.source.ask({Question::How::Read, file}, line_room)) {
        const RuntimeParent daemon = decode_runtime_parent(*line);
        if (daemon.data_root.starts_with('/')) docker_root_ = daemon.data_root;
      }
  }
  return *docker_root_;
}

// conmon's bundle is ROOT/DRIVER-containers/ID/userdata; the list of all stands beside the ids.
std::optional<ContainerState> ContainerNaming::podman_state(const RuntimeParent& parent,
                                                            int parent_pid, Text id) {
  if (parent.kind != ParentKind::Conmon || parent.bundle.empty())
    return served_state("run/podman/podman.sock", id);
  const std::string list = std::string(folder_of(folder_of(parent.bundle))) + "/containers.json";
  auto [place, is_new] = answers_.try_emplace(list);
  Answer& answer = place->second;
  if (is_new) {
    const auto text = read(parent_pid, list);
    if (text) answer.states = decode_podman_containers(*text);
    answer.was_refused = !text && was_refused_;
  }
  return find_in(answer, id);
}

std::optional<ContainerState> ContainerNaming::find_in(const Answer& answer, Text id) {
  was_refused_ = was_refused_ || answer.was_refused;
  const ContainerState* const found = find_state(answer.states, id);
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<ContainerState> ContainerNaming::bundle_state(int service, const std::string& bundle,
                                                            Text id) {
  const auto text = read(service, bundle + "/config.json");
  if (!text) return std::nullopt;
  auto state = decode_oci_config(*text);
  if (state && !state->id.empty() && state->id != id) return std::nullopt;
  return is_its_process(bundle, service) ? state : std::nullopt;
}

// containerd's shim writes the pid of the first process beside the bundle's config.json.
bool ContainerNaming::is_its_process(const std::string& bundle, int service) {
  const auto text = read(service, bundle + "/init.pid");
  int pid = 0;
  return !text || !parse_number(trim(*text), pid) || pid == first_;
}

// A shim works in the bundle of the container that it was started for; those of one pod share it.
std::optional<ContainerState> ContainerNaming::containerd_state(const RuntimeParent& parent,
                                                                int shim, Text id) {
  const std::string own_id(id);
  if (parent.kind == ParentKind::Shim) {
    const std::string link = std::to_string(shim) + "/cwd";
    std::string target;
    const auto bundle = world_.source.ask({Question::How::Link, link}, target);
    if (!bundle && reason_of(bundle.error().code) == Absent::NotPermitted) was_refused_ = true;
    if (bundle)
      if (auto state = bundle_state(shim, std::string(folder_of(*bundle)) + "/" + own_id, id))
        return state;
  }
  for (const Text space : containerd_spaces) {
    const std::string bundle = std::string(containerd_tasks) + std::string(space) + "/" + own_id;
    if (auto state = bundle_state(0, bundle, id)) return state;
  }
  return logged_state(id);
}

// What the docker daemon tells everybody who may write to its socket.
std::optional<ContainerState> ContainerNaming::served_state(Text socket, Text id) {
  auto [place, is_new] = answers_.try_emplace(std::string(socket));
  if (is_new) {
    const std::string question = std::string(socket) + '\0' + "/containers/json";
    const auto said = world_.source.ask({Question::How::LocalHttp, question}, room_);
    const std::optional<Text> body = said ? http_body(*said) : std::nullopt;
    if (body) place->second.states = decode_docker_containers(*body);
    const bool is_refused = !said && reason_of(said.error().code) == Absent::NotPermitted;
    place->second.was_refused = is_refused;
  }
  return find_in(place->second, id);
}

// /var/log/containers/POD_NAMESPACE_CONTAINER-ID.log: the names of links that everybody may read.
std::optional<ContainerState> ContainerNaming::logged_state(Text id) {
  constexpr Text folder = "var/log/containers";
  if (!log_names_) {
    const auto names = world_.source.ask({Question::How::HostList, folder}, room_);
    log_names_ = names ? std::string(*names) : std::string();
  }
  for (Text rest = *log_names_; !rest.empty();) {
    const Text file = cut_name(rest);
    KubernetesName kubernetes;
    if (!split_kubernetes_log_name(file, kubernetes) || kubernetes.id != id) continue;
    ContainerState state;
    state.name = kubernetes.container;
    state.pod = kubernetes.pod;
    state.pod_namespace = kubernetes.name_space;
    state.log = "/" + std::string(folder) + "/" + std::string(file);
    return state;
  }
  return std::nullopt;
}

std::optional<Text> ContainerNaming::read(int service, const std::string& path) {
  const auto how = service != 0 ? Question::How::ServiceFile : Question::How::HostFile;
  const std::string name = service != 0 ? std::to_string(service) + path : path.substr(1);
  auto text = world_.source.ask({how, name}, room_);
  if (!text && service != 0 && reason_of(text.error().code) == Absent::NotPermitted)
    text = world_.source.ask({Question::How::HostFile, path.substr(1)}, room_);
  if (text) return *text;
  const std::errc code = text.error().code;
  if (code == std::errc::timed_out || reason_of(code) == Absent::NotPermitted) was_refused_ = true;
  return std::nullopt;
}

Known<Text> ContainerNaming::kept_or_none(Text text) {
  return text.empty() ? Known<Text>(Absent::NotApplicable) : kept(text);
}

void ContainerNaming::use_state(const ContainerState& state, Container& container) {
  const bool is_in_pod = !state.pod.empty();
  if (is_in_pod) container.pod = kept(state.pod);
  if (!state.pod_namespace.empty()) container.pod_namespace = kept(state.pod_namespace);
  if (is_in_pod && (state.sandbox || !state.name.empty()))
    container.name = kept(name_in_pod(state.pod, state.name, state.sandbox));
  else if (!state.name.empty())
    container.name = kept(state.name);
  // A runtime that says all else knows of no image: it was made from a directory.
  const bool is_whole = !state.id.empty();
  if (!state.image.empty() || is_whole) container.image = kept_or_none(state.image);
  if (!state.log.empty()) container.log = kept(state.log);
  if (!state.pod_uid.empty()) container.pod_uid = kept(state.pod_uid);
  if (state.restarts) container.restarts = state.restarts;
}

// What nobody told: because it may not be read, or because nothing says it.
void ContainerNaming::close_open_ends(Container& container) const {
  const bool has_runtime = container.id && container.id.value.size() == full_id_size;
  const Absent why = !has_runtime   ? Absent::NotApplicable
                     : was_refused_ ? Absent::NotPermitted
                                    : Absent::Unsupported;
  for (Known<Text>* text : {&container.name, &container.image, &container.log})
    if (!*text && text->why == Absent::NotCollected) *text = why;
  // They start containers again, and only docker's own file says how often.
  const bool counts_elsewhere = container.runtime == name_of(Runtime::Docker) ||
                                container.runtime == name_of(Runtime::Podman);
  if (counts_elsewhere && !container.restarts) container.restarts = why;
}

}  // namespace sonde
