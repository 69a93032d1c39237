// conntrack_text.hpp: lines of /proc/net/nf_conntrack and ip_conntrack, also pasted and mangled.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "decode/paste_tokens.hpp"
#include "model/flow.hpp"

namespace sonde {

// What became of the text: every word is in a row, in a malformed row or in an unused part of a
// line, or is a prompt or a command that names conntrack.
struct FlowTextCounts {
  u64 rows = 0;
  u64 malformed_rows = 0;
  u64 unused_lines = 0;
  std::string malformed_example{}, unused_example{};  // Of the first: 80 bytes at most.
};

// Decodes a stream of text. Feed it pieces that end anywhere, then finish. Real lines (Linux 5.4 to
// 6.18; net/netfilter/nf_conntrack_standalone.c, ct_seq_show, Linux 6.8):
//   ipv4     2 tcp      6 431997 ESTABLISHED src=203.0.113.7 dst=172.31.24.219 sport=57245 dport=80
//       src=172.17.0.2 dst=203.0.113.7 sport=80 dport=57245 [ASSURED] mark=0 zone=0 use=2
//   ipv4     2 udp      17 29 src=10.0.0.1 dst=10.0.0.2 sport=5353 dport=53 [UNREPLIED] src=…
//   ipv4     2 gre      47 29 timeout=30, stream_timeout=180 src=… dst=… srckey=0x0 dstkey=0x1 …
//   ipv4     2 icmp     1 29 src=… dst=… type=8 code=0 id=77 src=… dst=… type=0 code=0 id=77 …
//   ipv6     10 tcp      6 src=2001:0db8:0000:… … [OFFLOAD] mark=0 zone=0 use=3
//   ipv4     2 unknown  33 599 src=… dst=… src=… dst=… mark=0 zone=0 use=2
//   tcp      6 117 SYN_SENT src=… dst=… sport=… dport=… [UNREPLIED] src=… …      ip_conntrack, old
// A grammar of tokens: newlines may be lost, rows wrapped, prompts stand anywhere. What stands
// between the last row and "src=" is the head, read from its end; the second "src=" begins the
// reply. The output of conntrack(8) has the same grammar. A row has at most 64 words in its head,
// and unknown words of a row are kept up to 256 bytes.
class FlowTextDecoder {
public:
  // Texts in a row are valid during the call only.
  using Consumer = std::function<void(const Flow&)>;

  explicit FlowTextDecoder(Consumer use) : use_(std::move(use)) {}

  void feed(Text block) { tokenizer_.feed(block, *this); }
  void finish();
  const FlowTextCounts& counts() const { return counts_; }

private:
  friend PasteTokenizer;
  void token(Text text, Text gap, bool first_in_line);
  void line_end(Text) {}

  struct Word {
    std::string text{};
    bool first_in_line = false;
  };
  bool is_part(Text text);
  bool take_key(Text key, Text value);
  bool take_number(Text key, Text value, FlowTuple& tuple);
  void take_flag(Text flag);
  void begin_row();
  bool read_head(std::size_t end, std::size_t& begin);
  void end_row();
  void pass_words(std::size_t end);
  static void note(u64& count, std::string& kept, Text example);
  void keep_other(Text text);
  FlowTuple& tuple() { return tuples_ > 1 ? flow_.reply : flow_.original; }

  Consumer use_;
  PasteTokenizer tokenizer_{};
  FlowTextCounts counts_{};
  std::vector<Word> head_{};  // Words since the last row.
  Flow flow_{};
  std::string other_{}, security_{}, helper_{};
  std::string redacted_[4]{};  // Addresses that are none, to be compared as they stand.
  std::string row_{};          // How the row began, for the example.
  int tuples_ = 0;             // How often src= was seen; 0: no row is open.
  bool is_headless_ = false, is_unreplied_ = false, is_assured_ = false;
};

}  // namespace sonde
