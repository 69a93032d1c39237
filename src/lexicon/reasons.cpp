// reasons.cpp: why a value is missing: the reasons of a gap.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// clang-format off
constexpr Entry entries[] = {
    {.word = "not-permitted",
     .kind = "reason",
     .en = "The kernel refused to let sonde look, so the value is unknown, not empty. It is "
           "normal without root, above all for processes of other users. `sonde can` names the "
           "least privilege that would change it, often the same user or CAP_SYS_PTRACE. The "
           "other rows and columns of the answer are right.",
     .ja = "カーネルに拒否されたため見られなかったもので、値は空ではなく不明です。root でなけれ"
           "ば、特に他のユーザーのプロセスでは普通に起こります。どの権限があれば見えるかは "
           "`sonde can` が示します。多くは同じユーザーか CAP_SYS_PTRACE です。答えの他の行と列は"
           "正しいままです。",
     .zh = "内核拒绝了查看，所以该值是未知，而不是空。没有 root 权限时很正常，尤其是其他用户的进"
           "程。`sonde can` 会指出所需的最小权限，往往是同一用户或 CAP_SYS_PTRACE。答案中的其他"
           "行和列仍然正确。"},
    {.word = "elsewhere",
     .kind = "reason",
     .en = "What was asked for lies outside of what can be seen from here: in another "
           "namespace, in another container, or on the host. It is normal inside a container. "
           "Run sonde there to get the rest; `sonde can` says what is visible from this place.",
     .ja = "尋ねたものは、別の名前空間、別のコンテナ、またはホストなど、ここから見える範囲の外に"
           "あります。コンテナの中では普通です。残りを知るには、その場所で sonde を実行してくだ"
           "さい。ここから何が見えるかは `sonde can` が示します。",
     .zh = "所问的内容不在这里可见的范围内：在另一个命名空间、另一个容器或宿主机上。在容器内属于"
           "正常。要得到其余部分，请在那里运行 sonde；`sonde can` 会说明从这里能看到什么。"},
    {.word = "vanished",
     .kind = "reason",
     .en = "It was there when the scan began and was gone when sonde looked closer: a process "
           "ended or a socket was closed meanwhile. A few are normal on a busy machine, and "
           "sonde leaves the value out rather than name the wrong process. If nearly everything "
           "vanishes, processes start and die very fast. Run the command again.",
     .ja = "調べ始めたときにはあり、詳しく見ようとしたときにはなくなっていました。その間にプロセ"
           "スが終わったか、ソケットが閉じられています。忙しいマシンで少しあるのは正常で、sonde "
           "は誤ったプロセス名を示すより空欄を選びます。ほとんどが消えるなら、プロセスが非常に速"
           "く生まれては終わっています。もう一度実行してください。",
     .zh = "扫描开始时还在，细看时已经没有了：其间进程已结束或套接字已关闭。在繁忙的机器上出现少"
           "量属于正常，sonde 宁可留空也不给出错误的进程名。如果几乎全部消失，说明进程启动和退出"
           "得非常快。请再运行一次。"},
    {.word = "unsupported",
     .kind = "reason",
     .en = "This kernel or sandbox does not offer what was needed: an old kernel, a missing "
           "module such as inet_diag, gVisor or WSL1. It is no fault of yours, and more "
           "privilege does not help. sonde falls back to /proc/net where it can, with fewer "
           "columns. `sonde can` lists what this kernel offers.",
     .ja = "このカーネルまたはサンドボックスに必要な機能がありません。古いカーネル、inet_diag な"
           "どのモジュールの欠如、gVisor、WSL1 などです。操作の誤りではなく、権限を増やしても変"
           "わりません。sonde は可能なら /proc/net を代わりに読みますが、列は少なくなります。こ"
           "のカーネルで何ができるかは `sonde can` が示します。",
     .zh = "此内核或沙箱不提供所需的功能：例如旧内核、缺少 inet_diag 等模块、gVisor 或 WSL1。这"
           "不是您的操作有误，提高权限也没有用。sonde 会尽可能退回到 /proc/net，但列会少一些。"
           "`sonde can` 会列出此内核提供的功能。"},
    {.word = "not-collected",
     .kind = "reason",
     .en = "The copy or the pasted text that sonde was given does not contain it: for example, "
           "descriptors cannot be known from a bare /proc/net/tcp. It is normal with `sonde "
           "decode` and with --from. Take a fuller copy or run sonde on the machine itself if "
           "you need the value.",
     .ja = "sonde に渡されたコピーや貼り付けた文字列に含まれていません。たとえば /proc/net/tcp "
           "だけからはディスクリプタは分かりません。`sonde decode` や --from では普通です。値が"
           "必要なら、より完全なコピーを取るか、そのマシン自体で sonde を実行してください。",
     .zh = "交给 sonde 的副本或粘贴的文本里没有这项内容：例如仅凭 /proc/net/tcp 无法知道描述符。"
           "使用 `sonde decode` 或 --from 时属于正常。如果需要该值，请取得更完整的副本，或直接在"
           "那台机器上运行 sonde。"},
    {.word = "malformed",
     .kind = "reason",
     .en = "The text was there but could not be read: a row cut short, broken digits, or a "
           "forged line. sonde counts such rows and leaves them out rather than guess. It is "
           "normal when something was pasted and wrapped by hand. If it comes from a live "
           "machine, keep the raw file and report it; `sonde decode` shows what could be used.",
     .ja = "文字列はありましたが、読み取れませんでした。途中で切れた行、壊れた数字、偽造された行"
           "などです。sonde は推測せず、そのような行を数えて除きます。手で貼り付けて折り返された"
           "文字列では普通に起こります。動作中のマシンで出るなら、元のファイルを保存して報告して"
           "ください。使えた行は `sonde decode` で分かります。",
     .zh = "文本存在，但无法解读：行被截断、数字损坏或是伪造的行。sonde 不作猜测，只计数并略去这"
           "些行。手工粘贴、折行的文本出现这种情况属于正常。如果来自运行中的机器，请保留原始文件"
           "并报告；`sonde decode` 会显示可用的部分。"},
};
// clang-format on

}  // namespace

std::span<const Entry> reason_entries() { return entries; }

}  // namespace sonde
