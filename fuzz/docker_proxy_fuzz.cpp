// docker_proxy_fuzz.cpp: any bytes as the command line of docker's proxy.
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string>

#include "decode/docker_proxy.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace sonde;
  const std::string line =
      std::string("docker-proxy\0-", 14) + std::string(reinterpret_cast<const char*>(data), size);
  for (const Text text : {Text(line), Text(line).substr(14)}) {
    const auto forwarded = decode_docker_proxy(text);
    if (forwarded && forwarded->protocol.empty()) std::abort();
  }
  return 0;
}
