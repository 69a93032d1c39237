// proc_pid_fuzz.cpp: feeds one text to each decoder of a file of /proc/PID.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/proc_pid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  if (const auto stat = decode_pid_stat(file))
    if (stat->pid < 0 || stat->ppid < 0 || stat->name.size() >= size) std::abort();
  if (decode_comm(file).size() + 1 < size) std::abort();
  std::string room;
  if (decode_command_line(file, room).find('\0') != Text::npos) std::abort();
  const Text id = container_id_of_cgroup(file);
  if (!id.empty() && id.size() != 64) std::abort();
  u64 inode = 0;
  if (fd_inode_of_link(file, inode) && size < sizeof "socket:[0]" - 1) std::abort();
  scm_fds_of_fdinfo(file);
  return 0;
}
