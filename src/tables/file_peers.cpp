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
  if (!source.is_live()) unseen_ = Absent::NotCollected;
  // Whoever has the other end may be outside: a shim that reads what its container prints.
  std::string links;
  const auto own = source.ask({Question::How::Links, "self/ns"}, links);
  if (own && !is_first_pid_namespace(*own)) unseen_ = Absent::Elsewhere;
  for (Text rest = list ? *list : Text(); !rest.empty();) {
    int pid = 0;
    if (parse_number(cut_name(rest), pid)) look_at(source, pid);
  }
}

void FilePeers::look_at(Source& source, int pid) {
  const std::string folder = std::to_string(pid) + "/";
  std::string room;
  const auto blocks = source.stream({Question::How::Links, folder + "fd"});
  if (!blocks && reason_of(blocks.error().code) == Absent::NotPermitted)
    unseen_ = Absent::NotPermitted;
  bool is_holder = false;
  while (blocks) {
    const Result<Text> links = (*blocks)->next();
    if (!links || links->empty()) break;
    for (Text rest = *links; !rest.empty();) {
      const Text name = cut_name(rest);
      const Text link = cut_name(rest);
      u64 inode = 0;
      Holder holder{pid, 0, FileMode::Rw};
      const bool is_pipe = pipe_inode_of_link(link, inode);
      if (!is_pipe && !fd_inode_of_link(link, inode)) continue;
      Holders& all = is_pipe ? pipes_ : sockets_;
      const auto wanted = all.find(inode);
      if (wanted == all.end() || !parse_number(name, holder.fd)) continue;
      if (wanted->second.size() >= holders_max) continue;
      if (is_pipe) {
        const std::string file = folder + "fdinfo/" + std::string(name);
        const auto info = source.ask({Question::How::Read, file}, room);
        const Known<FileMode> mode = file_mode_of(info ? decode_fdinfo(*info).flags : Known<u32>());
        if (mode) holder.mode = *mode;
      }
      wanted->second.push_back(holder);
      is_holder = true;
    }
  }
  if (!is_holder) return;
  const auto comm = source.ask({Question::How::Read, folder + "comm"}, room);
  names_[pid] = comm ? decode_comm(*comm) : Text();
}

Known<Text> FilePeers::other_end_of_pipe(const OpenFile& file, std::string& room) const {
  const auto holders = pipes_.find(file.inode.value);
  if (holders == pipes_.end() || !file.mode) return Absent::NotApplicable;
  std::vector<int> pids;
  for (const Holder& holder : holders->second) {
    const bool is_itself = holder.pid == file.pid && file.fd && holder.fd == *file.fd;
    const bool is_same_end = holder.mode == *file.mode && holder.mode != FileMode::Rw;
    if (!is_itself && !is_same_end) pids.push_back(holder.pid);
  }
  // It may hold both ends: then others are of more interest.
  if (std::ranges::any_of(pids, [&](int pid) { return pid != file.pid; }))
    std::erase(pids, file.pid);
  return say(pids, room);
}

Known<Text> FilePeers::holder_of_socket(u64 inode, std::string& room) const {
  const auto holders = sockets_.find(inode);
  if (holders == sockets_.end()) return Absent::NotApplicable;
  std::vector<int> pids;
  for (const Holder& holder : holders->second) pids.push_back(holder.pid);
  return say(pids, room);
}

Known<Text> FilePeers::say(const std::vector<int>& pids, std::string& room) const {
  if (pids.empty() && unseen_ != Absent::Known) return unseen_;
  if (pids.empty()) return Text("nobody");
  std::vector<int> each = pids;
  std::ranges::sort(each);
  const auto repeated = std::ranges::unique(each);
  each.erase(repeated.begin(), repeated.end());
  const auto name = names_.find(each.front());
  room = name != names_.end() && !name->second.empty() ? name->second : "?";
  room += " (pid ";
  append_number(room, each.front());
  room += ')';
  if (each.size() > 1) {
    append_number(room += " and ", each.size() - 1);
    room += " more";
  }
  return Text(room);
}

}  // namespace sonde
