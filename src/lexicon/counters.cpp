// counters.cpp: the counters that tell of losses, and what to do when they grow.
// SPDX-License-Identifier: Apache-2.0
#include <span>

#include "lexicon/entry.hpp"
#include "lexicon/lists.hpp"

namespace sonde {
namespace {

// The first English sentence is also the meaning in the table "counters"; those that only count
// stand in counter_meanings.cpp.
// clang-format off
constexpr Entry entries[] = {
    {.word = "ListenOverflows",
     .kind = "counter",
     .en = "Connections dropped because the accept queue of a listener was full. It grows while a "
           "program accepts too slowly; clients wait and try again. See `sonde listen 'recv_q > "
           "backlog'` for whose queue it is.",
     .ja = "LISTEN ソケットの accept キューが満杯で捨てられた接続の数です。プログラムの accept が遅"
           "いと増え、クライアントは待たされて再試行します。どのキューかは `sonde listen 'recv_q > "
           "backlog'` で分かります。",
     .zh = "因监听套接字的 accept 队列已满而丢弃的连接数。程序 accept 太慢时会增长，客户端会等待并重"
           "试。用 `sonde listen 'recv_q > backlog'` 查看是谁的队列。"},
    {.word = "ListenDrops",
     .kind = "counter",
     .en = "SYNs and handshakes that a listener dropped for any reason. ListenOverflows is a part "
           "of it; what goes beyond it was dropped for want of memory, by a full SYN queue or by a "
           "filter. See `sonde counters 'name ~ Listen*' --interval 1`.",
     .ja = "何らかの理由で LISTEN ソケットが捨てた SYN とハンドシェイクの数です。ListenOverflows は"
           "その一部で、残りはメモリ不足、満杯の SYN キュー、またはフィルターによるものです。`sonde "
           "counters 'name ~ Listen*' --interval 1` で確認できます。",
     .zh = "监听套接字因任何原因丢弃的 SYN 和握手数。ListenOverflows 是其中一部分，其余是因为内存不"
           "足、SYN 队列已满或过滤器。请看 `sonde counters 'name ~ Listen*' --interval 1`。"},
    {.word = "RetransSegs",
     .kind = "counter",
     .en = "Segments that TCP sent again. A few are normal; more than some percent of OutSegs say "
           "that packets get lost on the way. `sonde conns --columns +retrans_total --sort "
           "-retrans_total` shows to whom.",
     .ja = "TCP が再送したセグメントの数です。少しなら正常ですが、OutSegs の数パーセントを超えるなら"
           "途中でパケットが失われています。相手は `sonde conns --columns +retrans_total --sort "
           "-retrans_total` で分かります。",
     .zh = "TCP 重传的报文段数。少量属于正常；超过 OutSegs 的百分之几说明途中有丢包。用 `sonde "
           "conns --columns +retrans_total --sort -retrans_total` 查看是发往谁的。"},
    {.word = "TCPTimeouts",
     .kind = "counter",
     .en = "Times that nothing came back until the retransmission timer ran out. Each costs at "
           "least 200 ms and slows the connection down to its smallest window. If it grows, the "
           "path loses packets or a peer is gone: `sonde conns timer = retransmit`.",
     .ja = "応答がないまま再送タイマーが切れた回数です。一回ごとに 200 ms 以上かかり、接続は最小のウ"
           "ィンドウまで遅くなります。増えるなら経路でパケットが失われているか、相手がいません（"
           "`sonde conns timer = retransmit`）。",
     .zh = "直到重传定时器到期都没有回应的次数。每次至少耗费 200 毫秒，并使连接退回到最小窗口。如果"
           "增长，说明路径丢包或对端已不在：`sonde conns timer = retransmit`。"},
    {.word = "TCPSynRetrans",
     .kind = "counter",
     .en = "SYNs and their answers that were sent again. It grows when a server does not answer, is "
           "not reachable, or drops SYNs because its queue is full. `sonde conns state syn-sent` "
           "shows who waits for whom.",
     .ja = "再送された SYN とその応答の数です。サーバーが応答しない、届かない、またはキューが満杯で"
           " SYN を捨てるときに増えます。誰が誰を待っているかは `sonde conns state syn-sent` で分か"
           "ります。",
     .zh = "重传的 SYN 及其应答数。服务器不应答、不可达或因队列已满而丢弃 SYN 时会增长。用 `sonde "
           "conns state syn-sent` 查看谁在等谁。"},
    {.word = "TCPLostRetransmit",
     .kind = "counter",
     .en = "Segments that were lost again after they had been sent again. It means heavy loss, or a "
           "policer on the way that drops what exceeds a rate. Compare it with RetransSegs in "
           "`sonde counters --interval 1`.",
     .ja = "再送した後に再び失われたセグメントの数です。ひどい損失か、途中で一定の速度を超えた分を捨"
           "てる装置があることを示します。`sonde counters --interval 1` で RetransSegs と比べてくだ"
           "さい。",
     .zh = "重传之后又丢失的报文段数。说明丢包严重，或途中有设备丢弃超过速率的部分。请在 `sonde "
           "counters --interval 1` 中与 RetransSegs 比较。"},
    {.word = "TCPZeroWindowDrop",
     .kind = "counter",
     .en = "Segments dropped because they came although our window was closed. A program here does "
           "not read what it is sent: `sonde conns 'recv_q > 0'` shows which.",
     .ja = "ウィンドウを閉じているのに届いたため捨てたセグメントの数です。ここのプログラムが受信デー"
           "タを読んでいません。どれかは `sonde conns 'recv_q > 0'` で分かります。",
     .zh = "窗口已关闭却仍到达而被丢弃的报文段数。本机有程序没有读取收到的数据：用 `sonde conns "
           "'recv_q > 0'` 查看是哪个。"},
    {.word = "TCPToZeroWindowAdv",
     .kind = "counter",
     .en = "Times that a window was closed here because a program did not read. The peer must wait "
           "until TCPFromZeroWindowAdv follows. `sonde conns 'recv_q > 0'` shows who reads too "
           "slowly.",
     .ja = "プログラムが読まないため、こちらのウィンドウが閉じた回数です。TCPFromZeroWindowAdv が追"
           "いつくまで相手は待たされます。誰の読み取りが遅いかは `sonde conns 'recv_q > 0'` で分かり"
           "ます。",
     .zh = "因程序没有读取而在本端关闭窗口的次数。在 TCPFromZeroWindowAdv 跟上之前，对端必须等待。用"
           " `sonde conns 'recv_q > 0'` 查看谁读得太慢。"},
    {.word = "TCPFromZeroWindowAdv",
     .kind = "counter",
     .en = "Times that a window closed here was opened again. If it stays behind "
           "TCPToZeroWindowAdv, some windows are closed still: `sonde conns 'recv_q > 0'`.",
     .ja = "こちらで閉じたウィンドウが再び開いた回数です。TCPToZeroWindowAdv より少ないままなら、ま"
           "だ閉じているものがあります（`sonde conns 'recv_q > 0'`）。",
     .zh = "本端关闭的窗口重新打开的次数。如果一直少于 TCPToZeroWindowAdv，说明还有窗口关闭着："
           "`sonde conns 'recv_q > 0'`。"},
    {.word = "TCPRcvQDrop",
     .kind = "counter",
     .en = "Segments dropped because the receive buffer was full. A program reads too slowly or "
           "net.ipv4.tcp_rmem is too small: `sonde conns --sort -recv_q`.",
     .ja = "受信バッファが満杯で捨てられたセグメントの数です。プログラムの読み取りが遅いか、"
           "net.ipv4.tcp_rmem が小さすぎます（`sonde conns --sort -recv_q`）。",
     .zh = "因接收缓冲区已满而丢弃的报文段数。程序读得太慢，或 net.ipv4.tcp_rmem 太小：`sonde conns "
           "--sort -recv_q`。"},
    {.word = "TCPRcvCollapsed",
     .kind = "counter",
     .en = "Segments put together in a receive queue to save memory. It takes time, and says that a "
           "buffer was nearly full: a program reads too slowly, or sends come in tiny pieces. "
           "PruneCalled grows with it.",
     .ja = "メモリを節約するため受信キューでまとめられたセグメントの数です。時間がかかり、バッファが"
           "ほぼ満杯だったことを示します。プログラムの読み取りが遅いか、データが細切れに届いています"
           "。PruneCalled も一緒に増えます。",
     .zh = "为节省内存而在接收队列中合并的报文段数。这很费时，说明缓冲区几乎已满：程序读得太慢，或数"
           "据以很小的片段到达。PruneCalled 会随之增长。"},
    {.word = "PruneCalled",
     .kind = "counter",
     .en = "Times that a receive buffer was full and had to be tidied to make room. If RcvPruned or "
           "OfoPruned grow too, it did not help, and data was dropped. See `sonde conns --sort "
           "-recv_q`.",
     .ja = "受信バッファが満杯になり、整理して空きを作った回数です。RcvPruned や OfoPruned も増える"
           "なら足りず、データが捨てられています。`sonde conns --sort -recv_q` で確認できます。",
     .zh = "接收缓冲区已满、必须整理以腾出空间的次数。如果 RcvPruned 或 OfoPruned 也增长，说明仍不够"
           "，数据被丢弃。请看 `sonde conns --sort -recv_q`。"},
    {.word = "RcvPruned",
     .kind = "counter",
     .en = "Segments dropped because a receive buffer stayed full after it was tidied. The program "
           "that holds the socket must read faster, or get a larger buffer (net.ipv4.tcp_rmem).",
     .ja = "整理した後も受信バッファが満杯で捨てられたセグメントの数です。そのソケットのプログラムが"
           "もっと速く読むか、バッファを大きく（net.ipv4.tcp_rmem）する必要があります。",
     .zh = "整理之后接收缓冲区仍满而丢弃的报文段数。持有该套接字的程序必须读得更快，或使用更大的缓冲"
           "区（net.ipv4.tcp_rmem）。"},
    {.word = "TCPBacklogDrop",
     .kind = "counter",
     .en = "Segments dropped because too many came while a program was just using the socket. It "
           "happens in bursts; a larger receive buffer (net.core.rmem_max, SO_RCVBUF) leaves more "
           "room.",
     .ja = "プログラムがソケットを操作している間に届きすぎて捨てられたセグメントの数です。一時的な集"
           "中で起こり、受信バッファ（net.core.rmem_max、SO_RCVBUF）を大きくすると余裕ができます。",
     .zh = "程序正在使用套接字时到达太多而丢弃的报文段数。在突发时出现；更大的接收缓冲区（"
           "net.core.rmem_max、SO_RCVBUF）可留出更多余地。"},
    {.word = "TCPMemoryPressures",
     .kind = "counter",
     .en = "Times that TCP as a whole came short of memory (the second value of net.ipv4.tcp_mem). "
           "Buffers then shrink and data may be dropped. `sonde counters group = sockstat` shows "
           "the pages in use.",
     .ja = "TCP 全体がメモリ不足（net.ipv4.tcp_mem の二番目の値）になった回数です。その間はバッファ"
           "が縮み、データが捨てられることがあります。使用ページ数は `sonde counters group = "
           "sockstat` で分かります。",
     .zh = "TCP 整体内存不足（net.ipv4.tcp_mem 的第二个值）的次数。此时缓冲区会缩小，数据可能被丢弃"
           "。用 `sonde counters group = sockstat` 查看使用的页数。"},
    {.word = "TCPAbortOnMemory",
     .kind = "counter",
     .en = "Connections reset because TCP had no memory left, or too many closed sockets still held "
           "data. Raise net.ipv4.tcp_mem or net.ipv4.tcp_max_orphans only after looking for who "
           "holds it: `sonde sockets owner = orphan`.",
     .ja = "TCP のメモリがなくなったか、閉じたソケットがデータを持ちすぎたためリセットされた接続の数"
           "です。net.ipv4.tcp_mem や net.ipv4.tcp_max_orphans を大きくする前に、誰が持っているかを"
           " `sonde sockets owner = orphan` で調べてください。",
     .zh = "因 TCP 没有内存可用，或过多已关闭的套接字仍持有数据而被重置的连接数。提高"
           " net.ipv4.tcp_mem 或 net.ipv4.tcp_max_orphans 之前，先用 `sonde sockets owner = orphan` "
           "查看是谁占用的。"},
    {.word = "TCPAbortOnTimeout",
     .kind = "counter",
     .en = "Connections given up because the peer did not answer any more. Retransmissions, "
           "keepalive probes or probes of a closed window ran out. The peer or the path to it died: "
           "`sonde conns 'retransmits > 2'`.",
     .ja = "相手が応答しなくなったため諦めた接続の数です。再送、keepalive、または閉じたウィンドウへ"
           "のプローブの回数が尽きました。相手か経路が死んでいます（`sonde conns 'retransmits > 2'`"
           "）。",
     .zh = "因对端不再应答而放弃的连接数。重传、keepalive 探测或零窗口探测的次数已用尽。对端或路径已"
           "失效：`sonde conns 'retransmits > 2'`。"},
    {.word = "TCPAbortOnData",
     .kind = "counter",
     .en = "Connections reset because data came after the program had closed them. Often a client "
           "that goes on sending to a server which has ended the request; as a rule harmless.",
     .ja = "プログラムが閉じた後にデータが届いたためリセットされた接続の数です。サーバーが処理を終え"
           "た後もクライアントが送り続ける場合によく起こり、たいてい無害です。",
     .zh = "程序关闭之后仍有数据到达而被重置的连接数。常见于服务器已结束请求而客户端仍在发送；通常无"
           "害。"},
    {.word = "TCPAbortOnClose",
     .kind = "counter",
     .en = "Connections reset because the program closed them with data left unread. The peer sees "
           "a reset instead of an end: a program that ends early, or a health check that does not "
           "read the answer.",
     .ja = "未読データを残したままプログラムが閉じたためリセットされた接続の数です。相手には正常な終"
           "了ではなくリセットに見えます。途中で終わるプログラムや、応答を読まないヘルスチェックが原"
           "因です。",
     .zh = "程序在仍有未读数据时关闭而被重置的连接数。对端看到的是重置而不是正常结束：程序提前结束，"
           "或健康检查没有读取应答。"},
    {.word = "TCPTimeWaitOverflow",
     .kind = "counter",
     .en = "Connections closed at once because too many were in TIME_WAIT "
           "(net.ipv4.tcp_max_tw_buckets). Late packets of them may then disturb new ones. `sonde "
           "peers state = TIME_WAIT` shows to whom they were.",
     .ja = "TIME_WAIT が多すぎて（net.ipv4.tcp_max_tw_buckets）すぐに閉じられた接続の数です。遅れて"
           "届いたパケットが新しい接続を乱すことがあります。相手は `sonde peers state = TIME_WAIT` "
           "で分かります。",
     .zh = "因处于 TIME_WAIT 的连接过多（net.ipv4.tcp_max_tw_buckets）而立即关闭的连接数。迟到的包可"
           "能干扰新连接。用 `sonde peers state = TIME_WAIT` 查看是与谁的连接。"},
    {.word = "TCPReqQFullDrop",
     .kind = "counter",
     .en = "SYNs dropped because the SYN queue of a listener was full and SYN cookies are off. "
           "Somebody floods it, or its limit is too small: raise listen() backlog and "
           "net.ipv4.tcp_max_syn_backlog.",
     .ja = "LISTEN ソケットの SYN キューが満杯で、SYN cookie が無効なため捨てられた SYN の数です。大"
           "量の SYN が送られているか、上限が小さすぎます。listen() の backlog と"
           " net.ipv4.tcp_max_syn_backlog を大きくしてください。",
     .zh = "因监听套接字的 SYN 队列已满且 SYN cookie 关闭而丢弃的 SYN 数。有人在洪泛，或上限太小：请"
           "提高 listen() 的 backlog 和 net.ipv4.tcp_max_syn_backlog。"},
    {.word = "TCPReqQFullDoCookies",
     .kind = "counter",
     .en = "SYNs answered with a cookie because the SYN queue of a listener was full. Connections "
           "still work. It grows in a flood of SYNs, or when many clients come at once: `sonde "
           "sockets state syn-recv --group local_port`.",
     .ja = "SYN キューが満杯のため cookie で応答した SYN の数です。接続はまだ成立します。SYN の洪水"
           "や、多数のクライアントが一度に来たときに増えます（`sonde sockets state syn-recv --group "
           "local_port`）。",
     .zh = "因监听套接字的 SYN 队列已满而用 cookie 应答的 SYN 数。连接仍可建立。SYN 洪泛或大量客户端"
           "同时到来时会增长：`sonde sockets state syn-recv --group local_port`。"},
    {.word = "SyncookiesSent",
     .kind = "counter",
     .en = "SYN cookies sent because a SYN queue was full. See TCPReqQFullDoCookies; a few in a "
           "peak are no harm.",
     .ja = "SYN キューが満杯のため送った SYN cookie の数です。TCPReqQFullDoCookies も見てください。"
           "ピーク時に少しなら問題ありません。",
     .zh = "因 SYN 队列已满而发送的 SYN cookie 数。另见 TCPReqQFullDoCookies；高峰时少量没有害处。"},
    {.word = "AttemptFails",
     .kind = "counter",
     .en = "Connection attempts that failed: refused, reset or timed out in the handshake. It "
           "counts both ways. `sonde conns state syn-sent` shows those that wait now.",
     .ja = "失敗した接続の試みの数です。拒否、リセット、またはハンドシェイクのタイムアウトによるもの"
           "です。両方向を数えます。今待っているものは `sonde conns state syn-sent` で分かります。",
     .zh = "失败的连接尝试数：被拒绝、被重置或握手超时。两个方向都计入。用 `sonde conns state "
           "syn-sent` 查看正在等待的连接。"},
    {.word = "EstabResets",
     .kind = "counter",
     .en = "Open connections that ended by a reset instead of an orderly end. A steady trickle is "
           "normal with browsers and health checks; a jump says that a peer or a proxy was "
           "restarted.",
     .ja = "正常な終了ではなくリセットで終わった接続の数です。ブラウザーやヘルスチェックがあれば少し"
           "ずつ増えるのは正常です。急に増えたら、相手かプロキシが再起動しています。",
     .zh = "以重置而非正常方式结束的已建立连接数。有浏览器和健康检查时缓慢增长属于正常；突增说明对端"
           "或代理重启过。"},
    {.word = "OutRsts",
     .kind = "counter",
     .en = "Resets sent. They answer connections to closed ports and segments that fit no "
           "connection; a scan or a client with a wrong port makes it grow. See TCPAbortOnClose and "
           "TCPAbortOnData, too.",
     .ja = "送信したリセットの数です。閉じたポートへの接続や、どの接続にも合わないセグメントへの応答"
           "で、スキャンやポートの間違いで増えます。TCPAbortOnClose と TCPAbortOnData も見てください"
           "。",
     .zh = "发送的重置数。用于应答对已关闭端口的连接和不属于任何连接的报文段；扫描或端口错误的客户端"
           "会使其增长。另见 TCPAbortOnClose 和 TCPAbortOnData。"},
    {.word = "InErrs",
     .kind = "counter",
     .en = "Segments received that were broken, most often by a wrong checksum. Above 0 and "
           "growing, it points to a bad cable, card or driver: compare `sonde counters name = "
           "InCsumErrors`.",
     .ja = "壊れた受信セグメントの数で、多くはチェックサムの誤りです。増え続けるなら、ケーブル、カー"
           "ド、またはドライバーの不良が疑われます。`sonde counters name = InCsumErrors` と比べてく"
           "ださい。",
     .zh = "收到的损坏报文段数，多为校验和错误。持续增长说明网线、网卡或驱动有问题：与 `sonde "
           "counters name = InCsumErrors` 比较。"},
    {.word = "RcvbufErrors",
     .kind = "counter",
     .en = "Datagrams dropped because the receive buffer of a UDP socket was full. Its program "
           "reads too slowly or in bursts; `sonde sockets 'protocol = udp and drops > 0'` shows "
           "which. Read faster, or raise SO_RCVBUF and net.core.rmem_max.",
     .ja = "UDP ソケットの受信バッファが満杯で捨てられたデータグラムの数です。プログラムの読み取りが"
           "遅いか、集中して届いています。どれかは `sonde sockets 'protocol = udp and drops > 0'` で"
           "分かります。速く読むか、SO_RCVBUF と net.core.rmem_max を大きくしてください。",
     .zh = "因 UDP 套接字的接收缓冲区已满而丢弃的数据报数。程序读得太慢或数据突发到达；用 `sonde "
           "sockets 'protocol = udp and drops > 0'` 查看是哪个。请读得更快，或提高 SO_RCVBUF 和"
           " net.core.rmem_max。"},
    {.word = "NoPorts",
     .kind = "counter",
     .en = "Datagrams for a UDP port on which nobody listens. Some are normal (scans, late answers "
           "of DNS); many say that a service is down or a sender has the wrong port: `sonde listen "
           "--protocol udp`.",
     .ja = "誰も待ち受けていない UDP ポート宛てのデータグラムの数です。スキャンや遅れた DNS の応答で"
           "少しあるのは正常です。多いなら、サービスが止まっているか送信側のポートが誤っています（"
           "`sonde listen --protocol udp`）。",
     .zh = "发往无人监听的 UDP 端口的数据报数。少量属于正常（扫描、迟到的 DNS 应答）；很多则说明服务"
           "已停止或发送方端口有误：`sonde listen --protocol udp`。"},
    {.word = "OutNoRoutes",
     .kind = "counter",
     .en = "Packets not sent because no route leads to their destination. A default route is "
           "missing or an interface is down; the program sees ENETUNREACH.",
     .ja = "宛先への経路がなく送信できなかったパケットの数です。デフォルトルートがないか、インターフ"
           "ェースが停止しています。プログラムには ENETUNREACH が返ります。",
     .zh = "因没有通往目的地的路由而未发送的包数。缺少默认路由或接口已关闭；程序会看到 ENETUNREACH。"},
    {.word = "IPReversePathFilter",
     .kind = "counter",
     .en = "Packets dropped because their source would not be reached over the interface they came "
           "from (rp_filter). It grows with asymmetric routes and several interfaces in one "
           "network; net.ipv4.conf.*.rp_filter = 2 is looser.",
     .ja = "送信元へ戻る経路が受信インターフェースと異なるため捨てられたパケットの数です（rp_filter"
           "）。非対称な経路や、同じネットワークに複数のインターフェースがあると増えます。"
           "net.ipv4.conf.*.rp_filter = 2 なら緩くなります。",
     .zh = "因到源地址的路由不经过收到它的接口而丢弃的包数（rp_filter）。路由不对称或同一网络有多个"
           "接口时会增长；net.ipv4.conf.*.rp_filter = 2 更宽松。"},
};
// clang-format on

}  // namespace

std::span<const Entry> counter_entries() { return entries; }

}  // namespace sonde
