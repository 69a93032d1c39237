// path_names.cpp: the step "name": what /etc/hosts says, or who would be asked for which names.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "decode/hosts.hpp"
#include "decode/resolv_conf.hpp"
#include "tables/path_walk.hpp"

namespace sonde {
namespace {

// Names of hosts are the same in any case.
bool is_same_name(Text one, Text other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::ranges::equal(one, other, {}, lower, lower);
}

// Which names are asked for, in their order (glibc's res_nsearch(), musl's lookup_name.c): one with
// a dot at its end alone; one with as many dots as ndots first as it is, others last.
std::string names_asked(Text host, const ResolvConf& conf) {
  if (host.ends_with('.')) return std::string(host);
  const auto dots = static_cast<std::size_t>(std::ranges::count(host, '.'));
  const bool is_first = dots >= conf.ndots;
  std::string names = is_first ? std::string(host) + "." : std::string();
  Text rest = conf.search;
  for (Text domain; !(domain = next_word(rest)).empty();) {
    if (!names.empty()) names += ", then ";
    (names += host) += '.';
    (names += domain.ends_with('.') ? domain.substr(0, domain.size() - 1) : domain) += '.';
  }
  if (is_first) return names;
  if (!names.empty()) names += ", then ";
  return (names += host) += '.';
}

}  // namespace

Address without_mapping(const Address& address) {
  constexpr std::array<u8, 12> before = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (address.version != 6 || !std::equal(before.begin(), before.end(), address.bytes.begin()))
    return address;
  Address plain;
  std::copy_n(address.bytes.begin() + before.size(), 4, plain.bytes.begin());
  return plain;
}

// As the programs of the place see it: runtimes mount theirs over that of the image.
std::string PathWalk::read_file(Text name, Absent& why) {
  const bool is_in = !here_->world.networks.empty();
  const int in_network = is_in ? here_->world.networks.front().pid : 0;
  const int pid = in_network != 0 ? in_network : world_.pids.empty() ? 0 : world_.pids.front();
  const auto how = pid != 0 ? Question::How::ServiceFile : Question::How::HostFile;
  const std::string folder = pid != 0 ? std::to_string(pid) + "/" : std::string();
  const auto file = world_.source.ask({how, folder + std::string(name)}, room_);
  why = Absent::Known;
  if (file) return std::string(*file);
  const bool is_missing =
      !world_.source.is_copy() && file.error().code == std::errc::no_such_file_or_directory;
  if (!is_missing) why = reason_of(file.error().code);
  return {};
}

PathWalk::Goes PathWalk::find_address() {
  Absent no_hosts = Absent::Known;
  if (look_into_hosts(no_hosts)) return Goes::On;
  tell_servers(no_hosts);
  return Goes::No;
}

// The first line that has the name, of the version of the source where there is one.
bool PathWalk::look_into_hosts(Absent& why) {
  const std::string file = read_file("etc/hosts", why);
  Text wanted = asked_.host;
  if (wanted.ends_with('.')) wanted.remove_suffix(1);
  Known<Address> found = Absent::NotApplicable;
  std::string others;
  u32 line = 0;
  Text rest = file;
  for (HostLine host; next_host(rest, host);) {
    bool has_name = false;
    for (Text word; !(word = next_word(host.names)).empty();)
      has_name = has_name || is_same_name(word, wanted);
    host.address = without_mapping(host.address);
    const bool is_other = source_ && source_.value.version != host.address.version;
    if (!has_name || is_other) continue;
    if (found) {
      (others += others.empty() ? "; also " : ", ") += path_address(host.address);
      continue;
    }
    found = host.address;
    found.value.zone = keep(host.address.zone);
    line = host.line;
  }
  if (!found) return false;
  packet_.destination = *found;
  std::string says = asked_.host + " is " + path_address(*found) + others;
  PathStep& step = add(PathStage::Name, PathVerdict::Ok, says);
  step.destination = *found;
  std::string evidence = "/etc/hosts line ";
  append_number(evidence, line);
  step.evidence = keep(evidence);
  if (!others.empty()) step.next = Text("the way to another one: ask with that address");
  return true;
}

void PathWalk::tell_servers(Absent no_hosts) {
  Absent why = Absent::Known;
  const std::string file = read_file("etc/resolv.conf", why);
  const ResolvConf conf = decode_resolv_conf(file);
  std::string servers;
  for (const Text server : conf.servers) ((servers += servers.empty() ? "" : ", then ") += server);
  if (servers.empty()) servers = "127.0.0.1, as none is named";
  std::string says = asked_.host;
  says += no_hosts == Absent::Known ? " is not in /etc/hosts: " : ": /etc/hosts cannot be read; ";
  if (why == Absent::Known)
    says += servers + " would be asked for " + names_asked(asked_.host, conf);
  else
    says += "/etc/resolv.conf cannot be read, so who would be asked is not known";
  PathStep& step = add(PathStage::Name, PathVerdict::Unknown, says);
  step.destination = why == Absent::Known ? Absent::NotApplicable : why;
  step.evidence = Text("/etc/resolv.conf; sonde sends no question itself");
  step.next = keep("ask with the address, as getent hosts " + shell_word(asked_.host) +
                   " tells it; sonde resolvers shows whether somebody answers");
}

}  // namespace sonde
