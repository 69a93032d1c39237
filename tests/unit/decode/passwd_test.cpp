// passwd_test.cpp: names of users by uid, also from files with NIS lines and broken ones.
// SPDX-License-Identifier: Apache-2.0
#include "decode/passwd.hpp"

#include <string>

#include <gtest/gtest.h>

namespace sonde {
namespace {

using namespace std::string_view_literals;

constexpr Text debian = "root:x:0:0:root:/root:/bin/bash\n"
                        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
                        "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
                        "bin:x:2:2:bin:/bin:/usr/sbin/nologin\n";

TEST(UserNames, AreFoundByUid) {
  const UserNames users(debian);
  EXPECT_EQ(users.find(0), "root");
  EXPECT_EQ(users.find(1), "daemon");
  EXPECT_EQ(users.find(2), "bin");
  EXPECT_EQ(users.find(65534), "nobody");
}

TEST(UserNames, UnknownUidHasNone) {
  const UserNames users(debian);
  EXPECT_EQ(users.find(3), "");
  EXPECT_EQ(users.find(4294967295), "");
  EXPECT_EQ(UserNames("").find(0), "");
}

TEST(UserNames, OfTwoUsersWithOneUidTheFirstCounts) {
  const UserNames users("root:x:0:0::/root:/bin/sh\na:x:5:5:::\ntoor:x:0:0::/root:/bin/sh\n");
  EXPECT_EQ(users.find(0), "root");
  EXPECT_EQ(users.find(5), "a");
}

TEST(PasswdUser, HasAHomeWhereTheLineIsLongEnough) {
  Text rest = "+::::::\nroot:x:0:0:root:/root:/bin/sh\nshort:x:5:\nlast:x:6:6:,,,:/home/last";
  std::string found;
  for (PasswdUser user; next_user(rest, user);)
    found += std::string(user.name) + " " + std::to_string(user.uid) + " " +
             std::string(user.home) + ";";
  EXPECT_EQ(found, "root 0 /root;short 5 ;last 6 /home/last;");
}

TEST(UserNames, AreOwned) {
  std::string file = "root:x:0:0::/root:/bin/sh\n";
  const UserNames users(file);
  file.assign(file.size(), '#');
  EXPECT_EQ(users.find(0), "root");
}

TEST(UserNames, LinesThatAreNoUsersAreSkipped) {
  const UserNames users("+::::::\n+user:x:10:10:::\n-user:x:11:11:::\n#user:x:12:12:::\n"
                        "\n:x:13:13:::\nuser\nuser:x\nuser:x:14\nuser:x:-1:0:::\nuser:x::0:::\n"
                        "user:x:4294967296:0:::\nuser:x:0x10:0:::\nuser: x: 15:0:::\n"
                        "last:x:16:16:::");
  for (const u32 uid : {0u, 10u, 11u, 12u, 13u, 14u, 15u, 4294967295u})
    EXPECT_EQ(users.find(uid), "") << uid;
  EXPECT_EQ(users.find(16), "last");
}

TEST(UserNames, UidAtTheCutEndOfAFileIsNotBelieved) {
  EXPECT_EQ(UserNames("user:x:10").find(10), "");
}

TEST(UserNames, NamesMayHoldAnyByte) {
  EXPECT_EQ(UserNames("a\0b\x1b[2J\xff:x:7:7:::\n"sv).find(7), "a\0b\x1b[2J\xff"sv);
}

}  // namespace
}  // namespace sonde
