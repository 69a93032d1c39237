// pasted.hpp: runs the decoder of pastes, and writes its rows as lines that can be compared.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "decode/paste.hpp"

namespace sonde::test {

inline std::string address_text(const Endpoint& end) {
  std::string out;
  if (end.version != 0) append_address(out, {.bytes = end.bytes, .version = end.version});
  return out;
}

template <class T> void describe_known(std::string& out, Text name, const Known<T>& value) {
  out += ' ';
  out += name;
  out += '=';
  if (value)
    append_number(out, static_cast<i64>(*value));
  else
    out += name_of(value.why);
}

// Everything that the text can tell of a row.
inline std::string describe(const DecodedSocket& row) {
  const Socket& socket = row.socket;
  std::string out(name_of(socket.protocol));
  for (const Text word : {name_of(socket.family), name_of(socket.state)}) (out += ' ') += word;
  for (const Endpoint& end : {socket.local, socket.remote}) {
    (out += ' ') += address_text(end);
    out += ':';
    append_number(out, end.port);
  }
  describe_known(out, "send_q", socket.send_q);
  describe_known(out, "recv_q", socket.recv_q);
  describe_known(out, "uid", socket.uid);
  describe_known(out, "timer", socket.timer);
  describe_known(out, "retransmits", socket.retransmits);
  describe_known(out, "probes", socket.probes);
  describe_known(out, "drops", row.detail.drops);
  describe_known(out, "number", row.detail.protocol_number);
  describe_known(out, "port_id", row.detail.port_id);
  out += " timer_ms=";
  append_number(out, socket.timer_ms);
  out += " inode=";
  append_number(out, socket.inode);
  if (row.detail.has_path) ((out += " path=<") += row.detail.path) += '>';
  return out;
}

struct Pasted {
  std::vector<std::string> rows{};
  std::vector<DecodedSocket> sockets{};  // Without their texts.
  std::vector<std::string> paths{};
  PasteCounts counts{};
  OrderVote vote{};
};

// Feeds the text in pieces of `piece` bytes; 0 is all at once.
inline Pasted paste(Text text, std::size_t piece = 0, ByteOrder order = ByteOrder::Infer) {
  Pasted result;
  PasteDecoder decoder(order, [&](const DecodedSocket& row) {
    result.rows.push_back(describe(row));
    result.sockets.push_back(row);
    result.sockets.back().detail = {};
    result.paths.emplace_back(row.detail.path);
  });
  if (piece == 0) piece = std::max<std::size_t>(text.size(), 1);
  for (std::size_t at = 0; at < text.size(); at += piece) decoder.feed(text.substr(at, piece));
  decoder.finish();
  result.counts = decoder.counts();
  result.vote = decoder.vote();
  return result;
}

}  // namespace sonde::test
