// history_hints_test.cpp: what people type, and what of it must not be shown.
// SPDX-License-Identifier: Apache-2.0
#include "decode/history_hints.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace sonde {
namespace {

using Lines = std::vector<std::string>;
// "deploy@web 2222" for each target.
Lines targets(Text line) {
  Lines lines;
  for (const ServerHint& hint : hints_of_command(line)) {
    std::string shown = hint.server.login.empty() ? "" : hint.server.login + "@";
    shown += hint.server.host;
    if (hint.server.port) append_number(shown += ' ', *hint.server.port);
    lines.push_back(shown);
  }
  return lines;
}

TEST(CommandHints, OfSshAreItsHostWhateverStandsBefore) {
  EXPECT_EQ(targets("ssh web"), (Lines{"web"}));
  EXPECT_EQ(targets("ssh -p 2222 deploy@web uptime"), (Lines{"deploy@web 2222"}));
  EXPECT_EQ(targets("sudo -u bob ssh -vp2222 -i ~/.ssh/key -l me web -A"), (Lines{"me@web 2222"}));
  EXPECT_EQ(targets("ssh web -p 24"), (Lines{"web 24"}));
  EXPECT_EQ(targets("ssh -J jump@gate web"), (Lines{"jump@gate", "web"}));
  EXPECT_EQ(targets("ssh ssh://me@web:23"), (Lines{"me@web 23"}));
  EXPECT_EQ(targets("LANG=C time /usr/bin/ssh 'web'"), (Lines{"web"}));
  EXPECT_EQ(targets("sshpass -p hunter2 ssh root@10.0.0.1"), (Lines{"root@10.0.0.1"}));
}

// Each letter as sudo(8), sshpass(1), env(1), time(1), xargs(1) and the like have it.
TEST(CommandHints, OfRunnersAreThoseOfTheProgramThatIsRun) {
  for (const Text before : {"sshpass -e",
                            "sshpass -p hunter2",
                            "sshpass -phunter2",
                            "sshpass -f /root/pw",
                            "sudo -n",
                            "sudo -u root",
                            "sudo -nu root",
                            "sudo -uroot",
                            "sudo --user root -H",
                            "sudo --user=root",
                            "sudo -E --",
                            "sudo -u root -g adm LANG=C",
                            "time -p",
                            "env A=b",
                            "env -i A=b C=d",
                            "env -u LANG",
                            "env -C /srv",
                            "env --unset LANG",
                            "doas -u root",
                            "nice -n 5",
                            "nice -5",
                            "nice --adjustment 5",
                            "nohup",
                            "timeout 5",
                            "timeout -k 5 -s INT 9",
                            "timeout --signal INT 5",
                            "watch -n 2 -d",
                            "watch -n2",
                            "stdbuf -oL",
                            "stdbuf -o L",
                            "ionice -c 2 -n 7",
                            "setsid -w",
                            "exec -a name",
                            "xargs -n1 -P 4 -r",
                            "xargs -0t",
                            "command",
                            "/usr/bin/time -f %e -o out",
                            "A=b sudo -n time -p sshpass -e",
                            "if !",
                            "for i in 1 2; do",
                            "while sleep 1; do"})
    EXPECT_EQ(targets(std::string(before) + " ssh -p 24 web uptime"), (Lines{"web 24"})) << before;
}

TEST(CommandHints, NeverTakeWhatARunnerIsGivenForTheProgram) {
  EXPECT_EQ(targets("sshpass -p ssh web"), Lines{}) << "the password is ssh";
  EXPECT_EQ(targets("sudo -u ssh web"), Lines{}) << "the user is ssh";
  for (const Text line : {"sudo", "sudo -u", "timeout", "timeout 5", "sshpass -p", "env --", "-"})
    EXPECT_EQ(targets(line), Lines{}) << line;
}

TEST(CommandHints, OfCopiesAreTheirRemoteEnds) {
  EXPECT_EQ(targets("scp -P 2222 a.txt deploy@web:/srv nas:"),
            (Lines{"deploy@web 2222", "nas 2222"}));
  EXPECT_EQ(targets("rsync -avz --delete /srv/ backup@nas:/srv/"), (Lines{"backup@nas"}));
  EXPECT_EQ(targets("rsync nas::module /tmp/a:b"), (Lines{"nas"}));
  EXPECT_EQ(targets("sftp web:/srv"), (Lines{"web"}));
  EXPECT_EQ(targets("git clone git@git.example.org:x/y.git"), (Lines{"git@git.example.org"}));
  EXPECT_EQ(targets("git show HEAD:file"), Lines{});
}

TEST(CommandHints, OfClientsOfDatabasesAreTheirOptions) {
  EXPECT_EQ(targets("mysql -h db -P 3307 -u root -phunter2 shop"), (Lines{"root@db 3307"}));
  EXPECT_EQ(targets("mysql -hdb --user=root"), (Lines{"root@db"}));
  EXPECT_EQ(targets("PGPASSWORD=hunter2 psql -t -h pg -U shop"), (Lines{"shop@pg"}));
  EXPECT_EQ(targets("psql 'host=pg port=5433 user=shop password=hunter2'"),
            (Lines{"shop@pg 5433"}));
  EXPECT_EQ(targets("psql postgres://shop:hunter2@pg/x"), (Lines{"shop@pg"}));
  EXPECT_EQ(targets("redis-cli -h cache -p 6380 -a hunter2 ping"), (Lines{"cache 6380"}));
  EXPECT_EQ(targets("mysql shop"), Lines{});
}

TEST(CommandHints, OfAnyCommandAreItsUrls) {
  EXPECT_EQ(targets("curl -s https://api.example.org:8443/v1 | jq ."),
            (Lines{"api.example.org 8443"}));
  EXPECT_EQ(targets("cd /srv && wget http://10.0.0.9/x; ls"), (Lines{"10.0.0.9"}));
  EXPECT_EQ(targets("telnet mail 25"), (Lines{"mail 25"}));
  EXPECT_EQ(targets("nc -vz 10.0.0.9 443"), (Lines{"10.0.0.9 443"}));
  EXPECT_EQ(targets("ping -c 3 web"), (Lines{"web"}));
}

TEST(CommandHints, NeverTakeWhatStandsBehindAnOptionForAHost) {
  EXPECT_EQ(targets("lftp --password hunter2 web"), (Lines{"web"}));
  EXPECT_EQ(targets("nmap --script vuln db1"), (Lines{"db1"}));
  EXPECT_EQ(targets("ncat --proxy p:3128 h 80"), (Lines{"h 80"}));
  EXPECT_EQ(targets("rdesktop -u bob -p 4711 host"), (Lines{"host"}));
  EXPECT_EQ(targets("ftp -p host"), (Lines{"host"}));
}

TEST(CommandHints, WithoutAServerAreNone) {
  for (const Text line :
       {"", "ls -l", "ssh", "ssh -V", "scp a b", "echo ssh", "cat a:b", "ssh-keygen", "mysql -p",
        "nc -l -p 80", ";;;", "'", "\\", "psql", "$(", "curl localhost"})
    EXPECT_EQ(targets(line), Lines{}) << line;
}

std::string says(Text line) { return hints_of_command(line).at(0).says; }

TEST(CommandHints, SayTheProgramAndNothingThatMayBeASecret) {
  EXPECT_EQ(says("sshpass -p hunter2 ssh -p 22 web mysql -phunter2"), "ssh");
  EXPECT_EQ(says("mysql -h db -p'hunter 2' -e \"identified by 'hunter2'\" shop"), "mysql");
  EXPECT_EQ(says("redis-cli -h c -a hunter2"), "redis-cli");
  EXPECT_EQ(says("curl -u 'bob:hunter 2' -b SID=hunter2 http://web:80/hunter2?x=hunter2"),
            "curl http://web:80");
  EXPECT_EQ(says("git clone https://bob:hunter2@web/x.git"), "git https://bob:***@web");
  EXPECT_EQ(says("export DATABASE_URL=postgres://u:hunter2@db/x"), "export postgres://u:***@db");
  EXPECT_EQ(says("psql 'host=pg password=hunter2'"), "psql");
  EXPECT_EQ(says("docker login https://hub -u bob -p hunter2"), "docker https://hub");
}

TEST(History, OfEachShellIsRead) {
  const auto hints = hints_of_history("#1700000000\nssh one\n: 1700000001:0;ssh two\n"
                                      "- cmd: ssh three\n  when: 1700000002\nls\n")
                         .hints;
  ASSERT_EQ(hints.size(), 3U);
  EXPECT_EQ(hints[0].server.host + hints[1].server.host + hints[2].server.host, "onetwothree");
  EXPECT_EQ(hints[0].line, 2U);
  EXPECT_EQ(hints[2].line, 4U);
}

TEST(History, OfVeryManyLinesIsKeptInBounds) {
  std::string file;
  for (int i = 0; i < 20'000; ++i) file += "ssh web\n";
  const ServerHints found = hints_of_history(file);
  EXPECT_EQ(found.hints.size(), 10'000U);
  EXPECT_TRUE(found.was_cut);
  EXPECT_FALSE(hints_of_history("ssh web\n").was_cut);
}

}  // namespace
}  // namespace sonde
