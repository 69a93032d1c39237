// declarations_test.cpp: what every table, column, command and flag must hold.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <arpa/inet.h>
#include <filesystem>
#include <set>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "query/pipeline.hpp"
#include "source/folder.hpp"
#include "source/live.hpp"
#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_machine.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

bool is_snake_case(Text name) {
  if (name.empty() || name.front() == '_' || name.back() == '_') return false;
  return std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_sentence(Text doc) {
  const bool begins = !doc.empty() && ((doc.front() >= 'A' && doc.front() <= 'Z'));
  return begins && doc.back() == '.' && doc.find('\n') == Text::npos && doc.size() <= 200;
}

TEST(Tables, HaveAUniqueNameAndASentence) {
  std::set<Text> names;
  for (const TableInfo* table : all_tables) {
    EXPECT_TRUE(names.insert(table->name).second) << table->name;
    EXPECT_TRUE(is_snake_case(table->name)) << table->name;
    EXPECT_TRUE(is_sentence(table->doc)) << table->doc;
    EXPECT_NE(table->scan, nullptr) << table->name;
  }
}

TEST(Tables, HaveAtMost64ColumnsWithUniqueNamesAndSentences) {
  for (const TableInfo* table : all_tables) {
    EXPECT_LE(table->columns.size(), 64U) << table->name;
    std::set<Text> names;
    std::set<const void*> readers;
    for (const ColumnInfo& column : table->columns) {
      const std::string name = std::string(table->name) + "." + std::string(column.name);
      EXPECT_TRUE(is_snake_case(column.name)) << name;
      EXPECT_TRUE(names.insert(column.name).second) << name;
      EXPECT_TRUE(readers.insert(reinterpret_cast<const void*>(column.read)).second)
          << name << " reads what another column reads: push-down could not tell them apart";
      EXPECT_TRUE(is_sentence(column.doc)) << name << ": " << column.doc;
      EXPECT_TRUE(column.follows.empty() || table->find(column.follows)) << name;
      EXPECT_NE(column.follows, column.name) << name;
      // Otherwise a filter would take "(hidden)" or "-" for the value.
      const bool shows_another = column.show == Show::Screen && !column.follows.empty();
      EXPECT_TRUE(!shows_another || column.is_composed) << name;
    }
  }
}

TEST(Tables, AVocabularyHasEachWordOnceAndSpellingsMeanItsWords) {
  for (const TableInfo* table : all_tables) {
    for (const ColumnInfo& column : table->columns) {
      if (!column.words) continue;
      EXPECT_EQ(column.kind, Kind::Text) << column.name;
      const auto& values = column.words->values;
      std::vector<Text> spelled;
      for (const Spelling& spelling : column.words->spellings) {
        EXPECT_FALSE(spelling.values.empty()) << spelling.word;
        for (const Text value : spelling.values)
          EXPECT_TRUE(values.empty() || std::ranges::count(values, value) == 1)
              << spelling.word << " " << value;
        for (const Text other : spelled) EXPECT_FALSE(equal_words(other, spelling.word)) << other;
        for (const Text value : values) EXPECT_FALSE(equal_words(value, spelling.word)) << value;
        spelled.push_back(spelling.word);
      }
      for (const Text value : values) EXPECT_FALSE(value.empty()) << column.name;
    }
  }
}

TEST(Tables, KeysAndEndpointWordsAreRealColumns) {
  for (const TableInfo* table : all_tables) {
    EXPECT_FALSE(table->key.empty()) << table->name;
    for (const Text name : table->key) EXPECT_TRUE(table->find(name)) << table->name << "." << name;
    for (const EndpointWord& word : table->endpoint_words) {
      EXPECT_FALSE(word.address.empty() && word.port.empty()) << word.word;
      EXPECT_TRUE(word.address.empty() || table->find(word.address)) << word.word;
      EXPECT_TRUE(word.port.empty() || table->find(word.port)) << word.word;
      EXPECT_FALSE(table->find(word.word)) << word.word << " is a column too: which is meant?";
    }
  }
}

TEST(Tables, NoColumnIsCalledAsAWordOfTheFilterLanguage) {
  for (const TableInfo* table : all_tables)
    for (const ColumnInfo& column : table->columns)
      for (const Text word :
           {"and", "or", "not", "exclude", "all", "count", "eq", "ne", "lt", "gt"}) {
        const bool is_gaps_count = table == &gaps_table && word == "count";
        EXPECT_TRUE(is_gaps_count || !equal_words(column.name, word)) << column.name;
      }
}

TEST(Flags, HaveUniqueNamesSentencesAndBelongToACommand) {
  std::set<Text> names;
  u32 taken = Everywhere | overview_command.groups;
  for (const Command& command : all_commands) taken |= command.groups;
  for (const Flag<Options>& flag : all_flags) {
    EXPECT_TRUE(names.insert(flag.name).second) << flag.name;
    EXPECT_TRUE(is_sentence(flag.doc)) << flag.doc;
    EXPECT_NE(flag.groups & taken, 0U) << flag.name << " belongs to no command";
    Options options;
    for (const Text value : flag.values)
      EXPECT_TRUE(flag.set(options, value).has_value()) << flag.name << "=" << value;
  }
}

TEST(Commands, HaveUniqueNamesSentencesAndExamples) {
  std::set<Text> names;
  for (const Command& command : all_commands) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_TRUE(is_snake_case(command.name)) << command.name;
    EXPECT_TRUE(is_sentence(command.doc)) << command.doc;
    EXPECT_NE(command.run, nullptr);
    EXPECT_EQ(find_command(command.name), &command);
    EXPECT_TRUE(!command.examples.empty() || command.name == "version") << command.name;
    for (const Example& example : command.examples)
      EXPECT_TRUE(example.doc.ends_with('.') || example.doc.ends_with('?')) << example.doc;
  }
}

Result<Plan> plan_of(const Parsed& parsed) {
  std::string nowhere;
  Out out(nowhere);
  const Call call{*parsed.command, parsed.options, parsed.words, out, out};
  return make_plan(*parsed.command->view, call);
}

TEST(Commands, EveryViewHasAFilterColumnsOrderAndGroupsThatExist) {
  for (const Command& command : all_commands) {
    if (!command.view) continue;
    for (const bool with_unix : {false, true}) {
      Parsed parsed{&command, {}, {}};
      parsed.options.with_unix = with_unix;
      const Result<Plan> plan = plan_of(parsed);
      EXPECT_TRUE(plan.has_value())
          << command.name << ": " << plan.error().operation << " " << plan.error().object;
    }
  }
}

// Words as a shell would cut them; what stands before the last "sonde " is another program.
std::vector<std::string> words_of(Text example) {
  const std::size_t begin = example.starts_with("sonde ") ? 0 : example.rfind("sonde ");
  std::vector<std::string> words(1);
  char quote = 0;
  for (const char c : example.substr(begin + 6)) {
    if (quote == 0 && (c == '>' || c == ')' || c == '|')) break;
    if (c == quote || (quote == 0 && (c == '\'' || c == '"')))
      quote = quote == 0 ? c : 0;
    else if (c == ' ' && quote == 0)
      words.emplace_back();
    else
      words.back() += c;
  }
  std::erase(words, "");
  return words;
}

TEST(Commands, EveryExampleParsesToTheEnd) {
  for (const Command& command : all_commands) {
    for (const Example& example : command.examples) {
      if (example.command == "sonde") continue;
      const Result<Parsed> parsed = test::parse_words(words_of(example.command));
      ASSERT_TRUE(parsed.has_value()) << example.command << ": " << parsed.error().operation;
      // Some commands show what others make of their places; the first example is their own.
      const bool is_first = &example == command.examples.data();
      EXPECT_TRUE(parsed->command == &command || !is_first) << example.command;
      // Words that are places, files or questions are no filter.
      constexpr Text own_words[] = {"decode",   "namespaces", "logs", "config", "hints",
                                    "diagnose", "who",        "path", "diff"};
      if (!command.view || std::ranges::find(own_words, command.name) != std::end(own_words))
        continue;
      const Result<Plan> plan = plan_of(*parsed);
      EXPECT_TRUE(plan.has_value())
          << example.command << ": " << plan.error().operation << " " << plan.error().object;
    }
  }
}

// Notes which columns had a value at least once.
struct KnownColumns final : Sink {
  explicit KnownColumns(const TableInfo& info) : table(info) {}
  const TableInfo& table;
  std::bitset<64> known{};
  std::string room{};
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i)
      for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (!std::holds_alternative<Absent>(table.columns[c].read(chunk[i], room))) known.set(c);
    return More::Yes;
  }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override {}
};

void scan(Source& source, KnownColumns& known, std::vector<Network> networks = {}) {
  World world{source};
  world.networks = std::move(networks);
  Request everything;
  everything.columns.set();
  // Where there is nothing to look at, an error says so, and no column is known.
  const Result<void> done = known.table.scan(world, known.table, everything, known);
  EXPECT_TRUE(done.has_value() || !source.is_live()) << known.table.name;
}

// A connection over the loopback with a firewall mark, and a listener bound to an interface.
class Sockets {
public:
  Sockets() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    ::setsockopt(*listener_, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3);
    const u32 mark = 7;
    ::setsockopt(*client_, SOL_SOCKET, SO_MARK, &mark, sizeof mark);
    works_ = ::bind(*listener_, any, size) == 0 && ::listen(*listener_, 1) == 0 &&
             ::getsockname(*listener_, any, &size) == 0 && ::connect(*client_, any, size) == 0 &&
             ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair_) == 0;
    left_ = UniqueFd(pair_[0]);
    right_ = UniqueFd(pair_[1]);
  }
  bool works() const { return works_; }

private:
  UniqueFd listener_{::socket(AF_INET, SOCK_STREAM, 0)}, client_{::socket(AF_INET, SOCK_STREAM, 0)};
  UniqueFd left_{}, right_{};
  int pair_[2] = {-1, -1};
  bool works_ = false;
};

TEST(Columns, OfSocketsAreEachKnownAtLeastOnceInAWorldOrLive) {
  KnownColumns known(sockets_table);
  for (const auto& entry : std::filesystem::directory_iterator("tests/worlds")) {
    if (!entry.is_directory()) continue;
    const auto source = open_folder(entry.path().string());
    ASSERT_TRUE(source.has_value()) << entry.path();
    scan(**source, known);
  }
  const Sockets sockets;
  const auto live = open_live();
  scan(*live, known);
  // Only a kernel with cgroup v2 alone tells the cgroup; before a loss there is no ssthresh. A port
  // is published in published_test.cpp.
  std::set<Text> may_be_unknown = {"cgroup", "ssthresh", "published_at"};
  if (::geteuid() != 0) may_be_unknown.insert({"mark", "interface", "netns", "listener"});
  std::string never;
  for (std::size_t c = 0; c < sockets_table.columns.size(); ++c) {
    const Text name = sockets_table.columns[c].name;
    if (!known.known[c] && !may_be_unknown.contains(name)) (never += ' ') += name;
  }
  if (!sockets.works()) GTEST_SKIP() << "no loopback here; never known:" << never;
  EXPECT_EQ(never, "");
}

// No recorded world has a container of a pod: this machine in memory has one of cri-o.
void scan_a_pod(KnownColumns& known) {
  const std::string id(64, 'a');
  const std::string cgroup = "0::/kubepods.slice/crio-" + id + ".scope\n";
  test::FakeMachine machine;
  machine.add({.pid = 100,
               .name = "conmon",
               .cmdline = "/usr/libexec/crio/conmon~-c~" + id +
                          "~-n~k8s_nginx_web-0_shop_3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11_0"
                          "~-l~/var/log/pods/x/0.log~-b~/run/x~--exit-dir~/var/run/crio/exits~"});
  machine.add({.pid = 101, .ppid = 100, .netns = 4026532400, .cgroup = cgroup});
  machine.source.put(Question::How::ServiceFile, "100/run/x/config.json",
                     R"({"annotations":{"io.kubernetes.cri-o.ImageName":"nginx:1"}})");
  machine.source.put(Question::How::HostList, "var/log/pods/x", std::string("0.log\0", 6));
  machine.source.put(Question::How::Link, "101/fd/1", "pipe:[7]");
  machine.source.put(Question::How::Link, "101/fd/2", "pipe:[8]");
  machine.source.file("101/net/fib_trie", "Local:\n     |-- 10.20.0.2\n        /32 host LOCAL\n");
  machine.add({.pid = 60,
               .name = "docker-proxy",
               .cmdline = "docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~8080~-container-ip~"
                          "10.20.0.2~-container-port~80~"});
  scan(machine.source, known);
}

// No recorded world has homes or environments.
void scan_hints(KnownColumns& known) {
  test::FakeMachine machine;
  machine.add({.pid = 42});
  machine.source.put(Question::How::Link, "42/ns/mnt", "mnt:[1]");
  machine.source.file("42/environ", test::with_nuls("DB_HOST=10.0.0.5~DB_PORT=1~DB_USER=me~"));
  machine.source.put(Question::How::HostFile, "etc/hosts", "10.0.0.6 db\n");
  machine.source.put(Question::How::RootFile, "101/etc/hosts", "10.0.0.7 db\n");
  machine.add({.pid = 101, .cgroup = "0::/docker/" + std::string(64, 'a') + "\n"});
  machine.source.put(Question::How::Link, "101/ns/mnt", "mnt:[2]");
  machine.source.put(Question::How::HostFile, "etc/passwd", "me:x:0:0:me:/home/me:/bin/sh\n");
  scan(machine.source, known);
}

// A copy of /proc has neither.
void scan_a_host_of_names(KnownColumns& known) {
  test::FakeSource source(test::FakeSource::Kind::Live);
  source.put(Question::How::HostFile, "etc/resolv.conf", "nameserver 127.0.0.1\nsearch a.test\n");
  source.put(Question::How::ServiceFile, "42/etc/resolv.conf", "nameserver 127.0.0.1\n");
  source.put(Question::How::Link, "self/ns/net", "net:[42]");
  source.file("net/udp", "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n");
  source.file("net/udp6", "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n");
  source.put(Question::How::HostTail, "dev/kmsg",
             "3,9,1,-;INFO: task dd:4711 blocked for more than 122 seconds.\n");
  source.file("stat", "btime 1795289582\n");
  source.file("uptime", "300.00 100.00\n");
  scan(source, known);
  Network of_container;
  of_container.container = Text("web");
  of_container.pid = 42;
  scan(source, known, {of_container});
}

// No recorded world has a quota, or is looked at twice.
void scan_a_host_twice(KnownColumns& known) {
  test::FakeSource source(test::FakeSource::Kind::Live);
  source.file("stat", "cpu 1 2 3 4 5 6 7 8 9 10\n");
  source.file("self/cgroup", "0::/web\n");
  source.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  const std::string cgroup = "sys/fs/cgroup/web/";
  source.put(Question::How::HostFile, cgroup + "cpu.max", "50000 100000\n");
  source.put(Question::How::HostFile, cgroup + "cpu.stat",
             "nr_periods 5\nnr_throttled 1\nthrottled_usec 9\n");
  World world{source};
  Memory memory;
  Request everything;
  everything.columns.set();
  everything.memory = &memory;
  for (const char* const read : {"1", "2"}) {
    const std::string numbers = std::string(read) + " 0 1 " + read + " " + read + " 0 1 " + read;
    source.file("interrupts", "  1:  " + std::string(read) + "  IO-APIC   1-edge      i8042\n");
    source.file("diskstats", "8 0 sda " + numbers + " 0 1 1\n8 1 sda1 " + numbers + " 0 1 1\n");
    EXPECT_TRUE(known.table.scan(world, known.table, everything, known));
    source.clock += std::chrono::seconds(1);
  }
}

// Nor a cgroup of a container with limits, which killed a process before Linux 5.0.
void scan_full_cgroup(KnownColumns& known) {
  const std::string id(64, 'a');
  test::FakeMachine machine;
  machine.add({.pid = 100, .cgroup = "0::/docker/" + id + "\n", .uid = 1000});
  machine.source.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  const std::string cgroup = "sys/fs/cgroup/docker/" + id + "/";
  machine.source.put(Question::How::HostFile, cgroup + "pids.max", "25\n");
  machine.source.put(Question::How::HostFile, cgroup + "pids.current", "5\n");
  machine.source.put(Question::How::HostFile, cgroup + "memory.max", "1000000\n");
  machine.source.put(Question::How::HostFile, cgroup + "memory.events", "oom_kill 1\n");
  machine.source.put(Question::How::HostFile, cgroup + "cpu.max", "50000 100000\n");
  machine.source.put(Question::How::HostFile, cgroup + "cpu.stat",
                     "nr_periods 9\nnr_throttled 2\nthrottled_usec 700\n");
  machine.source.put(Question::How::HostFile, "etc/passwd", "me:x:1000:0::/:/bin/sh\n");
  machine.source.put(Question::How::List, "100/fd", std::string("0\0", 2));
  machine.source.file("100/limits", "Max processes 9 9 processes\nMax open files 9 9 files\n");
  machine.source.put(
      Question::How::HostTail, "dev/kmsg",
      "4,0,1,-;x invoked oom-killer: gfp_mask=0x0\n"
      "4,1,1,-;Task in /docker/" +
          id +
          " killed as a result of limit of /docker\n"
          "6,2,1,-;memory: usage 20480kB, limit 20480kB, failcnt 0\n"
          "3,3,1,-;Memory cgroup out of memory: Kill process 9 (x) score 1000 or sacrifice child\n"
          "3,4,1,-;Killed process 9 (x) total-vm:8kB, anon-rss:4kB, file-rss:0kB "
          "oom_score_adj:0\n");
  machine.source.file("stat", "btime 1795289582\n");
  scan(machine.source, known);
}

// A machine that a user without rights looks at.
void scan_as_nobody(KnownColumns& known) {
  test::FakeSource source(test::FakeSource::Kind::Live);
  source.file("self/status", "Name:\tsonde\nUid:\t65534\t65534\t65534\t65534\nThreads:\t1\n"
                             "CapEff:\t0000000000000000\n");
  source.refuse(Question::How::HostTail, "dev/kmsg", std::errc::operation_not_permitted);
  scan(source, known);
}

TEST(Columns, OfTheOtherTablesAreEachKnownAtLeastOnceInAWorld) {
  for (const TableInfo* table : all_tables) {
    // A copy holds no logs: tests/live/logs.py looks at them.
    if (table == &sockets_table || table == &logs_table) continue;
    // A copy of /proc has no rules, and hardly its connections: tests/live/firewall.py has both.
    if (table == &flows_table || table == &firewall_table) continue;
    // Nor does it have much of the network's state: tests/live/network_state.py sees all of it.
    if (table == &interfaces_table || table == &addresses_table || table == &routes_table ||
        table == &rules_table || table == &neighbors_table || table == &qdiscs_table)
      continue;
    KnownColumns known(*table);
    for (const auto& entry : std::filesystem::directory_iterator("tests/worlds")) {
      if (!entry.is_directory()) continue;
      const auto source = open_folder(entry.path().string());
      ASSERT_TRUE(source.has_value());
      scan(**source, known);
      Network of_container;  // As --in CONTAINER would find it.
      of_container.container = Text("web");
      of_container.netns = 4026531840U;
      const bool is_of_networks =
          table == &ports_table || table == &counters_table || table == &sysctls_table;
      if (is_of_networks) scan(**source, known, {of_container});
    }
    if (table == &containers_table || table == &namespaces_table || table == &published_table)
      scan_a_pod(known);
    if (table == &hints_table) scan_hints(known);
    if (table == &access_table) scan_as_nobody(known);
    if (table == &limits_table || table == &oom_table) scan_full_cgroup(known);
    if (table == &resolvers_table || table == &kernel_log_table) scan_a_host_of_names(known);
    if (table == &cpu_table || table == &disks_table || table == &interrupts_table)
      scan_a_host_twice(known);
    // A copy has no sizes, and its threads wait nowhere.
    if (table == &files_table || table == &mounts_table || table == &threads_table)
      scan(*open_live(), known);
    for (std::size_t c = 0; c < table->columns.size(); ++c)
      // A copy is one look, and a rate takes two: tests/live/host_state.py looks twice.
      // Who listens on loopback only is found in a container (tests/live/lab.py), and what a
      // neighbour says of a target by netlink only (tests/live/diagnose.py), as who reads a full
      // pipe. What others have mounted takes others (tests/live/diagnose_places.py).
      EXPECT_TRUE(
          known.known[c] || is_rate(table->columns[c]) || table->columns[c].name == "starting" ||
          table->columns[c].name == "loopback_only" ||
          table->columns[c].name == "target_neighbor" || table->columns[c].name == "pipe_reads" ||
          (table == &mounts_table && table->columns[c].name == "container") ||
          (table == &mounts_table && table->columns[c].name == "pid"))
          << table->name << "." << table->columns[c].name;
  }
}

}  // namespace
}  // namespace sonde
