// parts.cpp: the explanation of each part of a row: what it says, and the arithmetic.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/parts.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>

#include "base/services.hpp"
#include "base/text.hpp"
#include "base/types.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/lookup.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/phrases.hpp"
#include "lexicon/reading.hpp"

namespace sonde::lexicon {
namespace {

constexpr Text arrow = " → ";

template <class... Texts> std::string join(const Texts&... texts) {
  std::string out;
  ((out += texts), ...);
  return out;
}

std::string decimal(u64 value) {
  std::string out;
  append_number(out, value);
  return out;
}

// "0000002C → 0x2C = 44"; zero and one-digit numbers need no arithmetic.
std::string hex_number(Text digits) {
  const u64 value = hex_value(digits);
  if (value < 10) return join(digits, arrow, decimal(value));
  std::string short_digits;
  append_hex(short_digits, value);
  return join(digits, arrow, "0x", upper(short_digits), " = ", decimal(value));
}

void add_first_sentence(Answer& answer, Text kind, Text word) {
  const Entry* const entry = find_entry_of(kind, word);
  if (entry != nullptr) answer.note(first_sentence_of(*entry, answer.language()));
}

void add_wildcard(Answer& answer, const HexAddress& address, const EndpointPart& part) {
  if (part.side == Side::Unknown) {
    if (address.is_ipv6) return answer.note(phrase::every_address_both);
    return answer.note(phrase::any_address);
  }
  if (part.side == Side::Remote) return answer.note(phrase::no_peer);
  answer.note(address.is_ipv6 ? phrase::every_address_both : phrase::every_address);
}

}  // namespace

void Answer::fact(Text label, Text value) {
  std::string line(label);
  if (line.size() + 1 < indent_) {
    line.resize(indent_, ' ');
  } else if (!line.empty()) {
    line += "  ";
  }
  line += value;
  text_ += line;
  text_.push_back('\n');
}

void Answer::note(Text sentence) { append_paragraph(text_, sentence, indent_); }

void Answer::note(const Phrase& phrase, std::initializer_list<Text> values) {
  note(Text(say(phrase, language_, values)));
}

void Answer::line(Text sentence) {
  text_ += sentence;
  text_.push_back('\n');
}

void Answer::plain(Text sentence) { append_paragraph(text_, sentence, 0); }

std::string endpoint_text(const HexEndpoint& endpoint, ByteOrder order) {
  const std::string host = host_text(read_address(endpoint.address, order));
  return join(host, ":", decimal(hex_value(endpoint.port)));
}

void add_address(Answer& answer, Text digits, Detail detail, ByteOrder likely) {
  const HexAddress address = read_address(digits, ByteOrder::Little);
  const std::string meaning = address_text(address);
  if (address.is_ipv6) {
    answer.fact("", join("→ ", spaced_bytes(digits)));
    answer.fact("", join("→ ", spaced_bytes(address)));
    answer.fact("", join("→ ", meaning));
  } else {
    answer.fact("", join(upper(digits), arrow, spaced_bytes(digits), arrow, spaced_bytes(address),
                         arrow, meaning));
  }
  if (detail == Detail::WithReason) {
    answer.note(address.is_ipv6 ? phrase::backwards_words : phrase::backwards);
  }
  if (is_v4_mapped(address)) answer.note(phrase::mapped, {host_text(address)});
  if (likely == ByteOrder::Big) {
    answer.note(phrase::looks_big, {address_text(read_address(digits, ByteOrder::Big))});
  }
}

void add_port(Answer& answer, Text digits, const Surroundings& around) {
  const u64 value = hex_value(digits);
  if (value == 0) return answer.fact("", say(phrase::zero_port, answer.language(), {digits}));
  const Text name = service_name(static_cast<u16>(value), around.is_udp ? "udp" : "tcp");
  const std::string shown = upper(digits);
  std::string line = join(shown, arrow, hex_sum(shown), " = ", decimal(value));
  if (!name.empty()) line += join(" (", name, ")");
  answer.fact("", line);
}

void add_endpoint(Answer& answer, const EndpointPart& part) {
  const HexEndpoint& endpoint = part.endpoint;
  const HexAddress address = read_address(endpoint.address, ByteOrder::Little);
  const std::string meaning = endpoint_text(endpoint, ByteOrder::Little);
  answer.fact(part.label, join(upper(endpoint.address), ":", upper(endpoint.port), arrow, meaning));
  const bool has_port = hex_value(endpoint.port) != 0;
  if (is_wildcard(address)) {
    if (part.side == Side::Unknown) {
      add_address(answer, endpoint.address, Detail::Arithmetic, part.likely);
    }
    add_wildcard(answer, address, part);
  } else {
    add_address(answer, endpoint.address, part.detail, part.likely);
  }
  if (has_port || part.side == Side::Unknown) add_port(answer, endpoint.port, part.around);
  if (has_port && part.detail == Detail::WithReason) answer.note(phrase::port_is_plain);
}

void add_state(Answer& answer, Text label, Text digits, const Surroundings& around) {
  const u64 number = hex_value(digits);
  const bool is_udp_idle = around.is_udp && number == 7;
  const Text word = is_udp_idle ? Text("UNCONN") : state_word(number);
  std::string line = join(upper(digits), arrow, decimal(number));
  if (!word.empty()) line += join(arrow, word);
  answer.fact(label, line);
  if (word.empty()) return answer.note(phrase::unknown_number);
  add_first_sentence(answer, "state", word);
  const Entry* const idle = find_entry_of("state", "UNCONN");
  if (number == 7 && around.state == 0 && idle != nullptr) {
    answer.note(phrase::udp_reading, {first_sentence_of(*idle, answer.language())});
  }
}

void add_transmit_queue(Answer& answer, Text label, Text digits, const Surroundings& around) {
  answer.fact(label, hex_number(digits));
  if (around.is_udp) return answer.note(phrase::datagram_memory);
  answer.note(around.state == 10 ? phrase::unused_for_listen : phrase::unacknowledged_bytes);
}

void add_receive_queue(Answer& answer, Text label, Text digits, const Surroundings& around) {
  answer.fact(label, hex_number(digits));
  if (around.is_udp) return answer.note(phrase::datagram_memory);
  answer.note(around.state == 10 ? phrase::waiting_connections : phrase::unread_bytes);
}

void add_timer_number(Answer& answer, Text label, Text digits) {
  const u64 number = hex_value(digits);
  const Text word = timer_word(number);
  std::string line = join(upper(digits), arrow, decimal(number));
  if (!word.empty()) line += join(arrow, word);
  answer.fact(label, line);
  if (word.empty()) return answer.note(phrase::unknown_number);
  add_first_sentence(answer, "timer", word);
}

void add_ticks(Answer& answer, Text label, Text digits) {
  const u64 ticks = hex_value(digits);
  std::string short_digits;
  append_hex(short_digits, ticks);
  const std::string shown = upper(digits);
  answer.fact(label, say(phrase::timer_ticks, answer.language(),
                         {shown, upper(short_digits), decimal(ticks), seconds_text(ticks)}));
}

void add_timer(Answer& answer, Text label, Text digits) {
  const std::size_t colon = digits.find(':');
  add_timer_number(answer, label, digits.substr(0, colon));
  if (colon == Text::npos) return;
  const Text ticks = digits.substr(colon + 1);
  if (hex_value(ticks) != 0 || hex_value(digits.substr(0, colon)) != 0) {
    add_ticks(answer, label.empty() ? Text{} : Text("tm->when"), ticks);
  }
}

void add_retransmits(Answer& answer, Text label, Text digits) {
  answer.fact(label, hex_number(digits));
  answer.note(phrase::unanswered_repeats);
}

void add_uid(Answer& answer, Text label, Text digits, const Surroundings& around) {
  answer.fact(label, digits);
  if (around.state == 3 && !around.is_udp) return answer.note(phrase::listener_user);
  if (around.state == 6) return answer.note(phrase::user_unknown);
  const bool is_doubtful = around.inode == u64{0} && digits == "0";
  answer.note(is_doubtful ? phrase::user_doubtful : phrase::user_number);
}

void add_timeout(Answer& answer, Text label, Text digits) {
  answer.fact(label, digits);
  answer.note(phrase::unanswered_probes);
}

const Phrase& meaning_of_no_inode(const Surroundings& around) {
  if (around.is_udp) return phrase::inode_none;
  switch (around.state) {
    case 0: return phrase::inode_meanings;
    case 1:
    case 8: return phrase::inode_accept_queue;  // 8: the peer closed before anybody accepted.
    case 3:
    case 12: return phrase::inode_syn_queue;
    case 4:
    case 5:
    case 9:
    case 11: return phrase::inode_orphan;
    case 6: return phrase::inode_time_wait;
    default: return phrase::inode_none;
  }
}

void add_inode(Answer& answer, Text label, Text digits, const Surroundings& around) {
  answer.fact(label, digits);
  u64 number = 0;
  if (parse_number(digits, number) && number == 0) return answer.note(meaning_of_no_inode(around));
  answer.note(phrase::inode_number, {digits});
}

}  // namespace sonde::lexicon
