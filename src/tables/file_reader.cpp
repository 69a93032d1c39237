// file_reader.cpp: links of /proc/PID/fd, fdinfo, and mountinfo to know what may be looked at.
// SPDX-License-Identifier: Apache-2.0
#include "tables/file_reader.hpp"

#include <algorithm>
#include <fcntl.h>

#include "base/text.hpp"
#include "core/file_status.hpp"
#include "decode/mountinfo.hpp"
#include "decode/proc_pid.hpp"
#include "tables/process_sockets.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// The kernel adds it to the path of what was removed (d_path of fs/d_path.c); a name may end so
// too.
constexpr Text deleted_mark = " (deleted)";
constexpr Text memfd_mark = "/memfd:";
constexpr Text anon_mark = "anon_inode:";

bool is_log_path(Text path) {
  if (path.starts_with("/var/log/") || path.find("/log/") != Text::npos ||
      path.find("/logs/") != Text::npos)
    return true;
  // Of "app.log.3" the number goes first.
  const std::size_t dot = path.rfind('.');
  u32 number = 0;
  if (dot != Text::npos && parse_number(path.substr(dot + 1), number)) {
    path = path.substr(0, dot);
    return path.ends_with(".log");
  }
  return path.ends_with(".log") || path.ends_with(".err") || path.ends_with(".out");
}

Known<FileKind> kind_of_letter(char letter) {
  switch (letter) {
    case '-': return FileKind::File;
    case 'd': return FileKind::Directory;
    case 'c':
    case 'b': return FileKind::Device;
    case 'p': return FileKind::Pipe;
    case 's': return FileKind::Socket;
    default: return Absent::Malformed;
  }
}

// What a link says that is no path; the target without what only the kernel adds.
bool use_nameless(OpenFile& file, Text link) {
  u64 inode = 0;
  file.target = link;
  if (fd_inode_of_link(link, inode)) {
    file.kind = FileKind::Socket;
    file.inode = inode;
  } else if (pipe_inode_of_link(link, inode)) {
    file.kind = FileKind::Pipe;
    file.inode = inode;
  } else if (link.starts_with(anon_mark)) {
    file.kind = FileKind::Anon;
    file.target.remove_prefix(anon_mark.size());
  } else if (link.starts_with(memfd_mark)) {
    file.kind = FileKind::Anon;  // It never had a name in a directory, so it was not deleted.
    file.target.remove_prefix(1);
    if (file.target.ends_with(deleted_mark)) file.target.remove_suffix(deleted_mark.size());
  } else if (!link.starts_with('/') && link.ends_with(']') && link.find(":[") != Text::npos) {
    file.kind = FileKind::Anon;  // A namespace, a pidfd.
    if (const auto decoded = decode_link_namespace(link)) file.inode = decoded->inode;
  } else {
    return false;
  }
  return true;
}

}  // namespace

// "pipe:[4711]"
bool pipe_inode_of_link(Text link, u64& inode) {
  constexpr Text prefix = "pipe:[";
  if (!link.starts_with(prefix) || !link.ends_with(']')) return false;
  link.remove_prefix(prefix.size());
  link.remove_suffix(1);
  return parse_number(link, inode);
}

Known<FileMode> file_mode_of(Known<u32> flags) {
  if (!flags) return flags.why;
  if ((*flags & O_PATH) != 0) return Absent::NotApplicable;  // Neither: it only names a place.
  switch (*flags & O_ACCMODE) {
    case O_RDONLY: return FileMode::R;
    case O_WRONLY: return FileMode::W;
    default: return FileMode::Rw;
  }
}

FileReader::Seen FileReader::read(int pid, bool wants_open) {
  files_.clear();
  texts_ = {};
  process_mounts_ = nullptr;
  const std::string folder = std::to_string(pid) + "/";
  const auto blocks = source_.stream({Question::How::Links, folder + "fd"});
  if (!blocks) return why_unread(blocks.error().code);
  read_places(folder, pid);
  while (wants_open) {
    const Result<Text> links = (*blocks)->next();
    if (!links) return why_unread(links.error().code);
    if (links->empty()) break;
    for (Text rest = *links; !rest.empty();) {
      const Text name = cut_name(rest);
      const Text link = texts_.keep(cut_name(rest));
      u32 fd = 0;
      if (!parse_number(name, fd)) continue;
      OpenFile file;
      file.pid = pid;
      file.fd = fd;
      use_link(folder, file, link);
    }
  }
  // A copy lists them in any order.
  std::ranges::stable_sort(files_, {},
                           [](const OpenFile& file) { return file.fd ? *file.fd + 1 : 0; });
  return Seen::Yes;
}

FileReader::Seen FileReader::why_unread(std::errc code) const {
  if (reason_of(code) == Absent::NotPermitted) return Seen::Refused;
  const bool is_absent =
      code == std::errc::no_such_file_or_directory || code == std::errc::no_such_process;
  return is_absent && !source_.is_copy() ? Seen::Vanished : Seen::NotThere;
}

// Where it stands and what it runs. Nothing is asked of these but the link: no file tells which
// mount they are on.
void FileReader::read_places(const std::string& folder, int pid) {
  for (const FileUse use : {FileUse::Cwd, FileUse::Root, FileUse::Exe}) {
    const std::string name = folder + std::string(name_of(use));
    const Known<Text> link = text_of(source_, {Question::How::Link, name}, room_);
    if (!link) continue;  // A kernel thread runs no file; a copy may lack all of them.
    OpenFile file;
    file.pid = pid;
    file.use = use;
    file.kind = use == FileUse::Exe ? FileKind::File : FileKind::Directory;
    file.target = texts_.keep(*link);
    const bool has_path = !file.target.starts_with(memfd_mark);
    if (!has_path) use_nameless(file, file.target);
    if (has_path) file.deleted = file.target.ends_with(deleted_mark);
    if (file.deleted.value) file.target.remove_suffix(deleted_mark.size());
    files_.push_back(file);
  }
}

// A descriptor that is closed meanwhile is left out.
void FileReader::use_link(const std::string& folder, OpenFile& file, Text link) {
  const bool has_no_path = use_nameless(file, link);
  if (has_no_path && file.kind && wish_.unwanted[static_cast<std::size_t>(*file.kind)]) return;
  mount_ = {};
  is_opened_as_directory_ = false;
  const bool is_asked = wish_.info || (wish_.status && !has_no_path);
  if (is_asked && !use_info(folder, file, link)) return;
  if (!has_no_path) use_path(folder, file, link);
  files_.push_back(file);
}

bool FileReader::use_info(const std::string& folder, OpenFile& file, Text link) {
  const std::string name = folder + "fdinfo/" + std::to_string(*file.fd);
  const Known<Text> text = text_of(source_, {Question::How::Read, name}, room_);
  if (text.why == Absent::Vanished) return false;
  const FdInfo info = text ? decode_fdinfo(*text) : FdInfo{};
  const bool has_path = link.starts_with('/') && !file.kind;
  file.mode = text ? file_mode_of(info.flags) : text.why;
  if (has_path) {
    file.inode = text ? info.ino : text.why;
    file.position = text ? info.pos : text.why;
  }
  // The number may mean another file by now.
  const bool has_inode = file.kind && file.inode && info.ino;
  if (has_inode && *file.kind != FileKind::Anon && *file.inode != *info.ino) return false;
  mount_ = info.mnt_id;
  is_opened_as_directory_ = info.flags && (*info.flags & O_DIRECTORY) != 0;
  return true;
}

void FileReader::use_path(const std::string& folder, OpenFile& file, Text link) {
  if (!wish_.status) {
    file.kind = Absent::NotCollected;
    return;
  }
  const bool is_marked = link.ends_with(deleted_mark);
  file.deleted = is_marked;
  file.size_bytes = file.allocated_bytes = Absent::NotCollected;  // A remote one is not asked.
  file.kind = source_.is_copy() ? Absent::NotCollected : Known<FileKind>(FileKind::File);
  if (is_opened_as_directory_) file.kind = FileKind::Directory;
  if (!source_.is_copy() && is_on_local_mount(folder, mount_))
    use_status(folder + "fd/" + std::to_string(*file.fd), file);
  if (is_marked && file.deleted.value) file.target.remove_suffix(deleted_mark.size());
  const bool is_written = file.mode && *file.mode != FileMode::R;
  const bool may_be_log = !file.kind || *file.kind == FileKind::File;
  file.log = is_written && may_be_log && is_log_path(file.target);
}

// Of what the descriptor leads to.
bool FileReader::use_status(const std::string& name, OpenFile& file) {
  const auto status = status_of(source_, {Question::How::Stat, name});
  if (!status) return false;
  if (status->device) file.device = status->device;
  file.inode = status->inode;
  file.deleted = status->links == 0;
  file.kind = kind_of_letter(status->kind);
  file.size_bytes = file.allocated_bytes = Absent::NotApplicable;
  if (*file.kind != FileKind::File) return true;
  constexpr u64 block_bytes = 512;  // statx(2), whatever the file system has.
  file.size_bytes = status->size;
  file.allocated_bytes = Absent::NotCollected;
  if (status->blocks) file.allocated_bytes = *status->blocks * block_bytes;
  return true;
}

// A mount that none of the process's mounts is, such as that of a descriptor from outside of its
// root, is looked for among our own; numbers of mounts are those of the whole machine.
bool FileReader::is_on_local_mount(const std::string& folder, Known<int> mount) {
  if (!mount) return false;
  if (!process_mounts_) process_mounts_ = &mounts_of(folder);
  if (const auto known = process_mounts_->find(*mount); known != process_mounts_->end())
    return known->second;
  if (!own_mounts_) own_mounts_ = &mounts_of("self/");
  const auto known = own_mounts_->find(*mount);
  return known != own_mounts_->end() && known->second;
}

// Below another root fewer of the same mounts are shown.
const std::map<int, bool>& FileReader::mounts_of(const std::string& folder) {
  std::string key;
  for (const Text link : {Text("ns/mnt"), Text("root")}) {
    const auto target = source_.ask({Question::How::Link, folder + std::string(link)}, mount_room_);
    (key += target ? *target : Text(folder)) += '\0';
  }
  const auto [place, is_new] = mounts_.try_emplace(key);
  if (!is_new) return place->second;
  const auto file = source_.ask({Question::How::Read, folder + "mountinfo"}, mount_room_);
  if (file)
    each_mount(*file, [&](const Mount& mount) {
      place->second[mount.id] = is_local_filesystem(mount.type);
    });
  return place->second;
}

}  // namespace sonde
