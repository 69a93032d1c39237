// sockets.cpp: the table "sockets": its columns, declared once, and the scan that fills them.
// SPDX-License-Identifier: Apache-2.0
#include "tables/tables.hpp"

#include "decode/hosts.hpp"
#include "tables/census.hpp"
#include "tables/netlink_asking.hpp"
#include "tables/networks.hpp"
#include "tables/owners.hpp"
#include "tables/port_range.hpp"
#include "tables/rights.hpp"
#include "tables/socket_columns.hpp"
#include "tables/socket_peers.hpp"
#include "tables/socket_reading.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

using namespace socket_columns;

// The words of ss for groups of states (ss(8), STATE-FILTER).
constexpr Text connected[] = {"ESTABLISHED", "SYN_SENT",   "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
                              "TIME_WAIT",   "CLOSE_WAIT", "LAST_ACK", "CLOSING"};
constexpr Text synchronized[] = {"ESTABLISHED", "SYN_RECV",   "FIN_WAIT1", "FIN_WAIT2",
                                 "TIME_WAIT",   "CLOSE_WAIT", "LAST_ACK",  "CLOSING"};
constexpr Text bucket[] = {"SYN_RECV", "TIME_WAIT"};
constexpr Text big[] = {"ESTABLISHED", "SYN_SENT", "FIN_WAIT1", "FIN_WAIT2", "CLOSE",
                        "CLOSE_WAIT",  "LAST_ACK", "LISTEN",    "CLOSING",   "UNCONN"};
// Every name once: the kernel has two kinds of SYN_RECV.
constexpr std::array<Text, 13> all_states = [] {
  std::array<Text, 13> names;
  std::size_t count = 0;
  for (std::size_t i = 1; i < std::size(state_names); ++i)
    if (i != static_cast<std::size_t>(State::NewSynRecv)) names[count++] = state_names[i];
  return names;
}();
constexpr Text established[] = {"ESTABLISHED"};
constexpr Text listening[] = {"LISTEN"};
constexpr Text unconnected[] = {"UNCONN"};
constexpr Text closed[] = {"CLOSE"};
constexpr Text bound[] = {"BOUND"};
constexpr Spelling state_spellings[] = {
    {"estab", established},
    {"listening", listening},
    {"unconnected", unconnected},
    {"closed", closed},
    {"connected", connected},
    {"bound-inactive", bound},
    {"synchronized", synchronized},
    {"bucket", bucket},
    {"big", big},
    {"all", all_states},
};
constexpr Vocabulary state_words = {all_states, state_spellings};
constexpr Vocabulary protocol_words = {protocol_names};
constexpr Vocabulary family_words = {family_names};
constexpr Vocabulary timer_words = {timer_names};
constexpr Vocabulary owner_words = {owner_names};
constexpr Vocabulary direction_words = {direction_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns>("netns", "Network namespace that has the socket.", Show::Machine, Unit::Inode),
    column<container>("container", "Container of the process: its name, or the first digits of its id.", Show::Machine).missing_with("pid"),
    column<&Socket::protocol>("protocol", "Transport of the socket.", Show::Always).with(protocol_words),
    column<&Socket::family>("family", "Address family of the socket; an IPv6 socket may have IPv4 addresses.", Show::Machine).with(family_words),
    column<&Socket::state>("state", "State of the connection; UNCONN: no peer, and no connections in this protocol.", Show::Always).with(state_words),
    column<&Socket::recv_q>("recv_q", "Bytes the process has not read yet; of a listener: connections that wait for accept().", Show::Always),
    column<&Socket::send_q>("send_q", "Bytes that the peer has not acknowledged yet.", Show::Always, Unit::Bytes),
    column<&Socket::backlog>("backlog", "How many connections may wait for accept(); the queue takes one more.", Show::Machine),
    column<local>("local", "Address and port here; of a unix socket its path.", Show::Screen),
    column<remote>("remote", "Address and port of the peer.", Show::Screen),
    column<serves>("serves", "Whom a listener serves: IPv4, IPv6, or both.", Show::Asked),
    column<local_address>("local_address", "Address here.", Show::Machine),
    column<local_port>("local_port", "Port here.", Show::Machine),
    column<remote_address>("remote_address", "Address of the peer.", Show::Machine),
    column<remote_port>("remote_port", "Port of the peer.", Show::Machine),
    column<interface>("interface", "Interface it is bound to.", Show::Machine),
    column<direction>("direction", "Who made a connection: in, a client of a port that is served here; out, we.", Show::Asked).with(direction_words),
    column<&Socket::timer>("timer", "What the kernel waits for.", Show::Machine).with(timer_words),
    column<timer_ms>("timer_ms", "Time until the timer fires.", Show::Machine, Unit::Milliseconds).missing_with("timer"),
    column<&Socket::retransmits>("retransmits", "How often the oldest unacknowledged data was sent again.", Show::Machine),
    column<&Socket::probes>("probes", "Keepalive or zero-window probes that were not answered.", Show::Machine),
    column<&Socket::uid>("uid", "User who made the socket.", Show::Machine),
    column<user>("user", "Name of that user in /etc/passwd, or the number.", Show::Machine),
    column<inode>("inode", "Inode of the socket: socket:[N] in /proc/PID/fd.", Show::Machine, Unit::Inode),
    column<pid>("pid", "Process that has it open; of several the one with the lowest pid.", Show::Machine),
    column<pids>("pids", "All processes that have it open.", Show::Machine).missing_with("pid"),
    column<process>("process", "Name of the process: /proc/PID/comm.", Show::Machine).missing_with("pid"),
    column<holder>("held_by", "Process and pid, or in parentheses why there is none.", Show::Screen).composed_of("pid"),
    column<fd>("fd", "Descriptor in that process.", Show::Machine).missing_with("pid"),
    column<command>("command", "Command line of the process; passwords and tokens as ***.", Show::Asked).missing_with("pid"),
    column<&Socket::owner>("owner", "How sure the owner is, or why there is none.", Show::Machine).with(owner_words).missing_with("pid"),
    column<peer>("peer", "Who has the other end, if this machine or another one that answers too, also behind NAT.", Show::Asked).composed_of("peer_pid"),
    column<peer_pid>("peer_pid", "Process at the other end, where that is on this machine; of several the one with the lowest pid.", Show::Asked),
    column<peer_process>("peer_process", "Name of that process.", Show::Asked).missing_with("peer_pid"),
    column<peer_container>("peer_container", "Container of that process; of docker's proxy the one that it leads to.", Show::Asked).missing_with("peer_pid"),
    column<published_at>("published_at", "Ports of the machine that lead to a listener in another network namespace.", Show::Asked),
    column<detail<&SocketDetail::listener>>("listener", "Inode of the listener in whose accept queue the connection waits.", Show::Machine, Unit::Inode),
    column<&Socket::dual_stack>("dual_stack", "Whether an IPv6 socket on all addresses takes IPv4 too.", Show::Machine),
    column<path>("path", "Path of a unix socket; an abstract name begins with @.", Show::Machine),
    column<detail<&SocketDetail::peer_inode>>("peer_inode", "Inode of the other end of a unix connection.", Show::Machine, Unit::Inode),
    column<detail<&SocketDetail::type>>("type", "Kind of a unix or packet socket: stream, dgram, seqpacket or raw.", Show::Machine),
    column<detail<&SocketDetail::protocol_number>>("protocol_number", "IP protocol of a raw, EtherType of a packet, bus of a netlink socket.", Show::Machine),
    column<detail<&SocketDetail::port_id>>("port_id", "Address of a netlink socket.", Show::Machine),
    column<detail<&SocketDetail::drops>>("drops", "Packets dropped since the socket was made, for want of room.", Show::Machine, Unit::Packets),
    column<tcp_detail<&SocketDetail::rtt_us>>("rtt_us", "Smoothed round-trip time.", Show::Asked, Unit::Microseconds),
    column<tcp_detail<&SocketDetail::rttvar_us>>("rttvar_us", "Variation of the round-trip time.", Show::Asked, Unit::Microseconds),
    column<tcp_detail<&SocketDetail::min_rtt_us>>("min_rtt_us", "Least round-trip time of late.", Show::Asked, Unit::Microseconds),
    column<tcp_detail<&SocketDetail::cwnd>>("cwnd", "Congestion window.", Show::Asked, Unit::Packets),
    column<tcp_detail<&SocketDetail::ssthresh>>("ssthresh", "Slow-start threshold.", Show::Asked, Unit::Packets),
    column<tcp_detail<&SocketDetail::mss>>("mss", "Maximum segment size.", Show::Asked, Unit::Bytes),
    column<tcp_detail<&SocketDetail::unacked>>("unacked", "Segments that are not acknowledged.", Show::Asked, Unit::Packets),
    column<tcp_detail<&SocketDetail::lost>>("lost", "Segments that are taken for lost.", Show::Asked, Unit::Packets),
    column<tcp_detail<&SocketDetail::retrans_total>>("retrans_total", "Segments that were sent again since the connection began.", Show::Asked, Unit::Packets),
    column<tcp_detail<&SocketDetail::last_ack_ms>>("last_ack_ms", "Time since anything came from the peer.", Show::Asked, Unit::Milliseconds),
    column<tcp_detail<&SocketDetail::bytes_sent>>("bytes_sent", "Bytes sent, retransmissions included.", Show::Asked, Unit::Bytes),
    column<tcp_detail<&SocketDetail::bytes_received>>("bytes_received", "Bytes received.", Show::Asked, Unit::Bytes),
    column<tcp_detail<&SocketDetail::congestion>>("congestion", "Congestion control in use.", Show::Asked),
    column<inet_detail<&SocketDetail::receive_memory>>("receive_memory", "Memory of the receive queue.", Show::Asked, Unit::Bytes),
    column<inet_detail<&SocketDetail::receive_buffer>>("receive_buffer", "Limit of that memory.", Show::Asked, Unit::Bytes),
    column<inet_detail<&SocketDetail::send_memory>>("send_memory", "Memory of the send queue.", Show::Asked, Unit::Bytes),
    column<inet_detail<&SocketDetail::send_buffer>>("send_buffer", "Limit of that memory.", Show::Asked, Unit::Bytes),
    column<inet_detail<&SocketDetail::mark>>("mark", "Firewall mark of the socket.", Show::Asked),
    column<inet_detail<&SocketDetail::cgroup>>("cgroup", "Number of its cgroup (v2).", Show::Asked),
    column<detail<&SocketDetail::cookie>>("cookie", "Number that no other socket gets until the machine restarts.", Show::Asked),
};
// clang-format on
static_assert(std::size(columns) <= 64, "Request::columns has 64 bits: split the table");

constexpr Text key[] = {"netns",          "protocol",    "local_address", "local_port",
                        "remote_address", "remote_port", "path",          "inode"};
// The words of ss for the two ends of a socket.
constexpr EndpointWord endpoint_words[] = {
    {"src", "local_address", "local_port"},
    {"dst", "remote_address", "remote_port"},
    {"sport", "", "local_port"},
    {"dport", "", "remote_port"},
    {"dev", "interface", ""},
    {"fwmark", "mark", ""},
};

// Of what is on the far side of a connection, or in front of a listener.
Text far_remedy(Text column, Absent why) {
  switch (why) {
    case Absent::NotPermitted:
      return column == "published_at" ? netfilter_remedy : look_into_processes.anywhere;
    case Absent::Elsewhere: return see_all_namespaces;
    case Absent::Vanished: return "closed while sonde looked; look again";
    case Absent::Unsupported:
      return column == "published_at" ? "sonde published says what is not understood"
                                      : "several places may have the address: sonde who ADDRESS";
    default: return "run sonde on that machine";
  }
}

constexpr Text of_owners[] = {"pid", "pids", "process", "command", "fd", "held_by"};

Text remedy(Text column, Absent why) {
  if (std::ranges::find(of_owners, column) != std::end(of_owners)) return remedy_for_processes(why);
  if (column.starts_with("peer") && column != "peer_inode") return far_remedy(column, why);
  if (column == "published_at") return far_remedy(column, why);
  if (why == Absent::Malformed) return "look at the input: the kernel does not write this";
  if (why == Absent::NotCollected || why == Absent::NotPermitted) {
    if (column == "direction") return "paste all of the file: no listener is in it";
    if (column == "user") return "run where /etc/passwd can be read, or use uid";
    if (column == "container") return "run where /proc/PID/cgroup can be read";
    return "the text of /proc/net does not hold it; netlink on that machine does";
  }
  if (column == "recv_q" || column == "drops")
    return "only a capture itself knows how full its ring is: sonde threads pid = PID says if it "
           "runs";
  return column == "cgroup" ? "on a node with cgroup v1 the kernel does not tell it"
                            : "this kernel does not tell it";
}

constexpr u32 listeners = 1U << static_cast<u32>(State::Listen);

class SocketScan {
public:
  explicit SocketScan(Scan<Socket>& scan) : scan_(scan) {}

  Result<void> run() {
    prepare();
    TRY(each_network(
        scan_.world, scan_.table.name, scan_.sink,
        [this](const Network& network, Source& source) { return read(network, source); }));
    hand_on();
    if (scan_.world.networks.empty()) return {};
    tell_unseen_processes(scan_.world, scan_.table.name, scan_.sink);
    if (scan_.wants<netns>()) tell_hidden_numbers(scan_.world, scan_.table.name, scan_.sink);
    return {};
  }

private:
  void prepare() {
    // Filled after the walk over descriptors; what depends on them must wait for it.
    const std::bitset<64> of_holder =
        scan_.set_of<pid, pids, process, holder, fd, command, container, &Socket::owner, peer,
                     peer_pid, peer_process, peer_container>();
    const std::bitset<64> late = of_holder | scan_.set_of<detail<&SocketDetail::listener>>();
    wants_peer_ = scan_.wants<peer, peer_pid, peer_process, peer_container>();
    wants_owner_ = (scan_.request.columns & late).any();
    // In pasted text listeners may come behind their connections.
    ready_ = ~(late | scan_.set_of<direction>());
    owner_wish_ = {scan_.wants<command>(), scan_.wants<container, peer, peer_container>(),
                   scan_.wants<detail<&SocketDetail::listener>>(),
                   (scan_.request.columns & of_holder).any()};
    // One walk over all processes serves all rows, so they wait for it; where there are no
    // processes, as in a paste, every chunk goes on at once.
    std::string room;
    holds_back_ = wants_owner_ && scan_.world.source.ask({Question::How::List, ""}, room);
    wants_rare_ = scan_.wants<detail<&SocketDetail::cookie>, inet_detail<&SocketDetail::cgroup>,
                              inet_detail<&SocketDetail::mark>>();
    wish_.tcp_info =
        scan_
            .wants<tcp_detail<&SocketDetail::rtt_us>, tcp_detail<&SocketDetail::rttvar_us>,
                   tcp_detail<&SocketDetail::min_rtt_us>, tcp_detail<&SocketDetail::cwnd>,
                   tcp_detail<&SocketDetail::ssthresh>, tcp_detail<&SocketDetail::mss>,
                   tcp_detail<&SocketDetail::unacked>, tcp_detail<&SocketDetail::lost>,
                   tcp_detail<&SocketDetail::retrans_total>, tcp_detail<&SocketDetail::bytes_sent>,
                   tcp_detail<&SocketDetail::bytes_received>,
                   tcp_detail<&SocketDetail::last_ack_ms>, tcp_detail<&SocketDetail::congestion>>();
    wish_.memory = scan_.wants<
        inet_detail<&SocketDetail::receive_memory>, inet_detail<&SocketDetail::receive_buffer>,
        inet_detail<&SocketDetail::send_memory>, inet_detail<&SocketDetail::send_buffer>>();
    wish_.drops = scan_.wants<detail<&SocketDetail::drops>>();
    wants_rare_ = wants_rare_ || wish_.tcp_info || wish_.memory;
    wants_direction_ = scan_.wants<direction>();
    wish_.dual_stack = scan_.wants<&Socket::dual_stack, serves>();
    wants_names_ = scan_.wants<interface, local, remote, local_address, remote_address>();
    push_down();
  }

  Result<More> read(const Network& network, Source& source) {
    if (network.netns && !scan_.possible(scan_.fact<netns>(*network.netns))) return More::Yes;
    prepare_place(network, source);
    More more = More::Yes;
    const UseSocket use = [&](const DecodedSocket& row) { return more = take(row); };
    TRY(read_sockets(scan_.world, source, wish_, scan_.sink, use));
    return more;
  }

  // Whether the filter lets any socket of this protocol pass; some have a family of their own.
  bool may_have(Protocol protocol) {
    const Fact is_it = scan_.fact<&Socket::protocol>(protocol);
    const auto of = [&](Family family) {
      return scan_.possible(is_it, scan_.fact<&Socket::family>(family));
    };
    switch (protocol) {
      case Protocol::Unix: return of(Family::Unix);
      case Protocol::Packet: return of(Family::Packet);
      case Protocol::Netlink: return of(Family::Netlink);
      default: return of(Family::Ipv4) || of(Family::Ipv6);
    }
  }

  // What the filter rules out is not asked for.
  void push_down() {
    wish_.ipv4 = scan_.possible(scan_.fact<&Socket::family>(Family::Ipv4));
    wish_.ipv6 = scan_.possible(scan_.fact<&Socket::family>(Family::Ipv6));
    for (std::size_t p = 0; p < wish_.protocols.size(); ++p)
      wish_.protocols[p] = may_have(static_cast<Protocol>(p));
    const Fact is_tcp = scan_.fact<&Socket::protocol>(Protocol::Tcp);
    wish_.tcp_states = 0;
    for (u32 state = 1; state <= static_cast<u32>(State::Bound); ++state)
      if (scan_.possible(is_tcp, scan_.fact<&Socket::state>(static_cast<State>(state))))
        wish_.tcp_states |= 1U << state;
    // Listeners tell the directions of connections; the filter drops them later.
    if (wants_direction_ && wish_.tcp_states != 0) wish_.tcp_states |= listeners;
    if (wish_.tcp_states == 0) wish_.protocols[static_cast<std::size_t>(Protocol::Tcp)] = false;
  }

  // What the rows of one namespace have in common.
  void prepare_place(const Network& network, Source& source) {
    SocketPlace place;
    place.resolve = scan_.request.resolve;
    place.container = network.container;
    const bool wants_netns = wants_peer_ || scan_.wants<netns, published_at>();
    place.netns = network.netns ? network.netns : wants_netns ? own_netns(source) : Known<u32>();
    if (scan_.wants<published_at>()) place.published_at = &scan_.world.shared<PublishedAt>();
    std::string room;
    if (scan_.wants<user>()) {
      const Result<Text> file = source.ask({Question::How::HostFile, "etc/passwd"}, room);
      // A container without /etc/passwd has no names, and that is known.
      const bool has_none =
          !file && !source.is_copy() && file.error().code == std::errc::no_such_file_or_directory;
      if (file || has_none) place.users = &scan_.world.keep(UserNames(file ? *file : Text()));
      if (!file) place.no_users = reason_of(file.error().code);
    }
    if (place.resolve) {
      const Result<Text> file = source.ask({Question::How::HostFile, "etc/hosts"}, room);
      if (file) place.hosts = &scan_.world.keep(HostNames(*file));
    }
    if (wants_direction_) {
      using Maybe = Known<Direction>;
      const auto ports = port_range(source);
      const auto kept = std::make_shared<ListeningOn>(
          source.is_copy() ? Maybe(Absent::NotCollected) : Maybe(Direction::Out),
          ports ? Known<u32>(ports->first) : Absent::NotCollected);
      scan_.world.objects.push_back(kept);
      place.listening_on = listening_on_ = kept.get();
    }
    place_ = scan_.world.texts.make(place);
    network_ = &source;
  }

  More take(const DecodedSocket& row) {
    const Known<u32>& interface = row.socket.interface;
    if (wants_names_ && interface && *interface != 0) load_interfaces();
    if (wants_direction_ && row.socket.state == State::Listen &&
        row.socket.protocol == Protocol::Tcp)
      listening_on_->add(row.socket.local.port);
    if (holds_back_ && scan_.request.may_pass && !may_pass(row)) return More::Yes;
    Socket& kept = rows_.add(row.socket);
    kept.place = place_;
    const bool is_hot = kept.protocol == Protocol::Tcp && !wants_rare_;
    if (row.has_detail && !is_hot) keep_detail(kept, row.detail);
    return holds_back_ || !rows_.chunks().back().full() ? More::Yes : hand_on();
  }

  More hand_on() {
    RowStore<Socket> rows = std::exchange(rows_, {});
    if (wants_peer_) {
      SocketPeers peers(scan_.world, rows);
      OwnerWish wish = owner_wish_;
      wish.told_rows = rows.size();
      peers.add_far_sockets();
      find_owners(scan_.world, rows, wish, scan_.table.name, scan_.sink);
      peers.settle();
    } else if (wants_owner_) {
      find_owners(scan_.world, rows, owner_wish_, scan_.table.name, scan_.sink);
    }
    return give(rows.chunks(), scan_.sink);
  }

  bool may_pass(const DecodedSocket& row) {
    Socket socket = row.socket;
    socket.place = place_;
    if (row.has_detail) socket.detail = &row.detail;
    return scan_.request.may_pass(&socket, ready_);
  }

  void keep_detail(Socket& socket, SocketDetail detail) {
    Arena& texts = rows_.texts();
    detail.path = texts.keep(detail.path);
    if (detail.congestion) detail.congestion = texts.keep(*detail.congestion);
    socket.detail = texts.make(detail);
  }

  void load_interfaces() {
    if (place_->interfaces) return;
    InterfaceNames names;
    std::string room;
    Source& source = *network_;
    if (const auto file = source.ask({Question::How::Read, "net/igmp"}, room))
      names.add_igmp(*file);
    if (const auto file = source.ask({Question::How::Read, "net/if_inet6"}, room))
      names.add_if_inet6(*file);
    if (const auto file = source.ask({Question::How::Read, "net/dev_mcast"}, room))
      names.add_dev_mcast(*file);
    place_->interfaces = &scan_.world.keep(std::move(names));
  }

  Scan<Socket>& scan_;
  SocketWish wish_{};
  OwnerWish owner_wish_{};
  bool wants_owner_ = false, wants_peer_ = false, holds_back_ = false, wants_rare_ = false,
       wants_names_ = false, wants_direction_ = false;
  ListeningOn* listening_on_ = nullptr;  // Of the namespace that is being read.
  std::bitset<64> ready_{};
  SocketPlace* place_ = nullptr;  // Of the namespace that is being read.
  Source* network_ = nullptr;
  RowStore<Socket> rows_{};
};

Result<void> scan_sockets(Scan<Socket>& scan) { return SocketScan(scan).run(); }

}  // namespace

constinit const TableInfo sockets_table = {
    "sockets", "Every socket of a network namespace, and who holds it.",
    columns,   &run_scan<scan_sockets>,
    key,       endpoint_words,
    &remedy,
};

}  // namespace sonde
