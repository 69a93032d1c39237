// peek.hpp: the end of a file that grows, and what waits in a pipe, without taking anything away.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace sonde {

// As much of a log as anybody wants to see at once.
constexpr std::size_t peek_bytes_max = 64 * 1024;

// The last bytes of a regular file, by pread: nobody's position moves.
Result<std::string> tail_of(UniqueFd file, const std::string& name);

// The regular file that is open as this descriptor of /proc/PID/fd, opened anew for reading: it is
// the very file, wherever its path leads now. Nothing else is opened: a device may act on it.
Result<UniqueFd> reopen_regular(int directory, const std::string& descriptor);

// What waits in a pipe, oldest first, copied by tee(2): its reader still gets all of it.
// `descriptor` is either end of it in /proc/PID/fd. Only of an anonymous pipe: to open a named one
// would release whoever waits for a reader, and kill it by SIGPIPE when we close.
Result<std::string> peek_pipe(int directory, const std::string& descriptor);

}  // namespace sonde
