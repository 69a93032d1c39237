// capture_file.cpp: from answers to members of an archive, and back.
// SPDX-License-Identifier: Apache-2.0
#include "source/capture_file.hpp"

#include <cstring>
#include <utility>

#include "base/text.hpp"
#include "source/files.hpp"
#include "source/tar.hpp"

namespace sonde {
namespace {

constexpr Text more_folder = "more/";
constexpr Text refused_folder = "refused/";
constexpr std::size_t refusals_max = std::size_t{32} * 1024;  // Then they are written.
constexpr std::size_t written_at_once = std::size_t{256} * 1024;
constexpr int errors_max = 134;  // Of Linux, asm-generic/errno.h: EHWPOISON is 133.

// "EACCES": the name that people look up; numbers differ between machines.
Text error_name(std::errc code) {
  const char* const name = ::strerrorname_np(static_cast<int>(code));
  return name ? name : "EIO";
}

std::errc error_of(Text name) {
  for (int code = 1; code < errors_max; ++code) {
    const char* const known = ::strerrorname_np(code);
    if (known && name == known) return static_cast<std::errc>(code);
  }
  return std::errc::io_error;
}

class CaptureReader final : public MemberSink {
public:
  explicit CaptureReader(Capture& capture) : capture_(capture) {}

  void piece(Text name, Text bytes) override {
    if (bytes.empty()) return begin(name);  // Each member begins so.
    if (is_refusals_) return read_refusals(bytes);
    if (is_wanted_) is_wanted_ = capture_.add(key_, bytes);
  }
  void cut(Text) override {
    if (is_wanted_ && !is_refusals_)
      capture_.refuse(key_, {std::errc::no_message, "read to its end"});
  }

  // When all of it was read.
  void tell_repeated() {
    if (repeated_ == 0) return;
    std::string said = "the capture has more than one member " + first_repeated_;
    if (repeated_ > 1) append_number(said += ", and others, ", repeated_), said += " times";
    capture_.tell_lost(said + ": the first is taken");
  }

private:
  void begin(Text name) {
    if (name.starts_with("./")) name.remove_prefix(2);
    is_refusals_ = name.starts_with(refused_folder);
    line_.clear();
    const bool goes_on = name.starts_with(more_folder);
    if (goes_on) name = name.substr(std::min(name.size(), name.find('/', more_folder.size()) + 1));
    key_ = name;
    const bool is_known = capture_.find(name) != nullptr;
    is_wanted_ = !is_refusals_ && !name.ends_with('/') && is_known == goes_on;
    if (is_known && !goes_on && ++repeated_ == 1) first_repeated_ = key_;
    if (is_wanted_ && !goes_on) is_wanted_ = capture_.add(key_, {});
  }

  // Lines may go on in the next piece.
  void read_refusals(Text bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      if (line_.size() < Lines::bytes_max) line_ += bytes.substr(0, end);
      if (end == Text::npos) return;
      bytes.remove_prefix(end + 1);
      Text rest = line_;
      const std::errc code = error_of(next_word(rest));
      const Text key = next_word(rest);
      if (!key.empty()) capture_.refuse(key, {code, std::string(trim(rest))});
      line_.clear();
    }
  }

  Capture& capture_;
  std::string key_{}, line_{}, first_repeated_{};
  u64 repeated_ = 0;  // Members that were there already.
  bool is_refusals_ = false, is_wanted_ = false;
};

}  // namespace

void CaptureWriter::put(Text key, unsigned part, Text bytes) {
  std::string name(key);
  if (part > 1) name.insert(0, std::string(more_folder) + std::to_string(part) + "/");
  put_member(name, bytes);
}

void CaptureWriter::refuse(Text key, const Refusal& why) {
  refusals_.append(error_name(why.code)).append(" ").append(key).append(" ");
  (refusals_ += why.operation) += '\n';
  if (refusals_.size() >= refusals_max) put_refusals();
}

void CaptureWriter::put_refusals() {
  if (refusals_.empty()) return;
  const std::string lines = std::exchange(refusals_, {});
  put_member(std::string(refused_folder) + std::to_string(++refusal_files_), lines);
}

void CaptureWriter::put_member(Text name, Text bytes) {
  archive_.clear();
  append_member(archive_, name, bytes, time_s_);
  packer_.put(archive_, packed_);
  if (packed_.size() < written_at_once) return;
  out_.put(packed_);
  packed_.clear();
}

void CaptureWriter::sync() {
  put_refusals();
  packer_.sync(packed_);
  out_.put(packed_);
  packed_.clear();
}

void CaptureWriter::finish() {
  put_refusals();
  archive_.clear();
  append_end(archive_);
  packer_.put(archive_, packed_);
  packer_.finish(packed_);
  out_.put(packed_);
  packed_.clear();
}

Result<std::shared_ptr<const Capture>> read_capture_file(std::unique_ptr<Blocks> file) {
  std::string first(TRY(file->next()));
  const bool is_packed = Text(first).starts_with(gzip_magic);
  std::unique_ptr<Blocks> archive = preceded(std::move(first), std::move(file));
  if (is_packed) archive = unpacked(std::move(archive));
  const auto capture = std::make_shared<Capture>();
  CaptureReader reader(*capture);
  const Result<void> done = read_archive(*archive, reader);
  reader.tell_repeated();
  if (!done && capture->size() == 0)
    return std::unexpected(
        Error{std::errc::bad_message, "this is no capture of sonde", "", Error::Kind::Sentence});
  if (!done) capture->tell_lost("the capture is not whole: " + done.error().operation);
  if (capture->size() == 0)
    return std::unexpected(
        Error{std::errc::bad_message, "the capture is empty", "", Error::Kind::Sentence});
  return capture;
}

bool is_capture_file(Text beginning) {
  return beginning.starts_with(gzip_magic) || is_archive(beginning);
}

}  // namespace sonde
