// byte_order.cpp: the vote of the addresses in a text of /proc/net.
// SPDX-License-Identifier: Apache-2.0
#include "decode/byte_order.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "base/types.hpp"
#include "core/table.hpp"
#include "core/value.hpp"
#include "decode/paste_fields.hpp"
#include "decode/paste_tokens.hpp"
#include "decode/proc_net_inet.hpp"
#include "model/socket.hpp"

namespace sonde {
namespace {

// 1: hosts have such addresses. -1: no socket has. 0: says nothing.
int credit_ipv4(const u8* bytes) {
  const u8 a = bytes[0], b = bytes[1];
  if (a == 127 || a == 10 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) ||
      (a == 169 && b == 254) || (a == 100 && b >= 64 && b < 128))
    return 1;
  return a == 0 || a >= 224 ? -1 : 0;
}

bool is_mapped(const std::array<u8, 16>& bytes) {
  constexpr std::array<u8, 12> prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

int credit_ipv6(const std::array<u8, 16>& bytes) {
  const auto zeros = std::ranges::find_if(bytes, [](u8 byte) { return byte != 0; }) - bytes.begin();
  if (zeros == 15 && bytes[15] == 1) return 1;                            // ::1
  if (is_mapped(bytes)) return 1;                                         // ::ffff:0:0/96
  if (bytes[0] == 0xFE && bytes[1] >= 0x80 && bytes[1] < 0xC0) return 1;  // fe80::/10
  if ((bytes[0] & 0xFE) == 0xFC || (bytes[0] & 0xE0) == 0x20) return 1;   // fc00::/7, 2000::/3
  return 0;
}

int credit(const Endpoint& end) {
  return end.version == 4 ? credit_ipv4(end.bytes.data()) : credit_ipv6(end.bytes);
}

Text name_of(ByteOrder order) { return order == ByteOrder::Big ? "big-endian" : "little-endian"; }

std::string reason_of(Text digits, ByteOrder order, bool is_denial) {
  const ByteOrder other = order == ByteOrder::Big ? ByteOrder::Little : ByteOrder::Big;
  const ByteOrder read_as = is_denial ? other : order;
  Endpoint end;
  decode_hex_address(digits, read_as, end);
  std::string reason(digits);
  reason += is_denial ? " would be " : " is ";
  Address address{.bytes = end.bytes, .version = end.version};
  if (is_mapped(end.bytes) && end.version == 6) {
    // The IPv4 address is what the reader knows.
    reason += "::ffff:";
    std::copy(end.bytes.begin() + 12, end.bytes.end(), address.bytes.begin());
    address.version = 4;
  }
  append_address(reason, address);
  reason += " when read as ";
  reason += name_of(read_as);
  return reason;
}

// Counts the votes. The first address that speaks for an order is kept as the reason; one that is
// good when read so is a better reason than one that is bad when read the other way.
class Ballot {
public:
  void token(Text text, Text, bool) {
    const Text digits = address_digits(text);
    Endpoint little, big;
    if (!decode_hex_address(digits, ByteOrder::Little, little)) return;
    decode_hex_address(digits, ByteOrder::Big, big);
    const int for_little = credit(little), for_big = credit(big);
    if (for_little == for_big) return;
    Party& party = for_little > for_big ? little_ : big_;
    party.votes += static_cast<u32>(std::abs(for_little - for_big));
    const bool is_denial = std::max(for_little, for_big) <= 0;
    if (!party.reason.empty() && (is_denial || !party.is_denial)) return;
    party.is_denial = is_denial;
    party.reason =
        reason_of(digits, for_little > for_big ? ByteOrder::Little : ByteOrder::Big, is_denial);
  }
  void line_end(Text) {}

  OrderVote result() const {
    if (little_.votes == 0 && big_.votes == 0)
      return {.reason = "no address tells the byte order, and most machines are little-endian"};
    const bool is_big = big_.votes > little_.votes;
    const Party& winner = is_big ? big_ : little_;
    const Party& loser = is_big ? little_ : big_;
    return {is_big ? ByteOrder::Big : ByteOrder::Little, winner.reason,
            winner.votes >= 2 * loser.votes + 1};
  }

private:
  struct Party {
    u32 votes = 0;
    std::string reason{};
    bool is_denial = false;
  };

  Party little_{}, big_{};
};

}  // namespace

OrderVote infer_byte_order(Text sample) {
  Ballot ballot;
  PasteTokenizer tokenizer;
  tokenizer.feed(sample.substr(0, order_sample_bytes), ballot);
  tokenizer.finish(ballot);
  return ballot.result();
}

}  // namespace sonde
