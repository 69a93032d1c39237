// proc_net_inet.cpp: one line of an internet socket table of /proc/net becomes one row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_inet.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

// Real lines of Linux 6.18, little-endian; IPv4 rows are padded with spaces to 149 characters:
//   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
//    0: 0100007F:4E20 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 6115 2
//       (the same line goes on) 000000008d1f7c5a 100 0 0 10 0
//    3: 0100007F:998E 0100007F:22B8 06 00000000:00000000 03:000014B4 00000000     0        0 0 3
//       (the same line goes on) 0000000000000000
// A TIME_WAIT row (06) ends after the pointer; UDP ends with the count of drops.

namespace sonde {
namespace {

// The value of a hexadecimal digit; 16 for anything else.
constexpr std::array<u8, 256> hex_values = [] {
  std::array<u8, 256> values{};
  values.fill(16);
  for (unsigned d = 0; d < 10; ++d) values['0' + d] = static_cast<u8>(d);
  for (unsigned d = 0; d < 6; ++d) values['A' + d] = values['a' + d] = static_cast<u8>(10 + d);
  return values;
}();

// Reads one line from left to right. After the first thing that does not fit, `sound` is false and
// everything it returns is zero.
class Cursor {
public:
  explicit Cursor(Text line) : at_(line.data()), end_(line.data() + line.size()) {}

  bool sound() const { return sound_; }
  bool at_end() {
    skip_spaces();
    return at_ == end_;
  }
  void skip_spaces() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r')) ++at_;
  }
  void expect(char c) {
    if (at_ < end_ && *at_ == c)
      ++at_;
    else
      sound_ = false;
  }
  // A whole run of hexadecimal digits, at most `digits_max` of them.
  u32 hex(int digits_max) {
    u32 value = 0;
    int digits = 0;
    for (; at_ < end_ && digits < digits_max; ++at_, ++digits) {
      const u8 digit = hex_values[static_cast<u8>(*at_)];
      if (digit > 15) break;
      value = value << 4 | digit;
    }
    sound_ = sound_ && digits > 0;
    return value;
  }
  template <class T> T decimal() {
    T value{};
    const std::from_chars_result read = std::from_chars(at_, end_, value);
    sound_ = sound_ && read.ec == std::errc{};
    at_ = read.ptr;
    return value;
  }
  Text hex_digits() {
    const char* const start = at_;
    while (at_ < end_ && hex_values[static_cast<u8>(*at_)] < 16) ++at_;
    return {start, static_cast<std::size_t>(at_ - start)};
  }

private:
  const char* at_;
  const char* end_;
  bool sound_ = true;
};

bool is_header(Text line) {
  const Text first = next_word(line);
  return first.empty() || first == "sl" || first == "sl\r" || first == "\r";
}

Endpoint read_endpoint(Cursor& cursor, ByteOrder order, bool& sound) {
  Endpoint end;
  cursor.skip_spaces();
  sound = decode_hex_address(cursor.hex_digits(), order, end) && sound;
  cursor.expect(':');
  end.port = static_cast<u16>(cursor.hex(4));
  return end;
}

State state_of(u32 number, Protocol protocol) {
  if (protocol != Protocol::Tcp) return number == 1 ? State::Established : State::Unconn;
  if (number == static_cast<u32>(State::NewSynRecv)) return State::SynRecv;
  return static_cast<State>(number);
}

// tx_queue:rx_queue tr:tm->when retrnsmt
void read_queues_and_timer(Cursor& cursor, Socket& socket) {
  cursor.skip_spaces();
  socket.send_q = cursor.hex(8);
  cursor.expect(':');
  socket.recv_q = cursor.hex(8);
  cursor.skip_spaces();
  const u32 timer = cursor.hex(2);
  cursor.expect(':');
  const u32 ticks = cursor.hex(8);
  cursor.skip_spaces();
  const u32 retransmits = cursor.hex(8);
  if (socket.protocol != Protocol::Tcp) return;
  socket.timer = timer <= 4 ? Known(static_cast<Timer>(timer)) : Known<Timer>(Absent::Malformed);
  // Ticks of USER_HZ, 100 a second on every architecture that Linux still has.
  socket.timer_ms = static_cast<u32>(std::min<u64>(u64{ticks} * 10, 0xFFFFFFFF));
  socket.retransmits = static_cast<u8>(std::min<u32>(retransmits, 255));
}

// uid timeout inode, then what only some rows have: references, pointer, and the tail.
void read_identity(Cursor& cursor, DecodedSocket& row) {
  Socket& socket = row.socket;
  cursor.skip_spaces();
  socket.uid = cursor.decimal<u32>();
  cursor.skip_spaces();
  const int probes = cursor.decimal<int>();
  if (socket.protocol == Protocol::Tcp) socket.probes = static_cast<u8>(std::clamp(probes, 0, 255));
  cursor.skip_spaces();
  socket.inode = cursor.decimal<u64>();
  if (socket.protocol == Protocol::Tcp || !cursor.sound()) return;
  cursor.skip_spaces();
  cursor.hex_digits();  // References.
  cursor.skip_spaces();
  cursor.hex_digits();  // The pointer, hashed or zero since 4.15.
  if (cursor.at_end()) return;
  const u32 drops = cursor.decimal<u32>();
  if (cursor.sound()) row.detail.drops = drops;
  row.has_detail = true;
}

bool is_zero(const Endpoint& end) {
  return std::ranges::all_of(end.bytes, [](u8 byte) { return byte == 0; });
}

// ::ffff:192.0.2.1 is an IPv4 address in an IPv6 socket, and is shown as such.
void unmap(Endpoint& end) {
  constexpr std::array<u8, 12> prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (end.version != 6 || !std::equal(prefix.begin(), prefix.end(), end.bytes.begin())) return;
  std::array<u8, 16> ipv4{};
  std::copy(end.bytes.begin() + 12, end.bytes.end(), ipv4.begin());
  end.bytes = ipv4;
  end.version = 4;
}

// Raw and ping sockets have the protocol or an id where others have a port.
void settle_raw(DecodedSocket& row) {
  if (row.socket.protocol != Protocol::Raw && row.socket.protocol != Protocol::Icmp) return;
  if (row.socket.protocol == Protocol::Raw) row.detail.protocol_number = u32{row.socket.local.port};
  row.has_detail = true;
}

}  // namespace

bool decode_hex_address(Text digits, ByteOrder order, Endpoint& end) {
  if (digits.size() != 8 && digits.size() != 32) return false;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const u32 high = hex_values[static_cast<u8>(digits[i])];
    const u32 low = hex_values[static_cast<u8>(digits[i + 1])];
    if (high > 15 || low > 15) return false;
    // The kernel prints each 32-bit word as its machine holds it.
    const std::size_t at = i / 2;
    const std::size_t place = order == ByteOrder::Big ? at : (at & ~std::size_t{3}) + 3 - (at & 3);
    end.bytes[place] = static_cast<u8>(high << 4 | low);
  }
  end.version = digits.size() == 8 ? 4 : 6;
  return true;
}

void settle_inet_row(Socket& socket) {
  const bool listens = socket.state == State::Listen;
  const bool ends_in_ports = socket.protocol != Protocol::Raw && socket.protocol != Protocol::Icmp;
  socket.family = socket.local.version == 6 ? Family::Ipv6 : Family::Ipv4;
  if (listens || (is_zero(socket.remote) && socket.remote.port == 0)) socket.remote = {};
  const bool any_ipv6 = socket.family == Family::Ipv6 && is_zero(socket.local);
  if (!any_ipv6 || (!listens && socket.state != State::Unconn) || !ends_in_ports)
    socket.dual_stack = Absent::NotApplicable;
  unmap(socket.local);
  unmap(socket.remote);
  socket.local.has_port = ends_in_ports;
  socket.remote.has_port = ends_in_ports && socket.remote.version != 0;
  if (listens)
    socket.send_q = Absent::NotApplicable;
  else
    socket.backlog = Absent::NotApplicable;
  if (socket.state == State::TimeWait) socket.uid = Absent::NotApplicable;
}

Line decode_inet_line(Text line, Protocol protocol, ByteOrder order, DecodedSocket& row) {
  if (is_header(line)) return Line::Skip;
  row = {};
  Socket& socket = row.socket;
  socket.protocol = protocol;
  Cursor cursor(line);
  cursor.skip_spaces();
  cursor.decimal<u32>();
  cursor.expect(':');
  bool addresses_sound = true;
  socket.local = read_endpoint(cursor, order, addresses_sound);
  socket.remote = read_endpoint(cursor, order, addresses_sound);
  cursor.skip_spaces();
  const u32 state = cursor.hex(2);
  read_queues_and_timer(cursor, socket);
  read_identity(cursor, row);
  if (!cursor.sound() || !addresses_sound) return Line::Malformed;
  if (socket.local.version != socket.remote.version) return Line::Malformed;
  if (protocol == Protocol::Tcp && (state == 0 || state > static_cast<u32>(State::Bound)))
    return Line::Malformed;
  socket.state = state_of(state, protocol);
  // The text has no limit of the queue, and does not say whether IPV6_V6ONLY is set: the scan tells
  // both. Without the option such a socket takes IPv4 too, which is what nearly all of them do.
  socket.backlog = Absent::NotCollected;
  socket.dual_stack = true;
  socket.is_dual_stack_assumed = true;
  settle_raw(row);
  settle_inet_row(socket);
  return Line::Row;
}

}  // namespace sonde
