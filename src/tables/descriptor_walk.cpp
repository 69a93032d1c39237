// descriptor_walk.cpp: /proc/PID/fd of all processes, read once; threads only where they matter.
// SPDX-License-Identifier: Apache-2.0
#include "tables/descriptor_walk.hpp"

#include <algorithm>
#include <bit>

#include "base/text.hpp"
#include "decode/proc_pid.hpp"

namespace sonde {
namespace {

// A hostile process could make every socket be held by every other process.
constexpr std::size_t shared_pids_max = 1024 * 1024;

// Cuts a text that ends in NUL from the front of an answer.
Text cut(Text& answer) {
  const Text part = answer.substr(0, answer.find('\0'));
  answer.remove_prefix(std::min(part.size() + 1, answer.size()));
  return part;
}

}  // namespace

InodeIndex::InodeIndex(RowStore<Socket>& rows) : rows_(rows) {
  const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, rows.size() * 2));
  slots_.resize(slots);
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(slots));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const u64 inode = rows[i].inode;
    if (inode == 0) continue;
    std::size_t slot = slot_of(inode);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots - 1);
    slots_[slot] = static_cast<u32>(i + 1);
  }
}

Socket* InodeIndex::find(u64 inode) {
  for (std::size_t slot = slot_of(inode);; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot] == 0) return nullptr;
    Socket& socket = rows_[slots_[slot] - 1];
    if (socket.inode == inode) return &socket;
  }
}

DescriptorWalk::DescriptorWalk(World& world, RowStore<Socket>& rows, const OwnerWish& wish)
    : world_(world), rows_(rows), wish_(wish), index_(rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].inode != 0) ++result_.left;
}

WalkResult DescriptorWalk::run() {
  if (result_.left == 0 || !list_processes()) return result_;
  for (const int pid : pids_) {
    holder_ = nullptr;
    switch (walk_table(pid, std::to_string(pid) + "/fd", Owner::Fd)) {
      case Seen::Yes: ++result_.processes; break;
      case Seen::Vanished: ++result_.vanished; break;
      case Seen::NotThere: break;
      case Seen::Refused:
        if (result_.refused++ == 0) result_.refused_example = std::to_string(pid) + "/fd";
        break;
    }
  }
  share_between_rows();
  if (result_.left > 0)
    for (const int pid : pids_) walk_threads(pid);
  set_all_pids();
  return result_;
}

bool DescriptorWalk::list_processes() {
  const Result<Text> names = world_.source.ask({Question::How::List, ""}, room_);
  if (names) {
    for (Text rest = *names; !rest.empty();) {
      int pid = 0;
      if (parse_number(cut(rest), pid) && pid > 0) pids_.push_back(pid);
    }
    std::ranges::sort(pids_);
  }
  result_.no_processes = pids_.empty();
  result_.no_processes_why = names ? Absent::NotCollected : reason_of(names.error().code);
  return !result_.no_processes;
}

DescriptorWalk::Seen DescriptorWalk::walk_table(int pid, const std::string& folder, Owner owner) {
  const Result<Text> links = world_.source.ask({Question::How::Links, folder}, links_room_);
  if (!links) {
    if (reason_of(links.error().code) == Absent::NotPermitted) return Seen::Refused;
    return world_.source.is_live() ? Seen::Vanished : Seen::NotThere;
  }
  for (Text rest = *links; !rest.empty();) {
    const Text name = cut(rest);
    u64 inode = 0;
    if (!fd_inode_of_link(cut(rest), inode)) continue;
    Socket* const socket = index_.find(inode);
    u32 fd = 0;
    if (!socket || !parse_number(name, fd)) continue;
    if (!holder_ && !(holder_ = holder_of(pid))) return Seen::Vanished;
    take(*socket, pid, fd, owner);
  }
  return Seen::Yes;
}

void DescriptorWalk::take(Socket& socket, int pid, u32 fd, Owner owner) {
  if (!socket.holder) {
    socket.holder = holder_;
    socket.fd = fd;
    socket.owner = owner;
    --result_.left;
    return;
  }
  if (socket.holder->pid == pid) return;
  if (shared_.size() > shared_pids_max) return;
  std::vector<int>& others = shared_[&socket];
  if (others.empty() || others.back() != pid) others.push_back(pid);
}

// One socket can have several rows: an SCTP endpoint and its associations.
void DescriptorWalk::share_between_rows() {
  for (std::size_t i = 0; i < rows_.size() && result_.left > 0; ++i) {
    Socket& row = rows_[i];
    if (row.inode == 0 || row.holder) continue;
    const Socket* const first = index_.find(row.inode);
    if (!first->holder) continue;
    row.holder = first->holder;
    row.fd = first->fd;
    row.owner = first->owner;
    --result_.left;
  }
}

// The name is read through the same handle as the descriptors: when the process has ended there is
// no answer, and never the name of another one.
const Holder* DescriptorWalk::holder_of(int pid) {
  const std::string folder = std::to_string(pid);
  Holder holder;
  holder.pid = pid;
  const Result<Text> comm = world_.source.ask({Question::How::Read, folder + "/comm"}, room_);
  if (!comm) return nullptr;
  holder.process = world_.texts.keep(decode_comm(*comm));
  if (wish_.command) {
    const Result<Text> file = world_.source.ask({Question::How::Read, folder + "/cmdline"}, room_);
    std::string line;
    if (!file)
      holder.command = reason_of(file.error().code);
    else if (file->empty())
      holder.command = Absent::NotApplicable;  // A kernel thread or a zombie.
    else
      holder.command = world_.texts.keep(decode_command_line(*file, line));
  }
  if (wish_.container) {
    const Result<Text> file = world_.source.ask({Question::How::Read, folder + "/cgroup"}, room_);
    const Text id = file ? container_id_of_cgroup(*file) : Text();
    holder.container = !file        ? Known<Text>(reason_of(file.error().code))
                       : id.empty() ? Known<Text>(Absent::NotApplicable)
                                    : Known<Text>(world_.texts.keep(id.substr(0, 12)));
  }
  return world_.texts.make(holder);
}

void DescriptorWalk::walk_threads(int pid) {
  std::string names;
  const std::string folder = std::to_string(pid) + "/task";
  const Result<Text> threads = world_.source.ask({Question::How::List, folder}, names);
  if (!threads) return;
  holder_ = nullptr;
  for (Text rest = *threads; !rest.empty() && result_.left > 0;) {
    const Text thread = cut(rest);
    int number = 0;
    if (!parse_number(thread, number) || number == pid || !has_own_table(pid, thread)) continue;
    walk_table(pid, folder + "/" + std::string(thread) + "/fd", Owner::Thread);
  }
}

// Nearly all threads share the table of their process; walking it again for each would be slow.
bool DescriptorWalk::has_own_table(int pid, Text thread) {
  const std::string name = std::to_string(pid) + "/" + std::string(thread);
  const Result<Text> shares = world_.source.ask({Question::How::SharesFiles, name}, room_);
  return shares && *shares == "no";
}

void DescriptorWalk::set_all_pids() {
  for (auto& [socket, others] : shared_) {
    others.insert(others.begin(), socket->holder->pid);
    if (!socket->detail) socket->detail = world_.texts.make(SocketDetail{});
    socket->detail->pids = world_.texts.keep(Numbers(others));
  }
}

}  // namespace sonde
