// column_lines.hpp: what the columns that measure something say, in Japanese and Chinese.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/types.hpp"
#include "lexicon/packed.hpp"

// Lines as line.hpp says. The English is the sentence of the column, where it is declared.
// clang-format off: one line a name.
namespace sonde::lines {

inline constexpr Text interfaces_columns = lexicon::packed([] { return Text(
    "c mtu |受け取れる最大のパケット（バイト）。|可接收的最大包（字节）。\n"
    "i rx_bytes |受信したバイト数。|收到的字节数。\n"
    "i tx_bytes |送信したバイト数。|发送的字节数。\n"
    "i rx_packets |受信したパケットの数。|收到的包数。\n"
    "i tx_packets |送信したパケットの数。|发送的包数。\n"
    "i rx_bytes_per_s |1 秒あたりの受信バイト数。|每秒收到的字节数。\n"
    "i rx_packets_per_s |1 秒あたりの受信パケット数。|每秒收到的包数。\n"
    "i tx_bytes_per_s |1 秒あたりの送信バイト数。|每秒发送的字节数。\n"
    "i tx_packets_per_s |1 秒あたりの送信パケット数。|每秒发送的包数。\n"
    "e rx_errors |壊れて届いたパケットの数。|收到的损坏包数。\n"
    "d tx_errors |送信できなかったパケットの数。|未能发送的包数。\n"
    "d rx_dropped |"
    "受信して捨てたパケットの数。余地がないか、求める者がいません。テキストでは rx_missed も含みます。|"
    "收到后丢弃的包数：没有空间或无人需要；文本中还含 rx_missed。\n"
    "d tx_dropped |送信前に捨てたパケットの数。|发送前丢弃的包数。\n"
    "d rx_missed |バッファが足りず、カード内で失われたパケットの数。|因缓冲区不足而在网卡中丢失的包数。\n"
    "e rx_overruns |バッファには長すぎた受信パケットの数。|对缓冲区来说过长的收到包数。\n"
    "d rx_fifo |カードの受信キューで失われたパケットの数。|在网卡接收队列中丢失的包数。\n"
    "d tx_fifo |カードの送信キューで失われたパケットの数。|在网卡发送队列中丢失的包数。\n"
    "N tx_carrier |ケーブルなどのキャリアがなく、送信できなかったパケットの数。|因没有载波（如网线）而未发送的包数。\n"
    "i multicast |受信したマルチキャストパケットの数。|收到的组播包数。\n"
    "d collisions |送信中の衝突の数。|发送时的冲突数。\n"
    "c txqueuelen |送信キューに入るパケットの数。|发送队列可容纳的包数。\n"
    "e rx_crc |rx_errors のうち、フレームのチェックサムの誤り。ケーブルやコネクターが疑われます。|rx_errors 中帧校验和错误的：网线或接头。\n"
    "e rx_frame |rx_errors のうち、バイト単位でない長さのもの。|rx_errors 中长度不是整字节的。\n"
    "e rx_length |rx_errors のうち、長さが誤っているもの。|rx_errors 中长度错误的。\n"
    "o rx_nohandler |受信しないはずの所に届いたもの。bond の予備などです。|在不应接收之处收到的，例如 bond 的备用端口。\n"
    "d tx_aborted |tx_errors のうち、衝突が多すぎるなどで諦めたもの。|tx_errors 中放弃的，例如冲突过多。\n"
    "c speed_mbit |1 秒あたりのメガビット。仮想デバイスでは実際の値ではありません。|每秒兆比特；虚拟设备的值并不真实。\n"
    "d rx_ring |カーネルが受け取るまでカードが保持できるフレームの数。|内核取走之前网卡可保存的帧数。\n"
    "d rx_ring_max |その最大値。ethtool -G で設定します。|其最大值：用 ethtool -G 设置。\n"
    "d tx_ring |送信までカードが保持できるフレームの数。|发送之前网卡可保存的帧数。\n"
    "d tx_ring_max |その最大値。|其最大值。\n"); });

inline constexpr Text qdiscs_columns = lexicon::packed([] { return Text(
    "Q sent_bytes |通過したバイト数。|通过的字节数。\n"
    "Q sent_packets |通過したパケットの数。|通过的包数。\n"
    "Q drops |ここで捨てたパケットの数。インターフェースの tx_dropped には含まれません。|在此丢弃的包数；接口的 tx_dropped 不含这些。\n"
    "Q overlimits |速度の上限のためパケットを待たせた回数。|因速率限制而让包等待的次数。\n"
    "Q requeues |ドライバーが満杯でパケットを戻した回数。|驱动已满而退回包的次数。\n"
    "Q backlog_bytes |今ここで待っているバイト数。|此刻在其中等待的字节数。\n"
    "Q backlog_packets |今ここで待っているパケットの数。|此刻在其中等待的包数。\n"
    "Q sent_bytes_per_s |1 秒あたりの通過バイト数。|每秒通过的字节数。\n"
    "Q sent_packets_per_s |1 秒あたりの通過パケット数。|每秒通过的包数。\n"
    "Q drops_per_s |1 秒あたりに捨てたパケットの数。|每秒丢弃的包数。\n"
    "Q overlimits_per_s |速度の上限のため待たせた、1 秒あたりの回数。|每秒因速率限制而等待的次数。\n"); });

inline constexpr Text cpu_columns = lexicon::packed([] { return Text(
    "C busy_percent |働いていた時間の割合。起動時から、--interval では前回から。|工作时间的比例：自启动起；用 --interval 时自上次起。\n"
    "C user_percent |プログラムの実行に使った割合。|用于程序的比例。\n"
    "C nice_percent |優先度の低いプログラムに使った割合。|用于低优先级程序的比例。\n"
    "C system_percent |プログラムのためにカーネルが使った割合。|内核为程序工作的比例。\n"
    "C iowait_percent |ディスクを待つタスクがあり、CPU が空いていた割合。目安にすぎません。|有任务等磁盘而处理器空闲的比例：只能作参考。\n"
    "C irq_percent |割り込みに使った割合。|用于中断的比例。\n"
    "C softirq_percent |割り込み後の処理に使った割合。主にパケットです。|用于中断后工作的比例，多为包。\n"
    "C steal_percent |ハイパーバイザーが他のマシンに割り当てた割合。|被虚拟机管理程序分给其他机器的比例。\n"
    "C guest_percent |ここで動く仮想マシンに使った割合。user_percent には含みません。|用于本机所运行虚拟机的比例；不计入 user_percent。\n"
    "C guest_nice_percent |優先度の低い仮想マシンに使った割合。|用于低优先级虚拟机的比例。\n"
    "C idle_percent |することがなく、ディスクも待っていなかった割合。|无事可做、也不等磁盘的比例。\n"
    "L load1 |直近 1 分のロードアベレージ。|最近 1 分钟的负载。\n"
    "L load5 |直近 5 分のロードアベレージ。|最近 5 分钟的负载。\n"
    "L load15 |直近 15 分のロードアベレージ。|最近 15 分钟的负载。\n"
    "L runnable |今実行中か実行できるタスクの数。sonde 自身も含みます。|此刻运行或可运行的任务数；sonde 也在其中。\n"
    "L blocked |今ディスクを待つタスクの数。|此刻等待磁盘的任务数。\n"
    "L threads |マシンのスレッドの数。|机器的线程数。\n"
    "L cpus |有効な CPU の数。|已启用的处理器数。\n"
    "T quota_cpus |この場所の cgroup が使える CPU の数。なければすべて。|此处的 cgroup 可用的处理器数；没有则为全部。\n"
    "T throttled_percent |周期のうち、止められたものの割合。|其周期中被停的比例。\n"
    "T quota_periods |動いた周期の数。|运行过的配额周期数。\n"
    "T throttled_periods |そのうち止められた周期の数。|其中被停的周期数。\n"
    "T throttled_us |スレッドが止められていた時間（マイクロ秒）。|其线程被停的时间（微秒）。\n"
    "C user_s |起動時からプログラムに使った秒数。|自启动起用于程序的秒数。\n"
    "C nice_s |優先度の低いプログラムに使った秒数。|用于低优先级程序的秒数。\n"
    "C system_s |カーネルが使った秒数。|用于内核的秒数。\n"
    "C idle_s |することがなかった秒数。|无事可做的秒数。\n"
    "C iowait_s |ディスクを待って空いていた秒数。|等待磁盘而空闲的秒数。\n"
    "C irq_s |割り込みに使った秒数。|用于中断的秒数。\n"
    "C softirq_s |割り込み後の処理に使った秒数。|用于中断后工作的秒数。\n"
    "C steal_s |ハイパーバイザーに取られた秒数。|被虚拟机管理程序占去的秒数。\n"
    "C guest_s |仮想マシンに使った秒数。|用于虚拟机的秒数。\n"
    "C guest_nice_s |優先度の低い仮想マシンに使った秒数。|用于低优先级虚拟机的秒数。\n"); });

inline constexpr Text disks_columns = lexicon::packed([] { return Text(
    "B reads |終えた読み取りの数。|完成的读取数。\n"
    "B read_bytes |読み取ったバイト数。|读取的字节数。\n"
    "B writes |終えた書き込みの数。|完成的写入数。\n"
    "B write_bytes |書き込んだバイト数。|写入的字节数。\n"
    "B in_flight |今処理中の要求の数。|此刻正在处理的请求数。\n"
    "B reads_per_s |1 秒あたりの読み取りの数。|每秒读取数。\n"
    "B read_bytes_per_s |1 秒あたりに読み取ったバイト数。|每秒读取的字节数。\n"
    "B writes_per_s |1 秒あたりの書き込みの数。|每秒写入数。\n"
    "B write_bytes_per_s |1 秒あたりに書き込んだバイト数。|每秒写入的字节数。\n"
    "B await_ms |前回から、読み書きに平均でかかった時間（ミリ秒）。|自上次起读写平均所用的毫秒数。\n"
    "B read_await_ms |読み取りに平均でかかった時間。iostat の r_await です。|读取平均所用的时间；iostat 称 r_await。\n"
    "B write_await_ms |書き込みに平均でかかった時間。iostat の w_await です。|写入平均所用的时间；iostat 称 w_await。\n"
    "B queue_length |待機中と処理中の要求の平均の数。iostat の aqu-sz です。|等待和处理中的请求平均数；iostat 称 aqu-sz。\n"
    "B busy_percent |"
    "要求があった時間の割合。同時に処理できるものは 100 でも余裕があります。|有请求的时间比例；能并行处理的设备到 100 也可能还有余力。\n"
    "B reads_merged |他の要求にまとめられた読み取りの数。|并入其他请求的读取数。\n"
    "B read_ms |読み取りにかかった時間（ミリ秒）。49 日分で一巡します。|读取所用的毫秒数；累计 49 天后从头开始。\n"
    "B writes_merged |他の要求にまとめられた書き込みの数。|并入其他请求的写入数。\n"
    "B write_ms |書き込みにかかった時間（ミリ秒）。|写入所用的毫秒数。\n"
    "B busy_ms |要求が一つ以上あった時間（ミリ秒）。|至少有一个请求的毫秒数。\n"
    "B queue_ms |すべての要求にかかった時間（ミリ秒）。|所有请求所用的毫秒数。\n"
    "B discards |空きブロックを知らされた回数（Linux 4.18 から）。|被告知空闲块的次数（自 Linux 4.18）。\n"
    "B discards_merged |そのうち他の要求にまとめられた数。|其中并入其他请求的次数。\n"
    "B discard_bytes |空きと知らされたバイト数。|被告知为空闲的字节数。\n"
    "B discard_ms |それにかかった時間（ミリ秒）。|由此所用的毫秒数。\n"
    "B flushes |キャッシュの書き出しを求められた回数（Linux 5.5 から）。|被要求写出缓存的次数（自 Linux 5.5）。\n"
    "B flush_ms |それにかかった時間（ミリ秒）。|由此所用的毫秒数。\n"); });

inline constexpr Text pressure_columns = lexicon::packed([] { return Text(
    "P avg10 |直近 10 秒のうち、待ちで失われた割合。|最近 10 秒中因等待而损失的比例。\n"
    "P avg60 |直近 1 分のうち、待ちで失われた割合。|最近 1 分钟中因等待而损失的比例。\n"
    "P avg300 |直近 5 分のうち、待ちで失われた割合。|最近 5 分钟中因等待而损失的比例。\n"
    "P total_us |起動時から待ちで失われた時間（マイクロ秒）。|自启动起因等待而损失的微秒数。\n"); });

inline constexpr Text neighbors_columns = lexicon::packed([] { return Text(
    "o confirmed_s |最後に存在が確認されてからの秒数。|距最近一次确认其存在的秒数。\n"
    "o used_s |最後にパケットを送ってからの秒数。|距最近一次向其发包的秒数。\n"
    "o updated_s |状態が変わってからの秒数。|距其状态改变的秒数。\n"
    "N probes |応答のない問い合わせの回数。|未得到应答的询问次数。\n"); });

inline constexpr Text limits_columns = lexicon::packed([] { return Text(
    "G used |今使われている量。メモリではすぐに手放せるファイルの一部を除きます。|当前的用量；内存不含可立即丢弃的文件内容。\n"
    "G soft |プロセスが自分で上げられる上限、または memory.high。なければ無制限です。|进程可自行提高的上限，或 memory.high；没有则不限。\n"
    "G hard |変わらない上限。|固定的上限。\n"
    "G least |二つの上限のうち低い方。先に達します。|两个上限中较低的：先达到。\n"
    "G used_percent |低い方の上限に対する使用率。|相对较低上限的使用率。\n"); });

inline constexpr Text oom_columns = lexicon::packed([] { return Text(
    "U kills |この行が表す、終了させられたプロセスの数。|此行代表的被杀死的进程数。\n"
    "U rss_bytes |そのプロセスが持っていたメモリ。|该进程占用的内存。\n"
    "U limit_bytes |達した上限。|所达到的上限。\n"
    "U score |"
    "選ばれた理由の点数。メモリの割合（千分率）と oom_score_adj からなります（Linux 5.0 より前）。|"
    "被选中的分数：内存占比（千分之）加 oom_score_adj；Linux 5.0 之前。\n"
    "U score_adj |その oom_score_adj。-1000 なら決して、1000 なら最初に選ばれます。|其 oom_score_adj：-1000 决不选，1000 最先选。\n"); });

inline constexpr Text mounts_columns = lexicon::packed([] { return Text(
    "X used_percent |使用率。df(1) と同じく root 用の分を除いて数えます。|使用率，与 df(1) 一样不计 root 的保留部分。\n"
    "X used_files_percent |inode の使用率。|inode 的使用率。\n"
    "X size_bytes |ファイルシステムの大きさ。300 ms まで待ちます。|文件系统的大小；最多等 300 毫秒。\n"
    "X used_bytes |使われている量。|已用的量。\n"
    "X available_bytes |root 以外がまだ書き込める量。|root 以外的用户还能写入的量。\n"
    "X files |作れる inode の数。上限がないファイルシステムにはありません。|可有的 inode 数；没有此上限的文件系统则无。\n"
    "X used_files |そのうち使われている数。|其中已用的数量。\n"); });

}  // namespace sonde::lines
// clang-format on
