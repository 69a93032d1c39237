// hints_test.cpp: which servers a machine in memory names, and what of it is refused.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>

#include "unit/support/answering.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde::test {
namespace {

using How = Question::How;

constexpr Text web_id = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

// A shell of bob on the machine, a container with a root of its own, sonde itself as 7.
FakeSource machine() {
  FakeMachine fake;
  fake.add({.pid = 42, .name = "bash", .uid = 1000});
  fake.add({.pid = 43, .name = "app", .uid = 1000});
  fake.add({.pid = 60, .name = "web", .cgroup = "0::/docker/" + std::string(web_id) + "\n"});
  FakeSource source = fake.source;
  const std::string root = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n";
  source.put(How::Link, "self", "7");
  source.file("self/mountinfo", root);
  for (const std::string pid : {"42", "43"}) {
    source.put(How::Link, pid + "/ns/mnt", "mnt:[1]");
    source.put(How::Link, pid + "/root", "/");
    source.file(pid + "/mountinfo", root);
    source.file(pid + "/environ", with_nuls("DB_URL=postgres://shop:hunter2@db:5432/x~"));
  }
  source.put(How::Link, "60/ns/mnt", "mnt:[2]");
  source.put(How::Link, "60/root", "/");
  source.file("60/mountinfo", "90 1 0:54 / / rw - overlay overlay rw\n"
                              "91 90 8:1 /h /etc/hosts rw - ext4 /dev/sda1 rw\n");
  source.file("60/environ", with_nuls("CACHE_HOST=cache~"));
  source.put(How::ServiceFile, "60/etc/hosts", "127.0.0.1 localhost\n172.17.0.3 other\n");
  source.put(How::RootFile, "60/etc/passwd", "app:x:0:0::/srv/app:\n");
  source.refuse(How::RootFile, "60/srv/app/.ssh", std::errc::is_a_directory);
  source.put(How::RootFile, "60/srv/app/.ssh/known_hosts", "inner ssh-rsa AAAA\n");
  const auto file = [&](const std::string& name, const std::string& text) {
    source.put(How::ServiceFile, "7/" + name, text);
  };
  file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nbob:x:1000:1000::/home/bob:/bin/sh\n");
  file("etc/hosts", "127.0.0.1 localhost\n::1 ip6-localhost\nff02::1 ip6-allnodes\n"
                    "192.0.2.7 nas.example.org nas\n");
  source.refuse(How::ServiceFile, "7/home/bob/.ssh", std::errc::is_a_directory);
  source.refuse(How::ServiceFile, "7/root/.ssh", std::errc::permission_denied);
  file("home/bob/.ssh/known_hosts", "git ssh-rsa A\n|1|a=|b= ssh-rsa A\ngit ssh-ed25519 A\n");
  file("home/bob/.ssh/config", "Include work/*\nHost web\n HostName 10.0.0.5\n");
  source.put(How::HostList, "home/bob/.ssh/work/", std::string("a\0", 2));
  file("home/bob/.ssh/work/a", "Host inner\n Port 2222\n");
  file("home/bob/.bash_history", "ssh far\nls\nssh far\nmysql -h sql -phunter2\n");
  return source;
}

Answer hints(FakeSource& source, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"hints", "--csv", "--columns",
                                    "kind,target,says,where,whose,times"};
  words.insert(words.end(), more.begin(), more.end());
  return answer(source, words);
}

bool has_sentence(const Answer& said, Text part, Text other = {}) {
  return std::ranges::any_of(said.sentences, [&](const std::string& sentence) {
    return sentence.contains(part) && sentence.contains(other);
  });
}

TEST(Hints, TellEachServerOnceAndWhereItStands) {
  FakeSource source = machine();
  const Answer said = hints(source);
  ASSERT_TRUE(said.done.has_value());
  EXPECT_EQ(said.out,
            "kind,target,says,where,whose,times\r\n"
            "hosts,nas.example.org,192.0.2.7 nas.example.org nas,/etc/hosts:4,,1\r\n"
            "hosts,other,172.17.0.3 other,/etc/hosts:2,container aaaaaaaaaaaa,1\r\n"
            "known-host,git,ssh-rsa key,/home/bob/.ssh/known_hosts:1,bob,2\r\n"
            "known-host,,\"a hashed name, ssh-rsa key\",/home/bob/.ssh/known_hosts:2,bob,1\r\n"
            "known-host,inner,ssh-rsa key,/srv/app/.ssh/known_hosts:1,app in aaaaaaaaaaaa,1\r\n"
            "ssh,10.0.0.5,Host web,/home/bob/.ssh/config:2,bob,1\r\n"
            "ssh,inner:2222,Host inner,/home/bob/.ssh/work/a:1,bob,1\r\n"
            "variable,shop@db:5432,postgres://shop:***@db:5432/x,DB_URL,bash (pid 42),2\r\n"
            "variable,cache,,CACHE_HOST,web (pid 60) in aaaaaaaaaaaa,1\r\n");
}

TEST(Hints, OfHistoriesAreReadWhenSomebodyAsks) {
  FakeSource source = machine();
  const Answer unasked = hints(source);
  EXPECT_FALSE(source.was_asked("_history"));
  EXPECT_TRUE(has_sentence(unasked, "--history"));
  const Answer refused = hints(source, {"kind = history"});
  EXPECT_EQ(refused.exit, Exit::Failed) << "Nothing was looked at: that is no No.";
  EXPECT_TRUE(has_sentence(refused, "--history"));
  const Answer said = hints(source, {"--history", "kind = history"});
  EXPECT_EQ(said.out, "kind,target,says,where,whose,times\r\n"
                      "history,far,ssh,/home/bob/.bash_history:1,bob,2\r\n"
                      "history,sql,mysql,/home/bob/.bash_history:4,bob,1\r\n");
  EXPECT_FALSE(has_sentence(said, "--history"));
}

TEST(Hints, OfATargetLeaveTheHomesOfOthersAlone) {
  FakeSource source = machine();
  const Answer said = answer(source, {"hints", "--in", "pid:60", "--jsonl"});
  EXPECT_TRUE(said.out.contains("CACHE_HOST"));
  EXPECT_FALSE(source.was_asked("7/home/bob")) << "it has a root of its own";
  source = machine();
  World world{source};
  world.pids = {42};
  std::string room;
  Answer of_bash = answer(source, {"hints", "pid = 42 or kind = known-host", "--jsonl"});
  EXPECT_TRUE(of_bash.out.contains("git"));
}

TEST(Hints, RefusedAreAddedUpAndSayWhatWouldShowThem) {
  FakeSource source = machine();
  for (const std::string pid : {"42", "43"})
    source.refuse(How::Read, pid + "/environ", std::errc::permission_denied);
  const Answer said = hints(source);
  EXPECT_TRUE(has_sentence(said, "2 environments, such as that of 42 (bash)", "CAP_SYS_PTRACE"));
  EXPECT_TRUE(has_sentence(said, "/root", "the user whose home it is"));
  EXPECT_TRUE(has_sentence(said, "host of 1 hint", "ssh-keygen -F"));
}

TEST(Hints, OfFilesThatAreTrapsAreGaps) {
  FakeSource source = machine();
  source.refuse(How::RootFile, "60/srv/app/.ssh", std::errc::bad_message);
  source.refuse(How::ServiceFile, "7/home/bob/.ssh/config", std::errc::file_too_large);
  source.refuse(How::ServiceFile, "7/etc/hosts", std::errc::timed_out);
  const Answer said = hints(source);
  EXPECT_TRUE(has_sentence(said, "/srv/app", "FIFO"));
  EXPECT_TRUE(has_sentence(said, "/home/bob/.ssh/config", "1 MiB"));
  EXPECT_TRUE(has_sentence(said, "/etc/hosts", "hangs or is slow"));
}

// live.cpp gives a second to each walk over the processes.
TEST(Hints, OfTheMachineHaveTimeOfTheirOwn) {
  FakeSource source = machine();
  hints(source);
  const auto at = [&](Text name) { return std::ranges::find(source.asked, name); };
  const auto passwd = at("7/etc/passwd");
  ASSERT_NE(passwd, source.asked.end());
  ASSERT_NE(at("60/etc/passwd"), source.asked.end());
  EXPECT_LT(passwd, at("60/etc/passwd")) << "what containers name does not crowd it out";
  EXPECT_LT(at(""), passwd) << "it begins before the files of the machine,";
  EXPECT_NE(std::find(passwd, at("60/etc/passwd"), ""), at("60/etc/passwd")) << "and after them";
  source.asked.clear();
  answer(source, {"hints", "--in", "pid:42", "--jsonl"});
  const auto list = std::ranges::find(source.asked | std::views::reverse, std::string());
  const auto last = std::ranges::find(source.asked | std::views::reverse, "42/environ");
  EXPECT_LT(list, last) << "it begins anew after the processes";
}

TEST(Hints, ThatWereNotReadForWantOfTimeAreGapsWithTheirContainer) {
  FakeSource source = machine();
  source.refuse(How::RootFile, "60/etc/passwd", std::errc::timed_out);
  source.refuse(How::HostList, "home/bob/.ssh/work/", std::errc::timed_out);
  const Answer said = hints(source);
  EXPECT_TRUE(has_sentence(said, "2 files or homes, such as /home/bob/.ssh/work/*", "a second"));
  source = machine();
  source.refuse(How::RootFile, "60/etc/passwd", std::errc::timed_out);
  EXPECT_TRUE(has_sentence(hints(source), "/etc/passwd in aaaaaaaaaaaa", "--in NAME"));
}

// ssh_config(5): "Files without absolute paths are assumed to be in ~/.ssh if included in a user
// configuration file or /etc/ssh if included from the system configuration file."
TEST(Hints, OfFilesThatLieElsewhereIncludeWhatSshWould) {
  FakeSource source = machine();
  const auto file = [&](const std::string& name, const std::string& text) {
    source.put(How::ServiceFile, "7/" + name, text);
  };
  file("home/bob/.ssh/config", "Include /srv/common\n");
  file("srv/common", "Include next ~/.ssh/tilde\n");
  file("home/bob/.ssh/next", "Host of-next\n");
  file("home/bob/.ssh/tilde", "Host of-tilde\n");
  file("srv/next", "Host wrong\n");
  file("etc/ssh/ssh_config", "Include /opt/ssh/all\n");
  file("opt/ssh/all", "Include site ~/none\n");
  file("etc/ssh/site", "Host of-site\n");
  file("none", "Host wrong\n");
  const Answer said = hints(source, {"kind = ssh"});
  EXPECT_EQ(said.out, "kind,target,says,where,whose,times\r\n"
                      "ssh,of-site,Host of-site,/etc/ssh/site:1,,1\r\n"
                      "ssh,of-next,Host of-next,/home/bob/.ssh/next:1,bob,1\r\n"
                      "ssh,of-tilde,Host of-tilde,/home/bob/.ssh/tilde:1,bob,1\r\n");
}

TEST(Hints, OfAFileThatIncludesItselfAreToldOnceWithANote) {
  FakeSource source = machine();
  source.put(How::ServiceFile, "7/home/bob/.ssh/config", "Include config work/*\nHost web\n");
  source.put(How::ServiceFile, "7/home/bob/.ssh/work/a", "Include ../.ssh/config config\n");
  source.put(How::ServiceFile, "7/home/bob/.ssh/../.ssh/config", "Include config\n");
  source.put(How::HostList, "home/bob/.ssh/work/", std::string("a\0.b\0", 5));
  const Answer said = hints(source, {"kind = ssh"});
  EXPECT_EQ(said.out, "kind,target,says,where,whose,times\r\n"
                      "ssh,web,Host web,/home/bob/.ssh/config:2,bob,1\r\n");
  EXPECT_EQ(std::ranges::count_if(
                said.sentences,
                [](const std::string& sentence) {
                  return sentence == "/home/bob/.ssh/config includes itself, which ssh refuses";
                }),
            1);
  EXPECT_FALSE(source.was_asked(".ssh/work/.b")) << "a star matches no hidden file";
}

TEST(Hints, OfVeryLongFilesSayThatTheirEndIsMissing) {
  FakeSource source = machine();
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "h" + std::to_string(i) + " k A\n";
  source.put(How::ServiceFile, "7/home/bob/.ssh/known_hosts", many);
  const Answer said = hints(source, {"kind = known-host"});
  EXPECT_TRUE(has_sentence(said, "the end of /home/bob/.ssh/known_hosts", "search it"));
  EXPECT_FALSE(has_sentence(hints(source, {"kind = ssh"}), "search it"));
}

// Its LS_COLORS is long on many machines.
TEST(Hints, OfALongVariableThatNamesNoServerSayNothing) {
  FakeSource source = machine();
  source.file("42/environ", with_nuls("LS_COLORS=" + std::string(10'000, 'x') + "~"));
  EXPECT_FALSE(has_sentence(hints(source), "search it"));
}

TEST(Hints, OfACopySayWhatWasNotCollected) {
  FakeSource source(FakeSource::Kind::Copy);
  source.process(42, "nginx", {});
  source.file("42/stat", "42 (nginx) S 1 42 42 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 1 0 500 1000 10 "
                         "18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n");
  const Answer said = hints(source);
  EXPECT_TRUE(has_sentence(said, "the environment of 42 (nginx)", "not collected"));
  EXPECT_TRUE(has_sentence(said, "files or homes, such as /etc/hosts", "copy these files"));
}

TEST(Hints, NobodysHomeIsReadForTheTableOfGaps) {
  FakeSource source = machine();
  answer(source, {"gaps"});
  EXPECT_FALSE(source.was_asked("known_hosts"));
  EXPECT_FALSE(source.was_asked("environ"));
}

}  // namespace
}  // namespace sonde::test
