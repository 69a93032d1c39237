// file_peers.cpp: /proc/PID/fd of all processes, matched with the pipes and sockets wanted.
// SPDX-License-Identifier: Apache-2.0
#include "tables/file_peers.hpp"

#include <algorithm>
#include <fcntl.h>

#include "base/text.hpp"
#include "decode/proc_pid.hpp"
#include "tables/file_reader.hpp"
#include "tables/process_sockets.hpp"

namespace sonde {

void FilePeers::walk(Source& source) {
  std::string names;
  const auto list = source.ask({Question::How::List, ""}, names);
  if (!list) doubt(list.error().code);
  if (source.is_copy()) unseen_ = Absent::NotCollected;
  // Whoever has the other end may be outside: a shim that reads what its container prints.
  std::string links;
  const auto own = source.ask({Question::How::Links, "self/ns"}, links);
  if (own && !is_first_pid_namespace(*own)) unseen_ = Absent::Elsewhere;
  for (Text rest = list ? *list : Text(); !rest.empty();) {
    int pid = 0;
    if (parse_number(cut_name(rest), pid)) look_at(source, pid);
  }
}

// What has ended holds nothing. Anything else may have hidden the very one that is sought.
void FilePeers::doubt(std::errc code) {
  if (code == std::errc::no_such_file_or_directory || code == std::errc::no_such_process) return;
  const Absent why = reason_of(code);
  if (unseen_ == Absent::Known || why == Absent::NotPermitted) unseen_ = why;
}

void FilePeers::look_at(Source& source, int pid) {
  const std::string folder = std::to_string(pid) + "/";
  const auto blocks = source.stream({Question::How::Links, folder + "fd"});
  if (!blocks) return doubt(blocks.error().code);
  bool is_holder = false;
  for (;;) {
    const Result<Text> links = (*blocks)->next();
    if (!links) doubt(links.error().code);
    if (!links || links->empty()) break;
    for (Text rest = *links; !rest.empty();) {
      const Text name = cut_name(rest);
      const Text link = cut_name(rest);
      u64 inode = 0;
      Holder holder{pid, 0, FileMode::Rw};
      const bool is_pipe = pipe_inode_of_link(link, inode);
      if (!is_pipe && !fd_inode_of_link(link, inode)) continue;
      auto& all = is_pipe ? pipes_ : sockets_;
      const auto wanted = all.find(inode);
      if (wanted == all.end() || !parse_number(name, holder.fd)) continue;
      if (is_pipe && !read_mode(source, holder)) continue;
      is_holder = keep(wanted->second, holder) || is_holder;
    }
  }
  if (!is_holder) return;
  std::string room;
  const auto comm = source.ask({Question::How::Read, folder + "comm"}, room);
  names_[pid] = comm ? decode_comm(*comm) : Text();
}

// Which end of the pipe it is. False when that is not known.
bool FilePeers::read_mode(Source& source, Holder& holder) {
  const std::string file = std::to_string(holder.pid) + "/fdinfo/" + std::to_string(holder.fd);
  std::string room;
  const auto info = source.ask({Question::How::Read, file}, room);
  if (!info) {
    doubt(info.error().code);
    return false;
  }
  const Known<FileMode> mode = file_mode_of(decode_fdinfo(*info).flags);
  if (!mode && mode.why != Absent::NotApplicable) doubt(std::errc::bad_message);
  if (mode) holder.mode = *mode;
  return static_cast<bool>(mode);
}

bool FilePeers::keep(Ends& ends, const Holder& holder) {
  End& end = ends[static_cast<std::size_t>(holder.mode)];
  const std::size_t known = end.holders.size();
  // Two of a process are enough: one of them is not the one that is asked about.
  if (known >= 2 && end.holders[known - 2].pid == holder.pid) return true;
  end.has_more = known >= holders_max;
  if (!end.has_more) end.holders.push_back(holder);
  return !end.has_more;
}

void FilePeers::each_pipe(const UsePipe& use) const {
  for (const auto& [inode, ends] : pipes_) {
    std::vector<int> writers, readers;
    const auto add = [&](FileMode mode, std::vector<int>& pids) {
      for (const Holder& holder : ends[static_cast<std::size_t>(mode)].holders)
        pids.push_back(holder.pid);
    };
    add(FileMode::W, writers);
    add(FileMode::R, readers);
    for (std::vector<int>* const both : {&writers, &readers}) add(FileMode::Rw, *both);
    use(writers, readers);
  }
}

Known<Text> FilePeers::other_end_of_pipe(const OpenFile& file, std::string& room) const {
  const auto ends = pipes_.find(file.inode.value);
  if (ends == pipes_.end()) return Absent::NotApplicable;
  if (!file.mode) return file.mode.why;
  Others others;
  for (const End& end : ends->second) {
    for (const Holder& holder : end.holders) {
      const bool is_itself = holder.pid == file.pid && file.fd && holder.fd == *file.fd;
      const bool is_same_end = holder.mode == *file.mode && holder.mode != FileMode::Rw;
      if (!is_itself && !is_same_end) others.pids.push_back(holder.pid);
    }
    const bool is_other_end = &end != &ends->second[static_cast<std::size_t>(*file.mode)];
    if (is_other_end || *file.mode == FileMode::Rw)
      others.has_more = others.has_more || end.has_more;
  }
  // It may hold both ends: then others are of more interest.
  if (std::ranges::any_of(others.pids, [&](int pid) { return pid != file.pid; }))
    std::erase(others.pids, file.pid);
  return say(std::move(others), room);
}

Known<Text> FilePeers::holder_of_socket(u64 inode, std::string& room) const {
  const auto ends = sockets_.find(inode);
  if (ends == sockets_.end()) return Absent::NotApplicable;
  Others others;
  for (const End& end : ends->second) {
    others.has_more = others.has_more || end.has_more;
    for (const Holder& holder : end.holders) others.pids.push_back(holder.pid);
  }
  return say(std::move(others), room);
}

Known<Text> FilePeers::say(Others others, std::string& room) const {
  std::vector<int>& pids = others.pids;
  if (pids.empty() && unseen_ != Absent::Known) return unseen_;
  if (pids.empty()) return Text("nobody");
  std::ranges::sort(pids);
  const auto repeated = std::ranges::unique(pids);
  pids.erase(repeated.begin(), repeated.end());
  const auto name = names_.find(pids.front());
  room = name != names_.end() && !name->second.empty() ? name->second : "?";
  room += " (pid ";
  append_number(room, pids.front());
  room += ')';
  if (pids.size() == 1 && !others.has_more) return Text(room);
  room += others.has_more ? " and at least " : " and ";
  append_number(room, pids.size() - 1);
  return Text(room += " more");
}

}  // namespace sonde
