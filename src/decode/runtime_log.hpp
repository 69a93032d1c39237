// runtime_log.hpp: the lines of the files in which runtimes keep what their containers print.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include "base/types.hpp"

namespace sonde {

// The last lines of a text; one that was not ended counts.
Text last_lines(Text text, std::size_t count);

// Appends what the container printed, without what the runtime adds to it, and a newline. Of docker
//   {"log":"GET / 200\n","stream":"stdout","time":"2026-11-21T23:18:49.1Z"}
// and of Kubernetes and podman (F: the line is whole, P: it goes on in the next one)
//   2026-11-21T23:18:49.123456789+00:00 stdout F GET / 200
// it is "GET / 200". Any other line stays as it is.
void append_plain_log_line(std::string& out, Text line);

}  // namespace sonde
