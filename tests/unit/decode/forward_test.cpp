// forward_test.cpp: which port goes where, by the command lines of docker-proxy and socat.
// SPDX-License-Identifier: Apache-2.0
#include "decode/forward.hpp"

#include <algorithm>
#include <string>
#include <gtest/gtest.h>

namespace sonde {
namespace {

// "~" stands for the NUL behind an argument.
std::string forward(std::string line) {
  std::ranges::replace(line, '~', '\0');
  const std::optional<Forward> found = decode_forward(line);
  if (!found) return "none";
  std::string said = found->is_udp ? "udp " : "tcp ";
  if (found->host_address) append_address(said, *found->host_address);
  said += ":" + std::to_string(found->host_port) + " to ";
  append_address(said, found->address);
  return said + ":" + std::to_string(found->port);
}

TEST(Forward, IsWhatDockerProxySays) {
  EXPECT_EQ(forward("/usr/bin/docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~8080~"
                    "-container-ip~172.17.0.2~-container-port~80~-use-listen-fd~"),
            "tcp :8080 to 172.17.0.2:80");
  EXPECT_EQ(forward("docker-proxy~-proto~udp~-host-ip~127.0.0.1~-host-port~53~-container-ip~"
                    "fd00::2~-container-port~5353~"),
            "udp 127.0.0.1:53 to fd00::2:5353");
  EXPECT_EQ(forward("docker-proxy~--host-port=8080~--container-ip=172.17.0.2~--container-port=80~"),
            "tcp :8080 to 172.17.0.2:80");
}

TEST(Forward, IsWhatSocatSays) {
  EXPECT_EQ(forward("socat~-d~TCP-LISTEN:8080,fork,reuseaddr~TCP:10.0.0.5:80~"),
            "tcp :8080 to 10.0.0.5:80");
  EXPECT_EQ(forward("socat~udp4-listen:53~UDP:[::1]:5353~"), "udp :53 to ::1:5353");
  EXPECT_EQ(forward("socat~TCP-LISTEN:80~UNIX-CONNECT:/run/x.sock~"), "none");
  EXPECT_EQ(forward("socat~TCP-LISTEN:80~TCP:web:80~"), "none");  // A name is asked of nobody.
}

TEST(Forward, IsNotWhatMakesNoSense) {
  for (const char* line :
       {"", "~", "nginx~-host-port~80~", "docker-proxy~", "docker-proxy~-host-port~",
        "docker-proxy~-host-port~99999~-container-ip~172.17.0.2~-container-port~80~",
        "docker-proxy~-host-port~80~-container-ip~x~-container-port~80~", "socat~:~:~",
        "socat~TCP-LISTEN:~TCP:~"})
    EXPECT_EQ(forward(line), "none") << line;
}

}  // namespace
}  // namespace sonde
