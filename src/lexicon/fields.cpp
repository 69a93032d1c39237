// fields.cpp: the fields of a row of /proc/net/tcp and udp, in the order in which they stand there.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// The kernel writes them in get_tcp4_sock() of net/ipv4/tcp_ipv4.c; IPv6 and UDP follow it.
// clang-format off
constexpr Entry entries[] = {
    {.word = "sl",
     .kind = "field",
     .en = "The number of the row in this one read, in decimal (\"kernel hash slot\"). In tcp it "
           "simply counts up; in udp and raw it is the number of the hash bucket and leaves "
           "gaps. It identifies nothing and changes with every read. Use inode and the two "
           "endpoints to recognise a socket.",
     .ja = "今回の読み出しでの行番号です（10 進数、kernel hash slot の略）。tcp では単に連番で、"
           "udp と raw ではハッシュバケットの番号なので飛び飛びになります。何かを識別するもので"
           "はなく、読むたびに変わります。ソケットの特定には inode と両端のアドレスを使ってくだ"
           "さい。",
     .zh = "本次读取中的行号，十进制（kernel hash slot 的缩写）。在 tcp 中只是依次递增；在 udp "
           "和 raw 中是哈希桶的编号，因此不连续。它不标识任何东西，每次读取都会变化。识别套接字"
           "请用 inode 和两端地址。"},
    {.word = "local_address",
     .kind = "field",
     .en = "The address and port of this side, in hexadecimal: ADDRESS:PORT. The address is the "
           "32-bit word as the machine holds it, so on x86 and ARM its bytes stand backwards: "
           "0100007F is 127.0.0.1; IPv6 is four such words. The port is an ordinary number: "
           "0BB8 is 3000 everywhere. 00000000 means every address of the network namespace. In "
           "raw the port is the protocol number, in icmp the ping id; `sonde decode` reads "
           "whole tables.",
     .ja = "こちら側のアドレスとポートを、16 進数の「アドレス:ポート」で示します。アドレスはマシ"
           "ン内部の 32 ビット値そのままなので、x86 や ARM ではバイトが逆順になり、0100007F は "
           "127.0.0.1 です。IPv6 はこの値が 4 個並びます。ポートは普通の数で、0BB8 はどこでも "
           "3000 です。00000000 はネットワーク名前空間のすべてのアドレスを意味します。raw ではポ"
           "ートの位置がプロトコル番号、icmp では ping の id です。表全体は `sonde decode` で読"
           "めます。",
     .zh = "本端的地址和端口，十六进制，形式为“地址:端口”。地址是机器内部 32 位字的原样，因此在 "
           "x86 和 ARM 上字节是倒序的：0100007F 就是 127.0.0.1；IPv6 由四个这样的字组成。端口是"
           "普通数字：0BB8 在任何机器上都是 3000。00000000 表示该网络命名空间的所有地址。在 raw "
           "中端口位置是协议号，在 icmp 中是 ping 的 id；整张表请交给 `sonde decode`。"},
    {.word = "rem_address",
     .kind = "field",
     .en = "The address and port of the peer, in the same form as local_address; tcp6 and udp6 "
           "call it remote_address. 00000000:0000 means that there is none: a listener, or a "
           "UDP socket without a fixed peer. Behind NAT or a proxy it is the address that this "
           "machine sees, not always the true client. See `sonde peers`.",
     .ja = "相手のアドレスとポートで、形式は local_address と同じです。tcp6 と udp6 では "
           "remote_address と書かれます。00000000:0000 は相手がいないという意味で、LISTEN ソケッ"
           "トか、相手を固定していない UDP ソケットです。NAT やプロキシの後ろでは、このマシンか"
           "ら見えるアドレスであり、本当のクライアントとは限りません。`sonde peers` で集計できま"
           "す。",
     .zh = "对端的地址和端口，格式与 local_address 相同；在 tcp6 和 udp6 中叫 remote_address。"
           "00000000:0000 表示没有对端：监听套接字，或没有固定对端的 UDP 套接字。在 NAT 或代理之"
           "后，它是本机看到的地址，不一定是真正的客户端。请看 `sonde peers`。"},
    {.word = "st",
     .kind = "field",
     .en = "The state as two hexadecimal digits: 01 ESTABLISHED, 02 SYN_SENT, 03 SYN_RECV, 04 "
           "FIN_WAIT1, 05 FIN_WAIT2, 06 TIME_WAIT, 07 CLOSE, 08 CLOSE_WAIT, 09 LAST_ACK, 0A "
           "LISTEN, 0B CLOSING. In udp and raw, 07 is UNCONN and 01 is a socket with a fixed "
           "peer. `sonde explain LISTEN` and so on tells what each one means.",
     .ja = "状態を 16 進数 2 桁で示します。01 ESTABLISHED、02 SYN_SENT、03 SYN_RECV、04 "
           "FIN_WAIT1、05 FIN_WAIT2、06 TIME_WAIT、07 CLOSE、08 CLOSE_WAIT、09 LAST_ACK、0A "
           "LISTEN、0B CLOSING です。udp と raw では 07 が UNCONN、01 が相手を固定したソケットで"
           "す。それぞれの意味は `sonde explain LISTEN` のように調べられます。",
     .zh = "状态，两位十六进制数：01 ESTABLISHED、02 SYN_SENT、03 SYN_RECV、04 FIN_WAIT1、05 "
           "FIN_WAIT2、06 TIME_WAIT、07 CLOSE、08 CLOSE_WAIT、09 LAST_ACK、0A LISTEN、0B CLOSING"
           "。在 udp 和 raw 中，07 是 UNCONN，01 是有固定对端的套接字。每个状态的含义可用 "
           "`sonde explain LISTEN` 这样的命令查看。"},
    {.word = "tx_queue",
     .kind = "field",
     .en = "What was sent or is waiting to be sent and is not acknowledged by the peer, in "
           "bytes, hexadecimal. A SYN or FIN on its way counts as 1. A value that goes up and "
           "down is normal; one that only grows means that the peer or the path does not take "
           "the data. For LISTEN it is always 0 in /proc; for UDP it is memory with overhead. "
           "sonde calls it send_q: `sonde conns 'send_q > 0'`.",
     .ja = "送信済みまたは送信待ちで、まだ相手に確認されていないバイト数です（16 進数）。送信中"
           "の SYN や FIN は 1 と数えます。増減するのは正常ですが、増える一方なら相手か経路がデ"
           "ータを受け取っていません。/proc では LISTEN は常に 0 で、UDP では管理領域を含むメモ"
           "リ量です。sonde の列名は send_q で、`sonde conns 'send_q > 0'` で探せます。",
     .zh = "已发送或等待发送、尚未被对端确认的字节数，十六进制。途中的 SYN 或 FIN 计为 1。数值上"
           "下波动属于正常；只增不减说明对端或链路没有接收数据。在 /proc 中 LISTEN 恒为 0；对 "
           "UDP 来说是包含管理开销的内存量。sonde 中的列名是 send_q：`sonde conns 'send_q > 0'`"
           "。"},
    {.word = "rx_queue",
     .kind = "field",
     .en = "What has arrived and the program has not read yet, in bytes, hexadecimal. For "
           "LISTEN it counts connections: the accept queue. A received FIN counts as 1, so "
           "CLOSE_WAIT shows 1. A value that stays or grows means that the local program does "
           "not read; for UDP it counts memory with overhead, and the next thing is drops. "
           "sonde calls it recv_q: `sonde sockets 'recv_q > 0'`.",
     .ja = "届いたものの、プログラムがまだ読んでいないバイト数です（16 進数）。LISTEN ではバイト"
           "数ではなく、accept キューの接続数です。受け取った FIN は 1 と数えるため、CLOSE_WAIT "
           "では 1 になります。減らない、または増えるならローカルのプログラムが読んでいません。"
           "UDP では管理領域を含むメモリ量で、あふれると drops が増えます。sonde の列名は "
           "recv_q で、`sonde sockets 'recv_q > 0'` で探せます。",
     .zh = "已到达但程序尚未读取的字节数，十六进制。对 LISTEN 来说是连接数，即 accept 队列。收到"
           "的 FIN 计为 1，所以 CLOSE_WAIT 会显示 1。数值不降或增长说明本地程序没有读取；对 UDP "
           "来说是包含管理开销的内存量，再往后就是 drops。sonde 中的列名是 recv_q：`sonde "
           "sockets 'recv_q > 0'`。"},
    {.word = "tr",
     .kind = "field",
     .en = "Which timer runs, as two hexadecimal digits before the colon: 00 off, 01 "
           "retransmit, 02 keepalive, 03 time-wait, 04 zero-window probe. The time left stands "
           "after the colon (tm->when). 00 and 02 are signs of rest; 01 with retrnsmt above 0 "
           "and 04 that stays are signs of trouble. For SYN_RECV it is always 01; for UDP "
           "always 00. sonde shows both parts as timer and timer_ms in `sonde conns`.",
     .ja = "動いているタイマーを、コロンの前の 16 進数 2 桁で示します。00 は off、01 は "
           "retransmit、02 は keepalive、03 は time-wait、04 は zero-window の探査です。コロンの"
           "後（tm->when）が残り時間です。00 と 02 は平穏のしるしで、retrnsmt が 0 より大きい "
           "01 と、長く続く 04 は異常のしるしです。SYN_RECV では常に 01、UDP では常に 00 です。"
           "sonde では timer と timer_ms の列で、`sonde conns` で見られます。",
     .zh = "正在运行的定时器，冒号前的两位十六进制数：00 为 off，01 为 retransmit，02 为 "
           "keepalive，03 为 time-wait，04 为 zero-window 探测。冒号后（tm->when）是剩余时间。"
           "00 和 02 是平静的迹象；retrnsmt 大于 0 的 01 和持续的 04 是故障的迹象。SYN_RECV 恒为"
           " 01，UDP 恒为 00。sonde 把两部分显示为 timer 和 timer_ms，请看 `sonde conns`。"},
    {.word = "tm->when",
     .kind = "field",
     .en = "The time until the timer fires, hexadecimal, in ticks of 1/100 s (USER_HZ): "
           "000002BB is 699 ticks, 6.99 s. It is 0 when no timer runs. With timer 01 it is the "
           "wait until the next retransmit, with 02 until the next keepalive probe, with 03 "
           "until the entry disappears. sonde shows it as timer_ms, in milliseconds, in `sonde "
           "conns`.",
     .ja = "タイマーが切れるまでの時間で、16 進数、単位は 1/100 秒（USER_HZ）です。000002BB は "
           "699 ティックで 6.99 秒になります。タイマーがなければ 0 です。タイマー 01 では次の再"
           "送まで、02 では次の keepalive 探査まで、03 では項目が消えるまでの時間です。sonde で"
           "は timer_ms（ミリ秒）として `sonde conns` に表示します。",
     .zh = "距离定时器到期的时间，十六进制，单位为 1/100 秒（USER_HZ）：000002BB 是 699 个节拍，"
           "即 6.99 秒。没有定时器时为 0。定时器为 01 时是距离下次重传的时间，02 时是距离下次 "
           "keepalive 探测的时间，03 时是距离条目消失的时间。sonde 以毫秒显示为 timer_ms，请看 "
           "`sonde conns`。"},
    {.word = "retrnsmt",
     .kind = "field",
     .en = "How often the same data was sent again in a row without an answer, hexadecimal. It "
           "goes back to 0 with the next ACK, so it is not a total. 0 is normal, 1 happens on "
           "lossy paths; from 3 on the peer or the path is most likely gone. For SYN_RECV it "
           "counts how often the SYN+ACK timed out. sonde calls it retransmits: `sonde conns "
           "'retransmits > 0'`.",
     .ja = "同じデータを、応答のないまま続けて何回再送したかを示します（16 進数）。次の ACK で "
           "0 に戻るので、累計ではありません。0 は正常、損失のある経路では 1 もあり、3 以上なら"
           "相手か経路が失われている可能性が高いです。SYN_RECV では SYN+ACK がタイムアウトした回"
           "数です。sonde の列名は retransmits で、`sonde conns 'retransmits > 0'` で探せます。",
     .zh = "同一份数据在没有应答的情况下连续重传的次数，十六进制。收到下一个 ACK 就归零，所以不"
           "是累计值。0 属于正常，有丢包的链路上会出现 1；达到 3 以上，对端或链路很可能已经中断"
           "。对 SYN_RECV 来说是 SYN+ACK 超时的次数。sonde 中的列名是 retransmits：`sonde conns "
           "'retransmits > 0'`。"},
    {.word = "uid",
     .kind = "field",
     .en = "The user that made the socket, in decimal, as seen from the user namespace of the "
           "reader; 65534 means a user without a mapping here. For TIME_WAIT it is always 0 and "
           "means nothing, and older kernels also print 0 for other sockets with inode 0. "
           "SYN_RECV has the uid of its listener. sonde adds the name from /etc/passwd as user: "
           "`sonde sockets --columns +uid,user`.",
     .ja = "ソケットを作ったユーザーの番号です（10 進数）。読む側のユーザー名前空間から見た値で"
           "、65534 はここで対応するユーザーがないことを示します。TIME_WAIT では常に 0 で意味は"
           "なく、古いカーネルは inode が 0 の他のソケットでも 0 と表示します。SYN_RECV では "
           "LISTEN ソケットの uid です。sonde は /etc/passwd の名前を user 列に添えます（`sonde "
           "sockets --columns +uid,user`）。",
     .zh = "创建该套接字的用户，十进制，是从读取者的用户命名空间看到的值；65534 表示在这里没有映"
           "射的用户。TIME_WAIT 恒为 0 且没有意义，较旧的内核对其他 inode 为 0 的套接字也显示 0"
           "。SYN_RECV 显示其监听套接字的 uid。sonde 会从 /etc/passwd 补上用户名：`sonde "
           "sockets --columns +uid,user`。"},
    {.word = "timeout",
     .kind = "field",
     .en = "Not a time: the number of probes (zero window or keepalive) that the peer has not "
           "answered, in decimal. 0 is normal. A value that counts up means that the peer has "
           "gone silent, and at the limit the connection is cut. A living peer with window 0 "
           "answers the probes, so it stays 0 there: look at timer zero-window and send_q "
           "instead. sonde calls it probes: `sonde conns 'probes > 0'`.",
     .ja = "時間ではなく、相手が応答しなかった探査（ゼロウィンドウまたは keepalive）の回数です（"
           "10 進数）。0 が正常です。増えていくなら相手は沈黙しており、上限に達すると接続は切ら"
           "れます。生きている相手はウィンドウが 0 でも探査に応答するので 0 のままです。その場合"
           "は timer の zero-window と send_q を見てください。sonde の列名は probes で、`sonde "
           "conns 'probes > 0'` で探せます。",
     .zh = "不是时间，而是对端没有应答的探测（零窗口或 keepalive）次数，十进制。0 属于正常。如果"
           "不断增加，说明对端没有回音，达到上限后连接会被断开。活着的对端即使窗口为 0 也会应答"
           "探测，所以仍为 0：这时请看定时器 zero-window 和 send_q。sonde 中的列名是 probes："
           "`sonde conns 'probes > 0'`。"},
    {.word = "inode",
     .kind = "field",
     .en = "The number of the socket in the kernel, in decimal; a process that holds it has a "
           "descriptor named socket:[INODE]. This is how sonde finds the process. 0 means that "
           "no process holds it: TIME_WAIT is finished, SYN_RECV is half open, ESTABLISHED "
           "waits in the accept queue, and the closing states are orphans. See `sonde sockets "
           "inode = 197041`, with your number.",
     .ja = "カーネル内でのソケットの番号です（10 進数）。保持しているプロセスには "
           "socket:[INODE] という名のディスクリプタがあり、sonde はこれでプロセスを探します。0 "
           "は、どのプロセスも保持していないという意味です。TIME_WAIT は終了済み、SYN_RECV は半"
           "開き、ESTABLISHED は accept キューで待機中、閉じる途中の状態なら orphan です。番号を"
           "変えて `sonde sockets inode = 197041` のように探せます。",
     .zh = "套接字在内核中的编号，十进制；持有它的进程会有一个名为 socket:[INODE] 的描述符，"
           "sonde 就是这样找到进程的。0 表示没有进程持有：TIME_WAIT 已结束，SYN_RECV 是半开，"
           "ESTABLISHED 在 accept 队列中等待，正在关闭的状态则是 orphan。请换上您的编号运行 "
           "`sonde sockets inode = 197041`。"},
    {.word = "ref",
     .kind = "field",
     .en = "How many references the kernel holds to this socket, in decimal. 1 to 3 is normal: "
           "running timers and packets on their way count too. It is not the number of "
           "processes or descriptors. It is of use only to somebody who debugs the kernel; for "
           "the processes see pids in `sonde sockets`.",
     .ja = "カーネルがこのソケットに対して持つ参照の数です（10 進数）。動作中のタイマーや処理中"
           "のパケットも数えるので、1～3 が普通です。プロセスやディスクリプタの数ではありません"
           "。役に立つのはカーネルをデバッグするときだけで、プロセスは `sonde sockets` の pids "
           "列を見てください。",
     .zh = "内核对该套接字持有的引用数，十进制。1 到 3 属于正常：运行中的定时器和处理中的报文也"
           "计算在内。它不是进程数或描述符数。只有调试内核时才有用；进程请看 `sonde sockets` 的 "
           "pids 列。"},
    {.word = "pointer",
     .kind = "field",
     .en = "The address of the socket in kernel memory. Since Linux 4.15 it is hashed or zero "
           "for ordinary readers, so that it gives nothing away. It identifies nothing across "
           "reads or machines. Use inode instead: `sonde sockets --columns +inode`.",
     .ja = "カーネルメモリ内でのソケットのアドレスです。Linux 4.15 以降、一般の読み手にはハッシ"
           "ュ値か 0 が表示され、本当の値は分かりません。別の読み出しや別のマシンとの照合には使"
           "えません。代わりに inode を使ってください（`sonde sockets --columns +inode`）。",
     .zh = "套接字在内核内存中的地址。自 Linux 4.15 起，对普通读取者显示为哈希值或 0，以免泄露信"
           "息。它不能用于跨次读取或跨机器的识别。请改用 inode：`sonde sockets --columns +inode`"
           "。"},
    {.word = "rto",
     .kind = "field",
     .en = "The retransmission timeout, in decimal, in ticks of 1/100 s: 20 is 0.2 s, the usual "
           "lower limit; 100 is 1 s, the value before anything was measured. It follows the "
           "round trip time and doubles with every retransmit. A large value on an old "
           "connection means a slow or lossy path. Compare with rtt_us in `sonde conns "
           "--columns +rtt_us`.",
     .ja = "再送タイムアウトです（10 進数、単位は 1/100 秒）。20 は 0.2 秒で通常の下限、100 は "
           "1 秒で、まだ測定していないときの初期値です。往復時間に追従し、再送のたびに 2 倍にな"
           "ります。長く続いている接続で大きいなら、遅いか損失のある経路です。`sonde conns "
           "--columns +rtt_us` の rtt_us と比べてください。",
     .zh = "重传超时，十进制，单位为 1/100 秒：20 即 0.2 秒，是通常的下限；100 即 1 秒，是尚未测"
           "量时的初始值。它随往返时间变化，每次重传加倍。老连接上数值很大说明链路慢或有丢包。请"
           "与 `sonde conns --columns +rtt_us` 的 rtt_us 比较。"},
    {.word = "ato",
     .kind = "field",
     .en = "How long the kernel may delay an ACK, in decimal, in ticks of 1/100 s: 4 is 40 ms. "
           "It is normal between 0 and 20. Together with a peer that sends in small pieces and "
           "waits (Nagle), it explains pauses of 40 ms. It is not a sign of trouble by itself; "
           "look at `sonde conns --columns +rtt_us`.",
     .ja = "カーネルが ACK を遅らせてよい時間です（10 進数、単位は 1/100 秒）。4 は 40 ミリ秒で"
           "、0～20 が普通です。小分けに送って待つ相手（Nagle アルゴリズム）と組み合わさると、"
           "40 ミリ秒の間が空く原因になります。それだけで異常とは言えません。`sonde conns "
           "--columns +rtt_us` も見てください。",
     .zh = "内核可以延迟 ACK 的时间，十进制，单位为 1/100 秒：4 即 40 毫秒，0 到 20 属于正常。如"
           "果对端小块发送并等待（Nagle 算法），它就会造成 40 毫秒的停顿。它本身不是故障的迹象；"
           "请同时看 `sonde conns --columns +rtt_us`。"},
    {.word = "quick/pingpong",
     .kind = "field",
     .en = "Two values in one number, in decimal: quick * 2 + pingpong. quick is how many ACKs "
           "will still be sent at once; pingpong 1 means that the connection looks interactive "
           "and ACKs are delayed. Any value is normal. It matters only when you look for delays "
           "of 40 ms; see `sonde explain ato`.",
     .ja = "一つの数に二つの値が入っています（10 進数、quick * 2 + pingpong）。quick は即座に返"
           "す ACK の残り回数で、pingpong が 1 なら対話型の通信と見なされ、ACK が遅延されます。"
           "どの値でも正常です。意味があるのは 40 ミリ秒の遅れを調べるときだけです。`sonde "
           "explain ato` も見てください。",
     .zh = "一个数字里包含两个值，十进制：quick * 2 + pingpong。quick 是还会立即发送的 ACK 个数"
           "；pingpong 为 1 表示连接被视为交互式，ACK 会延迟。任何值都属于正常。只有在排查 40 毫"
           "秒的延迟时才有意义；参见 `sonde explain ato`。"},
    {.word = "cwnd",
     .kind = "field",
     .en = "The congestion window, in decimal: how many segments may be on their way without an "
           "ACK. A new connection begins with 10, and it grows while nothing is lost. A small "
           "value (1 to 4) on a connection that sends a lot means recent loss and low speed. "
           "See `sonde conns --columns +cwnd,rtt_us`.",
     .ja = "輻輳ウィンドウです（10 進数）。ACK なしで送り出してよいセグメント数を示します。新し"
           "い接続は 10 から始まり、損失がなければ増えていきます。大量に送っている接続で 1～4 と"
           "小さいなら、最近損失があり、速度が落ちています。`sonde conns --columns "
           "+cwnd,rtt_us` で確認できます。",
     .zh = "拥塞窗口，十进制：未收到 ACK 时允许在途的报文段数。新连接从 10 开始，没有丢包就会增"
           "长。在大量发送的连接上数值很小（1 到 4），说明最近有丢包、速度较低。请看 `sonde "
           "conns --columns +cwnd,rtt_us`。"},
    {.word = "ssthresh",
     .kind = "field",
     .en = "The slow start threshold, in decimal, in segments; -1 means that it was never "
           "lowered, so no loss has been noticed. Above it, cwnd grows only slowly. A small "
           "value says that the path has lost packets before. For LISTEN this place holds the "
           "limit of the TCP Fast Open queue instead. Compare with cwnd in `sonde conns "
           "--columns +cwnd`.",
     .ja = "スロースタート閾値です（10 進数、単位はセグメント）。-1 は一度も下げられておらず、損"
           "失が検出されていないことを示します。cwnd がこれを超えると、増え方は緩やかになります"
           "。小さければ、過去に経路でパケットが失われています。LISTEN では、この位置は TCP "
           "Fast Open キューの上限です。`sonde conns --columns +cwnd` の cwnd と比べてください。",
     .zh = "慢启动阈值，十进制，单位为报文段；-1 表示从未降低，即没有发现过丢包。cwnd 超过它之后"
           "只会缓慢增长。数值小说明这条链路曾经丢包。对 LISTEN 来说，这个位置是 TCP Fast Open "
           "队列的上限。请与 `sonde conns --columns +cwnd` 的 cwnd 比较。"},
    {.word = "drops",
     .kind = "field",
     .en = "Datagrams that this socket has thrown away since it was made, in decimal; the last "
           "column of udp and raw. 0 is normal. If it grows, the receive buffer was full "
           "because the program reads too slowly, or the checksum was wrong. Look at recv_q "
           "beside it; a faster reader helps, or a larger buffer (SO_RCVBUF, "
           "net.core.rmem_max). See `sonde sockets 'drops > 0'`.",
     .ja = "このソケットが作られてから捨てたデータグラムの数です（10 進数）。udp と raw の最後の"
           "列です。0 が正常です。増えるなら、プログラムの読み出しが遅くて受信バッファがあふれた"
           "か、チェックサムが誤っています。隣の recv_q を見てください。読み出しを速くするか、バ"
           "ッファ（SO_RCVBUF、net.core.rmem_max）を大きくします。`sonde sockets 'drops > 0'` で"
           "探せます。",
     .zh = "该套接字自创建以来丢弃的数据报数，十进制；udp 和 raw 的最后一列。0 属于正常。如果增"
           "长，说明程序读取太慢使接收缓冲区已满，或校验和错误。请同时看 recv_q；可以加快读取，"
           "或加大缓冲区（SO_RCVBUF、net.core.rmem_max）。请看 `sonde sockets 'drops > 0'`。"},
};
// clang-format on

}  // namespace

std::span<const Entry> field_entries() { return entries; }

}  // namespace sonde
