// mac_text.hpp: a hardware address as text.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/text.hpp"
#include "core/value.hpp"

namespace sonde {

// "02:00:00:00:00:07", of as many bytes as there are.
inline Known<Text> mac_text(const Known<Text>& bytes, std::string& room) {
  if (!bytes) return bytes.why;
  room.clear();
  for (const char byte : *bytes) {
    if (!room.empty()) room += ':';
    append_hex(room, static_cast<u8>(byte), 2);
  }
  return Text(room);
}

}  // namespace sonde
