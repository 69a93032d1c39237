// address_fuzz.cpp: a message of rtnetlink about an address, or lines of fib_trie and if_inet6.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/address.hpp"
#include "decode/fib_trie.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  InterfaceAddress row;
  if (data[0] % 2 == 0) {
    if (!decode_address(bytes, row)) return 0;
    if (!row.address || !row.prefix || !row.flags) std::abort();
    if (row.address.value.version != 4 && row.address.value.version != 6) std::abort();
    if (row.label && row.label.value.size() > size) std::abort();
    return 0;
  }
  FibTrieReader trie;
  for (Text rest = bytes; !rest.empty();) {
    const Text line = next_line(rest);
    if (trie.read(line) == LineSaid::Row)
      if (trie.route().prefix > 32 || trie.route().leaf.version != 4) std::abort();
    if (decode_if_inet6_line(line, row))
      if (row.prefix.value > 128 || row.interface.value.empty()) std::abort();
  }
  return 0;
}
