// docker_proxy.hpp: what the command line of docker's userland proxy says it forwards.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/value.hpp"

namespace sonde {

struct ForwardedPort {
  Text protocol{};  // "tcp", "udp" or "sctp".
  Address host{};
  u16 host_port = 0;
  Address container{};
  u16 container_port = 0;
};

// Reads /proc/PID/cmdline, NUL between arguments, of docker 20.10:
//   /usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 18080 -container-ip 172.17.0.2
//   -container-port 80
// Nothing when it is no such process, or says less. (cmd/docker-proxy/main_linux.go of moby)
std::optional<ForwardedPort> decode_docker_proxy(Text cmdline);

}  // namespace sonde
