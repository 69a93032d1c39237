// netlink_messages_fuzz.cpp: feeds datagrams to the reader of dumps, and payloads to attributes.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/netlink_messages.hpp"

namespace {

// The input as datagrams of a length that the input itself chooses.
class Datagrams final : public sonde::Blocks {
public:
  explicit Datagrams(sonde::Text bytes) : rest_(bytes) {}
  sonde::Result<sonde::Text> next() override {
    if (rest_.empty()) return sonde::Text();
    const std::size_t size = 1 + static_cast<unsigned char>(rest_.front()) * 4U;
    const sonde::Text datagram = rest_.substr(0, size);
    rest_.remove_prefix(datagram.size());
    return datagram;
  }

private:
  sonde::Text rest_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text bytes(reinterpret_cast<const char*>(data), size);
  std::size_t seen = 0;
  const auto use = [&](u16, Text payload) {
    seen += payload.size();
    Text rest = payload;
    NetlinkAttribute attribute;
    std::size_t attributes = 0;
    while (next_attribute(rest, attribute)) {
      u64 number = 0;
      if (attribute.get(number) && attribute.payload.size() < sizeof number) std::abort();
      if (++attributes > payload.size()) std::abort();
    }
    return true;
  };
  Datagrams datagrams(bytes);
  if (!read_dump(datagrams, 1, use) && seen > size) std::abort();
  Text datagram = bytes;
  nlmsghdr header;
  for (Text payload; next_message(datagram, header, payload);) use(header.nlmsg_type, payload);
  if (seen > 2 * size) std::abort();
  return 0;
}
