// host_words.cpp: words about processors, disks, queues, limits and memory of the machine.
// SPDX-License-Identifier: Apache-2.0
#include <span>

#include "lexicon/entry.hpp"
#include "lexicon/lists.hpp"

namespace sonde {
namespace {

// After Documentation/filesystems/proc.rst, admin-guide/iostats.rst, admin-guide/cgroup-v2.rst.
// clang-format off
constexpr Entry entries[] = {
    {.word = "load",
     .kind = "host",
     .en = "Tasks that run, want to run, or wait for a disk (state D), as a mean over 1, 5 and 15 "
           "minutes. It is that of the whole machine, also inside a container. Compare it with the "
           "number of processors: more for long means that work waits. `sonde cpu --interval 2` and "
           "`sonde pressure` tell for what.",
     .ja = "実行中、実行待ち、またはディスク待ち（状態 D）のタスク数の 1、5、15 分平均です。コンテナー"
           "の中でもマシン全体の値です。CPU の数と比べ、長く上回るなら処理が待たされています。何を待つ"
           "かは `sonde cpu --interval 2` と `sonde pressure` で分かります。",
     .zh = "正在运行、等待运行或等待磁盘（状态 D）的任务数，取 1、5、15 分钟的平均。在容器里看到的也是"
           "整台机器的值。与处理器数比较：长时间超过说明有工作在等待。等什么请看 `sonde cpu --interval "
           "2` 和 `sonde pressure`。"},
    {.word = "steal",
     .kind = "host",
     .en = "Time in which this virtual machine wanted a processor and the hypervisor gave it to "
           "another one. Some percent are normal on shared hosts; more than 10 make everything slow "
           "and cannot be mended here. Ask for another host or a larger machine.",
     .ja = "この仮想マシンが CPU を必要としたのに、ハイパーバイザーが別のマシンに割り当てた時間です。"
           "共有ホストでは数パーセントは正常です。10 パーセントを超えると全体が遅くなり、ここでは直せませ"
           "ん。別のホストか、より大きなマシンを求めてください。",
     .zh = "虚拟机需要处理器、而虚拟机管理程序把它给了别的机器的时间。在共享主机上百分之几属于正常；"
           "超过百分之十会使一切变慢，在这里无法解决。请申请换主机或更大的机器。"},
    {.word = "iowait",
     .kind = "host",
     .en = "Time in which a processor had nothing to do while a task that ran on it waited for a "
           "disk. It is idle time: other work makes it smaller, and 0 does not mean that disks are "
           "fast. `sonde pressure` and `sonde disks --interval 2` tell more.",
     .ja = "CPU がすることがなく、そこで動いていたタスクがディスクを待っていた時間です。これはアイドル"
           "時間であり、他の処理があれば減り、0 でもディスクが速いとは限りません。`sonde pressure` と "
           "`sonde disks --interval 2` の方がよく分かります。",
     .zh = "处理器无事可做、而在其上运行过的任务在等磁盘的时间。它属于空闲时间：有别的工作时会变小，为 0 "
           "也不说明磁盘快。`sonde pressure` 和 `sonde disks --interval 2` 更能说明问题。"},
    {.word = "softirq",
     .kind = "host",
     .en = "Work that the kernel does right after interrupts: mostly packets, also timers and disks. "
           "One processor near 100 % while others are idle means that all packets go to one queue of "
           "the card. See `sonde cpu --interval 2` and `sonde counters group = softnet`.",
     .ja = "割り込みの直後にカーネルが行う処理で、主にパケット、ほかにタイマーやディスクです。他が空いて"
           "いるのに一つの CPU だけ 100 % 近いなら、パケットがカードの一つのキューに偏っています。"
           "`sonde cpu --interval 2` と `sonde counters group = softnet` を見てください。",
     .zh = "内核在中断之后立即做的工作：多为报文，也有定时器和磁盘。一个处理器接近 100 % 而其他空闲，"
           "说明报文都进了网卡的同一个队列。请看 `sonde cpu --interval 2` 和 `sonde counters group = "
           "softnet`。"},
    {.word = "throttled",
     .kind = "host",
     .en = "The processes of a cgroup had used up their quota and were stopped until the period of "
           "100 ms was over. A program then answers late although processors are idle. More than 25 "
           "percent of the periods hurt: raise the CPU limit of the container, or let it use fewer "
           "threads. See `sonde cpu cpu = all --interval 2`.",
     .ja = "cgroup のプロセスが割り当てを使い切り、100 ms の周期が終わるまで止められました。CPU が空い"
           "ていても応答が遅れます。周期の 25 パーセントを超えると影響が出ます。コンテナーの CPU 制限を上げる"
           "か、スレッドを減らしてください。`sonde cpu cpu = all --interval 2` で確認できます。",
     .zh = "cgroup 的进程用完了配额，被停到 100 毫秒的周期结束。这时即使处理器空闲，程序也会响应缓慢。"
           "超过百分之二十五的周期就有影响：请提高容器的 CPU 限制，或减少线程。见 `sonde cpu cpu = all "
           "--interval 2`。"},
    {.word = "await",
     .kind = "host",
     .en = "Milliseconds that a request to a disk took, from its arrival in the queue to its end. "
           "SSDs need below 1, turning disks about 10; more means that requests wait in the queue or "
           "the disk is in trouble. It needs two looks: `sonde disks --interval 2`.",
     .ja = "ディスクへの要求が、キューに入ってから終わるまでにかかったミリ秒です。SSD なら 1 未満、回転"
           "するディスクなら 10 程度で、それ以上はキューで待っているか、ディスクの不調です。二回見る必要"
           "があります：`sonde disks --interval 2`。",
     .zh = "磁盘请求从进入队列到完成所用的毫秒数。SSD 低于 1，机械盘约 10；更多说明请求在队列中等待，或"
           "磁盘有故障。需要看两次：`sonde disks --interval 2`。"},
    {.word = "qdisc",
     .kind = "host",
     .en = "The queue of an interface, in which packets wait until the card takes them. What it "
           "drops is counted there and not in tx_dropped of the interface. Drops of a shaper (tbf, "
           "htb) mean that more is sent than it lets through; some of fq_codel are its way to slow "
           "senders down. See `sonde qdiscs 'drops > 0' --interval 2`.",
     .ja = "インターフェースのキューで、カードが受け取るまでパケットが待ちます。ここで捨てられたものは "
           "tx_dropped には数えられません。シェーパー（tbf、htb）のドロップは通せる量より多く送っている"
           "こと、fq_codel の少しのドロップは送信側を遅くする仕組みです。`sonde qdiscs 'drops > 0' "
           "--interval 2` で確認できます。",
     .zh = "接口的队列，报文在其中等待网卡取走。在这里丢弃的不计入接口的 tx_dropped。整形器（tbf、htb）"
           "丢包说明发送量超过了允许值；fq_codel 的少量丢包是它让发送方减速的方式。请看 `sonde qdiscs "
           "'drops > 0' --interval 2`。"},
    {.word = "overlimits",
     .kind = "host",
     .en = "Times that a queue held a packet back because its rate was used up. It is what a shaper "
           "is for, and no loss. If drops grow too, the backlog does not fit into its limit: `sonde "
           "qdiscs --interval 2`.",
     .ja = "レートを使い切ったため、キューがパケットを待たせた回数です。シェーパーの役目であり、損失では"
           "ありません。ドロップも増えるなら、滞留が上限に収まっていません：`sonde qdiscs --interval "
           "2`。",
     .zh = "因速率用完而使队列暂缓发送报文的次数。这是整形器的本职，不是丢失。如果丢包也在增长，说明积压"
           "超过了它的上限：`sonde qdiscs --interval 2`。"},
    {.word = "EMFILE",
     .kind = "host",
     .en = "Too many open files: the process has as many descriptors as its soft limit allows, and "
           "open(), accept() and socket() fail. Mostly something is not closed: `sonde limits scope "
           "= process` tells who, and `sonde files` what. Otherwise raise LimitNOFILE of the service "
           "or --ulimit nofile of the container.",
     .ja = "開いているファイルが多すぎます。プロセスのディスクリプター数がソフトリミットに達し、open()、"
           "accept()、socket() が失敗します。多くは閉じ忘れです。誰かは `sonde limits scope = process`、"
           "何かは `sonde files` で分かります。そうでなければサービスの LimitNOFILE かコンテナーの "
           "--ulimit nofile を上げてください。",
     .zh = "打开的文件过多：进程的描述符数达到软限制，open()、accept() 和 socket() 都会失败。多半是没有"
           "关闭：`sonde limits scope = process` 说明是谁，`sonde files` 说明是什么。否则请提高服务的 "
           "LimitNOFILE 或容器的 --ulimit nofile。"},
    {.word = "oom",
     .kind = "host",
     .en = "The kernel killed a process since no memory was left: in its cgroup, which is the limit "
           "of a container, or on the machine. Who asked for memory at that moment is mostly not to "
           "blame; the victim had the most. `sonde oom` tells the limit: raise it, or find out what "
           "grows with `sonde processes --sort -rss_bytes`.",
     .ja = "メモリが尽きたため、カーネルがプロセスを強制終了しました。尽きたのは cgroup（コンテナーの制限）"
           "か、マシン全体のメモリです。その瞬間に要求したプロセスに責任はないことが多く、犠牲になるのは"
           "最も多く使っていたものです。制限は `sonde oom` で分かります。上げるか、何が増えるのかを `sonde "
           "processes --sort -rss_bytes` で調べてください。",
     .zh = "内存用尽，内核杀死了一个进程：用尽的是它的 cgroup（即容器的限制），或整台机器的内存。当时申请"
           "内存的进程多半没有责任；被杀的是占用最多的。`sonde oom` 给出限制：请提高它，或用 `sonde "
           "processes --sort -rss_bytes` 查明什么在增长。"},
};
// clang-format on

}  // namespace

std::span<const Entry> host_entries() { return entries; }

}  // namespace sonde
