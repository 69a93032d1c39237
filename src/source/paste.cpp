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

// Block after block of one input after the other.
class PasteBlocks final : public Blocks {
public:
  explicit PasteBlocks(std::vector<std::unique_ptr<Blocks>> parts) : parts_(std::move(parts)) {}

  // The first block, which next() will say again.
  Result<Text> peek() {
    if (begin_.empty()) begin_ = TRY(next());
    is_begin_due_ = true;
    return Text(begin_);
  }
  Result<Text> next() override {
    if (std::exchange(is_begin_due_, false)) return Text(begin_);
    for (; at_ < parts_.size(); ++at_) {
      const Text block = TRY(parts_[at_]->next());
      if (!block.empty()) return block;
    }
    return Text();
  }

private:
  std::vector<std::unique_ptr<Blocks>> parts_;
  std::size_t at_ = 0;
  std::string begin_{};
  bool is_begin_due_ = false;
};

class PasteSource final : public Source {
public:
  explicit PasteSource(std::vector<std::unique_ptr<Blocks>> parts, std::string name)
      : blocks_(std::make_unique<PasteBlocks>(std::move(parts))), name_(std::move(name)) {}

  Text name() const override { return name_; }
  bool is_live() const override { return false; }
  Result<Text> ask(Question question, std::string&) override {
    if (question.how == Question::How::Paste && blocks_) return blocks_->peek();
    return failed(std::errc::no_message, "find in the pasted text", std::string(question.name));
  }
  Result<std::unique_ptr<Blocks>> stream(Question question) override {
    if (question.how != Question::How::Paste || !blocks_)
      return failed(std::errc::no_message, "find in the pasted text", std::string(question.name));
    return std::move(blocks_);
  }

private:
  std::unique_ptr<PasteBlocks> blocks_;  // Null when they were handed out.
  std::string name_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_paste(std::vector<std::string> files) {
  if (files.empty()) files.emplace_back("-");
  std::vector<std::unique_ptr<Blocks>> parts;
  for (const std::string& file : files) {
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
    parts.push_back(blocks_of(std::move(fd), is_input ? "standard input" : file));
  }
  std::string name = files.size() == 1 && files[0] != "-" ? "from " + files[0] : "from text";
  return std::make_unique<PasteSource>(std::move(parts), std::move(name));
}

}  // namespace sonde
