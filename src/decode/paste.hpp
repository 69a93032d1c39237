// paste.hpp: pasted or piped text of /proc/net/*, however mangled, to rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>

#include "core/table.hpp"
#include "decode/byte_order.hpp"
#include "decode/decoded_socket.hpp"
#include "decode/paste_shapes.hpp"
#include "decode/paste_tokens.hpp"
#include "decode/paste_words.hpp"
#include "decode/proc_net_netlink.hpp"
#include "decode/proc_net_packet.hpp"

namespace sonde {

// What became of the text. Every part of it is in exactly one of: rows, understood words
// (headers, prompts, commands, file names), `malformed_rows`, `unused_lines`.
struct PasteCounts {
  u64 rows = 0;
  u64 headers = 0;             // Heads of tables. No rows but a head: that table is empty.
  u64 malformed_rows = 0;      // Began like a row and broke off.
  u64 unused_lines = 0;        // Lines, or parts of a line between rows, that say nothing to us.
  u64 contradicting_rows = 0;  // Rows with the shape of another table than the one that was named.
  std::string example{};       // Of the first malformed row or unused line, raw: 80 bytes at most.
};

// Decodes a stream of text. Feed it pieces that end anywhere, then finish.
//
// It sees tokens, not lines: newlines and runs of spaces may be lost, rows may be wrapped, prompts
// and headers may stand anywhere, tables may follow one another. What a row is, its shape tells:
//   0: 0100007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 3519 1 2ca55a24
// What is not in the shape (udp, raw or icmp) a file name or a command in front of it may tell.
//
// Limits: a token has at most 512 bytes and a row at most 64 tokens; what is longer is no row. The
// memory does not grow with the text.
class PasteDecoder {
public:
  using Consumer = std::function<void(const DecodedSocket&)>;

  // Texts in a row are valid during the call of `use` only. With ByteOrder::Infer the first 64 KiB
  // are kept back until they have voted.
  PasteDecoder(ByteOrder order, Consumer use);

  void feed(Text block);
  void finish();

  // The byte order in use, and why. Final after finish(), empty reason when it was given.
  const OrderVote& vote() const { return vote_; }
  const PasteCounts& counts() const { return counts_; }

private:
  friend PasteTokenizer;
  void token(Text text, Text gap, bool first_in_line);
  void line_end(Text gap);

  void settle_order();
  void drain(std::size_t keep);
  void use_front();
  void use_row(const PasteShape& row);
  Line decode(const PasteShape& row, DecodedSocket& socket);
  void pass_word();
  void end_fragment();
  void note_example(Text text);

  Consumer use_;
  bool is_settled_;
  OrderVote vote_{};
  std::string held_back_{};  // Until the byte order is known.
  PasteTokenizer tokenizer_{};
  PasteWindow window_{};
  PasteNames names_{};
  PasteFragment fragment_{};
  PasteLine line_{};
  PacketTable packets_{};
  NetlinkTable netlinks_{};
  PasteCounts counts_{};
};

}  // namespace sonde
