// runtime_state.cpp: JSON of container runtimes becomes states; the only file that knows nlohmann.
// SPDX-License-Identifier: Apache-2.0
#include "decode/runtime_state.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <nlohmann/json_fwd.hpp>

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"
#include "decode/container_signs.hpp"

namespace sonde {
namespace {

using Json = nlohmann::json;

// Whether more brackets are open somewhere than are allowed. Those in strings do not count.
bool nests_too_deep(Text text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char one = text[i];
    if (in_string) {
      if (one == '\\') ++i;
      if (one == '"') in_string = false;
    } else if (one == '"') {
      in_string = true;
    } else if (one == '{' || one == '[') {
      if (++depth > state_depth_max) return true;
    } else if (one == '}' || one == ']') {
      if (depth > 0) --depth;
    }
  }
  return false;
}

// Nothing throws: errors of the parser are a discarded value, which is neither object nor array.
Json parse(Text text) {
  if (text.size() > state_bytes_max || nests_too_deep(text)) return Json::value_t::discarded;
  return Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
}

// The member of an object; null when there is none, or when it is no object.
const Json* member_of(const Json* object, Text key) {
  if (object == nullptr || !object->is_object()) return nullptr;
  const auto at = object->find(key);
  return at != object->end() ? &*at : nullptr;
}

// "" for anything but a string.
std::string text_of(const Json* value) {
  const auto* const text = value != nullptr ? value->get_ptr<const std::string*>() : nullptr;
  return text != nullptr ? *text : std::string{};
}

std::string text_at(const Json* object, Text key) { return text_of(member_of(object, key)); }

// The first of these keys that has a text.
std::string first_text_at(const Json* object, std::initializer_list<Text> keys) {
  for (const Text key : keys)
    if (std::string text = text_at(object, key); !text.empty()) return text;
  return {};
}

void set_if_known(std::string& into, std::string value) {
  if (!value.empty()) into = std::move(value);
}

// 0 is what docker writes for a container that does not run.
Known<int> pid_of(const Json* value) {
  if (value == nullptr) return Absent::NotCollected;
  const auto* const number = value->get_ptr<const Json::number_integer_t*>();
  if (number == nullptr || !std::in_range<int>(*number) || *number < 0) return Absent::Malformed;
  if (*number == 0) return Absent::NotApplicable;
  return static_cast<int>(*number);
}

Known<u64> count_of(const Json* value) {
  if (value == nullptr) return Absent::NotApplicable;
  const auto* const number = value->get_ptr<const Json::number_integer_t*>();
  if (number == nullptr || *number < 0) return Absent::Malformed;
  return static_cast<u64>(*number);
}

// Labels of docker's containers, and annotations that name them so.
void read_kubernetes_labels(const Json* labels, ContainerState& state) {
  set_if_known(state.name, text_at(labels, "io.kubernetes.container.name"));
  set_if_known(state.pod, text_at(labels, "io.kubernetes.pod.name"));
  set_if_known(state.pod_namespace, text_at(labels, "io.kubernetes.pod.namespace"));
  set_if_known(state.pod_uid, text_at(labels, "io.kubernetes.pod.uid"));
  if (text_at(labels, "io.kubernetes.docker.type") == "podsandbox") state.sandbox = true;
}

// A name that the kubelet composed holds what the labels say.
void take_name(std::string name, ContainerState& state) {
  KubernetesName parts;
  if (!split_kubernetes_name(name, parts)) {
    state.name = std::move(name);
    return;
  }
  state.pod = parts.pod;
  state.pod_namespace = parts.name_space;
  state.pod_uid = parts.pod_uid;
  state.sandbox = parts.container == "POD";
  state.name = parts.container;
}

// "/web". Other names of one container, by docker's old links, have two slashes: "/cli/alias".
std::string without_slash(std::string name) {
  if (name.starts_with('/')) name.erase(0, 1);
  return name;
}

std::string best_name(const Json* names) {
  std::string best;
  if (names == nullptr || !names->is_array()) return best;
  for (const Json& entry : *names) {
    std::string name = without_slash(text_of(&entry));
    if (name.empty()) continue;
    if (!name.contains('/')) return name;
    if (best.empty()) best = std::move(name);
  }
  return best;
}

ContainerState podman_state(const Json& entry) {
  ContainerState state;
  state.id = text_at(&entry, "id");
  const Json metadata = parse(text_at(&entry, "metadata"));
  std::string name = best_name(member_of(&entry, "names"));
  if (name.empty()) name = text_at(&metadata, "name");
  take_name(std::move(name), state);
  state.image = first_text_at(&metadata, {"image-name", "image-id"});
  if (state.image.empty()) state.image = text_at(&entry, "image");
  return state;
}

ContainerState docker_state(const Json& entry) {
  ContainerState state;
  state.id = text_at(&entry, "Id");
  take_name(best_name(member_of(&entry, "Names")), state);
  state.image = first_text_at(&entry, {"Image", "ImageID"});
  state.pid = pid_of(member_of(&entry, "Pid"));  // Only podman's own answer has it.
  read_kubernetes_labels(member_of(&entry, "Labels"), state);
  return state;
}

// Each entry of an array that has an id.
template <class Read> std::vector<ContainerState> states_of(Text json, Read read) {
  std::vector<ContainerState> states;
  const Json list = parse(json);
  if (!list.is_array()) return states;
  for (const Json& entry : list)
    if (ContainerState state = read(entry); !state.id.empty()) states.push_back(std::move(state));
  return states;
}

// Cuts a line of a header, without its line end.
Text next_header(Text& rest) {
  Text line = next_line(rest);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

// container/container.go of moby, shortened:
// {"State":{"Running":true,"Pid":206},"ID":"cbd38a46...","Config":{"Image":"bb:1","Labels":{}},
//  "LogPath":"/.../cbd38a46...-json.log","Name":"/web","RestartCount":0}
std::optional<ContainerState> decode_docker_config(Text json) {
  const Json config = parse(json);
  if (!config.is_object()) return std::nullopt;
  ContainerState state;
  state.id = text_at(&config, "ID");
  take_name(without_slash(text_at(&config, "Name")), state);
  state.log = text_at(&config, "LogPath");
  state.pid = pid_of(member_of(member_of(&config, "State"), "Pid"));
  state.restarts = count_of(member_of(&config, "RestartCount"));
  const Json* const inner = member_of(&config, "Config");
  state.image = first_text_at(inner, {"Image"});
  if (state.image.empty()) state.image = text_at(&config, "Image");
  read_kubernetes_labels(member_of(inner, "Labels"), state);
  return state;
}

// daemon/logger/jsonfilelog of moby.
std::optional<std::string> decode_docker_log(Text line) {
  const Json entry = parse(line);
  const Json* const printed = entry.is_object() ? member_of(&entry, "log") : nullptr;
  if (!printed || !printed->is_string()) return std::nullopt;
  return text_at(&entry, "log");
}

// config.md of the OCI runtime specification; the keys: pkg/cri/annotations of containerd,
// pkg/annotations of cri-o, pkg/labels of nerdctl.
std::optional<ContainerState> decode_oci_config(Text json) {
  const Json config = parse(json);
  if (!config.is_object()) return std::nullopt;
  const Json* const notes = member_of(&config, "annotations");
  ContainerState state;
  state.id = text_at(notes, "io.kubernetes.cri-o.ContainerID");
  take_name(first_text_at(notes, {"io.kubernetes.cri-o.Name", "nerdctl/name"}), state);
  read_kubernetes_labels(notes, state);
  set_if_known(state.name, text_at(notes, "io.kubernetes.cri.container-name"));
  set_if_known(state.pod, first_text_at(notes, {"io.kubernetes.cri.sandbox-name",
                                                "io.kubernetes.cri-o.KubeName"}));
  set_if_known(state.pod_namespace, first_text_at(notes, {"io.kubernetes.cri.sandbox-namespace",
                                                          "io.kubernetes.cri-o.Namespace"}));
  set_if_known(state.pod_uid, text_at(notes, "io.kubernetes.cri.sandbox-uid"));
  state.image =
      first_text_at(notes, {"io.kubernetes.cri.image-name", "io.kubernetes.cri-o.ImageName",
                            "io.kubernetes.cri-o.Image"});
  state.log = text_at(notes, "io.kubernetes.cri-o.LogPath");
  const std::string type = first_text_at(
      notes, {"io.kubernetes.cri.container-type", "io.kubernetes.cri-o.ContainerType"});
  if (!type.empty()) state.sandbox = type == "sandbox";
  return state;
}

// containers/storage/containers.go, shortened:
// [{"id":"a8990986...","names":["web"],"image":"","metadata":"{\"name\":\"web\"}"}]
std::vector<ContainerState> decode_podman_containers(Text json) {
  return states_of(json, podman_state);
}

// docs/api of moby, shortened:
// [{"Id":"88e7ae58...","Names":["/cli"],"Image":"bb:1","Labels":{},"State":"running"}]
std::vector<ContainerState> decode_docker_containers(Text json) {
  return states_of(json, docker_state);
}

const ContainerState* find_state(std::span<const ContainerState> states, Text id) {
  const auto at = std::ranges::find(states, id, &ContainerState::id);
  return at != states.end() && !id.empty() ? &*at : nullptr;
}

// RFC 9112. What docker answers to HTTP/1.0:
// HTTP/1.0 200 OK
// Content-Type: application/json
// Content-Length: 1725
std::optional<Text> http_body(Text response) {
  const Text status = next_header(response);
  const bool ok = status.starts_with("HTTP/1.0 200") || status.starts_with("HTTP/1.1 200");
  if (!ok || (status.size() > 12 && status[12] != ' ')) return std::nullopt;
  std::optional<std::size_t> length;
  for (;;) {  // To the empty line.
    if (response.empty()) return std::nullopt;
    const Text line = next_header(response);
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == Text::npos) return std::nullopt;
    const Text name = line.substr(0, colon);
    if (equal_words(name, "transfer-encoding")) return std::nullopt;
    if (!equal_words(name, "content-length")) continue;
    std::size_t bytes = 0;
    if (!parse_number(trim(line.substr(colon + 1)), bytes)) return std::nullopt;
    if (length && *length != bytes) return std::nullopt;
    length = bytes;
  }
  if (length && *length > response.size()) return std::nullopt;
  return length ? response.substr(0, *length) : response;
}

}  // namespace sonde
