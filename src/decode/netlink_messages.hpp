// netlink_messages.hpp: cuts netlink datagrams into messages and attributes; tests every length.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <bit>
#include <cstring>
#include <linux/netlink.h>
#include <type_traits>

#include "base/result.hpp"
#include "core/source.hpp"
#include "core/value.hpp"

namespace sonde {

// Copies a fixed-size structure from the front of `bytes`. False when there is less.
template <class T> bool take(Text& bytes, T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  if (bytes.size() < sizeof(T)) return false;
  std::memcpy(&value, bytes.data(), sizeof(T));
  bytes.remove_prefix(sizeof(T));
  return true;
}

// The number at an offset of a structure that newer kernels make longer; beyond its end there is
// none.
template <class T> Known<T> number_at(Text bytes, std::size_t offset) {
  T value{};
  if (bytes.size() < sizeof value || offset > bytes.size() - sizeof value)
    return Absent::Unsupported;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

// The bytes of a request: the header, and the structure that the protocol defines.
template <class Body>
std::string single_request(u16 type, u32 sequence, const Body& body, u16 flags = 0) {
  nlmsghdr header{};
  header.nlmsg_len = static_cast<u32>(sizeof header + sizeof body);
  header.nlmsg_type = type;
  header.nlmsg_flags = static_cast<u16>(NLM_F_REQUEST | flags);
  header.nlmsg_seq = sequence;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  return bytes.append(reinterpret_cast<const char*>(&body), sizeof body);
}
template <class Body> std::string dump_request(u16 type, u32 sequence, const Body& body) {
  return single_request(type, sequence, body, NLM_F_DUMP);
}

// The name of a Question::How::Netlink: the protocol, a byte, and then the request.
inline std::string netlink_question(int protocol, Text request) {
  return std::string(1, static_cast<char>(protocol)).append(request);
}

// A number in network order, as everything of netfilter is.
template <class T> constexpr T from_network(T value) {
  return std::endian::native == std::endian::little ? std::byteswap(value) : value;
}

struct NetlinkAttribute {
  u16 type = 0;
  Text payload{};

  // The payload as a number; false when it is shorter.
  template <class T> bool get(T& value) const {
    Text copy = payload;
    return take(copy, value);
  }
  // The same of a number in network order.
  template <class T> Known<T> network_number() const {
    T value{};
    if (!get(value)) return Absent::Malformed;
    return from_network(value);
  }
  // A text, which the kernel ends with a NUL.
  Text text() const { return payload.substr(0, payload.find('\0')); }
};

// Cuts the next attribute from `rest`; false at the end or where a length does not fit (RTA_OK).
bool next_attribute(Text& rest, NetlinkAttribute& attribute);

// Calls `use` with each attribute of a message or a nest.
template <class Use> void each_attribute(Text rest, Use use) {
  NetlinkAttribute attribute;
  while (next_attribute(rest, attribute)) use(attribute);
}

// Cuts the next message from a datagram; false at the end or where a length does not fit
// (NLMSG_OK).
bool next_message(Text& datagram, nlmsghdr& header, Text& payload);

// One dump: reads datagrams until NLMSG_DONE and calls `use(type, payload)` for each message of the
// sequence. An NLMSG_ERROR is the error of the whole. `use` answers false to stop early.
// `interrupted` is set when the kernel says that what it dumps changed meanwhile.
template <class Use>
Result<void> read_dump(Blocks& blocks, u32 sequence, Use use, bool* interrupted = nullptr) {
  for (;;) {
    Text datagram = TRY(blocks.next());
    if (datagram.empty()) return {};
    nlmsghdr header;
    for (Text payload; next_message(datagram, header, payload);) {
      if (header.nlmsg_seq != sequence) continue;
      if (interrupted && (header.nlmsg_flags & NLM_F_DUMP_INTR)) *interrupted = true;
      if (header.nlmsg_type == NLMSG_ERROR || header.nlmsg_type == NLMSG_DONE) {
        int code = 0;
        take(payload, code);
        code = std::max(code, -4095);  // MAX_ERRNO of the kernel; INT_MIN has no opposite.
        if (code < 0) return failed(static_cast<std::errc>(-code), "dump", "netlink");
        return {};
      }
      if (!use(header.nlmsg_type, payload)) return {};
    }
  }
}

// Many questions in one datagram, each of which gets one answer: `use(sequence, type, payload)` is
// called for `count` of them. An NLMSG_ERROR is an answer, too.
template <class Use> Result<void> read_answers(Blocks& blocks, std::size_t count, Use use) {
  while (count > 0) {
    Text datagram = TRY(blocks.next());
    if (datagram.empty()) return {};
    nlmsghdr header;
    for (Text payload; count > 0 && next_message(datagram, header, payload); --count)
      use(header.nlmsg_seq, header.nlmsg_type, payload);
  }
  return {};
}

}  // namespace sonde
