// parts.hpp: the explanation of each part of a row: what it says, and the arithmetic.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "lexicon/paragraph.hpp"
#include "lexicon/reading.hpp"

namespace sonde::lexicon {

// An answer that grows from top to bottom: facts under a label at the left, sentences below them.
class Answer {
public:
  Answer(Language language, std::size_t indent) : language_(language), indent_(indent) {}

  Language language() const { return language_; }
  void fact(Text label, Text value);  // One line, never folded.
  void note(Text sentence);           // Folded, under the facts.
  void note(const Phrase& phrase, std::initializer_list<Text> values = {});
  void plain(Text sentence);  // Folded, from the left edge.
  void line(Text sentence);   // Never folded, from the left edge: to be copied.
  void blank() { text_.push_back('\n'); }
  std::string take() { return std::move(text_); }

private:
  std::string text_;
  Language language_;
  std::size_t indent_;
};

// What is known about the row around a part; a part alone has none of it.
struct Surroundings {
  u64 state = 0;  // 0 is not known; the kernel counts from 1.
  std::optional<u64> inode{};
  bool is_udp = false;
};

enum class Side : u8 { Unknown, Local, Remote };
enum class Detail : u8 { Arithmetic, WithReason };

struct EndpointPart {
  Text label;
  HexEndpoint endpoint;
  Side side = Side::Unknown;
  Detail detail = Detail::WithReason;
  Surroundings around{};
  ByteOrder likely = ByteOrder::Little;  // What the whole row looks like.
};

// An endpoint as people write it: 127.0.0.1:3000, [::1]:80.
std::string endpoint_text(const HexEndpoint& endpoint, ByteOrder order);

void add_endpoint(Answer& answer, const EndpointPart& part);
// When `likely` is Big, that reading is told as well.
void add_address(Answer& answer, Text digits, Detail detail, ByteOrder likely);
void add_port(Answer& answer, Text digits, const Surroundings& around);
void add_state(Answer& answer, Text label, Text digits, const Surroundings& around);
void add_transmit_queue(Answer& answer, Text label, Text digits, const Surroundings& around);
void add_receive_queue(Answer& answer, Text label, Text digits, const Surroundings& around);
void add_timer_number(Answer& answer, Text label, Text digits);
void add_timer(Answer& answer, Text label, Text digits);  // 03:00000ACA
void add_ticks(Answer& answer, Text label, Text digits);  // 00000ACA
void add_retransmits(Answer& answer, Text label, Text digits);
void add_uid(Answer& answer, Text label, Text digits, const Surroundings& around);
void add_timeout(Answer& answer, Text label, Text digits);
void add_inode(Answer& answer, Text label, Text digits, const Surroundings& around);

// The sentence about inode 0 for a socket in this state.
const Phrase& meaning_of_no_inode(const Surroundings& around);

}  // namespace sonde::lexicon
