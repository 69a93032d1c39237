// owners.cpp: the words of the column owner: how sure it is who holds a socket.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// clang-format off
constexpr Entry entries[] = {
    {.word = "fd",
     .kind = "owner",
     .en = "The socket was seen in the descriptor table of a process: pid and process are "
           "certain. This is the normal case. Several processes may hold the same socket after "
           "a fork; pids lists them all, and it stays open until the last one closes it. See "
           "`sonde sockets --columns +pids,owner`.",
     .ja = "プロセスのディスクリプタ表で見つかったソケットで、pid とプロセス名は確実です。これが"
           "通常の場合です。fork の後は複数のプロセスが同じソケットを持つことがあり、pids にすべ"
           "て並びます。最後の一つが閉じるまで開いたままです。`sonde sockets --columns "
           "+pids,owner` で確認できます。",
     .zh = "在某个进程的描述符表中看到了该套接字：pid 和进程名是确定的。这是通常的情况。fork 之"
           "后可能有多个进程持有同一个套接字，pids 会全部列出，直到最后一个关闭才会释放。请看 "
           "`sonde sockets --columns +pids,owner`。"},
    {.word = "thread",
     .kind = "owner",
     .en = "The socket is only in the table of a thread that has its own descriptors "
           "(unshare(CLONE_FILES)), not in that of the process. The owner is certain, but tools "
           "that read only /proc/PID/fd miss it. It is rare and not a fault. Nothing needs to "
           "be done; `sonde sockets --columns +pid,owner` names the process.",
     .ja = "プロセスの表ではなく、独自のディスクリプタ表を持つスレッド（unshare(CLONE_FILES)）の"
           "表だけにあるソケットです。所有者は確実ですが、/proc/PID/fd しか読まないツールは見落"
           "とします。まれですが、異常ではありません。対処は不要で、`sonde sockets --columns "
           "+pid,owner` がプロセスを示します。",
     .zh = "该套接字只存在于某个拥有独立描述符表的线程中（unshare(CLONE_FILES)），不在进程的表里"
           "。所有者是确定的，但只读 /proc/PID/fd 的工具会漏掉它。这种情况少见，但不是故障。无需"
           "处理，`sonde sockets --columns +pid,owner` 会给出进程。"},
    {.word = "in-flight",
     .kind = "owner",
     .en = "No descriptor table holds the socket: it is on its way from one process to another "
           "through a unix socket (SCM_RIGHTS). It is normal for a moment, for example while a "
           "daemon hands a connection to a worker. If it stays, the receiver does not read its "
           "unix socket. Ask again after a second with `sonde sockets owner = in-flight`.",
     .ja = "どのディスクリプタ表にもありません。unix ソケットを通じて（SCM_RIGHTS）、あるプロセ"
           "スから別のプロセスへ渡される途中です。デーモンがワーカーに接続を渡すときなど、一瞬な"
           "ら正常です。残り続けるなら、受け取る側が unix ソケットを読んでいません。1 秒後に "
           "`sonde sockets owner = in-flight` で見直してください。",
     .zh = "没有描述符表持有该套接字：它正通过 unix 套接字（SCM_RIGHTS）从一个进程传给另一个进程"
           "。短暂出现属于正常，例如守护进程把连接交给工作进程时。如果一直存在，说明接收方没有读"
           "取它的 unix 套接字。请在一秒后用 `sonde sockets owner = in-flight` 再看一次。"},
    {.word = "accept-queue",
     .kind = "owner",
     .en = "The kernel has completed the connection, but the program has not called accept() "
           "yet, so it has no inode and no process. The peer believes that it is connected and "
           "may already have sent data. It is normal for milliseconds. If it lasts, the "
           "listening program is overloaded or stuck. Look at the listener of the same port: "
           "`sonde listen`, recv_q against backlog.",
     .ja = "接続はカーネルが完成させましたが、プログラムがまだ accept() を呼んでいないため、"
           "inode もプロセスもありません。相手は接続できたと思っており、すでにデータを送っている"
           "こともあります。数ミリ秒なら正常です。長く続くなら、待ち受けているプログラムが過負荷"
           "か、固まっています。同じポートの LISTEN ソケットの recv_q と backlog を `sonde "
           "listen` で比べてください。",
     .zh = "内核已完成连接，但程序还没有调用 accept()，所以没有 inode，也没有进程。对端认为连接"
           "已经建立，可能已经发送了数据。持续几毫秒属于正常。如果持续更久，说明监听程序过载或卡"
           "住。请用 `sonde listen` 查看同一端口的监听套接字，比较 recv_q 与 backlog。"},
    {.word = "syn-queue",
     .kind = "owner",
     .en = "A half-open connection of a listener: the SYN has come, the last ACK has not. It "
           "has no inode and no process yet, only the listener it belongs to. It is normal for "
           "one round trip. A large number means a SYN flood, lost answers or a full accept "
           "queue. See `sonde sockets state syn-recv`, and `sonde listen` for the queue.",
     .ja = "LISTEN ソケットの半開きの接続です。SYN は届きましたが、最後の ACK がまだです。inode "
           "もプロセスもなく、属する LISTEN ソケットだけが分かります。往復 1 回分の時間なら正常"
           "です。多数あるなら、SYN フラッド、応答の消失、または accept キューの満杯です。"
           "`sonde sockets state syn-recv` と、キューについては `sonde listen` を見てください。",
     .zh = "监听套接字上的半开连接：SYN 已到，最后的 ACK 未到。它还没有 inode 和进程，只知道属于"
           "哪个监听套接字。持续一个往返时间属于正常。数量很多说明有 SYN 洪泛、应答丢失或 "
           "accept 队列已满。请看 `sonde sockets state syn-recv`，队列请看 `sonde listen`。"},
    {.word = "time-wait",
     .kind = "owner",
     .en = "The connection is finished, and the process has let go of it: only the kernel "
           "remembers it, for 60 s. There is no owner to find, not even for root. It is normal. "
           "Which program it was, you can only guess from the remote endpoint and from the open "
           "connections beside it: `sonde peers`.",
     .ja = "接続は終わり、プロセスはもう手放しており、カーネルだけが 60 秒間覚えています。root "
           "でも所有者は見つかりません。正常です。どのプログラムのものだったかは、接続先と、同じ"
           "相手への開いている接続から推測するしかありません。`sonde peers` を見てください。",
     .zh = "连接已结束，进程已经放开它，只有内核还会记住 60 秒。即使是 root 也找不到所有者。这属"
           "于正常。它原来属于哪个程序，只能从远端地址以及同一远端的其他连接推测：请看 `sonde "
           "peers`。"},
    {.word = "orphan",
     .kind = "owner",
     .en = "The process has closed the socket, and the kernel finishes the connection alone: "
           "FIN_WAIT1, FIN_WAIT2, CLOSING or LAST_ACK with inode 0. It is normal for a moment. "
           "Many that stay mean peers that vanished without a word; each holds its unsent data "
           "in memory, up to net.ipv4.tcp_max_orphans. Look at send_q and retransmits in `sonde "
           "conns owner = orphan`.",
     .ja = "プロセスはソケットを閉じ、カーネルだけで接続を終わらせている途中です。FIN_WAIT1、"
           "FIN_WAIT2、CLOSING、LAST_ACK で inode が 0 になります。一時的なら正常です。多数が残"
           "り続けるなら、相手が黙って消えています。それぞれが未送信データをメモリに抱え、上限は"
           " net.ipv4.tcp_max_orphans です。`sonde conns owner = orphan` で send_q と "
           "retransmits を見てください。",
     .zh = "进程已关闭套接字，由内核独自完成收尾：处于 FIN_WAIT1、FIN_WAIT2、CLOSING 或 LAST_ACK"
           "，inode 为 0。短暂出现属于正常。大量停留说明对端已悄然消失；每个都在内存中保留未发出"
           "的数据，上限是 net.ipv4.tcp_max_orphans。请在 `sonde conns owner = orphan` 中查看 "
           "send_q 和 retransmits。"},
    {.word = "kernel",
     .kind = "owner",
     .en = "The socket was made by the kernel itself, for example for NFS, WireGuard or a "
           "netlink service. No process holds it, and none can close it. It is normal. The port "
           "number usually tells the service; unload or reconfigure that service if the port "
           "must be free. See `sonde sockets owner = kernel`.",
     .ja = "カーネル自身が作ったソケットです。NFS、WireGuard、netlink のサービスなどがあります。"
           "保持するプロセスはなく、プロセスから閉じることもできません。正常です。たいていはポー"
           "ト番号からサービスが分かります。ポートを空ける必要があれば、そのサービスを止めるか設"
           "定を変えてください。`sonde sockets owner = kernel` で一覧できます。",
     .zh = "该套接字由内核自身创建，例如用于 NFS、WireGuard 或 netlink 服务。没有进程持有它，也"
           "没有进程能关闭它。这属于正常。通常从端口号就能看出是什么服务；如果必须腾出端口，请停"
           "用或重新配置该服务。请看 `sonde sockets owner = kernel`。"},
    {.word = "probable",
     .kind = "owner",
     .en = "The owner was inferred, not seen: for example, only one process of that user could "
           "hold the socket. Take it as a hint, not as proof, and do not kill a process because "
           "of it. With more privilege the answer becomes certain: `sonde can` says which is "
           "missing.",
     .ja = "所有者は実際に見えたのではなく、推定です。たとえば、そのユーザーのプロセスのうち保持"
           "できるものが一つしかない場合です。証拠ではなく手がかりと考え、これだけを理由にプロセ"
           "スを終了させないでください。権限を増やせば確実な答えになります。何が足りないかは "
           "`sonde can` が示します。",
     .zh = "所有者是推断出来的，并没有直接看到：例如该用户只有一个进程可能持有此套接字。请把它当"
           "作线索而不是证据，不要仅凭它就终止进程。提高权限后答案会变得确定：`sonde can` 会说明"
           "缺少什么。"},
    {.word = "hidden",
     .kind = "owner",
     .en = "The socket has an inode, so a process holds it, but you may not look into the "
           "descriptors of other users' processes. It is normal without root. Run sonde as the "
           "same user, as root, or with CAP_SYS_PTRACE; `sonde can` names the least that is "
           "needed. The uid column still tells whose socket it is.",
     .ja = "inode があるのでどこかのプロセスが保持していますが、他のユーザーのプロセスのディスク"
           "リプタを見る権限がありません。root でなければ普通のことです。同じユーザー、root、ま"
           "たは CAP_SYS_PTRACE 付きで sonde を実行してください。必要最小限の権限は `sonde can` "
           "が示します。権限がなくても、誰のソケットかは uid 列で分かります。",
     .zh = "套接字有 inode，说明有进程持有它，但您无权查看其他用户进程的描述符。没有 root 权限时"
           "这很正常。请以同一用户、root 或带 CAP_SYS_PTRACE 的方式运行 sonde；`sonde can` 会给"
           "出所需的最小权限。即使看不到进程，uid 列仍能说明它属于哪个用户。"},
    {.word = "elsewhere",
     .kind = "owner",
     .en = "A process holds the socket, but not one that can be seen from here: it lives in "
           "another PID namespace, for example on the host or in a neighbouring container that "
           "shares this network. It is normal in pods and with --network container:. Run sonde "
           "on the host or in the other container to name it; `sonde can` says what is visible "
           "from here.",
     .ja = "保持しているプロセスはありますが、ここからは見えません。ホストや、同じネットワークを"
           "共有する隣のコンテナなど、別の PID 名前空間にいます。Pod や --network container: で"
           "は正常です。プロセスを知るには、ホストか相手のコンテナで sonde を実行してください。"
           "ここから何が見えるかは `sonde can` が示します。",
     .zh = "有进程持有该套接字，但从这里看不到：它在另一个 PID 命名空间中，例如在宿主机上，或在"
           "共享此网络的相邻容器里。在 Pod 中或使用 --network container: 时属于正常。要知道是哪"
           "个进程，请在宿主机或另一个容器中运行 sonde；`sonde can` 会说明从这里能看到什么。"},
};
// clang-format on

}  // namespace

std::span<const Entry> owner_entries() { return entries; }

}  // namespace sonde
