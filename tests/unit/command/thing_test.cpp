// thing_test.cpp: what a word of "who" can mean, before anything is looked up.
// SPDX-License-Identifier: Apache-2.0
#include "command/thing.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

std::string meanings(Text typed) {
  std::string all;
  for (const Thing& thing : things_of(typed)) all += (all.empty() ? "" : " | ") + thing.called;
  return all;
}

TEST(Thing, IsWhatItsShapeSays) {
  EXPECT_EQ(meanings(":8080"), "port 8080");
  EXPECT_EQ(meanings(":https"), "port 443");
  EXPECT_EQ(meanings("10.0.0.5:3306"), "10.0.0.5:3306");
  EXPECT_EQ(meanings("[::1]:80"), "[::1]:80");
  EXPECT_EQ(meanings("[::1]"), "address [::1]");
  EXPECT_EQ(meanings("::1"), "address ::1");
  EXPECT_EQ(meanings("10.0.0.5"), "address 10.0.0.5");
  EXPECT_EQ(meanings("pid:42"), "pid 42");
  EXPECT_EQ(meanings("inode:4026531840"), "inode 4026531840");
  EXPECT_EQ(meanings("container:web"), "container web");
  EXPECT_EQ(meanings("pod:shop/web-0"), "pod shop/web-0");
  EXPECT_EQ(meanings("@/tmp/.X11-unix/X0"), "@/tmp/.X11-unix/X0");
}

TEST(Thing, OfABareWordIsEverythingThatItCanMean) {
  EXPECT_EQ(meanings("8080"),
            "port 8080 | pid 8080 | inode 8080 | container 8080 | network namespace 8080");
  EXPECT_EQ(meanings("4026531840"), "inode 4026531840 | container 4026531840 | "
                                    "network namespace 4026531840");
  EXPECT_EQ(meanings("web"),
            "container web | pod web | network namespace web | interface web | process web");
  EXPECT_TRUE(meanings("mysql").ends_with("port 3306"));
  EXPECT_EQ(meanings("/run/netns/blue"), "network namespace /run/netns/blue | /run/netns/blue");
}

TEST(Thing, IsAPathAsTheKernelKnowsIt) {
  EXPECT_EQ(things_of("/var/run/docker.sock").back().name, "/run/docker.sock");
  EXPECT_EQ(things_of("/data/").back().name, "/data");
  EXPECT_EQ(things_of("/").back().name, "/");
}

TEST(Thing, IsNothingWhereTheTextMakesNoSense) {
  for (const Text typed : {"", " ", ":99999", ":0", ":nosuchservice", "pid:x", "pid:0", "inode:x"})
    EXPECT_EQ(meanings(typed), "") << typed;
}

}  // namespace
}  // namespace sonde
