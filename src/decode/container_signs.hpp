// container_signs.hpp: which container a process is of, by its cgroup or its parent.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include "base/types.hpp"

namespace sonde {

// Whether it is 64 hexadecimal digits: an id that docker, containerd, cri-o and podman give.
bool is_container_id(Text text);

// Whether it is the uid of a pod: 3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11, or 32 hexadecimal digits
// without dashes, as the kubelet gives to static pods.
bool is_pod_uid(Text text);

enum class Runtime : u8 { Unknown, Docker, Containerd, Crio, Podman, Lxc, Nspawn };

inline constexpr Text runtime_names[] = {"unknown", "docker", "containerd",    "cri-o",
                                         "podman",  "lxc",    "systemd-nspawn"};
constexpr Text name_of(Runtime runtime) { return runtime_names[static_cast<std::size_t>(runtime)]; }

// What the path of a cgroup says. It is what somebody with rights on the cgroups wrote: believe it
// where a second sign agrees.
struct CgroupSign {
  Runtime runtime = Runtime::Unknown;
  Text id{};       // 64 hexadecimal digits, or the name of an lxc or nspawn container; "": no sign.
  Text pod_uid{};  // With dashes, as Kubernetes writes it; may be there without an id.
  Text name{};     // Of lxc and nspawn containers, the same as the id; otherwise "".
};

// Reads /proc/PID/cgroup of v1, v2 or both. Of nested containers the innermost counts. Monitors of
// containers (conmon, lxc.monitor) are in none. Texts point into the file or into `room`.
CgroupSign container_sign_of_cgroup(Text file, std::string& room);

// What a process that looks after containers is.
enum class ParentKind : u8 {
  None,
  Conmon,      // One container of podman or cri-o: id, name, bundle, log.
  Shim,        // containerd-shim*: id, name_space, address.
  Nspawn,      // One container: name.
  LxcMonitor,  // One container: name, data_root.
  Dockerd,     // data_root, host, and the address of its containerd.
  Containerd,  // data_root, address.
  Crio,        // data_root, host.
};

constexpr Text name_of(ParentKind kind) {
  constexpr Text names[] = {
      "",           "conmon", "containerd-shim", "systemd-nspawn", "lxc-monitor", "dockerd",
      "containerd", "crio"};
  return names[static_cast<std::size_t>(kind)];
}

// What it says in its command line; "" what it does not say. Any process may call itself so.
struct RuntimeParent {
  ParentKind kind = ParentKind::None;
  Runtime runtime = Runtime::Unknown;  // Of conmon and shims: whose container it is.
  Text id{};          // Of a shim of "k8s.io" the pod's sandbox: the pod's containers share it.
  Text name{};        // Of conmon below cri-o: see split_kubernetes_name.
  Text name_space{};  // "moby", "k8s.io", "default".
  Text bundle{};
  Text log_driver{};  // "k8s-file", "journald", "json-file"; "" when conmon got only a path.
  Text log{};         // A path; "" when the driver writes no file.
  Text address{};     // The socket of containerd.
  Text data_root{};
  Text host{};  // "unix:///run/docker.sock": where it listens, preferably a unix socket.
};

// Reads /proc/PID/cmdline, NUL between arguments. argv[0] decides what it is. An argument without
// its NUL at the end of the text was cut and is not used. Texts point into `cmdline`.
RuntimeParent decode_runtime_parent(Text cmdline);

// A name that the kubelet composed.
struct KubernetesName {
  Text container{};  // "POD" for a sandbox.
  Text pod{};
  Text name_space{};
  Text pod_uid{};  // "" of log files.
  Text attempt{};  // How often it was restarted, decimal; "" of log files.
  Text id{};       // "" but of log files.
};

// "k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT", also with a further part, as dockershim made them.
// False, and `name` untouched, for anything else.
bool split_kubernetes_name(Text text, KubernetesName& name);

// "POD_NAMESPACE_CONTAINER-ID.log" of /var/log/containers. False for anything else.
bool split_kubernetes_log_name(Text file_name, KubernetesName& name);

}  // namespace sonde
