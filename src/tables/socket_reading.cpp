// socket_reading.cpp: which kernel table is asked how, and what is done when it refuses.
// SPDX-License-Identifier: Apache-2.0
#include "tables/socket_reading.hpp"

#include <optional>
#include <set>

#include "base/text.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/proc_pid.hpp"
#include "decode/sock_diag.hpp"
#include "tables/rights.hpp"
#include "tables/socket_text.hpp"

namespace sonde {
namespace {

constexpr Text table_name = "sockets";

// One kernel table. IPv4 and IPv6 stand in two files; the others have one.
struct KernelTable {
  Protocol protocol;
  Text file, file_ipv6;
  bool has_netlink;
  bool may_be_absent;  // Many kernels have no such protocol; then there are no such sockets.
};

// The order is the order of the rows.
constexpr KernelTable kernel_tables[] = {
    {Protocol::Tcp, "net/tcp", "net/tcp6", true, false},
    {Protocol::Udp, "net/udp", "net/udp6", true, false},
    {Protocol::Udplite, "net/udplite", "net/udplite6", true, true},
    {Protocol::Raw, "net/raw", "net/raw6", true, true},
    {Protocol::Icmp, "net/icmp", "net/icmp6", false, true},
    {Protocol::Sctp, "net/sctp/eps", "", true, true},
    {Protocol::Unix, "net/unix", "", true, false},
    {Protocol::Packet, "net/packet", "", true, true},
    {Protocol::Netlink, "net/netlink", "", true, true},
};

constexpr Text run_there = "run sonde itself there: what has no netlink cannot tell";

bool is_absent(std::errc code) {
  return code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory;
}

// The kernel has no module that answers for this protocol: ENOENT, or EINVAL of Linux before 3.3.
bool has_no_answerer(std::errc code) {
  return code == std::errc::no_such_file_or_directory || code == std::errc::invalid_argument ||
         code == std::errc::operation_not_supported || code == std::errc::protocol_not_supported;
}

class SocketReading {
public:
  SocketReading(World& world, Source& source, const SocketWish& wish, Sink& sink,
                const UseSocket& use)
      : world_(world), source_(source), wish_(wish), sink_(sink), use_(use),
        text_(world, source, wish, sink, use) {}

  // The error of a whole: of all that was wanted nothing could be read.
  Result<void> read_all() {
    for (const KernelTable& table : kernel_tables) {
      if (!wish_.wants(table.protocol) || stopped()) continue;
      if (table.protocol == Protocol::Sctp && !kernel_has_sctp()) continue;
      read_table(table);
    }
    text_.tell();
    if (malformed_ > 0)
      sink_.gap({table_name, "", Absent::Malformed, malformed_, "a netlink message",
                 "read the text instead: --source=proc"});
    if (netlink_refusal_ && world_.way == Way::Auto && !source_.is_copy()) tell_fallback();
    const bool insisted = world_.way == Way::Netlink && netlink_refusal_;
    if (insisted) return std::unexpected(*netlink_refusal_);
    if (first_unread_ && !anything_read_)
      return failed(first_unread_->code, "read sockets " + std::string(source_.name()),
                    first_unread_->object);
    return {};
  }

private:
  bool stopped() const { return stopped_ || text_.stopped(); }

  // Asking sock_diag for SCTP makes the kernel load the protocol: look first.
  bool kernel_has_sctp() {
    std::string room;
    return source_.ask({Question::How::Read, "net/sctp/eps"}, room).has_value();
  }

  void read_table(const KernelTable& table) {
    const bool is_inet = !table.file_ipv6.empty();
    if (is_inet && table.protocol == Protocol::Tcp && wish_.ipv4 && wish_.ipv6) {
      if (read_by_netlink(table, 0)) return;
      read_text(table, table.file);
      read_text(table, table.file_ipv6);
      return;
    }
    if (!is_inet) {
      if (!read_by_netlink(table, 0)) read_text(table, table.file);
      if (table.protocol == Protocol::Sctp && !netlink_answered_)
        read_text(table, "net/sctp/assocs");
      return;
    }
    if (wish_.ipv4 && !read_by_netlink(table, 4)) read_text(table, table.file);
    if (wish_.ipv6 && !read_by_netlink(table, 6)) read_text(table, table.file_ipv6);
  }

  // True when netlink answered, so that the text need not be read.
  bool read_by_netlink(const KernelTable& table, u8 version) {
    netlink_answered_ = false;
    const bool wanted = world_.way != Way::Proc && table.has_netlink && !source_.is_copy();
    if (!wanted || (netlink_refusal_ && world_.way == Way::Auto)) return false;
    u64 rows = 0;
    const Result<void> read = dump(table.protocol, version, rows);
    netlink_answered_ = read.has_value();
    anything_read_ = anything_read_ || read || rows > 0;
    if (read) return true;
    if (rows > 0) {  // It broke off: what came stands, and the text would show it twice.
      tell_broken_off(table, read.error().code);
      return true;
    }
    // An error of the dump itself says that the kernel has no module for this protocol; one of the
    // socket, that there is no such netlink here.
    const bool only_this = read.error().operation == "dump" && has_no_answerer(read.error().code);
    if (!only_this) netlink_refusal_ = read.error();
    return false;
  }

  Result<void> dump(Protocol protocol, u8 version, u64& rows) {
    const std::string request = request_for(protocol, version);
    const std::string question = netlink_question(NETLINK_SOCK_DIAG, request);
    const auto blocks = TRY(source_.stream({Question::How::Netlink, question}));
    DecodedSocket row;
    std::string room;
    return read_dump(*blocks, sock_diag_sequence, [&](u16, Text message) {
      if (!decode(protocol, message, row, room)) {
        ++malformed_;
        return true;
      }
      if (is_our_own(row) || is_second_of_two(row)) return true;
      ++rows;
      stopped_ = use_(row) == More::No;
      return !stopped_;
    });
  }

  // The kernel lists a netlink socket that is bound to groups twice (net/netlink/diag.c).
  bool is_second_of_two(const DecodedSocket& row) {
    if (row.socket.protocol != Protocol::Netlink || !row.detail.cookie) return false;
    return !netlink_cookies_.insert(*row.detail.cookie).second;
  }

  // The socket that asks is in the answer, and gone when somebody reads it.
  bool is_our_own(const DecodedSocket& row) {
    if (row.socket.protocol != Protocol::Netlink || !row.detail.port_id) return false;
    if (!own_pid_) {
      std::string room;
      const Result<Text> stat = source_.ask({Question::How::Read, "self/stat"}, room);
      const std::optional<PidStat> decoded = stat ? decode_pid_stat(*stat) : std::nullopt;
      own_pid_ = decoded ? decoded->pid : 0;
    }
    return *own_pid_ != 0 && *row.detail.port_id == *own_pid_ &&
           row.detail.protocol_number.value == NETLINK_SOCK_DIAG;
  }

  std::string request_for(Protocol protocol, u8 version) const {
    switch (protocol) {
      case Protocol::Unix: return unix_diag_request();
      case Protocol::Packet: return packet_diag_request();
      case Protocol::Netlink: return netlink_diag_request();
      default: break;
    }
    InetDiagDump dump;
    dump.protocol = protocol;
    dump.version = version == 0 && protocol == Protocol::Sctp ? u8{4} : version;
    dump.states = protocol == Protocol::Tcp ? wish_.tcp_states : ~0U;
    dump.tcp_info = wish_.tcp_info;
    dump.memory = wish_.memory || (wish_.drops && protocol != Protocol::Tcp);
    return request_of(dump);
  }

  static bool decode(Protocol protocol, Text message, DecodedSocket& row, std::string& room) {
    switch (protocol) {
      case Protocol::Unix: return decode_unix_diag(message, row, room);
      case Protocol::Packet: return decode_packet_diag(message, row);
      case Protocol::Netlink: return decode_netlink_diag(message, row);
      default: return decode_inet_diag(message, protocol, row);
    }
  }

  void read_text(const KernelTable& table, Text file) {
    if (stopped()) return;
    const Result<void> read = text_.read(table.protocol, file);
    anything_read_ = anything_read_ || read;
    if (read) return;
    const std::errc code = read.error().code;
    const bool is_ipv6 = file == table.file_ipv6;
    if (is_absent(code) && (table.may_be_absent || is_ipv6) && proc_net_is_there()) return;
    tell_unread(table, file, code);
  }

  // Without /proc/net "there is no such file" says nothing about the kernel.
  bool proc_net_is_there() {
    if (!proc_net_is_there_) {
      std::string room;
      proc_net_is_there_ = source_.ask({Question::How::List, "net"}, room).has_value();
    }
    return *proc_net_is_there_;
  }

  void tell_unread(const KernelTable& table, Text what, std::errc code) {
    if (!first_unread_) first_unread_ = Error{code, {}, std::string(what)};
    const Text example = world_.texts.keep(std::string(name_of(table.protocol)) + " sockets in " +
                                           std::string(what));
    Gap gap{table_name};
    gap.why = is_absent(code) && source_.is_copy() ? Absent::NotCollected : reason_of(code);
    gap.example = example;
    gap.remedy = gap.why == Absent::NotCollected ? "copy this file too"
                 : source_.is_copy()             ? "look at the copy: this is no plain file"
                 : gap.why == Absent::NotPermitted
                     ? "mount /proc without subset=pid, or allow AF_NETLINK sockets"
                     : "mount procfs at /proc, or allow AF_NETLINK sockets";
    sink_.gap(gap);
  }

  void tell_broken_off(const KernelTable& table, std::errc code) {
    Gap gap{table_name, "", Absent::Unsupported};
    gap.example = world_.texts.keep(std::string(name_of(table.protocol)) + " sockets: " +
                                    std::make_error_code(code).message() + " (netlink)");
    gap.remedy = "look again";
    sink_.gap(gap);
  }

  void tell_fallback() {
    Gap gap{table_name, "state"};
    gap.why = reason_of(netlink_refusal_->code);
    const bool is_asked = gap.why != Absent::NotCollected;  // Not of a shell.
    const std::string why =
        is_asked ? std::make_error_code(netlink_refusal_->code).message() : "not asked";
    gap.example =
        world_.texts.keep("sockets that are bound and neither listen nor connect: " + why +
                          " (netlink), so /proc/net was read instead");
    gap.value = name_of(State::Bound);
    const bool is_elsewhere = netlink_refusal_->operation == "enter";
    gap.remedy = !is_asked ? run_there : is_elsewhere ? enter_namespaces.anywhere : allow_netlink;
    sink_.gap(gap);
  }

  World& world_;
  Source& source_;
  const SocketWish& wish_;
  Sink& sink_;
  const UseSocket& use_;
  SocketText text_;
  std::optional<Error> netlink_refusal_{};
  std::optional<bool> proc_net_is_there_{};
  std::optional<int> own_pid_{};
  std::set<u64> netlink_cookies_{};
  std::optional<Error> first_unread_{};
  bool anything_read_ = false;
  bool netlink_answered_ = false;
  bool stopped_ = false;
  u64 malformed_ = 0;
};

}  // namespace

SocketWish SocketWish::only(Protocol protocol) {
  SocketWish wish;
  wish.protocols[static_cast<std::size_t>(protocol)] = true;
  return wish;
}

Result<void> read_sockets(World& world, Source& network, const SocketWish& wish, Sink& sink,
                          const UseSocket& use) {
  Result<bool> was_paste = read_pasted_sockets(world, network, wish, sink, use);
  if (!was_paste) return std::unexpected(std::move(was_paste).error());
  if (*was_paste) return {};
  return SocketReading(world, network, wish, sink, use).read_all();
}

}  // namespace sonde
