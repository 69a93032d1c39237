// fib_trie_fuzz.cpp: any bytes as /proc/net/fib_trie and if_inet6.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/fib_trie.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  for (const LocalAddress& local : decode_fib_trie(file))
    if (local.address.version != 4 || local.address.bytes[0] == 127) std::abort();
  for (const LocalAddress& local : decode_if_inet6(file))
    if (local.address.version != 6 || local.link_local == local.address.zone.empty()) std::abort();
  return 0;
}
