// tar.cpp: headers of 512 bytes, written and read with every number checked.
// SPDX-License-Identifier: Apache-2.0
#include "source/tar.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr std::size_t block = 512;
constexpr std::size_t members_max = 200'000;
constexpr u64 pax_max = u64{64} * 1024;

// POSIX.1-2017, pax: "ustar Interchange Format". Numbers are octal text.
struct Header {
  char name[100];
  char mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8];
  char type;
  char link[100];
  char magic[6];
  char version[2];
  char user[32], group[32], major[8], minor[8];
  char prefix[155];
  char rest[12];
};
static_assert(sizeof(Header) == block);

constexpr char regular = '0';
constexpr char older_regular = '\0';
constexpr char pax_header = 'x';
constexpr char gnu_long_name = 'L';

template <std::size_t N> void put_octal(char (&field)[N], u64 value) {
  for (std::size_t i = N - 1; i-- > 0; value >>= 3) field[i] = static_cast<char>('0' + (value & 7));
  field[N - 1] = '\0';
}

unsigned checksum_of(const Header& header) {
  Header copy = header;
  std::memset(copy.checksum, ' ', sizeof copy.checksum);
  unsigned sum = 0;
  for (const u8 byte : std::span(reinterpret_cast<const u8*>(&copy), block)) sum += byte;
  return sum;
}

void append_entry(std::string& archive, Text name, char type, Text bytes, u64 time_s) {
  Header header{};
  std::memcpy(header.name, name.data(), std::min(name.size(), sizeof header.name));
  put_octal(header.mode, 0600);
  put_octal(header.uid, 0);
  put_octal(header.gid, 0);
  put_octal(header.size, bytes.size());
  put_octal(header.mtime, time_s);
  header.type = type;
  std::memcpy(header.magic, "ustar", sizeof header.magic);
  std::memcpy(header.version, "00", sizeof header.version);
  put_octal(header.checksum, checksum_of(header));
  archive.append(reinterpret_cast<const char*>(&header), block);
  archive.append(bytes);
  archive.append((block - bytes.size() % block) % block, '\0');
}

template <std::size_t N> Text field_text(const char (&field)[N]) {
  return Text(field, static_cast<std::size_t>(std::find(field, field + N, '\0') - field));
}

template <std::size_t N> std::optional<u64> octal(const char (&field)[N]) {
  u64 value = 0;
  const bool is_number = parse_number(trim(field_text(field)), value, 8);
  return is_number ? std::optional(value) : std::nullopt;
}

// "27 path=in/1%2Fns%2Fnet/x\n": the value of a word; each line says its own length.
Text pax_value(Text lines, Text word) {
  while (!lines.empty()) {
    std::size_t length = 0;
    const std::size_t space = lines.find(' ');
    if (space == Text::npos || !parse_number(lines.substr(0, space), length) ||
        length <= space + 1 || length > lines.size())
      return {};
    const Text line = lines.substr(space + 1, length - space - 2);
    if (line.starts_with(word) && line.substr(word.size()).starts_with('='))
      return line.substr(word.size() + 1);
    lines.remove_prefix(length);
  }
  return {};
}

class ArchiveReader {
public:
  ArchiveReader(Blocks& archive, MemberSink& sink) : archive_(archive), sink_(sink) {}

  Result<void> read() {
    for (std::size_t count = 0; count < members_max; ++count) {
      Header header{};
      const std::size_t got = TRY(read_block(header));
      if (got == 0) return {};
      if (got == block && is_empty(header)) return look_behind_end();
      if (got < block) return broken("the archive ends in the header of a member");
      const std::optional<u64> size = octal(header.size);
      if (octal(header.checksum) != checksum_of(header) || !size)
        return broken("what stands there is no header of a member");
      TRY(read_member(header, *size));
    }
    return broken("it has more members than a capture has");
  }

private:
  static bool is_empty(const Header& header) {
    const std::string_view bytes(reinterpret_cast<const char*>(&header), block);
    return bytes.find_first_not_of('\0') == Text::npos;
  }
  static std::unexpected<Error> broken(std::string why) {
    return std::unexpected(
        Error{std::errc::bad_message, std::move(why), {}, Error::Kind::Sentence});
  }

  // Two captures that were written into one file. tar itself fills the last 10 KiB with zeros.
  Result<void> look_behind_end() {
    constexpr int blocks_max = 64;
    for (int i = 0; i < blocks_max; ++i) {
      Header header{};
      if (TRY(read_block(header)) < block) return {};
      if (is_empty(header)) continue;
      const bool is_member = octal(header.checksum) == checksum_of(header);
      return is_member ? broken("another one follows it, which is left out") : Result<void>();
    }
    return {};
  }

  Result<void> read_member(const Header& header, u64 size) {
    std::string name = std::exchange(long_name_, {});
    if (name.empty()) name = name_of(header);
    const bool is_name = header.type == pax_header || header.type == gnu_long_name;
    const bool is_file = header.type == regular || header.type == older_regular;
    std::string lines;
    if (is_file) sink_.piece(name, {});
    Result<bool> whole = each_piece(size, [&](Text piece) {
      if (is_file) sink_.piece(name, piece);
      if (is_name && lines.size() + piece.size() <= pax_max) lines += piece;
    });
    if (is_file && (!whole || !*whole)) sink_.cut(name);
    if (!TRY(std::move(whole))) return broken("the archive ends in the middle of a member");
    if (header.type == pax_header) long_name_ = pax_value(lines, "path");
    if (header.type == gnu_long_name) long_name_ = Text(lines).substr(0, lines.find('\0'));
    return {};
  }

  static std::string name_of(const Header& header) {
    const bool is_posix =
        field_text(header.magic) == "ustar";  // GNU has times where the prefix is.
    std::string name(is_posix ? field_text(header.prefix) : Text());
    if (!name.empty()) name += '/';
    return name.append(field_text(header.name));
  }

  // False when the archive ends before.
  template <class Use> Result<bool> each_piece(u64 size, Use use) {
    const u64 padding = (block - size % block) % block;
    for (u64 left = size; left > 0;) {
      if (!TRY(fill())) return false;
      const Text piece =
          rest_.substr(0, static_cast<std::size_t>(std::min<u64>(left, rest_.size())));
      use(piece);
      left -= piece.size();
      rest_.remove_prefix(piece.size());
    }
    for (u64 left = padding; left > 0;) {
      if (!TRY(fill())) return true;
      const auto part = static_cast<std::size_t>(std::min<u64>(left, rest_.size()));
      left -= part;
      rest_.remove_prefix(part);
    }
    return true;
  }

  Result<std::size_t> read_block(Header& header) {
    std::size_t got = 0;
    while (got < block && TRY(fill())) {
      const std::size_t part = std::min(block - got, rest_.size());
      std::memcpy(reinterpret_cast<char*>(&header) + got, rest_.data(), part);
      rest_.remove_prefix(part);
      got += part;
    }
    return got;
  }

  Result<bool> fill() {
    if (rest_.empty()) rest_ = TRY(archive_.next());
    return !rest_.empty();
  }

  Blocks& archive_;
  MemberSink& sink_;
  Text rest_{};
  std::string long_name_{};
};

}  // namespace

void append_member(std::string& archive, Text name, Text bytes, u64 time_s) {
  if (name.size() > sizeof(Header::name)) {
    // The length of the line counts its own digits.
    const std::string tail = " path=" + std::string(name) + "\n";
    std::size_t length = tail.size() + 1;
    while (std::to_string(length).size() + tail.size() > length) ++length;
    append_entry(archive, "pax", pax_header, std::to_string(length) + tail, time_s);
  }
  append_entry(archive, name, regular, bytes, time_s);
}

void append_end(std::string& archive) { archive.append(2 * block, '\0'); }

bool is_archive(Text beginning) {
  return beginning.size() >= block && beginning.substr(offsetof(Header, magic), 5) == "ustar";
}

Result<void> read_archive(Blocks& archive, MemberSink& sink) {
  return ArchiveReader(archive, sink).read();
}

}  // namespace sonde
