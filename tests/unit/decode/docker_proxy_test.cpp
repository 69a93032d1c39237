// docker_proxy_test.cpp: command lines of docker's proxy, real and broken.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "decode/docker_proxy.hpp"

namespace sonde {
namespace {

std::optional<ForwardedPort> decode(std::string line) {
  std::ranges::replace(line, '~', '\0');
  static std::string kept;
  kept = std::move(line);
  return decode_docker_proxy(kept);
}

// Of docker 20.10 and 27.
TEST(DockerProxy, SaysWhatItForwards) {
  const auto found =
      decode("/usr/bin/docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~18080~-container-ip~"
             "172.17.0.2~-container-port~80~");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->protocol, "tcp");
  EXPECT_EQ(found->host_port, 18080);
  EXPECT_EQ(found->container_port, 80);
  std::string address;
  append_address(address, found->container);
  EXPECT_EQ(address, "172.17.0.2");
  const auto six = decode(
      "docker-proxy~-proto~udp~-host-ip~::~-host-port~53~-container-ip~fd00::2~-container-port~"
      "5353~-use-listen-fd~");
  ASSERT_TRUE(six.has_value());
  EXPECT_EQ(six->host.version, 6);
  EXPECT_EQ(six->container_port, 5353);
  EXPECT_TRUE(decode("docker-proxy~--proto=tcp~--host-ip=10.0.0.1~--host-port=1~"
                     "--container-ip=10.0.0.2~--container-port=2~")
                  .has_value());
}

TEST(DockerProxy, OthersAndBrokenOnesForwardNothing) {
  for (const char* line :
       {"", "docker-proxy~",
        "nginx~-proto~tcp~-host-ip~0.0.0.0~-host-port~1~-container-ip~10.0.0.2~"
        "-container-port~2~",
        "docker-proxy~-proto~ftp~-host-ip~0.0.0.0~-host-port~1~-container-ip~10.0.0.2~"
        "-container-port~2~",
        "docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~70000~-container-ip~10.0.0.2~"
        "-container-port~2~",
        "docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~1~-container-ip~"})
    EXPECT_FALSE(decode(line).has_value()) << line;
}

}  // namespace
}  // namespace sonde
