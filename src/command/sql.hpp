// sql.hpp: what "sonde sql" does with one query, and with a person at a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "command/command.hpp"

namespace sonde {

// Answers one query from the place, in the form that was asked for. `stop` may end it.
Result<Exit> answer_sql(Call& call, Source& source, Text query, std::function<bool()> stop = {});

// Reads statements from the terminal and answers each, until Ctrl-D.
Result<Exit> run_sql_prompt(Call& call, Source& source);

}  // namespace sonde
