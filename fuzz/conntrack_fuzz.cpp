// conntrack_fuzz.cpp: a message of ctnetlink, or text of nf_conntrack in pieces.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/conntrack.hpp"
#include "decode/conntrack_text.hpp"

namespace {

void check(const sonde::Flow& flow) {
  using namespace sonde;
  if (flow.state && static_cast<std::size_t>(*flow.state) >= std::size(flow_state_names))
    std::abort();
  if (flow.nat && static_cast<std::size_t>(*flow.nat) >= std::size(flow_nat_names)) std::abort();
  for (const FlowTuple* tuple : {&flow.original, &flow.reply})
    for (const FlowAddress* address : {&tuple->src, &tuple->dst})
      if (address->why == Absent::Known && address->version != 4 && address->version != 6)
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 2 == 0) {
    Flow flow;
    if (decode_conntrack(bytes, 1ULL << 62, flow)) check(flow);
    return 0;
  }
  std::size_t others = 0;
  u64 rows = 0;
  FlowTextDecoder decoder([&](const Flow& flow) {
    check(flow);
    ++rows;
    for (const char c : flow.other) others += c != 0;
  });
  const std::size_t piece = 1 + data[0] / 2;
  for (Text rest = bytes; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size())))
    decoder.feed(rest.substr(0, piece));
  decoder.finish();
  if (decoder.counts().rows != rows || rows > size / 4 || others > size * 2) std::abort();
  return 0;
}
