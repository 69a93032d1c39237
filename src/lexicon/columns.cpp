// columns.cpp: the columns of sonde that are most often misread.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// clang-format off
constexpr Entry entries[] = {
    {.word = "recv_q",
     .kind = "column",
     .en = "For a connection: bytes that have arrived and the program has not read. For LISTEN: "
           "connections that wait for accept(), the accept queue. For UDP: memory of unread "
           "datagrams. Moments above 0 are normal; if it stays or grows, the local program is "
           "too slow or stuck. It is full when recv_q of a listener exceeds backlog. See `sonde "
           "sockets 'recv_q > 0'`.",
     .ja = "接続では、届いたもののプログラムがまだ読んでいないバイト数です。LISTEN では "
           "accept() を待つ接続の数、つまり accept キューです。UDP では未読データグラムのメモリ"
           "量です。一時的に 0 より大きいのは正常ですが、減らない、または増えるならローカルのプ"
           "ログラムが遅いか、固まっています。LISTEN で recv_q が backlog を超えたら満杯です。"
           "`sonde sockets 'recv_q > 0'` で探せます。",
     .zh = "对连接来说，是已到达而程序尚未读取的字节数。对 LISTEN 来说，是等待 accept() 的连接数"
           "，即 accept 队列。对 UDP 来说，是未读数据报占用的内存。短暂大于 0 属于正常；不降或增"
           "长说明本地程序太慢或卡住。监听套接字的 recv_q 超过 backlog 就是队列已满。请看 "
           "`sonde sockets 'recv_q > 0'`。"},
    {.word = "send_q",
     .kind = "column",
     .en = "For a connection: bytes that the program has written and the peer has not "
           "acknowledged. Values that come and go are normal on a busy connection. If it stays "
           "or grows, the peer does not read (timer zero-window) or packets get lost (timer "
           "retransmit). It is no use for LISTEN, where backlog says the limit. See `sonde "
           "conns 'send_q > 0'`.",
     .ja = "接続では、プログラムが書き込み、相手がまだ確認していないバイト数です。通信中に増減す"
           "るのは正常です。減らない、または増えるなら、相手が読んでいないか（タイマー "
           "zero-window）、パケットが失われています（タイマー retransmit）。LISTEN では使わず、"
           "上限は backlog 列にあります。`sonde conns 'send_q > 0'` で探せます。",
     .zh = "对连接来说，是程序已写入而对端尚未确认的字节数。在繁忙的连接上时有时无属于正常。不降"
           "或增长说明对端没有读取（定时器 zero-window）或有丢包（定时器 retransmit）。对 "
           "LISTEN 没有意义，上限在 backlog 列。请看 `sonde conns 'send_q > 0'`。"},
    {.word = "backlog",
     .kind = "column",
     .en = "The limit of the accept queue of a listener: what the program gave to listen(), cut "
           "to net.core.somaxconn when it called it. The kernel takes one more than that, so "
           "the queue is full when recv_q is greater than backlog. /proc/net/tcp does not have "
           "it; only netlink does. If the queue is full again and again, the program accepts "
           "too slowly or the limit is too small; after a change of somaxconn the program must "
           "call listen() anew. See `sonde listen`.",
     .ja = "LISTEN ソケットの accept キューの上限です。プログラムが listen() に渡した値で、呼び"
           "出し時に net.core.somaxconn で切り詰められます。カーネルはこれより 1 個多く受け入れ"
           "るので、recv_q が backlog より大きいときが満杯です。/proc/net/tcp にはなく、netlink "
           "だけが示します。何度も満杯になるなら、accept が遅いか上限が小さすぎます。somaxconn "
           "を変えたら、プログラムがもう一度 listen() を呼ぶ必要があります。`sonde listen` で確"
           "認できます。",
     .zh = "监听套接字的 accept 队列上限：程序传给 listen() 的值，调用时会被截到 "
           "net.core.somaxconn。内核会多接受一个，所以 recv_q 大于 backlog 时才是已满。"
           "/proc/net/tcp 中没有，只有 netlink 才有。如果反复满，说明程序 accept 太慢或上限太小"
           "；修改 somaxconn 之后，程序必须重新调用 listen()。请看 `sonde listen`。"},
    {.word = "dual_stack",
     .kind = "column",
     .en = "Whether an IPv6 socket on [::] takes IPv4 as well. true is the usual case: then the "
           "port is open for IPv4 although no row with 0.0.0.0 exists. false means that "
           "IPV6_V6ONLY is set. null means that it is not known, or makes no sense for this "
           "socket. If IPv4 clients are refused while [::] listens, look here first: `sonde "
           "listen --columns +dual_stack`.",
     .ja = "[::] の IPv6 ソケットが IPv4 も受け付けるかどうかを示します。普通は true で、"
           "0.0.0.0 の行がなくても、そのポートは IPv4 に開いています。false は IPV6_V6ONLY が設"
           "定されていることを示し、null は不明か、このソケットでは意味がないことを示します。"
           "[::] で待ち受けているのに IPv4 のクライアントが拒否されるなら、まずここを見てくださ"
           "い（`sonde listen --columns +dual_stack`）。",
     .zh = "表示 [::] 上的 IPv6 套接字是否也接受 IPv4。通常为 true：即使没有 0.0.0.0 的行，该端"
           "口也对 IPv4 开放。false 表示设置了 IPV6_V6ONLY，null 表示未知，或对该套接字没有意义"
           "。如果 [::] 在监听而 IPv4 客户端被拒绝，请先看这里：`sonde listen --columns "
           "+dual_stack`。"},
};
// clang-format on

}  // namespace

std::span<const Entry> column_entries() { return entries; }

}  // namespace sonde
