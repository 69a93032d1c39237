// hint_reader.cpp: which files of a root hold hints, and how they are asked for.
// SPDX-License-Identifier: Apache-2.0
#include "tables/hint_reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "decode/environment_hints.hpp"
#include "decode/history_hints.hpp"
#include "decode/hosts.hpp"
#include "decode/mountinfo.hpp"
#include "decode/ssh_files.hpp"
#include "tables/rights.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Text too_many = "it names more servers than are told: search it";
constexpr std::size_t value_max = 200;     // Bytes of what a hint says.
constexpr std::size_t hints_max = 100000;  // Of all places together.
constexpr std::size_t includes_max = 256;  // Files and patterns that one place includes.
constexpr std::size_t homes_max = 1000;    // Of one place.
constexpr std::size_t depth_max = 16;      // Of files that include files, as ssh takes it.

// Cut where a character of UTF-8 begins.
Text shortened(Text text) {
  std::size_t size = std::min(text.size(), value_max);
  while (size < text.size() && size > 0 && (static_cast<u8>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

// fe00::0 and ff00::0 stand in the /etc/hosts of every Debian and every container.
bool is_of_every_hosts(const Address& address) {
  const u8 first = address.bytes[0];
  const bool is_any = std::ranges::all_of(address.bytes, [](u8 byte) { return byte == 0; });
  return is_any || is_loopback(address) ||
         (address.version == 6 && first >= 0xFE && address.bytes[1] <= 2);
}

Text remedy_of_file(std::errc code) {
  switch (code) {
    case std::errc::permission_denied:
    case std::errc::operation_not_permitted: return "run as root, or as the user whose home it is";
    case std::errc::cross_device_link:
      return "it is on a mount of its own, which may hang: sonde run --all-ns -- cat looks there";
    case std::errc::timed_out:
      return "files of the machine have a second together, and so have those of all containers: "
             "some file system hangs or is slow; sonde hints --in NAME reads one container alone";
    case std::errc::file_too_large: return "it is larger than 1 MiB: search it with grep";
    case std::errc::function_not_supported:
      return "folders of a container are not listed: run sonde inside of it";
    case std::errc::no_message:
    case std::errc::no_such_file_or_directory:
      return "run sonde on that machine, or copy these files as well";
    case std::errc::bad_message:
    case std::errc::not_a_directory:
      return "it is a FIFO, a device or a link that leads nowhere: look at it";
    default: return "the kernel could not read it: look at it";
  }
}

// "1 (bash)"
std::string called(const Process& process) {
  std::string text = std::to_string(process.pid);
  if (process.name) text += " (" + std::string(*process.name) + ")";
  return text;
}

Absent absent_of(std::errc code) {
  switch (code) {
    case std::errc::cross_device_link:
    case std::errc::timed_out:
    case std::errc::no_such_file_or_directory: return Absent::NotCollected;
    case std::errc::not_a_directory: return Absent::Malformed;
    default: return reason_of(code);
  }
}

}  // namespace

constexpr HintReader::Unseen HintReader::files = {"files or homes", "", ""};
constexpr HintReader::Unseen HintReader::environments = {"environments", "the environment of ",
                                                         "that of "};
constexpr HintReader::Unseen HintReader::roots = {"roots of processes", "the root of ", "that of "};
constexpr HintReader::Unseen HintReader::ends = {"long texts to their end", "the end of ", ""};

void HintReader::finish() {
  for (const Refusal& refusal : refusals_) {
    std::string example(refusal.what->one);
    if (refusal.count > 1) {
      example.clear();
      append_number(example, refusal.count);
      example.append(" ").append(refusal.what->many).append(", such as ").append(refusal.what->of);
    }
    example += refusal.example;
    sink_.gap({table_, "", refusal.why, Absent::NotApplicable, example, refusal.remedy});
  }
  if (!looping_.empty()) sink_.note(looping_ + " includes itself, which ssh refuses");
}

// Whole rows may be missing; nobody knows how many.
void HintReader::refuse(std::errc code, const Unseen& what, const std::string& example) {
  const Absent why = absent_of(code);
  if (why == Absent::Vanished) return;
  refuse({why, &what,
          &what == &files               ? remedy_of_file(code)
          : why == Absent::NotPermitted ? look_into_processes.anywhere
                                        : remedy_for_processes(why),
          example, 1});
}

void HintReader::refuse(Refusal refusal) {
  for (Refusal& known : refusals_) {
    const bool is_same =
        known.why == refusal.why && known.what == refusal.what && known.remedy == refusal.remedy;
    if (!is_same) continue;
    ++known.count;
    return;
  }
  refusals_.push_back(std::move(refusal));
}

// There is more of it than is told. Once is enough.
void HintReader::cut(const std::string& example, Text remedy) {
  const auto is_it = [&](const Refusal& known) {
    return known.what == &ends && known.example == example;
  };
  if (std::ranges::none_of(refusals_, is_it))
    refuse({Absent::NotCollected, &ends, remedy, example, 1});
}

void HintReader::add(const ServerHint& found, const Origin& origin, Known<Address> address) {
  const ServerName& server = found.server;
  std::string key(name_of(found.kind));
  for (const Text part : {Text(server.host), Text(server.login), Text(origin.file),
                          Text(found.variable), origin.container.value})
    key.append("\n").append(part);
  append_number(key += '\n', server.port.value);
  if (found.kind == HintKind::Ssh || server.host.empty()) key.append("\n").append(found.says);
  if (server.host.empty()) append_number(key += '\n', found.line);
  const auto known = known_.find(key);
  if (known != known_.end()) {
    ++hints_[known->second].times;
    return;
  }
  if (hints_.size() == hints_max)
    return cut("the list", "it has 100,000 hints: ask for one kind, or sonde hints --in NAME");
  known_.emplace(std::move(key), hints_.size());
  Arena& texts = world_.texts;
  const auto keep = [&](Text text) {
    return text.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(texts.keep(text));
  };
  Hint hint;
  hint.kind = found.kind;
  hint.login = keep(server.login);
  hint.host = server.host.empty() ? Known<Text>(Absent::NotCollected) : keep(server.host);
  hint.port = server.port;
  hint.address = address;
  if (Address own; parse_address(server.host, own)) {
    own.zone = texts.keep(own.zone);
    hint.address = own;
  }
  if (found.says != server.host) hint.says = keep(shortened(found.says));
  hint.file = keep(origin.file);
  if (found.line != 0) hint.line = found.line;
  hint.variable = keep(found.variable);
  hint.user = origin.user;
  if (hint.user) hint.user = texts.keep(*hint.user);
  hint.container = origin.container;
  if (const Process* process = origin.process) {
    hint.pid = process->pid;
    hint.process = process->name;
    if (hint.process) hint.process = texts.keep(*hint.process);
  }
  hints_.push_back(hint);
}

void HintReader::read(const Process& process, Kinds kinds) {
  read_environment(process, kinds);
  if (world_.source.is_copy()) {
    if (process.container)
      refuse(std::errc::no_message, roots, "container " + std::string(*process.container));
    return;
  }
  bool is_new = false;
  const Known<bool> is_shared = shares_root(process, is_new);
  if (is_shared && *is_shared) {
    is_root_seen_ = true;
    if (process.uid) uids_.insert(*process.uid);
  } else if (is_new && is_shared) {
    read_root(process);
  } else if (is_new && is_shared.why != Absent::Vanished) {
    refuse(std::errc::permission_denied, roots, called(process));
  }
}

// Processes of one mount namespace and root directory have one root. Where that may not be asked,
// what mountinfo says of the root is enough to know that of the machine.
Known<bool> HintReader::shares_root(const Process& process, bool& is_new) {
  const std::string link = std::to_string(process.pid) + "/ns/mnt";
  const Known<Text> mounts = text_of(world_.source, {Question::How::Link, link}, room_);
  std::string key(mounts ? *mounts : Text("container "));
  key.append(" ").append(mounts ? process.root.value : process.container.value);
  const auto [place, is_added] = roots_.try_emplace(key);
  is_new = is_added;
  const bool is_unclear = !mounts && !process.container;
  if (!is_new && !is_unclear) return place->second;
  files_.begin(process);
  const bool is_shared = files_.shares_root();
  place->second = mounts || is_shared ? Known<bool>(is_shared) : Known<bool>(mounts.why);
  return place->second;
}

void HintReader::read_environment(const Process& process, Kinds kinds) {
  constexpr HintKind of_variables[] = {HintKind::Service, HintKind::Link, HintKind::Variable};
  const auto is_wanted = [&](HintKind kind) { return kinds[static_cast<std::size_t>(kind)]; };
  if (std::ranges::none_of(of_variables, is_wanted)) return;
  const std::string name = std::to_string(process.pid) + "/environ";
  const auto text = world_.source.ask({Question::How::Read, name}, other_room_);
  if (!text) {
    const bool is_absent = text.error().code == std::errc::no_such_file_or_directory;
    if (is_absent && !world_.source.is_copy()) return;  // It ended.
    return refuse(text.error().code, environments, called(process));
  }
  Origin origin{.user = process.user, .container = process.container, .process = &process};
  if (origin.container) origin.container = world_.texts.keep(*origin.container);
  const ServerHints found = hints_of_environment(*text);
  if (found.was_cut) cut("the environment of " + called(process), too_many);
  for (const ServerHint& hint : found.hints)
    if (is_wanted(hint.kind)) add(hint, origin);
}

void HintReader::read_machine() {
  const bool is_whole = world_.pids.empty();
  if (!is_whole && !is_root_seen_) return;
  // The time for reading, which live.cpp gives to each walk over the processes, begins anew: what
  // hangs in a container is not to cost the files of the machine.
  (void)world_.source.ask({Question::How::List}, room_);
  const Place place = machine();
  read_place(place, place.how, is_whole ? Homes::All : Homes::OfUsers);
}

// A home may be on another machine that does not answer. Files of our own root are asked for as
// those of a process are, which nobody waits for longer than a second.
HintReader::Place HintReader::machine() {
  const auto own = world_.source.ask({Question::How::Link, "self"}, room_);
  Place place{.is_machine = true};
  if (world_.source.is_copy() || !own) return place;
  place.how = Question::How::ServiceFile;
  place.prefix = std::string(*own) + "/";
  return place;
}

// Runtimes mount /etc/hosts from a disk of the machine. Whatever else is mounted there might hang.
void HintReader::read_root(const Process& process) {
  Place place{.how = Question::How::RootFile, .prefix = std::to_string(process.pid) + "/"};
  place.container = process.container;
  if (place.container) place.container = world_.texts.keep(*place.container);
  Question::How hosts = place.how;
  if (files_.mounts())
    each_mount(*files_.mounts(), [&](const Mount& mount) {
      const bool is_it = mount.point == "/etc/hosts" && is_local_filesystem(mount.type);
      if (is_it) hosts = Question::How::ServiceFile;
    });
  read_place(place, hosts, Homes::All);
}

void HintReader::read_place(const Place& place, Question::How hosts, Homes homes) {
  files_read_ = 0;
  Origin origin{.container = place.container};
  if (wants(HintKind::Hosts)) read_hosts(place, hosts);
  origin.file = "/etc/ssh/ssh_known_hosts";
  if (wants(HintKind::KnownHost)) read_known_hosts(place, origin);
  origin.file = "/etc/ssh/ssh_config";
  if (wants(HintKind::Ssh)) read_ssh_config(place, origin);
  if (wants(HintKind::KnownHost) || wants(HintKind::Ssh) || wants(HintKind::History))
    read_homes(place, homes);
}

Result<Text> HintReader::list_of(const Place& place, Text folder) {
  if (!place.is_machine)
    return failed(std::errc::function_not_supported, "list", std::string(folder));
  return world_.source.ask({Question::How::HostList, folder.substr(1)}, room_);
}

Result<Text> HintReader::ask(const Place& place, Question::How how, Text path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  return world_.source.ask({how, place.prefix + std::string(path)}, room_);
}

// "/etc/hosts in web"
std::string HintReader::named(const Place& place, Text path) {
  std::string name(path);
  if (place.container) name.append(" in ").append(*place.container);
  return name;
}

bool HintReader::text_of_file(const Place& place, const Origin& origin, Text& text) {
  const Result<Text> file = ask(place, place.how, origin.file);
  if (file) {
    text = *file;
    return true;
  }
  const std::errc code = file.error().code;
  const bool is_absent =
      code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory;
  if (!is_absent || world_.source.is_copy()) refuse(code, files, named(place, origin.file));
  return false;
}

void HintReader::read_hosts(const Place& place, Question::How how) {
  Place asked = place;
  asked.how = how;
  Origin origin{.file = "/etc/hosts", .container = place.container};
  Text text;
  if (!text_of_file(asked, origin, text)) return;
  for (HostLine host; next_host(text, host);) {
    if (is_of_every_hosts(host.address)) continue;
    Text names = host.names;
    ServerHint hint{.kind = HintKind::Hosts, .line = host.line};
    hint.server.host = next_word(names);
    append_address(hint.says, host.address);
    hint.says.append(" ").append(host.names);
    Address address = host.address;
    address.zone = world_.texts.keep(address.zone);
    add(hint, origin, address);
  }
}

void HintReader::read_homes(const Place& place, Homes homes) {
  const Result<Text> file = ask(place, place.how, "etc/passwd");
  if (!file && file.error().code != std::errc::no_such_file_or_directory)
    refuse(file.error().code, files, named(place, "/etc/passwd"));
  const std::string passwd(file ? *file : Text("root:x:0:0:root:/root:\n"));
  std::set<std::string> seen;
  Text rest = passwd;
  for (PasswdUser user; next_user(rest, user);) {
    const bool is_asked = homes == Homes::All || uids_.contains(user.uid);
    if (!is_asked || !user.home.starts_with('/') || !seen.emplace(user.home).second) continue;
    if (seen.size() > homes_max)
      return cut(named(place, "/etc/passwd"),
                 "of a place 1,000 homes are read: sonde hints pid:N reads that of its user");
    read_home(place, user);
  }
}

// Most homes of services have no .ssh, and one question tells it. What is no home says nothing.
void HintReader::read_home(const Place& place, const PasswdUser& user) {
  std::string home(user.home);
  if (!home.ends_with('/')) home += '/';
  const Result<Text> folder = ask(place, place.how, home + ".ssh");
  const std::errc code = folder ? std::errc::not_a_directory : folder.error().code;
  const bool is_absent =
      code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory;
  const bool has_folder = code == std::errc::is_a_directory;
  if (!has_folder && !(is_absent && !world_.source.is_copy()))
    return refuse(code, files, named(place, user.home));
  Origin origin{.home = home, .user = user.name, .container = place.container};
  for (const Text name : {Text(".ssh/known_hosts"), Text(".ssh/known_hosts2")}) {
    origin.file = home + std::string(name);
    if (has_folder && wants(HintKind::KnownHost)) read_known_hosts(place, origin);
  }
  origin.file = home + ".ssh/config";
  if (has_folder && wants(HintKind::Ssh)) read_ssh_config(place, origin);
  if (!wants(HintKind::History)) return;
  for (const Text name :
       {Text(".bash_history"), Text(".zsh_history"), Text(".ash_history"), Text(".sh_history"),
        Text(".history"), Text(".local/share/fish/fish_history")}) {
    origin.file = home + std::string(name);
    Text text;
    if (!text_of_file(place, origin, text)) continue;
    add_all(place, hints_of_history(text), origin);
  }
}

void HintReader::add_all(const Place& place, const ServerHints& found, const Origin& origin) {
  if (found.was_cut) cut(named(place, origin.file), too_many);
  for (const ServerHint& hint : found.hints) add(hint, origin);
}

void HintReader::read_known_hosts(const Place& place, const Origin& origin) {
  Text text;
  if (text_of_file(place, origin, text)) add_all(place, hints_of_known_hosts(text), origin);
}

void HintReader::read_ssh_config(const Place& place, const Origin& origin) {
  Text text;
  if (std::ranges::find(including_, origin.file) != including_.end()) {
    if (looping_.empty()) looping_ = named(place, origin.file);
    return;
  }
  if (!text_of_file(place, origin, text)) return;
  const SshConfig config = sonde::read_ssh_config(text);
  add_all(place, config.found, origin);
  including_.push_back(origin.file);
  for (const std::string& path : config.includes) read_include(place, origin, path);
  including_.pop_back();
}

bool HintReader::may_include(const Place& place, const Origin& origin) {
  const bool may = including_.size() <= depth_max && files_read_ < includes_max;
  ++files_read_;
  if (!may)
    cut("what " + named(place, origin.file) + " includes",
        "of one place 256 files are included, 16 deep: look at it");
  return may;
}

// ssh_config(5): what is relative lies in ~/.ssh, or in /etc/ssh when it all began there, wherever
// the file is that includes it; a pattern may match many files.
void HintReader::read_include(const Place& place, const Origin& origin, std::string path) {
  if (!may_include(place, origin)) return;
  const bool is_of_user = !origin.home.empty();
  if (path.starts_with('~') && !is_of_user) return;  // An error to ssh.
  if (path.starts_with("~/"))
    path.replace(0, 2, origin.home);
  else if (!path.starts_with('/'))
    path.insert(0, is_of_user ? origin.home + ".ssh/" : "/etc/ssh/");
  Origin included = origin;
  const std::size_t slash = path.rfind('/') + 1;
  const std::string folder = path.substr(0, slash);
  const std::string pattern = path.substr(slash);
  std::string names = pattern + '\0';
  if (pattern.find_first_of("*?[") != std::string::npos) {
    const auto list = list_of(place, folder);
    const bool is_absent = !list && list.error().code == std::errc::no_such_file_or_directory;
    if (!list && !(is_absent && !world_.source.is_copy()))
      refuse(list.error().code, files, named(place, path));
    names = list ? *list : Text();
  }
  for (Text rest = names; !rest.empty();) {
    const Text name = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    const bool is_hidden = name.starts_with('.') && !pattern.starts_with('.');  // glob(3)
    if (name != pattern && (is_hidden || !glob_match(pattern, name))) continue;
    if (!may_include(place, origin)) return;
    included.file = folder + std::string(name);
    read_ssh_config(place, included);
  }
}

}  // namespace sonde
