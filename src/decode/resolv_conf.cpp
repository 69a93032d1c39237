// resolv_conf.cpp: lines of resolv.conf(5): "nameserver 10.0.0.2", "search svc.cluster.local".
// SPDX-License-Identifier: Apache-2.0
#include "decode/resolv_conf.hpp"

#include "base/text.hpp"

namespace sonde {

// A keyword stands at the very beginning of its line, and white space follows it. What begins with
// ; or # is a comment.
ResolvConf decode_resolv_conf(Text file) {
  ResolvConf conf;
  while (!file.empty()) {
    Text line = next_line(file);
    if (line.starts_with(' ') || line.starts_with('\t')) continue;
    const Text keyword = next_word(line);
    line = trim(line);
    if (keyword == "search" || keyword == "domain") conf.search = line;
    const Text server = next_word(line);
    if (keyword != "nameserver" || server.empty()) continue;
    if (conf.servers.size() == ResolvConf::servers_max)
      ++conf.unused_servers;
    else
      conf.servers.push_back(server);
  }
  return conf;
}

}  // namespace sonde
