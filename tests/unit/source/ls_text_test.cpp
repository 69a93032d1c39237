// ls_text_test.cpp: lines that ls of coreutils 9.1 and of busybox 1.35 printed.
// SPDX-License-Identifier: Apache-2.0
#include "source/ls_text.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

TEST(LsText, ALinkHasItsNameAndItsTarget) {
  const auto line =
      read_ls_line(R"(lrwx------ 1 0 0 64 Nov 22 19:38 "7" -> "socket:[4242]")", LsForm::Escaped);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->name, "7");
  EXPECT_EQ(line->target, "socket:[4242]");
  EXPECT_TRUE(line->has_target);
  EXPECT_FALSE(line->is_masked);
}

TEST(LsText, CoreutilsEscapesWhatATargetHolds) {
  // ln -s $'/tmp/a\nlrwx x é \\ ? " b' /tmp/lt/0; LC_ALL=C ls -lnQ /tmp/lt
  const auto line =
      read_ls_line(R"(lrwxrwxrwx 1 0 0 22 Nov 22 19:35 "0" -> "/tmp/a\nlrwx x \303\251 \\ ? \" b")",
                   LsForm::Escaped);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->target, "/tmp/a\nlrwx x \xc3\xa9 \\ ? \" b");
  EXPECT_FALSE(line->is_masked) << "a question mark is one";
}

TEST(LsText, WhatBusyboxMasksIsNotKnown) {
  const auto line = read_ls_line(
      R"(lrwxrwxrwx    1 0 0 22 Nov 22 19:35 "0" -> "/tmp/a?lrwx x ?? \\ ? b")", LsForm::Masked);
  ASSERT_TRUE(line);
  EXPECT_TRUE(line->is_masked);
}

TEST(LsText, FoldersStandBeforeTheirLinksWithQuotesOrWithout) {
  EXPECT_EQ(read_ls_line(R"("/proc/42/fd":)", LsForm::Escaped)->folder, "/proc/42/fd");
  EXPECT_EQ(read_ls_line("/proc/42/fd:", LsForm::Masked)->folder, "/proc/42/fd");
  EXPECT_FALSE(read_ls_line(R"("/tmp/x":)", LsForm::Escaped)) << "nobody asked for that";
}

TEST(LsText, ALinkThatCouldNotBeReadHasNoTarget) {
  const auto line = read_ls_line(R"(lr-x------ 1 0 0 64 Nov 22 19:38 "3")", LsForm::Escaped);
  ASSERT_TRUE(line);
  EXPECT_FALSE(line->has_target);
}

TEST(LsText, OtherLinesAreNone) {
  for (const Text line :
       {"", "total 0", "l", "lrwx", "lrwx \"7", "lrwx \"7\" -> ", "lrwx \"7\" -> \"a", "lrwx \"\\",
        "lrwx \"\\9\"", "lrwx \"\\777\"", "lrwx \"7\" => \"a\"", "-rw-r--r-- 1 0 0 0 \"x\""})
    EXPECT_FALSE(read_ls_line(line, LsForm::Escaped)) << line;
}

TEST(LsText, ComplaintsNameThePathAndTheReason) {
  const auto coreutils =
      read_ls_error("ls: cannot read symbolic link '/proc/1/exe': Permission denied");
  ASSERT_TRUE(coreutils);
  EXPECT_EQ(coreutils->path, "1/exe");
  EXPECT_EQ(coreutils->code, std::errc::permission_denied);
  const auto busybox =
      read_ls_error("ls: /proc/2/exe: cannot read link: No such file or directory");
  ASSERT_TRUE(busybox);
  EXPECT_EQ(busybox->path, "2/exe");
  EXPECT_EQ(busybox->code, std::errc::no_such_file_or_directory);
  EXPECT_EQ(read_ls_error("find: /proc/7/fd: Something else")->code, std::errc::io_error);
  EXPECT_FALSE(read_ls_error("ls: invalid option -- 'Q'"));
}

TEST(LsText, AnInodeBecomesTheAnswerToStat) {
  const auto inode = read_ls_inode("4026532001 -r--r--r-- 1 0 0 0 Nov 22 19:40 /proc/1/net/tcp");
  ASSERT_TRUE(inode);
  EXPECT_EQ(inode->status, "4026532001 1 0 -");
  EXPECT_EQ(inode->path, "/proc/1/net/tcp");
  for (const Text line : {"", "x", "1", "1 -", "1 - 1", "1 - 1 0 0 x /a", "1 - 1 0 0 0 a"})
    EXPECT_FALSE(read_ls_inode(line)) << line;
}

}  // namespace
}  // namespace sonde
