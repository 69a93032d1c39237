// peek.cpp: pread for files, tee for pipes.
// SPDX-License-Identifier: Apache-2.0
#include "source/peek.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "source/files.hpp"

namespace sonde {
namespace {

// Opens what a descriptor leads to, if it is of the kind: first without touching it.
Result<UniqueFd> reopen(int directory, const std::string& descriptor, mode_t kind) {
  const UniqueFd handle(::openat(directory, descriptor.c_str(), O_PATH | O_CLOEXEC));
  struct stat status;
  if (!handle || ::fstat(*handle, &status) != 0) return errno_failed("open", descriptor);
  if ((status.st_mode & S_IFMT) != kind)
    return failed(std::errc::bad_message, "open (it is of another kind)", descriptor);
  struct statfs place;
  if (kind == S_IFIFO && (::fstatfs(*handle, &place) != 0 || place.f_type != PIPEFS_MAGIC))
    return failed(std::errc::not_supported, "open (it is a named pipe)", descriptor);
  const std::string again = "/proc/self/fd/" + std::to_string(*handle);
  UniqueFd file(::open(again.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file) return errno_failed("open", descriptor);
  return file;
}

}  // namespace

Result<std::string> tail_of(UniqueFd file, const std::string& name) {
  struct stat status;
  if (::fstat(*file, &status) != 0) return errno_failed("look at", name);
  constexpr off_t most = peek_bytes_max;
  const off_t begin = std::max<off_t>(status.st_size - most, 0);
  std::string bytes;
  while (bytes.size() < peek_bytes_max) {
    char part[16 * 1024];
    const std::size_t wanted = std::min(sizeof part, peek_bytes_max - bytes.size());
    const ssize_t n = ::pread(*file, part, wanted, begin + static_cast<off_t>(bytes.size()));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno_failed("read", name);
    if (n == 0) break;
    bytes.append(part, static_cast<std::size_t>(n));
  }
  return bytes;
}

Result<UniqueFd> reopen_regular(int directory, const std::string& descriptor) {
  return reopen(directory, descriptor, S_IFREG);
}

// Opening an anonymous pipe wakes nobody: only a named one has writers that wait in open(2). Where
// its last reader has gone we are one for a moment: what is written meanwhile succeeds and is lost,
// as all that comes later, and when we close, a writer gets the EPIPE that it was due.
// tee copies references to whole buffers, as many as our pipe has places for: so it gets as many.
Result<std::string> peek_pipe(int directory, const std::string& descriptor) {
  const UniqueFd theirs = TRY(reopen(directory, descriptor, S_IFIFO));
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return errno_failed("make", "a pipe");
  const UniqueFd out(ends[0]);
  const UniqueFd in(ends[1]);
  const int size = ::fcntl(*theirs, F_GETPIPE_SZ);
  if (size > 0) ::fcntl(*in, F_SETPIPE_SZ, size);
  const ssize_t copied = ::tee(*theirs, *in, 1U << 30, SPLICE_F_NONBLOCK);
  if (copied < 0 && errno == EAGAIN) return std::string();  // Nothing waits in it.
  if (copied < 0) return errno_failed("look into", descriptor);
  std::string bytes;
  for (char part[16 * 1024];;) {
    const ssize_t n = ::read(*out, part, sizeof part);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return bytes;
    bytes.append(part, static_cast<std::size_t>(n));
    if (bytes.size() > peek_bytes_max) bytes.erase(0, bytes.size() - peek_bytes_max);
  }
}

}  // namespace sonde
