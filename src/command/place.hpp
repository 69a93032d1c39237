// place.hpp: one line that says which machine or container this is, and who is looking.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "command/options.hpp"
#include "core/source.hpp"

namespace sonde {

// "container 3f2a91c0d4e1 · web-7 · Debian GNU/Linux 12 · Linux 6.18.44", and in a second line
// "you are uid 1000 without capabilities". Escaped, each ended by a newline. Of a place that was
// looked for with --in or --all `called` is what to call it, and `pid` a process of it, or 0.
struct PlaceName {
  std::string called{};
  int pid = 0;
};
std::string describe_place(Source& source, const PlaceName& name);

// Whether the source looks at its machine out of a container.
bool is_container(Source& source);

// The flags that chose the place, for a command that is suggested: " --in web"; "" for here.
// Escaped, and quoted for a shell.
std::string place_flags(const Options& options);
// Those of them that chose the machine: " --from web.sonde".
std::string source_flags(const Options& options);
// A sentence whose commands of sonde ask that machine, too.
std::string with_flags(Text commands, Text flags);

}  // namespace sonde
