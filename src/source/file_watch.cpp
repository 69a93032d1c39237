// file_watch.cpp: marks mounts, and takes the events of one process and its children.
// SPDX-License-Identifier: Apache-2.0
#include "source/file_watch.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/fanotify.h>

#include "base/text.hpp"
#include "source/files.hpp"

namespace sonde {
namespace {

using Clock = std::chrono::steady_clock;

// The parent of a process, behind the last parenthesis of its stat; 0: there is none, or it ended.
int parent_of(int pid) {
  const std::string name = "/proc/" + std::to_string(pid) + "/stat";
  const UniqueFd file(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
  char text[512];
  const ssize_t size = file ? ::read(*file, text, sizeof text) : -1;
  if (size <= 0) return 0;
  Text rest(text, static_cast<std::size_t>(size));
  rest.remove_prefix(std::min(rest.rfind(')'), rest.size() - 1) + 1);
  next_word(rest);  // The state.
  int parent = 0;
  parse_number(next_word(rest), parent);
  return parent;
}

// A directory, or a regular file such as a ConfigMap has; nothing of it is read.
Result<UniqueFd> open_mount(int root, const std::string& path) {
  Result<UniqueFd> directory = open_directory_inside(root, path);
  return directory ? std::move(directory) : open_inside(root, path);
}

}  // namespace

void OpenedFiles::add(int pid, std::string path) {
  constexpr std::size_t files_max = 1000;
  const auto is_same = [&](const OpenedFile& file) { return file.pid == pid && file.path == path; };
  if (std::ranges::any_of(files, is_same)) return;
  was_cut = was_cut || files.size() == files_max;
  if (files.size() < files_max) files.push_back({pid, std::move(path)});
}

Result<FileWatch> FileWatch::open(int pid, std::span<const std::string> mounts) {
  UniqueFd fd(::fanotify_init(FAN_CLASS_NOTIF | FAN_CLOEXEC | FAN_NONBLOCK,
                              O_RDONLY | O_CLOEXEC | O_LARGEFILE));
  if (!fd) return errno_failed("watch by fanotify", std::to_string(pid));
  const std::string own = "/proc/" + std::to_string(pid) + "/root";
  const UniqueFd root(::open(own.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return errno_failed("open", own);
  FileWatch watch(std::move(fd), pid);
  for (const std::string& mount : mounts) TRY(watch.mark(*root, mount));
  if (watch.marks_ == 0)
    return failed(std::errc::no_such_file_or_directory, "watch the mounts of", own);
  std::string room;
  const Result<Text> link = read_link(AT_FDCWD, own, room);
  if (link && *link != "/") watch.root_ = *link;
  return watch;
}

// What lies below another mount is not there, and a socket holds no configuration.
Result<void> FileWatch::mark(int root, const std::string& mount) {
  const Result<UniqueFd> handle = open_mount(root, mount);
  if (!handle) {
    const std::errc code = handle.error().code;
    is_partial_ =
        is_partial_ || (code != std::errc::no_such_file_or_directory &&
                        code != std::errc::not_a_directory && code != std::errc::bad_message);
    return {};
  }
  if (::fanotify_mark(*fd_, FAN_MARK_ADD | FAN_MARK_MOUNT, FAN_OPEN, **handle, nullptr) != 0)
    return errno_failed("watch", mount);
  ++marks_;
  return {};
}

Result<OpenedFiles> FileWatch::watch(const WatchedAct& act) {
  OpenedFiles found;
  found.was_cut = is_partial_;
  TRY(act.act());
  const Clock::time_point end = Clock::now() + act.time;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd wait{*fd_, POLLIN, 0};
    if (left <= 0) return found;
    const int ready = ::poll(&wait, 1, static_cast<int>(left));
    if (ready > 0) take_events(found);
    if (ready >= 0 || errno == EINTR) continue;
    found.was_cut = true;
    return found;
  }
}

// Its children, and theirs. Of those that have ended nobody knows.
bool FileWatch::is_of_family(int pid) {
  constexpr int depth_max = 32;
  const auto known = std::ranges::find(known_, pid, &std::pair<int, bool>::first);
  if (known != known_.end()) return known->second;
  int ancestor = pid;
  for (int depth = 0; depth < depth_max && ancestor > 1 && ancestor != pid_; ++depth)
    ancestor = parent_of(ancestor);
  known_.emplace_back(pid, ancestor == pid_);
  return ancestor == pid_;
}

void FileWatch::take_events(OpenedFiles& found) {
  alignas(fanotify_event_metadata) char room[8192];
  ssize_t size = ::read(*fd_, room, sizeof room);
  // Such as EMFILE, when no descriptor is left for the file: the event is gone.
  if (size < 0 && errno != EAGAIN && errno != EINTR) found.was_cut = true;
  const auto* event = reinterpret_cast<const fanotify_event_metadata*>(room);
  for (; size > 0 && FAN_EVENT_OK(event, size); event = FAN_EVENT_NEXT(event, size)) {
    const UniqueFd file(event->fd);
    if ((event->mask & FAN_Q_OVERFLOW) != 0) found.was_cut = true;
    if (!is_of_family(event->pid)) continue;
    std::string path;
    const std::string link = "/proc/self/fd/" + std::to_string(*file);
    const Result<Text> target = read_link(AT_FDCWD, link, path);
    found.was_cut = found.was_cut || !target;  // Without a file it is FAN_NOFD.
    if (!target) continue;
    const bool is_below = !root_.empty() && target->starts_with(root_ + "/");
    found.add(event->pid, std::string(target->substr(is_below ? root_.size() : 0)));
  }
}

}  // namespace sonde
