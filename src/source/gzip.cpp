// gzip.cpp: inflate() and deflate() with the header of gzip.
// SPDX-License-Identifier: Apache-2.0
#include "source/gzip.hpp"

#include <array>
#include <zlib.h>

namespace sonde {
namespace {

constexpr std::size_t piece_max = std::size_t{64} * 1024;
constexpr int gzip_window = 15 + 16;  // zlib.h: "Add 16 to windowBits" for gzip.
// deflate cannot do better than 1032:1; what comes near it is a trap, but for short runs of zeros.
constexpr u64 growth_max = 1000;
constexpr u64 growth_free = u64{16} * 1024 * 1024;

// zlib reads through a pointer that is not const.
Bytef* bytes_of(Text text) { return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); }

class UnpackedBlocks final : public Blocks {
public:
  explicit UnpackedBlocks(std::unique_ptr<Blocks> packed) : packed_(std::move(packed)) {
    is_open_ = ::inflateInit2(&stream_, gzip_window) == Z_OK;
  }
  ~UnpackedBlocks() override { ::inflateEnd(&stream_); }
  UnpackedBlocks(const UnpackedBlocks&) = delete;
  UnpackedBlocks& operator=(const UnpackedBlocks&) = delete;

  Result<Text> next() override {
    if (!is_open_) return broken("it is damaged");
    if (is_at_end_) return Text();
    stream_.next_out = reinterpret_cast<Bytef*>(room_.data());
    stream_.avail_out = piece_max;
    while (stream_.avail_out == piece_max) {
      if (stream_.avail_in == 0) {
        const Text piece = TRY(packed_->next());
        if (piece.empty()) return broken("it ends in the middle");
        stream_.next_in = bytes_of(piece);
        stream_.avail_in = static_cast<uInt>(piece.size());
      }
      const int code = ::inflate(&stream_, Z_NO_FLUSH);
      is_at_end_ = code == Z_STREAM_END;
      if (is_at_end_) break;
      if (code != Z_OK && code != Z_BUF_ERROR) {  // What came before the broken place stands.
        is_open_ = false;
        break;
      }
    }
    if (stream_.total_out > growth_free && stream_.total_out / growth_max > stream_.total_in)
      return broken("it grows a thousand times when it is unpacked");
    const std::size_t size = piece_max - stream_.avail_out;
    if (size == 0 && !is_open_) return broken("it is damaged");
    return Text(room_.data(), size);
  }

private:
  static std::unexpected<Error> broken(const char* why) {
    return std::unexpected(Error{std::errc::bad_message, why, {}, Error::Kind::Sentence});
  }

  std::unique_ptr<Blocks> packed_;
  z_stream stream_{};
  std::array<char, piece_max> room_;
  bool is_open_ = false;
  bool is_at_end_ = false;
};

}  // namespace

std::unique_ptr<Blocks> unpacked(std::unique_ptr<Blocks> packed) {
  return std::make_unique<UnpackedBlocks>(std::move(packed));
}

struct Packer::State {
  z_stream stream{};
  std::array<char, piece_max> room;
};

Packer::Packer() : state_(std::make_unique<State>()) {
  constexpr int memory_level = 8;  // zlib.h: the default.
  ::deflateInit2(&state_->stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window, memory_level,
                 Z_DEFAULT_STRATEGY);
}
Packer::~Packer() { ::deflateEnd(&state_->stream); }

void Packer::put(Text piece, std::string& out) { run(piece, Z_NO_FLUSH, out); }
void Packer::sync(std::string& out) { run({}, Z_SYNC_FLUSH, out); }
void Packer::finish(std::string& out) { run({}, Z_FINISH, out); }

void Packer::run(Text piece, int flush, std::string& out) {
  z_stream& stream = state_->stream;
  stream.next_in = bytes_of(piece);
  stream.avail_in = static_cast<uInt>(piece.size());
  do {
    stream.next_out = reinterpret_cast<Bytef*>(state_->room.data());
    stream.avail_out = piece_max;
    ::deflate(&stream, flush);
    out.append(state_->room.data(), piece_max - stream.avail_out);
  } while (stream.avail_out == 0);
}

}  // namespace sonde
