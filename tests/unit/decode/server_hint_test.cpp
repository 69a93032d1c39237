// server_hint_test.cpp: logins, hosts and ports in URLs and connection strings.
// SPDX-License-Identifier: Apache-2.0
#include "decode/server_hint.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace sonde {
namespace {

std::string shown(const ServerName& server) {
  std::string text = server.login.empty() ? "" : server.login + "@";
  text += server.host;
  if (server.port) append_number(text += ' ', *server.port);
  return text;
}

using Lines = std::vector<std::string>;
Lines connection(Text text) {
  std::vector<ServerName> servers;
  add_servers_of_connection(text, servers);
  Lines lines;
  for (const ServerName& server : servers) lines.push_back(shown(server));
  return lines;
}
std::string server(Text text) {
  ServerName server;
  return parse_server(text, server) ? shown(server) : "none";
}

TEST(ServerName, IsAHostPerhapsWithALoginAndAPort) {
  EXPECT_EQ(server("web"), "web");
  EXPECT_EQ(server("deploy@web.example.org:2222"), "deploy@web.example.org 2222");
  EXPECT_EQ(server("192.0.2.7:22"), "192.0.2.7 22");
  EXPECT_EQ(server("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(server("bob@[2001:db8::1]:22"), "bob@2001:db8::1 22");
  EXPECT_EQ(server("user:password@db"), "user@db");
}

TEST(ServerName, IsNoNumberPathAddressOfAllOrWrongPort) {
  for (const Text text :
       {"", "3306", "web:", "web:0", "web:99999", "web:http", ":80", "/tmp/x", "a b", "0.0.0.0:80",
        "::", "[::]:80", "[::1", "-x", "*.example.org", "caf\xc3\xa9", "1.2.3", "fe80::1%a/b"})
    EXPECT_EQ(server(text), "none") << text;
}

// As the manuals of PostgreSQL, RabbitMQ, MongoDB, etcd, JDBC, go-sql-driver and ADO.NET write
// them.
TEST(Connection, OfEachKindNamesItsServers) {
  EXPECT_EQ(connection("postgres://shop:***@db:5432/shop"), (Lines{"shop@db 5432"}));
  EXPECT_EQ(connection("redis://:***@cache:6379/0"), (Lines{"cache 6379"}));
  EXPECT_EQ(connection("amqp://app:***@mq1:5672,mq2:5672/v"),
            (Lines{"app@mq1 5672", "app@mq2 5672"}));
  EXPECT_EQ(connection("mongodb+srv://u:***@cluster0.example.net/?retryWrites=true"),
            (Lines{"u@cluster0.example.net"}));
  EXPECT_EQ(connection("http://10.0.0.1:2379,http://10.0.0.2:2379"),
            (Lines{"10.0.0.1 2379", "10.0.0.2 2379"}));
  EXPECT_EQ(connection("jdbc:mysql://db:3306/shop?useSSL=true"), (Lines{"db 3306"}));
  EXPECT_EQ(connection("shop:***@tcp(db:3306)/shop"), (Lines{"shop@db 3306"}));
  EXPECT_EQ(connection("host=db port=5432 user=shop password=***"), (Lines{"shop@db 5432"}));
  EXPECT_EQ(connection("Server=tcp:db.example.net,1433;User Id=sa;Password=***"),
            (Lines{"sa@db.example.net 1433"}));
  EXPECT_EQ(connection("http://[2001:db8::1]:8080/x"), (Lines{"2001:db8::1 8080"}));
  EXPECT_EQ(connection("https://***@git.example.org/x.git"), (Lines{"git.example.org"}));
}

TEST(Connection, ToAFileOrToNothingNamesNoServer) {
  for (const Text text : {"unix:///run/docker.sock", "file:///etc/x", "://web", "a=b c=d", "tcp(x",
                          "http://", "http://:80/", "rw=1;host=;port=3"})
    EXPECT_EQ(connection(text), Lines{}) << text;
}

TEST(Connection, NamesAtMostSoManyServers) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "http://h" + std::to_string(i) + "/ ";
  EXPECT_EQ(connection(text).size(), servers_max);
}

}  // namespace
}  // namespace sonde
