// files.cpp: openat2, read and getdents64, with limits and with the errors of the kernel kept.
// SPDX-License-Identifier: Apache-2.0
#include "source/files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr std::size_t block_bytes = 64 * 1024;

class FileBlocks final : public Blocks {
public:
  FileBlocks(UniqueFd file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  Result<Text> next() override {
    for (;;) {
      const ssize_t n = ::read(*file_, block_.data(), block_.size());
      if (n >= 0) return Text(block_.data(), static_cast<std::size_t>(n));
      if (errno == EAGAIN)  // Somebody made our input non-blocking: wait for more of it.
        wait_for_input();
      else if (errno != EINTR)
        return errno_failed("read", name_);
    }
  }

private:
  void wait_for_input() const {
    pollfd wait{*file_, POLLIN, 0};
    ::poll(&wait, 1, -1);
  }

  UniqueFd file_;
  std::string name_;
  std::array<char, block_bytes> block_;
};

// Without openat2: one component after the other, and no link is followed.
UniqueFd open_without_links(int root, Text path) {
  UniqueFd at(::openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  while (at && !path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string part(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty()) continue;
    if (part == "..") {
      errno = ELOOP;
      return {};
    }
    at.reset(::openat(*at, part.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  }
  return at;
}

UniqueFd open_below(int root, const std::string& path, u64 flags, Mounts mounts) {
  open_how how{};
  how.flags = flags | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
  if (mounts == Mounts::Stay) how.resolve |= RESOLVE_NO_XDEV;
  return UniqueFd(static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how)));
}

UniqueFd open_handle(int root, const std::string& path, Mounts mounts) {
  UniqueFd handle = open_below(root, path, O_PATH, mounts);
  if (handle || (errno != ENOSYS && errno != EPERM)) return handle;
  return open_without_links(root, path);  // Before 5.6, or a sandbox refuses the new call.
}

bool is_same_file(int one, int other) {
  struct stat left;
  struct stat right;
  return ::fstat(one, &left) == 0 && ::fstat(other, &right) == 0 && left.st_dev == right.st_dev &&
         left.st_ino == right.st_ino;
}

// A handle on what stands at `path`.
Result<UniqueFd> handle_of(int root, const std::string& path, Mounts mounts) {
  UniqueFd handle = open_handle(root, path, mounts);
  if (handle) return handle;
  const std::errc code = static_cast<std::errc>(errno);
  // Looked up inside the root as well: fstatat would follow links on the way out of it.
  const UniqueFd link = open_below(root, path, O_PATH | O_NOFOLLOW, mounts);
  struct stat status;
  if (link && ::fstat(*link, &status) == 0 && S_ISLNK(status.st_mode))
    return failed(std::errc::bad_message, "follow the link (it leads nowhere)", path);
  return failed(code, "open", path);
}

// The same, when it is of the kind that is expected.
Result<UniqueFd> handle_of_kind(int root, const std::string& path, mode_t kind, Mounts mounts) {
  UniqueFd handle = TRY(handle_of(root, path, mounts));
  struct stat status;
  if (::fstat(*handle, &status) != 0) return errno_failed("look at", path);
  if ((status.st_mode & S_IFMT) == kind) return handle;
  const bool is_directory = S_ISDIR(status.st_mode);
  return failed(is_directory ? std::errc::is_a_directory : std::errc::bad_message,
                "open (it is of another kind)", path);
}

// A handle cannot be read; /proc/self/fd leads to the very same file, whatever its path is now.
// Without procfs there the path is looked up again, and the file compared.
Result<UniqueFd> reopen(UniqueFd handle, int root, int flags, const std::string& path) {
  const std::string again = "/proc/self/fd/" + std::to_string(*handle);
  UniqueFd file(::open(again.c_str(), flags | O_CLOEXEC | O_NOCTTY));
  if (!file) file = open_below(root, path, static_cast<u64>(flags | O_NOCTTY), Mounts::Cross);
  if (!file) return errno_failed("open", path);
  if (!is_same_file(*handle, *file))
    return failed(std::errc::bad_message, "open (it changed meanwhile)", path);
  return file;
}

// getdents64 gives these one after the other; d_name is ended by a NUL.
struct DirectoryEntry {
  u64 inode;
  i64 offset;
  u16 size;
  u8 type;
  char name[1];
};

// The entries of a directory, a batch at a time.
class DirectoryBatch {
public:
  // False at the end; an error of the kernel otherwise.
  // A file system of somebody else may never end: then it is an error too.
  Result<bool> read(int directory, const std::string& name) {
    const long n = ::syscall(SYS_getdents64, directory, bytes_, sizeof bytes_);
    if (n < 0) return errno_failed("list", name);
    size_ = n;
    total_ += static_cast<u64>(n);
    if (total_ > bytes_max) return failed(std::errc::file_too_large, "list", name);
    return n > 0;
  }
  template <class Use> bool each(Use use) const {
    for (long at = 0; at < size_;) {
      const auto* entry = reinterpret_cast<const DirectoryEntry*>(bytes_ + at);
      if (entry->name[0] != '.' && !use(entry->name)) return false;
      at += entry->size;
    }
    return true;
  }

private:
  static constexpr u64 bytes_max = u64{512} * 1024 * 1024;  // Some ten million entries.
  alignas(DirectoryEntry) char bytes_[32 * 1024];
  long size_ = 0;
  u64 total_ = 0;
};

class LinkBlocks final : public Blocks {
public:
  LinkBlocks(UniqueFd directory, std::string name)
      : directory_(std::move(directory)), name_(std::move(name)) {}

  Result<Text> next() override {
    room_.clear();
    while (room_.empty()) {
      if (!TRY(batch_.read(*directory_, name_))) break;
      if (!batch_.each([&](const char* entry) { return append(entry); }))
        return errno_failed("read the links of", name_);
    }
    return Text(room_);
  }

private:
  // False, with errno, when the kernel lets us list the links and not look at them.
  bool append(const char* entry) {
    char target[4096];
    const ssize_t n = ::readlinkat(*directory_, entry, target, sizeof target);
    if (n < 0) return errno != EACCES && errno != EPERM;  // Otherwise it was closed meanwhile.
    room_.append(entry).push_back('\0');
    room_.append(target, static_cast<std::size_t>(n)).push_back('\0');
    return true;
  }

  UniqueFd directory_;
  std::string name_;
  DirectoryBatch batch_;
  std::string room_{};
};

// As ls -l shows it.
char kind_letter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR: return 'd';
    case S_IFCHR: return 'c';
    case S_IFBLK: return 'b';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    case S_IFLNK: return 'l';
    default: return '-';
  }
}

class PrecededBlocks final : public Blocks {
public:
  PrecededBlocks(std::string first, std::unique_ptr<Blocks> rest)
      : first_(std::move(first)), rest_(std::move(rest)) {}
  Result<Text> next() override {
    if (!std::exchange(is_given_, true) && !first_.empty()) return Text(first_);
    return rest_->next();
  }

private:
  std::string first_;
  std::unique_ptr<Blocks> rest_;
  bool is_given_ = false;
};

}  // namespace

std::unique_ptr<Blocks> preceded(std::string first, std::unique_ptr<Blocks> rest) {
  return std::make_unique<PrecededBlocks>(std::move(first), std::move(rest));
}

std::unexpected<Error> errno_failed(const char* operation, const std::string& object) {
  return failed(static_cast<std::errc>(errno), operation, object);
}

Result<UniqueFd> open_directory(const std::string& path) {
  UniqueFd directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return errno_failed("open", path);
  return directory;
}

Result<UniqueFd> open_inside(int root, const std::string& path, Mounts mounts) {
  return reopen(TRY(handle_of_kind(root, path, S_IFREG, mounts)), root, O_RDONLY | O_NONBLOCK,
                path);
}

Result<UniqueFd> open_directory_inside(int root, const std::string& path) {
  return reopen(TRY(handle_of_kind(root, path, S_IFDIR, Mounts::Cross)), root,
                O_RDONLY | O_DIRECTORY, path);
}

Result<Text> read_all(int fd, std::string& room, std::size_t bytes_max, const std::string& name) {
  room.clear();
  for (;;) {
    const std::size_t before = room.size();
    const std::size_t wanted = std::max<std::size_t>(before, 4096);
    ssize_t n = 0;
    room.resize_and_overwrite(before + wanted, [&](char* bytes, std::size_t) {
      n = ::read(fd, bytes + before, wanted);
      return before + static_cast<std::size_t>(std::max<ssize_t>(n, 0));
    });
    if (n < 0 && errno != EINTR) return errno_failed("read", name);
    if (n == 0) return Text(room);
    if (room.size() > bytes_max) return failed(std::errc::file_too_large, "read", name);
  }
}

std::unique_ptr<Blocks> blocks_of(UniqueFd file, std::string name) {
  return std::make_unique<FileBlocks>(std::move(file), std::move(name));
}

Result<Text> list_names(int directory, std::string& room, const std::string& name) {
  constexpr std::size_t bytes_max = 64 * 1024 * 1024;  // /proc with 4 million processes has half.
  room.clear();
  DirectoryBatch batch;
  while (TRY(batch.read(directory, name))) {
    batch.each([&](const char* entry) {
      room.append(entry).push_back('\0');
      return true;
    });
    if (room.size() > bytes_max) return failed(std::errc::file_too_large, "list", name);
  }
  return Text(room);
}

Result<Text> list_links(UniqueFd directory, std::string& room, const std::string& name) {
  room.clear();
  LinkBlocks blocks(std::move(directory), name);
  for (Text block; !(block = TRY(blocks.next())).empty();) room.append(block);
  return Text(room);
}

std::unique_ptr<Blocks> links_of(UniqueFd directory, std::string name) {
  return std::make_unique<LinkBlocks>(std::move(directory), std::move(name));
}

Result<Text> read_link(int directory, const std::string& path, std::string& room) {
  char target[4096];
  const ssize_t n = ::readlinkat(directory, path.c_str(), target, sizeof target);
  if (n < 0) return errno_failed("read the link", path);
  return Text(room.assign(target, static_cast<std::size_t>(n)));
}

// AT_STATX_DONT_SYNC: what the kernel knows of a file, without asking another machine for it.
Result<Text> stat_of(int directory, const std::string& path, std::string& room) {
  struct statx status;
  constexpr unsigned wanted = STATX_INO | STATX_NLINK | STATX_SIZE | STATX_TYPE | STATX_BLOCKS;
  constexpr int flags = AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT | AT_EMPTY_PATH;
  if (::statx(directory, path.c_str(), flags, wanted, &status) != 0)
    return errno_failed("look at", path);
  room.clear();
  append_number(room, status.stx_ino);
  append_number(room += ' ', status.stx_nlink);
  append_number(room += ' ', status.stx_size);
  (room += ' ') += kind_letter(status.stx_mode);
  append_number(room += ' ', ::makedev(status.stx_dev_major, status.stx_dev_minor));
  append_number(room += ' ', status.stx_blocks);
  return Text(room);
}

Result<Text> stat_inside(int root, const std::string& path, Mounts mounts, std::string& room) {
  return stat_of(*TRY(handle_of(root, path, mounts)), "", room);
}

Result<Text> usage_inside(int root, const std::string& path, std::string& room) {
  const UniqueFd handle = TRY(handle_of(root, path, Mounts::Cross));
  struct statvfs use;
  if (::fstatvfs(*handle, &use) != 0) return errno_failed("look at", path);
  struct statx status;
  constexpr unsigned mount_id = 0x1000;  // STATX_MNT_ID of linux/stat.h, Linux 5.8.
  constexpr int flags = AT_STATX_DONT_SYNC | AT_EMPTY_PATH;
  const bool has_mount =
      ::statx(*handle, "", flags, mount_id, &status) == 0 && (status.stx_mask & mount_id) != 0;
  room.clear();
  append_number(room, has_mount ? u64{status.stx_mnt_id} : 0);
  for (const u64 blocks : {use.f_blocks, use.f_bfree, use.f_bavail})
    append_number(room += ' ', blocks * use.f_frsize);
  for (const u64 files : {use.f_files, use.f_ffree}) append_number(room += ' ', files);
  return Text(room);
}

}  // namespace sonde
