// findings.hpp: the tables that checks make: "findings", and "checks" with their verdicts.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"

namespace sonde {

extern const TableInfo findings_table;
extern const TableInfo checks_table;

}  // namespace sonde
