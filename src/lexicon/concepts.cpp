// concepts.cpp: words that operators meet around sockets and that are no state, field or column.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// clang-format off
constexpr Entry entries[] = {
    {.word = "accept-queue",
     .kind = "concept",
     .en = "Connections that the kernel has completed and the program has not yet taken with "
           "accept(). Its length is recv_q of the LISTEN socket and its limit is backlog; the "
           "queue takes backlog + 1. Short peaks are normal. When it is full, the kernel drops "
           "new SYNs and the last ACK of handshakes, and clients see slow or failed connections "
           "while the port looks open. Watch it with `sonde listen`; make the program accept "
           "faster, or raise its listen() backlog and net.core.somaxconn.",
     .ja = "カーネルが完成させ、プログラムがまだ accept() で受け取っていない接続の列です。長さは"
           " LISTEN ソケットの recv_q、上限は backlog で、実際には backlog + 1 個まで入ります。"
           "短時間の山は正常です。満杯になるとカーネルは新しい SYN とハンドシェイクの最後の ACK "
           "を捨てるため、ポートは開いて見えるのに、クライアントの接続が遅くなったり失敗したりし"
           "ます。`sonde listen` で見張り、accept を速くするか、listen() の backlog と "
           "net.core.somaxconn を大きくしてください。",
     .zh = "内核已完成、程序尚未用 accept() 取走的连接。其长度是 LISTEN 套接字的 recv_q，上限是 "
           "backlog，实际可容纳 backlog + 1 个。短暂的峰值属于正常。队列满时，内核会丢弃新的 "
           "SYN 和握手的最后一个 ACK，端口看似开放，客户端却连接缓慢或失败。请用 `sonde listen` "
           "观察；让程序更快地 accept，或提高 listen() 的 backlog 和 net.core.somaxconn。"},
    {.word = "ephemeral-port",
     .kind = "concept",
     .en = "A local port that the kernel chooses for an outgoing connection, from "
           "net.ipv4.ip_local_port_range (32768 to 60999 by default). The same port may be used "
           "for different remote endpoints at once, so the limit is about 28,000 connections to "
           "each remote address and port. When it is reached, connect() fails with "
           "EADDRNOTAVAIL; connections in TIME_WAIT count too. `sonde ports` shows how much is "
           "used; reuse connections or widen the range.",
     .ja = "外向きの接続のために、カーネルが net.ipv4.ip_local_port_range（既定は 32768～60999）"
           "から選ぶローカルポートです。接続先が違えば同じポートを同時に使えるので、上限は接続先"
           "のアドレスとポートごとに約 28,000 接続です。上限に達すると connect() が "
           "EADDRNOTAVAIL で失敗します。TIME_WAIT の接続も数に入ります。使用量は `sonde ports` "
           "で分かります。接続を使い回すか、範囲を広げてください。",
     .zh = "内核为出站连接从 net.ipv4.ip_local_port_range（默认 32768 到 60999）中选取的本地端口"
           "。不同的远端可以同时使用同一个本地端口，所以上限是对每个远端地址和端口约 28,000 个连"
           "接。达到上限后，connect() 会以 EADDRNOTAVAIL 失败；处于 TIME_WAIT 的连接也计算在内。"
           "用 `sonde ports` 查看用量；请复用连接或扩大范围。"},
    {.word = "v6only",
     .kind = "concept",
     .en = "The socket option IPV6_V6ONLY: if it is set, an IPv6 socket on [::] takes no IPv4. "
           "By default it is off (net.ipv6.bindv6only = 0), and [::]:8080 serves both. With it "
           "on, the same port can be bound for IPv4 by another socket. /proc does not show it; "
           "netlink does, as dual_stack in `sonde listen --columns +dual_stack`.",
     .ja = "ソケットオプション IPV6_V6ONLY のことです。設定すると、[::] の IPv6 ソケットは IPv4 "
           "を受け付けません。既定は無効（net.ipv6.bindv6only = 0）で、[::]:8080 は両方に応答し"
           "ます。有効なら、同じポートを別のソケットが IPv4 用に bind できます。/proc には現れず"
           "、netlink から得て `sonde listen --columns +dual_stack` の dual_stack 列に示します。",
     .zh = "即套接字选项 IPV6_V6ONLY：设置之后，[::] 上的 IPv6 套接字不接受 IPv4。默认关闭（"
           "net.ipv6.bindv6only = 0），[::]:8080 同时服务两者。打开时，另一个套接字可以把同一端"
           "口绑定给 IPv4。/proc 不显示它；netlink 会提供，在 `sonde listen --columns "
           "+dual_stack` 中显示为 dual_stack。"},
};
// clang-format on

}  // namespace

std::span<const Entry> concept_entries() { return entries; }

}  // namespace sonde
