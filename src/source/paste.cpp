// paste.cpp: a source that answers one question, what was pasted.
// SPDX-License-Identifier: Apache-2.0
#include "source/paste.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "source/files.hpp"

namespace sonde {
namespace {

// What was pasted: block after block of one input after the other. A pipe can be read only once,
// and several tables may want it; so the text is kept, unless it is long.
class PastedText {
public:
  explicit PastedText(std::vector<std::unique_ptr<Blocks>> parts) : parts_(std::move(parts)) {}

  // The text at this place: what is kept of it, or the next block. Empty: the end.
  Result<Text> at(std::size_t place) {
    if (place < kept_.size()) return Text(kept_).substr(place);
    const Text block = TRY(next());
    if (is_kept_ && kept_.size() + block.size() > kept_max) {
      is_kept_ = false;
      kept_ = {};
    }
    if (!is_kept_ || block.empty()) return block;
    kept_ += block;
    return Text(kept_).substr(place);
  }
  bool is_kept() const { return is_kept_; }

private:
  static constexpr std::size_t kept_max = 8 * 1024 * 1024;  // 50,000 sockets.

  Result<Text> next() {
    for (; at_ < parts_.size(); ++at_) {
      const Text block = TRY(parts_[at_]->next());
      if (!block.empty()) return block;
    }
    return Text();
  }

  std::vector<std::unique_ptr<Blocks>> parts_;
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
  explicit PasteSource(std::vector<std::unique_ptr<Blocks>> parts, std::string name)
      : text_(std::make_shared<PastedText>(std::move(parts))), name_(std::move(name)) {}

  Text name() const override { return name_; }
  Result<Text> ask(Question question, std::string& room) override {
    if (question.how != Question::How::Paste || !text_->is_kept()) return gone(question);
    const Text begin = TRY(text_->at(0));
    return Text(room = begin.substr(0, begin_max));
  }
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    if (question.how != Question::How::Paste || !text_->is_kept())
      return std::unexpected(gone(question).error());
    return std::make_unique<PasteBlocks>(text_);
  }

private:
  static constexpr std::size_t begin_max = 64 * 1024;

  static Result<Text> gone(Question question) {
    return failed(std::errc::no_message, "find in the pasted text",
                  question.name.empty() ? "processes" : std::string(question.name));
  }

  std::shared_ptr<PastedText> text_;
  std::string name_;
};

}  // namespace

Result<std::unique_ptr<Blocks>> open_text(const std::string& file) {
  const bool is_input = file == "-";
  // Non-blocking, so that a FIFO nobody writes to is an empty file and not a hang.
  UniqueFd fd(is_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                       : ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!fd) return errno_failed("open", is_input ? "standard input" : file);
  struct stat status;
  const bool is_readable = is_input || (::fstat(*fd, &status) == 0 &&
                                        (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode)));
  if (!is_readable)
    return std::unexpected(Error{std::errc::bad_message, "read " + file,
                                 "it is a device, not a file with text", Error::Kind::Sentence});
  return blocks_of(std::move(fd), is_input ? "standard input" : file);
}

std::unique_ptr<Source> paste_of(std::vector<std::unique_ptr<Blocks>> parts, std::string name) {
  return std::make_unique<PasteSource>(std::move(parts), std::move(name));
}

Result<std::unique_ptr<Source>> open_paste(std::vector<std::string> files) {
  if (files.empty()) files.emplace_back("-");
  std::vector<std::unique_ptr<Blocks>> parts;
  for (const std::string& file : files) parts.push_back(TRY(open_text(file)));
  const bool is_one_file = files.size() == 1 && files[0] != "-";
  return paste_of(std::move(parts), is_one_file ? "from " + files[0] : "from text");
}

}  // namespace sonde
