// process_limit_test.cpp: lines of /proc/PID/limits as kernels write them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/process_limit.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// Linux 6.18.
constexpr Text limits =
    "Limit                     Soft Limit           Hard Limit           Units     \n"
    "Max cpu time              unlimited            unlimited            seconds   \n"
    "Max processes             96421                unlimited            processes \n"
    "Max open files            1024                 524288               files     \n";

TEST(ProcessLimit, HasASoftAndAHardNumber) {
  const ProcessLimit files = decode_process_limit(limits, "Max open files");
  EXPECT_EQ(*files.soft, 1024U);
  EXPECT_EQ(*files.hard, 524288U);
}

TEST(ProcessLimit, UnlimitedIsNoNumber) {
  const ProcessLimit processes = decode_process_limit(limits, "Max processes");
  EXPECT_EQ(*processes.soft, 96421U);
  EXPECT_EQ(processes.hard.why, Absent::NotApplicable);
}

TEST(ProcessLimit, WithoutItsLineItIsMalformed) {
  EXPECT_EQ(decode_process_limit(limits, "Max open").soft.why, Absent::Malformed);
  EXPECT_EQ(decode_process_limit("", "Max open files").hard.why, Absent::Malformed);
  EXPECT_EQ(decode_process_limit("Max open files 5", "Max open files").hard.why, Absent::Malformed);
}

}  // namespace
}  // namespace sonde
