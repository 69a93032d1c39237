// place.cpp: host name, distribution, kernel and container, from small files.
// SPDX-License-Identifier: Apache-2.0
#include "command/place.hpp"

#include "base/escape.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "decode/proc_pid.hpp"

namespace sonde {
namespace {

constexpr Text separator = " \xc2\xb7 ";

std::string read(Source& source, Question::How how, Text name) {
  std::string room;
  const Result<Text> text = source.ask({how, name}, room);
  return text ? std::string(trim(*text)) : std::string();
}

// The value of KEY=value or KEY="value" of os-release(5).
Text value_of(Text file, Text key) {
  while (!file.empty()) {
    Text line = next_line(file);
    if (!line.starts_with(key)) continue;
    line.remove_prefix(key.size());
    if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
      line = line.substr(1, line.size() - 2);
    return line;
  }
  return {};
}

// A runtime leaves its file in the root, or its id in the cgroup path.
std::string container(Source& source) {
  const std::string cgroup = read(source, Question::How::Read, "self/cgroup");
  const Text id = container_id_of_cgroup(cgroup);
  if (!id.empty()) return "container " + std::string(id.substr(0, 12));
  std::string room;
  const Result<Text> links = source.ask({Question::How::Links, "self/ns"}, room);
  if (links && is_first_pid_namespace(*links)) return {};
  for (const Text mark : {Text(".dockerenv"), Text("run/.containerenv")})
    if (source.ask({Question::How::HostStat, mark}, room)) return "a container";
  return {};
}

// os-release(5) of the place: of a container the file in it.
std::string release_of(Source& source, int pid) {
  const auto how = pid != 0 ? Question::How::RootFile : Question::How::HostFile;
  const std::string folder = pid != 0 ? std::to_string(pid) + "/" : std::string();
  std::string release = read(source, how, folder + "etc/os-release");
  if (release.empty()) release = read(source, how, folder + "usr/lib/os-release");
  return release;
}

std::string who_looks(Source& source) {
  const PidStatus own = decode_pid_status(read(source, Question::How::Read, "self/status"));
  if (!own.uid) return {};
  std::string said = "you are uid ";
  append_number(said, *own.uid);
  if (!own.cap_eff) return said;
  constexpr u64 sys_ptrace = u64{1} << 19;  // CAP_SYS_PTRACE: sees into all processes.
  if (*own.cap_eff == 0) return said + " without capabilities";
  const bool sees_all = (*own.cap_eff & sys_ptrace) != 0;
  return said + (sees_all ? " with CAP_SYS_PTRACE" : " without CAP_SYS_PTRACE");
}

// The flag with its word, as one types them.
std::string typed(Text flag, Text word) { return std::string(flag) + escaped(shell_word(word)); }

}  // namespace

bool is_container(Source& source) { return !container(source).empty(); }

std::string describe_place(Source& source, const PlaceName& name) {
  std::string line;
  const auto add = [&](Text part) {
    if (part.empty()) return;
    if (!line.empty()) line += separator;
    escape_to(line, part);
  };
  if (!source.is_live()) add(source.name());
  add(name.called.empty() ? container(source) : name.called);
  const std::string host = read(source, Question::How::Read, "sys/kernel/hostname");
  add(name.called.empty() || host.empty() ? host : "on " + host);
  add(value_of(release_of(source, name.pid), "PRETTY_NAME="));
  const std::string kernel = read(source, Question::How::Read, "sys/kernel/osrelease");
  add(kernel.empty() ? kernel : "Linux " + kernel);
  if (line.empty()) line = "this place says nothing about itself";
  line += '\n';
  const std::string who = source.is_live() ? who_looks(source) : std::string();
  return who.empty() ? line : line + who + '\n';
}

std::string place_flags(const Options& options) {
  if (options.all) return " --all" + source_flags(options);
  if (options.in) return typed(" --in ", *options.in) + source_flags(options);
  return source_flags(options);
}

std::string source_flags(const Options& options) {
  std::string flags;
  for (const std::string& command : options.via) flags += typed(" --via ", command);
  for (const std::string& path : options.from) flags += typed(" --from ", path);
  return flags;
}

std::string with_flags(Text commands, Text flags) {
  constexpr Text own_command = "sonde ";
  std::string out;
  for (std::size_t at = 0; at < commands.size(); ++at) {
    const bool is_word = at == 0 || commands[at - 1] == ' ' || commands[at - 1] == '(';
    if (is_word && commands.substr(at).starts_with(own_command)) {
      out.append(own_command.substr(0, own_command.size() - 1)).append(flags);
      at += own_command.size() - 1;
    }
    out += commands[at];
  }
  return out;
}

}  // namespace sonde
