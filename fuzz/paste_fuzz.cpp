// paste_fuzz.cpp: any text is decoded, and to the same rows wherever it is cut in two pieces.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdlib>

#include "decode/paste.hpp"

namespace {

struct Outcome {
  sonde::PasteCounts counts{};
  sonde::u64 sum = 0;  // Of what tells rows apart.
};

Outcome decode(sonde::Text text, std::size_t cut, sonde::ByteOrder order) {
  Outcome outcome;
  sonde::PasteDecoder decoder(order, [&](const sonde::DecodedSocket& row) {
    outcome.sum = outcome.sum * 31 + row.socket.inode + row.socket.local.port;
    for (const char c : row.detail.path)
      outcome.sum = outcome.sum * 31 + static_cast<unsigned char>(c);
  });
  decoder.feed(text.substr(0, cut));
  decoder.feed(text.substr(cut));
  decoder.finish();
  outcome.counts = decoder.counts();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const sonde::Text text(reinterpret_cast<const char*>(data + 1), size - 1);
  const sonde::ByteOrder order = data[0] % 3 == 0   ? sonde::ByteOrder::Infer
                                 : data[0] % 3 == 1 ? sonde::ByteOrder::Little
                                                    : sonde::ByteOrder::Big;
  const Outcome whole = decode(text, 0, order);
  const Outcome parts = decode(text, text.size() * data[0] / 256, order);
  if (whole.counts.rows != parts.counts.rows || whole.sum != parts.sum ||
      whole.counts.unused_lines != parts.counts.unused_lines ||
      whole.counts.malformed_rows != parts.counts.malformed_rows)
    std::abort();
  if (whole.counts.example.size() > 80) std::abort();
  return 0;
}
