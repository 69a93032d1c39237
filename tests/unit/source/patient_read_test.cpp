// patient_read_test.cpp: files of a root that is full of traps; each costs next to nothing.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <thread>
#include <unistd.h>

#include "source/files.hpp"
#include "source/live.hpp"
#include "source/patience.hpp"

namespace sonde {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Traps : public testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sonde-traps-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    outer_ = name;
    root_ = outer_ / "root";
    fs::create_directories(root_ / "etc");
    write(outer_ / "secret", "secret");
    write(root_ / "etc/passwd", "root:x:0:0::/:/bin/sh\n");
  }
  void TearDown() override { fs::remove_all(outer_); }

  static void write(const fs::path& path, Text text) {
    std::ofstream(path, std::ios::binary) << text;
  }
  // The text, or "error: WHY".
  std::string read(const std::string& path, Mounts mounts = Mounts::Stay) {
    const auto begin = std::chrono::steady_clock::now();
    const auto root =
        std::make_shared<UniqueFd>(::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const auto open_and_read = [root, path, mounts, most = bytes_max_]() -> Result<std::string> {
      const UniqueFd file = TRY(open_inside(**root, path, mounts));
      std::string bytes;
      TRY(read_all(*file, bytes, most, path));
      return bytes;
    };
    std::string room;
    const Result<Text> text = with_patience(patience_, path, open_and_read, room);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s) << path;
    if (!text) code_ = text.error().code;
    return text ? std::string(*text)
                : "error: " + std::make_error_code(text.error().code).message();
  }
  void expect_refused(const std::string& path) {
    code_ = {};
    EXPECT_TRUE(read(path).starts_with("error: ")) << path;
    EXPECT_NE(code_, std::errc::timed_out) << path << " was waited for";
  }

  fs::path outer_{}, root_{};
  std::size_t bytes_max_ = 4096;
  std::chrono::milliseconds patience_{20'000};
  std::errc code_{};
};

TEST_F(Traps, AFileIsReadAndPatienceStays) {
  EXPECT_EQ(read("etc/passwd"), "root:x:0:0::/:/bin/sh\n");
  EXPECT_EQ(read("/etc/passwd"), "root:x:0:0::/:/bin/sh\n") << "also as it is called inside";
  EXPECT_GT(patience_, 10s);
}

TEST_F(Traps, AFifoADeviceADirectoryAndASocketAreNotOpened) {
  ASSERT_EQ(::mkfifo((root_ / "etc/fifo").c_str(), 0644), 0);
  for (const char* path : {"etc/fifo", "etc", "etc/none", "."}) expect_refused(path);
  if (::mknod((root_ / "zero").c_str(), S_IFCHR | 0644, makedev(1, 5)) == 0) expect_refused("zero");
  EXPECT_GT(patience_, 10s) << "none of them was waited for";
}

TEST_F(Traps, NoLinkLeadsOutOfTheRoot) {
  fs::create_symlink(outer_ / "secret", root_ / "etc/absolute");
  fs::create_symlink("../../secret", root_ / "etc/relative");
  fs::create_symlink("../../../../../../../../../../../../proc/self/root" +
                         (outer_ / "secret").string(),
                     root_ / "etc/magic");
  fs::create_symlink(outer_, root_ / "etc/folder");
  fs::create_symlink("loop", root_ / "etc/loop");
  for (const char* path : {"etc/absolute", "etc/relative", "etc/magic", "etc/folder/secret",
                           "../secret", "etc/../../secret", "etc/loop"})
    expect_refused(path);
}

TEST_F(Traps, ALinkThatIsAbsoluteInsideTheRootStaysInside) {
  write(root_ / "secret", "of the container");
  fs::create_symlink("/secret", root_ / "etc/link");
  fs::create_symlink("../../../../secret", root_ / "etc/up");
  EXPECT_EQ(read("etc/link"), "of the container");
  EXPECT_EQ(read("etc/up"), "of the container");
}

TEST_F(Traps, AFileThatIsTooLargeIsAnErrorAndNotCut) {
  write(root_ / "etc/exact", std::string(4096, 'x'));
  write(root_ / "etc/more", std::string(4097, 'x'));
  EXPECT_EQ(read("etc/exact").size(), 4096u);
  EXPECT_EQ(read("etc/more"), "error: File too large");
  fs::resize_file(root_ / "etc/more", std::uintmax_t{1} << 40);  // A hole of a TiB.
  EXPECT_EQ(read("etc/more"), "error: File too large");
}

TEST_F(Traps, WithoutPatienceNothingIsTried) {
  patience_ = 0ms;
  EXPECT_TRUE(read("etc/passwd").starts_with("error: "));
  EXPECT_EQ(code_, std::errc::timed_out);
}

// Runs `work` as root of a mount namespace of its own, in a thread, so that ours stays as it is.
bool in_own_mounts(const std::function<void()>& work) {
  bool was_permitted = false;
  std::thread([&] {
    was_permitted = ::unshare(CLONE_FS | CLONE_NEWNS) == 0 &&
                    ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    if (was_permitted) work();
  }).join();
  return was_permitted;
}

TEST_F(Traps, WhatIsMountedBelowTheRootIsOnlyReadWhereThatIsAllowed) {
  fs::create_directory(root_ / "mnt");
  const auto look = [&] {
    ASSERT_EQ(::mount("none", (root_ / "mnt").c_str(), "tmpfs", 0, nullptr), 0);
    write(root_ / "mnt/file", "mounted");
    write(root_ / "bound", "");
    ASSERT_EQ(
        ::mount((outer_ / "secret").c_str(), (root_ / "bound").c_str(), nullptr, MS_BIND, nullptr),
        0);
    const UniqueFd root(::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (const char* path : {"mnt/file", "bound"}) {
      EXPECT_FALSE(open_inside(*root, path, Mounts::Stay).has_value()) << path;
      EXPECT_TRUE(open_inside(*root, path, Mounts::Cross).has_value()) << path;
    }
    EXPECT_TRUE(open_inside(*root, "etc/passwd", Mounts::Stay).has_value());
  };
  if (!in_own_mounts(look)) GTEST_SKIP() << "mount namespaces are refused here";
}

TEST_F(Traps, AFileSystemThatHangsCostsThePatienceOnceAndNoMore) {
  fs::create_directory(root_ / "hung");
  bool has_fuse = false;
  const auto look = [&] {
    // Nobody ever answers what the kernel asks through this descriptor.
    const UniqueFd fuse(::open("/dev/fuse", O_RDWR | O_CLOEXEC));
    if (!fuse) return;
    const std::string options =
        "fd=" + std::to_string(*fuse) + ",rootmode=40000,user_id=0,group_id=0";
    has_fuse = ::mount("none", (root_ / "hung").c_str(), "fuse", 0, options.c_str()) == 0;
    if (!has_fuse) return;
    expect_refused("hung/file");
    EXPECT_GT(patience_, 10s) << "what is mounted below the root is not even asked";
    patience_ = 300ms;
    EXPECT_EQ(read("hung/file", Mounts::Cross), "error: Connection timed out");
    EXPECT_EQ(patience_, 0ms);
    EXPECT_EQ(read("etc/passwd"), "error: Connection timed out") << "it was used up";
  };
  if (!in_own_mounts(look)) GTEST_SKIP() << "mount namespaces are refused here";
  if (!has_fuse) GTEST_SKIP() << "there is no FUSE here";
}

TEST_F(Traps, AFolderOfTheMachineThatHangsCostsASecondAndNoMore) {
  fs::create_directory(root_ / "hung");
  bool has_fuse = false;
  const auto look = [&] {
    const UniqueFd fuse(::open("/dev/fuse", O_RDWR | O_CLOEXEC));
    if (!fuse) return;
    const std::string options =
        "fd=" + std::to_string(*fuse) + ",rootmode=40000,user_id=0,group_id=0";
    has_fuse = ::mount("none", (root_ / "hung").c_str(), "fuse", 0, options.c_str()) == 0;
    if (!has_fuse) return;
    const std::unique_ptr<Source> machine = open_live();
    const auto list = [&](const fs::path& folder) {
      std::string room;
      const std::string name = folder.string().substr(1);
      const Result<Text> names = machine->ask({Question::How::HostList, name}, room);
      return names ? std::errc() : names.error().code;
    };
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(list(root_ / "etc"), std::errc());
    for (int i = 0; i < 6; ++i) EXPECT_EQ(list(root_ / "hung"), std::errc::timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s) << "it is waited for once";
    std::string room;
    EXPECT_TRUE(machine->ask({Question::How::List}, room)) << "a new walk";
    EXPECT_EQ(list(root_ / "etc"), std::errc());
  };
  if (!in_own_mounts(look)) GTEST_SKIP() << "mount namespaces are refused here";
  if (!has_fuse) GTEST_SKIP() << "there is no FUSE here";
}

TEST_F(Traps, WhyALinkFailedIsLookedUpInsideTheRootToo) {
  // What the link says must be found in the root, or nowhere.
  fs::create_symlink(outer_, root_ / "etc/out");
  fs::create_symlink("/nowhere", outer_ / "dangling");
  const UniqueFd root(::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  const Result<UniqueFd> file = open_inside(*root, "etc/out/dangling");
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, std::errc::no_such_file_or_directory);
  const Result<UniqueFd> absolute = open_inside(*root, (outer_ / "dangling").string());
  ASSERT_FALSE(absolute.has_value());
  EXPECT_EQ(absolute.error().code, std::errc::no_such_file_or_directory);
}

TEST_F(Traps, AStatTellsInodeLinksSizeKindDeviceAndBlocks) {
  const UniqueFd root(::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct stat status;
  ASSERT_EQ(::stat((root_ / "etc/passwd").c_str(), &status), 0);
  std::string room;
  const std::string device = " " + std::to_string(status.st_dev) + " ";
  EXPECT_EQ(*stat_of(*root, "etc/passwd", room),
            std::to_string(status.st_ino) + " 1 22 -" + device + std::to_string(status.st_blocks));
  EXPECT_TRUE(stat_of(*root, "etc", room)->contains(" d" + device));
  ASSERT_EQ(::mkfifo((root_ / "fifo").c_str(), 0644), 0);
  EXPECT_TRUE(stat_of(*root, "fifo", room)->contains(" p" + device));
  EXPECT_FALSE(stat_of(*root, "none", room).has_value());
}

}  // namespace
}  // namespace sonde
