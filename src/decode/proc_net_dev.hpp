// proc_net_dev.hpp: /proc/net/dev: the name of each device, and its counters.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/line_said.hpp"
#include "model/interface.hpp"

namespace sonde {

// Decodes one line. The name points into it. A row has no index, state or flags: the file has none.
LineSaid decode_proc_net_dev(Text line, Interface& row);

}  // namespace sonde
