// ssh_files.cpp: lines of known_hosts, and blocks of ssh_config of which the first value counts.
// SPDX-License-Identifier: Apache-2.0
#include "decode/ssh_files.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "decode/history_hints.hpp"

// Lines of sshd(8), SSH_KNOWN_HOSTS FILE FORMAT:
// cvs.example.net,192.0.2.10 ssh-rsa AAAA1234.....=
// |1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM= ssh-rsa AAAA1234.....=
// @revoked * ssh-rsa AAAAB5W...
// @cert-authority *.mydomain.org,*.mydomain.com ssh-rsa AAAAB5W...
// [nas.example.net]:2222 ssh-ed25519 AAAA...

namespace sonde {
namespace {

constexpr std::size_t blocks_max = 2000;
constexpr std::size_t names_max = 2000;  // Each is compared with each block.
constexpr std::size_t includes_max = 256;
constexpr std::size_t value_max = 255;  // Bytes of a name or a value; nobody has longer ones.
constexpr std::size_t word_max = 64;    // Bytes of a kind of key that are told.
constexpr u64 steps_max = 50'000'000;   // Of comparing names with patterns.

// The name or pattern of one host; "[nas]:2222" has a port.
bool parse_known_host(Text name, ServerName& server) {
  server = {};
  if (name.starts_with('[')) {
    const std::size_t close = name.find("]:");
    if (close == Text::npos || !parse_port(name.substr(close + 2), server.port)) return false;
    name = name.substr(1, close - 1);
  }
  const bool is_pattern = name.find_first_of("*?") != Text::npos;
  server.host = name;
  return is_pattern ? name.find_first_of(" \t/@,") == Text::npos : is_host(name);
}

bool equal_letters(Text a, Text b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  return std::ranges::equal(a, b, [&](char x, char y) { return lower(x) == lower(y); });
}

// The next argument of a line of ssh_config: a word, or what stands in double quotes.
Text next_argument(Text& rest) {
  rest = trim(rest);
  if (!rest.starts_with('"')) return next_word(rest);
  const std::size_t close = rest.find('"', 1);
  const Text argument = rest.substr(1, close == Text::npos ? Text::npos : close - 1);
  rest.remove_prefix(close == Text::npos ? rest.size() : close + 1);
  return argument;
}

// What begins with Host or Match, or stands above the first of them. Empty: not said.
struct Block {
  std::string title{};                  // "Host web", "Match user bob"; empty: what comes first.
  std::vector<std::string> patterns{};  // Of Host; "*" for what holds always; none: never.
  std::string host_name{}, user{}, port{}, jump{}, command{};
  u32 line = 1;
};

constexpr std::string Block::* settings[] = {&Block::host_name, &Block::user, &Block::port,
                                             &Block::jump};

class ConfigReader {
public:
  explicit ConfigReader(Text file) {
    blocks_.push_back({.patterns = {"*"}});
    for (u32 line = 1; !file.empty(); ++line) read_line(trim(next_line(file)), line);
  }

  SshConfig read() {
    std::size_t names = 0;
    for (const Block& block : blocks_) {
      for (const Text name : block.patterns) {
        if (name.find_first_of("*?!") != Text::npos || name.size() > value_max) continue;
        if (++names <= names_max) add_host(block, name);
      }
      if (block.patterns.empty() && !block.host_name.empty()) add_host_of_match(block);
      add_jumps(block);
    }
    config_.found.was_cut = config_.found.was_cut || names > names_max;
    return std::move(config_);
  }

private:
  // "Port 2222", "Port=2222", "Port = 2222"; what begins with # is a comment.
  void read_line(Text line, u32 number) {
    if (line.empty() || line.front() == '#') return;
    const std::size_t size = std::min(line.find_first_of(" \t="), line.size());
    const Text keyword = line.substr(0, size);
    Text rest = trim(line.substr(size));
    if (rest.starts_with('=')) rest = trim(rest.substr(1));
    const bool is_host = equal_letters(keyword, "Host");
    if (is_host || equal_letters(keyword, "Match")) return begin_block(line, rest, is_host, number);
    if (equal_letters(keyword, "Include")) {
      for (Text one; !(one = next_argument(rest)).empty();) add_include(one);
      return;
    }
    if (equal_letters(keyword, "ProxyCommand")) return set(&Block::command, rest);
    constexpr std::pair<Text, std::string Block::*> keywords[] = {{"HostName", &Block::host_name},
                                                                  {"User", &Block::user},
                                                                  {"Port", &Block::port},
                                                                  {"ProxyJump", &Block::jump}};
    for (const auto& [name, member] : keywords)
      if (equal_letters(keyword, name)) set(member, next_argument(rest));
  }

  void begin_block(Text line, Text rest, bool is_host, u32 number) {
    if (blocks_.size() == blocks_max) {
      config_.found.was_cut = true;
      blocks_.pop_back();
    }
    Block block;
    block.title = line.substr(0, value_max);
    block.line = number;
    if (!is_host && equal_letters(trim(rest), "all")) block.patterns = {"*"};
    for (Text one; is_host && !(one = next_argument(rest)).empty();)
      block.patterns.emplace_back(one);
    blocks_.push_back(std::move(block));
  }

  void add_include(Text path) {
    config_.found.was_cut = config_.found.was_cut || config_.includes.size() == includes_max;
    if (config_.includes.size() < includes_max) config_.includes.emplace_back(path);
  }

  // The first value counts.
  void set(std::string Block::* member, Text value) {
    std::string& place = blocks_.back().*member;
    if (place.empty() && value.size() <= value_max) place = value;
  }

  // Whether a pattern of the block matches and no negated one does. Stars may cost the product of
  // both lengths, and whoever wrote the file chose them: at some point enough is enough.
  bool holds_for(const Block& block, Text name) {
    bool is_named = false;
    for (Text pattern : block.patterns) {
      const bool is_negated = pattern.starts_with('!');
      if (is_negated) pattern.remove_prefix(1);
      steps_ += 1 + pattern.size() * (pattern.contains('*') ? name.size() : 1);
      if (steps_ > steps_max) {
        config_.found.was_cut = true;
        return false;
      }
      if (!glob_match(pattern, name)) continue;
      if (is_negated) return false;  // Then the other patterns do not count.
      is_named = true;
    }
    return is_named;
  }

  // What `ssh NAME` would use: of each setting the first value.
  Block settings_of(Text name) {
    Block found;
    for (const Block& block : blocks_) {
      const auto says_more = [&](auto member) {
        return (found.*member).empty() && !(block.*member).empty();
      };
      if (std::ranges::none_of(settings, says_more) || !holds_for(block, name)) continue;
      for (const auto member : settings)
        if (says_more(member)) found.*member = block.*member;
    }
    return found;
  }

  // HostName knows %h, what was typed, and %%.
  static std::string expanded(Text pattern, Text name) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const Text token = pattern.substr(i, 2);
      if (token == "%h") out += name;
      if (token == "%%") out += '%';
      if (token == "%h" || token == "%%")
        ++i;
      else
        out += pattern[i];
    }
    return out;
  }

  void add_host(const Block& block, Text name) {
    ServerHint hint{.kind = HintKind::Ssh, .says = "Host " + std::string(name), .line = block.line};
    const Block used = settings_of(name);
    hint.server.host = used.host_name.empty() ? std::string(name) : expanded(used.host_name, name);
    if (!is_host(hint.server.host)) return;
    hint.server.login = used.user;
    parse_port(used.port, hint.server.port);
    if (!used.jump.empty() && !equal_letters(used.jump, "none")) hint.says += ", over " + used.jump;
    config_.found.add(std::move(hint));
  }

  void add_host_of_match(const Block& block) {
    ServerHint hint{.kind = HintKind::Ssh, .says = block.title, .line = block.line};
    hint.server.host = block.host_name;
    hint.server.login = block.user;
    parse_port(block.port, hint.server.port);
    if (is_host(hint.server.host)) config_.found.add(std::move(hint));
  }

  // "ProxyJump admin@one:2222,ssh://two", "ProxyCommand ssh -W %h:%p bastion"
  void add_jumps(const Block& block) {
    std::vector<ServerName> servers;
    for (Text rest = block.jump; !rest.empty() && servers.size() < servers_max;) {
      const Text part = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(part.size() + 1, rest.size()));
      ServerName server;
      if (equal_letters(part, "none")) continue;
      if (part.contains("://"))
        add_servers_of_urls(part, servers);
      else if (parse_server(part, server))
        servers.push_back(std::move(server));
    }
    const std::string title = block.title.empty() ? std::string() : " of " + block.title;
    for (ServerName& server : servers)
      config_.found.add({HintKind::Ssh, std::move(server), "jumped over" + title, {}, block.line});
    for (ServerHint& hint : hints_of_command(block.command)) {
      hint.kind = HintKind::Ssh;
      hint.says = "ProxyCommand" + title;
      hint.line = block.line;
      config_.found.add(std::move(hint));
    }
  }

  std::vector<Block> blocks_{};
  SshConfig config_{};
  u64 steps_ = 0;
};

}  // namespace

ServerHints hints_of_known_hosts(Text file) {
  ServerHints hints;
  for (u32 line = 1; !file.empty(); ++line) {
    Text rest = trim(next_line(file));
    if (rest.starts_with('#')) continue;
    std::string says;
    if (rest.starts_with('@')) says = std::string(next_word(rest).substr(0, word_max)) + " ";
    Text names = next_word(rest);
    const Text key_type = next_word(rest);
    if (key_type.empty()) continue;  // No line without a key.
    says.append(key_type.substr(0, word_max)).append(" key");
    if (names.starts_with("|1|")) {
      if (!hints.add({HintKind::KnownHost, {}, "a hashed name, " + says, {}, line})) return hints;
      continue;
    }
    while (!names.empty()) {
      const Text name = names.substr(0, names.find(','));
      names.remove_prefix(std::min(name.size() + 1, names.size()));
      ServerName server;
      if (name.starts_with('!') || !parse_known_host(name, server)) continue;
      if (!hints.add({HintKind::KnownHost, std::move(server), says, {}, line})) return hints;
    }
  }
  return hints;
}

SshConfig read_ssh_config(Text file) { return ConfigReader(file).read(); }

}  // namespace sonde
