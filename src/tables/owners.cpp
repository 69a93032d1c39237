// owners.cpp: after the walk over descriptors, the reason for every socket that nobody holds.
// SPDX-License-Identifier: Apache-2.0
#include "tables/owners.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/text.hpp"
#include "decode/proc_pid.hpp"
#include "tables/census.hpp"
#include "tables/descriptor_walk.hpp"
#include "tables/networks.hpp"
#include "tables/rights.hpp"
#include "tables/silent_sink.hpp"
#include "tables/socket_reading.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Text copy_processes = "run sonde on that machine, or copy /proc/PID/fd and comm as well";

class Owners {
public:
  Owners(World& world, RowStore<Socket>& rows, const OwnerWish& wish, Text table, Sink& sink)
      : world_(world), rows_(rows), wish_(wish), table_(table), sink_(sink) {}

  void run() {
    if (!wish_.holder) return find_listeners();
    DescriptorWalk walk(world_, rows_, wish_);
    walk_ = walk.run();
    const bool saw_everybody = walk_.refused + walk_.failed == 0 && !walk_.no_processes;
    if (walk_.left > 0 && saw_everybody && !world_.source.is_copy()) {
      walk_ = walk.run_over_new_processes();
      if (walk_.left > 0) mark_gone();
    }
    name_containers(walk.contained());
    if (walk_.left > 0) unseen_ = reason_for_unseen();
    for (std::size_t i = 0; i < rows_.size(); ++i) settle(rows_[i], i < wish_.told_rows);
    if (wish_.listener && !waiting_.empty()) name_listeners();
    tell();
  }

private:
  // That takes no walk over descriptors: who waits has no inode yet.
  void find_listeners() {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i].inode == 0 && waits_for_accept(rows_[i])) waiting_.push_back(&rows_[i]);
    if (!waiting_.empty()) name_listeners();
  }

  // Only the namespaces that these sockets are in: for each that is asked, the kernel walks over
  // the listeners of all (tcp_diag_dump of net/ipv4/tcp_diag.c).
  World places_of(std::span<const Socket* const> sockets) const {
    World places = inner_world(world_);
    std::set<u32> wanted;
    for (const Socket* const socket : sockets) wanted.insert(socket->place->netns.value);
    for (const Network& network : world_.networks)
      if (!network.netns || wanted.contains(*network.netns)) places.networks.push_back(network);
    if (places.networks.empty()) places.networks = world_.networks;
    return places;
  }

  Result<void> read_again(World& places, const SocketWish& wish, Sink& sink, const UseSocket& use) {
    return each_network(places, table_, sink, [&](const Network&, Source& source) -> Result<More> {
      TRY(read_sockets(places, source, wish, sink, use));
      return More::Yes;
    });
  }

  // A socket that was closed since it was dumped belongs to nobody now: look once more which of
  // those that are left are still there. After the last walk, so that what is there was not held.
  void mark_gone() {
    SocketWish wish;
    std::unordered_set<u64> left;
    std::vector<const Socket*> rows_left;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!is_left(rows_[i])) continue;
      left.insert(rows_[i].inode);
      rows_left.push_back(&rows_[i]);
      wish.protocols[static_cast<std::size_t>(rows_[i].protocol)] = true;
    }
    SilentSink gaps;
    const UseSocket still_there = [&](const DecodedSocket& row) {
      left.erase(row.socket.inode);
      return left.empty() ? More::No : More::Yes;
    };
    World places = places_of(rows_left);
    const Result<void> read = read_again(places, wish, gaps, still_there);
    if (!read || gaps.gap_count > 0) return;  // What was not seen may still be there.
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!is_left(rows_[i]) || !left.contains(rows_[i].inode)) continue;
      rows_[i].owner = Absent::Vanished;
      gone_ += i < wish_.told_rows;
    }
  }

  // Our own limits stood in the way: open files, memory.
  bool lacks_room() const {
    return walk_.failure == std::errc::too_many_files_open ||
           walk_.failure == std::errc::too_many_files_open_in_system ||
           walk_.failure == std::errc::not_enough_memory;
  }

  static bool is_left(const Socket& socket) {
    return socket.inode != 0 && !socket.holder && !socket.owner;
  }

  // Why a socket that has an inode is in nobody's descriptors, as far as we could look.
  Known<Owner> reason_for_unseen() {
    if (walk_.no_processes) return walk_.no_processes_why;
    // A copy holds no tables of threads, nor what was in flight, nor what the copier might not see.
    if (world_.source.is_copy()) return Absent::NotCollected;
    if (walk_.not_collected > 0) return Absent::NotCollected;
    if (walk_.failed > 0) return lacks_room() ? Absent::NotCollected : reason_of(walk_.failure);
    if (walk_.refused > 0 || processes_are_hidden(world_.source)) return Owner::Hidden;
    if (descriptors_are_in_flight()) return Owner::InFlight;
    if (!world_.source.lost().empty()) return Absent::NotCollected;
    std::string room;
    const Result<Text> links = world_.source.ask({Question::How::Links, "self/ns"}, room);
    const bool is_first = links && is_first_pid_namespace(*links);
    return is_first ? Owner::Kernel : Owner::Elsewhere;
  }

  // A descriptor that was sent and not yet received sits in the queue of a unix socket. Such a
  // socket says so in its fdinfo ("scm_fds:", Linux 5.10).
  bool descriptors_are_in_flight() {
    RowStore<Socket> queued;
    SilentSink nothing;
    const UseSocket keep_queued = [&](const DecodedSocket& row) {
      if (row.socket.inode != 0 && !(row.socket.recv_q && *row.socket.recv_q == 0))
        queued.add(row.socket);
      return More::Yes;
    };
    if (!read_again(world_, SocketWish::only(Protocol::Unix), nothing, keep_queued)) return false;
    DescriptorWalk(world_, queued, {}).run();
    std::string room;
    for (std::size_t i = 0; i < queued.size(); ++i) {
      const Socket& socket = queued[i];
      if (!socket.holder) continue;
      const std::string file =
          std::to_string(socket.holder->pid) + "/fdinfo/" + std::to_string(socket.fd);
      const Result<Text> info = world_.source.ask({Question::How::Read, file}, room);
      if (info && scm_fds_of_fdinfo(*info) > 0) return true;
    }
    return false;
  }

  void settle(Socket& socket, bool is_told) {
    if (socket.holder) return;
    if (socket.owner) return;  // The decoder knew: a netlink socket of the kernel.
    if (socket.state == State::TimeWait)
      socket.owner = Owner::TimeWait;
    else if (socket.state == State::SynRecv)
      socket.owner = Owner::SynQueue;
    else if (socket.inode != 0 && socket.owner.why != Absent::Vanished)
      name_unseen(socket, is_told);
    else if (socket.inode != 0)
      return;  // It is gone.
    else if (waits_for_accept(socket))
      socket.owner = Owner::AcceptQueue, waiting_.push_back(&socket);
    else
      socket.owner = Owner::Orphan;
  }

  void name_unseen(Socket& socket, bool is_told) {
    socket.owner = unseen_;
    if (unseen_ && *unseen_ == Owner::Hidden && infer(socket)) return;
    unseen_count_ += is_told;
  }

  // Of a namespace in which a single process runs as the user of the socket, that will be the one.
  // Only where places were looked for, since it takes a look at every process.
  bool infer(Socket& socket) {
    if (world_.networks.empty() || !socket.uid || !socket.place->netns) return false;
    const auto [place, is_new] = inferred_.try_emplace({*socket.place->netns, *socket.uid});
    if (is_new) {
      const Resident* const only =
          census_of(world_).only_process_of(*socket.place->netns, *socket.uid);
      if (only)
        place->second = world_.texts.make(Holder{.pid = only->pid,
                                                 .process = only->name,
                                                 .command = Absent::NotCollected,
                                                 .container = container_of(*only)});
    }
    if (!place->second) return false;
    socket.holder = place->second;
    socket.owner = Owner::Probable;
    return true;
  }

  // A connection without inode whose handshake is done and which nobody has closed on this side.
  static bool waits_for_accept(const Socket& socket) {
    return socket.state == State::Established || socket.state == State::CloseWait ||
           socket.protocol == Protocol::Unix;
  }

  static Known<Text> container_of(const Resident& resident) {
    return resident.container ? resident.container->shown() : Absent::NotApplicable;
  }

  // The cgroup of a holder has the id of its container; its name takes a look around.
  void name_containers(std::span<Holder* const> holders) {
    for (Holder* holder : holders) {
      const Resident* const resident = census_of(world_).find(holder->pid);
      if (resident) holder->container = container_of(*resident);
    }
  }

  void name_listeners() {
    RowStore<Socket> listeners;
    SilentSink nothing;
    SocketWish wish = SocketWish::only(Protocol::Tcp);
    wish.tcp_states = 1U << static_cast<unsigned>(State::Listen);
    // Which network a listener is of: several may have the same address.
    std::vector<u32> netns;
    const UseNetwork read = [&](const Network& network, Source& source) -> Result<More> {
      const UseSocket keep = [&](const DecodedSocket& row) {
        if (row.socket.state != State::Listen) return More::Yes;
        listeners.add(row.socket);
        netns.push_back(network.netns.value);
        return More::Yes;
      };
      TRY(read_sockets(world_, source, wish, nothing, keep));
      return More::Yes;
    };
    World places = places_of({waiting_.begin(), waiting_.end()});
    if (!each_network(places, table_, nothing, read)) return;
    for (Socket* socket : waiting_) {
      if (socket->protocol != Protocol::Tcp) continue;
      const Socket* const listener = listener_of(*socket, listeners, netns);
      if (!listener) continue;
      SocketDetail detail = socket->detail ? *socket->detail : SocketDetail{};
      detail.listener = listener->inode;
      socket->detail = world_.texts.make(detail);
    }
  }

  // The listener on the same address wins over one on all addresses, as in the kernel.
  const Socket* listener_of(const Socket& socket, RowStore<Socket>& listeners,
                            const std::vector<u32>& netns) const {
    const Socket* found = nullptr;
    for (std::size_t i = 0; i < listeners.size(); ++i) {
      const Socket& listener = listeners[i];
      const bool is_here = world_.networks.size() < 2 || netns[i] == socket.place->netns.value;
      if (!is_here || listener.local.port != socket.local.port) continue;
      if (listener.local.bytes == socket.local.bytes) return &listener;
      const bool is_any = std::ranges::all_of(listener.local.bytes, [](u8 b) { return b == 0; });
      if (is_any && (!found || listener.family == socket.family)) found = &listener;
    }
    return found;
  }

  void tell() {
    if (gone_ > 0)
      sink_.gap(
          {table_, "pid", Absent::Vanished, gone_, {}, "closed while sonde looked; look again"});
    if (walk_.unlisted > 0)
      sink_.gap({table_, "pids", Absent::NotCollected, walk_.unlisted, "holders of one socket",
                 "look at /proc/PID/fd: so many processes share sockets that not all are listed"});
    if (unseen_count_ == 0) return;
    Gap gap{table_, "pid"};
    gap.count = unseen_count_;
    if (!unseen_) {
      gap.why = unseen_.why;
      gap.remedy = gap.why == Absent::NotCollected ? copy_processes : "mount procfs at /proc";
      if (walk_.failed > 0) {
        gap.example = world_.texts.keep(std::make_error_code(walk_.failure).message());
        gap.remedy = lacks_room() ? "raise the limit: ulimit -n, ulimit -v" : "look again";
        if (world_.source.is_copy()) gap.remedy = "look at the copy: /proc/PID/fd is no directory";
      }
    } else if (*unseen_ == Owner::Hidden) {
      gap.why = Absent::NotPermitted;
      gap.example = walk_.refused_example.empty() ? "/proc is mounted with hidepid"
                                                  : Text(walk_.refused_example);
      gap.remedy = look_into_processes.anywhere;
    } else if (*unseen_ == Owner::Elsewhere) {
      gap.why = Absent::Elsewhere;
      gap.remedy = see_all_namespaces;
    } else {
      return;  // In flight, or the kernel's own: there is no process, and that is known.
    }
    sink_.gap(gap);
  }

  World& world_;
  RowStore<Socket>& rows_;
  OwnerWish wish_;
  Text table_;
  Sink& sink_;
  WalkResult walk_{};
  Known<Owner> unseen_{};
  u64 unseen_count_ = 0;
  u64 gone_ = 0;
  std::vector<Socket*> waiting_{};
  std::map<std::pair<u32, u32>, const Holder*> inferred_{};  // By namespace and user.
};

}  // namespace

void find_owners(World& world, RowStore<Socket>& rows, const OwnerWish& wish, Text table,
                 Sink& sink) {
  Owners(world, rows, wish, table, sink).run();
}

}  // namespace sonde
