// environment_hints.cpp: names of variables, and what is looked for in their values.
// SPDX-License-Identifier: Apache-2.0
#include "decode/environment_hints.hpp"

#include <algorithm>
#include <span>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "decode/config_signs.hpp"

// What docs.docker.com and kubernetes.io say that a container finds:
// DB_PORT=tcp://172.17.0.5:5432  DB_PORT_5432_TCP=tcp://172.17.0.5:5432
// DB_PORT_5432_TCP_ADDR=172.17.0.5  DB_PORT_5432_TCP_PORT=5432  DB_PORT_5432_TCP_PROTO=tcp
// REDIS_PRIMARY_SERVICE_HOST=10.0.0.11  REDIS_PRIMARY_SERVICE_PORT=6379

namespace sonde {
namespace {

constexpr std::size_t name_max = 256;
constexpr std::size_t says_max = 256;  // Bytes of a value that are told; all are looked into.
constexpr Text host_mark = "_SERVICE_HOST";
constexpr Text port_mark = "_SERVICE_PORT";

struct Variable {
  Text name{}, value{};
};

bool is_any(Text text, std::span<const Text> words) {
  return std::ranges::find(words, text) != words.end();
}

std::string upper_of(Text name) {
  std::string upper;
  for (const char c : name)
    upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c == '.' || c == '-' ? '_' : c;
  return upper;
}

// The ends of names whose values are hosts. The first ones have siblings: DB_PORT, DB_USER.
constexpr Text host_ends[] = {"HOST", "HOSTNAME", "ADDR", "ADDRESS", "SERVER"};
constexpr Text address_ends[] = {"HOSTS",  "ADDRS",   "ADDRESSES", "SERVERS",  "URL",
                                 "URLS",   "URI",     "URIS",      "ENDPOINT", "ENDPOINTS",
                                 "BROKER", "BROKERS", "NODES",     "PEERS",    "SEEDS",
                                 "DSN",    "PROXY",   "UPSTREAM",  "BACKEND",  "MASTER"};
// What a shell or its login has, and what a program listens on itself.
constexpr Text other_names[] = {"HOSTNAME", "HOST", "COMPUTERNAME", "XDG_SESSION_ID",
                                "DBUS_SESSION_BUS_ADDRESS"};
constexpr Text own_parts[] = {"LISTEN", "BIND"};
constexpr Text no_hosts[] = {"true", "false", "yes",  "no",      "on", "off",
                             "none", "null",  "auto", "default", "nil"};

// "HOST" of "DB_HOST" and of "PGHOST"; "" when the name does not say that the value is a host.
Text end_of_host(Text upper) {
  const Text last = upper.substr(upper.rfind('_') + 1);
  if (is_any(last, host_ends)) return last;
  for (const Text end : {Text("HOST"), Text("ADDR")})
    if (last.ends_with(end)) return end;
  return {};
}

class Reader {
public:
  explicit Reader(Text environ) {
    each_variable(environ, [this](Text name, Text value) {
      if (name.size() <= name_max) sorted_.push_back({name, value});
    });
    in_order_ = sorted_;
    // Of two with one name the first counts, as for getenv(3).
    std::ranges::sort(sorted_, [](const Variable& a, const Variable& b) {
      return a.name == b.name ? a.name.data() < b.name.data() : a.name < b.name;
    });
  }

  ServerHints read() {
    for (const Variable& variable : in_order_) {
      if (is_of_service(variable) || is_of_link(variable)) continue;
      read_connection(variable);
    }
    return std::move(found_);
  }

private:
  // "" when there is none of this name.
  Text value_of(const std::string& name) const {
    const auto at = std::ranges::lower_bound(sorted_, Text(name), {}, &Variable::name);
    return at != sorted_.end() && at->name == name ? at->value : Text();
  }

  void add(HintKind kind, const Variable& variable, ServerName server, Text says) {
    found_.add({kind, std::move(server), std::string(says.substr(0, says_max)),
                std::string(variable.name), 0});
  }

  // One row for each port: WEB_SERVICE_PORT is the first, WEB_SERVICE_PORT_HTTPS another one. The
  // host alone is told where no port is.
  bool is_of_service(const Variable& variable) {
    const Text name = variable.name;
    if (name.ends_with(host_mark)) {
      const std::string stem(name.substr(0, name.size() - host_mark.size()));
      if (value_of(stem + std::string(port_mark)).empty()) add_service(variable, stem, {});
      return true;
    }
    const std::size_t at = name.find(port_mark);
    if (at == Text::npos) return false;
    const std::string stem(name.substr(0, at));
    const Text rest = name.substr(at + port_mark.size());
    if (!rest.empty() && rest.front() != '_') return false;
    const bool is_first_again =
        !rest.empty() && value_of(stem + std::string(port_mark)) == variable.value;
    if (!is_first_again) add_service(variable, stem, variable.value);
    return true;
  }

  void add_service(const Variable& variable, const std::string& stem, Text port) {
    ServerName server;
    const Text host = value_of(stem + std::string(host_mark));
    if (!parse_server(host, server)) return;
    if (!port.empty() && !parse_port(port, server.port)) return;
    add(HintKind::Service, variable, std::move(server), {});
  }

  // Its siblings say the same again; so does all of it where there are variables of a service.
  bool is_of_link(const Variable& variable) {
    const Text name = variable.name;
    const std::size_t at = name.find("_PORT");
    if (at == Text::npos) return false;
    const std::string stem(name.substr(0, at));
    Text rest = name.substr(at + 5);
    if (rest.empty()) return variable.value.contains("://") && !variable.value.starts_with("http");
    if (!rest.starts_with('_')) return false;
    rest.remove_prefix(1);
    const Text number = rest.substr(0, rest.find('_'));
    ServerName server;
    if (number.size() == rest.size() || !parse_port(number, server.port)) return false;
    rest.remove_prefix(number.size() + 1);
    constexpr Text protocols[] = {"TCP", "UDP", "SCTP"};
    if (!is_any(rest.substr(0, rest.find('_')), protocols)) return false;
    const bool is_told = !value_of(stem + std::string(host_mark)).empty();
    if (!rest.ends_with("_ADDR") || is_told || !is_host(variable.value)) return true;
    server.host = variable.value;
    add(HintKind::Link, variable, std::move(server), {});
    return true;
  }

  void read_connection(const Variable& variable) {
    const std::string masked = mask_value(variable.name, variable.value);
    const Text value = masked;
    std::vector<ServerName> servers;
    if (variable.name == "SSH_CONNECTION") {  // sshd(8): where the client is, its port, ours.
      Text rest = value;
      ServerName client;
      if (parse_server(next_word(rest), client)) servers.push_back(client);
    } else {
      add_servers_of_connection(value, servers);
      if (servers.empty() && !value.contains("://")) add_named(variable, value, servers);
    }
    found_.was_cut = found_.was_cut || servers.size() == servers_max;
    for (ServerName& server : servers) add(HintKind::Variable, variable, std::move(server), value);
  }

  // A host, or some with commas or spaces between, in a variable that is called so.
  void add_named(const Variable& variable, Text value, std::vector<ServerName>& servers) const {
    const std::string upper = upper_of(variable.name);
    const auto has = [&](Text part) { return upper.contains(part); };
    if (is_any(upper, other_names) || std::ranges::any_of(own_parts, has)) return;
    const Text end = end_of_host(upper);
    if (end.empty() && !is_any(Text(upper).substr(upper.rfind('_') + 1), address_ends)) return;
    if (!end.empty() && value.contains(' ')) return;  // A sentence.
    while (!value.empty() && servers.size() < servers_max) {
      const std::size_t size = std::min(value.find_first_of(", ;"), value.size());
      const Text part = value.substr(0, size);
      value.remove_prefix(std::min(size + 1, value.size()));
      ServerName server;
      if (part.empty()) continue;
      // A sentence or a list of something else has words that are no hosts.
      if (is_any(part, no_hosts) || !parse_server(part, server)) return servers.clear();
      servers.push_back(std::move(server));
    }
    if (servers.size() == 1 && !end.empty()) add_siblings(variable.name, end.size(), servers[0]);
  }

  // DB_PORT and DB_USER of DB_HOST, in the same case.
  void add_siblings(Text name, std::size_t end, ServerName& server) const {
    const Text stem = name.substr(0, name.size() - end);
    const bool is_lower = name.back() >= 'a';
    const auto sibling = [&](Text upper, Text lower) {
      return value_of(std::string(stem) + std::string(is_lower ? lower : upper));
    };
    if (!server.port) parse_port(sibling("PORT", "port"), server.port);
    Text login = sibling("USER", "user");
    if (login.empty()) login = sibling("USERNAME", "username");
    ServerName named;  // Checks what a login may be.
    if (server.login.empty() && !login.empty() && parse_server(mask_secrets(login) + "@x", named))
      server.login = named.login;
  }

  std::vector<Variable> in_order_{}, sorted_{};
  ServerHints found_{};
};

}  // namespace

ServerHints hints_of_environment(Text environ) { return Reader(environ).read(); }

}  // namespace sonde
