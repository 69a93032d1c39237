// config_reader.hpp: all that configures one process, one kind of sign after the other.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <set>
#include <string>
#include <vector>

#include "decode/config_signs.hpp"
#include "model/config_entry.hpp"
#include "model/process.hpp"
#include "source/opened_files.hpp"
#include "tables/config_files.hpp"
#include "tables/file_reader.hpp"

namespace sonde {

// What a process opened when it was told to read its configuration again; put into the world by
// whoever told it.
struct ConfigReload {
  ConfigReload() = default;
  explicit ConfigReload(World&) {}
  int pid = 0;        // 0: none was told.
  std::string how{};  // "opened after HUP, as fanotify tells"
  OpenedFiles opened{};
  std::string left_out{};      // A mount that was not watched; of several the last.
  Absent why = Absent::Known;  // Otherwise nothing could be watched.
  std::string remedy{};
};

// Rows of one process are added to `rows`; refusals are told to the sink. No value of the
// environment leaves it unmasked.
class ConfigReader {
public:
  using Kinds = std::bitset<std::size(config_kind_names)>;

  ConfigReader(World& world, const TableInfo& table, Sink& sink, RowStore<ConfigEntry>& rows)
      : world_(world), table_(table), sink_(sink), rows_(rows), files_(world),
        open_files_(world.source, {.info = true, .status = true}) {}

  void read(const Process& process, Kinds kinds);
  // Notes on what all processes have in common.
  void finish();

private:
  struct Found {
    Text what{};
    Text value{};  // Empty: there is none.
    Known<bool> exists{Absent::NotApplicable};
    Text how{};
  };
  bool add(ConfigKind kind, const Found& found);
  void refuse(Absent why, Text what, Text remedy = {});
  std::string absolute(Text path) const;

  void read_reload();
  void read_arguments();
  bool read_argument(const ConfigArgument& argument);
  void read_environment();
  bool read_variable(Text name, Text value);
  void read_open_files();
  void read_mounts();
  void read_defaults();
  void read_unit();
  void read_package();

  World& world_;
  const TableInfo& table_;
  Sink& sink_;
  RowStore<ConfigEntry>& rows_;
  ConfigFiles files_;
  FileReader open_files_;
  const Process* process_ = nullptr;
  std::size_t count_ = 0;  // Rows of this process and kind.
  bool was_cut_ = false, lacks_dpkg_ = false, may_miss_package_ = false;
  std::set<std::string> arguments_{};  // Paths that the command line names: no default repeats one.
  std::string room_{};
};

}  // namespace sonde
