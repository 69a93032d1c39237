// environment_hints_test.cpp: variables of Kubernetes, docker and people, and what they hide.
// SPDX-License-Identifier: Apache-2.0
#include "decode/environment_hints.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "unit/support/cpu_time.hpp"

namespace sonde {
namespace {

using Lines = std::vector<std::string>;
// "variable DB_HOST shop@db 5432" for each hint; `environ` has | for NUL.
Lines hints(std::string environ) {
  std::ranges::replace(environ, '|', '\0');
  Lines lines;
  for (const ServerHint& hint : hints_of_environment(environ).hints) {
    std::string line = std::string(name_of(hint.kind)) + " " + hint.variable + " ";
    if (!hint.server.login.empty()) line += hint.server.login + "@";
    line += hint.server.host;
    if (hint.server.port) append_number(line += ' ', *hint.server.port);
    lines.push_back(line);
  }
  return lines;
}

// kubernetes.io, "Discovering services": what a Pod finds of the Service redis-primary.
TEST(EnvironmentHints, OfAServiceOfKubernetesAreOneForEachPort) {
  EXPECT_EQ(hints("REDIS_PRIMARY_SERVICE_HOST=10.0.0.11|REDIS_PRIMARY_SERVICE_PORT=6379|"
                  "REDIS_PRIMARY_PORT=tcp://10.0.0.11:6379|"
                  "REDIS_PRIMARY_PORT_6379_TCP=tcp://10.0.0.11:6379|"
                  "REDIS_PRIMARY_PORT_6379_TCP_PROTO=tcp|REDIS_PRIMARY_PORT_6379_TCP_PORT=6379|"
                  "REDIS_PRIMARY_PORT_6379_TCP_ADDR=10.0.0.11|"),
            (Lines{"service REDIS_PRIMARY_SERVICE_PORT 10.0.0.11 6379"}));
  EXPECT_EQ(hints("WEB_SERVICE_HOST=10.0.0.12|WEB_SERVICE_PORT=80|WEB_SERVICE_PORT_HTTP=80|"
                  "WEB_SERVICE_PORT_HTTPS=443|"),
            (Lines{"service WEB_SERVICE_PORT 10.0.0.12 80",
                   "service WEB_SERVICE_PORT_HTTPS 10.0.0.12 443"}));
  EXPECT_EQ(hints("A_SERVICE_HOST=10.0.0.13|"), (Lines{"service A_SERVICE_HOST 10.0.0.13"}));
}

// docs.docker.com, "Legacy container links".
TEST(EnvironmentHints, OfALinkOfDockerAreOneForEachPort) {
  EXPECT_EQ(hints("DB_NAME=/web2/db|DB_PORT=tcp://172.17.0.5:5432|"
                  "DB_PORT_5432_TCP=tcp://172.17.0.5:5432|DB_PORT_5432_TCP_PROTO=tcp|"
                  "DB_PORT_5432_TCP_PORT=5432|DB_PORT_5432_TCP_ADDR=172.17.0.5|"),
            (Lines{"link DB_PORT_5432_TCP_ADDR 172.17.0.5 5432"}));
}

TEST(EnvironmentHints, OfNamesTakeThePortAndLoginOfTheirSiblings) {
  EXPECT_EQ(hints("DB_HOST=db|DB_PORT=5432|DB_USER=shop|DB_PASSWORD=hunter2|"),
            (Lines{"variable DB_HOST shop@db 5432"}));
  EXPECT_EQ(hints("PGHOST=pg|PGPORT=5433|PGUSER=me|"), (Lines{"variable PGHOST me@pg 5433"}));
  EXPECT_EQ(hints("db_host=db|db_port=1|"), (Lines{"variable db_host db 1"}));
  EXPECT_EQ(hints("KAFKA_BROKERS=a:9092,b:9092|"),
            (Lines{"variable KAFKA_BROKERS a 9092", "variable KAFKA_BROKERS b 9092"}));
  EXPECT_EQ(hints("VAULT_ADDR=https://vault:8200|DATABASE=postgres://u:p@db/x|"),
            (Lines{"variable VAULT_ADDR vault 8200", "variable DATABASE u@db"}));
  EXPECT_EQ(hints("SSH_CONNECTION=192.0.2.9 50022 10.0.0.5 22|"),
            (Lines{"variable SSH_CONNECTION 192.0.2.9"}));
}

TEST(EnvironmentHints, OfWhatNamesNoServerAreNone) {
  EXPECT_EQ(hints("HOME=/root|HOSTNAME=web-0|PATH=/bin:/usr/bin|LISTEN_ADDR=10.0.0.1:80|"
                  "BIND_HOST=10.0.0.1|DEBUG_SERVER=true|APP_HOST=0.0.0.0|SOCKET_ADDR=/run/x.sock|"
                  "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/bus|PORT=80|X_SERVICE_HOST=|"
                  "Y_SERVICE_PORT=80|Z_HOST=two words here|LS_COLORS=rs=0:di=01;34|"),
            Lines{});
}

TEST(EnvironmentHints, ShowNoSecret) {
  std::string environ = "A_URL=postgres://u:hunter2@db/x|DB_PASSWORD_HOST=hunter2|TOKEN_URL=x|"
                        "B_URL=http://u:hunter2/3@web/|C_DSN=u:hunter2@tcp(db:1)/|"
                        "D_HOST=host=db password=hunter2|E_HOST=e|E_USER=eyJhbGciOi.hunter2.x|";
  std::ranges::replace(environ, '|', '\0');
  for (const ServerHint& hint : hints_of_environment(environ).hints) {
    const std::string all = hint.says + hint.server.login + hint.server.host;
    EXPECT_TRUE(hint.variable == "DB_PASSWORD_HOST" || !all.contains("hunter2")) << hint.variable;
  }
}

TEST(EnvironmentHints, OfAVeryLongListSayThatItWasCut) {
  std::string environ = "A_HOSTS=";
  for (int i = 0; i < 500; ++i) environ += "h" + std::to_string(i) + ",";
  environ += '\0';
  const ServerHints found = hints_of_environment(environ);
  EXPECT_EQ(found.hints.size(), servers_max);
  EXPECT_TRUE(found.was_cut);
  environ.clear();
  for (int i = 0; i < 20'000; ++i) (environ += "H" + std::to_string(i) + "_HOST=h") += '\0';
  const ServerHints many = hints_of_environment(environ);
  EXPECT_EQ(many.hints.size(), 10'000U);
  EXPECT_TRUE(many.was_cut);
}

TEST(EnvironmentHints, OfALongVariableAreReadToItsEnd) {
  std::string environ = "LS_COLORS=" + std::string(100'000, 'x') +
                        "|A_URL=" + std::string(5000, 'x') + " http://web:80|";
  std::ranges::replace(environ, '|', '\0');
  const ServerHints found = hints_of_environment(environ);
  EXPECT_FALSE(found.was_cut) << "one of them names no server, the other one a single one";
  ASSERT_EQ(found.hints.size(), 1U);
  EXPECT_EQ(found.hints[0].server.host, "web");
  EXPECT_LT(found.hints[0].says.size(), 1000U);
}

// An environment may be chosen by whoever is looked at.
TEST(EnvironmentHints, OfTrapsAreReadInBoundedTime) {
  std::string lists = "A_HOSTS=";
  std::string urls = "B=";
  std::string pairs = "C=";
  for (int i = 0; i < 200'000; ++i) {
    lists += ",";
    urls += i % 2 == 0 ? "a://" : "h,@";
    pairs += "host=;";
  }
  for (const std::string& trap : {lists, urls, pairs}) {
    const auto time = test::cpu_time_of([&] { hints_of_environment(trap + '\0'); });
    EXPECT_LT(time, std::chrono::seconds(20));
  }
}

}  // namespace
}  // namespace sonde
