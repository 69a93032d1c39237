// gzip.hpp: packs and unpacks a stream with zlib, whose types end here.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "core/source.hpp"

namespace sonde {

// RFC 1952: the first bytes of a file of gzip.
inline constexpr Text gzip_magic = "\x1f\x8b";

// What a stream of gzip unpacks to, in pieces of 64 KiB. One that is cut, broken or grows more than
// a thousandfold gives what came before, and then an error.
std::unique_ptr<Blocks> unpacked(std::unique_ptr<Blocks> packed);

// Packs what is put, piece by piece.
class Packer {
public:
  Packer();
  ~Packer();
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  // Appends to `out` what is packed so far; not all of what was put may be in it.
  void put(Text piece, std::string& out);
  // Whatever was put is in `out` now, so that a file which is cut later holds it.
  void sync(std::string& out);
  void finish(std::string& out);

private:
  struct State;
  void run(Text piece, int flush, std::string& out);

  std::unique_ptr<State> state_;
};

}  // namespace sonde
