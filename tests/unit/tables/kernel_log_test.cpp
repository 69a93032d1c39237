// kernel_log_test.cpp: the table "kernel_log" over logs in memory.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using How = Question::How;

const std::string log = "6,7,5140900,-;NET: Registered protocol family 10\n"
                        " SUBSYSTEM=net\n"
                        "12,8,5150000,-;a program wrote this, and BUG: unable to handle it\n"
                        "3,9,100000000,-;INFO: task dd:4711 blocked for more than 122 seconds.\n"
                        "4,10,110000000,-;x\\x0ay\n";

TEST(KernelLogTable, ShowsWhatTheKernelSaidAndWhen) {
  test::FakeSource source(test::FakeSource::Kind::Live);
  source.put(How::HostTail, "dev/kmsg", log);
  source.file("stat", "btime 1795289582\n");
  source.file("uptime", "200.50 100.00\n");
  const auto answer = test::answer(
      source, {"kernel_log", "--csv", "--columns", "time,age_s,sequence,level,trouble,message"});
  EXPECT_EQ(answer.out, "time,age_s,sequence,level,trouble,message\r\n"
                        "2026-11-21T19:33:07Z,195,7,info,,NET: Registered protocol family 10\r\n"
                        "2026-11-21T19:34:42Z,100,9,error,hung-task,INFO: task dd:4711 blocked for "
                        "more than 122 seconds.\r\n"
                        "2026-11-21T19:34:52Z,90,10,warning,,x\\x0ay\r\n");
  ASSERT_FALSE(answer.sentences.empty());
  EXPECT_NE(answer.sentences.back().find("lost its beginning"), std::string::npos);
}

TEST(KernelLogTable, ARefusalIsNoAnswerAndHasARemedy) {
  test::FakeSource source(test::FakeSource::Kind::Live);
  source.refuse(How::HostTail, "dev/kmsg", std::errc::operation_not_permitted);
  const auto answer = test::answer(source, {"kernel_log"});
  EXPECT_EQ(answer.exit, Exit::Failed);
  ASSERT_EQ(answer.gaps.size(), 1U);
  EXPECT_EQ(answer.gaps[0].why, Absent::NotPermitted);
  EXPECT_NE(answer.sentences[0].find("dmesg_restrict"), std::string::npos);
}

}  // namespace
}  // namespace sonde
