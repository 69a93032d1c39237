// files.cpp: the files of /proc/net that list sockets.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// clang-format off
constexpr Entry entries[] = {
    {.word = "/proc/net/tcp",
     .kind = "file",
     .en = "The IPv4 TCP sockets of the reader's own network namespace: one row each, listeners "
           "first. Anybody may read it on most systems; Android 10 and some sandboxes refuse "
           "it. Traps: addresses stand backwards on x86, IPv6 and dual-stack listeners are only "
           "in tcp6, sockets that are only bound are missing, and the backlog is not in it. "
           "While connections come and go, rows may appear twice. `sonde sockets` prefers "
           "netlink and falls back to this file; `sonde decode` reads a pasted copy.",
     .ja = "読む側のネットワーク名前空間にある IPv4 の TCP ソケットで、1 行に 1 個、LISTEN が先"
           "に並びます。たいていは誰でも読めますが、Android 10 以降や一部のサンドボックスでは拒"
           "否されます。落とし穴として、x86 ではアドレスが逆順に見え、IPv6 とデュアルスタックの "
           "LISTEN は tcp6 にしかなく、bind しただけのソケットは現れず、backlog も載っていません"
           "。接続の出入りが激しいと、同じ行が二度現れることもあります。`sonde sockets` は "
           "netlink を優先し、だめならこのファイルを読みます。貼り付けた内容は `sonde decode` で"
           "読めます。",
     .zh = "读取者所在网络命名空间的 IPv4 TCP 套接字，每行一个，监听套接字在前。在多数系统上任何"
           "人都可以读取；Android 10 以上和某些沙箱会拒绝。陷阱：在 x86 上地址是倒序的，IPv6 和"
           "双栈监听只在 tcp6 中，仅 bind 的套接字不出现，也没有 backlog。连接频繁变化时，同一行"
           "可能出现两次。`sonde sockets` 优先使用 netlink，不行再读此文件；粘贴的内容请交给 "
           "`sonde decode`。"},
    {.word = "/proc/net/tcp6",
     .kind = "file",
     .en = "The IPv6 TCP sockets of the reader's network namespace; anybody may read it on most "
           "systems. A listener on [::] stands only here although it usually takes IPv4 as "
           "well, so an empty tcp file does not mean that nothing listens. An IPv4 peer of such "
           "a socket is written as 0000000000000000FFFF0000 and its address. The zone of fe80:: "
           "addresses and IPV6_V6ONLY are not shown; netlink has them. The file is absent when "
           "IPv6 is off. See `sonde listen`.",
     .ja = "読む側のネットワーク名前空間にある IPv6 の TCP ソケットで、たいていは誰でも読めます"
           "。[::] の LISTEN は普通 IPv4 も受け付けますが、ここにしか現れないので、tcp が空でも"
           "何も待ち受けていないとは限りません。そのようなソケットの IPv4 の相手は "
           "0000000000000000FFFF0000 の後にアドレスを付けて書かれます。fe80:: のゾーンと "
           "IPV6_V6ONLY は載らず、netlink で分かります。IPv6 が無効ならファイル自体がありません"
           "。`sonde listen` を見てください。",
     .zh = "读取者所在网络命名空间的 IPv6 TCP 套接字，在多数系统上任何人都可以读取。[::] 上的监"
           "听通常也接受 IPv4，却只出现在这里，所以 tcp 文件为空并不表示没有监听。这类套接字的 "
           "IPv4 对端写作 0000000000000000FFFF0000 加地址。fe80:: 地址的区域和 IPV6_V6ONLY 不在"
           "其中，netlink 才有。IPv6 关闭时该文件不存在。请看 `sonde listen`。"},
    {.word = "/proc/net/udp",
     .kind = "file",
     .en = "The UDP sockets of the reader's network namespace (udp6: those of IPv6); anybody "
           "may read it on most systems. 07 is UNCONN, the normal state of a server, and 01 has "
           "a fixed peer. The queues are memory with overhead, not payload bytes. The last "
           "column, drops, counts what was lost since the socket was made. See `sonde sockets "
           "protocol = udp`.",
     .ja = "読む側のネットワーク名前空間にある UDP ソケットです（udp6 は IPv6）。たいていは誰で"
           "も読めます。07 は UNCONN でサーバーの正常な状態、01 は相手を固定したソケットです。キ"
           "ューは中身のバイト数ではなく、管理領域を含むメモリ量です。最後の列 drops は、作られ"
           "てから失われた数です。`sonde sockets protocol = udp` を見てください。",
     .zh = "读取者所在网络命名空间的 UDP 套接字（udp6 是 IPv6 的），在多数系统上任何人都可以读取"
           "。07 是 UNCONN，即服务端的正常状态，01 表示有固定对端。队列是包含管理开销的内存量，"
           "不是有效载荷的字节数。最后一列 drops 是自创建以来丢失的数量。请看 `sonde sockets "
           "protocol = udp`。"},
    {.word = "/proc/net/unix",
     .kind = "file",
     .en = "The unix sockets of the reader's network namespace; anybody may read it on most "
           "systems. Flags 00010000 marks a listener; type 0001 is stream, 0002 datagram, 0005 "
           "seqpacket; a path that begins with @ is an abstract name. The file has no queues "
           "and no peers; netlink has both. Trap: the path is printed raw, so a newline in it "
           "can forge rows. See `sonde sockets protocol = unix`.",
     .ja = "読む側のネットワーク名前空間にある unix ソケットで、たいていは誰でも読めます。Flags "
           "の 00010000 は LISTEN、Type の 0001 は stream、0002 は datagram、0005 は seqpacket "
           "です。@ で始まるパスは抽象名です。キューと相手は載らず、どちらも netlink で分かりま"
           "す。落とし穴として、パスはそのまま出力されるため、改行を含む名前で行を偽造できます。"
           "`sonde sockets protocol = unix` を見てください。",
     .zh = "读取者所在网络命名空间的 unix 套接字，在多数系统上任何人都可以读取。Flags 为 "
           "00010000 表示监听；Type 为 0001 是 stream，0002 是 datagram，0005 是 seqpacket；以 "
           "@ 开头的路径是抽象名。该文件没有队列和对端，netlink 两者都有。陷阱：路径是原样输出的"
           "，其中的换行可以伪造整行。请看 `sonde sockets protocol = unix`。"},
    {.word = "/proc/net/raw",
     .kind = "file",
     .en = "The raw IP sockets of the reader's network namespace (raw6: IPv6); anybody may read "
           "it on most systems, but making such a socket takes CAP_NET_RAW. The local port is "
           "the protocol number (0001 is ICMP), sl is the hash bucket, and 07 is normal. ping, "
           "traceroute, routing daemons and VPN programs have them. An unknown one deserves a "
           "look: `sonde sockets protocol = raw`.",
     .ja = "読む側のネットワーク名前空間にある raw IP ソケットです（raw6 は IPv6）。たいていは誰"
           "でも読めますが、作るには CAP_NET_RAW が必要です。ローカルポートの位置はプロトコル番"
           "号（0001 は ICMP）、sl はハッシュバケットで、07 が普通です。ping、traceroute、ルーテ"
           "ィングデーモン、VPN などが使います。覚えのないものがあれば `sonde sockets protocol "
           "= raw` で調べてください。",
     .zh = "读取者所在网络命名空间的 raw IP 套接字（raw6 是 IPv6 的），在多数系统上任何人都可以"
           "读取，但创建需要 CAP_NET_RAW。本地端口位置是协议号（0001 是 ICMP），sl 是哈希桶，状"
           "态 07 属于正常。ping、traceroute、路由守护进程和 VPN 程序会使用它。来历不明的应当查"
           "看：`sonde sockets protocol = raw`。"},
    {.word = "/proc/net/packet",
     .kind = "file",
     .en = "The packet sockets of the reader's network namespace: programs that see frames "
           "below IP, such as tcpdump, DHCP clients and intrusion detection. Anybody may read "
           "it on most systems. Type 3 is raw, 2 is cooked; Proto is the Ethernet type in "
           "hexadecimal, and 0003 means all of them; Iface is the index of the interface, 0 for "
           "any. One that you cannot explain may be a sniffer: `sonde sockets protocol = "
           "packet`.",
     .ja = "読む側のネットワーク名前空間にある packet ソケットです。tcpdump、DHCP クライアント、"
           "侵入検知など、IP より下のフレームを見るプログラムが使います。たいていは誰でも読めま"
           "す。Type の 3 は raw、2 は cooked、Proto は 16 進数のイーサネットタイプで 0003 はす"
           "べて、Iface はインターフェース番号で 0 は全部です。覚えのないものは盗聴かもしれませ"
           "ん。`sonde sockets protocol = packet` で調べてください。",
     .zh = "读取者所在网络命名空间的 packet 套接字：能看到 IP 以下帧的程序，如 tcpdump、DHCP 客"
           "户端和入侵检测。在多数系统上任何人都可以读取。Type 为 3 是 raw，2 是 cooked；Proto "
           "是十六进制的以太网类型，0003 表示全部；Iface 是接口编号，0 表示任意接口。无法解释的"
           "可能是嗅探程序：`sonde sockets protocol = packet`。"},
    {.word = "/proc/net/netlink",
     .kind = "file",
     .en = "The netlink sockets of the reader's network namespace: the talk between programs "
           "and the kernel about routes, firewall, audit and so on. Anybody may read it on most "
           "systems. Eth is the netlink protocol (0 is route, 4 is sock_diag); Pid is a port "
           "id, which is often but not always a process id, and 0 is the kernel. Drops that "
           "grow mean that a program reads its messages too slowly. See `sonde sockets protocol "
           "= netlink`.",
     .ja = "読む側のネットワーク名前空間にある netlink ソケットです。経路、ファイアウォール、監"
           "査などについて、プログラムとカーネルがやり取りします。たいていは誰でも読めます。Eth "
           "は netlink プロトコル番号（0 は route、4 は sock_diag）です。Pid はポート ID で、プ"
           "ロセス ID と同じことが多いものの必ずではなく、0 はカーネルです。Drops が増えるなら、"
           "プログラムの読み出しが遅れています。`sonde sockets protocol = netlink` を見てくださ"
           "い。",
     .zh = "读取者所在网络命名空间的 netlink 套接字：程序与内核就路由、防火墙、审计等进行的通信"
           "。在多数系统上任何人都可以读取。Eth 是 netlink 协议号（0 是 route，4 是 sock_diag）"
           "；Pid 是端口号，往往等于进程号但并不总是，0 是内核。Drops 增长说明某个程序读取消息太"
           "慢。请看 `sonde sockets protocol = netlink`。"},
};
// clang-format on

}  // namespace

std::span<const Entry> file_entries() { return entries; }

}  // namespace sonde
