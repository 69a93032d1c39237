// evidence.hpp: the values that prove a finding, each with where the kernel tells it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>

#include "core/value.hpp"

namespace sonde {

// Where the value of a column comes from: a file and its field, or a member of a netlink message.
struct Origin {
  Text table, column, from;
};
extern const std::span<const Origin> all_origins;
Text origin_of(Text table, Text column);

// A cell inside a sentence: "?" where it is missing.
void append_word(std::string& out, const Cell& cell);
// The same inside a remedy: quoted where a shell would run something for it, as for the name of an
// interface, which a container chooses. Remedies have sentences too: "python3 (pid 1)" stays.
void append_shell_word(std::string& out, const Cell& cell);
// "recv_q 5 (sock_diag idiag_rqueue)", after " · " when something stands there already. Nothing of
// what is no such thing here; of what could not be seen, why.
void append_evidence(std::string& out, Text column, const Cell& cell, Text from);

}  // namespace sonde
