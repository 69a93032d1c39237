// paste_test.cpp: what was pasted can be asked for again, as far as its input allows.
// SPDX-License-Identifier: Apache-2.0
#include "source/paste.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace sonde {
namespace {

constexpr Question paste{Question::How::Paste};

class PasteInput : public testing::Test {
protected:
  // Longer than what is kept of a file.
  void SetUp() override {
    for (int i = 0; text_.size() < 9 * 1024 * 1024; ++i) text_ += std::to_string(i) + "\n";
    std::ofstream(file_) << text_;
  }
  void TearDown() override { ::unlink(file_.c_str()); }

  static std::string read(Source& source) {
    auto blocks = source.stream(paste);
    std::string text;
    for (Text block; blocks && !(block = (*blocks)->next().value_or(Text())).empty();)
      text += block;
    return text;
  }

  const std::string file_ = testing::TempDir() + "sonde-paste-" + std::to_string(::getpid());
  std::string text_{};
};

TEST_F(PasteInput, OfALongFileIsReadAgain) {
  const std::unique_ptr<Source> source = *open_paste({file_});
  std::string room;
  for (int time = 0; time < 3; ++time) {
    EXPECT_TRUE(read(*source) == text_) << "time " << time;
    const auto beginning = source->ask(paste, room);
    ASSERT_TRUE(beginning.has_value());
    EXPECT_TRUE(!beginning->empty() && text_.starts_with(*beginning));
  }
}

TEST_F(PasteInput, OfALongFileAsStandardInputIsReadAgain) {
  const int before = ::dup(STDIN_FILENO);
  const int fd = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::dup2(fd, STDIN_FILENO), STDIN_FILENO);
  {
    const std::unique_ptr<Source> source = *open_paste({});
    EXPECT_TRUE(read(*source) == text_);
    EXPECT_TRUE(read(*source) == text_);
  }
  ::lseek(fd, 2, SEEK_SET);  // Somebody has read the first line.
  {
    const std::unique_ptr<Source> source = *open_paste({});
    EXPECT_TRUE(read(*source) == text_.substr(2));
    EXPECT_TRUE(read(*source) == text_.substr(2));
  }
  ::dup2(before, STDIN_FILENO);
  ::close(fd);
  ::close(before);
}

TEST_F(PasteInput, OfAPipeIsKeptUnlessItIsVeryLong) {
  const std::string pipe = file_ + ".pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const bool is_kept : {true, false}) {
    if (!is_kept)
      while (text_.size() < 65 * 1024 * 1024) text_ += std::string(text_);
    std::jthread writer([&] { std::ofstream(pipe) << text_; });
    const int held = ::open(pipe.c_str(), O_RDONLY | O_CLOEXEC);  // The writer has begun.
    const std::unique_ptr<Source> source = *open_paste({pipe});
    ::close(held);
    EXPECT_TRUE(read(*source) == text_);
    if (is_kept)
      EXPECT_TRUE(read(*source) == text_);
    else
      EXPECT_EQ(source->stream(paste).error().code, std::errc::no_message);
  }
  ::unlink(pipe.c_str());
}

}  // namespace
}  // namespace sonde
