// timers.cpp: the timers of a TCP socket, in the order of their numbers in /proc/net/tcp.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// Numbers 0 to 4, as get_tcp4_sock() of net/ipv4/tcp_ipv4.c writes them.
// clang-format off
constexpr Entry entries[] = {
    {.word = "off",
     .kind = "timer",
     .en = "No timer runs: timer number 0. It is normal for a listener and for an idle "
           "connection without keepalive. Such a connection notices a vanished peer only when "
           "it next sends, so a program that only reads may wait for ever. If that hurts, let "
           "the program set SO_KEEPALIVE. See `sonde conns timer = off`.",
     .ja = "タイマーは動いていません（番号 0）。LISTEN ソケットや、keepalive を使わない無通信の"
           "接続では正常です。このような接続は、次に送信するまで相手が消えたことに気付かず、読む"
           "だけのプログラムは永久に待つことがあります。困る場合はプログラムで SO_KEEPALIVE を有"
           "効にしてください。`sonde conns timer = off` で確認できます。",
     .zh = "没有定时器在运行，编号为 0。对监听套接字和未启用 keepalive 的空闲连接来说属于正常。"
           "这样的连接直到下次发送才会发现对端已消失，只读取的程序可能永远等下去。如果因此出问题"
           "，请让程序设置 SO_KEEPALIVE。可用 `sonde conns timer = off` 查看。"},
    {.word = "retransmit",
     .kind = "timer",
     .en = "Data, a SYN or a FIN was sent and waits for its ACK: timer number 1, with the time "
           "until it is sent again. It runs for moments on every busy connection, and that is "
           "normal. If retransmits is above 0, answers are missing; the wait doubles each time, "
           "up to 120 s. Look at send_q and retransmits in `sonde conns timer = retransmit`, "
           "and see whether all such connections go to one peer.",
     .ja = "送ったデータ、SYN または FIN の ACK を待っています（番号 1）。表示は再送までの残り時"
           "間です。通信中の接続で短い間動くのは正常です。retransmits が 0 より大きいなら応答が"
           "来ておらず、待ち時間は毎回 2 倍になり、最大 120 秒に達します。`sonde conns timer = "
           "retransmit` で send_q と retransmits を見て、相手が一か所に偏っていないか確かめてく"
           "ださい。",
     .zh = "已发出数据、SYN 或 FIN，正在等待 ACK：编号为 1，时间是距离下次重发的剩余时间。在繁忙"
           "的连接上短暂运行属于正常。如果 retransmits 大于 0，说明没有应答；等待时间每次加倍，"
           "最长 120 秒。请在 `sonde conns timer = retransmit` 中查看 send_q 和 retransmits，并"
           "看这些连接是否都指向同一个对端。"},
    {.word = "keepalive",
     .kind = "timer",
     .en = "An idle connection with SO_KEEPALIVE: timer number 2, with the time until the next "
           "probe. By default the first probe comes after two hours without traffic "
           "(net.ipv4.tcp_keepalive_time), and after 9 unanswered ones, 75 s apart, the "
           "connection is cut. It is normal and healthy. In FIN_WAIT2 the same number is the "
           "limit of the wait for the FIN of the peer. Look at probes: above 0, the peer does "
           "not answer them (`sonde conns timer = keepalive`).",
     .ja = "SO_KEEPALIVE を有効にした無通信の接続です（番号 2）。表示は次の探査までの残り時間で"
           "す。既定では 2 時間通信がないと最初の探査を送り（net.ipv4.tcp_keepalive_time）、75 "
           "秒間隔で 9 回応答がなければ接続を切ります。正常で、望ましい状態です。FIN_WAIT2 では"
           "、同じ番号が相手の FIN を待つ期限を表します。probes が 0 より大きければ、相手は探査"
           "に応答していません（`sonde conns timer = keepalive`）。",
     .zh = "启用了 SO_KEEPALIVE 的空闲连接：编号为 2，时间是距离下次探测的剩余时间。默认在两小时"
           "没有流量后发出第一次探测（net.ipv4.tcp_keepalive_time），每隔 75 秒一次，9 次无应答"
           "后断开连接。这是正常而健康的状态。在 FIN_WAIT2 中，同一编号表示等待对端 FIN 的期限。"
           "请看 probes：大于 0 说明对端没有应答探测（`sonde conns timer = keepalive`）。"},
    {.word = "time-wait",
     .kind = "timer",
     .en = "The rest of the 60 s for which the kernel keeps a finished connection: timer number "
           "3. At 0 the entry disappears by itself. It belongs to TIME_WAIT and also to a "
           "FIN_WAIT2 without a process. It is normal and ends without help; see `sonde ports` "
           "if local ports run short.",
     .ja = "終わった接続をカーネルが保持する 60 秒の残り時間です（番号 3）。0 になると自動的に消"
           "えます。TIME_WAIT と、プロセスのない FIN_WAIT2 に付きます。正常な動作で、何もしなく"
           "ても終わります。ローカルポートが足りないときは `sonde ports` を見てください。",
     .zh = "内核保留已结束连接的 60 秒中剩余的时间：编号为 3。归零后条目自行消失。它属于 "
           "TIME_WAIT，也属于没有进程的 FIN_WAIT2。这是正常现象，无需处理；如果本地端口不够用，"
           "请看 `sonde ports`。"},
    {.word = "zero-window",
     .kind = "timer",
     .en = "The peer has said that its receive buffer is full (window 0), and the kernel asks "
           "now and then whether it may go on: timer number 4. For a moment it is normal, when "
           "the peer is slower than this side. If it lasts with send_q above 0, the program on "
           "the other side has stopped reading: look for the fault there. `timeout` stays 0 as "
           "long as the peer answers the probes. See `sonde conns timer = zero-window`.",
     .ja = "相手が受信バッファの満杯（ウィンドウ 0）を通知しており、カーネルが送信を再開できるか"
           "時々問い合わせています（番号 4）。相手が遅いだけで一時的に起こるのは正常です。"
           "send_q が 0 より大きいまま続くなら、相手側のプログラムが読むのを止めているので、原因"
           "は相手側にあります。相手が探査に応答している間、`timeout` は 0 のままです。`sonde "
           "conns timer = zero-window` で確認できます。",
     .zh = "对端通告接收缓冲区已满（窗口为 0），内核不时询问是否可以继续发送：编号为 4。对端较慢"
           "时短暂出现属于正常。如果 send_q 大于 0 且一直持续，说明对端的程序停止了读取，应到对"
           "端查找原因。只要对端应答探测，`timeout` 就一直为 0。可用 `sonde conns timer = "
           "zero-window` 查看。"},
};
// clang-format on

}  // namespace

std::span<const Entry> timer_entries() { return entries; }

}  // namespace sonde
