// socket.hpp: one row of the table "sockets": what a socket is, and who holds it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "core/value.hpp"

namespace sonde {

enum class Protocol : u8 { Tcp, Udp, Udplite, Raw, Icmp, Sctp, Unix, Packet, Netlink };
inline constexpr Text protocol_names[] = {"tcp",  "udp",  "udplite", "raw",    "icmp",
                                          "sctp", "unix", "packet",  "netlink"};
constexpr Text name_of(Protocol p) { return protocol_names[static_cast<std::size_t>(p)]; }

enum class Family : u8 { Ipv4, Ipv6, Unix, Packet, Netlink };
inline constexpr Text family_names[] = {"ipv4", "ipv6", "unix", "packet", "netlink"};
constexpr Text name_of(Family f) { return family_names[static_cast<std::size_t>(f)]; }

// 1 to 13 are the kernel's numbers (include/net/tcp_states.h, Linux 6.8). 12 is the kernel's second
// kind of SYN_RECV. Unconn is ours: a socket without a peer whose protocol has no connections.
enum class State : u8 {
  Established = 1,
  SynSent,
  SynRecv,
  FinWait1,
  FinWait2,
  TimeWait,
  Close,
  CloseWait,
  LastAck,
  Listen,
  Closing,
  NewSynRecv,
  Bound,
  Unconn,
};
inline constexpr Text state_names[] = {"",           "ESTABLISHED", "SYN_SENT",  "SYN_RECV",
                                       "FIN_WAIT1",  "FIN_WAIT2",   "TIME_WAIT", "CLOSE",
                                       "CLOSE_WAIT", "LAST_ACK",    "LISTEN",    "CLOSING",
                                       "SYN_RECV",   "BOUND",       "UNCONN"};
constexpr Text name_of(State s) { return state_names[static_cast<std::size_t>(s)]; }

// The kernel's numbers (net/ipv4/tcp_ipv4.c, get_tcp4_sock: timer_active).
enum class Timer : u8 { Off, Retransmit, Keepalive, TimeWait, ZeroWindow };
inline constexpr Text timer_names[] = {"off", "retransmit", "keepalive", "time-wait",
                                       "zero-window"};
constexpr Text name_of(Timer t) { return timer_names[static_cast<std::size_t>(t)]; }

// How sure we are of the owner, or why there is none.
enum class Owner : u8 {
  Fd,           // Seen in a process's descriptor table.
  Thread,       // Only in the table of one of its threads.
  InFlight,     // On its way to a process inside a unix socket.
  AcceptQueue,  // Waits for accept() of the listener.
  SynQueue,     // Its handshake is not complete.
  TimeWait,     // The connection is over; only the kernel remembers it.
  Orphan,       // Closed by its process; the kernel still says goodbye to the peer.
  Kernel,       // Belongs to the kernel itself.
  Probable,     // Inferred.
  Hidden,       // We were not allowed to look.
  Elsewhere,    // Held by a process of another pid namespace.
};
inline constexpr Text owner_names[] = {"fd",        "thread",    "in-flight", "accept-queue",
                                       "syn-queue", "time-wait", "orphan",    "kernel",
                                       "probable",  "hidden",    "elsewhere"};
constexpr Text name_of(Owner o) { return owner_names[static_cast<std::size_t>(o)]; }

// Who made a TCP connection.
enum class Direction : u8 { In, Out };
inline constexpr Text direction_names[] = {"in", "out"};
constexpr Text name_of(Direction d) { return direction_names[static_cast<std::size_t>(d)]; }

struct Endpoint {
  std::array<u8, 16> bytes{};  // Network order; IPv4 in the first four.
  u16 port = 0;
  u8 version = 0;         // 0: there is no such end; 4 or 6.
  bool has_port = false;  // Raw and ping sockets have none.
};

inline bool is_loopback(const Endpoint& end) {
  return is_loopback(Address{end.bytes, end.version, {}});
}

// A process that holds sockets. It outlives the rows; all sockets of a process point to the same.
struct Holder {
  int pid = 0;
  Known<Text> process{};    // Its name, at most 15 bytes: /proc/PID/comm.
  Known<Text> command{};    // Its command line, arguments parted by single spaces.
  Known<Text> container{};  // What it is called: see Container::shown.
};

// Who has the other end of a connection, or why nobody is told. It outlives the rows.
struct SocketPeer {
  Absent why = Absent::Known;      // Known: there is a socket at the other end.
  Known<Owner> owner{};            // Of that socket.
  const Holder* holder = nullptr;  // Of that socket.
  u64 holders = 0;
  Known<u32> netns{};
  Known<Text> container{Absent::NotApplicable};
  bool is_proxy = false;  // Docker's: the container is the one that it leads to.
  Text host{};            // The other machine that answers beside this one; empty: this one.
};

class HostNames;
class InterfaceNames;
class ListeningOn;
class PublishedAt;
class UserNames;

// What all sockets of one network namespace have in common. It outlives the rows.
struct SocketPlace {
  Known<u32> netns{};                            // Inode of the namespace.
  Known<Text> container{Absent::NotApplicable};  // That of all processes in it.
  const InterfaceNames* interfaces = nullptr;    // Null when nobody looks at names.
  const UserNames* users = nullptr;
  Absent no_users = Absent::NotCollected;  // Why there are no names of users.
  const HostNames* hosts = nullptr;        // Null unless names are wanted.
  const PublishedAt* published_at = nullptr;
  const ListeningOn* listening_on = nullptr;  // Null when nobody looks at directions.
  bool resolve = false;  // Show names for addresses and ports that stand together.
};

// What only some sockets have, or what costs something: kept apart so that rows stay small.
struct SocketDetail {
  Text path{};  // unix: file or @abstract name.
  bool has_path = false;
  Known<u64> peer_inode{Absent::NotApplicable};
  Known<u64> listener{Absent::NotApplicable};  // Inode of the listener whose queue this waits in.
  Known<u32> drops{Absent::NotApplicable};
  Known<u64> cookie{};
  Known<u64> cgroup{};
  Known<u32> mark{};
  Known<u32> protocol_number{Absent::NotApplicable};  // raw: IP protocol; packet: EtherType.
  Known<Text> type{Absent::NotApplicable};    // unix, packet: stream, dgram, seqpacket, raw.
  Known<int> port_id{Absent::NotApplicable};  // netlink: the address of the socket.
  Known<Text> congestion{};
  Known<u32> rtt_us{}, rttvar_us{}, min_rtt_us{}, cwnd{}, ssthresh{}, mss{}, unacked{}, lost{},
      retrans_total{};
  Known<u32> last_ack_ms{};
  Known<u64> bytes_sent{}, bytes_received{};
  Known<u32> receive_memory{}, receive_buffer{}, send_memory{}, send_buffer{};
  Numbers pids{};  // All processes, ascending, when there are several.
};

struct Socket {
  Endpoint local{}, remote{};
  Known<u32> recv_q{}, send_q{};  // Bytes; of a listener, recv_q is its accept queue.
  Known<u32> backlog{Absent::NotApplicable};
  Known<u32> uid{};
  u32 timer_ms = 0;        // Only with a timer that is not off.
  Known<u32> interface{};  // Index of the interface it is bound to; 0: none.
  u32 fd = 0;              // Descriptor in the process, with a holder.
  Protocol protocol = Protocol::Tcp;
  Family family = Family::Ipv4;
  State state = State::Unconn;
  Known<Timer> timer{Absent::NotApplicable};
  Known<u8> retransmits{Absent::NotApplicable}, probes{Absent::NotApplicable};
  Known<bool> dual_stack{Absent::NotApplicable};
  bool is_dual_stack_assumed = false;  // Text does not tell it; nearly all IPv6 listeners are.
  Known<Owner> owner{};
  u64 inode = 0;  // 0: the socket has none (yet, or any more).
  const SocketPlace* place = nullptr;
  const Holder* holder = nullptr;
  const SocketDetail* detail = nullptr;
  const SocketPeer* peer = nullptr;  // Null where there is no other end, or nobody asked.
};
static_assert(sizeof(Socket) <= 144,
              "400,000 of them must fit into 64 MiB with all that is around");

}  // namespace sonde
