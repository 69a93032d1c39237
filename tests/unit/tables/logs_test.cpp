// logs_test.cpp: which logs are one, and what is shown of a file that is longer than a look.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "source/peek.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::answer;
using test::Answer;
using test::FakeMachine;
using How = Question::How;

class Logs : public testing::Test {
protected:
  // It has one file open for writing, on a file system that is not asked.
  void add_writer(int pid, const std::string& mounts) {
    machine_.add({.pid = pid});
    const std::string folder = std::to_string(pid);
    machine_.source.put(How::Links, folder + "/fd", test::with_nuls("3~/var/log/app.log~"));
    machine_.source.file(folder + "/fdinfo/3", "pos:\t7\nflags:\t0100001\nmnt_id:\t6\n");
    machine_.source.put(How::Link, folder + "/ns/mnt", mounts);
    machine_.source.put(How::Link, folder + "/root", "/");
  }
  std::string rows(const std::string& columns) {
    return answer(machine_.source, {"logs", "--jsonl", "--columns", columns}).out;
  }

  FakeMachine machine_{};
};

TEST_F(Logs, OnePathIsOneLogOnlyWhereTheMountsAreTheSame) {
  add_writer(101, "mnt:[1]");
  add_writer(102, "mnt:[2]");
  add_writer(103, "mnt:[1]");
  EXPECT_EQ(rows("pid,target,writers"),
            "{\"pid\":101,\"target\":\"/var/log/app.log\",\"writers\":2}\n"
            "{\"pid\":102,\"target\":\"/var/log/app.log\",\"writers\":1}\n");
}

TEST_F(Logs, WeOurselvesAreNone) {
  add_writer(101, "mnt:[1]");
  machine_.source.put(How::Link, "self", "101");
  EXPECT_EQ(rows("pid"), "");
}

TEST_F(Logs, OfALongFileOfARuntimeTheLineThatIsCutIsLeftOut) {
  const std::string id = "a8990986cb0098b3556a45c634a28e936387509860055818fcf6d2d92b9d44bf";
  const std::string file = "/var/log/pods/x/0.log";
  machine_.add({.pid = 100,
                .name = "conmon",
                .cmdline = "/usr/libexec/crio/conmon~-c~" + id +
                           "~-n~k8s_nginx_web-0_shop_u_0~-l~" + file +
                           "~--exit-dir~/var/run/crio/exits~"});
  machine_.add({.pid = 101, .ppid = 100, .cgroup = "0::/kubepods.slice/crio-" + id + ".scope\n"});
  const std::string whole = "2024-01-01T00:00:00Z stdout F last\n";
  const std::string cut(peek_bytes_max - whole.size() - 1, 'x');
  machine_.source.put(How::HostTail, file.substr(1), cut + "\n" + whole);
  machine_.source.put(How::ServiceTail, "100" + file, cut + "\n" + whole);
  EXPECT_EQ(rows("kind,tail"), "{\"kind\":\"runtime\",\"tail\":\"last\\n\"}\n");
}

}  // namespace
}  // namespace sonde
