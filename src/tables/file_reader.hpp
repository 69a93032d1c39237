// file_reader.hpp: the descriptors of one process after the other, without touching what hangs.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "model/open_file.hpp"

namespace sonde {

// What is to be known of a descriptor beside its target.
struct FileWish {
  bool info = false;    // Mode and position, by a file more for each descriptor.
  bool status = false;  // Kind, inode and whether it is deleted, of what has a path.
  // Kinds that no reader wants, as far as the target alone tells them: sockets by the thousand.
  std::bitset<std::size(file_kind_names)> unwanted{};
};

// Reads what one process has open. The target of a descriptor is only looked at where it is on a
// file system of this machine: another one may hang.
class FileReader {
public:
  enum class Seen : u8 { Yes, Refused, Vanished, NotThere };

  FileReader(Source& source, const FileWish& wish) : source_(source), wish_(wish) {}

  // With Yes files() are those of the process; they lack its name, user and container. Without
  // `wants_open` its descriptors are not among them.
  Seen read(int pid, bool wants_open = true);
  std::vector<OpenFile>& files() { return files_; }

private:
  Seen why_unread(std::errc code) const;
  void read_places(const std::string& folder, int pid);
  void use_link(const std::string& folder, OpenFile& file, Text link);
  bool use_info(const std::string& folder, OpenFile& file, Text link);
  void use_path(const std::string& folder, OpenFile& file, Text link);
  bool use_status(const std::string& name, OpenFile& file);
  bool is_on_local_mount(const std::string& folder, Known<int> mount);
  const std::map<int, bool>& mounts_of(const std::string& folder);

  Source& source_;
  FileWish wish_;
  std::vector<OpenFile> files_{};
  Arena texts_{};  // Of files_.
  Known<int> mount_{};
  bool is_opened_as_directory_ = false;
  // Which mounts are local, by mount namespace and root: processes share one by the thousand.
  std::map<std::string, std::map<int, bool>> mounts_{};
  const std::map<int, bool>* process_mounts_ = nullptr;
  const std::map<int, bool>* own_mounts_ = nullptr;
  std::string room_{}, mount_room_{};
};

// Whether the target of a link in /proc/PID/fd is a pipe; then its inode.
bool pipe_inode_of_link(Text link, u64& inode);
// What the flags of fdinfo allow.
Known<FileMode> file_mode_of(Known<u32> flags);

}  // namespace sonde
