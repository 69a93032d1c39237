// process_reader.hpp: what the files of /proc/PID say of a process, as one row.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "decode/passwd.hpp"
#include "decode/proc_pid.hpp"
#include "model/process.hpp"
#include "tables/listening_ports.hpp"

namespace sonde {

class Census;

// How much processor time each process or thread had taken at the last look and at this one.
class CpuLooks {
public:
  // A new look begins, at this uptime in seconds.
  void begin(Known<double> uptime);
  // The share since the last look; not applicable for what was not there then.
  Known<double> percent_of(const Process& row);

private:
  struct Taken {
    u64 start_ticks = 0, cpu_ticks = 0;
  };
  std::map<int, Taken> before_{}, now_{};
  Known<double> before_s_{}, now_s_{};
};
struct ProcessLooks : CpuLooks {};
struct ThreadLooks : CpuLooks {};

// What the machine says of itself, once for all rows.
class MachineClock {
public:
  // With a memory the boot time is that of the first look: it moves when the clock is set.
  MachineClock(Source& source, Memory* memory);

  const Known<double>& uptime() const { return uptime_; }
  const Known<u64>& memory_total() const { return memory_total_; }
  // Sets started, age and the share of the processor over its life, as ps shows it.
  void settle(Process& row) const;

private:
  Known<double> uptime_{};
  Known<u64> boot_s_{}, memory_total_{};
};

// Questions about one process follow one another, so that all of a row is of one process; between
// begin() and complete() no other process is asked about.
class ProcessReader {
public:
  ProcessReader(World& world, const ProcessWish& wish, Memory* memory);

  // The processes of the place, ascending.
  Result<std::vector<int>> list();
  // What is cheap: stat and, when wished, status. False: the process has ended.
  bool begin(int pid, Process& row);
  // All the rest. False: it has ended.
  bool complete(Process& row);
  // Moves the texts of the row, which live until the next begin(), into an arena.
  static void keep_texts(Process& row, Arena& texts);

  const MachineClock& clock() const { return clock_; }

private:
  void read_status(const std::string& folder, Process& row);
  bool read_command(const std::string& folder, Process& row);
  bool read_link(const std::string& folder, Text name, Known<Text>& into, std::string& room);
  bool read_links(const std::string& folder, Process& row);
  bool read_cgroup(const std::string& folder, Process& row);
  void count_descriptors(const std::string& folder, Process& row);
  bool find_home(Process& row) const;
  void find_ports(const std::string& folder, Process& row);
  bool kernel_counts_descriptors();

  World& world_;
  ProcessWish wish_;
  MachineClock clock_;
  const Census* census_ = nullptr;
  const UserNames* users_ = nullptr;
  std::optional<ListeningPorts> ports_{};
  Absent no_users_ = Absent::NotCollected;
  Known<bool> counts_descriptors_{};
  std::string room_{}, stat_room_{}, user_room_{}, line_room_{}, exe_room_{}, cwd_room_{},
      root_room_{}, cgroup_room_{}, tty_room_{}, fds_room_{}, ports_room_{};
};

// Sets what /proc/PID/stat or /proc/PID/task/TID/stat says.
void use_stat(const PidStat& stat, Process& row, std::string& tty_room);
// The letter of a state as a text that lives for ever.
Text state_text(char letter);

}  // namespace sonde
