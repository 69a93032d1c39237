// forward.hpp: programs that hand connections on to another place, by their command lines.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "core/value.hpp"

namespace sonde {

struct Forward {
  bool is_udp = false;
  Known<Address> host_address{Absent::NotApplicable};  // None: all of them.
  u16 host_port = 0;
  Address address{};
  u16 port = 0;
};

// What the command line of docker-proxy or of socat says; nothing for every other program. `file`
// is /proc/PID/cmdline: arguments that end in NUL.
//   docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2
//     -container-port 80 -use-listen-fd       (moby, cmd/docker-proxy/main_linux.go)
//   socat TCP-LISTEN:8080,fork,reuseaddr TCP:172.17.0.2:80   (socat 1.7: any case; TCP4,
//   UDP4-LISTEN)
std::optional<Forward> decode_forward(Text file);

}  // namespace sonde
