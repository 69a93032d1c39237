// capture_fuzz.cpp: any bytes as a capture, packed or not.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "source/capture_file.hpp"

namespace {

class One final : public sonde::Blocks {
public:
  explicit One(sonde::Text text) : text_(text) {}
  sonde::Result<sonde::Text> next() override { return std::exchange(text_, {}); }

private:
  sonde::Text text_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  const auto capture = read_capture_file(std::make_unique<One>(file));
  if (!capture) return 0;
  const auto source = open_capture(*capture, "");
  std::string room;
  (void)source->ask({Question::How::List, ""}, room);
  (void)source->ask({Question::How::Read, "net/tcp"}, room);
  (void)source->network("1/ns/net");
  if ((*capture)->size() == 0) std::abort();
  return 0;
}
