// process_sockets.cpp: /proc/PID/fd of one process, matched with the sockets that are wanted.
// SPDX-License-Identifier: Apache-2.0
#include "tables/process_sockets.hpp"

#include <algorithm>
#include <bit>

#include "base/text.hpp"
#include "decode/container_signs.hpp"
#include "decode/proc_pid.hpp"

namespace sonde {

Text cut_name(Text& answer) {
  const Text part = answer.substr(0, answer.find('\0'));
  answer.remove_prefix(std::min(part.size() + 1, answer.size()));
  return part;
}

InodeIndex::InodeIndex(RowStore<Socket>& rows) : rows_(rows) {
  const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, rows.size() * 2));
  slots_.resize(slots);
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(slots));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const u64 inode = rows[i].inode;
    if (inode == 0) continue;
    std::size_t slot = slot_of(inode);
    // The first row of an inode stands for all: a paste may repeat one a million times.
    while (slots_[slot] != 0 && rows[slots_[slot] - 1].inode != inode)
      slot = (slot + 1) & (slots - 1);
    if (slots_[slot] == 0) slots_[slot] = static_cast<u32>(i + 1);
  }
}

u32 InodeIndex::find(u64 inode) const {
  for (std::size_t slot = slot_of(inode);; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot] == 0) return none;
    const u32 row = slots_[slot] - 1;
    if (rows_[row].inode == inode) return row;
  }
}

ProcessSockets::Seen ProcessSockets::read(int pid, const std::string& folder) {
  found_.clear();
  const auto blocks = source_.stream({Question::How::Links, folder});
  if (!blocks) return why_unread(blocks.error().code);
  for (;;) {
    const Result<Text> links = (*blocks)->next();
    if (!links) return why_unread(links.error().code);
    if (links->empty()) return found_.empty() ? Seen::Yes : identify(pid);
    for (Text rest = *links; !rest.empty(); ++descriptors_) {
      const Text name = cut_name(rest);
      u64 inode = 0;
      u32 fd = 0;
      if (!fd_inode_of_link(cut_name(rest), inode)) continue;
      const u32 row = index_.find(inode);
      if (row != InodeIndex::none && parse_number(name, fd)) found_.push_back({row, fd});
    }
  }
}

ProcessSockets::Seen ProcessSockets::why_unread(std::errc code) {
  if (reason_of(code) == Absent::NotPermitted) return Seen::Refused;
  const bool is_absent = code == std::errc::no_such_file_or_directory;
  if (code == std::errc::no_such_process || (is_absent && !source_.is_copy()))
    return Seen::Vanished;
  if (is_absent || code == std::errc::no_message) return Seen::NotThere;
  failure_ = code;
  return Seen::Failed;
}

// The name is read through the same handle as the descriptors, and after them: when the process has
// ended there is no answer, and never the name of another one.
ProcessSockets::Seen ProcessSockets::identify(int pid) {
  const std::string folder = std::to_string(pid);
  const Known<Text> comm = text_of(folder + "/comm", comm_room_);
  if (comm.why == Absent::Vanished) return Seen::Vanished;
  holder_ = {};
  holder_.pid = pid;
  holder_.process = comm ? Known<Text>(decode_comm(*comm)) : comm;
  if (wish_.command) {
    holder_.command = text_of(folder + "/cmdline", command_room_);
    if (holder_.command && holder_.command.value.empty())
      holder_.command = Absent::NotApplicable;  // A kernel thread or a zombie.
    else if (holder_.command)
      holder_.command = decode_command_line(*holder_.command, line_room_);
  }
  if (wish_.container) {
    const Known<Text> cgroup = text_of(folder + "/cgroup", cgroup_room_);
    const Text id = cgroup ? container_sign_of_cgroup(*cgroup, sign_room_).id : Text();
    holder_.container = !cgroup      ? cgroup
                        : id.empty() ? Known<Text>(Absent::NotApplicable)
                                     : Known<Text>(id);
  }
  return Seen::Yes;
}

Known<Text> ProcessSockets::text_of(const std::string& file, std::string& room) {
  const Result<Text> text = source_.ask({Question::How::Read, file}, room);
  if (text) return *text;
  const bool is_absent = text.error().code == std::errc::no_such_file_or_directory;
  if (is_absent && source_.is_copy()) return Absent::NotCollected;
  return reason_of(text.error().code);
}

}  // namespace sonde
