// nf_tables_fuzz.cpp: messages of nf_tables: chains, sets, elements, and rules with their program.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/nft_rule.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text message(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 4 == 0) {
    NftChain chain;
    NftTable table;
    decode_nft_table(message, table);
    decode_nft_chain(message, chain);
    return 0;
  }
  NftSet set;
  set.key = fields_of(data[0] % 64U << 6 | 13U);
  set.flags = 1U | (data[0] & 4U);
  set.key_size = 8;
  if (data[0] % 4 == 1) {
    NftSet read;
    decode_nft_set(message, read);
    if (read.key.count > nft_fields_max) std::abort();
    decode_nft_elements(message, set);
    if (set.elements.size() > size) std::abort();
    nft_elements_words(set);
    return 0;
  }
  NftRule rule;
  if (!decode_nft_rule(message, rule)) {
    rule.family = data[0] % 2 == 0 ? 2 : 1;
    rule.expressions = message;  // A list of expressions without a head is reached sooner.
  }
  const DecodedRule decoded = decode_nft_expressions(rule, [&](Text) { return &set; });
  if (decoded.match.size() > 4096 * (size + 16)) std::abort();
  return 0;
}
