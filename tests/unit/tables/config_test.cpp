// config_test.cpp: what configures a process of a machine in memory, and what is refused.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tables/config_reader.hpp"
#include "tables/process_target.hpp"
#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde::test {
namespace {

using How = Question::How;
using namespace std::string_literals;

constexpr Text root_mount = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n";

// nginx of the package nginx-core, a service of systemd, with one root for all.
FakeSource machine() {
  FakeSource source(FakeSource::Kind::Live);
  source.process(42, "nginx", {});
  source.file("42/stat", "42 (nginx) S 1 42 42 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 1 0 500 1000 10 "
                         "18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n");
  source.file("42/cmdline", "nginx\0-c\0/etc/nginx/web.conf\0--token=/etc/passwd\0"s);
  source.file("42/environ", "CONFIG_FILE=/etc/passwd\0DB_PASSWORD=hunter2\0TERM=xterm\0"s);
  source.file("42/cgroup", "0::/system.slice/nginx.service\n");
  source.file("42/mountinfo",
              std::string(root_mount) +
                  "23 22 8:1 /srv/c.conf /etc/nginx/c.conf rw - ext4 /dev/sda1 rw\n");
  source.file("self/mountinfo", std::string(root_mount));
  source.put(How::Link, "42/exe", "/usr/sbin/nginx");
  source.put(How::Link, "42/cwd", "/");
  source.put(How::Link, "42/root", "/");
  source.put(How::Link, "42/ns/mnt", "mnt:[1]");
  source.put(How::Links, "42/fd", "3\0/etc/nginx/mime.types\0"s);
  source.file("42/fdinfo/3", "pos:\t0\nflags:\t0100000\nmnt_id:\t22\n");
  source.put(How::Stat, "42/fd/3", "7 1 10 -");
  source.put(How::RootStat, "42/etc/nginx/web.conf", "9 1 1 - 5");
  source.put(How::RootStat, "42/etc/nginx/nginx.conf", "10 1 1 - 5");
  source.put(How::RootStat, "42/etc/nginx/koi-win", "11 1 1 - 5");
  source.put(How::RootStat, "42/etc/passwd", "12 1 0 p 5");
  source.put(How::HostStat, "etc/systemd/system/nginx.service", "13 1 10 - 5");
  source.put(How::HostList, "etc/systemd/system/nginx.service.d", "a.conf\0"s);
  const std::string info = "var/lib/dpkg/info/";
  source.put(How::HostList, info, "nginx-core.list\0nginx-common.conffiles\0"s);
  source.put(How::HostFile, info + "nginx-core.list", "/.\n/usr/sbin/nginx\n");
  source.put(How::HostFile, info + "nginx-common.conffiles", "/etc/nginx/koi-win\n");
  return source;
}

Answer config(FakeSource& source, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"config", "--csv", "--columns", "kind,what,value,exists,how",
                                    "--no-header"};
  words.insert(words.end(), more.begin(), more.end());
  return answer(source, words);
}

TEST(Config, TellsEachKindOfSignAndHowItIsKnown) {
  FakeSource source = machine();
  const Answer said = config(source);
  ASSERT_TRUE(said.done.has_value());
  EXPECT_EQ(said.out,
            "kind,what,value,exists,how\r\n"
            "argument,/etc/nginx/web.conf,,true,\"argument 2 of the command line, behind -c\"\r\n"
            "environment,CONFIG_FILE,/etc/passwd,,variable of the environment\r\n"
            "environment,DB_PASSWORD,***,,variable of the environment\r\n"
            "open,/etc/nginx/mime.types,,true,open for reading as descriptor 3\r\n"
            "mount,/etc/nginx/c.conf,/srv/c.conf,true,bind mount\r\n"
            "default,/etc/nginx/nginx.conf,,true,where nginx looks by default\r\n"
            "unit,/etc/systemd/system/nginx.service,,true,its unit in /etc/systemd/system\r\n"
            "unit,/etc/systemd/system/nginx.service.d/a.conf,,true,a drop-in of its unit in "
            "/etc/systemd/system\r\n"
            "package,/etc/nginx/koi-win,,true,\"conffile of package nginx-common, which goes with "
            "nginx-core\"\r\n");
}

TEST(Config, NeverShowsASecret) {
  FakeSource source = machine();
  const Answer said = config(source);
  EXPECT_FALSE(said.out.contains("hunter2"));
  EXPECT_FALSE(said.out.contains("token")) << "the value of --token was taken for a path";
  EXPECT_FALSE(source.was_asked("environ") && said.out.contains("TERM"));
}

TEST(Config, OfATrapIsAGapAndNotAFile) {
  FakeSource source = machine();
  source.refuse(How::RootStat, "42/etc/nginx/nginx.conf", std::errc::bad_message);
  const Answer said = config(source);
  EXPECT_FALSE(said.out.contains("default"));
  EXPECT_TRUE(std::ranges::any_of(said.sentences, [](const std::string& sentence) {
    return sentence.contains("/etc/nginx/nginx.conf") && sentence.contains("FIFO");
  }));
}

TEST(Config, AnEnvironmentThatIsRefusedIsAGapWithARemedy) {
  FakeSource source = machine();
  source.refuse(How::Read, "42/environ", std::errc::permission_denied);
  source.refuse(How::Links, "42/fd", std::errc::permission_denied);
  const Answer said = config(source);
  EXPECT_TRUE(said.out.contains("argument"));
  EXPECT_TRUE(std::ranges::any_of(said.sentences, [](const std::string& sentence) {
    return sentence.contains("the environment of 42 (nginx)") &&
           sentence.contains("CAP_SYS_PTRACE");
  }));
}

TEST(Config, OfAProcessWithAnotherRootAsksNothingOfTheMachine) {
  FakeSource source = machine();
  source.file("42/mountinfo", "99 1 0:54 / / rw - overlay overlay rw\n");
  const Answer said = config(source);
  EXPECT_FALSE(said.out.contains("unit,"));
  EXPECT_FALSE(said.out.contains("package,"));
  EXPECT_FALSE(source.was_asked("var/lib/dpkg"));
  EXPECT_FALSE(source.was_asked("etc/systemd"));
}

TEST(Config, AFilterByKindReadsNoEnvironment) {
  FakeSource source = machine();
  const Answer said = config(source, {"kind = argument"});
  EXPECT_TRUE(said.out.contains("argument"));
  EXPECT_FALSE(source.was_asked("environ"));
}

TEST(Config, NobodysEnvironmentIsReadForTheTableOfGaps) {
  FakeSource source = machine();
  answer(source, {"gaps"});
  EXPECT_FALSE(source.was_asked("environ"));
}

// Keeps what each row of a reload says, and which gaps there were.
struct ReloadSink final : Sink {
  std::vector<std::string> said{};
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const ConfigEntry& row = *static_cast<const ConfigEntry*>(chunk[i]);
      if (row.kind == ConfigKind::Reload)
        said.push_back(std::string(row.what) + ": " + std::string(row.how));
    }
    return More::Yes;
  }
  void gap(const Gap& gap) override { said.push_back("gap: " + std::string(gap.example)); }
  void note(Text) override {}
  void end() override {}
};

std::vector<std::string> reloaded(ConfigReload reload) {
  FakeSource source = machine();
  World world{source};
  world.share(std::move(reload));
  ReloadSink sink;
  EXPECT_TRUE(config_table.scan(world, config_table, {}, sink).has_value());
  return sink.said;
}

TEST(Config, TellsWhatWasOpenedAfterASignal) {
  ConfigReload reload;
  reload.pid = 42;
  reload.how = "opened after HUP";
  reload.opened.files = {{42, "/etc/a"}, {43, "/etc/b"}};
  EXPECT_EQ(reloaded(reload),
            (std::vector<std::string>{"/etc/a: opened after HUP",
                                      "/etc/b: opened after HUP, by its child 43"}));
  reload.pid = 41;
  EXPECT_EQ(reloaded(reload), std::vector<std::string>{}) << "another process was told";
}

TEST(Config, OfAReloadThatNobodyCouldWatchIsAGap) {
  ConfigReload reload;
  reload.pid = 42;
  reload.why = Absent::NotPermitted;
  reload.left_out = "/net";
  reload.opened.was_cut = true;
  EXPECT_EQ(reloaded(reload), (std::vector<std::string>{
                                  "gap: what was opened after the signal of 42 (nginx)",
                                  "gap: some files that were opened after the signal of 42 (nginx)",
                                  "gap: what was opened below /net of 42 (nginx)"}));
}

TEST(ProcessTarget, IsAPidAloneOrAName) {
  FakeSource source = machine();
  for (const Text typed : {"pid:42", "42", "nginx"}) {
    World world{source};
    ASSERT_TRUE(look_at_processes(world, typed, Within::Machine).has_value()) << typed;
    EXPECT_EQ(world.pids, std::vector<int>{42}) << typed;
  }
  for (const Text typed : {"pid:43", "apache2", ":1", "container:web"}) {
    World world{source};
    const auto found = look_at_processes(world, typed, Within::Machine);
    ASSERT_FALSE(found.has_value()) << typed;
    EXPECT_TRUE(found.error().kind == Error::Kind::Usage || typed == ":1") << typed;
  }
}

}  // namespace
}  // namespace sonde::test
