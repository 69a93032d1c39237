// kernel_log.cpp: a read of /dev/kmsg gives one record, and waits at the end unless told not to.
// SPDX-License-Identifier: Apache-2.0
#include "source/kernel_log.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "source/files.hpp"

namespace sonde {
namespace {

constexpr std::size_t kept_max = 16 * 1024 * 1024;
// A kernel that logs faster than it is read would never end.
constexpr std::size_t records_max = 4'000'000;

// A container may have anything under this name.
bool is_kernel_log(int fd) {
  struct stat status;
  return ::fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) &&
         status.st_rdev == makedev(1, 11);  // Documentation/admin-guide/devices.txt.
}

}  // namespace

Result<Text> read_kernel_log(std::string& room) {
  const UniqueFd log(::open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!log) return errno_failed("open", "/dev/kmsg");
  if (!is_kernel_log(*log)) return failed(std::errc::bad_message, "open", "/dev/kmsg");
  room.clear();
  char record[8192];  // PRINTK_MESSAGE_MAX is 2048.
  for (std::size_t i = 0; i < records_max; ++i) {
    const ssize_t size = ::read(*log, record, sizeof record);
    if (size == 0 || (size < 0 && errno == EAGAIN)) break;
    // EPIPE: records were overwritten before they were read; the next read goes on behind them.
    if (size < 0 && (errno == EPIPE || errno == EINTR)) continue;
    if (size < 0) return errno_failed("read", "/dev/kmsg");
    if (room.size() > kept_max) room.erase(0, room.find('\n', kept_max / 2) + 1);
    room.append(record, static_cast<std::size_t>(size));
  }
  return Text(room);
}

}  // namespace sonde
