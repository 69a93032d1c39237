// capture_text_fuzz.cpp: any bytes as what a shell printed, in pieces of any size.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "source/capture_text.hpp"

// The first byte is the size of a piece. A nonce cannot be guessed bit by bit: the records follow a
// first line that is given.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = data[0] + std::size_t{1};
  sonde::Text bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto capture = std::make_shared<sonde::Capture>();
  sonde::CaptureText reader(*capture);
  if (data[0] % 2 == 1) reader.take("#sonde-capture 1 sh 00000000\n");
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
    reader.take(bytes.substr(0, piece));
  (void)reader.finish();
  const auto source = sonde::open_capture(capture, "a test");
  std::string room;
  (void)source->ask({sonde::Question::How::List, ""}, room);
  (void)source->ask({sonde::Question::How::Links, "7/fd"}, room);
  (void)source->network("7/ns/net");
  return 0;
}
