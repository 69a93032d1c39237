// capture_text_test.cpp: what a shell printed becomes answers; noise, cuts and forgeries do not.
// SPDX-License-Identifier: Apache-2.0
#include "source/capture_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using namespace std::string_view_literals;
using How = Question::How;

const std::string nonce = "0a1b2c3d-0000-4000-8000-000000000001";

// A capture with these records: "#" at the beginning of a line stands for "@NONCE ".
std::string printed(Text records, bool is_whole = true) {
  std::string text = "#sonde-capture 1 sh " + nonce + "\n";
  bool begins_line = true;
  for (const char one : records) {
    if (begins_line && one == '#')
      text += "\n@" + nonce + " ";
    else
      text += one;
    begins_line = one == '\n';
  }
  return is_whole ? text + "\n@" + nonce + " end\n" : text;
}

struct Read {
  explicit Read(Text text, std::size_t piece = 4096, std::string expected = {}) {
    CaptureText reader(*capture, std::move(expected));
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
      reader.take(text.substr(0, piece));
    is_capture = reader.finish();
    source = open_capture(capture, "a test");
  }
  std::string ask(How how, Text name) {
    std::string room;
    const Result<Text> answer = source->ask({how, name}, room);
    return answer ? std::string(*answer) : std::make_error_code(answer.error().code).message();
  }
  std::string file(Text name) { return ask(How::Read, name); }

  std::shared_ptr<Capture> capture = std::make_shared<Capture>();
  std::unique_ptr<Source> source;
  bool is_capture = false;
};

const std::string not_asked = std::make_error_code(std::errc::no_message).message();
const std::string refused = std::make_error_code(std::errc::permission_denied).message();
const std::string ended = std::make_error_code(std::errc::no_such_process).message();

TEST(CaptureText, ARecordIsTheBytesOfAFile) {
  Read read(
      printed("#file net/tcp\n  sl  local_address\n   0: 0100007F:1F90\n#file uptime\n1 2\n"));
  EXPECT_TRUE(read.is_capture);
  EXPECT_TRUE(read.capture->lost().empty());
  EXPECT_EQ(read.file("net/tcp"), "  sl  local_address\n   0: 0100007F:1F90\n");
  EXPECT_EQ(read.file("uptime"), "1 2\n");
  EXPECT_EQ(read.file("loadavg"), not_asked);
}

TEST(CaptureText, PiecesMayEndAnywhere) {
  const std::string text = "Welcome\n" + printed("#file a\none\n#file b\ntwo\n");
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    Read read(text, piece);
    EXPECT_EQ(read.file("a") + read.file("b"), "one\ntwo\n") << piece;
    EXPECT_TRUE(read.capture->lost().empty()) << piece;
  }
}

TEST(CaptureText, WhatStandsAroundItIsNoise) {
  Read read("Last login: today\n\n$ #sonde-capture in a prompt\n#sonde-capture 1 sh short\n" +
            printed("#file a\none\n") + "logout\n@" + nonce + " file b\ntwo\n");
  EXPECT_EQ(read.file("a"), "one\n");
  EXPECT_EQ(read.file("b"), not_asked) << "it stands after the end";
}

TEST(CaptureText, ATerminalPutsOneReturnBeforeEachNewline) {
  std::string text;
  for (const char one : printed("#file a\none\rtwo\r\nthree\n")) {
    if (one == '\n') text += '\r';
    text += one;
  }
  for (const std::size_t piece : {1UL, 7UL, 4096UL})
    EXPECT_EQ(Read("banner\r\n" + text, piece).file("a"), "one\rtwo\r\nthree\n") << piece;
}

TEST(CaptureText, WithoutAnEndItSaysThatItWasCut) {
  const std::string text = printed("#file a\none\n#file b\ntwo\n", false);
  Read read(text);
  ASSERT_EQ(read.capture->lost().size(), 1U);
  EXPECT_NE(read.capture->lost()[0].find("ends in the middle"), std::string::npos);
  EXPECT_EQ(read.file("a"), "one\n");
  EXPECT_EQ(read.file("b"), not_asked) << "nobody knows whether that was all of it";
}

TEST(CaptureText, ASecondOneInTheSameTextIsLeftOutAndTold) {
  const std::string two = printed("#file a\none\n") + "\n" + printed("#file a\ntwo\n#file b\n");
  for (const std::size_t piece : {std::size_t{7}, std::size_t{4096}}) {
    Read read(two, piece);
    EXPECT_EQ(read.file("a"), "one\n");
    EXPECT_EQ(read.file("b"), not_asked);
    ASSERT_EQ(read.capture->lost().size(), 1U) << piece;
    EXPECT_NE(read.capture->lost()[0].find("another capture follows"), std::string::npos);
  }
}

TEST(CaptureText, ASecondOneIsToldThoughItComesInAnotherBlock) {
  const std::string one = printed("#file a\none\n");
  test::Pieces blocks({one, "$ exit\n" + one.substr(0, 40), one.substr(40)});
  const auto capture = read_capture_text(blocks);
  ASSERT_TRUE(capture);
  ASSERT_EQ((*capture)->lost().size(), 1U);
  EXPECT_NE((*capture)->lost()[0].find("another capture follows"), std::string::npos);
}

TEST(CaptureText, WhoDoesNotKnowTheNonceForgesNothing) {
  Read read(
      printed("#file 7/cmdline\nx\n@0a1b2c3d file net/tcp\nforged\n\n@ file net/udp\nforged\n"));
  EXPECT_EQ(read.file("net/tcp"), not_asked);
  EXPECT_EQ(read.file("net/udp"), not_asked);
  EXPECT_NE(read.file("7/cmdline").find("forged"), std::string::npos);
}

TEST(CaptureText, TheNonceThatWasGivenIsTheOneThatIsTaken) {
  const std::string other = "ffffffff-0000-4000-8000-000000000001";
  Read read("#sonde-capture 1 sh " + other + "\n\n@" + other + " file a\nforged\n" +
                printed("#file a\none\n"),
            4096, nonce);
  EXPECT_EQ(read.file("a"), "one\n");
}

TEST(CaptureText, TheFirstAnswerCounts) {
  Read read(printed("#file a\none\n#file a\nEVIL\n#refuse EACCES file a\n"
                    "#refuse EACCES file b\n#file b\nEVIL\n"));
  EXPECT_EQ(read.file("a"), "one\n");
  EXPECT_EQ(read.file("b"), refused);
}

TEST(CaptureText, RefusalsAreThoseOfTheKernel) {
  Read read(
      printed("#refuse EACCES file 1/fdinfo/3\n#refuse ESRCH file 9/stat\n"
              "#refuse EACCES links 1/fd\n#refuse EWHAT file c\n#refuse EACCES host etc/x\n"));
  EXPECT_EQ(read.file("1/fdinfo/3"), refused);
  EXPECT_EQ(read.file("9/stat"), ended);
  EXPECT_EQ(read.file("9/comm"), ended);
  EXPECT_EQ(read.ask(How::Links, "1/fd"), refused);
  EXPECT_EQ(read.ask(How::HostFile, "etc/x"), refused);
  EXPECT_EQ(read.file("c"), not_asked);
}

TEST(CaptureText, AFenceParsManyFilesOfOneCat) {
  Read read(printed("#pieces F-1 7/stat 7/status 8/stat net/dev\n"
                    "7 (a\nF) S 1\nF-1\nName:\ta\nF-1\nF-1\nInter-|\nF-1\n"));
  EXPECT_EQ(read.file("7/stat"), "7 (a\nF) S 1\n");
  EXPECT_EQ(read.file("7/comm"), "a\nF\n") << "the name stands in stat";
  EXPECT_EQ(read.file("7/status"), "Name:\ta\n");
  EXPECT_EQ(read.file("8/stat"), ended) << "it is never empty";
  EXPECT_EQ(read.file("net/dev"), "Inter-|\n");
  Read cut(printed("#pieces F-1 7/stat 8/stat\n7 (a) S 1\nF-1\n8 (b)"));
  EXPECT_EQ(cut.file("8/stat"), not_asked);
}

TEST(CaptureText, LsTellsLinksAndListsAndWhatItWasRefused) {
  Read read(printed("#ls\n\"/proc/7/fd\":\ntotal 0\n"
                    "lrwx------ 1 0 0 64 Nov 22 19:38 \"0\" -> \"/dev/null\"\n"
                    "l-wx------ 1 0 0 64 Nov 22 19:38 \"1\" -> \"/tmp/a\\nb\"\n"
                    "\n\"/proc/8/fd\":\ntotal 0\nlrwx------ 1 0 0 64 Nov 22 19:38 \"0\"\n"
                    "#ls-errors\nls: cannot read symbolic link '/proc/8/fd/0': Permission denied\n"
                    "ls: cannot open directory '/proc/9/fd': Permission denied\n"
                    "ls: cannot access '/proc/10/fd': No such file or directory\n"
                    "ls: cannot read symbolic link '/proc/2/exe': No such file or directory\n"));
  EXPECT_EQ(read.ask(How::Links, "7/fd"), std::string("0\0/dev/null\0001\0/tmp/a\nb\0", 23));
  EXPECT_EQ(read.ask(How::List, "7/fd"), std::string("0\0001\0", 4));
  EXPECT_EQ(read.ask(How::Link, "7/fd/1"), "/tmp/a\nb");
  EXPECT_EQ(read.ask(How::Links, "8/fd"), refused);
  EXPECT_EQ(read.ask(How::List, "8/fd"), std::string("0\0", 2)) << "that it is there was seen";
  EXPECT_EQ(read.ask(How::Links, "9/fd"), refused);
  EXPECT_EQ(read.ask(How::Links, "10/fd"), ended);
  EXPECT_EQ(read.ask(How::Link, "2/exe"),
            std::make_error_code(std::errc::no_such_file_or_directory).message());
}

TEST(CaptureText, WhatBusyboxDoesNotPrintIsToldAndNotShown) {
  Read read(printed("#ls-masked\n/proc/7/fd:\n"
                    "lrwx------    1 0 0 64 Nov 22 19:38 \"0\" -> \"/tmp/a?b\"\n"));
  EXPECT_EQ(read.ask(How::Link, "7/fd/0"), not_asked);
  EXPECT_EQ(read.ask(How::Links, "7/fd"), "");
  EXPECT_EQ(read.ask(How::List, "7/fd"), std::string("0\0", 2));
  EXPECT_EQ(read.capture->lost().size(), 1U);
}

TEST(CaptureText, FindAndReadlinkTellTheSame) {
  Read found(printed("#found /proc/7/exe /proc/7/fd /proc/8/fd\n"
                     "/proc/7/exe /bin/a b\0/proc/7/fd/0 /dev/null\0/proc/7/fd/1 \0"sv));
  EXPECT_EQ(found.ask(How::Link, "7/exe"), "/bin/a b");
  EXPECT_EQ(found.ask(How::Links, "7/fd"), std::string("0\0/dev/null\0", 12));
  EXPECT_EQ(found.ask(How::Links, "8/fd"), "") << "it is empty";
  Read read(printed("#links 7/fd\n#link 7/fd/0\n/tmp/a\n\n#link 7/exe\n/bin/a\n"));
  EXPECT_EQ(read.ask(How::Links, "7/fd"), std::string("0\0/tmp/a\n\0", 10));
  EXPECT_EQ(read.ask(How::Link, "7/exe"), "/bin/a");
}

TEST(CaptureText, ACommandLineWithoutItsNulsIsNoCommandLine) {
  Read read(printed("#lossy 7/cmdline\nsleep9\n#lossy 2/cmdline\n"));
  EXPECT_EQ(read.file("7/cmdline"), not_asked);
  EXPECT_EQ(read.file("2/cmdline"), "") << "a kernel thread has none, and nothing was lost";
}

TEST(CaptureText, TheShellStandsForSelf) {
  Read read(printed("#link self\n42\n#file 42/status\nName:\tsh\n#ls\n/proc/42/ns:\n"
                    "lrwxrwxrwx 1 0 0 0 Nov 22 19:38 \"net\" -> \"net:[4026531833]\"\n"));
  EXPECT_EQ(read.file("self/status"), "Name:\tsh\n");
  EXPECT_EQ(read.ask(How::Link, "self/ns/net"), "net:[4026531833]");
  EXPECT_EQ(read.ask(How::Links, "self/ns"), std::string("net\0net:[4026531833]\0", 21));
}

TEST(CaptureText, ASecondLookHasAnswersOfItsOwnAndWhatStays) {
  const std::string first =
      "#about\nmade_by sh\nmoment_ns 1000000000\n#link self\n42\n"
      "#file stat\ncpu 1\n#file net/dev\nonce\n#file 42/stat\n42 (sh) S 1\n"
      "#file sys/fs/nr_open\n64\n#host etc/hosts\n::1 a\n#link 42/exe\n/bin/sh\n";
  Read read(printed(first + "#again 2500000000\n#file stat\ncpu 2\n#file 42/stat\n42 (sh) R 1\n"
                            "#link 42/exe\n/forged\n#refuse ESRCH file 43/stat\n"));
  ASSERT_TRUE(read.source->has_second_look());
  const auto began = read.source->now();
  EXPECT_EQ(read.file("stat"), "cpu 1\n");
  read.source->look_again();
  EXPECT_EQ(read.source->now() - began, std::chrono::milliseconds(1500));
  EXPECT_EQ(read.file("stat"), "cpu 2\n");
  EXPECT_EQ(read.file("self/stat"), "42 (sh) R 1\n");
  EXPECT_EQ(read.file("43/stat"), ended);
  EXPECT_EQ(read.file("net/dev"), not_asked) << "what counts did not stand still";
  EXPECT_EQ(read.file("sys/fs/nr_open"), "64\n");
  EXPECT_EQ(read.ask(How::HostFile, "etc/hosts"), "::1 a\n");
  EXPECT_EQ(read.ask(How::Link, "42/exe"), "/bin/sh");
}

TEST(CaptureText, WithoutMomentsThereIsNoSecondLook) {
  EXPECT_FALSE(Read(printed("#about\nmade_by sh\n#file stat\ncpu 1\n#again 25\n"))
                   .source->has_second_look());
  const Text about = "#about\nmade_by sh\nmoment_ns 1\n#file stat\ncpu 1\n";
  EXPECT_FALSE(Read(printed(std::string(about) + "#again soon\n")).source->has_second_look());
  Read twice(
      printed(std::string(about) + "#again 7\n#file stat\ncpu 2\n#again 9\n#file stat\ncpu 3\n"));
  twice.source->look_again();
  EXPECT_EQ(twice.file("stat"), "cpu 2\n") << "the first answer counts";
}

TEST(CaptureText, TablesOfAProcessAreThoseOfItsNetwork) {
  Read read(
      printed("#file 42/net/tcp\nof 42\n#file 42/net/dev\ndevices\n#file 1/net/fib_trie\nown\n"
              "#list net\ntcp\ndev\n#ls\n/proc/42/ns:\n"
              "lrwxrwxrwx 1 0 0 0 Nov 22 19:38 \"net\" -> \"net:[7]\"\n"));
  const auto network = read.source->network("42/ns/net");
  ASSERT_TRUE(network);
  std::string room;
  EXPECT_EQ((*network)->ask({How::Read, "net/tcp"}, room).value_or(""), "of 42\n");
  EXPECT_EQ((*network)->ask({How::Link, "self/ns/net"}, room).value_or(""), "net:[7]");
  EXPECT_EQ((*network)->ask({How::List, "net"}, room).value_or(""), Text("tcp\0dev\0", 8));
  EXPECT_EQ(read.file("1/net/fib_trie"), "own\n");
  EXPECT_FALSE(read.source->network("1/ns/net")) << "a part of a network is none";
  Read two(printed("#file 42/net/tcp\nof 42\n#link 42/ns/net\nnet:[7]\n#link 77/ns/net\nnet:[7]\n"
                   "#link 78/ns/net\nnet:[8]\n"));
  const auto other = two.source->network("77/ns/net");
  ASSERT_TRUE(other) << "the same as that of 42";
  EXPECT_EQ((*other)->ask({How::Read, "net/tcp"}, room).value_or(""), "of 42\n");
  EXPECT_FALSE(two.source->network("78/ns/net"));
}

TEST(CaptureText, ListsThreadsAndInodes) {
  Read read(printed("#list .\n1\n42\n#tasks\n42: 42 43\n7: [0-9]*\n"
                    "#inodes\n4026532001 -r--r--r-- 1 0 0 0 Nov 22 19:40 /proc/1/net/tcp\n"
                    "12 -rwxr-xr-x 1 0 0 0 Nov 22 19:40 /.dockerenv\n"));
  EXPECT_EQ(read.ask(How::List, ""), "1\00042\0"sv);
  EXPECT_EQ(read.ask(How::List, "42/task"), "42\00043\0"sv);
  EXPECT_EQ(read.ask(How::List, "7/task"), not_asked);
  EXPECT_EQ(read.ask(How::Stat, "1/net/tcp"), "4026532001 1 0 -");
  EXPECT_EQ(read.ask(How::HostStat, ".dockerenv"), "12 1 0 -");
}

TEST(CaptureText, AThreadWithTheLinksOfItsProcessSharesThem) {
  Read read(printed("#tasks\n42: 42 43 44 45\n#ls\n/proc/42/fd:\n"
                    "lrwx------ 1 0 0 64 Nov 22 19:38 \"0\" -> \"socket:[1]\"\n"
                    "/proc/42/task/43/fd:\n"
                    "lrwx------ 1 0 0 64 Nov 22 19:38 \"0\" -> \"socket:[1]\"\n"
                    "/proc/42/task/44/fd:\n"
                    "lrwx------ 1 0 0 64 Nov 22 19:38 \"0\" -> \"socket:[2]\"\n"));
  EXPECT_EQ(read.ask(How::SharesFiles, "42/43"), "yes");
  EXPECT_EQ(read.ask(How::SharesFiles, "42/44"), "no");
  EXPECT_EQ(read.ask(How::SharesFiles, "42/45"), not_asked);
}

TEST(CaptureText, WhatTheScriptLostIsTold) {
  Read read(printed("#lost cat\n#lost time networks\n#lost \x1b[2Jwhatever\n#lost cat\n"));
  ASSERT_EQ(read.capture->lost().size(), 1U);
  const std::string& told = read.capture->lost()[0];
  EXPECT_EQ(std::ranges::count(told, ';'), 2) << told;
  EXPECT_EQ(told.find('\x1b'), std::string::npos) << "they are our own sentences";
}

TEST(CaptureText, ALineOf100MegabytesIsDroppedAndTold) {
  std::string text = printed("#file a\none\n#file b\n");
  text.resize(text.size() - Text("\n@").size() - nonce.size() - Text(" end\n").size());
  text += std::string(std::size_t{100} << 20, 'A') + "\n@" + nonce + " file c\nthree\n\n@" + nonce +
          " end\n";
  Read read(text, 65536);
  EXPECT_EQ(read.file("a"), "one\n");
  EXPECT_EQ(read.file("b"), not_asked);
  EXPECT_EQ(read.file("c"), "three\n");
  EXPECT_EQ(read.capture->lost().size(), 1U);
  Read noise(std::string(std::size_t{100} << 20, 'A'), 65536);
  EXPECT_FALSE(noise.is_capture);
}

TEST(CaptureText, NothingIsNoCapture) {
  for (const Text text :
       {"", "\n", "#sonde-capture", "#sonde-capture 1 sh\n", "only noise\n",
        "#sonde-capture x sh 0a1b2c3d-0000\n", "#sonde-capture 1 sh UPPERCASE-1\n"})
    EXPECT_FALSE(Read(text).is_capture) << text;
  EXPECT_TRUE(is_capture_text("banner\r\n#sonde-capture 1 sh " + nonce + "\r\n"));
  EXPECT_FALSE(is_capture_text("  sl  local_address rem_address\n"));
}

}  // namespace
}  // namespace sonde
