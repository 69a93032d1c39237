// file_watch_test.cpp: what a child opens on a mount is seen; what could not be told is not hidden.
// SPDX-License-Identifier: Apache-2.0
#include "source/file_watch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fcntl.h>
#include <sys/resource.h>

#include "unit/support/child.hpp"

namespace sonde {
namespace {

using namespace std::chrono_literals;

void open_a_file() { ::close(::open("/etc/passwd", O_RDONLY | O_CLOEXEC)); }

// Lets nobody of this process open any more files, as long as it lives.
class NoDescriptorLeft {
public:
  NoDescriptorLeft() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit now = before_;
    now.rlim_cur = 3;  // poll(2) itself takes no more than that.
    ::setrlimit(RLIMIT_NOFILE, &now);
  }
  ~NoDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptorLeft(const NoDescriptorLeft&) = delete;
  NoDescriptorLeft& operator=(const NoDescriptorLeft&) = delete;

private:
  rlimit before_{};
};

WatchedAct going(test::Child& child) {
  return {[&child]() -> Result<void> {
            child.go();
            return {};
          },
          300ms};
}

TEST(FileWatch, SeesWhatAChildOpens) {
  test::Child child(open_a_file);
  const std::vector<std::string> mounts = {"/"};
  Result<FileWatch> watch = FileWatch::open(child.pid(), mounts);
  if (!watch) GTEST_SKIP() << "fanotify is refused here";
  const Result<OpenedFiles> opened = watch->watch(going(child));
  ASSERT_TRUE(opened.has_value());
  const auto is_it = [](const OpenedFile& file) { return file.path == "/etc/passwd"; };
  EXPECT_TRUE(std::ranges::any_of(opened->files, is_it));
  EXPECT_FALSE(opened->was_cut);
}

TEST(FileWatch, SaysThatSomethingIsMissingWhenAnEventCannotBeRead) {
  test::Child child(open_a_file);
  const std::vector<std::string> mounts = {"/"};
  Result<FileWatch> watch = FileWatch::open(child.pid(), mounts);
  if (!watch) GTEST_SKIP() << "fanotify is refused here";
  const NoDescriptorLeft none;
  const Result<OpenedFiles> opened = watch->watch(going(child));
  ASSERT_TRUE(opened.has_value());
  EXPECT_TRUE(opened->files.empty());
  EXPECT_TRUE(opened->was_cut);
}

}  // namespace
}  // namespace sonde
