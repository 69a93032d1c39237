// phrases.hpp: the sentences around the arithmetic of a row, in three languages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "lexicon/paragraph.hpp"

namespace sonde::lexicon::phrase {

// clang-format off

// About addresses and ports.
inline constexpr Phrase backwards{
    "The kernel prints the 32-bit word of the machine as one number, so on a little-endian machine (x86, ARM) the bytes stand backwards.",
    "カーネルはマシン内部の 32 ビット値を一つの数として出力するので、リトルエンディアンのマシン（x86、ARM）ではバイトが逆順に並びます。",
    "内核把机器内部的 32 位字当作一个数打印，所以在小端机器（x86、ARM）上字节是倒序的。"};
inline constexpr Phrase backwards_words{
    "An IPv6 address is four such 32-bit words; on a little-endian machine (x86, ARM) the bytes of each word stand backwards, the words stay in their place.",
    "IPv6 アドレスは 32 ビット値 4 個です。リトルエンディアンのマシン（x86、ARM）では各値の中のバイトが逆順に並び、4 個の値の順序は変わりません。",
    "IPv6 地址由四个 32 位字组成；在小端机器（x86、ARM）上每个字内部的字节是倒序的，字与字的顺序不变。"};
inline constexpr Phrase looks_big{
    "This may be text from a big-endian machine: read that way, the bytes stand in order and it is {0}, which looks more usual.",
    "ビッグエンディアンのマシンで書かれた文字列かもしれません。その場合バイトは順番どおりに並び、{0} となります。こちらの方が自然です。",
    "这可能是大端机器上的文本：按大端读取，字节就是正序，结果为 {0}，看起来更合理。"};
inline constexpr Phrase mapped{
    "This is the IPv4 address {0}, written in IPv6 form (v4-mapped), because the socket is an IPv6 one.",
    "IPv4 アドレス {0} を IPv6 の形（v4-mapped）で書いたものです。ソケットが IPv6 のものだからです。",
    "这是以 IPv6 形式（v4-mapped）书写的 IPv4 地址 {0}，因为该套接字是 IPv6 套接字。"};
inline constexpr Phrase any_address{
    "This stands for no particular address: every address on the local side, no peer on the remote side.",
    "特定のアドレスではありません。ローカル側ではすべてのアドレス、リモート側では相手なしを意味します。",
    "它不代表具体的地址：在本端表示所有地址，在远端表示没有对端。"};
inline constexpr Phrase every_address{
    "Every address of this network namespace.",
    "このネットワーク名前空間のすべてのアドレスです。",
    "该网络命名空间的所有地址。"};
inline constexpr Phrase every_address_both{
    "Every address of this network namespace: IPv6, and also takes IPv4 unless IPV6_V6ONLY is set.",
    "このネットワーク名前空間のすべてのアドレスです。IPv6 に加え、IPV6_V6ONLY が設定されていなければ IPv4 も受け付けます。",
    "该网络命名空间的所有地址：IPv6，未设置 IPV6_V6ONLY 时也接受 IPv4。"};
inline constexpr Phrase no_peer{
    "No peer.",
    "相手はありません。",
    "没有对端。"};
inline constexpr Phrase port_is_plain{
    "The port is an ordinary hexadecimal number, the same on every machine.",
    "ポートは普通の 16 進数で、どのマシンでも同じです。",
    "端口是普通的十六进制数，在任何机器上都一样。"};
inline constexpr Phrase zero_port{
    "{0} → 0: no port.",
    "{0} → 0：ポートなし。",
    "{0} → 0：没有端口。"};

// Which reading was chosen when a question alone does not say.
inline constexpr Phrase read_as_address{
    "{0} is read as an address of /proc/net/tcp.",
    "{0} を /proc/net/tcp のアドレスとして読みます。",
    "将 {0} 当作 /proc/net/tcp 中的地址读取。"};
inline constexpr Phrase read_as_port{
    "{0} is read as a port of /proc/net/tcp, in hexadecimal.",
    "{0} を /proc/net/tcp のポート（16 進数）として読みます。",
    "将 {0} 当作 /proc/net/tcp 中的端口（十六进制）读取。"};
inline constexpr Phrase maybe_decimal{
    "If {0} is already a decimal port, the kernel prints it as {1}.",
    "{0} がすでに 10 進数のポートなら、カーネルは {1} と表示します。",
    "如果 {0} 已经是十进制端口，内核会显示为 {1}。"};
inline constexpr Phrase read_as_state{
    "{0} is read as a state, the field st of /proc/net/tcp.",
    "{0} を状態、つまり /proc/net/tcp の st の値として読みます。",
    "将 {0} 当作状态，即 /proc/net/tcp 的 st 字段读取。"};
inline constexpr Phrase read_as_queues{
    "{0} is read as tx_queue:rx_queue, in hexadecimal.",
    "{0} を tx_queue:rx_queue（16 進数）として読みます。",
    "将 {0} 当作 tx_queue:rx_queue（十六进制）读取。"};
inline constexpr Phrase read_as_timer{
    "{0} is read as tr:tm->when, the timer and the time left.",
    "{0} を tr:tm->when、つまりタイマーと残り時間として読みます。",
    "将 {0} 当作 tr:tm->when，即定时器和剩余时间读取。"};
inline constexpr Phrase udp_reading{
    "In udp and raw, the same number is UNCONN: {0}",
    "udp と raw では、同じ番号が UNCONN です。{0}",
    "在 udp 和 raw 中，同样的编号是 UNCONN：{0}"};

// About single fields of a row.
inline constexpr Phrase row_number{
    "Only the number of the row.",
    "単なる行番号です。",
    "只是行号。"};
inline constexpr Phrase unacknowledged_bytes{
    "Bytes that the peer has not acknowledged yet.",
    "相手がまだ確認していないバイト数です。",
    "对端尚未确认的字节数。"};
inline constexpr Phrase unread_bytes{
    "Bytes that the program has not read yet.",
    "プログラムがまだ読んでいないバイト数です。",
    "程序尚未读取的字节数。"};
inline constexpr Phrase waiting_connections{
    "Connections in the accept queue that wait for accept(); the limit (backlog) is not in this text.",
    "accept() を待つ accept キューの接続数です。上限（backlog）はこの文字列にはありません。",
    "在 accept 队列中等待 accept() 的连接数；上限（backlog）不在这段文本中。"};
inline constexpr Phrase datagram_memory{
    "Memory of datagrams in bytes, with overhead.",
    "データグラムが占めるメモリのバイト数で、管理領域を含みます。",
    "数据报占用的内存字节数，包含管理开销。"};
inline constexpr Phrase unused_for_listen{
    "Always 0 for a listener in /proc.",
    "/proc では、LISTEN ソケットは常に 0 です。",
    "在 /proc 中，监听套接字恒为 0。"};
inline constexpr Phrase timer_ticks{
    "{0} → 0x{1} = {2} ticks of 1/100 s = {3} s",
    "{0} → 0x{1} = {2} ティック（1/100 秒単位）= {3} 秒",
    "{0} → 0x{1} = {2} 个 1/100 秒的节拍 = {3} 秒"};
inline constexpr Phrase unanswered_repeats{
    "Sent again in a row without an answer.",
    "応答のないまま続けて再送した回数です。",
    "没有应答而连续重传的次数。"};
inline constexpr Phrase user_number{
    "The user that made the socket.",
    "ソケットを作ったユーザーです。",
    "创建该套接字的用户。"};
inline constexpr Phrase user_unknown{
    "Says nothing here: TIME_WAIT always has uid 0.",
    "ここでは意味がありません。TIME_WAIT の uid は常に 0 です。",
    "在这里没有意义：TIME_WAIT 的 uid 恒为 0。"};
inline constexpr Phrase user_doubtful{
    "May say nothing: older kernels print 0 for every socket without an inode.",
    "意味がないかもしれません。古いカーネルは、inode のないソケットではすべて 0 と表示します。",
    "可能没有意义：较旧的内核对所有没有 inode 的套接字都显示 0。"};
inline constexpr Phrase listener_user{
    "The user of the listener.",
    "LISTEN ソケットのユーザーです。",
    "监听套接字的用户。"};
inline constexpr Phrase unanswered_probes{
    "Probes (zero window, keepalive) without an answer; not a time.",
    "応答のない探査（ゼロウィンドウ、keepalive）の回数で、時間ではありません。",
    "没有应答的探测（零窗口、keepalive）次数；不是时间。"};
inline constexpr Phrase inode_number{
    "The process that holds it has a descriptor socket:[{0}]; `sonde sockets inode = {0}` finds it.",
    "保持するプロセスには socket:[{0}] というディスクリプタがあり、`sonde sockets inode = {0}` で探せます。",
    "持有它的进程有描述符 socket:[{0}]；可用 `sonde sockets inode = {0}` 查找。"};
inline constexpr Phrase inode_time_wait{
    "No process: the connection is finished, and only the kernel remembers it.",
    "プロセスはありません。接続は終わっており、カーネルだけが覚えています。",
    "没有进程：连接已经结束，只有内核还记着它。"};
inline constexpr Phrase inode_syn_queue{
    "No process yet: a half-open connection in the SYN queue of its listener.",
    "まだプロセスはありません。LISTEN ソケットの SYN キューにある半開きの接続です。",
    "还没有进程：这是监听套接字 SYN 队列中的半开连接。"};
inline constexpr Phrase inode_accept_queue{
    "No process yet: it waits in the accept queue of its listener for accept().",
    "まだプロセスはありません。LISTEN ソケットの accept キューで accept() を待っています。",
    "还没有进程：它在监听套接字的 accept 队列中等待 accept()。"};
inline constexpr Phrase inode_orphan{
    "No process any more: it was closed, and the kernel finishes it alone (orphan).",
    "プロセスはもうありません。閉じられた後、カーネルだけで終わらせています（orphan）。",
    "已没有进程：套接字已被关闭，由内核独自收尾（orphan）。"};
inline constexpr Phrase inode_none{
    "No process holds it.",
    "どのプロセスも保持していません。",
    "没有进程持有它。"};
inline constexpr Phrase inode_meanings{
    "0 means that no process holds it: TIME_WAIT is finished, SYN_RECV is half open, ESTABLISHED waits in the accept queue.",
    "0 は、どのプロセスも保持していないことを意味します。TIME_WAIT は終了済み、SYN_RECV は半開き、ESTABLISHED は accept キューで待機中です。",
    "0 表示没有进程持有：TIME_WAIT 已结束，SYN_RECV 是半开，ESTABLISHED 在 accept 队列中等待。"};
inline constexpr Phrase references{
    "References inside the kernel, not processes.",
    "カーネル内部の参照数で、プロセスの数ではありません。",
    "内核内部的引用数，不是进程数。"};
inline constexpr Phrase pointer{
    "The address in kernel memory; hashed or zero since Linux 4.15.",
    "カーネルメモリ内のアドレスで、Linux 4.15 以降はハッシュ値か 0 です。",
    "内核内存中的地址；自 Linux 4.15 起为哈希值或 0。"};
inline constexpr Phrase seconds{
    "{0} s", "{0} 秒", "{0} 秒"};
inline constexpr Phrase segments{
    "{0} segments", "{0} セグメント", "{0} 个报文段"};
inline constexpr Phrase never_lowered{
    "Never lowered: no loss noticed.",
    "一度も下げられていません。損失は検出されていません。",
    "从未降低：没有发现丢包。"};
inline constexpr Phrase fast_open_limit{
    "For a listener: the limit of the TCP Fast Open queue.",
    "LISTEN では TCP Fast Open キューの上限です。",
    "对监听套接字来说是 TCP Fast Open 队列的上限。"};
inline constexpr Phrase dropped{
    "Datagrams thrown away since the socket was made.",
    "ソケットが作られてから捨てたデータグラムの数です。",
    "自套接字创建以来丢弃的数据报数。"};
inline constexpr Phrase unknown_number{
    "No meaning is known for this number.",
    "この番号の意味は知られていません。",
    "这个编号没有已知的含义。"};

// About the row as a whole.
inline constexpr Phrase cut_short{
    "The row is cut short; what is missing here was not in the text.",
    "行は途中で切れています。ここにない項目は、元の文字列にありませんでした。",
    "该行不完整；这里没有的字段在文本中也没有。"};
inline constexpr Phrase more_rows{
    "More rows follow; `sonde decode` reads whole tables.",
    "続きの行があります。表全体は `sonde decode` で読めます。",
    "后面还有其他行；整张表请交给 `sonde decode`。"};

// The parts of the last sentence of a row, joined by `comma` and ended by `full_stop`.
inline constexpr Phrase comma{", ", "、", "，"};
inline constexpr Phrase full_stop{".", "。", "。"};
inline constexpr Phrase read_big{
    "read as big-endian", "ビッグエンディアンとして読み取り", "按大端读取"};
inline constexpr Phrase takes_ipv4{
    "takes connections on every IPv4 address", "すべての IPv4 アドレスで接続を受け付ける", "在所有 IPv4 地址上接受连接"};
inline constexpr Phrase takes_both{
    "takes connections on every IPv6 address and also takes IPv4 unless IPV6_V6ONLY is set",
    "すべての IPv6 アドレスで接続を受け付け、IPV6_V6ONLY がなければ IPv4 も受け付ける",
    "在所有 IPv6 地址上接受连接，未设置 IPV6_V6ONLY 时也接受 IPv4"};
inline constexpr Phrase receives_ipv4{
    "receives datagrams on every IPv4 address", "すべての IPv4 アドレスでデータグラムを受け取る", "在所有 IPv4 地址上接收数据报"};
inline constexpr Phrase receives_both{
    "receives datagrams on every IPv6 address and also takes IPv4 unless IPV6_V6ONLY is set",
    "すべての IPv6 アドレスでデータグラムを受け取り、IPV6_V6ONLY がなければ IPv4 も受け付ける",
    "在所有 IPv6 地址上接收数据报，未设置 IPV6_V6ONLY 时也接受 IPv4"};
inline constexpr Phrase sum_queue{
    "waiting for accept(): {0}", "accept() 待ち {0} 接続", "等待 accept() 的连接 {0} 个"};
inline constexpr Phrase sum_sent{
    "bytes not acknowledged: {0}", "未確認 {0} バイト", "{0} 字节未确认"};
inline constexpr Phrase sum_unread{
    "bytes not read: {0}", "未読 {0} バイト", "{0} 字节未读取"};
inline constexpr Phrase sum_retransmit{
    "sends again in {0} s", "{0} 秒後に再送", "{0} 秒后重发"};
inline constexpr Phrase sum_keepalive{
    "next keepalive probe in {0} s", "次の keepalive 探査まで {0} 秒", "{0} 秒后进行下一次 keepalive 探测"};
inline constexpr Phrase sum_time_wait{
    "{0} s left", "残り {0} 秒", "剩余 {0} 秒"};
inline constexpr Phrase sum_zero_window{
    "the peer takes no data, next probe in {0} s", "相手がデータを受け取らず、次の探査まで {0} 秒", "对端不接收数据，{0} 秒后再次探测"};
inline constexpr Phrase sum_repeats{
    "retransmits without an answer: {0}", "応答のない再送 {0} 回", "已重传 {0} 次无应答"};
inline constexpr Phrase sum_probes{
    "probes without an answer: {0}", "応答のない探査 {0} 回", "{0} 次探测无应答"};
inline constexpr Phrase sum_drops{
    "datagrams dropped: {0}", "破棄されたデータグラム {0} 個", "已丢弃 {0} 个数据报"};
inline constexpr Phrase held_by_user{
    "made by uid {0}, inode {1}", "uid {0} が作成、inode {1}", "由 uid {0} 创建，inode {1}"};
inline constexpr Phrase held_by_none{
    "held by no process", "保持するプロセスなし", "没有进程持有"};
inline constexpr Phrase held_by_syn_queue{
    "half open in the SYN queue of its listener", "LISTEN ソケットの SYN キューで半開き", "在监听套接字的 SYN 队列中半开"};
inline constexpr Phrase held_by_accept_queue{
    "not accepted yet: waits in the accept queue of its listener",
    "まだ accept されず、LISTEN ソケットの accept キューで待機中",
    "尚未被 accept，在监听套接字的 accept 队列中等待"};
inline constexpr Phrase held_by_kernel{
    "closed by its process, the kernel finishes it alone", "プロセスは閉じ終え、カーネルだけで終了処理中", "进程已关闭，由内核独自收尾"};

// What goes wrong.
inline constexpr Phrase understands{
    "explain understands a word (sonde explain lists them), a counter, a setting "
    "or a field of /proc/meminfo by name, a row of /proc/net/tcp or udp, or a part of one: 0100007F:0BB8, 03:00000ACA, st 0A.",
    "explain に渡せるのは、語（sonde explain で一覧できます）、カウンター・設定・/proc/meminfo の項目の名前、"
    "/proc/net/tcp や udp の 1 行、またはその一部（0100007F:0BB8、03:00000ACA、st 0A など）です。",
    "explain 能理解的是：词语（sonde explain 会列出全部）、计数器、设置或 /proc/meminfo 字段的名称、"
    "/proc/net/tcp 或 udp 的一行，或其中一部分，如 0100007F:0BB8、03:00000ACA、st 0A。"};
inline constexpr Phrase table_words{
    "flags, states and kinds in tables", "表のフラグ、状態、種類", "表中的标志、状态和类型"};
inline constexpr Phrase newer_kernel{
    "If a newer kernel has it, sonde has yet to learn it. ",
    "新しいカーネルのものなら、sonde はまだ知りません。",
    "如果它来自更新的内核，sonde 还不认识。"};
inline constexpr Phrase not_known{
    "{0} is not known here. ", "{0} は登録されていません。", "这里没有 {0}。"};
inline constexpr Phrase did_you_mean{
    "Did you mean {0}? ", "{0} のことでしょうか。", "您是指 {0} 吗？"};
inline constexpr Phrase broken_row{
    "A field of the row is broken. ", "行の途中の項目が壊れています。", "该行中有字段已损坏。"};
inline constexpr Phrase too_long{
    "The question is too long; whole tables are read by sonde decode. ",
    "質問が長すぎます。表全体は sonde decode で読めます。",
    "问题太长；整张表请交给 sonde decode。"};
inline constexpr Phrase not_text{
    "The question holds bytes that no word and no row has. ",
    "質問に、語にも行にも現れないバイトが含まれています。",
    "问题中含有词语和行中都不会出现的字节。"};
// clang-format on

}  // namespace sonde::lexicon::phrase
