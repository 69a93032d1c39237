// word_lines.hpp: what flags, states and kinds in tables of the network and the machine mean.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/types.hpp"
#include "lexicon/packed.hpp"

// Lines as line.hpp says. What needs more than a sentence has an entry in network_states.cpp or
// host_words.cpp.
// clang-format off: one line a name.
namespace sonde::lines {

inline constexpr Text interface_words = lexicon::packed([] { return Text(
    "o LOOPBACK The device leads back to this machine.|自分のマシンに戻るデバイスです。|该设备通回本机。\n"
    "o BROADCAST The device can send to everybody on its link at once.|リンク上の全員に一度に送信できます。|该设备可同时发给链路上的所有主机。\n"
    "o POINTOPOINT The device has one other end, as tunnels and PPP have.|"
    "トンネルや PPP のように、相手が一つだけのデバイスです。|该设备只有一个对端，如隧道和 PPP。\n"
    "o MULTICAST The device can send to groups.|マルチキャストを送信できます。|该设备可以发送组播。\n"
    "o NOARP The device asks for no hardware addresses, as tunnels and lo do not.|"
    "トンネルや lo のように、ハードウェアアドレスを問い合わせません。|该设备不询问硬件地址，如隧道和 lo。\n"
    "h ALLMULTI The interface takes every multicast packet, as routers of multicast need.|"
    "すべてのマルチキャストパケットを受け取ります。マルチキャストのルーターに必要です。|接口接收所有组播包；组播路由器需要它。\n"
    "h MASTER The device has ports of its own: a bond.|自身のポートを持つデバイス（bond）です。|该设备有自己的端口：bond。\n"
    "h SLAVE The device is a port of a bond.|bond のポートです。|该设备是 bond 的一个端口。\n"
    "h DEBUG The driver writes more to the kernel log.|ドライバーがカーネルのログに詳しく書き出します。|驱动会向内核日志写入更多内容。\n"
    "o DYNAMIC Its addresses go when it is switched off, as of dial-up links.|"
    "ダイヤルアップのように、無効にするとアドレスが消えます。|停用时其地址会消失，如拨号链路。\n"
    "o AUTOMEDIA The driver chooses the kind of medium itself.|ドライバーが媒体の種類を自分で選びます。|驱动自行选择介质类型。\n"
    "o PORTSEL The kind of medium can be set.|媒体の種類を設定できます。|可以设置介质类型。\n"
    "o NOTRAILERS An old form of packets is not used; it means nothing today.|"
    "古いパケット形式を使いません。今は意味がありません。|不使用一种旧的包格式；如今没有意义。\n"
    "o ECHO The device gives back what it sends, as CAN does.|"
    "CAN のように、送信したものを自身でも受け取ります。|该设备会回送自己发出的内容，如 CAN。\n"); });

inline constexpr Text state_words = lexicon::packed([] { return Text(
    "N NOTPRESENT The hardware of the device is gone.|デバイスのハードウェアがありません。|设备的硬件已不存在。\n"
    "N TESTING The device is in a test, and no packets pass.|デバイスは試験中で、パケットは通りません。|设备处于测试中，报文无法通过。\n"
    "o full Both ends send at once.|両端が同時に送信できます。|两端可同时发送。\n"
    "e half The ends send in turn, a sign of a failed negotiation today: set both ends to automatic.|"
    "両端が交互に送信します。今では自動設定の失敗の兆候で、両端を自動にしてください。|两端轮流发送；如今多是协商失败：请把两端都设为自动。\n"); });

inline constexpr Text driver_words = lexicon::packed([] { return Text(
    "e SymbolErrorDuringCarrier Signals on the line that are no valid symbol.|正しい符号でない回線上の信号の数。|线路上不是有效符号的信号数。\n"
    "e FrameCheckSequenceErrors Frames received with a wrong checksum.|チェックサムが誤っている受信フレームの数。|收到的校验和错误的帧数。\n"
    "e AlignmentErrors Frames received that are not a whole number of bytes.|バイト単位でない長さの受信フレームの数。|收到的长度不是整字节的帧数。\n"
    "e LateCollisions Collisions that came too late: the ends differ in duplex, or the cable is too long.|"
    "遅すぎる衝突の数。両端の duplex が異なるか、ケーブルが長すぎます。|过迟的冲突数：两端的 duplex 不同，或网线过长。\n"
    "d FramesAbortedDueToXSColls Frames given up after too many collisions.|衝突が多すぎて送信を諦めたフレームの数。|因冲突过多而放弃的帧数。\n"
    "d FramesLostDueToIntMACXmitError Frames lost inside the card while sending.|"
    "送信中にカード内で失われたフレームの数。|发送时在网卡内部丢失的帧数。\n"
    "N CarrierSenseErrors Times that the carrier was missing while sending.|送信中にキャリアがなかった回数。|发送时没有载波的次数。\n"
    "d FramesLostDueToIntMACRcvError Frames lost inside the card while receiving.|"
    "受信中にカード内で失われたフレームの数。|接收时在网卡内部丢失的帧数。\n"
    "d FramesWithExcessiveDeferral Frames that waited too long for a free line.|回線が空くのを待ちすぎたフレームの数。|等待线路空闲过久的帧数。\n"
    "e InRangeLengthErrors Frames received whose length field does not fit their length.|"
    "長さの項目が実際の長さに合わない受信フレームの数。|收到的长度字段与实际长度不符的帧数。\n"
    "e OutOfRangeLengthField Frames received whose length field is no valid length.|長さの項目が無効な受信フレームの数。|收到的长度字段无效的帧数。\n"
    "f FrameTooLongErrors Frames received that are longer than the card takes.|"
    "カードが受け取れるより長い受信フレームの数。|收到的超过网卡所能接收长度的帧数。\n"
    "p UnsupportedOpcodesReceived Control frames received that the card does not know.|"
    "カードが知らない制御フレームを受信した数。|收到的网卡不认识的控制帧数。\n"
    "e undersize_pkts Whole packets received that are too short.|短すぎる受信パケットの数（内容は正常）。|收到的完整但过短的包数。\n"
    "f oversize_pkts Whole packets received that are too long.|長すぎる受信パケットの数（内容は正常）。|收到的完整但过长的包数。\n"
    "e fragments Short packets received with a wrong checksum: pieces left by collisions.|"
    "短くチェックサムが誤っている受信パケットの数。衝突で残った断片です。|收到的过短且校验和错误的包数：冲突留下的碎片。\n"
    "e jabbers Long packets received with a wrong checksum: a device sends without end.|"
    "長くチェックサムが誤っている受信パケットの数。送信を止めないデバイスがあります。|收到的过长且校验和错误的包数：有设备不停地发送。\n"); });

inline constexpr Text address_words = lexicon::packed([] { return Text(
    "a dynamic It came from a router or DHCP, and goes when its time is over.|"
    "ルーターか DHCP から得たもので、期限が来ると消えます。|来自路由器或 DHCP，到期即消失。\n"
    "a temporary A random IPv6 address that outgoing connections use for privacy; others follow it.|"
    "外向きの接続が匿名性のために使う無作為な IPv6 アドレスで、定期的に替わります。|出站连接为隐私而使用的随机 IPv6 地址，会定期更换。\n"
    "h home The home address of a host that moves (Mobile IPv6).|"
    "移動するホストのホームアドレスです（Mobile IPv6）。|移动主机的家乡地址（Mobile IPv6）。\n"
    "h nodad Whether another host has it is not asked.|"
    "他のホストが使っていないかを確認しません（DAD なし）。|不检查是否有别的主机使用它（无 DAD）。\n"
    "h optimistic It is used already while the kernel asks whether another host has it.|"
    "他のホストが使っていないか確認している間も使われます。|在检查是否有别的主机使用它期间就已可用。\n"
    "h mngtmpaddr The kernel makes temporary addresses from it.|カーネルがこれから一時アドレスを作ります。|内核由它生成临时地址。\n"
    "h autojoin The address joins its multicast group itself.|このアドレスは自動的にマルチキャストグループに参加します。|该地址自动加入其组播组。\n"
    "o stable-privacy Made from a secret, not from the hardware address; the same in the same network.|"
    "ハードウェアアドレスではなく秘密から作られ、同じネットワークでは同じです。|由密钥而非硬件地址生成；在同一网络中不变。\n"); });

inline constexpr Text scope_words = lexicon::packed([] { return Text(
    "o global Valid everywhere.|どこでも有効です。|到处有效。\n"
    "o site Valid within one site; hardly used any more.|"
    "一つの拠点の中だけで有効です。今はほとんど使われません。|仅在一个站点内有效；现已很少使用。\n"
    "o link Valid on this link only; routers do not pass it on.|このリンクの中だけで有効で、ルーターは転送しません。|仅在本链路有效；路由器不转发。\n"
    "o host Valid inside this machine only.|このマシンの中だけで有効です。|仅在本机内有效。\n"
    "o nowhere Valid nowhere: of routes that drop packets.|"
    "どこでも有効ではありません。パケットを捨てる経路のものです。|到处无效：属于丢弃报文的路由。\n"); });

inline constexpr Text route_words = lexicon::packed([] { return Text(
    "o unicast The ordinary kind: packets go to the next hop.|通常の種類です。パケットはネクストホップへ送られます。|普通类型：报文发往下一跳。\n"
    "o local An address of this machine: packets are delivered here. As a table: the one that the kernel fills with them.|"
    "このマシンのアドレスで、パケットはここに届きます。表としては、カーネルがそれらを入れるものです。|"
    "本机的地址：报文在此交付。作为表：由内核填入这些路由。\n"
    "o broadcast Packets go to everybody on the link.|パケットはリンク上の全員に送られます。|报文发给链路上的所有主机。\n"
    "o anycast Packets go to the nearest of several hosts; here, to this one.|"
    "複数のホストのうち最も近いもの、ここではこのマシンに届きます。|报文发给多台主机中最近的一台；这里即本机。\n"
    "o multicast Packets go to the members of a group.|パケットはグループのメンバーに送られます。|报文发给组的成员。\n"
    "o nat Translation of addresses by routes; Linux has not had it since 2.6.|"
    "経路によるアドレス変換です。Linux 2.6 以降はありません。|由路由做地址转换；Linux 自 2.6 起已没有。\n"
    "o xresolve Left to a program outside; no kernel does it.|"
    "外部のプログラムに委ねます。実装したカーネルはありません。|交给外部程序；没有内核实现它。\n"
    "o none No kind is known, or nothing is done.|種類がないか、何もしません。|没有类型，或什么都不做。\n"
    "N dead The interface of this next hop is switched off, and packets do not take it.|"
    "このネクストホップのインターフェースは無効で、パケットは使いません。|此下一跳的接口已停用，报文不会走它。\n"
    "o pervasive The next hop is looked up again; no kernel of today sets it.|"
    "ネクストホップを再び検索します。今のカーネルは設定しません。|下一跳需再次查找；如今的内核不会设置它。\n"
    "F offload The hardware forwards by this entry itself.|この項目による転送をハードウェアが行います。|由硬件按此条目转发。\n"
    "F trap The hardware gives packets for this entry to the kernel.|"
    "この項目のパケットをハードウェアがカーネルに渡します。|硬件把匹配此条目的报文交给内核。\n"
    "o notify Whoever asked is told when this route changes.|この経路が変わると、求めた者に知らされます。|此路由改变时会通知请求者。\n"
    "N unresolved A multicast route whose source nobody has resolved yet.|"
    "送信元がまだ解決されていないマルチキャスト経路です。|源尚未解析的组播路由。\n"
    "F rt_offload The hardware forwards by this route itself.|この経路による転送をハードウェアが行います。|由硬件按此路由转发。\n"
    "F rt_trap The hardware gives packets of this route to the kernel.|"
    "この経路のパケットをハードウェアがカーネルに渡します。|硬件把此路由的报文交给内核。\n"
    "o medium The ordinary preference of a router.|ルーターの通常の優先度です。|路由器的普通优先级。\n"
    "o high Preferred to other routers.|他のルーターより優先されます。|优先于其他路由器。\n"
    "o low Used when no other router is there.|他にルーターがないときに使われます。|没有其他路由器时才使用。\n"
    "p invalid A preference that does not exist; it counts as medium.|存在しない優先度で、medium とみなされます。|不存在的优先级，按 medium 处理。\n"
    "j main The table that routes go into unless another one is named.|特に指定がなければ経路が入る表です。|未另行指定时路由所在的表。\n"
    "j default The last table, which is empty as a rule. As a destination: everything that no other route is for.|"
    "最後の表で、普通は空です。宛先としては、他の経路に当てはまらないすべてです。|最后的表，通常为空。作为目的地：其他路由都不匹配的一切。\n"); });

inline constexpr Text protocol_words = lexicon::packed([] { return Text(
    "o unspec Nobody said who put it there.|誰が加えたか示されていません。|没有说明由谁添加。\n"
    "r redirect A router told it by ICMP redirect.|ルーターが ICMP リダイレクトで知らせました。|由路由器通过 ICMP 重定向告知。\n"
    "o kernel The kernel put it there, for an address of an interface.|"
    "インターフェースのアドレスのためにカーネルが加えました。|内核为接口的地址添加。\n"
    "h boot Somebody put it there with ip route or at boot, without saying more.|"
    "ip route や起動時に、特に指定なく加えられました。|由 ip route 或在启动时添加，未作说明。\n"
    "h static An administrator or a network manager put it there to stay.|"
    "管理者やネットワーク管理ソフトが恒久的に加えました。|由管理员或网络管理程序固定添加。\n"
    "R gated ||\n"
    "o ra A router announced it (IPv6).|ルーターが広告しました（IPv6）。|由路由器通告（IPv6）。\n"
    "R mrt ||\n"
    "R zebra The routing daemon FRR, Quagga or Zebra put it there.|"
    "ルーティングデーモン FRR、Quagga、Zebra が加えました。|由路由守护进程 FRR、Quagga 或 Zebra 添加。\n"
    "R bird The routing daemon BIRD put it there; Calico uses it.|"
    "ルーティングデーモン BIRD が加えました。Calico も使います。|由路由守护进程 BIRD 添加；Calico 使用它。\n"
    "R dnrouted ||\n"
    "R xorp ||\n"
    "R ntk ||\n"
    "R dhcp A DHCP client put it there.|DHCP クライアントが加えました。|由 DHCP 客户端添加。\n"
    "R mrouted ||\n"
    "R keepalived ||\n"
    "R babel ||\n"
    "R openr ||\n"
    "R bgp ||\n"
    "R isis ||\n"
    "R ospf ||\n"
    "R rip ||\n"
    "R eigrp ||\n"); });

inline constexpr Text rule_words = lexicon::packed([] { return Text(
    "j lookup The packet is looked up in the table that the rule names.|パケットはルールが示す表で検索されます。|在规则指明的表中查找报文。\n"
    "j goto The search goes on at the rule with the priority that it names.|"
    "指定された優先度のルールから検索を続けます。|从所指优先级的规则继续查找。\n"
    "j nop Nothing is done; it is a mark that a goto can lead to.|何もしません。goto の行き先の目印です。|什么都不做；可作 goto 的目标。\n"
    "j none No action is set.|動作が設定されていません。|没有设置动作。\n"); });

inline constexpr Text neighbor_words = lexicon::packed([] { return Text(
    "o NONE Nothing is known of it yet.|まだ何も分かっていません。|尚一无所知。\n"
    "o router The neighbour said that it is a router (IPv6).|相手はルーターだと名乗りました（IPv6）。|该邻居表明自己是路由器（IPv6）。\n"
    "h proxy This machine answers for the address in place of another host.|"
    "このマシンが他のホストに代わって、このアドレスに応答します。|本机代替另一台主机为此地址应答。\n"
    "h extern_learn A program or a switch entered it, such as a daemon of an overlay network.|"
    "オーバーレイのデーモンやスイッチなど、外部が登録しました。|由程序或交换机登记，例如覆盖网络的守护进程。\n"
    "F offload The hardware uses this entry itself.|この項目をハードウェアが直接使います。|由硬件直接使用此条目。\n"); });

inline constexpr Text family_words = lexicon::packed([] { return Text(
    "o ipv4 Addresses of 4 bytes, such as 192.0.2.1.|4 バイトのアドレスです（192.0.2.1 など）。|4 字节的地址，如 192.0.2.1。\n"
    "o ipv6 Addresses of 16 bytes, such as 2001:db8::1.|16 バイトのアドレスです（2001:db8::1 など）。|16 字节的地址，如 2001:db8::1。\n"); });

inline constexpr Text kind_words = lexicon::packed([] { return Text(
    "t counter A number that only grows, until the machine or the namespace ends.|"
    "マシンか名前空間が終わるまで、増えるだけの数です。|只增不减的数，直到机器或命名空间结束。\n"
    "g gauge A number that says what is now.|今の状態を示す数です。|表示当前状态的数。\n"); });

inline constexpr Text qdisc_words = lexicon::packed([] { return Text(
    "Q noqueue Nothing waits: packets go to the device at once, as of veth, lo and bridges.|"
    "待たせず、すぐにデバイスへ渡します。veth、lo、ブリッジで普通です。|不排队：报文立即交给设备，如 veth、lo 和网桥。\n"
    "Q noop Everything is dropped: the device is not switched on yet.|すべて捨てます。デバイスがまだ有効になっていません。|全部丢弃：设备尚未启用。\n"
    "Q pfifo_fast Three bands by priority, first in, first out.|優先度別の三つの帯で、先に来たものから送ります。|按优先级分三个带，先进先出。\n"
    "Q fq_codel Flows take turns, and those that wait too long lose packets; the usual default.|"
    "フローを公平に扱い、待ちすぎたものを捨てます。一般的な既定です。|各流轮流发送，等待过久的会被丢包；常见的默认值。\n"
    "Q fq Flows take turns at the pace that TCP sets; BBR wants it.|"
    "TCP が決める速さで、フローを公平に送ります。BBR 向きです。|各流按 TCP 定的节奏轮流发送；适合 BBR。\n"
    "Q mq A root for cards with several queues, each with a qdisc of its own.|"
    "複数のキューを持つカードの根で、各キューに qdisc があります。|多队列网卡的根，每个队列各有 qdisc。\n"
    "Q tbf A shaper: packets leave at one rate, with short bursts.|"
    "シェーパーです。一定の速度と短いバーストで送ります。|整形器：以一个速率发送，允许短突发。\n"
    "Q htb A shaper with classes that lend each other rate.|速度を貸し借りするクラスを持つシェーパーです。|带类的整形器，各类可互借速率。\n"
    "Q hfsc A shaper with classes that have rate and delay guaranteed.|"
    "速度と遅延を保証するクラスを持つシェーパーです。|带类的整形器，保证速率和时延。\n"
    "Q netem It delays, loses or doubles packets on purpose, for tests.|"
    "試験のため、わざとパケットを遅らせ、失い、重複させます。|为测试而故意延迟、丢失或重复报文。\n"
    "Q ingress A hook for filters of packets that come in; it holds none.|"
    "受信パケットのフィルター用で、何も待たせません。|用于入站报文过滤的挂钩；不保存报文。\n"
    "Q clsact A hook for filters of both directions, as Cilium uses; it holds none.|"
    "両方向のフィルター用で、Cilium などが使います。何も待たせません。|用于双向过滤的挂钩，Cilium 等使用；不保存报文。\n"
    "Q sfq Flows take turns, sorted by hash.|ハッシュで分けたフローを順番に送ります。|按哈希分流，轮流发送。\n"
    "Q prio Bands by priority; the first one always goes before.|優先度別の帯で、常に先の帯から送ります。|按优先级分带；总是先发前面的带。\n"
    "Q cake A shaper for home routers that keeps delay low.|"
    "遅延を低く保つ、家庭用ルーター向けのシェーパーです。|面向家用路由器、保持低时延的整形器。\n"
    "Q codel One queue that drops what waits too long.|待ちすぎたパケットを捨てる一つのキューです。|单队列，丢弃等待过久的报文。\n"
    "Q pfifo One queue, first in, first out, with a limit in packets.|先着順の一つのキューで、上限はパケット数です。|单队列，先进先出，以包数为限。\n"
    "Q bfifo One queue, first in, first out, with a limit in bytes.|"
    "先着順の一つのキューで、上限はバイト数です。|单队列，先进先出，以字节为限。\n"); });

inline constexpr Text disk_words = lexicon::packed([] { return Text(
    "B disk A whole disk that a driver of the kernel serves.|カーネルのドライバーが扱う一台のディスクです。|由内核驱动的整块磁盘。\n"
    "B partition A part of a disk.|ディスクの一部です。|磁盘的一个分区。\n"
    "B raid Several disks as one (md).|複数のディスクを一つにまとめたものです（md）。|多块磁盘合成一个（md）。\n"
    "B mapper A device that lies over others: LVM, encryption (dm).|"
    "他の上に作られたデバイスで、LVM や暗号化のものです（dm）。|叠在其他设备上：LVM、加密（dm）。\n"
    "B cdrom A drive for discs.|光学ドライブです。|光盘驱动器。\n"
    "B network A disk on another machine (nbd, rbd, drbd).|"
    "別のマシンにあるディスクです（nbd、rbd、drbd）。|位于另一台机器的磁盘（nbd、rbd、drbd）。\n"
    "B loop A file that is used as a disk.|ディスクとして使われるファイルです。|当作磁盘使用的文件。\n"
    "B ram A disk in memory (ram, zram).|メモリ上のディスクです（ram、zram）。|内存中的磁盘（ram、zram）。\n"); });

inline constexpr Text pressure_words = lexicon::packed([] { return Text(
    "P some At least one task waited.|少なくとも一つのタスクが待ちました。|至少有一个任务在等待。\n"
    "P full All tasks that had work waited at once: nothing got done.|"
    "仕事のあるタスクがすべて同時に待ち、何も進みませんでした。|所有有工作的任务同时在等待：什么都没做成。\n"
    "P cpu Tasks that could run waited for a processor.|実行できるタスクが CPU を待ちました。|可运行的任务在等处理器。\n"
    "P memory Tasks waited for memory to be freed or read back.|メモリの解放や読み戻しを待ちました。|任务在等内存被释放或读回。\n"
    "P io Tasks waited for disks.|タスクがディスクを待ちました。|任务在等磁盘。\n"
    "P irq Tasks waited while the kernel handled interrupts.|"
    "カーネルが割り込みを処理する間、タスクが待ちました。|内核处理中断期间任务在等待。\n"); });

inline constexpr Text cpu_words = lexicon::packed([] { return Text(
    "C user Time in programs.|プログラムの実行に使った時間です。|用于程序的时间。\n"
    "C nice Time in programs of low priority.|優先度の低いプログラムに使った時間です。|用于低优先级程序的时间。\n"
    "C system Time in the kernel, for programs.|プログラムのためにカーネルが使った時間です。|内核为程序工作的时间。\n"
    "C idle Time with nothing to do, and no disk to wait for.|することがなく、ディスクも待っていなかった時間です。|无事可做、也不等磁盘的时间。\n"
    "C irq Time in interrupts.|割り込みに使った時間です。|用于中断的时间。\n"
    "C guest Time in virtual machines that run here.|ここで動く仮想マシンに使った時間です。|用于本机所运行虚拟机的时间。\n"); });

inline constexpr Text limit_words = lexicon::packed([] { return Text(
    "G open-files Descriptors that a process has open (ulimit -n).|"
    "プロセスが開いているファイルディスクリプターの数です（ulimit -n）。|进程打开的描述符数（ulimit -n）。\n"
    "G threads Threads of all processes of a user (ulimit -u), or of the machine.|"
    "一人のユーザーの全プロセスのスレッド（ulimit -u）、またはマシンのスレッドの数です。|一个用户所有进程的线程数（ulimit -u），或整台机器的线程数。\n"
    "G tasks Processes and threads of a cgroup (pids.max).|cgroup のプロセスとスレッドの数です（pids.max）。|cgroup 的进程和线程数（pids.max）。\n"
    "G memory Bytes of memory that a cgroup uses (memory.max).|"
    "cgroup が使うメモリのバイト数です（memory.max）。|cgroup 使用的内存字节数（memory.max）。\n"
    "G inotify-instances Instances of inotify of a user.|一人のユーザーが持つ inotify の数です。|一个用户的 inotify 实例数。\n"
    "G inotify-watches Files that a user watches by inotify.|"
    "一人のユーザーが inotify で監視するファイルの数です。|一个用户用 inotify 监视的文件数。\n"
    "G pids Numbers of processes and threads that the machine can give.|"
    "マシンが割り当てられるプロセスとスレッドの番号の数です。|机器可分配的进程和线程编号数。\n"
    "G process It holds for one process.|一つのプロセスに対するものです。|针对一个进程。\n"
    "G user It holds for all processes of a user together.|一人のユーザーのすべてのプロセスに対するものです。|针对一个用户的所有进程合计。\n"
    "G cgroup It holds for a cgroup and those below it, such as a container.|"
    "コンテナーなど、一つの cgroup とその下に対するものです。|针对一个 cgroup 及其下级，例如容器。\n"
    "G machine It holds for the whole machine.|マシン全体に対するものです。|针对整台机器。\n"
    "G cpuset It holds for the memory nodes that a cpuset allows.|cpuset が許すメモリノードに対するものです。|针对 cpuset 允许的内存节点。\n"
    "G policy It holds for the memory nodes that a memory policy (NUMA) allows.|"
    "メモリポリシー（NUMA）が許すメモリノードに対するものです。|针对内存策略（NUMA）允许的内存节点。\n"); });

}  // namespace sonde::lines
// clang-format on
