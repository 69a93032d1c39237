// capture_test.cpp: what is recorded is answered again, and what strangers pack does no harm.
// SPDX-License-Identifier: Apache-2.0
#include "source/capture.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <zlib.h>

#include "base/out.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/sock_diag.hpp"
#include "source/capture_file.hpp"
#include "source/gzip.hpp"
#include "source/recording.hpp"
#include "source/tar.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using How = Question::How;

std::unique_ptr<Blocks> pieces(std::string whole, std::size_t size = 1000) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < whole.size(); at += size) parts.push_back(whole.substr(at, size));
  return std::make_unique<test::Pieces>(std::move(parts));
}

std::string packed(const std::string& bytes) {
  Packer packer;
  std::string out;
  packer.put(bytes, out);
  packer.finish(out);
  return out;
}

// As small as zlib makes it.
std::string packed_hard(std::string bytes) {
  z_stream stream{};
  ::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

Result<std::shared_ptr<const Capture>> read(const std::string& file) {
  return read_capture_file(pieces(file));
}

std::string bytes_of(const Capture& capture, Text key) {
  const Capture::Answer* const answer = capture.find(key);
  return answer ? answer->bytes : "(nothing)";
}

// What a recording of some questions becomes as a file.
template <class Ask> std::string recorded(Source& source, Ask ask) {
  std::string file;
  Out out(file);
  CaptureWriter writer(out, 1'700'000'000);
  writer.put(about_key, 1, "made_by sonde 0\nversion 1\nhost web-7\n");
  Tape tape{writer};
  ask(*open_recording(source, tape));
  writer.finish();
  EXPECT_TRUE(out.flush());
  return file;
}

std::string ask(Source& source, Question question) {
  std::string room;
  const Result<Text> answer = source.ask(question, room);
  if (answer) return std::string(*answer);
  return "refused: " + answer.error().operation + ": " +
         std::make_error_code(answer.error().code).message();
}

std::string stream(Source& source, Question question) {
  const auto blocks = source.stream(question);
  if (!blocks) return "refused: " + std::make_error_code(blocks.error().code).message();
  std::string all;
  for (;;) {
    const Result<Text> block = (*blocks)->next();
    if (!block) return all + "|" + std::make_error_code(block.error().code).message();
    if (block->empty()) return all;
    all += *block;
  }
}

TEST(Capture, AnswersAndRefusesAsTheMachineDid) {
  test::FakeSource machine(test::FakeSource::Kind::Live);
  machine.file("net/tcp", "  sl  local_address\n");
  machine.file("42/comm", "nginx\n");
  machine.refuse(How::Read, "1/stat", std::errc::permission_denied);
  const std::string file = recorded(machine, [](Source& source) {
    (void)stream(source, {How::Read, "net/tcp"});
    (void)ask(source, {How::Read, "42/comm"});
    (void)ask(source, {How::Read, "42/comm"});
    (void)ask(source, {How::Read, "43/comm"});
  });
  const auto capture = read(file);
  ASSERT_TRUE(capture);
  EXPECT_TRUE((*capture)->lost().empty());
  EXPECT_EQ(about(**capture, "host"), "web-7");
  const auto replay = open_capture(*capture, "from x");
  EXPECT_FALSE(replay->is_copy());
  EXPECT_FALSE(replay->is_live());
  EXPECT_EQ(stream(*replay, {How::Read, "net/tcp"}), "  sl  local_address\n");
  EXPECT_EQ(ask(*replay, {How::Read, "42/comm"}), "nginx\n");
  EXPECT_EQ(ask(*replay, {How::Read, "43/comm"}), ask(machine, {How::Read, "43/comm"}));
  EXPECT_EQ(ask(*replay, {How::Read, "44/comm"}),
            "refused: find in the capture: No message of desired type");
}

TEST(Capture, OfTheOtherByteOrderIsReadAsText) {
  const bool is_little = std::endian::native == std::endian::little;
  Capture held;
  held.add(about_key,
           is_little ? "made_by sh\nbyte_order big\n" : "made_by sh\nbyte_order little\n");
  EXPECT_TRUE(open_capture(std::make_shared<Capture>(held), "")->is_copy());
}

TEST(Capture, HoldsNoEnvironment) {
  test::FakeSource machine(test::FakeSource::Kind::Live);
  machine.file("1/environ", std::string("PASSWORD=s3cret\0", 16));
  const std::string file =
      recorded(machine, [](Source& source) { (void)ask(source, {How::Read, "1/environ"}); });
  EXPECT_EQ(bytes_of(**read(file), "proc/1/environ"), "(nothing)");
}

// What processes log is asked for by tables, and stays on its machine; what was refused there is
// told as it was. The log of the kernel is that of the machine.
TEST(Capture, HoldsNoContentOfLogs) {
  test::FakeSource machine(test::FakeSource::Kind::Live);
  machine.put(How::DescriptorTail, "42/1", "customer Alice\n");
  machine.put(How::HostTail, "dev/kmsg", "6,1,2,-;eth0: link up\n");
  machine.put(How::HostTail, "var/log/syslog", "customer Alice\n");
  machine.refuse(How::DescriptorPeek, "42/2", std::errc::permission_denied);
  const Question questions[] = {{How::DescriptorTail, "42/1"},
                                {How::HostTail, "var/log/syslog"},
                                {How::DescriptorPeek, "42/2"},
                                {How::HostTail, "dev/kmsg"}};
  const std::string file = recorded(machine, [&](Source& source) {
    EXPECT_EQ(ask(source, questions[0]), "customer Alice\n") << "who asks here gets it";
    for (const Question& question : questions) (void)ask(source, question);
  });
  const auto capture = read(file);
  const auto replay = open_capture(*capture, "from x");
  const std::string refused = "refused: keep in a capture, which holds no logs,: ";
  EXPECT_EQ(ask(*replay, questions[0]), refused + "No message of desired type");
  EXPECT_EQ(ask(*replay, questions[1]), refused + "No message of desired type");
  EXPECT_EQ(ask(*replay, questions[2]), ask(machine, questions[2]));
  EXPECT_EQ(ask(*replay, questions[3]), "6,1,2,-;eth0: link up\n");
}

// A dump of fewer sockets, or of less of each, is answered by that of all.
TEST(Capture, KnowsADumpOfSocketsByItsProtocol) {
  InetDiagDump all{.protocol = Protocol::Tcp, .version = 0, .states = ~0U, .tcp_info = true};
  InetDiagDump some{.protocol = Protocol::Tcp, .version = 0, .states = 1U << 10};
  const std::string question = netlink_question(NETLINK_SOCK_DIAG, request_of(all));
  EXPECT_EQ(key_of("", {How::Netlink, question}), "netlink/sock_diag/18");
  EXPECT_EQ(key_of("", {How::Netlink, netlink_question(NETLINK_SOCK_DIAG, request_of(some))}),
            "netlink/sock_diag/18");
  Capture held;
  held.add(about_key, "made_by sonde 0\n");
  held.add("netlink/sock_diag/18", "all of TCP");
  const auto replay = open_capture(std::make_shared<Capture>(held), "");
  some.version = 6;
  const std::string ipv6 = netlink_question(NETLINK_SOCK_DIAG, request_of(some));
  EXPECT_EQ(key_of("", {How::Netlink, ipv6}), "netlink/sock_diag/20.10.6");
  EXPECT_EQ(stream(*replay, {How::Netlink, ipv6}), "all of TCP");
}

TEST(Capture, NamesWhatIsOddInAPath) {
  EXPECT_EQ(key_of("", {How::List, ""}), "list/.names");
  EXPECT_EQ(key_of("", {How::Links, "42/fd"}), "links/42/fd");
  EXPECT_EQ(key_of("/run/netns/a b", {How::Read, "net/tcp"}),
            "in/%2frun%2fnetns%2fa%20b/proc/net/tcp");
  EXPECT_EQ(key_of("7/ns/net", {How::Read, "42/comm"}), "proc/42/comm");
  EXPECT_EQ(key_of("", {How::LocalHttp, Text("run/x\0/y", 8)}), "http/run/x%00/y");
}

TEST(Capture, AnotherNetworkIsThereWhenItWasAsked) {
  Capture held;
  held.add(about_key, "made_by sonde 0\n");
  held.add("in/7%2fns%2fnet/proc/net/tcp", "theirs");
  const auto replay = open_capture(std::make_shared<Capture>(held), "");
  const auto inner = replay->network("7/ns/net");
  ASSERT_TRUE(inner);
  EXPECT_EQ(ask(**inner, {How::Read, "net/tcp"}), "theirs");
  EXPECT_FALSE(replay->network("8/ns/net"));
}

TEST(Capture, ThatIsCutGivesWhatCameAndSaysSo) {
  test::FakeSource machine(test::FakeSource::Kind::Live);
  std::string noise;
  u32 state = 1;
  for (int i = 0; i < 300'000; ++i)
    noise += static_cast<char>((state = state * 1103515245 + 12345) >> 16);
  machine.file("net/tcp", "first\n");
  machine.file("net/udp", noise);
  const std::string file = recorded(machine, [](Source& source) {
    (void)stream(source, {How::Read, "net/tcp"});
    (void)stream(source, {How::Read, "net/udp"});
  });
  const auto cut = read(file.substr(0, file.size() / 2));
  ASSERT_TRUE(cut);
  ASSERT_EQ((*cut)->lost().size(), 1U);
  const auto replay = open_capture(*cut, "");
  EXPECT_EQ(stream(*replay, {How::Read, "net/tcp"}), "first\n");
  const std::string part = stream(*replay, {How::Read, "net/udp"});
  EXPECT_GT(part.size(), 100'000U);
  EXPECT_TRUE(part.ends_with("|No message of desired type"));
}

TEST(Capture, OfALongAnswerIsReadTogetherAgain) {
  test::FakeSource machine(test::FakeSource::Kind::Live);
  std::string lines;
  while (lines.size() < 3'000'000) lines += "a line of some length\n";
  machine.file("net/tcp", lines);
  const std::string file =
      recorded(machine, [](Source& source) { (void)stream(source, {How::Read, "net/tcp"}); });
  EXPECT_EQ(bytes_of(**read(file), "proc/net/tcp"), lines);
}

TEST(Archive, OfAStrangerIsReadAsACopy) {
  std::string archive;
  append_member(archive, "./proc/net/tcp", "good\n", 0);
  append_member(archive, "proc/net/tcp", "EVIL\n", 0);
  append_member(archive, "../../etc/passwd", "x\n", 0);
  append_member(archive, "proc/42/comm", "a\n", 0);
  append_member(archive, "proc/7/comm", "b\n", 0);
  append_end(archive);
  const auto capture = read(archive);
  ASSERT_TRUE(capture);
  const auto replay = open_capture(*capture, "");
  EXPECT_TRUE(replay->is_copy());
  EXPECT_EQ(stream(*replay, {How::Read, "net/tcp"}), "good\n");
  EXPECT_EQ((*capture)->lost().size(), 1U);
  EXPECT_EQ(ask(*replay, {How::List, ""}), std::string("42\0"
                                                       "7\0"
                                                       "net\0",
                                                       9));
}

TEST(Capture, LooksForTheSameNetworkBehindOddNames) {
  Capture held;
  held.add(about_key, "made_by sonde 0\n");
  held.add("link/8/ns/net", "net:[7]");
  for (const Text odd : {"in", "in/", "in//", "in/x", "in/x/", "in/\xff", "in/x/link/self/ns/net/"})
    held.add(odd, "net:[7]");
  const auto replay = open_capture(std::make_shared<Capture>(held), "");
  EXPECT_FALSE(replay->network("8/ns/net"));
  held.add("in/y%2f/link/self/ns/net", "net:[7]");
  held.add("in/y%2f/proc/net/tcp", "theirs");
  const auto inner = open_capture(std::make_shared<Capture>(held), "")->network("8/ns/net");
  ASSERT_TRUE(inner);
  EXPECT_EQ(ask(**inner, {How::Read, "net/tcp"}), "theirs");
}

TEST(Capture, OfRefusalsKeepsAFewWordsAndBoundsTheirNumber) {
  Capture held;
  held.refuse("proc/1/io", {std::errc::permission_denied, std::string(1'000'000, 'x')});
  EXPECT_EQ(held.find("proc/1/io")->end->operation.size(), 100U);
  const std::string long_key(100'000, 'k');
  for (int i = 0; i < 5000; ++i)
    held.refuse(long_key + std::to_string(i), {std::errc::permission_denied, "open"});
  EXPECT_LE(held.size() * long_key.size(), Capture::bytes_max);
  EXPECT_FALSE(held.lost().empty());
}

TEST(Archive, SaysHowOftenAMemberIsRepeated) {
  std::string archive;
  for (const Text name : {"proc/net/tcp", "proc/net/udp", "proc/net/tcp", "proc/net/udp"})
    append_member(archive, name, "x\n", 0);
  append_end(archive);
  const auto capture = read(archive);
  ASSERT_TRUE(capture);
  ASSERT_EQ((*capture)->lost().size(), 1U);
  EXPECT_EQ((*capture)->lost()[0], "the capture has more than one member proc/net/tcp, and others, "
                                   "2 times: the first is taken");
}

TEST(Archive, BehindAnotherOneIsLeftOutAndTold) {
  std::string archive;
  append_member(archive, "proc/net/tcp", "first\n", 0);
  append_end(archive);
  const std::string alone = archive + std::string(std::size_t{16} * 512, '\0') + "noise";
  EXPECT_TRUE((*read(alone))->lost().empty());
  append_member(archive, "proc/net/udp", "second\n", 0);
  append_end(archive);
  for (const std::string& file : {archive, packed(archive)}) {
    const auto capture = read(file);
    ASSERT_TRUE(capture);
    EXPECT_EQ(bytes_of(**capture, "proc/net/tcp"), "first\n");
    EXPECT_EQ(bytes_of(**capture, "proc/net/udp"), "(nothing)");
    ASSERT_EQ((*capture)->lost().size(), 1U);
    EXPECT_NE((*capture)->lost()[0].find("another one follows"), std::string::npos);
  }
}

TEST(Archive, WithLongNamesIsReadWhole) {
  std::string archive;
  const std::string name = "netlink/16/" + std::string(900, 'a');
  append_member(archive, name, "long", 0);
  append_member(archive, "after", "short", 0);
  append_end(archive);
  const auto capture = read(packed(archive));
  ASSERT_TRUE(capture);
  EXPECT_EQ(bytes_of(**capture, name), "long");
  EXPECT_EQ(bytes_of(**capture, "after"), "short");
}

TEST(Archive, ThatGrowsAThousandfoldIsLeft) {
  std::string archive;
  append_member(archive, "proc/net/tcp", std::string(100'000'000, 'A'), 0);
  const auto capture = read(packed_hard(archive));
  ASSERT_TRUE(capture);
  EXPECT_LT(bytes_of(**capture, "proc/net/tcp").size(), 20'000'000U);
  EXPECT_FALSE((*capture)->lost().empty());
}

TEST(Archive, OfNothingIsNoCapture) {
  EXPECT_FALSE(read(""));
  EXPECT_FALSE(read(std::string(4096, '\0')));
  EXPECT_FALSE(read(packed("no archive at all")));
  EXPECT_FALSE(read(std::string("\x1f\x8b\x08", 3)));
}

}  // namespace
}  // namespace sonde
