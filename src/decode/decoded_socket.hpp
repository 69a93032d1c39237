// decoded_socket.hpp: what every decoder of sockets hands out: a row, and its rarer half beside it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "model/socket.hpp"

namespace sonde {

// Texts point into the bytes that were decoded; the scan keeps what somebody wants.
// `socket.detail` is not set: the scan sets it where `has_detail` is true and somebody looks.
struct DecodedSocket {
  Socket socket{};
  SocketDetail detail{};
  bool has_detail = false;
};

// What a line of a table turned out to be.
enum class Line : u8 {
  Row,
  Skip,       // A header or an empty line.
  Malformed,  // It should have been a row.
};

}  // namespace sonde
