// check.hpp: what a check is: one declaration over the columns of one table.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "base/types.hpp"

namespace sonde {

// Critical: connections or data are being lost now. Warning: a limit is near, or a service is worse
// than it was. Info: unusual, somebody should look; the exit code stays 0.
enum class Severity : u8 { Info, Warning, Critical };
inline constexpr Text severity_names[] = {"info", "warning", "critical"};
constexpr Text name_of(Severity s) { return severity_names[static_cast<std::size_t>(s)]; }

// What a finding is true of. A value of the host is never told of a container.
enum class Scope : u8 { Socket, Process, Interface, Netns, Cgroup, Host };
inline constexpr Text scope_names[] = {"socket", "process", "interface", "netns", "cgroup", "host"};
constexpr Text name_of(Scope s) { return scope_names[static_cast<std::size_t>(s)]; }

// Certain: the kernel says so. Likely: a pattern that rarely means anything else.
enum class Confidence : u8 { Certain, Likely, Hint };
inline constexpr Text confidence_names[] = {"certain", "likely", "hint"};
constexpr Text name_of(Confidence c) { return confidence_names[static_cast<std::size_t>(c)]; }

// `condition`, `critical_if`, `warning_if` and those of other rows are in the filter language, over
// the columns of `table`. `by` and `evidence` are lists of columns, parted by commas. In `where`,
// `says` and `remedy` {column} stands for the value of a row that was found, and {count} for how
// many there are.
//
// Where one look does not tell, the check watches values: sonde looks twice, `condition` must hold
// both times, and `change` is asked of NAME, NAME.before, NAME.rise and NAME.per_s. Of the table
// "facts" (check/facts.hpp) the names are those of counters and settings: Tcp.RetransSegs.
struct Check {
  Text name;  // The layer, a dot, the fault.
  Text asks;  // The question that it answers.
  Text table;
  Text condition{};
  Text watches{};  // Columns or facts, parted by commas.
  // Percentages of them: "lost = rx_dropped.rise of rx_packets.rise + rx_dropped.rise".
  Text shares{};
  Text change{};
  Text by{};  // Rows that agree in these are one finding. None: each row is one.
  // So many of them make it. A process that is counted by, the condition must name: what is hidden
  // must not be taken for one.
  u64 at_least = 1;
  Text differ{};       // Columns: rows that all have the same in them are no finding.
  Text critical_if{};  // A row for which this holds, too, makes the finding critical.
  Text warning_if{};   // The same, a warning at least.
  // A busy place always has a few of these: where `few_if` holds of all rows of a finding, it is
  // none unless they are many: so many of them (0: never), or so large a share of `whole`, which is
  // a watched value. Where that is not known they are taken for many.
  Text few_if{};
  u64 many = 0, many_percent = 0;
  Text whole{};
  // What another row of the same group may say: only one of the three. `by` is columns then.
  Text eased_if{};  // With such a row the finding is a warning only,
  Text unless{};    // or none,
  Text only_if{};   // or without such a row none.
  Text evidence;
  Text where;
  Text says;
  Text remedy;  // The next command, or the change.
  // Checks whose findings in the same namespace are effects of this one. Where both name a process
  // it must be the same.
  Text explains{};
  // They may be at the other end of its connections, too, in whatever namespace and process: those
  // whose `peer` is an address here, and whose `about` is the same port.
  bool explains_clients = false;
  Text blames = "pid";  // Column with the process that has to change, if the table has it.
  Severity severity;
  Scope scope;
  Confidence confidence = Confidence::Certain;
  // Column with what it is about, if the table has it: then effects are about the same.
  Text about = "interface";
  // Column with the address that packets go to. Then a fault of the interface or the gateway on the
  // way there explains it, if that one names it in `explains`.
  Text peer{};
  Text source;  // Who says that the threshold is right, or that it is a judgement.
};

// Every check, in the order of the docs.
extern const std::span<const Check> all_checks;
const Check* find_check(Text name);

}  // namespace sonde
