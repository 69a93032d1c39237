// runtime_parent.cpp: command lines of those who look after containers, and names of the kubelet.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <span>

#include "base/text.hpp"
#include "base/types.hpp"
#include "decode/container_signs.hpp"

namespace sonde {
namespace {

// Cuts the next argument, which has its NUL. False at the end, and where the text was cut.
bool next_argument(Text& rest, Text& argument) {
  const std::size_t end = rest.find('\0');
  if (end == Text::npos) return false;
  argument = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return true;
}

Text last_component(Text path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path.substr(path.rfind('/') + 1);
}

// Where the value of an option goes. Those that are skipped are listed too, since their values may
// look like options: conmon gets the arguments of podman as values.
enum class Field : u8 {
  Skip,
  Id,
  Name,
  NameSpace,
  Bundle,
  Log,
  Address,
  DataRoot,
  Host,
  WorkDirectory,
  ExitDirectory,
};

struct Option {
  Text name;  // One letter: "-c value", "-cvalue". Longer: "--cid value", "--cid=value".
  Field field;
};

// conmon(8).
constexpr Option conmon_options[] = {
    {"c", Field::Id},
    {"cid", Field::Id},
    {"n", Field::Name},
    {"name", Field::Name},
    {"b", Field::Bundle},
    {"bundle", Field::Bundle},
    {"l", Field::Log},
    {"log-path", Field::Log},
    {"exit-dir", Field::ExitDirectory},
    {"u", Field::Skip},
    {"cuuid", Field::Skip},
    {"r", Field::Skip},
    {"runtime", Field::Skip},
    {"p", Field::Skip},
    {"container-pidfile", Field::Skip},
    {"P", Field::Skip},
    {"conmon-pidfile", Field::Skip},
    {"persist-dir", Field::Skip},
    {"exit-command", Field::Skip},
    {"exit-command-arg", Field::Skip},
    {"exit-delay", Field::Skip},
    {"runtime-arg", Field::Skip},
    {"runtime-opt", Field::Skip},
    {"api-version", Field::Skip},
    {"exec-process-spec", Field::Skip},
    {"log-level", Field::Skip},
    {"log-size-max", Field::Skip},
    {"log-size-global-max", Field::Skip},
    {"log-tag", Field::Skip},
    {"log-label", Field::Skip},
    {"socket-dir-path", Field::Skip},
    {"sdnotify-socket", Field::Skip},
    {"seccomp-notify-socket", Field::Skip},
    {"seccomp-notify-plugins", Field::Skip},
    {"restore", Field::Skip},
    {"restore-arg", Field::Skip},
};

// runtime/v2/shim/shim.go of containerd; workdir was that of the first shim.
constexpr Option shim_options[] = {
    {"id", Field::Id},
    {"namespace", Field::NameSpace},
    {"address", Field::Address},
    {"bundle", Field::Bundle},
    {"workdir", Field::WorkDirectory},
    {"publish-binary", Field::Skip},
    {"containerd-binary", Field::Skip},
    {"runtime-root", Field::Skip},
    {"socket", Field::Skip},
};

// systemd-nspawn(1): those that take a value. Others go without, or have it behind "=".
constexpr Option nspawn_options[] = {
    {"M", Field::Name},
    {"machine", Field::Name},
    {"D", Field::Bundle},
    {"directory", Field::Bundle},
    {"i", Field::Skip},
    {"image", Field::Skip},
    {"template", Field::Skip},
    {"u", Field::Skip},
    {"user", Field::Skip},
    {"S", Field::Skip},
    {"slice", Field::Skip},
    {"E", Field::Skip},
    {"setenv", Field::Skip},
    {"p", Field::Skip},
    {"port", Field::Skip},
    {"Z", Field::Skip},
    {"L", Field::Skip},
    {"bind", Field::Skip},
    {"bind-ro", Field::Skip},
    {"tmpfs", Field::Skip},
    {"overlay", Field::Skip},
    {"capability", Field::Skip},
    {"drop-capability", Field::Skip},
    {"property", Field::Skip},
    {"hostname", Field::Skip},
    {"uuid", Field::Skip},
    {"chdir", Field::Skip},
    {"network-interface", Field::Skip},
    {"network-bridge", Field::Skip},
    {"network-namespace-path", Field::Skip},
};

// dockerd(8).
constexpr Option dockerd_options[] = {
    {"data-root", Field::DataRoot}, {"g", Field::DataRoot},
    {"graph", Field::DataRoot},     {"H", Field::Host},
    {"host", Field::Host},          {"containerd", Field::Address},
};

constexpr Option containerd_options[] = {
    {"root", Field::DataRoot}, {"a", Field::Address},   {"address", Field::Address},
    {"c", Field::Skip},        {"config", Field::Skip},
};

// crio(8).
constexpr Option crio_options[] = {
    {"r", Field::DataRoot},
    {"root", Field::DataRoot},
    {"listen", Field::Host},
};

struct Program {
  ParentKind kind = ParentKind::None;
  std::span<const Option> options{};
};

Program program_of(Text file_name) {
  if (file_name == "conmon") return {ParentKind::Conmon, conmon_options};
  if (file_name.starts_with("containerd-shim")) return {ParentKind::Shim, shim_options};
  if (file_name == "systemd-nspawn") return {ParentKind::Nspawn, nspawn_options};
  if (file_name == "dockerd") return {ParentKind::Dockerd, dockerd_options};
  if (file_name == "containerd") return {ParentKind::Containerd, containerd_options};
  if (file_name == "crio") return {ParentKind::Crio, crio_options};
  return {};
}

// "k8s-file:/path", "journald", or a path alone. conmon can have several; a path weighs more.
void take_log(Text value, RuntimeParent& parent) {
  Text driver{};
  if (!value.starts_with('/')) {
    driver = value.substr(0, value.find(':'));
    value.remove_prefix(std::min(value.size(), driver.size() + 1));
  }
  if (value.empty() && !parent.log.empty()) return;
  parent.log_driver = driver;
  parent.log = value;
}

// Listening can happen in several places: a unix socket needs no key.
void take_host(Text value, RuntimeParent& parent) {
  const bool has_socket = parent.host.starts_with("unix://") || parent.host.starts_with('/');
  if (!has_socket) parent.host = value;
}

void take_value(Field field, Text value, RuntimeParent& parent) {
  switch (field) {
    case Field::Id: parent.id = value; break;
    case Field::Name: parent.name = value; break;
    case Field::NameSpace: parent.name_space = value; break;
    case Field::Bundle: parent.bundle = value; break;
    case Field::Log: take_log(value, parent); break;
    case Field::Address: parent.address = value; break;
    case Field::DataRoot: parent.data_root = value; break;
    case Field::Host: take_host(value, parent); break;
    case Field::WorkDirectory:  // ".../io.containerd.runtime.v1.linux/moby/<id>"
      if (is_container_id(last_component(value))) parent.id = last_component(value);
      break;
    case Field::ExitDirectory:  // "/var/run/crio/exits"
      if (value.contains("/crio/")) parent.runtime = Runtime::Crio;
      break;
    case Field::Skip: break;
  }
}

// Reads one argument, and the next one when that is its value. False when the value was cut.
bool read_option(Text argument, Text& rest, std::span<const Option> options,
                 RuntimeParent& parent) {
  const bool is_long = argument.starts_with("--");
  argument.remove_prefix(is_long ? 2 : 1);
  const std::size_t equals = argument.find('=');
  const Text name = argument.substr(0, equals);
  for (const Option& option : options) {
    if (option.name == name) {
      Text value{};
      if (equals != Text::npos)
        value = argument.substr(equals + 1);
      else if (!next_argument(rest, value))
        return false;
      take_value(option.field, value, parent);
      return true;
    }
  }
  if (is_long) return true;
  for (const Option& option : options)
    if (option.name.size() == 1 && argument.starts_with(option.name))
      take_value(option.field, argument.substr(1), parent);
  return true;
}

void read_options(Text rest, std::span<const Option> options, RuntimeParent& parent) {
  Text argument{};
  while (next_argument(rest, argument)) {  // To the end of the command line.
    if (argument == "--") break;
    if (argument.starts_with('-') && argument.size() > 1) {
      if (!read_option(argument, rest, options, parent)) break;
    } else if (parent.kind == ParentKind::Nspawn) {
      break;  // What follows is the command inside.
    }
  }
}

// "[lxc monitor] /var/lib/lxc web": monitor.c of LXC sets its title.
bool read_lxc_monitor(Text title, RuntimeParent& parent) {
  constexpr Text prefix = "[lxc monitor] ";
  if (!title.starts_with(prefix)) return false;
  title.remove_prefix(prefix.size());
  const std::size_t space = title.rfind(' ');
  if (space == Text::npos || space + 1 == title.size()) return false;
  parent.kind = ParentKind::LxcMonitor;
  parent.runtime = Runtime::Lxc;
  parent.data_root = title.substr(0, space);
  parent.name = title.substr(space + 1);
  parent.id = parent.name;
  return true;
}

// What the arguments together say.
void settle(RuntimeParent& parent) {
  switch (parent.kind) {
    case ParentKind::Conmon:
      if (parent.name.starts_with("k8s_")) parent.runtime = Runtime::Crio;
      if (parent.runtime == Runtime::Unknown) parent.runtime = Runtime::Podman;
      break;
    case ParentKind::Shim:
      parent.runtime = parent.name_space == "moby" ? Runtime::Docker : Runtime::Containerd;
      break;
    case ParentKind::Nspawn:
      parent.runtime = Runtime::Nspawn;
      if (parent.name.empty()) parent.name = last_component(parent.bundle);
      parent.id = parent.name;
      break;
    default: break;
  }
}

// A part of a name that Kubernetes allows: RFC 1123, and "POD".
bool is_name(Text text) {
  return !text.empty() && std::ranges::all_of(text, [](char one) {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') ||
           one == '-' || one == '.';
  });
}

// Cuts what stands before the next '_'; the rest when there is none.
Text next_part(Text& rest) {
  const Text part = rest.substr(0, rest.find('_'));
  rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  return part;
}

}  // namespace

// proc_pid_cmdline(5). Real ones, with a space for each NUL:
// /usr/bin/containerd-shim-runc-v2 -namespace moby -id cbd38a46... -address
// /run/.../containerd.sock /usr/bin/conmon --api-version 1 -c a8990986... -u a8990986... -r
// /usr/bin/runc -b /.../userdata
//   -p /.../pidfile -n web --exit-dir /.../exits --full-attach -l k8s-file:/.../ctr.log
//   --runtime-arg --log --exit-command /usr/bin/podman --exit-command-arg --root ...
// dockerd --data-root /var/lib/docker -H unix:///var/run/docker.sock
RuntimeParent decode_runtime_parent(Text cmdline) {
  RuntimeParent parent;
  Text program_path{};
  if (!next_argument(cmdline, program_path)) return parent;
  if (read_lxc_monitor(program_path, parent)) return parent;
  const Program program = program_of(last_component(program_path));
  if (program.kind == ParentKind::None) return parent;
  parent.kind = program.kind;
  read_options(cmdline, program.options, parent);
  settle(parent);
  return parent;
}

// pkg/kubelet/dockershim/naming.go, and server/naming.go of cri-o:
// k8s_nginx_web-0_shop_3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11_0
bool split_kubernetes_name(Text text, KubernetesName& name) {
  if (next_part(text) != "k8s") return false;
  KubernetesName parts;
  for (Text* const part :
       {&parts.container, &parts.pod, &parts.name_space, &parts.pod_uid, &parts.attempt}) {
    *part = next_part(text);
    if (!is_name(*part)) return false;
  }
  u32 attempt = 0;
  if (!parse_number(parts.attempt, attempt) || text.contains('_')) return false;
  name = parts;
  return true;
}

// pkg/kubelet/kuberuntime/legacy.go: web-0_shop_nginx-58e05221....log
bool split_kubernetes_log_name(Text file_name, KubernetesName& name) {
  constexpr Text suffix = ".log";
  constexpr std::size_t id_size = 64;
  if (!file_name.ends_with(suffix)) return false;
  file_name.remove_suffix(suffix.size());
  KubernetesName parts;
  parts.pod = next_part(file_name);
  parts.name_space = next_part(file_name);
  if (file_name.size() < id_size + 2) return false;
  const std::size_t dash = file_name.size() - id_size - 1;
  parts.container = file_name.substr(0, dash);
  parts.id = file_name.substr(dash + 1);
  if (file_name[dash] != '-' || !is_container_id(parts.id)) return false;
  if (!is_name(parts.pod) || !is_name(parts.name_space) || !is_name(parts.container)) return false;
  name = parts;
  return true;
}

}  // namespace sonde
