// networks.hpp: visits the network namespaces of a place, one after the other.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "core/table.hpp"

namespace sonde {

// What is done with a namespace that was opened: its rows, its counters. `source` lives during the
// call.
using UseNetwork = std::function<Result<More>(const Network& network, Source& source)>;

// One that vanishes in the middle is skipped and counted in a note; one that cannot be read is a
// gap of the table. Only when the place has a single namespace is its error that of the whole.
Result<void> each_network(World& world, Text table, Sink& sink, const UseNetwork& use);

// The number of the source's own namespace, as the link self/ns/net says it.
Known<u32> own_netns(Source& source);

}  // namespace sonde
