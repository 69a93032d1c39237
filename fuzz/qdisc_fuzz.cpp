// qdisc_fuzz.cpp: a message of rtnetlink about a queue of an interface.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/qdisc.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  Qdisc row;
  const Text bytes(reinterpret_cast<const char*>(data), size);
  if (!decode_qdisc(bytes, row)) return 0;
  if (row.kind.empty() || row.kind.size() > size || row.index == 0) std::abort();
  if (row.drops && *row.drops > ~u32{0}) std::abort();
  return 0;
}
