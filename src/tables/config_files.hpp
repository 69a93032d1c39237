// config_files.hpp: which files of a process exist, its unit, and what its package calls conffiles.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/table.hpp"
#include "model/process.hpp"

namespace sonde {

// Index of all files of all packages of dpkg, by their hash: 16 bytes each.
class DpkgFiles {
public:
  explicit DpkgFiles(Source& source) : source_(source) {}

  // The package that has this file: "nginx-core", "libc6:amd64"; "" when none does.
  Text owner_of(Text path);
  // Its conffiles and those of the packages that go with it: nginx-common of nginx-core.
  using Use = std::function<void(Text package, Text path)>;
  void each_conffile(Text package, const Use& use);
  // Read at the first question. False: there is no dpkg here.
  bool is_there();
  // Not all could be read: too many, or refused.
  bool is_cut() const { return is_cut_; }

private:
  void read_lists();
  bool has_line(std::size_t package, Text path);

  Source& source_;
  bool was_read_ = false, is_there_ = false, is_cut_ = false;
  std::vector<std::string> packages_{}, with_conffiles_{};
  std::vector<std::pair<u64, u32>> files_{};  // Hash of the path, number of the package; sorted.
  std::string room_{};
};

// Asks about one process after the other; nothing of a container is opened but regular files on
// its first mount.
class ConfigFiles {
public:
  explicit ConfigFiles(World& world) : source_(world.source), dpkg_(world.source) {}

  void begin(const Process& process);
  // Whether its root is that of sonde, so that files of the machine are its own.
  bool shares_root() const { return shares_root_; }
  // What /proc/PID/mountinfo said; "" with a reason.
  const Known<Text>& mounts() const { return mounts_; }
  // Whether there is such a file or directory, as the process sees it. Of links that lead nowhere,
  // FIFOs and devices it is malformed.
  Known<bool> exists(const std::string& path);
  // The files of a unit of systemd, with the directory that each was found in.
  using UseUnit = std::function<void(Text file, Text directory)>;
  void each_unit_file(const Process& process, const UseUnit& use);
  DpkgFiles& dpkg() { return dpkg_; }

private:
  Known<bool> ask(const std::string& path);
  bool is_mount_point(Text path) const;

  Source& source_;
  DpkgFiles dpkg_;
  int pid_ = 0;
  bool shares_root_ = false;
  Known<Text> mounts_{};
  std::string mounts_room_{}, own_root_{}, place_{}, room_{};
  std::vector<std::string> points_{};
  std::map<std::string, Known<bool>> known_{};  // Workers by the dozen ask for the same files.
};

}  // namespace sonde
