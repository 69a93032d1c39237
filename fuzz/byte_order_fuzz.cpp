// byte_order_fuzz.cpp: any text gets an order, and a reason that holds no foreign bytes.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdlib>

#include "decode/byte_order.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const sonde::OrderVote vote =
      sonde::infer_byte_order({reinterpret_cast<const char*>(data), size});
  if (vote.order == sonde::ByteOrder::Infer || vote.reason.empty()) std::abort();
  for (const char c : vote.reason)
    if (c < ' ' || c > '~') std::abort();
  return 0;
}
