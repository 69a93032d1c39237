// folder_test.cpp: a copy of /proc is read, and nothing in it leads out of it or holds us up.
// SPDX-License-Identifier: Apache-2.0
#include "source/folder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace sonde {
namespace {

namespace fs = std::filesystem;
using How = Question::How;

class Folder : public testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sonde-folder-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    outer_ = name;
    root_ = outer_ / "copy";
    fs::create_directory(root_);
    write(outer_ / "secret", "secret");
  }
  void TearDown() override { fs::remove_all(outer_); }

  static void write(const fs::path& path, Text text) {
    fs::create_directories(path.parent_path());
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    ASSERT_GE(fd, 0) << path;
    ASSERT_EQ(::write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::close(fd);
  }
  std::unique_ptr<Source> open() {
    Result<std::unique_ptr<Source>> source = open_folder(root_.string());
    EXPECT_TRUE(source.has_value());
    return std::move(*source);
  }
  std::string ask(How how, Text name) {
    std::string room;
    const Result<Text> text = open()->ask({how, name}, room);
    return text ? std::string(*text)
                : "error: " + std::make_error_code(text.error().code).message();
  }
  bool refuses(Text name) { return ask(How::Read, name).starts_with("error"); }

  fs::path outer_{}, root_{};
};

TEST_F(Folder, TheTablesOfPid1ComeBeforeThoseOfWhoeverCopied) {
  write(root_ / "net/tcp", "of the copier");
  EXPECT_EQ(ask(How::Read, "net/tcp"), "of the copier");
  write(root_ / "1/net/tcp", "of pid 1");
  EXPECT_EQ(ask(How::Read, "net/tcp"), "of pid 1");
  EXPECT_NE(open()->name().find("pid 1"), Text::npos) << "and it says so";
}

TEST_F(Folder, ADanglingLinkFromNetToSelfIsNoHindrance) {
  fs::create_symlink("self/net", root_ / "net");
  write(root_ / "1/net/tcp", "of pid 1");
  EXPECT_EQ(ask(How::Read, "net/tcp"), "of pid 1");
}

TEST_F(Folder, NoLinkLeadsOut) {
  fs::create_directories(root_ / "net");
  fs::create_symlink(outer_ / "secret", root_ / "net/tcp");
  fs::create_symlink("../../secret", root_ / "net/tcp6");
  fs::create_symlink("../../../../../../../../etc/passwd", root_ / "net/udp");
  fs::create_symlink("..", root_ / "up");
  fs::create_symlink("/proc/self/environ", root_ / "net/unix");
  for (const Text name : {"net/tcp", "net/tcp6", "net/udp", "net/unix", "up/secret", "../secret",
                          "net/../../secret"}) {
    EXPECT_TRUE(refuses(name)) << name;
  }
}

TEST_F(Folder, ALinkThatStaysInsideIsFollowed) {
  write(root_ / "7/net/tcp", "seven");
  fs::create_symlink("7", root_ / "1");
  EXPECT_EQ(ask(How::Read, "net/tcp"), "seven");
}

TEST_F(Folder, FifosDevicesDirectoriesAndLoopsAreRefusedAtOnce) {
  fs::create_directories(root_ / "net/packet");
  ASSERT_EQ(::mkfifo((root_ / "net/udp").c_str(), 0644), 0);
  fs::create_symlink("/dev/zero", root_ / "net/raw");
  fs::create_symlink("loop", root_ / "net/loop");
  for (const Text name : {"net/udp", "net/raw", "net/packet", "net/loop"}) {
    EXPECT_TRUE(refuses(name)) << name;
    EXPECT_FALSE(open()->stream({How::Read, name}).has_value()) << name;
  }
  if (::mknod((root_ / "zero").c_str(), S_IFCHR | 0644, 0x105) == 0) {
    EXPECT_TRUE(refuses("zero"));
  }
}

TEST_F(Folder, WhatIsThereButNoFileIsNotTakenForAbsent) {
  fs::create_directories(root_ / "net/tcp6");
  std::string room;
  const Result<Text> text = open()->ask({How::Read, "net/tcp6"}, room);
  ASSERT_FALSE(text.has_value());
  EXPECT_NE(text.error().code, std::errc::no_such_file_or_directory);
  EXPECT_NE(text.error().code, std::errc::not_a_directory);
}

TEST_F(Folder, ThePasswordFileStandsBesideProcAndOnlyThere) {
  write(root_ / "net/tcp", "flat");
  EXPECT_TRUE(ask(How::HostFile, "etc/passwd").starts_with("error")) << "not that of this machine";
  write(root_ / "proc/net/tcp", "deep");
  write(root_ / "etc/passwd", "root:x:0:0::/:/bin/sh\n");
  EXPECT_EQ(ask(How::Read, "net/tcp"), "deep");
  EXPECT_EQ(ask(How::HostFile, "etc/passwd"), "root:x:0:0::/:/bin/sh\n");
}

TEST_F(Folder, LinksOfADescriptorTableAreNamesAndTargets) {
  fs::create_directories(root_ / "42/fd");
  fs::create_symlink("socket:[197041]", root_ / "42/fd/3");
  EXPECT_EQ(ask(How::Links, "42/fd"), std::string("3\0socket:[197041]\0", 18));
  EXPECT_TRUE(ask(How::Links, "43/fd").starts_with("error"));
}

TEST_F(Folder, AHugeFileIsReadUpToALimitAndStreamedWhole) {
  const std::string line(1023, 'x');
  std::string big;
  for (int i = 0; i < 3000; ++i) big += line + "\n";
  write(root_ / "net/tcp", big);
  EXPECT_LE(ask(How::Read, "net/tcp").size(), std::size_t{1024} * 1024);
  const auto source = open();
  auto blocks = source->stream({How::Read, "net/tcp"});
  ASSERT_TRUE(blocks.has_value());
  std::size_t bytes = 0;
  for (;;) {
    const Result<Text> block = (*blocks)->next();
    ASSERT_TRUE(block.has_value());
    if (block->empty()) break;
    EXPECT_LE(block->size(), 64U * 1024);
    bytes += block->size();
  }
  EXPECT_EQ(bytes, big.size());
}

TEST_F(Folder, AFolderIsNoLiveMachine) {
  EXPECT_FALSE(open()->is_live());
  EXPECT_FALSE(open()->stream({How::Netlink, "x"}).has_value());
  EXPECT_FALSE(open_folder((root_ / "missing").string()).has_value());
  write(root_ / "file", "");
  EXPECT_FALSE(open_folder((root_ / "file").string()).has_value());
}

}  // namespace
}  // namespace sonde
