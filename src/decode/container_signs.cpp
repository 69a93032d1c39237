// container_signs.cpp: the path of a cgroup becomes a container's id, runtime, pod or name.
// SPDX-License-Identifier: Apache-2.0
#include "decode/container_signs.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde {
namespace {

constexpr std::size_t id_digits = 64;
constexpr std::size_t uid_size = 36;

constexpr bool is_hex_digit(char one) {
  return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f') || (one >= 'A' && one <= 'F');
}

// Where the last run of exactly 64 hexadecimal digits begins; npos when there is none.
std::size_t last_id(Text text) {
  std::size_t found = Text::npos;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_hex_digit(text[i])) continue;
    if (i - begin == id_digits) found = begin;
    begin = i + 1;
  }
  return found;
}

bool cut_prefix(Text& text, Text prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool cut_suffix(Text& text, Text suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

// What a path says; texts point into it, names and uids as they are written there.
struct PathSign {
  Runtime runtime = Runtime::Unknown;
  Text id{};
  Text pod_uid{};
  Text name{};
};

// Which runtime writes this before an id: "docker-" of "docker-<id>.scope", or the whole component
// before it.
Runtime runtime_of(Text word) {
  while (word.ends_with('-') || word.ends_with(':')) word.remove_suffix(1);
  if (const std::size_t colon = word.rfind(':'); colon != Text::npos) word.remove_prefix(colon + 1);
  if (word == "docker") return Runtime::Docker;
  if (word == "cri-containerd" || word == "nerdctl") return Runtime::Containerd;
  if (word == "crio") return Runtime::Crio;
  if (word == "libpod" || word == "libpod-payload") return Runtime::Podman;
  return Runtime::Unknown;
}

// The processes that watch a container, and podman's pods, have ids in their cgroups, too.
bool is_beside_container(Text prefix, Text parent) {
  return prefix.ends_with("conmon-") || prefix.ends_with("libpod_pod_") ||
         (prefix.empty() && parent == "libpod_parent");
}

// "pod<uid>", "kubepods-burstable-pod<uid with _>.slice", and the same before a colon.
Text pod_uid_of(Text component) {
  constexpr Text mark = "pod";
  component = component.substr(0, component.find(':'));
  cut_suffix(component, ".slice");
  for (const std::size_t size : {uid_size, uid_size - 4}) {
    if (component.size() < size + mark.size()) continue;
    const Text uid = component.substr(component.size() - size);
    const Text before = component.substr(0, component.size() - size);
    if (!before.ends_with(mark)) continue;
    const bool whole = before.size() == mark.size() || before[before.size() - 4] == '-';
    if (!whole) continue;
    std::string dashed(uid);
    std::ranges::replace(dashed, '_', '-');
    if (is_pod_uid(dashed)) return uid;
  }
  return {};
}

// Of lxc and nspawn, whose containers have names. False when the component is none of theirs.
bool read_named(Text component, Text parent, PathSign& sign) {
  const auto take = [&](Runtime runtime, Text name) {
    if (name.empty()) return false;
    sign.runtime = runtime;
    sign.id = sign.name = name;
    return true;
  };
  Text name = component;
  if (cut_prefix(name, "lxc.payload.")) return take(Runtime::Lxc, name);
  if (parent == "lxc.payload" || parent == "lxc") return take(Runtime::Lxc, name);
  if (cut_prefix(name, "systemd-nspawn@"))
    return cut_suffix(name, ".service") && take(Runtime::Nspawn, name);
  if (parent == "machine.slice" && cut_prefix(name, "machine-") && cut_suffix(name, ".scope")) {
    if (name.starts_with("qemu\\x2d")) return false;  // A virtual machine of libvirt.
    return take(name.starts_with("lxc\\x2d") ? Runtime::Unknown : Runtime::Nspawn, name);
  }
  return false;
}

void read_component(Text component, Text parent, PathSign& sign) {
  if (const Text uid = pod_uid_of(component); !uid.empty()) sign.pod_uid = uid;
  const std::size_t at = last_id(component);
  if (at == Text::npos) {
    // The part of a unit that is systemd-nspawn itself.
    if (component == "supervisor" && sign.runtime == Runtime::Nspawn)
      sign = {.pod_uid = sign.pod_uid};
    else
      read_named(component, parent, sign);
    return;
  }
  const Text prefix = component.substr(0, at);
  if (is_beside_container(prefix, parent)) return;
  sign.id = component.substr(at, id_digits);
  sign.name = {};
  sign.runtime = runtime_of(prefix.empty() ? parent : prefix);
}

// The components of a path from the outermost in: what is further in overrides.
PathSign sign_of_path(Text path) {
  PathSign sign;
  Text parent{};
  while (!path.empty()) {  // To the end of the line.
    const Text component = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), component.size() + 1));
    if (component.empty()) continue;
    read_component(component, parent, sign);
    parent = component;
  }
  return sign;
}

// An id of digits weighs more than a name, a name more than a pod alone.
int weight(const PathSign& sign) {
  if (!sign.id.empty()) return sign.name.empty() ? 3 : 2;
  return sign.pod_uid.empty() ? 0 : 1;
}

// The path of "4:memory:/docker/..."; "" when the line makes no sense.
Text path_of(Text line) {
  const std::size_t first = line.find(':');
  if (first == Text::npos) return {};
  const std::size_t second = line.find(':', first + 1);
  return second == Text::npos ? Text{} : line.substr(second + 1);
}

// Appends the name of a unit with "\x2d" decoded (systemd-escape(1)); a dash stays, since names of
// machines have no slash.
void append_unit_name(std::string& out, Text name) {
  while (!name.empty()) {
    u32 byte = 0;
    const bool escaped = name.size() >= 4 && name.starts_with("\\x") &&
                         parse_number(name.substr(2, 2), byte, 16) && byte != 0;
    out += escaped ? static_cast<char>(byte) : name.front();
    name.remove_prefix(escaped ? 4 : 1);
  }
}

}  // namespace

bool is_container_id(Text text) {
  return text.size() == id_digits && std::ranges::all_of(text, is_hex_digit);
}

bool is_pod_uid(Text text) {
  if (text.size() == uid_size - 4) return std::ranges::all_of(text, is_hex_digit);
  if (text.size() != uid_size) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex_digit(text[i])) return false;
  }
  return true;
}

// kernel/cgroup/cgroup.c, proc_cgroup_show; cgroups(7). Lines are hierarchy:controllers:path, where
// the path may have colons. Real ones of docker, podman and a pod of containerd:
// 4:memory:/docker/cbd38a4648b5e691...
// 0::/libpod_parent/libpod-a8990986cb0098b3...
// 0::/kubepods/burstable/pod3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11/58e052214213b347...
CgroupSign container_sign_of_cgroup(Text file, std::string& room) {
  PathSign best;
  while (!file.empty()) {  // To the end of the file.
    const PathSign sign = sign_of_path(path_of(next_line(file)));
    if (weight(sign) != 0 && weight(sign) >= weight(best)) best = sign;
  }
  room.clear();
  append_unit_name(room, best.name);
  const std::size_t name_bytes = room.size();
  room += best.pod_uid;
  std::ranges::replace(room.begin() + static_cast<std::ptrdiff_t>(name_bytes), room.end(), '_',
                       '-');
  CgroupSign sign{.runtime = best.runtime, .id = best.id};
  sign.name = Text(room).substr(0, name_bytes);
  sign.pod_uid = Text(room).substr(name_bytes);
  if (!sign.name.empty()) sign.id = sign.name;
  return sign;
}

}  // namespace sonde
