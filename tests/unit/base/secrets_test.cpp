// secrets_test.cpp: twenty and more kinds of planted secrets, and what must stay readable.
// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/support/cpu_time.hpp"

namespace sonde {
namespace {

struct Planted {
  Text name, value;
};

// Each value holds the word PLANTED or PLANTED's parts, which must not come out.
constexpr Planted planted[] = {
    {"DB_PASSWORD", "PLANTED"},
    {"MYSQL_ROOT_PASSWORD", "/PLANTED@with:odd/chars"},
    {"PGPASSWORD", "PLANTED with spaces"},
    {"SMTP_PASS", "PLANTED"},
    {"dbPasswd", "PLANTED"},
    {"KEYSTORE_PASSPHRASE", "PLANTED"},
    {"API_TOKEN", "PLANTED"},
    {"CLIENT_SECRET", "PLANTED"},
    {"SECRET_KEY_BASE", "8f14e45fceea167aPLANTED8f14e45fceea167a"},
    {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiPLANTED"},
    {"ENCRYPTION_KEY", "c2VjcmV0LVBMQU5URUQtc2VjcmV0PLANTED="},
    {"STRIPE_APIKEY", "PLANTED"},
    {"BASIC_AUTH", "admin:PLANTED"},
    {"GOOGLE_CREDENTIALS", "{\"private_key\": \"PLANTED\"}"},
    {"SESSION_COOKIE", "PLANTED"},
    {"SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T0/B0/PLANTED"},
    {"DATABASE_URL", "postgres://shop:PLANTED@db:5432/shop"},
    {"DATABASE_URL", "postgres://shop:PLA/NTEDPLANTED@db:5432/shop"},
    {"DATABASE_URL", "postgres://shop:PLANTED"},
    {"REDIS_URL", "redis://:PLANTED@cache:6379/0"},
    {"GIT_URL", "https://PLANTEDTOKEN@github.com/x/y"},
    {"AUTH_URL", "https://user:PLANTED@login/"},
    {"DSN", "shop:PLANTED@tcp(db:3306)/shop"},
    {"DSN", "host=db user=shop password=PLANTED dbname=shop"},
    {"CONNECTION", "Server=db;Uid=shop;Pwd=PLANTED;"},
    {"BACKEND", "https://api/?access_token=PLANTED&x=1"},
    {"CURL_OPTS", "-H 'Authorization: Bearer PLANTED.abc' https://api/"},
    {"CURL_OPTS", "-H \"Authorization: ApiKey PLANTED PLANTED\" https://api/"},
    {"CURL_OPTS", "-u admin:PLANTED https://api/"},
    {"CURL_OPTS", "-H 'Cookie: a=1; session=PLANTED'"},
    {"JAVA_OPTS", "-Xmx1g -Djavax.net.ssl.keyStorePassword=PLANTED -Dx=1"},
    {"APP_ARGS", "--listen :80 --admin-password PLANTED --debug"},
    {"SETTINGS", "{\"db\":{\"user\":\"a\",\"password\":\"PLANTED \\\" PLANTED\"}}"},
    {"SETTINGS", "{\\\"password\\\":\\\"PLANTED\\\"}"},
    {"SETTINGS", "db:\n  password: PLANTED\n  host: x\n"},
    {"CONFIG", "requirepass PLANTED"},
    {"NATS_URL", "nats://PLANTED@nats.example:4222"},
    {"CACHE", "redis://PLANTED@r.example:6379"},
    {"LDAP_URI", "ldap://l.example/?bindpw=PLANTED"},
    {"AWS_ID", "AKIAIOSFODNN7PLANTED"},
    {"NOTE", "ghp_PLANTEDPLANTEDPLANTEDPLANTED0000"},
    {"ID", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJQTEFOVEVEPLANTED.c2ln"},
    {"TLS_PEM", "-----BEGIN RSA PRIVATE KEY-----\nPLANTED\n-----END RSA PRIVATE KEY-----\n"},
};

TEST(Secrets, OfEveryPlantedKindNothingComesOut) {
  for (const Planted& one : planted) {
    const std::string masked = mask_value(one.name, one.value);
    EXPECT_FALSE(masked.contains("PLANTED")) << one.name << "=" << one.value << " gave " << masked;
    EXPECT_FALSE(masked.contains("NTED")) << one.name << "=" << one.value << " gave " << masked;
    EXPECT_TRUE(masked.contains("***")) << one.name << "=" << one.value << " gave " << masked;
    const std::string argument = "--" + std::string(one.name) + "=" + std::string(one.value);
    EXPECT_FALSE(mask_argument({"app", {}, argument}).contains("PLANTED")) << argument;
  }
}

TEST(Secrets, WhatIsNoneStaysAsItIs) {
  constexpr Planted plain[] = {
      {"CONFIG_FILE", "/etc/app/app.yaml"},
      {"DB_PASSWORD_FILE", "/run/secrets/db_password"},
      {"TLS_KEY", "/etc/pki/tls/private/web.key"},
      {"DATABASE_URL", "postgres://db:5432/shop?sslmode=require"},
      {"UPSTREAM", "http://10.0.0.9:8080/a@b"},
      {"GIT_URL", "ssh://git@github.com/x/y"},
      {"DATABASE_URL", "mongodb+srv://app@db.example/shop"},
      {"AUTH_SERVICE_HOST", "10.96.0.17"},
      {"AUTH_SERVICE_PORT", "tcp://10.96.0.17:80"},
      {"KUBERNETES_PORT", "tcp://10.96.0.1:443"},
      {"JAVA_OPTS", "-Xmx1g -Dspring.config.location=/etc/app.properties"},
      {"LOG_LEVEL", "debug"},
      {"LISTEN", "[::1]:8080,0.0.0.0:80"},
      {"DB_PASSWORD", ""},
      {"PWD", "/srv/app"},
      {"TLS_PEM", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"},
  };
  for (const Planted& one : plain) EXPECT_EQ(mask_value(one.name, one.value), one.value);
}

TEST(Secrets, KeepsWhatStandsAroundThem) {
  EXPECT_EQ(mask_secrets("postgres://shop:abc@db:5432/shop"), "postgres://shop:***@db:5432/shop");
  EXPECT_EQ(mask_secrets("host=db password=abc dbname=shop"), "host=db password=*** dbname=shop");
  EXPECT_EQ(mask_secrets("/x?token=abc&page=2"), "/x?token=***&page=2");
  EXPECT_EQ(mask_secrets("{\"password\": \"abc\", \"port\": 1}"),
            "{\"password\": \"***\", \"port\": 1}");
  EXPECT_EQ(mask_secrets("--password abc --port 80"), "--password *** --port 80");
}

TEST(Secrets, OfACommandLineGoByTheProgramAndTheArgumentBefore) {
  EXPECT_EQ(mask_argument({"mysql", {}, "-pPLANTED"}), "-p***");
  EXPECT_EQ(mask_argument({"sshpass", "-p", "PLANTED"}), "***");
  EXPECT_EQ(mask_argument({"docker", "-p", "PLANTED"}), "***") << "docker login";
  EXPECT_EQ(mask_argument({"docker", "-p", "123456"}), "***");
  for (const Text port : {"8080:80", "127.0.0.1:8080:80/udp", "[::1]:8080:80", "8000-8010:80-90"})
    EXPECT_EQ(mask_argument({"docker", "-p", port}), port) << "docker run";
  EXPECT_EQ(mask_argument({"redis-cli", "-a", "PLANTED"}), "***");
  EXPECT_EQ(mask_argument({"curl", "-u", "admin:PLANTED"}), "admin:***");
  EXPECT_EQ(mask_argument({"curl", "-u", "admin"}), "admin");
  EXPECT_EQ(mask_argument({"mkdir", "-p", "srv"}), "srv");
  EXPECT_EQ(mask_argument({"nginx", {}, "-p/srv"}), "-p/srv");
  EXPECT_EQ(mask_argument({"app", "--password", "PLANTED"}), "***");
  EXPECT_EQ(mask_argument({"app", "--config", "/etc/app.yaml"}), "/etc/app.yaml");
  EXPECT_EQ(mask_argument({"app", {}, "--password=PLANTED"}), "--password=***");
  EXPECT_EQ(mask_argument({"app", {}, "--password-file=/run/p"}), "--password-file=/run/p");
  EXPECT_EQ(mask_argument({"app", {}, "--config=/etc/app.yaml"}), "--config=/etc/app.yaml");
  for (const Text option : {"--pwd", "--pw", "-pwd", "-pw"}) {
    EXPECT_EQ(mask_argument({"app", option, "PLANTED"}), "***") << option;
    const std::string name(option);
    EXPECT_EQ(mask_argument({"app", {}, name + "=PLANTED"}), name + "=***");
    EXPECT_EQ(mask_argument({"sh", "-c", "app " + name + " PLANTED x"}), "app " + name + " *** x");
    EXPECT_EQ(mask_argument({"sh", "-c", "app " + name + "=PLANTED x"}), "app " + name + "=*** x");
    EXPECT_EQ(mask_argument({"app", option, "/srv/app"}), "/srv/app") << "a directory";
    EXPECT_EQ(mask_argument({"app", option, "--verbose"}), "--verbose") << option;
  }
}

TEST(Secrets, BehindPercentAndAtTheEndGoByTheProgram) {
  EXPECT_EQ(mask_argument({"smbclient", "-U", "shop%PLANTED"}), "shop%***");
  EXPECT_EQ(mask_argument({"smbclient", {}, "-UDOM/shop%PLANTED"}), "-UDOM/shop%***");
  EXPECT_EQ(mask_argument({"rpcclient", {}, "--user=shop%PLANTED"}), "--user=shop%***");
  EXPECT_EQ(mask_argument({"smbclient", "-U", "shop"}), "shop");
  EXPECT_EQ(mask_argument({"smbclient", "-c", "ls 100%"}), "ls 100%");
  EXPECT_EQ(mask_argument({"psql", "-U", "a%b"}), "a%b");
  const auto last = [](Text line) {
    const Text argument = line.substr(line.rfind('\0') + 1);
    return mask_argument({"htpasswd", "shop", argument, line});
  };
  EXPECT_EQ(last({"htpasswd\0-b\0file\0shop\0PLANTED", 29}), "***");
  EXPECT_EQ(last({"htpasswd\0-nbB\0shop\0PLANTED", 26}), "***");
  EXPECT_EQ(last({"htpasswd\0-c\0file\0shop", 21}), "shop") << "it asks for the password";
  EXPECT_EQ(mask_argument({"htpasswd", "file", "shop"}), "shop") << "not the last";
}

// A container chooses these texts. Each takes milliseconds; by squares it would be hours.
TEST(Secrets, AreMaskedInLongTrapsInLinearTime) {
  for (const Text trap : {":", "=", "a=", "password=/", "password='/", "://", "://x:y/",
                          "https://a", "cookie:", "pwd=/", "-u ", "a:b@", "key=a,"}) {
    const auto mask = [trap](std::size_t size) {
      std::string text;
      while (text.size() < size) text += trap;
      EXPECT_FALSE(mask_value("X_URL", text).empty()) << trap;
      EXPECT_FALSE(mask_argument({"app", {}, text}).empty()) << trap;
    };
    EXPECT_TRUE(test::grows_in_line(512 * 1024, mask)) << trap;
  }
}

TEST(Secrets, NamesOfSecretsAreKnownHoweverTheyAreWritten) {
  for (const Text name : {"DB_PASSWORD", "dbPassword", "db-password", "--auth-token", "apiKey",
                          "API_KEY", "x-api-key", "MYSQL_PWD", "credentials", "client_secret"})
    EXPECT_TRUE(is_secret_name(name)) << name;
  for (const Text name : {"PWD", "OLDPWD", "GIT_AUTHOR_NAME", "KEYBOARD", "PASSENGER", "BYPASS",
                          "CONFIG_FILE", "PATH", "HOSTNAME", "", "_"})
    EXPECT_FALSE(is_secret_name(name)) << name;
}

}  // namespace
}  // namespace sonde
