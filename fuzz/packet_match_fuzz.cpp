// packet_match_fuzz.cpp: any words as a rule: one of three answers, the same twice, and it ends.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "tables/packet_match.hpp"

using namespace sonde;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const Text words = trim({reinterpret_cast<const char*>(data), size});  // As decoders make them.
  Packet packet;
  packet.port = PortRange{443, 443};
  packet.out = Text("eth0");
  const Answer answer = matches(words, packet);
  if (matches(words, packet) != answer) __builtin_trap();
  // What joins another part that must agree can only make it less sure. "| ack" is no part of its
  // own: it goes on with the value before it.
  const bool is_part = !words.starts_with("| ");
  if (is_part && matches("tcp dport 443 " + std::string(words), packet) > answer) __builtin_trap();
  const std::size_t half = words.size() / 2;
  const Known<Text> verdict = find_verdict(words.substr(0, half), words.substr(half), packet);
  if (verdict && verdict.value.size() > size) __builtin_trap();
  for (Text rest = words; !rest.empty();) {
    const std::size_t before = rest.size();
    next_rule_word(rest);
    if (rest.size() >= before) __builtin_trap();
  }
  return 0;
}
