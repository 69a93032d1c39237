// busy_cases.cpp: the thresholds between a machine that is busy and one that has a fault.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde::test {
namespace {

using Machine = FakeSource;

// Answers of routers to what was sent between the looks.
void circle(Machine& m, i64 answers, i64 sent) {
  raise(m, "Icmp.InTimeExcds", answers);
  raise(m, "Ip.OutRequests", sent);
}

// A process whose only thread waits in a function of the kernel.
void block(Machine& m, Text function) {
  put_process(m, {.pid = 42, .name = "app", .state = "D"});
  m.put(FakeSource::How::List, "42/task", with_nuls("42~"));
  m.put(FakeSource::How::Link, "42/task/42/ns/net", link_to("net", first_netns));
  for (const char* file : {"stat", "status"}) {
    std::string room;
    const Result<Text> text = m.ask({Question::How::Read, std::string("42/") + file}, room);
    m.file(std::string("42/task/42/") + file,
           std::string(*text) + (file == Text("status") ? "voluntary_ctxt_switches:\t7\n" : ""));
  }
  m.file("42/task/42/wchan", std::string(function));
}

// Connections that wait to be accepted, whose peers said nothing for so long.
void wait_in_queue(Machine& m, u16 count, u32 silent_ms) {
  DiagSocket listener;
  listener.local = endpoint("0.0.0.0", 8080);
  listener.remote.version = 4;
  listener.state = State::Listen;
  listener.inode = 4711;
  std::vector<DiagSocket> all = {listener};
  for (u16 i = 0; i < count; ++i) {
    DiagSocket socket;
    socket.local = endpoint("192.0.2.1", 8080);
    socket.remote = endpoint("198.51.100.7", static_cast<u16>(40000 + i));
    socket.info.tcpi_last_ack_recv = silent_ms;
    all.push_back(socket);
  }
  m.process(7, "app", {4711});
  tcp_sockets(m, all);
}

constexpr CheckCase cases[] = {
    // A router tells one sender of it once a second.
    {"ip.routing_loop",
     "a fifth of what a quiet program sends circles",
     true,
     {},
     [](Machine& m) { circle(m, 1, 5); },
     "circling_percent 20.00",
     "warning"},
    {"ip.routing_loop",
     "several routers say so",
     true,
     {},
     [](Machine& m) { circle(m, 4, 400); },
     "4 such answers came",
     "warning"},
    {"ip.routing_loop",
     "one answer to fifty packets",
     true,
     {},
     [](Machine& m) { circle(m, 1, 50); },
     "1 such answers came",
     "info"},
    {"ip.routing_loop",
     "mtr traces a route, whose end answers",
     true,
     {},
     [](Machine& m) {
       circle(m, 9, 10);
       raise(m, "Icmp.InEchoReps", 1);
     },
     "9 such answers came",
     "info"},
    {"ip.routing_loop",
     "it is this router, which may tell one sender only once a second",
     true,
     {},
     [](Machine& m) {
       raise(m, "Ip.InHdrErrors", 5000);
       raise(m, "Icmp.OutTimeExcds", 1);
     },
     "1 were sent",
     "critical"},
    {"ip.routing_loop",
     "the way to one of many clients on the internet circles",
     false,
     {},
     [](Machine& m) { circle(m, 2, 1000); }},
    {"ip.routing_loop", "others trace routes through this router", false,
     [](Machine& m) { raise(m, "Icmp.InTimeExcds", 9000); },
     [](Machine& m) {
       raise(m, "Ip.InHdrErrors", 9);
       raise(m, "Icmp.OutTimeExcds", 9);
     }},
    {"proc.d_state",
     "a server of NFS does not answer",
     true,
     [](Machine& m) { block(m, "rpc_wait_bit_killable"); },
     {},
     "in rpc_wait_bit_killable",
     "warning"},
    {"proc.d_state", "its container is paused", false,
     [](Machine& m) { block(m, "__refrigerator"); }},
    {"proc.d_state",
     "fsync() of a large file waits for the journal of a busy disk",
     true,
     [](Machine& m) { block(m, "jbd2_log_wait_commit"); },
     {},
     "in jbd2_log_wait_commit",
     "info"},
    {"proc.d_state",
     "a page of a busy disk",
     true,
     [](Machine& m) { block(m, "folio_wait_bit_common"); },
     {},
     "in folio_wait_bit_common",
     "info"},
    {"tcp.accept_queue_stalled",
     "two wait for two seconds",
     true,
     [](Machine& m) { wait_in_queue(m, 2, 2000); },
     {},
     "2 connections to 192.0.2.1:8080",
     "warning"},
    {"tcp.accept_queue_stalled", "they came a moment before", false,
     [](Machine& m) { wait_in_queue(m, 9, 1999); }},
    {"tcp.accept_queue_stalled", "a single one: a server that takes one after the other", false,
     [](Machine& m) { wait_in_queue(m, 1, 60000); }},
};

}  // namespace

const std::span<const CheckCase> busy_cases = cases;

}  // namespace sonde::test
