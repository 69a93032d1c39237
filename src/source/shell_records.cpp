// shell_records.cpp: from what a shell can print to the answers that a kernel would have given.
// SPDX-License-Identifier: Apache-2.0
#include "source/shell_records.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sonde {
namespace {

using How = Question::How;

// As much of a file as the script prints (bytes_max of collector.sh).
constexpr std::size_t cut_at = std::size_t{32} * 1024 * 1024;
constexpr std::size_t name_max = 4096;
// More than the script looks at.
constexpr std::size_t networks_max = 1000;
constexpr std::size_t threads_max = 200'000;
constexpr Text proc = "/proc/";

struct Code {
  Text name;
  std::errc code;
};
constexpr std::array codes = {
    Code{"EACCES", std::errc::permission_denied},
    Code{"EPERM", std::errc::operation_not_permitted},
    Code{"ENOENT", std::errc::no_such_file_or_directory},
    Code{"ESRCH", std::errc::no_such_process},
    Code{"EBADMSG", std::errc::bad_message},
};

struct Loss {
  Text what;
  Text sentence;
};
constexpr std::array losses = {
    Loss{"cat", "the shell there has no cat: command lines are left out where it cannot read them"},
    Loss{"settings", "the shell there reads a byte at a time, and has no cat: settings, which the "
                     "kernel gives once, are left out"},
    Loss{"ls", "the shell there has no ls and no readlink: who holds what, and the numbers of "
               "namespaces, are left out"},
    Loss{"awk", "an awk alone collected it: who holds what, command lines and other network "
                "namespaces are left out"},
    Loss{"nonce", "the shell there had no random number: a name may imitate an answer"},
    Loss{"processes", "there are more processes than the collector looks at"},
    Loss{"networks", "there are more network namespaces than the collector looks at"},
    Loss{"descriptors",
         "there are more open files than the collector looks at for descriptors in flight"},
    Loss{"threads", "there are more threads than the collector looks at"},
    Loss{"time processes", "the collector ran out of time at the processes"},
    Loss{"time links", "the collector ran out of time at the open files"},
    Loss{"time networks", "the collector ran out of time at the network namespaces"},
    Loss{"time threads", "the collector ran out of time at the threads"},
    Loss{"time command lines", "the collector ran out of time at the command lines"},
    Loss{"time second look", "the collector had no time for a second look"},
    Loss{"time descriptors in flight", "the collector ran out of time at descriptors in flight"},
};

constexpr Text unknown_loss = "the collector could not see everything";

bool is_number(Text word) {
  u32 number = 0;
  return parse_number(word, number);
}

// Of "42/net/tcp" the process, "42". "" when it is no file of a process.
Text process_of(Text name) {
  const Text process = name.substr(0, name.find('/'));
  return process.size() < name.size() && is_number(process) ? process : Text();
}

// "net/tcp" of "42/net/tcp" when the tables of process 42 are those of a network that is known.
Text file_of_network(Text name, Text process) {
  const Text file = process.empty() ? Text() : name.substr(process.size() + 1);
  return file.starts_with("net/") ? file : Text();
}

bool is_folder_of_links(Text name) { return name.ends_with("/fd") || name.ends_with("/ns"); }

std::string handle_of(Text process) { return std::string(process) + "/ns/net"; }

// Files alone are read twice. What does not move is not asked again.
bool is_of_second_look(Text kind) {
  return kind == "pieces" || kind == "file" || kind == "host" || kind == "refuse" || kind == "lost";
}

// The bytes before the line `fence`, which is cut off with them. False when it is not there.
bool cut_piece(Text& rest, Text fence, Text& piece) {
  for (std::size_t from = 0, at; (at = rest.find(fence, from)) != Text::npos; from = at + 1) {
    const bool begins_line = at == 0 || rest[at - 1] == '\n';
    const std::size_t end = at + fence.size();
    if (!begins_line || end >= rest.size() || rest[end] != '\n') continue;
    piece = rest.substr(0, at);
    rest.remove_prefix(end + 1);
    return true;
  }
  return false;
}

}  // namespace

void ShellRecords::take(const ShellRecord& record) {
  const auto [kind, name, body] = record;
  if (is_again_ && !is_of_second_look(kind)) return;
  if (kind == "pieces") return add_pieces(name, body);
  if (kind == "found") return add_found(name, body);
  if (name.size() > name_max) return;
  if (kind == "file") {
    add_file(name, body);
  } else if (kind == "lossy") {
    if (body.empty()) return add_file(name, body);  // There was nothing to lose.
    if (is_new("", {How::Read, name}))
      capture_.refuse(key("", {How::Read, name}), {std::errc::no_message, "read"});
  } else if (kind == "host") {
    add("", {How::HostFile, name}, body);
  } else if (kind == "link") {
    add_link(name, body.substr(0, body.size() - (body.ends_with('\n') ? 1 : 0)));
  } else if (kind == "links") {
    if (open_folder(name)) open_.emplace(name);
  } else if (kind == "ls" || kind == "ls-masked") {
    add_links(body, kind == "ls" ? LsForm::Escaped : LsForm::Masked);
  } else if (kind == "ls-errors") {
    add_ls_errors(body);
  } else if (kind == "inodes") {
    add_inodes(body);
  } else if (kind == "list") {
    add_list(name == "." ? Text() : name, body);
  } else if (kind == "tasks") {
    add_threads(body);
  } else if (kind == "about") {
    if (!capture_.find(about_key)) capture_.add(about_key, body);
  } else if (kind == "again") {
    begin_second_look(name);
  } else if (kind == "refuse") {
    Text rest = name;
    const Text code = next_word(rest);
    const Text what = next_word(rest);
    refuse(code, what, trim(rest));
  } else if (kind == "lost") {
    tell_lost(name);
  }
}

// Rates are made of the time between two looks: without it there is no second one.
void ShellRecords::begin_second_look(Text moment_ns) {
  u64 moment = 0;
  if (!parse_number(moment_ns, moment) || !about(capture_, "moment_ns")) return;
  is_again_ = true;
  capture_.add(std::string(again_folder).append(about_key),
               std::string("moment_ns ").append(moment_ns) + '\n');
}

std::string ShellRecords::key(Text place, Question question) const {
  std::string key = key_of(place, question);
  return is_again_ ? std::string(again_folder) += key : key;
}

bool ShellRecords::is_new(Text place, Question question) const {
  return !capture_.find(key(place, question));
}

void ShellRecords::add(Text place, Question question, Text bytes) {
  const std::string key = this->key(place, question);
  if (capture_.find(key)) return;
  capture_.add(key, bytes);
  if (bytes.size() == cut_at) capture_.refuse(key, {std::errc::no_message, "read"});
}

void ShellRecords::add_file(Text name, Text bytes) {
  add("", {How::Read, name}, bytes);
  const Text process = process_of(name);
  if (process.empty()) return;
  const Text file = name.substr(process.size() + 1);
  if (file == "stat") {
    // "42 (name) S …": the name may hold anything, but nothing behind it has a bracket.
    const std::size_t begin = bytes.find('(');
    const std::size_t end = bytes.rfind(')');
    if (end == Text::npos || begin >= end) return;
    std::string comm(bytes.substr(begin + 1, end - begin - 1));
    add("", {How::Read, std::string(process) + "/comm"}, comm += '\n');
  }
  if (file == "net/tcp" && networks_.size() < networks_max) networks_.emplace(process);
  if (file_of_network(name, process).empty() || !networks_.contains(std::string(process))) return;
  add(handle_of(process), {How::Read, file}, bytes);
}

void ShellRecords::refuse(Text code, Text kind, Text name) {
  const auto found = std::ranges::find(codes, code, &Code::name);
  if (found == codes.end()) return;
  const Refusal why{found->code, "open"};
  const auto say = [&](Text place, Question question) {
    if (is_new(place, question)) capture_.refuse(key(place, question), why);
  };
  if (kind == "host") say("", {How::HostFile, name});
  if (kind == "link") say("", {How::Link, name});
  if (kind == "links") {
    say("", {How::Links, name});
    say("", {How::List, name});
  }
  if (kind != "file") return;
  say("", {How::Read, name});
  const Text process = process_of(name);
  const Text file = file_of_network(name, process);
  if (!file.empty() && networks_.contains(std::string(process)))
    say(handle_of(process), {How::Read, file});
  if (!process.empty() && name.ends_with("/stat"))
    say("", {How::Read, std::string(process) + "/comm"});
}

void ShellRecords::add_pieces(Text names, Text body) {
  const Text fence = next_word(names);
  if (fence.empty()) return;
  for (Text name; !(name = next_word(names)).empty();) {
    Text piece;
    if (!cut_piece(body, fence, piece)) return;  // It was cut, or cat is not what it should be.
    // Files of a process are never empty: it has ended.
    if (piece.empty() && !process_of(name).empty() && name.find("/net/") == Text::npos)
      refuse("ESRCH", "file", name);
    else if (name.size() <= name_max)
      add_file(name, piece);
  }
}

void ShellRecords::add_list(Text folder, Text lines) {
  std::string names;
  while (!lines.empty()) (names += next_line(lines)) += '\0';
  add("", {How::List, folder}, names);
}

// "42: 42 43"
void ShellRecords::add_threads(Text lines) {
  while (!lines.empty()) {
    Text line = next_line(lines);
    Text process = next_word(line);
    if (!process.ends_with(':')) continue;
    process.remove_suffix(1);
    const std::string folder = std::string(process) + "/task";
    if (!is_number(process) || !is_new("", {How::List, folder})) continue;
    std::string names;
    for (Text thread; !(thread = next_word(line)).empty();) {
      if (!is_number(thread)) continue;
      (names += thread) += '\0';
      if (thread != process && threads_.size() < threads_max)
        threads_.emplace_back(process, thread);
    }
    if (!names.empty()) add("", {How::List, folder}, names);
  }
}

bool ShellRecords::open_folder(Text folder) {
  if (folder.size() > name_max || !is_new("", {How::Links, folder})) return false;
  add("", {How::Links, folder}, "");
  add("", {How::List, folder}, "");
  return !is_new("", {How::List, folder});  // Unless the capture is full.
}

void ShellRecords::add_link(Text name, Text target) {
  if (!is_new("", {How::Link, name})) return;
  add("", {How::Link, name}, target);
  if (name == "self" && own_.empty() && is_number(target)) own_ = target;
  const std::size_t slash = name.rfind('/');
  if (slash == Text::npos || !open_.contains(std::string(name.substr(0, slash)))) return;
  const Text folder = name.substr(0, slash);
  std::string entry(name.substr(slash + 1));
  capture_.add(key_of("", {How::List, folder}), entry += '\0');
  capture_.add(key_of("", {How::Links, folder}), (entry += target) += '\0');
}

void ShellRecords::add_links(Text lines, LsForm form) {
  std::string folder;  // Whose links come now; "" when they are not wanted.
  while (!lines.empty()) {
    auto line = read_ls_line(next_line(lines), form);
    if (!line) continue;
    if (!line->folder.empty()) {
      folder = line->folder.substr(proc.size());
      if (!open_folder(folder)) folder.clear();
      continue;
    }
    masked_ += line->is_masked;
    const bool is_known = line->has_target && !line->is_masked;
    if (Text(line->name).starts_with(proc)) {
      if (is_known) add_link(Text(line->name).substr(proc.size()), line->target);
      continue;
    }
    if (folder.empty() || line->name.find('/') != std::string::npos) continue;
    std::string name = line->name;
    capture_.add(key_of("", {How::List, folder}), name + '\0');
    if (!is_known) continue;
    add("", {How::Link, folder + "/" + name}, line->target);
    capture_.add(key_of("", {How::Links, folder}), ((name += '\0') += line->target) += '\0');
  }
}

// "/proc/42/fd/7 socket:[4242]", and a NUL.
void ShellRecords::add_found(Text folders, Text entries) {
  for (Text path; !(path = next_word(folders)).empty();)
    if (path.starts_with(proc) && is_folder_of_links(path) && open_folder(path.substr(proc.size())))
      open_.emplace(path.substr(proc.size()));
  while (!entries.empty()) {
    const Text entry = entries.substr(0, entries.find('\0'));
    entries.remove_prefix(std::min(entry.size() + 1, entries.size()));
    const std::size_t space = entry.find(' ');
    if (!entry.starts_with(proc) || space == Text::npos || space > name_max) continue;
    const Text name = entry.substr(proc.size(), space - proc.size());
    const Text target = entry.substr(space + 1);
    if (!target.empty()) add_link(name, target);  // Otherwise it could not be read.
  }
  open_.clear();
}

// Of a process that has ended there are no folders; the link exe of a kernel thread leads nowhere.
void ShellRecords::add_ls_errors(Text lines) {
  while (!lines.empty()) {
    const auto error = read_ls_error(next_line(lines));
    if (!error || error->path.size() > name_max) continue;
    const Text path = error->path;
    const Text folder = path.substr(0, path.rfind('/'));
    const bool is_refused = error->code == std::errc::permission_denied ||
                            error->code == std::errc::operation_not_permitted;
    if (is_folder_of_links(path)) {
      const bool is_absent = error->code == std::errc::no_such_file_or_directory;
      const Refusal why{is_absent ? std::errc::no_such_process : error->code, "open"};
      capture_.refuse(key_of("", {How::Links, path}), why);
      capture_.refuse(key_of("", {How::List, path}), why);
      continue;
    }
    // As a source does: of a folder whose links may not be read there is no answer.
    if (is_folder_of_links(folder) && is_refused)
      capture_.refuse(key_of("", {How::Links, folder}), {error->code, "read the links of"});
    if (is_new("", {How::Link, path}))
      capture_.refuse(key_of("", {How::Link, path}), {error->code, "open"});
  }
}

void ShellRecords::add_inodes(Text lines) {
  while (!lines.empty()) {
    const auto inode = read_ls_inode(next_line(lines));
    if (!inode || inode->path.size() > name_max) continue;
    if (inode->path.starts_with(proc))
      add("", {How::Stat, inode->path.substr(proc.size())}, inode->status);
    else
      add("", {How::HostStat, inode->path.substr(1)}, inode->status);
  }
}

void ShellRecords::tell_lost(Text what) {
  const auto found = std::ranges::find(losses, what, &Loss::what);
  const Text sentence = found != losses.end() ? found->sentence : unknown_loss;
  if (lost_.find(sentence) != std::string::npos) return;
  (lost_ += lost_.empty() ? "" : "; ") += sentence;
}

void ShellRecords::finish() {
  for (const bool again : {true, false}) {
    is_again_ = again;
    if (!own_.empty()) copy_own_process();
  }
  settle_networks();
  settle_threads();
  if (masked_ > 0)
    capture_.tell_lost(std::to_string(masked_) +
                       " names of open files have letters that the ls there does not print");
  if (!lost_.empty()) capture_.tell_lost(std::move(lost_));
}

// What is known of one question is the answer to another, too.
void ShellRecords::copy(Question question, Text place, Question other) {
  const Capture::Answer* const answer = capture_.find(key("", question));
  const std::string key = this->key(place, other);
  if (!answer || capture_.find(key)) return;
  if (!answer->end || !answer->bytes.empty()) capture_.add(key, answer->bytes);
  if (answer->end) capture_.refuse(key, *answer->end);
}

void ShellRecords::copy_own_process() {
  for (const Text file : {"stat", "status", "cgroup", "limits", "cmdline", "comm"})
    copy({How::Read, own_ + "/" + std::string(file)}, "", {How::Read, "self/" + std::string(file)});
  for (const Text link : {"ns", "fd"})
    copy({How::Links, own_ + "/" + std::string(link)}, "",
         {How::Links, "self/" + std::string(link)});
  for (const Text link :
       {"ns/cgroup", "ns/ipc", "ns/mnt", "ns/net", "ns/pid", "ns/pid_for_children", "ns/time",
        "ns/user", "ns/uts", "exe", "cwd", "root"})
    copy({How::Link, own_ + "/" + std::string(link)}, "", {How::Link, "self/" + std::string(link)});
  copy({How::Stat, own_ + "/net/tcp"}, "", {How::Stat, "net/tcp"});
}

// Whoever opens the network of process 42 asks there as if it was its own.
void ShellRecords::settle_networks() {
  for (const std::string& process : networks_) {
    const std::string handle = handle_of(process);
    copy({How::Link, handle}, handle, {How::Link, "self/ns/net"});
    copy({How::Stat, process + "/net/tcp"}, handle, {How::Stat, "net/tcp"});
    copy({How::List, "net"}, handle, {How::List, "net"});
  }
}

// A thread that shares the descriptors of its process has the same ones. What was opened between
// the two looks makes it look as if it did not, which only costs time.
void ShellRecords::settle_threads() {
  for (const auto& [process, thread] : threads_) {
    const std::string folder = process + "/task/" + thread + "/fd";
    const Capture::Answer* const own = capture_.find(key_of("", {How::Links, folder}));
    const Capture::Answer* const all = capture_.find(key_of("", {How::Links, process + "/fd"}));
    if (!own || !all || own->end || all->end) continue;
    add("", {How::SharesFiles, process + "/" + thread}, own->bytes == all->bytes ? "yes" : "no");
  }
}

}  // namespace sonde
