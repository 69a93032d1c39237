// owners.hpp: finds who holds each socket, or the true reason why nobody does.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"
#include "model/socket.hpp"
#include "tables/process_sockets.hpp"

namespace sonde {

// Sets holder, fd and owner of every row, and pids where several processes hold one socket.
// One pass over the descriptors of all processes; the tables of threads only for what is left then.
// What could not be seen becomes a gap of `table`. A pid that is reused meanwhile yields no name.
void find_owners(World& world, RowStore<Socket>& rows, const OwnerWish& wish, Text table,
                 Sink& sink);

}  // namespace sonde
