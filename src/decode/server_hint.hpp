// server_hint.hpp: a server as people and programs write it: user@host:port, a URL, a list of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "model/hint.hpp"

namespace sonde {

struct ServerName {
  std::string login{};  // Empty: none is said.
  std::string host{};   // A name or an address, without brackets.
  Known<u16> port{Absent::NotApplicable};
  friend bool operator==(const ServerName& a, const ServerName& b) {
    return a.login == b.login && a.host == b.host && a.port.why == b.port.why &&
           a.port.value == b.port.value;
  }
};

// What a line of a file or a variable gives away.
struct ServerHint {
  HintKind kind = HintKind::Variable;
  ServerName server{};     // Without a host: its name is hashed.
  std::string says{};      // Secrets are stars.
  std::string variable{};  // Of an environment.
  u32 line = 0;            // Of a file, from 1.
};

// Of one file or environment at most so many; a large cluster has thousands of services. Whoever
// wrote it chose how many there are, and each takes some hundred bytes.
inline constexpr std::size_t hints_of_file_max = 10000;
struct ServerHints {
  std::vector<ServerHint> hints{};
  bool was_cut = false;  // There are more.

  // False when it is one too many.
  bool add(ServerHint hint);
};

// Whether this may name a host. A number alone does not, though inet_aton(3) would take it.
bool is_host(Text text);

// "web", "deploy@web:2222", "[2001:db8::1]:22", "2001:db8::1". A password behind the login, and a
// login that was masked, are left out.
bool parse_server(Text text, ServerName& server);

// A port from 1 on.
bool parse_port(Text text, Known<u16>& port);

// The servers of each URL that the text holds, also of lists: "amqp://user@a:5672,b:5672/v",
// "http://a:2379,http://b:2379", "jdbc:mysql://db:3306/shop". What is no URL is left out.
void add_servers_of_urls(Text text, std::vector<ServerName>& servers);

// Those of URLs, of "user@tcp(db:3306)/shop", and of the keywords that libpq and ADO.NET know:
// "host=db port=5432 user=shop", "Server=tcp:db,1433;User Id=sa".
void add_servers_of_connection(Text text, std::vector<ServerName>& servers);

// At most so many of one text are told.
inline constexpr std::size_t servers_max = 64;

}  // namespace sonde
