// paste_test.cpp: pasted text in all its shapes gives the rows that its table held.
// SPDX-License-Identifier: Apache-2.0
#include "decode/paste.hpp"

#include <charconv>
#include <cmath>

#include <gtest/gtest.h>

#include "unit/support/fixture.hpp"
#include "unit/support/pasted.hpp"

namespace sonde {
namespace {

using test::fixture;
using test::paste;
using test::Pasted;

using Rows = std::vector<std::string>;

// A text with every run of blanks and line ends as one space.
std::string in_one_line(Text text) {
  std::string out;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank || (!out.empty() && out.back() != ' ')) out += is_blank ? ' ' : c;
  }
  return out;
}

std::string replaced(Text text, Text from, Text to) {
  std::string out;
  for (std::size_t at; (at = text.find(from)) != Text::npos; text.remove_prefix(at + from.size()))
    (out += text.substr(0, at)) += to;
  return out += text;
}

std::string in_utf16(Text text, bool is_big) {
  std::string out = is_big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : text) {
    if (is_big) out += '\0';
    out += c;
    if (!is_big) out += '\0';
  }
  return out;
}

// A line break after each `width` characters of a line, as a terminal of that width has it.
std::string wrapped(Text text, std::size_t width) {
  std::string out;
  std::size_t column = 0;
  for (const char c : text) {
    if (c != '\n' && column == width) {
      out += '\n';
      column = 0;
    }
    out += c;
    column = c == '\n' ? 0 : column + 1;
  }
  return out;
}

const char* const inet_fixtures[] = {"seeds/s000_apache.tcp6",
                                     "seeds/s000_apache_empty.tcp",
                                     "seeds/s000_mangled_oneline_listen.txt",
                                     "seeds/s000_mangled_oneline_timewait.txt",
                                     "seeds/s000_mangled_two_commands.txt",
                                     "seeds/s000_mysql_timewait.tcp",
                                     "seeds/s000_puma_listen.tcp",
                                     "seeds/s001_nginx8888.tcp",
                                     "seeds/s001_nginx8888_verbatim_double_header.txt",
                                     "bigendian/openwrt_mips_mf286a.tcp",
                                     "bigendian/openwrt_mips_egrep_verbatim.txt",
                                     "pfs-lines/tcp_lines.txt",
                                     "jc/linux-proc/net_tcp",
                                     "jc/linux-proc/net_tcp6"};

template <class T> void expect_number(const test::Object& row, const char* key, T value) {
  EXPECT_EQ(row.at(key), std::to_string(value)) << key;
}

void expect_row(const DecodedSocket& found, const test::Object& expected) {
  const Socket& socket = found.socket;
  const std::string any = socket.family == Family::Ipv6 ? "::" : "0.0.0.0";
  const std::string remote = test::address_text(socket.remote);
  EXPECT_EQ(name_of(socket.protocol), "tcp");
  EXPECT_EQ(name_of(socket.state), expected.at("st"));
  EXPECT_EQ(test::address_text(socket.local), expected.at("laddr"));
  EXPECT_EQ(remote.empty() ? any : remote, expected.at("raddr"));
  expect_number(expected, "lport", socket.local.port);
  expect_number(expected, "rport", socket.remote.port);
  expect_number(expected, "tx", *socket.send_q);
  expect_number(expected, "rx", *socket.recv_q);
  expect_number(expected, "retr", int{*socket.retransmits});
  expect_number(expected, "timeout", int{*socket.probes});
  expect_number(expected, "uid", *socket.uid);
  expect_number(expected, "inode", socket.inode);
  std::string timer(name_of(*socket.timer));
  std::erase(timer, '-');
  std::string expected_timer = expected.at("timer");
  if (expected_timer == "on") expected_timer = "retransmit";
  EXPECT_EQ(timer, expected_timer);
  double seconds = 0;
  const std::string& digits = expected.at("timer_s");
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  EXPECT_EQ(std::lround(seconds * 1000), socket.timer_ms);
}

TEST(Paste, EachFixtureGivesTheRowsThatAreKnownToBeRight) {
  for (const char* const name : inet_fixtures) {
    SCOPED_TRACE(name);
    ASSERT_TRUE(test::has_fixture(std::string(name) + ".expected.jsonl"));
    const std::vector<test::Object> expected =
        test::flat_objects(fixture(std::string(name) + ".expected.jsonl"));
    const Pasted found = paste(fixture(name));
    ASSERT_EQ(found.rows.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) expect_row(found.sockets[i], expected[i]);
    EXPECT_EQ(found.counts.malformed_rows, 0u);
    const bool has_uname = Text(name).find("verbatim.txt") != Text::npos;
    EXPECT_EQ(found.counts.unused_lines, has_uname ? 1u : 0u) << found.counts.example;
  }
}

TEST(Paste, UnixPacketAndNetlinkTablesAreToldByTheirShape) {
  const Pasted unix_rows = paste(fixture("jc/linux-proc/net_unix"));
  const std::vector<test::Object> expected =
      test::flat_objects(fixture("jc/linux-proc/net_unix.json"));
  ASSERT_EQ(unix_rows.rows.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(expected[i].at("Inode"), std::to_string(unix_rows.sockets[i].socket.inode));
    const bool has_path = expected[i].contains("Path");
    EXPECT_EQ(unix_rows.paths[i], has_path ? expected[i].at("Path") : "");
  }
  EXPECT_EQ(paste(fixture("jc/linux-proc/net_packet")).rows,
            Rows{"packet packet UNCONN :0 :0 send_q=not-collected recv_q=0 uid=101 timer= "
                 "retransmits= probes= drops= number=35020 port_id= timer_ms=0 inode=34754"});
  const Pasted netlink = paste(fixture("jc/linux-proc/net_netlink"));
  ASSERT_EQ(netlink.rows.size(), 26u);
  const std::vector<test::Object> right =
      test::flat_objects(fixture("jc/linux-proc/net_netlink.json"));
  ASSERT_EQ(right.size(), 26u);
  for (std::size_t i = 0; i < right.size(); ++i)
    EXPECT_EQ(right[i].at("Inode"), std::to_string(netlink.sockets[i].socket.inode));
  EXPECT_EQ(netlink.counts.unused_lines + netlink.counts.malformed_rows, 0u);
  EXPECT_EQ(netlink.counts.headers, 1u);
}

TEST(Paste, LinesOnTheEdgeOfTheFormatsAreRows) {
  const Pasted unix_rows = paste(fixture("pfs-lines/unix_lines.txt"));
  EXPECT_EQ(unix_rows.paths, (Rows{"", "/run/systemd/journal/stdout", "@/org/kernel/udev/udevd",
                                   "/var/qmux_client_socket    401"}));
  const Pasted netlink = paste(fixture("pfs-lines/netlink_lines.txt"));
  ASSERT_EQ(netlink.rows.size(), 4u);
  EXPECT_NE(netlink.rows[3].find("port_id=-4167"), std::string::npos);
  EXPECT_EQ(netlink.counts.unused_lines + netlink.counts.malformed_rows, 0u);
}

// One of each table, as `cat` prints them.
const std::string& all_tables() {
  static const std::string text =
      fixture("jc/linux-proc/net_tcp") + fixture("jc/linux-proc/net_tcp6") +
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
      "inode ref pointer drops            \n"
      "  311: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000   107        0 "
      "20466 2 000000006cb8d2ad 12        \n"
      "  500: 3500007F:0035 0100007F:E1B2 01 00000000:00000000 00:00000000 00000000   101        0 "
      "20467 2 000000006cb8d2ae 0         \n" +
      fixture("jc/linux-proc/net_unix") + fixture("jc/linux-proc/net_packet") +
      fixture("jc/linux-proc/net_netlink");
  return text;
}

TEST(Paste, SeveralTablesMayFollowOneAnother) {
  const Pasted found = paste(all_tables());
  EXPECT_EQ(found.rows.size(),
            27u + 8 + 2 + 1 + 26 +
                test::flat_objects(fixture("jc/linux-proc/net_unix.json")).size());
  EXPECT_EQ(found.counts.headers, 6u);
  EXPECT_EQ(found.counts.unused_lines + found.counts.malformed_rows, 0u);
}

TEST(Paste, AMangledTableGivesTheSameRows) {
  const std::string table = all_tables();
  const Rows rows = paste(table).rows;
  const std::string crlf = replaced(table, "\n", "\r\n");
  EXPECT_EQ(paste(crlf).rows, rows);
  EXPECT_EQ(paste(replaced(table, "\n", "\r")).rows, rows);
  EXPECT_EQ(paste(in_one_line(table)).rows, rows);
  EXPECT_EQ(paste(replaced(in_one_line(table), " ", "\t")).rows, rows);
  EXPECT_EQ(paste(replaced(table, " ", "\xC2\xA0")).rows, rows);
  EXPECT_EQ(paste("\xEF\xBB\xBF" + table).rows, rows);
  EXPECT_EQ(paste(in_utf16(crlf, false)).rows, rows);
  EXPECT_EQ(paste(in_utf16(crlf, true)).rows, rows);
  EXPECT_EQ(paste("> " + replaced(table, "\n", "\n> ")).rows, rows);
  EXPECT_EQ(paste(">> " + replaced(table, "\n", "\n>> ")).rows, rows);
  EXPECT_EQ(paste("| " + replaced(table, "\n", "\n| ")).rows, rows);
  EXPECT_EQ(paste(replaced(table, ":", "\x1b[01;31m\x1b[K:\x1b[m")).rows, rows);
  EXPECT_EQ(paste(replaced(table, "\n", "\n\n")).rows, rows);
  const std::string prompts = replaced(table, "\n", "\nuser@host:~$ cat /proc/net/dev\n");
  const Pasted between = paste(prompts);
  EXPECT_EQ(between.rows, rows);
  EXPECT_EQ(between.counts.unused_lines + between.counts.malformed_rows, 0u);
}

TEST(Paste, APieceMayEndAnywhere) {
  const std::string table = all_tables();
  const std::string texts[] = {table, in_one_line(table), in_utf16(table, false),
                               replaced(table, " ", "\xC2\xA0"), wrapped(table, 80)};
  for (const std::string& text : texts) {
    const Pasted whole = paste(text);
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 4096u}) {
      const Pasted found = paste(text, piece);
      EXPECT_EQ(found.rows, whole.rows) << piece;
      EXPECT_EQ(found.counts.unused_lines, whole.counts.unused_lines) << piece;
    }
  }
}

// A row in the middle of its table, padded to 150 characters as the kernel does.
constexpr Text row_before = "   7: 0100007F:C008 0100007F:22B8 06 00000000:00000000 03:000014B4 "
                            "00000000     0        0 0 3 "
                            "ffff881f6de59c70\n";
constexpr Text row_after =
    "   9: 00000000:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 "
    "6217263 1 ffff881f6de59c71 100 0 0 10 0\n";
constexpr Text wide_rows[] = {
    "   8: 0100007F:A198 0100007F:22B8 01 00000000:00000000 02:000002BB 00000000  1000        0 "
    "6213151 2 ffff9a80671f5d80 20 4 30 10 -1",
    "   8: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C350 01 "
    "00000000:00000000 00:00000000 00000000  1000        0 41622137 1 ffff955d74551100 20 4 30 10 "
    "0",
    "   8: 0100007F:C008 0100007F:22B8 06 00000000:00000000 03:000014B4 00000000     0        0 0 "
    "3 "
    "ffff881f6de59c79",
    "  311: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000   107        0 "
    "20466 2 000000006cb8d2ad 1200",
    "ffff9b61b0e51000: 0000000A 00000000 00010000 0001 01 41876 /run/S",
    "ffff9b61b56c1800 3      3    88cc   2     1 0      101    34754 ",
    "ffff9b61adafc000 9   4095138316 00000111 0        0        0     2        0        29927   "};

TEST(Paste, ARowMayBeWrappedAtAnyColumn) {
  for (const Text row : wide_rows) {
    const std::string straight = (std::string(row_before) += row) + "\n" += row_after;
    const Pasted expected = paste(straight);
    ASSERT_EQ(expected.rows.size(), 3u) << row;
    // A path is whatever stands there: nothing can tell that it was wrapped.
    const std::size_t end = row.find("/run") == Text::npos ? row.size() : row.find("/run") + 1;
    for (std::size_t column = 20; column < end; ++column) {
      std::string text(row_before);
      ((text += row.substr(0, column)) += '\n') += row.substr(column);
      (text += '\n') += row_after;
      EXPECT_EQ(paste(text).rows, expected.rows) << text;
      const std::string mail = "> " + replaced(text, "\n", "\n> ");
      EXPECT_EQ(paste(mail).rows, expected.rows) << mail;
    }
  }
}

TEST(Paste, AWholeTableMayBeWrappedAtAnyWidth) {
  const std::string table = fixture("jc/linux-proc/net_tcp") + fixture("jc/linux-proc/net_tcp6");
  const Rows rows = paste(table).rows;
  for (std::size_t width = 24; width < 170; ++width) {
    const Pasted found = paste(wrapped(table, width));
    EXPECT_EQ(found.rows, rows) << width;
    EXPECT_EQ(found.counts.unused_lines + found.counts.malformed_rows, 0u)
        << width << ' ' << found.counts.example;
  }
}

TEST(Paste, ALineWithoutLineEndsMayBeWrapped) {
  const std::string table = in_one_line(fixture("jc/linux-proc/net_tcp"));
  const Rows rows = paste(table).rows;
  ASSERT_EQ(rows.size(), 27u);
  for (std::size_t width = 40; width < 200; ++width)
    EXPECT_EQ(paste(wrapped(table, width)).rows, rows) << width;
}

constexpr Text header =
    "sl local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode";
constexpr Text puma =
    "0: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 197041 1 "
    "ffff9a80671f5d80 100 0 0 10 0";

std::string joined(std::initializer_list<Text> parts) {
  std::string out;
  for (const Text part : parts) out += part;
  return out;
}

TEST(Paste, PromptsCommandsAndHeadersMayStandAnywhere) {
  const Rows listens = paste(puma).rows;
  ASSERT_EQ(listens.size(), 1u);
  const std::string texts[] = {
      joined({"  ", header, "\n   ", puma, "\n"}),
      joined({"# cat /proc/net/tcp ", header, " ", puma, "\n"}),
      joined({"$ sudo nsenter --net -t 13295 # cat /proc/net/tcp ", header, " ", puma}),
      joined({"$ cat /proc/net/tcp\n", header, "\n", header, "\n", puma, "\n"}),
      joined({"developer@neko-test-0:~$ cat /proc/net/tcp\r\n", header, "\r\n", puma, "\r\n"}),
      joined({"/ # cat /proc/net/tcp\n", header, "\n", puma, "\n/ # exit\n"}),
      joined({"[root@node ~]# cat /proc/7/net/tcp\n", header, "\n", puma, "\n[root@node ~]# "}),
      joined({"==> /proc/net/tcp <==\n", header, "\n", puma, "\n\n==> /proc/net/udp <==\n"}),
      joined({"/proc/net/tcp:", header, "\n/proc/net/tcp:", puma, "\n"}),
      joined({"/proc/net/tcp:1:", header, "\n/proc/net/tcp:2:   ", puma, "\n"}),
      joined({"tcp:  ", puma, "\n"}),
      joined({"12:   ", puma, "\n"}),
      joined({"     1\t  ", header, "\n     2\t   ", puma, "\n"}),
      joined({header, "\n0:", puma.substr(3)}),
      joined({header, "\n", puma.substr(3), "\n"}),
      joined({"cat: /proc/net/tcp6: No such file or directory\n", header, "\n", puma, "\n"})};
  for (const std::string& text : texts) {
    const Pasted found = paste(text);
    EXPECT_EQ(found.rows, listens) << text;
    EXPECT_EQ(found.counts.unused_lines + found.counts.malformed_rows, 0u) << text;
  }
}

TEST(Paste, ANameTellsWhichKindOfDatagramSocketARowIs) {
  constexpr Text row =
      "  255: 00000000:00FF 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 5 2 "
      "000000006cb8d2ad 0\n";
  const auto protocols = [](const std::string& text) {
    std::string names;
    for (const DecodedSocket& one : paste(text).sockets)
      (names += name_of(one.socket.protocol)) += ' ';
    return names;
  };
  EXPECT_EQ(protocols(std::string(row)), "udp ");
  EXPECT_EQ(protocols(joined({"$ cat /proc/net/raw\n", row})), "raw ");
  EXPECT_EQ(protocols(joined({"==> /proc/net/raw6 <==\n", row, "==> /proc/net/udp <==\n", row})),
            "raw udp ");
  EXPECT_EQ(protocols(joined({"/proc/net/icmp:", row, "/proc/net/udplite:", row})),
            "icmp udplite ");
  EXPECT_EQ(protocols(joined({"# cd /proc/net; cat udp raw tcp\n", header, "\n", row, header, "\n",
                              row, header, "\n", puma, "\n"})),
            "udp raw tcp ");
  EXPECT_EQ(
      protocols(joined({"$ cat /proc/net/udp6 /proc/net/raw\n",
                        "cat: /proc/net/udp6: No such file or directory\n", header, "\n", row})),
      "raw ");
}

TEST(Paste, TheShapeWinsOverAStaleName) {
  const Pasted udp_in_tcp6 = paste(
      "$ cat /proc/net/tcp6\n 3: 00000000000000000000000000000000:14E9 "
      "00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 5 2 "
      "000000006cb8d2ad 3\n");
  ASSERT_EQ(udp_in_tcp6.rows.size(), 1u);
  EXPECT_EQ(udp_in_tcp6.sockets[0].socket.protocol, Protocol::Udp);
  EXPECT_EQ(udp_in_tcp6.counts.contradicting_rows, 1u);
  const Pasted tcp_in_raw = paste(joined({"$ cat /proc/net/raw\n", puma, "\n", row_before}));
  ASSERT_EQ(tcp_in_raw.rows.size(), 2u);
  EXPECT_EQ(tcp_in_raw.sockets[0].socket.protocol, Protocol::Tcp);
  EXPECT_EQ(tcp_in_raw.sockets[1].socket.protocol, Protocol::Tcp);
}

TEST(Paste, ARowCutShortIsMalformedOnce) {
  const Pasted found = paste(joined({header, "\n", puma, "\n 1: 0100007F:99\n"}));
  EXPECT_EQ(found.rows.size(), 1u);
  EXPECT_EQ(found.counts.malformed_rows, 1u);
  EXPECT_EQ(found.counts.unused_lines, 0u);
  EXPECT_EQ(found.counts.example, "1: 0100007F:99");
  const Pasted between = paste(joined({puma, " 1: 0100007F:998E 0100007F:22B8 06 0000 ", puma}));
  EXPECT_EQ(between.rows.size(), 2u);
  EXPECT_EQ(between.counts.malformed_rows, 1u);
  const Pasted cut_unix = paste("ffff9b61b0e51000: 00000002 00000000 0001\n");
  EXPECT_EQ(cut_unix.counts.malformed_rows, 1u);
  EXPECT_EQ(paste("ffff9b61adafc000 9   4095138316 00000111 0\n").counts.malformed_rows, 1u);
  // The two addresses are of different families: the shape is right, the row is not.
  const Pasted mixed = paste("0: 00000000000000000000000000000000:1F90 00000000:0000 0A "
                             "00000000:00000000 00:00000000 00000000 0 0 1 1 0000000000000000");
  EXPECT_EQ(mixed.rows.size(), 0u);
  EXPECT_EQ(mixed.counts.malformed_rows, 1u);
}

TEST(Paste, TextThatSaysNothingIsCountedByLine) {
  const Pasted found = paste("hello, nothing of the kind\nis in here\n");
  EXPECT_EQ(found.rows.size(), 0u);
  EXPECT_EQ(found.counts.unused_lines, 2u);
  EXPECT_EQ(found.counts.malformed_rows, 0u);
  EXPECT_EQ(found.counts.headers, 0u);
  EXPECT_EQ(found.counts.example, "hello, nothing of the kind");
  EXPECT_EQ(paste("").counts.unused_lines, 0u);
  const Pasted empty_table = paste(joined({"$ cat /proc/net/tcp\n", header, "\n"}));
  EXPECT_EQ(empty_table.counts.unused_lines, 0u);
  EXPECT_EQ(empty_table.counts.headers, 1u);
}

TEST(Paste, AnExampleIsAtMost80Bytes) {
  const Pasted found = paste(std::string(3000, 'x') + " y\n");
  EXPECT_EQ(found.counts.example, std::string(80, 'x'));
}

TEST(Paste, APathKeepsItsSpacesAndDoesNotForgeARow) {
  constexpr Text begin = "ffff880037a393c0: 00000002 00000000 00010000 0001 01  9050 ";
  const Text paths[] = {"/tmp/a  b",
                        "@a $ cat /proc/net/tcp",
                        "/tmp/trailing  ",
                        " leading",
                        "x ffff880037a393c1: 00000002 00000000 00010000 0001 01 7 /run/docker.sock",
                        "ffff880037a393c1: 00000002 00000000 00010000 0001 01 7 /run/docker.sock"};
  for (const Text path : paths) {
    const Pasted found = paste(joined({begin, path, "\n", begin, "/next\n"}));
    EXPECT_EQ(found.paths, (Rows{std::string(path), "/next"}));
  }
  // Without line ends nothing tells the two apart, and the plain reading is the better one.
  const Pasted one_line = paste(joined({"Num RefCount Protocol Flags Type St Inode Path ", begin,
                                        "/a b ", begin, begin, "@c $ cat /proc/net/tcp"}));
  EXPECT_EQ(one_line.paths, (Rows{"/a b", "", "@c"}));
}

TEST(Paste, TheByteOrderIsInferredUnlessItIsGiven) {
  const std::string text = fixture("bigendian/openwrt_mips_mf286a.tcp");
  const Pasted inferred = paste(text);
  EXPECT_EQ(inferred.vote.order, ByteOrder::Big);
  EXPECT_EQ(inferred.vote.reason, "7F000001 is 127.0.0.1 when read as big-endian");
  const Pasted given = paste(text, 0, ByteOrder::Little);
  EXPECT_EQ(test::address_text(given.sockets.at(0).socket.local), "1.0.0.127");
  EXPECT_TRUE(given.vote.reason.empty());
}

TEST(Paste, ALineOfManyMegabytesIsDecodedInBoundedRoom) {
  std::string block;
  for (int i = 0; i < 1000; ++i) (block += puma) += ' ';
  u64 rows = 0;
  PasteDecoder decoder(ByteOrder::Infer, [&](const DecodedSocket&) { ++rows; });
  for (int i = 0; i < 100; ++i) decoder.feed(block);
  const std::string garbage(1 << 20, 'A');
  for (int i = 0; i < 20; ++i) decoder.feed(garbage);
  decoder.finish();
  EXPECT_EQ(rows, 100'000u);
  EXPECT_EQ(decoder.counts().unused_lines, 1u);
}

}  // namespace
}  // namespace sonde
