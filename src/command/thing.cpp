// thing.cpp: takes apart what was typed: by its shape, not by what there is.
// SPDX-License-Identifier: Apache-2.0
#include "command/thing.hpp"

#include <optional>

#include "base/services.hpp"
#include "base/text.hpp"

namespace sonde {
namespace {

Thing thing(Thing::Kind kind, std::string called) {
  Thing made;
  made.kind = kind;
  made.called = std::move(called);
  return made;
}

std::optional<u16> port_of(Text text) {
  u16 number = 0;
  if (parse_number(text, number)) return number;
  return service_port(text);
}

Thing port_thing(u16 port) {
  Thing made = thing(Thing::Port, "port " + std::to_string(port));
  made.port = port;
  return made;
}

Thing named_thing(Thing::Kind kind, Text word, Text name) {
  Thing made = thing(kind, std::string(word) + " " + std::string(name));
  made.name = name;
  return made;
}

Thing inode_thing(u64 inode) {
  Thing made = thing(Thing::Inode, "inode " + std::to_string(inode));
  made.inode = inode;
  return made;
}

Thing place_thing(Target::Kind kind, Text name) {
  constexpr Text words[] = {"", "pid", "container", "network namespace", "pod"};
  Thing made = thing(Thing::Place,
                     std::string(words[static_cast<std::size_t>(kind)]) + " " + std::string(name));
  made.place = {kind, std::string(name)};
  return made;
}

Thing path_thing(Text path) {
  // The kernel knows files of /run by their own path; people write /var/run, a link to it.
  constexpr Text old_run = "/var/run/";
  const bool is_old = path.starts_with(old_run);
  Thing made = thing(Thing::Path, std::string(path));
  made.name = is_old ? "/run/" + std::string(path.substr(old_run.size())) : std::string(path);
  while (made.name.size() > 1 && made.name.ends_with('/')) made.name.pop_back();
  return made;
}

Thing host_thing(const Address& address, Text typed) {
  Thing made = thing(Thing::Host, "address " + std::string(typed));
  made.address = address;
  made.address.zone = {};  // It would point into what was typed.
  return made;
}

// "10.0.0.5:80", "[::1]:80", "[::1]".
std::optional<Thing> end_thing(Text typed) {
  const std::size_t colon = typed.rfind(':');
  const bool has_brackets = typed.starts_with('[');
  Address address;
  if (has_brackets && typed.ends_with(']') &&
      parse_address(typed.substr(1, typed.size() - 2), address))
    return host_thing(address, typed);
  if (colon == Text::npos) return std::nullopt;
  Text host = typed.substr(0, colon);
  if (has_brackets && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::optional<u16> port = port_of(typed.substr(colon + 1));
  if (!port || !parse_address(host, address)) return std::nullopt;
  Thing made = host_thing(address, typed);
  made.kind = Thing::End;
  made.called = typed;
  made.port = *port;
  return made;
}

std::vector<Thing> things_of_number(Text typed) {
  std::vector<Thing> things;
  u16 port = 0;
  int pid = 0;
  u64 inode = 0;
  if (parse_number(typed, port) && port > 0) things.push_back(port_thing(port));
  if (parse_number(typed, pid) && pid > 0) things.push_back(process_thing(pid));
  if (parse_number(typed, inode) && inode > 0) things.push_back(inode_thing(inode));
  things.push_back(place_thing(Target::Kind::Container, typed));
  things.push_back(place_thing(Target::Kind::Netns, typed));
  return things;
}

std::vector<Thing> things_of_word(Text typed) {
  std::vector<Thing> things;
  for (const auto kind : {Target::Kind::Container, Target::Kind::Pod, Target::Kind::Netns})
    things.push_back(place_thing(kind, typed));
  things.push_back(named_thing(Thing::Interface, "interface", typed));
  things.push_back(named_thing(Thing::Name, "process", typed));
  if (const auto port = service_port(typed)) things.push_back(port_thing(*port));
  return things;
}

}  // namespace

Thing process_thing(int pid) {
  Thing made = thing(Thing::Process, "pid " + std::to_string(pid));
  made.pid = pid;
  return made;
}

std::vector<Thing> things_of(Text typed) {
  typed = trim(typed);
  if (typed.empty()) return {};
  Address address;
  if (parse_address(typed, address)) return {host_thing(address, typed)};
  if (typed.starts_with(':')) {
    const std::optional<u16> port = port_of(typed.substr(1));
    return port && *port > 0 ? std::vector{port_thing(*port)} : std::vector<Thing>{};
  }
  if (typed.starts_with('/')) return {place_thing(Target::Kind::Netns, typed), path_thing(typed)};
  if (typed.starts_with('@')) return {path_thing(typed)};
  constexpr Text inode_word = "inode:";
  u64 inode = 0;
  if (typed.starts_with(inode_word))
    return parse_number(typed.substr(inode_word.size()), inode) && inode > 0
               ? std::vector{inode_thing(inode)}
               : std::vector<Thing>{};
  const Target target = parse_target(typed);
  int pid = 0;
  if (target.kind == Target::Kind::Pid)
    return parse_number(Text(target.name), pid) && pid > 0 ? std::vector{process_thing(pid)}
                                                           : std::vector<Thing>{};
  if (target.kind != Target::Kind::Word) return {place_thing(target.kind, target.name)};
  if (auto end = end_thing(typed)) return {std::move(*end)};
  if (parse_number(typed, inode)) return things_of_number(typed);
  return things_of_word(typed);
}

}  // namespace sonde
