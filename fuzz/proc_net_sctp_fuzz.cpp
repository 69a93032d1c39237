// proc_net_sctp_fuzz.cpp: feeds lines, headers among them, to the decoder of /proc/net/sctp.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/proc_net_sctp.hpp"

namespace {

void decode_all(sonde::SctpFile file, sonde::Text rest) {
  using namespace sonde;
  SctpTable table(file);
  DecodedSocket row;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (table.decode(rest.substr(0, end), row) == Line::Row && name_of(row.socket.state).empty())
      std::abort();
    rest.remove_prefix(end == Text::npos ? rest.size() : end + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sonde::Text text(reinterpret_cast<const char*>(data), size);
  decode_all(sonde::SctpFile::Endpoints, text);
  decode_all(sonde::SctpFile::Associations, text);
  return 0;
}
