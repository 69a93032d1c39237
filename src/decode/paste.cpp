// paste.cpp: takes rows and words from the front of the window, one after the other.
// SPDX-License-Identifier: Apache-2.0
#include "decode/paste.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/types.hpp"
#include "core/table.hpp"
#include "decode/byte_order.hpp"
#include "decode/decoded_socket.hpp"
#include "decode/paste_shapes.hpp"
#include "decode/paste_tokens.hpp"
#include "decode/paste_words.hpp"
#include "decode/proc_net_inet.hpp"
#include "decode/proc_net_unix.hpp"
#include "model/socket.hpp"

namespace sonde {
namespace {

bool is_inet(Protocol protocol) { return protocol <= Protocol::Icmp; }

// What a row is, its shape tells; only which kind of datagram socket it is, a name must tell.
//   … 07 … 6115 2 000000008d1f7c5a 0             udp and its siblings end with the drops
//   … 0A … 6115 1 000000008d1f7c5a 100 0 0 10 0  tcp has five numbers there, or none at all
Protocol protocol_of(const PasteShape& row, std::optional<Protocol> named) {
  const bool is_named_datagram = named && is_inet(*named) && *named != Protocol::Tcp;
  const Protocol datagram = is_named_datagram ? *named : Protocol::Udp;
  const bool may_be_datagram = row.state == static_cast<u8>(State::Established) ||
                               row.state == static_cast<u8>(State::Close);
  if (!may_be_datagram || row.tail > 1) return Protocol::Tcp;
  if (row.tail == 1 || row.state == static_cast<u8>(State::Close)) return datagram;
  return is_named_datagram ? datagram : Protocol::Tcp;  // The end was cut off.
}

}  // namespace

PasteDecoder::PasteDecoder(ByteOrder order, Consumer use)
    : use_(std::move(use)), is_settled_(order != ByteOrder::Infer) {
  if (is_settled_) vote_ = {order, {}, true};
}

void PasteDecoder::feed(Text block) {
  if (!is_settled_) {
    const std::size_t size = std::min(block.size(), order_sample_bytes - held_back_.size());
    held_back_ += block.substr(0, size);
    block.remove_prefix(size);
    if (held_back_.size() < order_sample_bytes) return;
    settle_order();
  }
  tokenizer_.feed(block, *this);
}

void PasteDecoder::finish() {
  if (!is_settled_) settle_order();
  tokenizer_.finish(*this);
  drain(0);
  end_fragment();
}

void PasteDecoder::settle_order() {
  is_settled_ = true;
  vote_ = infer_byte_order(held_back_);
  tokenizer_.feed(held_back_, *this);
  held_back_ = {};
}

void PasteDecoder::token(Text text, Text gap, bool first_in_line) {
  if (window_.full()) drain(PasteWindow::row_max + 1);
  window_.token(text, gap, first_in_line);
}

void PasteDecoder::line_end(Text gap) { window_.line_end(gap); }

void PasteDecoder::drain(std::size_t keep) {
  while (window_.size() > keep) use_front();
  window_.compact();
}

void PasteDecoder::use_front() {
  if (window_.first_in_line(0)) end_fragment();
  if (const std::size_t prefix = file_prefix(window_.text(0)); prefix > 0 && fragment_.empty()) {
    if (const std::optional<Protocol> table = table_of_name(window_.text(0).substr(0, prefix)))
      names_.name_for_next_row(*table);
    window_.cut_front(prefix);
    return;
  }
  const PasteShape row = match_row(window_, line_);
  if (row.tokens == 0) return pass_word();
  if (fragment_.is_line_number()) fragment_ = {};
  end_fragment();
  use_row(row);
  window_.drop(row.tokens);
}

void PasteDecoder::use_row(const PasteShape& row) {
  DecodedSocket socket;
  if (decode(row, socket) == Line::Row) {
    ++counts_.rows;
    use_(socket);
  } else {
    ++counts_.malformed_rows;
    note_example(line_.text);
  }
}

Line PasteDecoder::decode(const PasteShape& row, DecodedSocket& socket) {
  names_.row();
  switch (row.table) {
    case PasteTable::Unix: return decode_unix_line(line_.text, socket);
    case PasteTable::Packet: return packets_.decode(line_.text, socket);
    case PasteTable::Netlink: return netlinks_.decode(line_.text, socket);
    case PasteTable::Inet: break;
  }
  const std::optional<Protocol> named = names_.current();
  const Protocol protocol = protocol_of(row, named);
  const Line result = decode_inet_line(line_.text, protocol, vote_.order, socket);
  if (result == Line::Row && named && is_inet(*named) && *named != protocol)
    ++counts_.contradicting_rows;
  return result;
}

void PasteDecoder::pass_word() {
  // What belongs to a broken row is passed with it, up to the next row or line end.
  const RowBegin begin = begins_like_row(window_);
  if (begin == RowBegin::Numbered || (begin == RowBegin::Bare && !fragment_.malformed())) {
    end_fragment();
    fragment_.mark_malformed();
  }
  std::size_t count = 1;
  Text word = window_.text(0);
  if (window_.may_continue(1) && is_header_word(word, window_.text(1))) {
    line_.text = word;
    word = line_.text += window_.text(1);
    count = 2;
  }
  if (fragment_.add(word, names_)) {
    ++counts_.headers;
    names_.header();
  }
  window_.drop(count);
}

void PasteDecoder::end_fragment() {
  if (fragment_.empty()) return;
  if (fragment_.malformed())
    ++counts_.malformed_rows;
  else if (!fragment_.understood())
    ++counts_.unused_lines;
  if (fragment_.malformed() || !fragment_.understood()) note_example(fragment_.example());
  fragment_ = {};
}

void PasteDecoder::note_example(Text text) {
  if (counts_.example.empty()) counts_.example = text.substr(0, PasteFragment::example_max);
}

}  // namespace sonde
