// tcp_cases.cpp: connections that are stuck, and those of a busy server that only look so.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"

namespace sonde::test {
namespace {

using Machine = FakeSource;
constexpr Text here = "192.0.2.1";
constexpr Text there = "198.51.100.7";
constexpr u16 ephemeral = 40000;
constexpr u16 served = 8080;  // Where the program of a test listens, if it does.

// A connection that was made from here, to a server.
DiagSocket outgoing(u16 number, Text peer = there, u16 port = 5432) {
  DiagSocket socket;
  socket.local = endpoint(here, static_cast<u16>(ephemeral + number));
  socket.remote = endpoint(peer, port);
  socket.inode = 1000U + number;
  return socket;
}
// One that was accepted here, of a client.
DiagSocket accepted(u16 number, Text peer = there) {
  DiagSocket socket = outgoing(number, peer, static_cast<u16>(ephemeral + number));
  socket.local.port = served;
  return socket;
}

template <class Make, class Change>
std::vector<DiagSocket> many(u16 count, Make make, Change change) {
  std::vector<DiagSocket> sockets;
  for (u16 i = 0; i < count; ++i) {
    sockets.push_back(make(i));
    change(sockets.back());
  }
  return sockets;
}

// All of one program, which listens, too.
void hold(Machine& m, std::vector<DiagSocket> sockets, int pid = 7) {
  DiagSocket listener = outgoing(999);
  listener.local = endpoint("0.0.0.0", served);
  listener.remote = {};
  listener.state = State::Listen;
  listener.send_q = 128;
  sockets.push_back(listener);
  std::vector<u64> inodes;
  for (const DiagSocket& socket : sockets)
    if (socket.inode != 0) inodes.push_back(socket.inode);
  m.process(pid, "app", inodes);
  tcp_sockets(m, sockets);
}

void retransmit(DiagSocket& socket, u8 times, u32 bytes = 1000) {
  socket.timer = Timer::Retransmit;
  socket.timer_ms = 3088;
  socket.retrans = times;
  socket.send_q = bytes;
  socket.info.tcpi_snd_mss = 1448;
}

// ---- connections that a program forgot
void leak(Machine& m, u16 count, u32 last_ack_ms) {
  hold(m, many(
              count, [](u16 i) { return accepted(i); },
              [&](DiagSocket& socket) {
                socket.state = State::CloseWait;
                socket.info.tcpi_last_ack_recv = last_ack_ms;
              }));
}
void idle(Machine& m, u16 count, Timer timer, Text peer = there) {
  hold(m, many(
              count, [&](u16 i) { return outgoing(i, peer); },
              [&](DiagSocket& socket) {
                socket.timer = timer;
                socket.timer_ms = 5000;
                socket.info.tcpi_last_ack_recv = 7200001;
              }));
}
// Closed by its program: it has no inode any more.
DiagSocket orphan(u16 number, u32 bytes, Text peer = there) {
  DiagSocket socket = accepted(number, peer);
  socket.state = State::FinWait1;
  socket.inode = 0;
  socket.send_q = bytes;
  return socket;
}
void leave_orphans(Machine& m, u16 count, u32 bytes) {
  hold(m, many(count, [&](u16 i) { return orphan(i, bytes); }, [](DiagSocket&) {}));
}
void leave_half_closed(Machine& m, u16 count) {
  hold(m, many(
              count, [](u16 i) { return accepted(i); },
              [](DiagSocket& socket) {
                socket.state = State::FinWait2;
                socket.inode = 0;
              }));
}

// ---- peers that do not answer
void connect(Machine& m, u8 times_again) {
  DiagSocket socket = outgoing(1);
  socket.state = State::SynSent;
  retransmit(socket, times_again, 1);
  hold(m, {socket});
}
void probe(Machine& m, Timer timer, u8 unanswered) {
  DiagSocket socket = outgoing(1);
  socket.timer = timer;
  socket.timer_ms = 5000;
  socket.retrans = unanswered;
  socket.send_q = timer == Timer::ZeroWindow ? 194032 : 0;
  hold(m, {socket});
}
// Data that a client, or a server, does not acknowledge, among the connections of the machine.
void lose(Machine& m, std::vector<DiagSocket> sockets, i64 connections, u8 times = 3) {
  for (DiagSocket& socket : sockets) retransmit(socket, times);
  hold(m, std::move(sockets));
  put(m, "Tcp.CurrEstab", connections);
}
std::vector<DiagSocket> of_one_peer(u16 count) {
  return many(count, [](u16 i) { return accepted(i); }, [](DiagSocket&) {});
}
std::vector<DiagSocket> of_different_peers(u16 count) {
  return many(
      count, [](u16 i) { return accepted(i, "203.0.113." + std::to_string(i + 1)); },
      [](DiagSocket&) {});
}
// A long segment is lost again and again, and another connection to that host is fine.
void lose_long_ones(Machine& m, u32 bytes, u32 last_ack_ms) {
  DiagSocket stuck = outgoing(1);
  retransmit(stuck, 4, bytes);
  DiagSocket living = outgoing(2);
  living.info.tcpi_last_ack_recv = last_ack_ms;
  hold(m, {stuck, living});
}

// ---- paths that are slow
void queue_up(Machine& m, u16 count, u32 rtt_us, u32 min_rtt_us) {
  hold(m, many(
              count, [](u16 i) { return outgoing(i); },
              [&](DiagSocket& socket) {
                socket.info.tcpi_rtt = rtt_us;
                socket.info.tcpi_min_rtt = min_rtt_us;
                socket.info.tcpi_last_ack_recv = 20;
              }));
}
void shrink(Machine& m, u32 window, u32 sent_again, Text peer = there) {
  DiagSocket socket = outgoing(1, peer);
  socket.send_q = 90000;
  socket.info.tcpi_snd_cwnd = window;
  socket.info.tcpi_lost = 1;
  socket.info.tcpi_total_retrans = sent_again;
  hold(m, {socket});
}
void pile_up(Machine& m, u32 waiting, u64 sent) {
  DiagSocket socket = outgoing(1);
  socket.send_q = waiting;
  socket.info.tcpi_bytes_sent = sent;
  hold(m, {socket});
}

// ---- ends that do not read
void receive(Machine& m, u32 waiting, u64 received) {
  DiagSocket socket = accepted(1);
  socket.recv_q = waiting;
  socket.info.tcpi_bytes_received = received;
  hold(m, {socket});
}

// Peers whose window is 0; what was sent of it is the same in both looks, or not.
void wait_for_readers(Machine& m, std::vector<DiagSocket> sockets, i64 connections, u64 sent) {
  for (DiagSocket& socket : sockets) {
    socket.timer = Timer::ZeroWindow;
    socket.timer_ms = 5000;
    socket.send_q = 194032;
    socket.info.tcpi_bytes_sent = sent;
  }
  hold(m, std::move(sockets));
  put(m, "Tcp.CurrEstab", connections);
}

// ---- ports
void use_ports(Machine& m, u16 count, u16 destinations, State state) {
  set(m, "net.ipv4.ip_local_port_range", "40000\t40099");
  set(m, "net.ipv4.tcp_tw_reuse", "2");  // What Linux begins with: on loopback alone.
  hold(m, many(
              count,
              [&](u16 i) { return outgoing(i, there, static_cast<u16>(9000 + i % destinations)); },
              [&](DiagSocket& socket) {
                socket.state = state;
                if (state == State::TimeWait) socket.inode = 0;
              }));
}

constexpr CheckCase cases[] = {
    {"tcp.close_wait_leak",
     "twenty of one program, and nothing came for a second",
     true,
     [](Machine& m) { leak(m, 20, 1000); },
     {},
     "app (pid 7) has 20 connections",
     "warning"},
    {"tcp.close_wait_leak", "nineteen", false, [](Machine& m) { leak(m, 19, 60000); }},
    {"tcp.close_wait_leak", "their peers still acknowledge what is sent to them", false,
     [](Machine& m) { leak(m, 40, 900); }},
    {"tcp.idle_no_keepalive",
     "a hundred were silent for two hours",
     true,
     [](Machine& m) { idle(m, 100, Timer::Off); },
     {},
     "has 100 connections",
     "info"},
    {"tcp.idle_no_keepalive", "ninety-nine", false, [](Machine& m) { idle(m, 99, Timer::Off); }},
    {"tcp.idle_no_keepalive", "the kernel sends keepalives", false,
     [](Machine& m) { idle(m, 200, Timer::Keepalive); }},
    {"tcp.idle_no_keepalive", "a pool of connections within the machine", false,
     [](Machine& m) { idle(m, 200, Timer::Off, "127.0.0.1"); }},
    {"tcp.orphans",
     "fifty hold data for one peer",
     true,
     [](Machine& m) { leave_orphans(m, 50, 2); },
     {},
     "50 closed sockets still hold data"},
    {"tcp.orphans", "forty-nine", false, [](Machine& m) { leave_orphans(m, 49, 9000); }},
    {"tcp.orphans", "the one byte is the FIN: nothing is lost", false,
     [](Machine& m) { leave_orphans(m, 80, 1); }},
    {"tcp.fin_wait2_many",
     "a thousand",
     true,
     [](Machine& m) { leave_half_closed(m, 1000); },
     {},
     "1000 connections were closed here",
     "info"},
    {"tcp.fin_wait2_many", "one less: a busy server that closes first", false,
     [](Machine& m) { leave_half_closed(m, 999); }},

    {"tcp.syn_sent_stuck",
     "a SYN was sent twice again",
     true,
     [](Machine& m) { connect(m, 2); },
     {},
     "198.51.100.7:5432 does not answer app (pid 7)",
     "critical"},
    {"tcp.syn_sent_stuck",
     "another connection to that server stands",
     true,
     [](Machine& m) {
       DiagSocket slow = outgoing(1);
       slow.state = State::SynSent;
       retransmit(slow, 3, 1);
       hold(m, {slow, outgoing(2)});
     },
     {},
     "198.51.100.7:5432",
     "warning"},
    {"tcp.syn_sent_stuck", "one SYN was lost", false, [](Machine& m) { connect(m, 1); }},
    {"tcp.probe_unanswered",
     "three keepalives without an answer",
     true,
     [](Machine& m) { probe(m, Timer::Keepalive, 3); },
     {},
     "did not answer 3 probes",
     "warning"},
    {"tcp.probe_unanswered", "one client of fifty is gone", false,
     [](Machine& m) {
       DiagSocket socket = accepted(1);
       socket.timer = Timer::Keepalive;
       socket.timer_ms = 5000;
       socket.retrans = 3;
       hold(m, {socket});
       put(m, "Tcp.CurrEstab", 50);
     }},
    {"tcp.probe_unanswered", "two", false, [](Machine& m) { probe(m, Timer::Keepalive, 2); }},
    // Measured: a living peer with a window of 0 acknowledges each probe.
    {"tcp.probe_unanswered", "a living peer does not read", false,
     [](Machine& m) { probe(m, Timer::ZeroWindow, 0); }},
    {"tcp.probe_unanswered", "data is sent again, which is another check's", false,
     [](Machine& m) {
       DiagSocket socket = outgoing(1);
       retransmit(socket, 9);
       hold(m, {socket});
     }},
    {"tcp.unacked_backoff",
     "a server that we use is silent, beside many connections",
     true,
     [](Machine& m) { lose(m, {outgoing(1)}, 1000); },
     {},
     "198.51.100.7:5432 has not acknowledged 1000 bytes of app (pid 7)",
     "warning"},
    {"tcp.unacked_backoff",
     "it is silent for 13 seconds",
     true,
     [](Machine& m) { lose(m, {outgoing(1)}, 1000, 6); },
     {},
     "6 times again",
     "critical"},
    {"tcp.unacked_backoff", "twice sent again, as over radio", false,
     [](Machine& m) { lose(m, {outgoing(1)}, 1, 2); }},
    {"tcp.unacked_backoff", "one client of a busy server vanished", false,
     [](Machine& m) { lose(m, {accepted(1)}, 1000, 9); }},
    {"tcp.unacked_backoff", "thirty clients of a busy server vanished, each for itself", false,
     [](Machine& m) { lose(m, of_different_peers(30), 1000, 9); }},
    {"tcp.unacked_backoff", "four connections of one peer of many", false,
     [](Machine& m) { lose(m, of_one_peer(4), 1000, 9); }},
    {"tcp.unacked_backoff",
     "five of one peer",
     true,
     [](Machine& m) { lose(m, of_one_peer(5), 1000, 9); },
     {},
     "connections: 5",
     "warning"},
    {"tcp.unacked_backoff",
     "a quarter of the connections is the one of this client",
     true,
     [](Machine& m) { lose(m, {accepted(1)}, 4); },
     {},
     "direction in",
     "warning"},
    {"tcp.clients_unacked",
     "five clients of twenty connections",
     true,
     [](Machine& m) { lose(m, of_different_peers(5), 20); },
     {},
     "5 connections of clients to port 8080",
     "warning"},
    {"tcp.clients_unacked", "five of twenty-one", false,
     [](Machine& m) { lose(m, of_different_peers(5), 21); }},
    {"tcp.clients_unacked", "all that there are, and they are four", false,
     [](Machine& m) { lose(m, of_different_peers(4), 4); }},
    {"tcp.clients_unacked", "all are of one peer, of which another check tells", false,
     [](Machine& m) { lose(m, of_one_peer(20), 20); }},
    {"tcp.clients_unacked", "the connections were made from here", false,
     [](Machine& m) {
       lose(m,
            many(
                20, [](u16 i) { return outgoing(i, "203.0.113." + std::to_string(i + 1)); },
                [](DiagSocket&) {}),
            20);
     }},
    {"tcp.mtu_blackhole",
     "ten full segments",
     true,
     [](Machine& m) { lose_long_ones(m, 14480, 90); },
     {},
     "full segments of 1448 bytes",
     "critical"},
    {"tcp.mtu_blackhole", "short ones are lost as well", false,
     [](Machine& m) { lose_long_ones(m, 100, 90); }},
    {"tcp.mtu_blackhole", "the other connection is silent, too: the host may be down", false,
     [](Machine& m) { lose_long_ones(m, 14480, 9000); }},

    {"tcp.rtt_anomaly",
     "three take twenty times as long as they need",
     true,
     [](Machine& m) { queue_up(m, 3, 400000, 20000); },
     {},
     "takes 400000 us",
     "info"},
    {"tcp.rtt_anomaly", "two", false, [](Machine& m) { queue_up(m, 2, 400000, 20000); }},
    {"tcp.rtt_anomaly", "a far peer, not ten times its least", false,
     [](Machine& m) { queue_up(m, 9, 900000, 90000); }},
    {"tcp.rtt_anomaly", "ten times the least, and still quick", false,
     [](Machine& m) { queue_up(m, 9, 200000, 2000); }},
    {"tcp.cwnd_collapsed", "it lost more between the looks", true,
     [](Machine& m) { shrink(m, 1, 3); }, [](Machine& m) { shrink(m, 2, 4); },
     "may send only 2 at once", "info"},
    {"tcp.cwnd_collapsed", "it lost in the first look only", false,
     [](Machine& m) { shrink(m, 1, 3); }, [](Machine& m) { shrink(m, 2, 3); }},
    {"tcp.cwnd_collapsed", "it had ten segments a moment ago", false,
     [](Machine& m) { shrink(m, 10, 3); }, [](Machine& m) { shrink(m, 1, 4); }},
    {"tcp.cwnd_collapsed", "within the machine", false,
     [](Machine& m) { shrink(m, 1, 3, "127.0.0.1"); },
     [](Machine& m) { shrink(m, 1, 4, "127.0.0.1"); }},
    {"tcp.sendq_growing", "two MiB, and 100 kB a second go out", true,
     [](Machine& m) { pile_up(m, 2 << 20, 1000000); },
     [](Machine& m) { pile_up(m, 3 << 20, 1100000); }, "3145728 bytes of app (pid 7) wait", "info"},
    {"tcp.sendq_growing", "a fast sender keeps that much queued", false,
     [](Machine& m) { pile_up(m, 2 << 20, 1000000); },
     [](Machine& m) { pile_up(m, 3 << 20, 26000000); }},
    {"tcp.sendq_growing", "it shrinks", false, [](Machine& m) { pile_up(m, 3 << 20, 1000000); },
     [](Machine& m) { pile_up(m, (3 << 20) - 1, 1100000); }},
    {"tcp.sendq_growing", "it is below a MiB", false,
     [](Machine& m) { pile_up(m, 900000, 1000000); },
     [](Machine& m) { pile_up(m, 1000000, 1000000); }},

    {"tcp.app_not_reading",
     "nothing was read between the looks",
     true,
     [](Machine& m) { receive(m, 128016, 128016); },
     {},
     "does not read 128016 bytes",
     "warning"},
    {"tcp.app_not_reading", "all that came was added to what waits", true,
     [](Machine& m) { receive(m, 65536, 65536); }, [](Machine& m) { receive(m, 90000, 90000); },
     "does not read 90000 bytes"},
    {"tcp.app_not_reading", "as much was read as came", false,
     [](Machine& m) { receive(m, 128016, 128016); },
     [](Machine& m) { receive(m, 128016, 9000000); }},
    {"tcp.app_not_reading", "a little less than 64 KiB", false,
     [](Machine& m) { receive(m, 65535, 65535); }},

    {"tcp.peer_zero_window",
     "a server that we use does not read",
     true,
     [](Machine& m) { wait_for_readers(m, {outgoing(1)}, 1000, 5); },
     {},
     "194032 bytes of app (pid 7) wait here",
     "warning"},
    {"tcp.peer_zero_window", "it read some between the looks", false,
     [](Machine& m) { wait_for_readers(m, {outgoing(1)}, 1000, 5); },
     [](Machine& m) { wait_for_readers(m, {outgoing(1)}, 1000, 6); }},
    {"tcp.peer_zero_window", "some clients of a busy server are slow", false,
     [](Machine& m) { wait_for_readers(m, of_different_peers(30), 1000, 5); }},
    {"tcp.peer_zero_window",
     "five connections of one client",
     true,
     [](Machine& m) { wait_for_readers(m, of_one_peer(5), 1000, 5); },
     {},
     "connections: 5"},
    {"tcp.peer_zero_window",
     "the only client",
     true,
     [](Machine& m) { wait_for_readers(m, of_one_peer(1), 1, 5); },
     {},
     "window is 0",
     "warning"},

    {"tcp.port_exhaustion",
     "eighty of a hundred",
     true,
     [](Machine& m) { use_ports(m, 80, 1, State::Established); },
     {},
     "80 of 100 local ports",
     "warning"},
    {"tcp.port_exhaustion",
     "ninety-five, all in TIME_WAIT",
     true,
     [](Machine& m) { use_ports(m, 95, 1, State::TimeWait); },
     {},
     "95 of 100 local ports",
     "critical"},
    {"tcp.port_exhaustion", "ninety-five in TIME_WAIT, which are taken again", false,
     [](Machine& m) {
       use_ports(m, 95, 1, State::TimeWait);
       set(m, "net.ipv4.tcp_tw_reuse", "1");
     }},
    {"tcp.port_exhaustion", "seventy-nine", false,
     [](Machine& m) { use_ports(m, 79, 1, State::Established); }},
    {"tcp.port_exhaustion", "many in TIME_WAIT, to two destinations", false,
     [](Machine& m) { use_ports(m, 99, 2, State::TimeWait); }},
};

}  // namespace

const std::span<const CheckCase> tcp_cases = cases;

}  // namespace sonde::test
