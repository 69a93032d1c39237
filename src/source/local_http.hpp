// local_http.hpp: one GET to a server on a unix socket, such as that of docker.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

// `question`: the path of the socket below the root, NUL, and the path that is asked for. The
// answer with its header stands in `room`. It is asked in HTTP/1.0, so that it comes in one piece
// and the server closes after it; at most 1 MiB, and at most one second.
Result<Text> ask_local_server(Text question, std::string& room);

}  // namespace sonde
