// texts.cpp: unpacking the texts of the lexicon, a folder at a time.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/texts.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/types.hpp"
#include "lexicon/packed_texts.hpp"  // Written by the build.

namespace sonde::lexicon {
namespace {

struct Section {
  Text name;
  Text lines;
};

class Folder {
public:
  explicit Folder(const packed::Folder& packed) : text_(packed.text_size, '\0') {
    unpack(packed);
    const char* begin = nullptr;
    for (Text rest = text_; !rest.empty();) {
      const Text line = next_line(rest);
      if (line.starts_with("= ")) {
        sections_.push_back({line.substr(2), {}});
        begin = rest.data();
      } else if (begin) {
        sections_.back().lines = {begin, static_cast<std::size_t>(rest.data() - begin)};
      }
    }
  }
  // Texts point into it.
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  Text whole() const { return text_; }
  Text section(Text name) const {
    const auto found = std::ranges::find(sections_, name, &Section::name);
    return found == sections_.end() ? Text() : found->lines;
  }

private:
  void unpack(const packed::Folder& packed) {
    z_stream stream{};
    stream.next_in = const_cast<Bytef*>(packed.bytes.data());  // It is only read.
    stream.avail_in = static_cast<uInt>(packed.bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(text_.data());
    stream.avail_out = static_cast<uInt>(text_.size());
    int done = inflateInit2(&stream, -MAX_WBITS);  // No header, no sum.
    if (done == Z_OK) done = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    // The bytes are our own: this is want of 10 kB of memory, in which nothing else would work.
    if (done != Z_STREAM_END) std::abort();
  }

  std::string text_;
  std::vector<Section> sections_{};
};

const Folder* folder_of(Text name) {
  if (name == "checks") {
    static const Folder checks(packed::checks);
    return &checks;
  }
  if (name == "counters") {
    static const Folder counters(packed::counters);
    return &counters;
  }
  if (name == "host") {
    static const Folder host(packed::host);
    return &host;
  }
  if (name == "sockets") {
    static const Folder sockets(packed::sockets);
    return &sockets;
  }
  if (name == "tables") {
    static const Folder tables(packed::tables);
    return &tables;
  }
  return nullptr;
}

constexpr std::size_t language_bytes = 3;  // "en ".

Text paragraph(Text& rest) { return next_line(rest).substr(language_bytes); }

}  // namespace

Text section(Text path) {
  const std::size_t slash = path.find('/');
  const Folder* const folder = folder_of(path.substr(0, slash));
  return folder && slash != Text::npos ? folder->section(path.substr(slash + 1)) : Text();
}

Text shell_collector() {
  static const Folder collector(packed::sh);
  return collector.whole();
}

Text awk_collector() {
  static const Folder collector(packed::awk);
  return collector.whole();
}

Text inject_script() {
  static const Folder script(packed::inject);
  return script.whole();
}

std::vector<Entry> entries_in(Text path) {
  std::vector<Entry> entries;
  for (Text rest = section(path); !rest.empty();) {
    Text head = next_line(rest);
    const Text word = next_word(head);
    const Text kind = next_word(head);
    const Text en = paragraph(rest);
    const Text ja = paragraph(rest);
    entries.push_back({word, kind, en, ja, paragraph(rest)});
  }
  return entries;
}

}  // namespace sonde::lexicon
