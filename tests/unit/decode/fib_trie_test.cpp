// fib_trie_test.cpp: the addresses of a network namespace from fib_trie and if_inet6.
// SPDX-License-Identifier: Apache-2.0
#include "decode/fib_trie.hpp"

#include <string>

#include <gtest/gtest.h>

namespace sonde {
namespace {

std::string told(const std::vector<LocalAddress>& list) {
  std::string out;
  for (const LocalAddress& local : list) {
    append_address(out, local.address);
    out += local.link_local ? " (link)\n" : "\n";
  }
  return out;
}

// Linux 6.18; both tables are shown as one trie, twice.
constexpr Text trie =
    "  +-- 0.0.0.0/0 3 0 5\n     |-- 0.0.0.0\n        /0 universe UNICAST\n"
    "     +-- 127.0.0.0/8 2 0 2\n        +-- 127.0.0.0/31 1 0 0\n           |-- 127.0.0.0\n"
    "              /8 host LOCAL\n           |-- 127.0.0.1\n              /32 host LOCAL\n"
    "        |-- 127.255.255.255\n           /32 link BROADCAST\n"
    "     +-- 192.0.2.0/24 2 0 2\n        +-- 192.0.2.0/30 2 0 2\n           |-- 192.0.2.0\n"
    "              /24 link UNICAST\n           |-- 192.0.2.2\n              /32 host LOCAL\n"
    "        |-- 192.0.2.255\n           /32 link BROADCAST\n     |-- 192.168.0.0\n"
    "        /16 host LOCAL\n";

TEST(FibTrie, EachAddressIsThereOnce) {
  EXPECT_EQ(told(decode_fib_trie("Main:\n" + std::string(trie) + "Local:\n" + std::string(trie))),
            "192.0.2.2\n");
}

TEST(FibTrie, AddressesAreInOrder) {
  EXPECT_EQ(told(decode_fib_trie("Local:\n     |-- 172.17.0.1\n        /32 host LOCAL\n"
                                 "     |-- 10.20.0.2\n        /32 host LOCAL\n"
                                 "     |-- 169.254.3.4\n        /32 host LOCAL\n")),
            "10.20.0.2\n169.254.3.4 (link)\n172.17.0.1\n");
}

TEST(FibTrie, LeafMayHaveSeveralRoutes) {
  EXPECT_EQ(told(decode_fib_trie(
                "     |-- 10.20.0.0\n        /32 host LOCAL\n        /24 link UNICAST\n")),
            "10.20.0.0\n");
  EXPECT_EQ(told(decode_fib_trie(
                "     |-- 10.20.0.0\n        /24 link UNICAST\n        /32 host LOCAL\n")),
            "10.20.0.0\n");
}

TEST(FibTrie, NonsenseIsNoAddress) {
  for (const Text file :
       {"", "/32 host LOCAL\n", "|-- x\n/32 host LOCAL\n", "|-- ::1\n/32 host LOCAL\n",
        "|-- 10.0.0.1\nLocal:\n/32 host LOCAL\n", "|-- 10.0.0.1\n+-- 1.2.3.4/8\n/32 host LOCAL\n",
        "|-- 10.0.0.1\n/32 host LOCALX\n", "|-- 10.0.0.1\n/32 link LOCAL\n", "|-- 10.0.0.1\n/32\n",
        "|-- 10.0.0.256\n/32 host LOCAL\n", "|--\n/32 host LOCAL\n",
        "|-- 10.0.0.1\n/320 host LOCAL\n"})
    EXPECT_EQ(told(decode_fib_trie(file)), "") << file;
}

TEST(FibTrie, NoMoreThanTheBoundAreHandedOut) {
  std::string file;
  for (int i = 0; i < 70'000; ++i)
    file += "|-- 10." + std::to_string(i / 65536) + "." + std::to_string(i / 256 % 256) + "." +
            std::to_string(i % 256) + "\n/32 host LOCAL\n";
  EXPECT_EQ(decode_fib_trie(file).size(), local_addresses_max);
}

TEST(IfInet6, RealFileIsRead) {
  // Linux 6.18, and a second interface with the same link-local address.
  EXPECT_EQ(told(decode_if_inet6("00000000000000000000000000000001 01 80 10 80       lo\n"
                                 "fd000000000000000000000000000002 04 40 00 82     eth0\n"
                                 "fe8000000000000000fc00fffe000001 05 40 20 80     eth1\n"
                                 "fe8000000000000000fc00fffe000001 04 40 20 80     eth0\n"
                                 "fd000000000000000000000000000002 05 40 00 82     eth1\n")),
            "fd00::2\nfe80::fc:ff:fe00:1%eth0 (link)\nfe80::fc:ff:fe00:1%eth1 (link)\n");
}

TEST(IfInet6, NonsenseIsNoAddress) {
  EXPECT_EQ(told(decode_if_inet6("\nfe80 04 40 20 80 eth0\n"
                                 "fe8000000000000000fc00fffe00000x 04 40 20 80 eth0\n"
                                 "fe8000000000000000fc00fffe000001 04 40 20 80\n"
                                 "fe8000000000000000fc00fffe0000010 04 40 20 80 eth0\n"
                                 "-e8000000000000000fc00fffe000001 04 40 20 80 eth0\n")),
            "");
}

}  // namespace
}  // namespace sonde
