// states.cpp: the states of a socket, in the order of their numbers in the kernel.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// The sentences about numbers follow include/net/tcp_states.h and RFC 9293 section 3.3.2.
// clang-format off
constexpr Entry entries[] = {
    {.word = "ESTABLISHED",
     .kind = "state",
     .en = "The connection is open and both sides may send. This is the normal state of a "
           "connection in use, and an idle one may stay in it for days. Trouble shows in the "
           "queues: recv_q that grows means the local program does not read, send_q that grows "
           "means the peer or the path does not acknowledge. With inode 0 the connection is "
           "complete but still waits in the accept queue of its listener. See `sonde conns "
           "state established` and look at recv_q, send_q and timer.",
     .ja = "接続が確立し、双方がデータを送れる状態です。使用中の接続としては正常で、無通信のまま"
           "何日も続くこともあります。異常はキューに現れます。recv_q が増え続けるならローカルの"
           "プログラムが読んでおらず、send_q が増え続けるなら相手か経路が ACK を返していません。"
           "inode が 0 なら、接続は完成しているものの、まだ LISTEN ソケットの accept キューで待"
           "っています。`sonde conns state established` で recv_q、send_q、timer を確認してくだ"
           "さい。",
     .zh = "连接已建立，双方都可以发送数据。这是使用中的连接的正常状态，空闲连接可以在此状态停留"
           "数日。问题体现在队列上：recv_q 持续增长说明本地程序没有读取，send_q 持续增长说明对端"
           "或链路没有确认。inode 为 0 表示连接已经完成，但仍在监听套接字的 accept 队列中等待。"
           "请用 `sonde conns state established` 查看 recv_q、send_q 和 timer。"},
    {.word = "SYN_SENT",
     .kind = "state",
     .en = "This side has sent a SYN and waits for the answer. It is normal for about one round "
           "trip. If it lasts for seconds, nobody answers: a firewall drops the packet, the "
           "host is down, or there is no route; a closed port would answer with RST at once. "
           "The kernel repeats the SYN net.ipv4.tcp_syn_retries times, which takes one to two "
           "minutes by default. See `sonde peers state syn-sent` for the remote endpoints that "
           "stay silent.",
     .ja = "こちらから SYN を送り、応答を待っている状態です。往復 1 回分ほどの時間なら正常です。"
           "数秒続く場合は誰も応答していません。ファイアウォールがパケットを破棄している、ホスト"
           "が停止している、経路がない、のいずれかです。ポートが閉じているだけなら、すぐに RST "
           "が返ります。カーネルは net.ipv4.tcp_syn_retries の回数だけ SYN を再送し、既定値では "
           "1～2 分かかります。応答しない相手は `sonde peers state syn-sent` で分かります。",
     .zh = "本端已发出 SYN，正在等待应答。持续大约一个往返时间属于正常。如果持续数秒，说明无人应"
           "答：防火墙丢弃了报文、主机宕机或没有路由；端口只是关闭的话，会立即返回 RST。内核会按"
           " net.ipv4.tcp_syn_retries 的次数重发 SYN，默认需要一到两分钟。用 `sonde peers state "
           "syn-sent` 可以看到没有应答的远端。"},
    {.word = "SYN_RECV",
     .kind = "state",
     .en = "A SYN has come in, SYN+ACK was sent, and the final ACK of the handshake is missing. "
           "It is a small request in the SYN queue of a listener, not yet a socket: inode 0 and "
           "no process. It is normal for one round trip. Many of them at once mean a SYN flood, "
           "answers that do not get back to the clients, or a full accept queue, which makes "
           "the kernel ignore the final ACK. Compare recv_q with backlog in `sonde listen`, and "
           "see where they come from with `sonde sockets state syn-recv`.",
     .ja = "SYN を受け取って SYN+ACK を返し、ハンドシェイク最後の ACK を待っている状態です。まだ"
           "ソケットではなく、LISTEN ソケットの SYN キューにある小さな要求なので、inode は 0 で"
           "、プロセスもありません。往復 1 回分の時間なら正常です。大量にあるなら、SYN フラッド"
           "、応答がクライアントに届いていない、または accept キューが満杯でカーネルが最後の "
           "ACK を無視している、のいずれかです。`sonde listen` で recv_q と backlog を比べ、"
           "`sonde sockets state syn-recv` で送信元を確認してください。",
     .zh = "已收到 SYN 并回复 SYN+ACK，还缺握手的最后一个 ACK。它只是监听套接字 SYN 队列中的一个"
           "小请求，还不是套接字，因此 inode 为 0，也没有进程。持续一个往返时间属于正常。大量出"
           "现则说明遭受 SYN 洪泛、应答没有到达客户端，或 accept 队列已满而内核忽略了最后的 ACK"
           "。请在 `sonde listen` 中比较 recv_q 与 backlog，并用 `sonde sockets state syn-recv` "
           "查看来源。"},
    {.word = "FIN_WAIT1",
     .kind = "state",
     .en = "This side has closed and sent its FIN, and the peer has not acknowledged it yet. "
           "Data that was still in the send queue goes out first, so it may take longer than "
           "one round trip. If it stays, the peer has vanished or holds its window at zero; "
           "look at timer, retransmits and send_q. The process has usually let go of the socket "
           "already, and the kernel gives up after some retransmits "
           "(net.ipv4.tcp_orphan_retries). See `sonde conns state fin-wait-1`.",
     .ja = "こちらが先に閉じて FIN を送り、相手の ACK を待っている状態です。送信キューに残ったデ"
           "ータが先に送られるため、往復 1 回より長くかかることがあります。長く残る場合は、相手"
           "が消えたか、受信ウィンドウを 0 にしたままです。timer、retransmits、send_q を見てくだ"
           "さい。プロセスはたいていソケットを手放した後で、カーネルは何回か再送して諦めます（"
           "net.ipv4.tcp_orphan_retries）。`sonde conns state fin-wait-1` で確認できます。",
     .zh = "本端已关闭并发出 FIN，对端尚未确认。发送队列里剩余的数据会先发出，因此可能超过一个往"
           "返时间。如果一直停留，说明对端已消失或一直保持零窗口；请查看 timer、retransmits 和 "
           "send_q。进程通常已经放开该套接字，内核重传若干次后会放弃（"
           "net.ipv4.tcp_orphan_retries）。可用 `sonde conns state fin-wait-1` 查看。"},
    {.word = "FIN_WAIT2",
     .kind = "state",
     .en = "This side has closed, the peer has acknowledged that, and the FIN of the peer is "
           "awaited. Once the process has closed the socket, the kernel waits at most "
           "net.ipv4.tcp_fin_timeout (60 s); such a row has timer 3 and inode 0. If a process "
           "still holds it, because it only called shutdown(), it may stay for ever. Many of "
           "them mean that the other side does not close: over there the same connections stand "
           "in CLOSE_WAIT. See `sonde peers state fin-wait-2`.",
     .ja = "こちらの FIN は相手に確認され、相手の FIN を待っている状態です。プロセスが close 済"
           "みなら、カーネルが待つのは最長で net.ipv4.tcp_fin_timeout（60 秒）で、その行は "
           "timer が 3、inode が 0 になります。shutdown() だけを呼んでプロセスがまだ保持している"
           "場合は、いつまでも残り得ます。多数あるなら相手側が閉じていません。同じ接続は相手側で"
           "は CLOSE_WAIT になっています。`sonde peers state fin-wait-2` で相手を確認してくださ"
           "い。",
     .zh = "本端的 FIN 已被对端确认，正在等待对端的 FIN。如果进程已经 close，内核最多等待 "
           "net.ipv4.tcp_fin_timeout（60 秒），此时该行的定时器为 3，inode 为 0。如果进程只调用"
           "了 shutdown() 而仍持有套接字，则可能永远停留。大量出现说明对端没有关闭：同样的连接在"
           "对端处于 CLOSE_WAIT。请用 `sonde peers state fin-wait-2` 查看对端。"},
    {.word = "TIME_WAIT",
     .kind = "state",
     .en = "The connection is over, and this side closed it first. Linux keeps the pair of "
           "endpoints for 60 s, so that late packets cannot get into a new connection; "
           "tcp_fin_timeout does not change that. No process and no inode belong to it, and uid "
           "0 in its row means nothing. Thousands of them are normal on a busy machine and cost "
           "little memory. They hurt only a client that opens many short connections to one "
           "remote endpoint and runs out of local ports: see `sonde ports`, and reuse "
           "connections or allow net.ipv4.tcp_tw_reuse.",
     .ja = "接続は終わっており、先に閉じたのはこちら側です。遅れて届いたパケットが新しい接続に紛"
           "れ込まないよう、Linux は両端の組を 60 秒間保持します。tcp_fin_timeout ではこの時間は"
           "変わりません。プロセスも inode もなく、行の uid 0 に意味はありません。忙しいマシンで"
           "数千個あるのは正常で、メモリもわずかです。問題になるのは、同じ相手に短い接続を大量に"
           "張り、ローカルポートを使い果たすクライアントだけです。`sonde ports` で確認し、接続を"
           "使い回すか net.ipv4.tcp_tw_reuse を検討してください。",
     .zh = "连接已经结束，并且是本端先关闭的。为防止迟到的报文混入新连接，Linux 将这对端点保留 "
           "60 秒；tcp_fin_timeout 不会改变这个时间。它不属于任何进程，也没有 inode，行中的 uid "
           "0 没有意义。繁忙的机器上有数千个属于正常，占用内存很少。只有当客户端向同一个远端反复"
           "建立大量短连接、用尽本地端口时才会出问题：请查看 `sonde ports`，并复用连接或考虑 "
           "net.ipv4.tcp_tw_reuse。"},
    {.word = "CLOSE",
     .kind = "state",
     .en = "The socket has no connection: it was just made, was reset, or is being taken apart. "
           "/proc/net/tcp hardly ever shows such a TCP socket; one that a process holds appears "
           "only as a descriptor. A TCP socket that stays here means that a program keeps a "
           "dead descriptor open. The same number, 07, in /proc/net/udp or raw is not closed at "
           "all: it is UNCONN, a socket without a fixed peer. Watch for a growing number with "
           "`sonde sockets state close`.",
     .ja = "接続を持たないソケットです。作られた直後か、リセットされたか、解放の途中です。TCP の"
           "この状態が /proc/net/tcp に現れることはほとんどなく、プロセスが保持していてもディス"
           "クリプタとして見えるだけです。長く残る場合は、プログラムが死んだディスクリプタを開い"
           "たままにしています。/proc/net/udp や raw の同じ番号 07 は閉じているのではなく、相手"
           "を固定していない UNCONN です。数が増え続けていないか `sonde sockets state close` で"
           "確認してください。",
     .zh = "该套接字没有连接：刚刚创建、已被重置或正在销毁。/proc/net/tcp 几乎不会显示这样的 "
           "TCP 套接字；进程持有时也只表现为一个描述符。如果长期存在，说明程序一直开着一个已失效"
           "的描述符。/proc/net/udp 或 raw 中同样的编号 07 并不是关闭，而是 UNCONN，即没有固定对"
           "端的套接字。可用 `sonde sockets state close` 观察数量是否在增长。"},
    {.word = "CLOSE_WAIT",
     .kind = "state",
     .en = "The peer has closed its side, and the local program has not called close() yet. It "
           "is normal for a moment, while the program reads what is left. If it lasts or the "
           "number grows, the local program leaks descriptors or is stuck; no kernel timeout "
           "ends this state and no setting helps. recv_q 1 is only the FIN; with inode 0 the "
           "connection was never accepted, and the peer gave up waiting. Find the program with "
           "`sonde conns state close-wait` and repair or restart it.",
     .ja = "相手は閉じましたが、ローカルのプログラムがまだ close() を呼んでいない状態です。残り"
           "のデータを読む間の一瞬なら正常です。長く続く、または数が増えるなら、ローカルのプログ"
           "ラムがディスクリプタをリークしているか、固まっています。この状態を終わらせるカーネル"
           "のタイムアウトはなく、設定でも解決しません。recv_q が 1 なのは FIN の分です。inode "
           "が 0 なら、一度も accept されないまま相手が諦めています。`sonde conns state "
           "close-wait` でプログラムを特定し、修正または再起動してください。",
     .zh = "对端已经关闭，但本地程序还没有调用 close()。程序读取剩余数据时短暂出现属于正常。如果"
           "持续存在或数量增长，说明本地程序泄漏描述符或已卡住；内核没有超时会结束这个状态，调参"
           "数也无济于事。recv_q 为 1 只是 FIN 占的一个序号；inode 为 0 表示连接从未被 accept，"
           "对端已放弃等待。请用 `sonde conns state close-wait` 找到该程序，修复或重启它。"},
    {.word = "LAST_ACK",
     .kind = "state",
     .en = "The peer closed first, now this side has closed too, and the last ACK of the peer "
           "is awaited. It is normal for one round trip. If it stays, the peer or the path is "
           "gone and the FIN is being sent again: look at timer and retransmits. Usually no "
           "process holds it any more, and the kernel gives up by itself. See `sonde conns "
           "state last-ack`.",
     .ja = "相手が先に閉じ、こちらも閉じて、相手からの最後の ACK を待っている状態です。往復 1 回"
           "分の時間なら正常です。残り続けるなら、相手か経路が失われ、FIN を再送しています。"
           "timer と retransmits を見てください。たいてい保持するプロセスはもうなく、最後はカー"
           "ネルが自分で諦めます。`sonde conns state last-ack` で確認できます。",
     .zh = "对端先关闭，本端也已关闭，正在等待对端最后的 ACK。持续一个往返时间属于正常。如果一直"
           "停留，说明对端或链路已经消失，FIN 正在重传：请查看 timer 和 retransmits。通常已没有"
           "进程持有它，内核最终会自行放弃。可用 `sonde conns state last-ack` 查看。"},
    {.word = "LISTEN",
     .kind = "state",
     .en = "The socket waits for new connections on its address and port. Its queues count "
           "connections, not bytes: recv_q is the accept queue, and backlog is its limit. A "
           "recv_q that stays above 0 means that the program accepts too slowly; above backlog "
           "the queue is full and new clients wait or fail. 0.0.0.0 or [::] takes connections "
           "on every address; [::] also takes IPv4 unless IPV6_V6ONLY is set; 127.0.0.1 is "
           "reached only from the same network namespace. See `sonde listen`.",
     .ja = "自分のアドレスとポートで新しい接続を待つソケットです。キューの単位はバイトではなく接"
           "続数で、recv_q が accept キュー、backlog がその上限です。recv_q がずっと 0 より大き"
           "いなら、プログラムの accept が追いついていません。backlog を超えると満杯で、新しいク"
           "ライアントは待たされるか失敗します。0.0.0.0 と [::] はすべてのアドレスで待ち受け、"
           "[::] は IPV6_V6ONLY がなければ IPv4 も受け付けます。127.0.0.1 には同じネットワーク名"
           "前空間からしか届きません。`sonde listen` で確認できます。",
     .zh = "套接字正在自己的地址和端口上等待新连接。它的队列以连接数而不是字节计：recv_q 是 "
           "accept 队列，backlog 是上限。recv_q 一直大于 0 说明程序 accept 太慢；超过 backlog 则"
           "队列已满，新的客户端会等待或失败。0.0.0.0 或 [::] 表示接受所有地址上的连接；除非设置"
           "了 IPV6_V6ONLY，[::] 也接受 IPv4；127.0.0.1 只能从同一网络命名空间访问。请看 `sonde "
           "listen`。"},
    {.word = "CLOSING",
     .kind = "state",
     .en = "Both sides closed at the same moment: the FINs have crossed, and the ACK for ours "
           "is missing. It is rare and lasts for one round trip. If it stays, packets are being "
           "lost: look at timer and retransmits, then at the path. Usually no process holds it, "
           "and it goes on to TIME_WAIT by itself. See `sonde conns state closing`.",
     .ja = "双方がほぼ同時に閉じ、FIN が行き違いになって、こちらの FIN への ACK を待っている状態"
           "です。まれな状態で、往復 1 回分の時間で終わります。残り続けるならパケットが失われて"
           "います。timer と retransmits、次に経路を調べてください。たいてい保持するプロセスはな"
           "く、自動的に TIME_WAIT へ移ります。`sonde conns state closing` で確認できます。",
     .zh = "双方几乎同时关闭：FIN 交错，还缺对端对本端 FIN 的 ACK。这种状态很少见，只持续一个往"
           "返时间。如果一直停留，说明有丢包：先看 timer 和 retransmits，再查链路。通常没有进程"
           "持有它，它会自行进入 TIME_WAIT。可用 `sonde conns state closing` 查看。"},
    {.word = "BOUND",
     .kind = "state",
     .en = "The TCP socket has taken a local port by bind() but neither listens nor connects. "
           "It is normal for the short time between bind() and listen() or connect(). "
           "/proc/net/tcp never shows it; only sock_diag does, since Linux 6.8. If it stays, it "
           "explains \"address already in use\" on a port where nothing listens. See `sonde "
           "sockets state bound`.",
     .ja = "bind() でローカルポートを取ったものの、listen も connect もしていない TCP ソケットで"
           "す。bind() から listen() または connect() までの短い間なら正常です。/proc/net/tcp に"
           "は決して現れず、Linux 6.8 以降の sock_diag だけが示します。残り続けると、何も待ち受"
           "けていないポートで「アドレスは使用中」となる原因になります。`sonde sockets state "
           "bound` で確認できます。",
     .zh = "TCP 套接字已用 bind() 占用本地端口，但既没有监听也没有连接。在 bind() 与 listen() 或"
           " connect() 之间短暂出现属于正常。/proc/net/tcp 从不显示它，只有 Linux 6.8 起的 "
           "sock_diag 才会显示。如果一直存在，它就是某端口无人监听却报“地址已被占用”的原因。可用"
           " `sonde sockets state bound` 查看。"},
    {.word = "UNCONN",
     .kind = "state",
     .en = "A UDP or raw socket without a fixed peer: the kernel prints 07. For a UDP server "
           "this is the normal state while it works, just as LISTEN is for TCP. UDP has no "
           "handshake, so this says nothing about whether clients reach it. Trouble shows in "
           "recv_q, which grows when the program does not read, and in drops. See `sonde "
           "listen`.",
     .ja = "相手を固定していない UDP または raw のソケットで、カーネルは 07 と表示します。UDP サ"
           "ーバーでは動作中の正常な状態で、TCP の LISTEN に当たります。UDP にはハンドシェイクが"
           "ないため、クライアントが届いているかどうかは分かりません。異常は、プログラムが読まな"
           "いと増える recv_q と、drops に現れます。`sonde listen` で確認できます。",
     .zh = "没有固定对端的 UDP 或 raw 套接字，内核显示为 07。对 UDP 服务来说这是工作时的正常状态"
           "，相当于 TCP 的 LISTEN。UDP 没有握手，所以这并不能说明客户端是否能够到达。问题体现在"
           "程序不读取时会增长的 recv_q，以及 drops。请看 `sonde listen`。"},
};
// clang-format on

}  // namespace

std::span<const Entry> state_entries() { return entries; }

}  // namespace sonde
