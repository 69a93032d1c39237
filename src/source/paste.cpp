// paste.cpp: a source that answers one question, what was pasted.
// SPDX-License-Identifier: Apache-2.0
#include "source/paste.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "source/files.hpp"

namespace sonde {
namespace {

constexpr const char* input_again = "/proc/self/fd/0";

// Whether this is a file of which nobody has read anything.
bool is_whole_file(int fd) {
  struct stat status;
  return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && ::lseek(fd, 0, SEEK_CUR) == 0;
}

// Standard input; of a file with a place of its own in it, so that it can be opened once more.
UniqueFd open_input() {
  if (is_whole_file(STDIN_FILENO))
    if (UniqueFd again(::open(input_again, O_RDONLY | O_CLOEXEC | O_NOCTTY)); again) return again;
  return UniqueFd(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
}

bool is_readable_again(const std::string& file) {
  struct stat status;
  if (file == "-")  // At another place somebody reads from it: perhaps we.
    return is_whole_file(STDIN_FILENO) && ::access(input_again, R_OK) == 0;
  return ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

Result<PasteParts> open_parts(const std::vector<std::string>& files) {
  PasteParts parts;
  for (const std::string& file : files) parts.push_back(TRY(open_text(file)));
  return parts;
}

// What was pasted: block after block of one input after the other. Several tables may want it; so
// the text is kept, unless it is long.
class PastedText {
public:
  PastedText(PasteParts parts, std::size_t kept_max)
      : parts_(std::move(parts)), kept_max_(kept_max) {}

  // The text at this place: what is kept of it, or the next block. Empty: the end.
  Result<Text> at(std::size_t place) {
    if (place < kept_.size()) return Text(kept_).substr(place);
    const Text block = TRY(next());
    if (is_kept_ && kept_.size() + block.size() > kept_max_) {
      is_kept_ = false;
      kept_ = {};
    }
    if (!is_kept_ || block.empty()) return block;
    kept_ += block;
    return Text(kept_).substr(place);
  }
  bool is_kept() const { return is_kept_; }

private:
  Result<Text> next() {
    for (; at_ < parts_.size(); ++at_) {
      const Text block = TRY(parts_[at_]->next());
      if (!block.empty()) return block;
    }
    return Text();
  }

  PasteParts parts_;
  std::size_t kept_max_;
  std::size_t at_ = 0;
  std::string kept_{};
  bool is_kept_ = true;
};

class PasteBlocks final : public Blocks {
public:
  explicit PasteBlocks(std::shared_ptr<PastedText> text) : text_(std::move(text)) {}
  Result<Text> next() override {
    const Text block = TRY(text_->at(place_));
    place_ += block.size();
    return block;
  }

private:
  std::shared_ptr<PastedText> text_;
  std::size_t place_ = 0;
};

class PasteSource final : public Source {
public:
  PasteSource(PasteParts parts, std::vector<std::string> again, std::string name)
      : text_(std::make_shared<PastedText>(std::move(parts),
                                           again.empty() ? kept_of_pipe_max : kept_of_file_max)),
        again_(std::move(again)), name_(std::move(name)) {}

  Text name() const override { return name_; }
  Result<Text> ask(Question question, std::string& room) override {
    if (question.how != Question::How::Paste) return gone(question);
    TRY(have_beginning());
    const Text begin = TRY(text_->at(0));
    return Text(room = begin.substr(0, begin_max));
  }
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    if (question.how != Question::How::Paste) return std::unexpected(gone(question).error());
    TRY(have_beginning());
    return std::make_unique<PasteBlocks>(text_);
  }

private:
  static constexpr std::size_t begin_max = 64 * 1024;
  static constexpr std::size_t kept_of_file_max = 8 * 1024 * 1024;   // 50,000 sockets.
  static constexpr std::size_t kept_of_pipe_max = 64 * 1024 * 1024;  // Nobody can read it again.

  // Long text was let go while it was read: files are read again.
  Result<void> have_beginning() {
    if (text_->is_kept()) return {};
    if (again_.empty()) return std::unexpected(gone({Question::How::Paste}).error());
    text_ = std::make_shared<PastedText>(TRY(open_parts(again_)), kept_of_file_max);
    return {};
  }

  static Result<Text> gone(Question question) {
    return failed(std::errc::no_message, "find in the pasted text",
                  question.name.empty() ? "processes" : std::string(question.name));
  }

  std::shared_ptr<PastedText> text_;
  std::vector<std::string> again_;  // Empty: they cannot be read a second time.
  std::string name_;
};

}  // namespace

Result<std::unique_ptr<Blocks>> open_text(const std::string& file) {
  const bool is_input = file == "-";
  // Non-blocking, so that a FIFO nobody writes to is an empty file and not a hang.
  const int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  UniqueFd fd = is_input ? open_input() : UniqueFd(::open(file.c_str(), flags));
  if (!fd) return errno_failed("open", is_input ? "standard input" : file);
  struct stat status;
  const bool is_readable = is_input || (::fstat(*fd, &status) == 0 &&
                                        (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode)));
  if (!is_readable)
    return std::unexpected(Error{std::errc::bad_message, "read " + file,
                                 "it is a device, not a file with text", Error::Kind::Sentence});
  return blocks_of(std::move(fd), is_input ? "standard input" : file);
}

std::unique_ptr<Source> paste_of(PasteParts parts, std::vector<std::string> files) {
  const bool is_one_file = files.size() == 1 && files[0] != "-";
  std::string name = is_one_file ? "from " + files[0] : "from text";
  if (!std::ranges::all_of(files, is_readable_again)) files.clear();
  return std::make_unique<PasteSource>(std::move(parts), std::move(files), std::move(name));
}

Result<std::unique_ptr<Source>> open_paste(std::vector<std::string> files) {
  if (files.empty()) files.emplace_back("-");
  PasteParts parts = TRY(open_parts(files));
  return paste_of(std::move(parts), std::move(files));
}

}  // namespace sonde
