// network_lines.hpp: what the counters of IP, ICMP, UDP, TCP, softnet and conntrack count.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/types.hpp"
#include "lexicon/packed.hpp"

// Lines as line.hpp says, after the kernel's networking/snmp_counter, RFC 4293, 4022, 4113 and its
// sources. What has an entry in counters.cpp is not repeated here.
// clang-format off: one line a name.
namespace sonde::lines {

inline constexpr Text ip = lexicon::packed([] { return Text(
    "c Forwarding 1 when packets are forwarded between interfaces, 2 when not.|"
    "インターフェース間でパケットを転送するなら 1、しないなら 2。|在接口之间转发包为 1，否则为 2。\n"
    "c DefaultTTL Time to live that packets begin with.|送信するパケットの最初の TTL。|发出的包的初始 TTL。\n"
    "t InReceives Packets that came in, broken ones too.|受信したパケットの数。壊れたものも含みます。|收到的包数，含损坏的。\n"
    "e InHdrErrors Packets dropped for a bad header, or because their time to live ended.|"
    "ヘッダーの誤り、または TTL 切れで捨てられたパケットの数。|因首部错误或 TTL 耗尽而丢弃的包数。\n"
    "r InAddrErrors Packets dropped because their destination is no valid address here.|"
    "宛先がここでは無効なため捨てられたパケットの数。|因目的地址在本机无效而丢弃的包数。\n"
    "t ForwDatagrams Packets forwarded to other hosts.|他のホストへ転送したパケットの数。|转发给其他主机的包数。\n"
    "u InUnknownProtos Packets dropped because nobody here handles their protocol.|"
    "プロトコルを扱う者がいないため捨てられたパケットの数。|因本机无人处理其协议而丢弃的包数。\n"
    "m InDiscards Sound packets dropped on arrival, such as for want of memory.|"
    "正しいのにメモリ不足などで、受信時に捨てられたパケットの数。|本身无误、但因内存不足等在接收时丢弃的包数。\n"
    "t InDelivers Packets handed to TCP, UDP, ICMP and the like.|TCP、UDP、ICMP などに渡されたパケットの数。|交给 TCP、UDP、ICMP 等的包数。\n"
    "t OutRequests Packets that TCP, UDP, ICMP and the like gave to IP to send.|"
    "TCP、UDP、ICMP などが IP に送信させたパケットの数。|TCP、UDP、ICMP 等交给 IP 发送的包数。\n"
    "m OutDiscards Packets dropped instead of being sent, such as for want of memory.|"
    "メモリ不足などで、送信されずに捨てられたパケットの数。|因内存不足等未发送而丢弃的包数。\n"
    "f ReasmTimeout Packets given up because some of their fragments did not come in time.|"
    "フラグメントが時間内に揃わず諦めたパケットの数。|因分片未按时到齐而放弃的包数。\n"
    "f ReasmReqds Fragments received.|受信したフラグメントの数。|收到的分片数。\n"
    "f ReasmOKs Packets put together from fragments.|フラグメントから組み立てられたパケットの数。|由分片重组成功的包数。\n"
    "f ReasmFails Times that fragments could not be put together.|フラグメントを組み立てられなかった回数。|分片重组失败的次数。\n"
    "f FragOKs Packets that were fragmented to be sent.|送信のためフラグメント化されたパケットの数。|为发送而分片的包数。\n"
    "f FragFails Packets dropped because they were too large and must not be fragmented.|"
    "大きすぎるのにフラグメント化が許されず捨てられたパケットの数。|过大而又不允许分片，因此丢弃的包数。\n"
    "f FragCreates Fragments made.|作られたフラグメントの数。|生成的分片数。\n"
    "t OutTransmits Packets sent, forwarded ones and fragments too.|"
    "送信したパケットの数。転送とフラグメントも含みます。|发送的包数，含转发的和分片。\n"
    // Of IPv6 alone.
    "f InTooBigErrors Packets not forwarded because they are larger than the next link takes.|"
    "次のリンクには大きすぎるため転送されなかったパケットの数。|因大于下一链路的 MTU 而未转发的包数。\n"
    "t OutForwDatagrams Packets forwarded to other hosts.|他のホストへ転送したパケットの数。|转发给其他主机的包数。\n"
    // Of IpExt; IPv6 has them, too.
    "r InNoRoutes Packets dropped on arrival because no route leads to their destination.|"
    "宛先への経路がなく、受信時に捨てられたパケットの数。|因没有通往目的地的路由而在接收时丢弃的包数。\n"
    "e InTruncatedPkts Packets shorter than their header says.|ヘッダーにある長さより短いパケットの数。|比首部所示长度更短的包数。\n"
    "t InMcastPkts Multicast packets received.|受信したマルチキャストパケットの数。|收到的组播包数。\n"
    "t OutMcastPkts Multicast packets sent.|送信したマルチキャストパケットの数。|发送的组播包数。\n"
    "t InBcastPkts Broadcast packets received.|受信したブロードキャストパケットの数。|收到的广播包数。\n"
    "t OutBcastPkts Broadcast packets sent.|送信したブロードキャストパケットの数。|发送的广播包数。\n"
    "t InOctets Bytes received, IP headers included.|受信したバイト数。IP ヘッダーも含みます。|收到的字节数，含 IP 首部。\n"
    "t OutOctets Bytes sent, IP headers included.|送信したバイト数。IP ヘッダーも含みます。|发送的字节数，含 IP 首部。\n"
    "t InMcastOctets Bytes received by multicast.|マルチキャストで受信したバイト数。|以组播收到的字节数。\n"
    "t OutMcastOctets Bytes sent by multicast.|マルチキャストで送信したバイト数。|以组播发送的字节数。\n"
    "t InBcastOctets Bytes received by broadcast.|ブロードキャストで受信したバイト数。|以广播收到的字节数。\n"
    "t OutBcastOctets Bytes sent by broadcast.|ブロードキャストで送信したバイト数。|以广播发送的字节数。\n"
    "e InCsumErrors Packets whose IP header has a wrong checksum.|IP ヘッダーのチェックサムが誤っているパケットの数。|IP 首部校验和错误的包数。\n"
    "n InNoECTPkts Packets received whose sender does not use ECN.|ECN を使わない送信元から受信したパケットの数。|来自不使用 ECN 的发送方的包数。\n"
    "n InECT1Pkts Packets received with the mark ECT(1) of ECN.|ECN の印 ECT(1) を付けて届いたパケットの数。|带有 ECN 标记 ECT(1) 的包数。\n"
    "n InECT0Pkts Packets received with the mark ECT(0) of ECN.|ECN の印 ECT(0) を付けて届いたパケットの数。|带有 ECN 标记 ECT(0) 的包数。\n"
    "l InCEPkts Packets received that a router marked because it was congested.|"
    "混雑したルーターが印を付けたパケットの数。|被拥塞的路由器打上标记的包数。\n"
    "p ReasmOverlaps Fragments that overlapped others, and were dropped.|"
    "他と重なるため捨てられたフラグメントの数。|因与其他分片重叠而丢弃的分片数。\n"); });

// In and Out stand before most of these.
inline constexpr Text icmp = lexicon::packed([] { return Text(
    "t InMsgs ICMP messages received.|受信した ICMP メッセージの数。|收到的 ICMP 消息数。\n"
    "t OutMsgs ICMP messages sent.|送信した ICMP メッセージの数。|发送的 ICMP 消息数。\n"
    "e InErrors ICMP messages received that were broken, or fit no socket here.|"
    "壊れているか、合うソケットがない受信 ICMP メッセージの数。|损坏的、或与本机任何套接字都不符的 ICMP 消息数。\n"
    "m OutErrors ICMP messages that could not be sent.|送信できなかった ICMP メッセージの数。|未能发送的 ICMP 消息数。\n"
    "e InCsumErrors ICMP messages with a wrong checksum.|チェックサムが誤っている ICMP メッセージの数。|校验和错误的 ICMP 消息数。\n"
    "u OutRateLimitGlobal ICMP messages not sent, to keep within icmp_msgs_per_sec of the host.|"
    "ホスト全体の icmp_msgs_per_sec を守るため送らなかった ICMP メッセージの数。|为遵守全机的 icmp_msgs_per_sec 而未发送的 ICMP 消息数。\n"
    "u OutRateLimitHost ICMP messages not sent, to keep within icmp_ratelimit of one peer.|"
    "相手ごとの icmp_ratelimit を守るため送らなかった ICMP メッセージの数。|为遵守每个对端的 icmp_ratelimit 而未发送的 ICMP 消息数。\n"
    "u DestUnreachs destination unreachable.|到達不能。|目的不可达。\n"
    "u TimeExcds time exceeded.|時間超過。|超时。\n"
    "p ParmProbs parameter problem.|パラメーターの問題。|参数问题。\n"
    "p ParmProblems parameter problem.|パラメーターの問題。|参数问题。\n"
    "n SrcQuenchs source quench.|送信抑制（source quench）。|源抑制。\n"
    "r Redirects redirect to another router.|別のルーターへのリダイレクト。|重定向到另一路由器。\n"
    "t Echos echo request (ping).|エコー要求（ping）。|回显请求（ping）。\n"
    "t EchoReps echo reply (ping).|エコー応答（ping）。|回显应答（ping）。\n"
    "t EchoReplies echo reply (ping).|エコー応答（ping）。|回显应答（ping）。\n"
    "n Timestamps timestamp request.|タイムスタンプ要求。|时间戳请求。\n"
    "n TimestampReps timestamp reply.|タイムスタンプ応答。|时间戳应答。\n"
    "n AddrMasks address mask request.|アドレスマスク要求。|地址掩码请求。\n"
    "n AddrMaskReps address mask reply.|アドレスマスク応答。|地址掩码应答。\n"
    "f PktTooBigs packet too big.|パケットが大きすぎる。|包过大。\n"
    "n GroupMembQueries multicast listener query.|マルチキャストリスナーの問い合わせ。|组播侦听者查询。\n"
    "n GroupMembResponses multicast listener report.|マルチキャストリスナーの報告。|组播侦听者报告。\n"
    "n GroupMembReductions multicast listener done.|マルチキャストリスナーの終了。|组播侦听者退出。\n"
    "n RouterSolicits router solicitation.|ルーター要請。|路由器请求。\n"
    "n RouterAdvertisements router advertisement.|ルーター広告。|路由器通告。\n"
    "n NeighborSolicits neighbour solicitation.|近隣要請。|邻居请求。\n"
    "n NeighborAdvertisements neighbour advertisement.|近隣広告。|邻居通告。\n"
    "n MLDv2Reports multicast listener report, version 2.|マルチキャストリスナーの報告、バージョン 2。|组播侦听者报告，第 2 版。\n"); });

inline constexpr Text udp = lexicon::packed([] { return Text(
    "t InDatagrams Datagrams that programs have received.|プログラムが受信したデータグラムの数。|程序收到的数据报数。\n"
    "q InErrors Datagrams that reached no program though one listens: full buffer, bad checksum.|"
    "待ち受けがあるのに、満杯のバッファや誤ったチェックサムで届かなかったデータグラムの数。|有程序监听、却因缓冲区已满或校验和错误而未送达的数据报数。\n"
    "t OutDatagrams Datagrams sent.|送信したデータグラムの数。|发送的数据报数。\n"
    "m SndbufErrors Datagrams not sent because a buffer on the way out was full.|"
    "送信側のバッファが満杯で送れなかったデータグラムの数。|因发送途中的缓冲区已满而未发送的数据报数。\n"
    "e InCsumErrors Datagrams with a wrong checksum.|チェックサムが誤っているデータグラムの数。|校验和错误的数据报数。\n"
    "n IgnoredMulti Multicast and broadcast datagrams that no socket here wanted.|"
    "ここのどのソケットも求めないマルチキャストとブロードキャストの数。|本机没有套接字需要的组播和广播数据报数。\n"
    "m MemErrors Datagrams dropped because UDP used all memory of net.ipv4.udp_mem.|"
    "UDP が net.ipv4.udp_mem のメモリを使い切って捨てたデータグラムの数。|因 UDP 用尽 net.ipv4.udp_mem 的内存而丢弃的数据报数。\n"); });

inline constexpr Text tcp = lexicon::packed([] { return Text(
    "c RtoAlgorithm How the retransmission timeout is computed; always 1 on Linux.|"
    "再送タイムアウトの計算方法。Linux では常に 1。|重传超时的算法；在 Linux 上总是 1。\n"
    "c RtoMin Least retransmission timeout, in milliseconds.|再送タイムアウトの最小値（ミリ秒）。|重传超时的最小值（毫秒）。\n"
    "c RtoMax Largest retransmission timeout, in milliseconds.|再送タイムアウトの最大値（ミリ秒）。|重传超时的最大值（毫秒）。\n"
    "c MaxConn Most connections allowed; -1 says that there is no limit.|許される接続の最大数。-1 は無制限。|允许的最大连接数；-1 表示没有限制。\n"
    "t ActiveOpens Connections begun from here.|ここから始めた接続の数。|由本机发起的连接数。\n"
    "t PassiveOpens Connections of others whose handshake a listener here completed.|"
    "ここの LISTEN ソケットがハンドシェイクを終えた、他からの接続の数。|由本机监听套接字完成握手的外来连接数。\n"
    "g CurrEstab Connections that are ESTABLISHED or CLOSE_WAIT now.|"
    "今 ESTABLISHED か CLOSE_WAIT にある接続の数。|当前处于 ESTABLISHED 或 CLOSE_WAIT 的连接数。\n"
    "t InSegs Segments received, broken ones too.|受信したセグメントの数。壊れたものも含みます。|收到的报文段数，含损坏的。\n"
    "t OutSegs Segments sent, those that were sent again not counted.|送信したセグメントの数。再送は含みません。|发送的报文段数，不含重传。\n"
    "e InCsumErrors Segments with a wrong checksum.|チェックサムが誤っているセグメントの数。|校验和错误的报文段数。\n"); });

// The last word of a name decides: "TCP inuse", "TCP6 inuse".
inline constexpr Text sockstat = lexicon::packed([] { return Text(
    "g used Sockets of all kinds that processes have here.|ここのプロセスが持つ、すべての種類のソケットの数。|本处进程持有的各类套接字总数。\n"
    "g inuse Sockets in use here without those in TIME_WAIT; of FRAG packets that wait for fragments.|"
    "ここで使用中のソケットの数（TIME_WAIT を除く）。FRAG では断片を待つパケットの数。|本处使用中的套接字数（不含 TIME_WAIT）；对 FRAG 是等待分片的包数。\n"
    "g orphan TCP sockets of the whole host that no process has any more.|"
    "どのプロセスも持たない、ホスト全体の TCP ソケットの数。|全机已不属于任何进程的 TCP 套接字数。\n"
    "g tw Connections in TIME_WAIT here.|ここで TIME_WAIT にある接続の数。|本处处于 TIME_WAIT 的连接数。\n"
    "g alloc TCP sockets of the whole host for which memory was taken.|"
    "メモリが割り当てられた、ホスト全体の TCP ソケットの数。|全机已分配内存的 TCP 套接字数。\n"
    "g mem Pages of memory that the protocol uses on the whole host.|"
    "そのプロトコルがホスト全体で使うメモリのページ数。|该协议在全机使用的内存页数。\n"
    "g memory Bytes that fragments take which wait to be put together.|"
    "組み立てを待つフラグメントが占めるバイト数。|等待重组的分片占用的字节数。\n"); });

inline constexpr Text softnet = lexicon::packed([] { return Text(
    "t processed Packets that this processor took in.|この CPU が処理したパケットの数。|该处理器接收处理的包数。\n"
    "b dropped Packets dropped because the queue of this processor was full (net.core.netdev_max_backlog).|"
    "この CPU のキューが満杯で捨てられたパケットの数（net.core.netdev_max_backlog）。|因该处理器的队列已满而丢弃的包数（net.core.netdev_max_backlog）。\n"
    "b time_squeeze Times that work was left because its time or budget ended (net.core.netdev_budget).|"
    "時間か処理数の上限に達し、処理を残した回数（net.core.netdev_budget）。|因时间或配额用完而留下未处理工作的次数（net.core.netdev_budget）。\n"
    "n received_rps Packets that another processor handed to this one.|"
    "他の CPU からこの CPU に渡されたパケットの数。|其他处理器交给该处理器的包数。\n"
    "b flow_limit Packets dropped because one flow took too much of the queue.|"
    "一つのフローがキューを占めすぎたため捨てられたパケットの数。|因单个流占用队列过多而丢弃的包数。\n"
    "g backlog Packets that wait in the queue of this processor now.|"
    "この CPU のキューで今待っているパケットの数。|此刻在该处理器队列中等待的包数。\n"); });

inline constexpr Text conntrack = lexicon::packed([] { return Text(
    "g entries Connections that are remembered now.|今記憶している接続の数。|当前记录的连接数。\n"
    "n searched Look-ups made.|検索の回数。|查找次数。\n"
    "n clashres Entries made twice at once, and settled.|同時に二つ作られ、解決された項目の数。|同时重复建立并已解决的条目数。\n"
    "n found Look-ups that found an entry.|項目が見つかった検索の回数。|找到条目的查找次数。\n"
    "t new Entries made for new connections.|新しい接続のために作られた項目の数。|为新连接建立的条目数。\n"
    "p invalid Packets that could not be tracked, such as broken or unexpected ones.|"
    "壊れているか予期しないため追跡できなかったパケットの数。|因损坏或不符预期而无法跟踪的包数。\n"
    "n ignore Packets that were not to be tracked.|追跡の対象外だったパケットの数。|不需跟踪的包数。\n"
    "n delete Entries removed.|削除された項目の数。|删除的条目数。\n"
    "n delete_list Entries moved to the list of dying ones.|削除待ちの一覧に移された項目の数。|移入待删列表的条目数。\n"
    "k chainlength Look-ups dropped because a chain of the hash table was too long.|"
    "ハッシュ表の鎖が長すぎて打ち切られた検索の回数。|因哈希表的链过长而放弃的查找次数。\n"
    "t insert Entries put into the table.|表に加えられた項目の数。|加入表中的条目数。\n"
    "y insert_failed Packets dropped because their entry stood there already: often two at once, of DNS.|"
    "項目がすでにあったため捨てられたパケットの数。DNS の同時の問い合わせでよく起こります。|因条目已存在而丢弃的包数：常见于同时发出的两个 DNS 查询。\n"
    "k drop Packets dropped because the table was full (net.netfilter.nf_conntrack_max).|"
    "表が満杯で捨てられたパケットの数（net.netfilter.nf_conntrack_max）。|因表已满而丢弃的包数（net.netfilter.nf_conntrack_max）。\n"
    "k early_drop Entries thrown out because the table was full.|表が満杯で追い出された項目の数。|因表已满而被逐出的条目数。\n"
    "p icmp_error ICMP errors that fit no connection.|どの接続にも合わない ICMP エラーの数。|不属于任何连接的 ICMP 错误数。\n"
    "n expect_new Connections that were expected, such as the data of FTP.|"
    "FTP のデータなど、予期されていた接続の数。|预期中的连接数，例如 FTP 的数据连接。\n"
    "n expect_create Expectations made.|作られた予期の数。|建立的预期数。\n"
    "n expect_delete Expectations removed.|削除された予期の数。|删除的预期数。\n"
    "n search_restart Look-ups begun again because the table changed its size.|"
    "表の大きさが変わったためやり直した検索の回数。|因表的大小改变而重新开始的查找次数。\n"); });

inline constexpr Text protocols = lexicon::packed([] { return Text(
    "g sockets Sockets of the protocol here.|ここにある、そのプロトコルのソケットの数。|本处该协议的套接字数。\n"
    "g memory Pages of memory that the protocol uses on the whole host.|"
    "そのプロトコルがホスト全体で使うメモリのページ数。|该协议在全机使用的内存页数。\n"
    "m press 1 when the protocol is short of memory, 0 when not.|"
    "そのプロトコルがメモリ不足なら 1、そうでなければ 0。|该协议内存不足为 1，否则为 0。\n"); });

}  // namespace sonde::lines
// clang-format on
