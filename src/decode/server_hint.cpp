// server_hint.cpp: cuts logins, hosts and ports out of URLs and connection strings (RFC 3986).
// SPDX-License-Identifier: Apache-2.0
#include "decode/server_hint.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr Text spaces = " \t\r\n\v\f";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 0.0.0.0 and :: are no server: whoever binds to them takes every address.
bool is_any_address(const Address& address) {
  return std::ranges::all_of(address.bytes, [](u8 byte) { return byte == 0; });
}

// What cannot be a login: a masked one, and what holds more than a name.
std::string login_of(Text userinfo) {
  const Text login = userinfo.substr(0, userinfo.find(':'));
  const bool is_plain = std::ranges::all_of(login, [](char c) {
    return static_cast<unsigned char>(c) > ' ' && !Text("*/\"'`<>{}$").contains(c);
  });
  return std::string(is_plain ? login : Text());
}

void add(std::vector<ServerName>& servers, ServerName server) {
  const bool is_known = std::ranges::find(servers, server) != servers.end();
  if (!is_known && servers.size() < servers_max) servers.push_back(std::move(server));
}

// "user@a:5672,b:5672": the login is that of all.
void add_authority(Text authority, std::vector<ServerName>& servers) {
  const std::size_t at = authority.rfind('@');
  std::string login;
  if (at != Text::npos) {
    login = login_of(authority.substr(0, at));
    authority.remove_prefix(at + 1);
  }
  while (!authority.empty()) {
    const Text part = authority.substr(0, authority.find(','));
    authority.remove_prefix(std::min(part.size() + 1, authority.size()));
    ServerName server;
    if (!parse_server(part, server)) continue;
    server.login = login;
    add(servers, std::move(server));
  }
}

// "shop@tcp(db:3306)/shop": what the driver of Go for MySQL takes.
void add_go_string(Text text, std::vector<ServerName>& servers) {
  const std::size_t open = text.find("tcp(");
  const std::size_t close = text.find(')', open == Text::npos ? 0 : open);
  if (open == Text::npos || close == Text::npos || (open > 0 && text[open - 1] != '@')) return;
  ServerName server;
  if (!parse_server(text.substr(open + 4, close - open - 4), server)) return;
  if (open > 0) server.login = login_of(text.substr(0, open - 1));
  add(servers, std::move(server));
}

enum class Keyword : u8 { None, Host, Port, Login };

Keyword keyword_of(Text key) {
  struct Word {
    Text word;
    Keyword keyword;
  };
  constexpr Word words[] = {
      {"host", Keyword::Host},        {"hostaddr", Keyword::Host}, {"server", Keyword::Host},
      {"data source", Keyword::Host}, {"address", Keyword::Host},  {"addr", Keyword::Host},
      {"port", Keyword::Port},        {"user", Keyword::Login},    {"username", Keyword::Login},
      {"user id", Keyword::Login},    {"uid", Keyword::Login}};
  const auto found = std::ranges::find_if(words, [&](const Word& known) {
    return std::ranges::equal(
        key, known.word, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
  });
  return found == std::end(words) ? Keyword::None : found->keyword;
}

// Keywords end with ";" where there is one, else with a space, as libpq has them.
void add_keywords(Text text, std::vector<ServerName>& servers) {
  const char end = text.contains(';') ? ';' : ' ';
  ServerName server;
  while (!text.empty()) {
    Text part = text.substr(0, text.find(end));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    const std::size_t equals = part.find('=');
    if (equals == Text::npos) continue;
    Text value = trim(part.substr(equals + 1));
    if (value.size() > 1 && value.front() == '\'' && value.back() == '\'')
      value = value.substr(1, value.size() - 2);
    switch (keyword_of(trim(part.substr(0, equals)))) {
      case Keyword::None: break;
      case Keyword::Port: parse_port(value, server.port); break;
      case Keyword::Login: server.login = login_of(value); break;
      case Keyword::Host: {
        if (value.starts_with("tcp:")) value.remove_prefix(4);
        const std::size_t comma = value.find(',');  // "db,1433" of SQL Server.
        if (comma != Text::npos) parse_port(value.substr(comma + 1), server.port);
        ServerName host;
        if (!parse_server(value.substr(0, comma), host)) break;
        server.host = host.host;
        if (host.port) server.port = host.port;
      }
    }
  }
  if (!server.host.empty()) add(servers, std::move(server));
}

}  // namespace

bool ServerHints::add(ServerHint hint) {
  const bool is_full = hints.size() == hints_of_file_max;
  was_cut = was_cut || is_full;
  if (!is_full) hints.push_back(std::move(hint));
  return !is_full;
}

bool is_host(Text text) {
  constexpr std::size_t host_max = 253;  // RFC 1035, as text.
  Address address;  // Its zone may be the name of an interface, which may hold nearly anything.
  if (text.find_first_of("@/, \t") != Text::npos) return false;
  if (parse_address(text, address)) return !is_any_address(address);
  if (text.empty() || text.size() > host_max) return false;
  const auto may_stand = [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
  };
  if (!std::ranges::all_of(text, may_stand) || std::ranges::none_of(text, is_letter)) return false;
  return text.front() != '-' && text.front() != '.' && !text.contains("..");
}

bool parse_port(Text text, Known<u16>& port) {
  u16 number = 0;
  if (!parse_number(text, number) || number == 0) return false;
  port = number;
  return true;
}

bool parse_server(Text text, ServerName& server) {
  server = {};
  const std::size_t at = text.rfind('@');
  if (at != Text::npos) {
    server.login = login_of(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  Text port;
  const bool has_brackets = text.starts_with('[');
  const std::size_t close = text.find(']');
  if (has_brackets && close == Text::npos) return false;
  Text host = has_brackets ? text.substr(1, close - 1) : text;
  if (has_brackets) {
    port = text.substr(close + 1);
  } else if (const std::size_t colon = text.find(':'); std::ranges::count(text, ':') == 1) {
    host = text.substr(0, colon);  // Two colons are an address of IPv6.
    port = text.substr(colon);
  }
  if (!port.empty() && (port.front() != ':' || !parse_port(port.substr(1), server.port)))
    return false;
  server.host = host;
  return is_host(host);
}

void add_servers_of_urls(Text text, std::vector<ServerName>& servers) {
  constexpr Text mark = "://";
  for (std::size_t at; (at = text.find(mark)) != Text::npos && servers.size() < servers_max;) {
    const bool has_scheme = at > 0 && (is_letter(text[at - 1]) || is_digit(text[at - 1]));
    text.remove_prefix(at + mark.size());
    constexpr Text ends = "/?#\"'`<>;|\\{}() \t\r\n\v\f";
    if (has_scheme) add_authority(text.substr(0, text.find_first_of(ends)), servers);
  }
}

void add_servers_of_connection(Text text, std::vector<ServerName>& servers) {
  if (text.contains("://")) return add_servers_of_urls(text, servers);
  const Text word = text.substr(0, text.find_first_of(spaces));
  if (text.contains("tcp(") && word.size() == text.size()) return add_go_string(text, servers);
  add_keywords(text, servers);
}

}  // namespace sonde
