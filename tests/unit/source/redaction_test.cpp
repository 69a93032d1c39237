// redaction_test.cpp: what is written down holds no secret and no address, and can still be read.
// SPDX-License-Identifier: Apache-2.0
#include "source/redaction.hpp"

#include <gtest/gtest.h>

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>
#include <nlohmann/json.hpp>

#include "decode/fib_trie.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/proc_net_route.hpp"
#include "decode/route.hpp"
#include "decode/sock_diag.hpp"
#include "source/proc_net_redaction.hpp"

namespace sonde {
namespace {

using How = Question::How;

AddressMap some_map() {
  AddressMap::Key key{};
  key.fill(42);
  return AddressMap(key);
}
const Redaction plain{Redact::Environments};
const Redaction secrets{Redact::Secrets};
const Redaction addresses{Redact::Addresses, some_map()};

std::string masked(const Redaction& redaction, Question question, Text answer) {
  return redaction.masked(question, answer).value_or("(left out)");
}

// As docker 24 writes it, shortened.
constexpr Text docker_config =
    R"({"State":{"Pid":812},"Config":{"Hostname":"web","Env":["PATH=/bin","API=hunter2"],)"
    R"("Cmd":["mysqld","--password","hunter2"],"SecretReferences":null},"ID":"abc"})";

TEST(Redaction, NeverWritesAnEnvironment) {
  EXPECT_EQ(plain.fate_of({How::Read, "1/environ"}), Redaction::Fate::Silently);
  EXPECT_EQ(plain.fate_of({How::Read, "1/task/2/environ"}), Redaction::Fate::Silently);
  const Question file{How::HostFile, "var/lib/docker/containers/abc/config.v2.json"};
  const std::string written = masked(plain, file, docker_config);
  EXPECT_TRUE(written.contains(R"("Env":["PATH=***","API=***"])")) << written;
  EXPECT_TRUE(written.contains(R"("--password","hunter2")"));  // Command lines: with --redact.
  const Text annotation = R"({"a":"{\"env\":[{\"name\":\"API\",\"value\":\"hunter2\"}]}",)"
                          R"("environment":{"B":"hunter2"}})";
  const std::string nested = masked(plain, file, annotation);
  EXPECT_FALSE(nested.contains("hunter2")) << nested;
  EXPECT_TRUE(nested.contains("API"));
  // Cut by a limit in the middle of an entry.
  EXPECT_FALSE(masked(plain, file, R"({"env":["API=hunt)").contains("hunt"));
}

TEST(Redaction, LeavesJsonWhole) {
  const std::string written = masked(secrets, {How::ServiceFile, "42/x.json"}, docker_config);
  EXPECT_FALSE(written.contains("hunter2"));
  const auto json = nlohmann::json::parse(written, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << written;
  EXPECT_EQ(json["ID"], "abc");
  EXPECT_TRUE(json["Config"]["SecretReferences"].is_null());
  const Text escaped = R"({"log":"a\nAKIAIOSFODNN7EXAMPLE \"b\""})";
  const auto line = nlohmann::json::parse(masked(secrets, {How::HostFile, "x"}, escaped));
  EXPECT_EQ(line["log"], "a\n*** \"b\"");
}

TEST(Redaction, TellsTheLengthOfWhatAServerSaid) {
  const std::string body = R"([{"Id":"a","Command":"x --token abcdef"}])";
  const std::string answer = "HTTP/1.0 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
                             "\r\nServer: Docker\r\n\r\n" + body;
  const std::string written = masked(secrets, {How::LocalHttp, "run/docker.sock"}, answer);
  EXPECT_FALSE(written.contains("abcdef"));
  const std::size_t size = written.size() - written.find("\r\n\r\n") - 4;
  EXPECT_TRUE(written.contains("Content-Length: " + std::to_string(size) + "\r\n")) << written;
  EXPECT_EQ(addresses.fate_of({How::LocalHttp, "run/docker.sock"}), Redaction::Fate::LeftOut);
}

TEST(Redaction, KeepsTheArgumentsOfACommandLineApart) {
  using namespace std::string_view_literals;
  EXPECT_EQ(masked(secrets, {How::Read, "42/cmdline"}, "/usr/bin/mysql\0-phunter2\0-uroot\0"sv),
            "/usr/bin/mysql\0-p***\0-uroot\0"sv);
  EXPECT_EQ(masked(secrets, {How::Read, "42/cmdline"}, "postgres: writer\0\0\0"sv),
            "postgres: writer\0\0\0"sv);
  EXPECT_EQ(masked(plain, {How::Read, "42/cmdline"}, "mysql\0-phunter2\0"sv),
            "mysql\0-phunter2\0"sv);
}

TEST(Redaction, KnowsTheLastArgument) {
  const Text line("/usr/bin/htpasswd\0-bc\0file\0shop\0hunter2\0", 40);
  EXPECT_EQ(masked(secrets, {How::Read, "7/cmdline"}, line),
            std::string("/usr/bin/htpasswd\0-bc\0file\0shop\0***\0", 36));
}

TEST(Redaction, MasksKeysAmongSettingsAndPasswordsOfAccounts) {
  EXPECT_EQ(masked(secrets, {How::Read, "sys/net/ipv4/tcp_fastopen_key"}, "1-2-3-4\n"), "***\n");
  EXPECT_EQ(masked(secrets, {How::Read, "sys/kernel/random/boot_id"}, "9a\n"), "***\n");
  EXPECT_EQ(masked(secrets, {How::HostFile, "etc/passwd"},
                   "a:$1$abc:0:0::/:/bin/sh\nb:x:1:1:b@example.com:/:/bin/sh\n"),
            "a:***:0:0::/:/bin/sh\nb:x:1:1:b@example.com:/:/bin/sh\n");
}

TEST(Redaction, LeavesFormsOfTheKernelAlone) {
  const Text cgroup = "0::/system.slice/system-getty.slice/getty@tty1.service\n";
  EXPECT_EQ(masked(secrets, {How::Read, "42/cgroup"}, cgroup), cgroup);
  EXPECT_EQ(masked(addresses, {How::Read, "42/cgroup"}, cgroup), cgroup);
}

TEST(Redaction, NamesNoQuestionThatHoldsAnAddress) {
  EXPECT_EQ(addresses.fate_of({How::HostFile, "etc/198.51.100.77.conf"}),
            Redaction::Fate::Silently);
  const RouteQuestion question{.destination = {}};
  const std::string lookup = netlink_question(NETLINK_ROUTE, route_question(question));
  EXPECT_EQ(addresses.fate_of({How::Netlink, lookup}), Redaction::Fate::Silently);
  EXPECT_EQ(addresses.fate_of({How::Iptables, "ip/nat"}), Redaction::Fate::LeftOut);
  EXPECT_EQ(addresses.masked({How::Read, "net/ip_vs"}, "x"), std::nullopt);
}

std::string message(u16 type, std::string body) {
  nlmsghdr header{};
  header.nlmsg_len = static_cast<u32>(sizeof header + body.size());
  header.nlmsg_type = type;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += body;
  bytes.resize(NLMSG_ALIGN(bytes.size()));
  return bytes;
}
template <class T> std::string raw(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}
std::string attribute(u16 type, Text payload) {
  std::string bytes = raw(nlattr{static_cast<u16>(sizeof(nlattr) + payload.size()), type});
  bytes += payload;
  bytes.resize(NLMSG_ALIGN(bytes.size()));
  return bytes;
}
// The payload of the first message.
std::string first_payload(const std::string& datagram) {
  Text rest = datagram;
  nlmsghdr header;
  Text payload;
  return next_message(rest, header, payload) ? std::string(payload) : std::string();
}

constexpr Text real = "\xc6\x33\x64\x4d";  // 198.51.100.77
std::string mapped_real() {
  std::array<u8, 4> bytes{198, 51, 100, 77};
  some_map().map(bytes);
  return {bytes.begin(), bytes.end()};
}

// struct tcp_diag_md5sig of linux/tcp.h: the kernel tells root the keys of BGP with each socket.
TEST(Redaction, NeverWritesKeysOfTcpMd5) {
  inet_diag_msg head{};
  head.idiag_family = AF_INET;
  const std::string datagram =
      message(SOCK_DIAG_BY_FAMILY, raw(head) + attribute(INET_DIAG_CONG, "cubic") +
                                       attribute(INET_DIAG_MD5SIG, "hunter2"));
  const std::string question = std::string(1, NETLINK_SOCK_DIAG);
  const std::string written = masked(plain, {How::Netlink, question}, datagram);
  EXPECT_FALSE(written.contains("hunter2"));
  EXPECT_TRUE(written.contains("cubic"));
}

TEST(Redaction, MapsEndsOfSocketsInMessagesAsInText) {
  inet_diag_msg head{};
  head.idiag_family = AF_INET;
  std::memcpy(head.id.idiag_src, real.data(), 4);
  const std::string question = std::string(1, NETLINK_SOCK_DIAG);
  const std::string datagram = message(
      SOCK_DIAG_BY_FAMILY, raw(head) + attribute(INET_DIAG_LOCALS, real) + attribute(999, real));
  const std::string written = masked(addresses, {How::Netlink, question}, datagram);
  EXPECT_FALSE(written.contains(real));
  DecodedSocket row;
  ASSERT_TRUE(decode_inet_diag(first_payload(written), Protocol::Tcp, row));
  const std::string got(row.socket.local.bytes.begin(), row.socket.local.bytes.begin() + 4);
  EXPECT_EQ(got, mapped_real());
}

TEST(Redaction, MapsRoutesWithTheirNextHops) {
  rtmsg head{};
  head.rtm_family = AF_INET;
  head.rtm_dst_len = 24;
  rtnexthop hop{};
  const std::string gateway = attribute(RTA_GATEWAY, real);
  hop.rtnh_len = static_cast<u16>(sizeof hop + gateway.size());
  const std::string datagram =
      message(RTM_NEWROUTE, raw(head) + attribute(RTA_DST, Text("\xc6\x33\x64\0", 4)) +
                                attribute(RTA_MULTIPATH, raw(hop) + gateway + raw(hop) + gateway));
  const std::string written =
      masked(addresses, {How::Netlink, std::string(1, NETLINK_ROUTE)}, datagram);
  EXPECT_FALSE(written.contains(real));
  RouteDecoder decoder;
  const std::string payload = first_payload(written);
  ASSERT_EQ(decoder.read(payload), RouteSaid::Routes);
  int rows = 0;
  for (Route row; decoder.next(row); ++rows) {
    const std::string to(row.destination.bytes.begin(), row.destination.bytes.begin() + 4);
    EXPECT_EQ(to, mapped_real().substr(0, 3) + '\0');
    ASSERT_TRUE(row.gateway);
    EXPECT_EQ(std::string(row.gateway.value.bytes.begin(), row.gateway.value.bytes.begin() + 4),
              mapped_real());
  }
  EXPECT_EQ(rows, 2);
}

TEST(Redaction, MapsTheTablesOfProcNet) {
  const AddressMap map = some_map();
  const std::string tcp =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n"
      "   0: 4D6433C6:1F90 0100007F:0050 0A 00000000:00000000 00:00000000 00000000     0\n";
  const std::string out = map_proc_net(map, "tcp", tcp).value();
  EXPECT_FALSE(out.contains("4D6433C6"));
  EXPECT_TRUE(out.contains(":1F90 0100007F:0050 0A")) << out;
  EXPECT_EQ(out.size(), tcp.size());
  EXPECT_EQ(map_proc_net(map, "tcp", "what is this 198.51.100.77\n").value(), "");
  const std::string six = "20010db8000000000000000000000077 02 40 00 80    ens33\n";
  const std::string mapped_six = map_proc_net(map, "if_inet6", six).value();
  EXPECT_FALSE(mapped_six.contains("20010db8"));
  EXPECT_TRUE(mapped_six.ends_with(" 02 40 00 80    ens33\n"));
  EXPECT_FALSE(map_proc_net(map, "dev_mcast", "2    eth0            1     0     3333ff123456\n")
                   ->contains("123456"));
  const std::string route = "eth0\t006433C6\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
  const std::string mapped_route = map_proc_net(map, "route", route).value();
  EXPECT_TRUE(mapped_route.starts_with("eth0\t00")) << mapped_route;  // The host bits of /24.
  EXPECT_FALSE(mapped_route.contains("6433C6"));
}

TEST(Redaction, MapsTheTrieOfRoutesEachByItsLength) {
  const Text trie = "Main:\n  +-- 198.51.96.0/19 2 0 2\n     |-- 198.51.96.0\n"
                    "        /19 universe UNICAST\n        /24 link UNICAST\n"
                    "     |-- 198.51.100.77\n        /32 host LOCAL\n";
  const std::string out = map_proc_net(some_map(), "fib_trie", trie).value();
  EXPECT_FALSE(out.contains("198.51.96")) << out;
  const auto list = decode_fib_trie(out);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(std::string(list[0].address.bytes.begin(), list[0].address.bytes.begin() + 4),
            mapped_real());
}

}  // namespace
}  // namespace sonde
