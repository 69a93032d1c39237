// sql_left_out.hpp: parts of SQLite that are not linked, since the binary must stay small.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sqlite3.h>

namespace sonde {

// Makes an error of the functions whose code is not there, which would answer with wrong numbers.
void refuse_left_out(sqlite3* database);

}  // namespace sonde
