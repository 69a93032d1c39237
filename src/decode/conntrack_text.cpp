// conntrack_text.cpp: words of a conntrack line to a row, in whatever order the lines were broken.
// SPDX-License-Identifier: Apache-2.0
#include "decode/conntrack_text.hpp"

#include <algorithm>
#include <linux/netfilter/nf_conntrack_common.h>
#include <netinet/in.h>

#include "base/text.hpp"
#include "decode/conntrack.hpp"

namespace sonde {
namespace {

constexpr std::size_t head_words_max = 64;
constexpr std::size_t example_max = 80;
constexpr std::size_t other_max = 256;

bool is_number(Text text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_state_word(Text text) {
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z' && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Names of l4proto_name() (net/netfilter/nf_conntrack_standalone.c) and of conntrack(8).
bool is_protocol_word(Text text) {
  constexpr Text words[] = {"tcp",  "udp",     "icmp",    "icmpv6", "gre", "sctp",
                            "dccp", "udplite", "unknown", "igmp",   "esp", "ah"};
  return std::ranges::find(words, text) != std::end(words);
}

bool is_family_word(Text text) { return text == "ipv4" || text == "ipv6" || text == "unknown"; }

bool is_timeout_of_gre(Text text) {
  return text.starts_with("timeout=") || text.starts_with("stream_timeout=");
}

template <Number T> Known<T> number_of(Text text, int base = 10) {
  T value = 0;
  if (base == 16 && text.starts_with("0x")) text.remove_prefix(2);
  if (!parse_number(text, value, base)) return Absent::Malformed;
  return value;
}

FlowAddress address_of(Text text) {
  FlowAddress result;
  Address address;
  result.why = Absent::Malformed;
  if (!parse_address(text, address) || !address.zone.empty()) return result;
  result.bytes = address.bytes;
  result.version = address.version;
  result.why = Absent::Known;
  return result;
}

// Two ends that were blackened the same way are taken for one; that is what the text says.
void equate(FlowAddress& a, const std::string& a_text, FlowAddress& b, const std::string& b_text,
            u8 stand_in) {
  if (a.why != Absent::Malformed || b.why != Absent::Malformed || a_text != b_text) return;
  a.bytes[0] = b.bytes[0] = stand_in;
  a.why = b.why = Absent::Known;
}

bool is_prompt(Text text) {
  return text == "$" || text == "#" || text == "%" || text == ">" || text.ends_with("$") ||
         text.ends_with("#");
}

}  // namespace

void FlowTextDecoder::token(Text text, Text, bool first_in_line) {
  if (tuples_ > 0 && is_part(text)) return;
  if (tuples_ > 0) end_row();
  if (text.starts_with("src=")) {
    begin_row();
    is_part(text);
    return;
  }
  if (head_.size() == head_words_max) pass_words(head_words_max / 2);
  head_.push_back({std::string(text), first_in_line});
}

// Whether the word belongs to the row that is open.
bool FlowTextDecoder::is_part(Text text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    take_flag(text.substr(1, text.size() - 2));
    return true;
  }
  if (text.ends_with(',')) text.remove_suffix(1);
  const std::size_t sign = text.find('=');
  if (sign == Text::npos || sign == 0) return false;
  const Text key = text.substr(0, sign);
  if (key == "src" && tuples_ == 2) return false;
  if (!take_key(key, text.substr(sign + 1))) keep_other(text);
  return true;
}

bool FlowTextDecoder::take_key(Text key, Text value) {
  if (key == "src") ++tuples_;
  FlowTuple& tuple = this->tuple();
  const std::size_t at = tuples_ > 1 ? 2 : 0;
  if (key == "src" || key == "dst") {
    FlowAddress& address = key == "src" ? tuple.src : tuple.dst;
    address = address_of(value);
    if (address.why != Absent::Known) redacted_[at + (key == "dst")] = value;
    return true;
  }
  if (take_number(key, value, tuple)) return true;
  if (key == "mark")
    flow_.mark = number_of<u32>(value);
  else if (key == "use")
    flow_.use = number_of<u32>(value);
  else if (key == "delta-time")
    flow_.age_s = number_of<u64>(value);
  else if (key == "secctx")
    security_ = value;
  else if (key == "helper")
    helper_ = value;
  else if (key == "zone" || key == "zone-orig" || key == "zone-reply") {
    flow_.zone = number_of<u16>(value);
    flow_.zone_direction = key == "zone"        ? FlowZone::Both
                           : key == "zone-orig" ? FlowZone::Original
                                                : FlowZone::Reply;
  } else {
    return false;
  }
  return true;
}

bool FlowTextDecoder::take_number(Text key, Text value, FlowTuple& tuple) {
  if (key == "sport")
    tuple.sport = number_of<u16>(value);
  else if (key == "dport")
    tuple.dport = number_of<u16>(value);
  else if (key == "type")
    tuple.icmp_type = number_of<u8>(value);
  else if (key == "code")
    tuple.icmp_code = number_of<u8>(value);
  // conntrack(8) prints the number of the connection as id=, too, behind everything else.
  else if (key == "id" && is_icmp_flow(flow_.protocol) &&
           tuple.icmp_id.why == Absent::NotApplicable)
    tuple.icmp_id = number_of<u16>(value);
  else if (key == "id")
    flow_.id = number_of<u32>(value);
  else if (key == "srckey")
    tuple.src_key = number_of<u16>(value, 16);
  else if (key == "dstkey")
    tuple.dst_key = number_of<u16>(value, 16);
  else if (key == "packets")
    tuple.packets = number_of<u64>(value);
  else if (key == "bytes")
    tuple.bytes = number_of<u64>(value);
  else
    return false;
  return true;
}

void FlowTextDecoder::take_flag(Text flag) {
  if (flag == "UNREPLIED")
    is_unreplied_ = true;
  else if (flag == "ASSURED")
    is_assured_ = true;
  else if (flag == "OFFLOAD")
    flow_.status |= IPS_OFFLOAD;
  else if (flag == "HW_OFFLOAD")
    flow_.status |= IPS_OFFLOAD | IPS_HW_OFFLOAD;
  else
    keep_other(flag);
}

void FlowTextDecoder::keep_other(Text text) {
  if (other_.size() + text.size() >= other_max) return;
  if (!other_.empty()) other_ += ' ';
  other_ += text;
}

void FlowTextDecoder::begin_row() {
  flow_ = {};
  other_.clear();
  security_.clear();
  helper_.clear();
  for (std::string& text : redacted_) text.clear();
  is_unreplied_ = is_assured_ = false;
  std::size_t begin = head_.size();
  is_headless_ = !read_head(head_.size(), begin);
  if (is_headless_) flow_.version = 0;  // It is told by its addresses.
  row_.clear();
  for (std::size_t i = begin; i < head_.size(); ++i) (row_ += head_[i].text) += ' ';
  row_ += "src=";
  pass_words(begin);
  head_.clear();
}

// Reads "[FAMILY N] PROTOCOL N [TIMER] [STATE] [timeout=N,] [stream_timeout=N]" from its end.
bool FlowTextDecoder::read_head(std::size_t end, std::size_t& begin) {
  const auto at = [&](std::size_t back) -> Text {  // The word that many places before `end`.
    return back <= end ? Text(head_[end - back].text) : Text();
  };
  while (end > 0 && is_timeout_of_gre(at(1))) --end;
  if (is_state_word(at(1))) {
    const auto found = std::ranges::find(flow_state_names, at(1));
    if (found != std::end(flow_state_names))
      flow_.state = static_cast<FlowState>(found - std::begin(flow_state_names));
    else
      flow_.state = Absent::Malformed;
    --end;
  }
  if (is_number(at(1)) && is_number(at(2)) && is_protocol_word(at(3))) {
    flow_.timeout_s = number_of<u32>(at(1));
    --end;
  }
  u8 protocol = 0;
  if (!is_protocol_word(at(2)) || !parse_number(at(1), protocol)) return false;
  flow_.protocol = protocol;
  flow_.version = 0;
  end -= 2;
  if (is_number(at(1)) && is_family_word(at(2))) {
    flow_.version = at(1) == "10" ? 6 : 4;
    end -= 2;
  }
  begin = end;
  return true;
}

void FlowTextDecoder::end_row() {
  tuples_ = 0;
  // Without its head a row with both directions still says what was rewritten.
  const bool is_whole = flow_.original.dst.why != Absent::NotCollected &&
                        (!is_headless_ || flow_.reply.dst.why != Absent::NotCollected);
  if (!is_whole) {
    note(counts_.malformed_rows, counts_.malformed_example, row_);
    return;
  }
  if (flow_.version == 0) flow_.version = flow_.original.src.version == 6 ? 6 : 4;
  flow_.has_protocol = !is_headless_;
  if (is_headless_) flow_.state = Absent::NotCollected;
  if (!is_headless_ && !has_flow_ports(flow_.protocol))
    for (FlowTuple* tuple : {&flow_.original, &flow_.reply})
      tuple->sport = tuple->dport = Absent::NotApplicable;  // "dccp" of conntrack(8) prints zeros.
  else
    for (FlowTuple* tuple : {&flow_.original, &flow_.reply})
      for (Known<u16>* port : {&tuple->sport, &tuple->dport})
        if (port->why == Absent::NotApplicable) *port = Absent::NotCollected;  // It was cut.
  // The end of the line has come along: what is not in it, this kernel does not have.
  const bool is_to_the_end = static_cast<bool>(flow_.use);
  if (is_to_the_end && flow_.zone.why == Absent::NotCollected) flow_.zone = Absent::NotApplicable;
  if (is_to_the_end && flow_.mark.why == Absent::NotCollected) flow_.mark = Absent::NotApplicable;
  const bool is_replied = !is_unreplied_ && flow_.reply.src.why != Absent::NotCollected;
  if (is_replied) flow_.status |= IPS_SEEN_REPLY;
  flow_.is_answer_known = is_replied || is_unreplied_;
  if (is_assured_) flow_.status |= IPS_ASSURED;
  const bool is_offloaded = (flow_.status & IPS_OFFLOAD) != 0;  // Stands in the place of ASSURED.
  if (is_assured_ || (!is_offloaded && is_to_the_end)) flow_.assured = is_assured_;
  if (!security_.empty()) flow_.security = Text(security_);
  if (!helper_.empty()) flow_.helper = Text(helper_);
  flow_.other = other_;
  Flow compared = flow_;
  equate(compared.reply.src, redacted_[2], compared.original.dst, redacted_[1], 1);
  equate(compared.reply.dst, redacted_[3], compared.original.src, redacted_[0], 2);
  settle_flow(compared);
  flow_.nat = compared.nat;
  flow_.timeout_s = compared.timeout_s;
  flow_.state = compared.state;
  ++counts_.rows;
  use_(flow_);
}

// Judges the words in front of a row, line by line: a prompt, a command, or of no use.
void FlowTextDecoder::pass_words(std::size_t end) {
  std::string line;
  bool is_understood = true;
  bool names_conntrack = false;
  const auto finish_line = [&] {
    if (!is_understood && !names_conntrack)
      note(counts_.unused_lines, counts_.unused_example, line);
    line.clear();
    is_understood = true;
    names_conntrack = false;
  };
  for (std::size_t i = 0; i < end; ++i) {
    const Word& word = head_[i];
    if (word.first_in_line) finish_line();
    names_conntrack = names_conntrack || word.text.find("conntrack") != std::string::npos;
    is_understood = is_understood && is_prompt(word.text);
    if (line.size() < example_max) (line += line.empty() ? "" : " ") += word.text;
  }
  finish_line();
  head_.erase(head_.begin(), head_.begin() + static_cast<std::ptrdiff_t>(end));
}

void FlowTextDecoder::note(u64& count, std::string& kept, Text example) {
  if (count++ == 0) kept = example.substr(0, example_max);
}

void FlowTextDecoder::finish() {
  tokenizer_.finish(*this);
  if (tuples_ > 0) end_row();
  pass_words(head_.size());
}

}  // namespace sonde
