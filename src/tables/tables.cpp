// tables.cpp: the list of tables. Its order is the order of the docs.
// SPDX-License-Identifier: Apache-2.0
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr const TableInfo* tables[] = {
    &sockets_table,    &processes_table, &threads_table,    &files_table,      &logs_table,
    &config_table,     &hints_table,     &containers_table, &namespaces_table, &interfaces_table,
    &addresses_table,  &routes_table,    &rules_table,      &neighbors_table,  &flows_table,
    &firewall_table,   &published_table, &ports_table,      &resolvers_table,  &qdiscs_table,
    &counters_table,   &sysctls_table,   &memory_table,     &pressure_table,   &cpu_table,
    &interrupts_table, &disks_table,     &limits_table,     &oom_table,        &kernel_log_table,
    &mounts_table,     &access_table,    &gaps_table};

}  // namespace

const std::span<const TableInfo* const> all_tables = tables;

}  // namespace sonde
