// help.hpp: the pages of "sonde help", and the same reference as Markdown and as a man page.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "command/command.hpp"

namespace sonde {

// What "sonde help" prints: one screen.
std::string first_page();
std::string page_of(const Command& command);
std::string page_of(const TableInfo& table);
std::string markdown_reference();
// In roff with the man macros.
std::string man_page();

}  // namespace sonde
