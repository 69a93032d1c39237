// counter_meanings.hpp: what counters, settings, flags, states and measures mean, in a sentence.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "lexicon/entry.hpp"
#include "lexicon/line.hpp"

namespace sonde {

// One English sentence, as the tables "counters" and "memory" show it: of group "TcpExt" and name
// "ListenDrops", of "Icmp6" and "InEchos", of "sockstat" and "TCP tw". "" for what is not known. It
// lives as long as the process, or in `room`.
Text meaning_of_counter(Text group, Text name, std::string& room);

// The settings of the table "sysctls", in its order: lines of lexicon/line.hpp.
Text sysctl_lines();

// For whoever asks for a name alone, as "InEchos" or "TCP tw": what it means and what to look at
// next, for each group that has it. "" when none has. Those of
// text/counters/counters.entries are not among them.
std::string explain_counter(Text word, Language language);

// nstat writes TcpExtListenDrops: the name without the group, "" where there is none before it.
Text without_group(Text name);

// The same of a column that measures something; `doc` is the English sentence of its declaration.
// "" for other columns.
std::string explain_measure(Text table, Text column, Text doc, Language language);

// What explain_counter knows: every name, some more than once, or only those that are worth a list,
// each once: flags and states.
enum class Names : u8 { All, Words };
std::vector<Text> line_names(Names which);

}  // namespace sonde
