// tables.hpp: every table there is, in the order of the docs.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"

namespace sonde {

extern const TableInfo sockets_table;     // sockets.cpp
extern const TableInfo processes_table;   // processes.cpp
extern const TableInfo threads_table;     // threads.cpp
extern const TableInfo files_table;       // files.cpp
extern const TableInfo logs_table;        // logs.cpp
extern const TableInfo config_table;      // config.cpp
extern const TableInfo hints_table;       // hints.cpp
extern const TableInfo containers_table;  // containers.cpp
extern const TableInfo namespaces_table;  // namespaces.cpp
extern const TableInfo ports_table;       // ports.cpp
extern const TableInfo interfaces_table;  // interfaces.cpp
extern const TableInfo addresses_table;   // addresses.cpp
extern const TableInfo routes_table;      // routes.cpp
extern const TableInfo rules_table;       // rules.cpp
extern const TableInfo neighbors_table;   // neighbors.cpp
extern const TableInfo flows_table;       // flows.cpp
extern const TableInfo firewall_table;    // firewall.cpp
extern const TableInfo published_table;   // published.cpp
extern const TableInfo resolvers_table;   // resolvers.cpp
extern const TableInfo qdiscs_table;      // qdiscs.cpp
extern const TableInfo counters_table;    // counters.cpp
extern const TableInfo sysctls_table;     // sysctls.cpp
extern const TableInfo memory_table;      // memory.cpp
extern const TableInfo pressure_table;    // pressure.cpp
extern const TableInfo cpu_table;         // cpu.cpp
extern const TableInfo interrupts_table;  // interrupts.cpp
extern const TableInfo disks_table;       // disks.cpp
extern const TableInfo mounts_table;      // mounts.cpp
extern const TableInfo limits_table;      // limits.cpp
extern const TableInfo oom_table;         // oom.cpp
extern const TableInfo kernel_log_table;  // kernel_log.cpp
extern const TableInfo access_table;      // access.cpp
extern const TableInfo gaps_table;        // gaps.cpp

extern const std::span<const TableInfo* const> all_tables;

}  // namespace sonde
