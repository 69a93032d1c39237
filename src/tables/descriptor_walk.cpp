// descriptor_walk.cpp: /proc/PID/fd of all processes, read once.
// SPDX-License-Identifier: Apache-2.0
#include "tables/descriptor_walk.hpp"

#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "tables/process_spread.hpp"

namespace sonde {
namespace {

// A hostile process could make every socket be held by every other process.
constexpr u64 shared_pids_max = 1024 * 1024;

}  // namespace

DescriptorWalk::DescriptorWalk(World& world, RowStore<Socket>& rows, const OwnerWish& wish)
    : world_(world), rows_(rows), wish_(wish), index_(rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].inode != 0) ++result_.left;
}

WalkResult DescriptorWalk::run() {
  if (result_.left == 0 || !list_processes()) return result_;
  walk_processes();
  set_all_pids();
  return result_;
}

WalkResult DescriptorWalk::run_over_new_processes() {
  const std::vector<int> walked = std::exchange(pids_, {});
  list_processes();
  std::erase_if(pids_, [&](int pid) { return std::ranges::binary_search(walked, pid); });
  walk_processes();
  set_all_pids();
  return result_;
}

bool DescriptorWalk::list_processes() {
  const Result<Text> names = world_.source.ask({Question::How::List, ""}, room_);
  if (names) {
    for (Text rest = *names; !rest.empty();) {
      int pid = 0;
      if (parse_number(cut_name(rest), pid) && pid > 0) pids_.push_back(pid);
    }
    std::ranges::sort(pids_);
  }
  result_.no_processes = pids_.empty();
  const Absent empty = world_.source.is_copy() ? Absent::NotCollected : Absent::Unsupported;
  result_.no_processes_why = names ? empty : reason_of(names.error().code);
  return !result_.no_processes;
}

class DescriptorWalk::Looker final : public ProcessLooker {
public:
  Looker(DescriptorWalk& walk, Source& source)
      : walk_(walk), reader_(source, walk.index_, walk.wish_) {}
  u64 look(int pid) override {
    const u64 before = reader_.descriptors();
    walk_.use(reader_.read(pid, std::to_string(pid) + "/fd"), reader_, pid, Owner::Fd);
    return reader_.descriptors() - before;
  }

private:
  DescriptorWalk& walk_;
  ProcessSockets reader_;
};

void DescriptorWalk::walk_processes() {
  ProcessSpread(pids_, [this](Source& source) {
    return std::make_unique<Looker>(*this, source);
  }).run(world_.source);
  share_between_rows();
  ProcessSockets reader(world_.source, index_, wish_);
  for (const int pid : pids_)
    if (result_.left > 0) walk_threads(reader, pid);
}

// In whatever order processes come, the answer is the same.
void DescriptorWalk::use(ProcessSockets::Seen seen, const ProcessSockets& reader, int pid,
                         Owner owner) {
  const std::lock_guard lock(merging_);
  switch (seen) {
    case ProcessSockets::Seen::Yes: ++result_.processes; break;
    case ProcessSockets::Seen::Vanished: ++result_.vanished; return;
    case ProcessSockets::Seen::NotThere: ++result_.not_collected; return;
    case ProcessSockets::Seen::Failed:
      ++result_.failed;
      result_.failure = reader.failure();
      return;
    case ProcessSockets::Seen::Refused:
      if (result_.refused++ == 0) result_.refused_example = std::to_string(pid) + "/fd";
      return;
  }
  if (reader.found().empty()) return;
  Holder holder = reader.holder();
  if (holder.process) holder.process = world_.texts.keep(*holder.process);
  if (holder.command) holder.command = world_.texts.keep(*holder.command);
  if (holder.container) holder.container = world_.texts.keep(*holder.container);
  Holder* const kept = world_.texts.make(holder);
  if (kept->container) contained_.push_back(kept);
  for (const auto& [row, fd] : reader.found()) take(rows_[row], {kept, fd}, owner);
}

void DescriptorWalk::take(Socket& socket, const Holding& holding, Owner owner) {
  const Holder* const known = socket.holder;
  if (!known) --result_.left;
  if (known && known->pid != holding.holder->pid) {
    if (++shared_pids_ > shared_pids_max) {
      ++result_.unlisted;
    } else {
      std::vector<int>& pids = shared_[&socket];
      if (pids.empty()) pids.push_back(known->pid);
      pids.push_back(holding.holder->pid);
    }
  }
  if (known && known->pid <= holding.holder->pid) return;
  socket.holder = holding.holder;
  socket.fd = holding.fd;
  socket.owner = owner;
}

// One socket can have several rows: an SCTP endpoint and its associations.
void DescriptorWalk::share_between_rows() {
  for (std::size_t i = 0; i < rows_.size() && result_.left > 0; ++i) {
    Socket& row = rows_[i];
    if (row.inode == 0 || row.holder) continue;
    const Socket& first = rows_[index_.find(row.inode)];
    if (!first.holder) continue;
    row.holder = first.holder;
    row.fd = first.fd;
    row.owner = first.owner;
    --result_.left;
  }
}

void DescriptorWalk::walk_threads(ProcessSockets& reader, int pid) {
  std::string names;
  const std::string folder = std::to_string(pid) + "/task";
  const Result<Text> threads = world_.source.ask({Question::How::List, folder}, names);
  for (Text rest = threads ? *threads : Text(); !rest.empty() && result_.left > 0;) {
    const Text thread = cut_name(rest);
    int number = 0;
    if (!parse_number(thread, number) || number == pid || !has_own_table(pid, thread)) continue;
    const std::string table = folder + "/" + std::string(thread) + "/fd";
    const ProcessSockets::Seen seen = reader.read(pid, table);
    if (seen == ProcessSockets::Seen::Yes) use(seen, reader, pid, Owner::Thread);
  }
}

// Nearly all threads share the table of their process; walking it again for each would be slow.
bool DescriptorWalk::has_own_table(int pid, Text thread) {
  const std::string name = std::to_string(pid) + "/" + std::string(thread);
  const Result<Text> shares = world_.source.ask({Question::How::SharesFiles, name}, room_);
  return shares && *shares == "no";
}

void DescriptorWalk::set_all_pids() {
  for (auto& [socket, pids] : shared_) {
    std::ranges::sort(pids);
    const auto [first, last] = std::ranges::unique(pids);
    pids.erase(first, last);
    SocketDetail detail = socket->detail ? *socket->detail : SocketDetail{};
    detail.pids = world_.texts.keep(Numbers(pids));
    socket->detail = world_.texts.make(detail);
  }
}

}  // namespace sonde
