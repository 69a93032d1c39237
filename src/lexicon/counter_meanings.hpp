// counter_meanings.hpp: what a counter of the kernel's network counts, in a sentence.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/types.hpp"

namespace sonde {

// One English sentence, as the table "counters" shows it: of group "TcpExt" and name
// "ListenDrops", of "Icmp6" and "InEchos", of "sockstat" and "TCP tw". "" for what is not known. It
// lives as long as the process, or in `room`.
Text meaning_of_counter(Text group, Text name, std::string& room);

// The same for whoever asks for a name alone: a paragraph for each group that has such a counter.
// "" when none has. Those of counters.cpp are entries of their own.
std::string explain_counter(Text word);

}  // namespace sonde
