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
  const PidStatus status = decode_pid_status(file);
  if (status.pid_levels.why != status.inner_pid.why) std::abort();
  if (status.tracer_pid && *status.tracer_pid == 0) std::abort();
  if (const auto link = decode_link_namespace(file))
    if (file.size() <= link->type.size() + 3 || !file.starts_with(link->type)) std::abort();
  decode_fdinfo(file);
  decode_open_files_limit(file);
  int tty = 0;
  for (const char one : file.substr(0, 4)) tty = tty << 8 | static_cast<unsigned char>(one);
  if (tty_name(tty, room).empty() != (tty == 0)) std::abort();
  return 0;
}
