// socket_text.hpp: reads sockets from the text of /proc/net, live, from a copy, or from a paste.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "tables/socket_reading.hpp"

namespace sonde {

// Reads one file after the other, and counts over all of them what it could not use.
class SocketText {
public:
  SocketText(World& world, Source& source, const SocketWish& wish, Sink& sink,
             const UseSocket& use);

  // All rows of one file of /proc/net. The error is the kernel's.
  Result<void> read(Protocol protocol, Text file);
  // Says what the files did not tell, after the last one.
  void tell();
  bool stopped() const { return stopped_; }

private:
  ByteOrder byte_order();
  void use_row(const DecodedSocket& row);
  bool is_duplicate(const Socket& socket);

  Source& source_;
  const SocketWish& wish_;
  Sink& sink_;
  const UseSocket& use_;
  ByteOrder order_ = ByteOrder::Infer;
  bool stopped_ = false;
  bool has_paths_ = false;
  u64 malformed_ = 0, too_long_ = 0, duplicates_ = 0, assumed_dual_ = 0;
  std::string malformed_example_{};
  // The kernel repeats rows of a hash bucket when the table changes between two reads of the text;
  // they follow soon. So a small window finds them: the hash of the last row in each slot.
  std::vector<u64> recent_;
};

// Rows out of piped or pasted text. False when the source has no such text, and is to be asked for
// files. An error when nothing in the text was understood.
Result<bool> read_pasted_sockets(World& world, Source& source, const SocketWish& wish, Sink& sink,
                                 const UseSocket& use);

}  // namespace sonde
