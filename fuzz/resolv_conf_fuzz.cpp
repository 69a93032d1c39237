// resolv_conf_fuzz.cpp: any bytes as /etc/resolv.conf: servers stand in it, and are at most three.
// SPDX-License-Identifier: Apache-2.0
#include "decode/resolv_conf.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const sonde::Text file(reinterpret_cast<const char*>(data), size);
  const sonde::ResolvConf conf = sonde::decode_resolv_conf(file);
  if (conf.servers.size() > sonde::ResolvConf::servers_max) __builtin_trap();
  for (const sonde::Text server : conf.servers)
    if (server.empty() || server.find('\n') != sonde::Text::npos) __builtin_trap();
  return 0;
}
