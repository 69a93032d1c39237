// resolv_conf.cpp: lines of resolv.conf(5): "nameserver 10.0.0.2", "search svc.cluster.local".
// SPDX-License-Identifier: Apache-2.0
#include "decode/resolv_conf.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {

namespace {

u32 count_words(Text line) {
  u32 count = 0;
  while (!next_word(line).empty()) ++count;
  return count;
}

// "options ndots:5 timeout:2": the last one counts.
void use_options(Text line, ResolvConf& conf) {
  constexpr Text prefix = "ndots:";
  constexpr u32 most = 15;
  for (Text word; !(word = next_word(line)).empty();) {
    u32 number = 0;
    if (word.starts_with(prefix) && parse_number(word.substr(prefix.size()), number))
      conf.ndots = std::min(number, most);
  }
}

}  // namespace

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
    if (keyword == "options") use_options(line, conf);
    const Text server = next_word(line);
    if (keyword != "nameserver" || server.empty()) continue;
    if (conf.servers.size() == ResolvConf::servers_max)
      ++conf.unused_servers;
    else
      conf.servers.push_back(server);
  }
  conf.search_domains = count_words(conf.search);
  return conf;
}

}  // namespace sonde
