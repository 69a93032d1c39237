// network_states.cpp: states and flags of interfaces, addresses, routes and neighbours.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lists.hpp"

#include <span>

#include "lexicon/entry.hpp"

namespace sonde {
namespace {

// After RFC 2863, linux/if.h, linux/if_addr.h, linux/rtnetlink.h and net/core/neighbour.c.
// clang-format off
constexpr Entry entries[] = {
    {.word = "UP",
     .kind = "interface",
     .en = "As a state: packets can pass. As a flag: somebody switched the interface on, which says "
           "nothing of a cable; LOWER_UP and NO-CARRIER do.",
     .ja = "状態としては、パケットが通れます。フラグとしては、インターフェースが有効にされたという意味"
           "で、ケーブルのことは LOWER_UP と NO-CARRIER が示します。",
     .zh = "作为状态：报文可以通过。作为标志：接口已被启用，与网线无关；网线看 LOWER_UP 和 NO-CARRIER。"},
    {.word = "DOWN",
     .kind = "interface",
     .en = "No packets pass: the interface was never switched on, was switched off, or has no "
           "carrier. With the flag UP it is the carrier. See `sonde interfaces state = DOWN "
           "--columns +flags`.",
     .ja = "パケットは通りません。有効にされていないか、無効にされたか、キャリアがありません。フラグ UP "
           "があればキャリアが原因です。`sonde interfaces state = DOWN --columns +flags` で確認します。",
     .zh = "报文无法通过：接口没有启用、被停用，或没有载波。若有标志 UP，原因就是载波。请看 `sonde "
           "interfaces state = DOWN --columns +flags`。"},
    {.word = "LOWERLAYERDOWN",
     .kind = "interface",
     .en = "The interface is on, and what is below it is not: the device under a vlan, or the other "
           "end of a veth. Switch that on. `sonde interfaces --columns +parent` names it.",
     .ja = "インターフェースは有効ですが、その下が無効です。VLAN の下のデバイスか、veth の反対側です。"
           "そちらを有効にしてください。名前は `sonde interfaces --columns +parent` で分かります。",
     .zh = "接口已启用，但它下面的没有：VLAN 之下的设备，或 veth 的另一端。请启用那一个。`sonde "
           "interfaces --columns +parent` 会给出名称。"},
    {.word = "DORMANT",
     .kind = "interface",
     .en = "The link is there and waits for something before packets pass, such as 802.1X or WPA. "
           "If it stays, look at the log of wpa_supplicant.",
     .ja = "リンクはありますが、802.1X や WPA などの完了を待っています。続くなら wpa_supplicant の"
           "ログを見てください。",
     .zh = "链路存在，但要等 802.1X 或 WPA 等完成后报文才能通过。若一直如此，请查看 wpa_supplicant 的日志。"},
    {.word = "UNKNOWN",
     .kind = "interface",
     .en = "The driver does not say whether packets can pass. It is normal for lo, tun and vxlan. "
           "The flags UP and LOWER_UP tell more.",
     .ja = "パケットが通れるかどうかをドライバーが示していません。lo、tun、vxlan では正常です。フラグ "
           "UP と LOWER_UP を見てください。",
     .zh = "驱动没有说明报文能否通过。对 lo、tun 和 vxlan 属于正常。请看标志 UP 和 LOWER_UP。"},
    {.word = "NO-CARRIER",
     .kind = "interface",
     .en = "The interface is on and hears nobody: no cable, a switch port that is off, a bridge "
           "without ports, a veth whose other end is down. ip makes the word of UP without RUNNING.",
     .ja = "インターフェースは有効ですが相手がいません。ケーブルがない、スイッチのポートが無効、ブリッジ"
           "にポートがない、veth の反対側が無効、などです。RUNNING のない UP を ip がこう書きます。",
     .zh = "接口已启用，但对面没有信号：没有网线、交换机端口关闭、网桥没有端口，或 veth 的另一端未启用。"
           "这是 ip 对有 UP 而无 RUNNING 的叫法。"},
    {.word = "LOWER_UP",
     .kind = "interface",
     .en = "The driver has a carrier: a cable is in, the other end of a veth is up. Without it "
           "nothing gets out.",
     .ja = "ドライバーがキャリアを検出しています。ケーブルがつながり、veth なら反対側が有効です。これが"
           "なければ何も出ていきません。",
     .zh = "驱动检测到载波：网线已插好，veth 的另一端已启用。没有它，什么都发不出去。"},
    {.word = "M-DOWN",
     .kind = "interface",
     .en = "The device below this one, or the other end of a veth in the same namespace, is not "
           "switched on. ip concludes it; it is no flag of the kernel.",
     .ja = "下のデバイス、または同じ名前空間にある veth の反対側が有効になっていません。ip による判断で、"
           "カーネルのフラグではありません。",
     .zh = "下面的设备，或同一命名空间中 veth 的另一端没有启用。这是 ip 的推断，不是内核的标志。"},
    {.word = "PROMISC",
     .kind = "interface",
     .en = "The interface takes every packet, also those for others. It is normal for ports of a "
           "bridge and while somebody captures; otherwise find out who does: `sonde sockets family "
           "= packet`.",
     .ja = "他宛ても含め、すべてのパケットを受け取ります。ブリッジのポートやキャプチャ中は正常です。それ"
           "以外なら、誰が使っているか調べてください：`sonde sockets family = packet`。",
     .zh = "接口接收所有报文，包括发给别人的。对网桥端口和正在抓包时属于正常；否则请查明是谁：`sonde "
           "sockets family = packet`。"},
    {.word = "tentative",
     .kind = "address",
     .en = "The kernel still asks whether another host has this IPv6 address (DAD), and does not "
           "use it before. It is over in a second or two; on an interface without carrier it stays.",
     .ja = "この IPv6 アドレスを他のホストが使っていないか確認中（DAD）で、まだ使われません。1～2 秒で"
           "終わりますが、キャリアがなければ続きます。",
     .zh = "内核仍在检查是否有别的主机使用此 IPv6 地址（DAD），在此之前不使用它。一两秒内结束；接口没有载波"
           "时会一直如此。"},
    {.word = "dadfailed",
     .kind = "address",
     .en = "Another host on the link has this IPv6 address, so it is not used here. Find the "
           "duplicate, or a bridge that sends packets back. Then add the address anew.",
     .ja = "同じリンクの別のホストがこの IPv6 アドレスを持つため、ここでは使われません。重複、またはパケット"
           "を送り返すブリッジを探し、アドレスを付け直してください。",
     .zh = "链路上另一台主机已有此 IPv6 地址，所以这里不使用它。请找出重复者，或把报文送回来的网桥，然后重新"
           "添加地址。"},
    {.word = "deprecated",
     .kind = "address",
     .en = "Its preferred time is over: what is connected goes on, new connections take another "
           "address. It is normal after a prefix has changed.",
     .ja = "優先期間が過ぎました。既存の接続は続き、新しい接続は別のアドレスを使います。プレフィックスが"
           "変わった後は正常です。",
     .zh = "首选期已过：已有连接继续，新连接使用别的地址。前缀更换之后属于正常。"},
    {.word = "secondary",
     .kind = "address",
     .en = "A further IPv4 address in the network of another one on the interface. It is not chosen "
           "as a source, and goes when the first one is removed, unless "
           "net.ipv4.conf.all.promote_secondaries is set.",
     .ja = "同じインターフェースの同じネットワークにある 2 つ目以降の IPv4 アドレスです。送信元には選ばれず、"
           "net.ipv4.conf.all.promote_secondaries が無効なら最初のアドレスの削除とともに消えます。",
     .zh = "接口上同一网络中的后续 IPv4 地址。它不会被选作源地址；首个地址被删除时它也会消失，除非设置了 "
           "net.ipv4.conf.all.promote_secondaries。"},
    {.word = "noprefixroute",
     .kind = "address",
     .en = "The kernel made no route to the network of this address. NetworkManager and "
           "systemd-networkd set it, and add the route themselves. See `sonde routes`.",
     .ja = "カーネルはこのアドレスのネットワークへの経路を作りませんでした。NetworkManager や "
           "systemd-networkd が指定し、自分で経路を加えます。`sonde routes` で確認します。",
     .zh = "内核没有为此地址所在的网络建立路由。NetworkManager 和 systemd-networkd 会设置它，并自行添加路由。"
           "请看 `sonde routes`。"},
    {.word = "blackhole",
     .kind = "route",
     .en = "Packets vanish without a word; a program here gets EINVAL. It keeps a network from "
           "following the default route. See `sonde routes type = blackhole`.",
     .ja = "パケットは黙って捨てられ、ここのプログラムは EINVAL を受け取ります。デフォルト経路に流れない"
           "ようにするためのものです。`sonde routes type = blackhole` で探せます。",
     .zh = "报文被悄悄丢弃；本机程序得到 EINVAL。它用来避免某个网络走默认路由。请看 `sonde routes type = "
           "blackhole`。"},
    {.word = "unreachable",
     .kind = "route",
     .en = "The sender is told by ICMP that the host is unreachable; a program here gets "
           "EHOSTUNREACH. Somebody put it there on purpose. See `sonde routes type = unreachable`.",
     .ja = "送信元に ICMP で到達不能と知らせ、ここのプログラムは EHOSTUNREACH を受け取ります。意図して"
           "置かれたものです。`sonde routes type = unreachable` で探せます。",
     .zh = "通过 ICMP 告知发送方主机不可达；本机程序得到 EHOSTUNREACH。这是有人特意设置的。请看 `sonde routes "
           "type = unreachable`。"},
    {.word = "prohibit",
     .kind = "route",
     .en = "The sender is told by ICMP that it is forbidden; a program here gets EACCES. A firewall "
           "is not needed for that.",
     .ja = "送信元に ICMP で禁止と知らせ、ここのプログラムは EACCES を受け取ります。ファイアウォールとは"
           "別のものです。",
     .zh = "通过 ICMP 告知发送方被禁止；本机程序得到 EACCES。这与防火墙无关。"},
    {.word = "throw",
     .kind = "route",
     .en = "The search in this table ends here, and goes on with the next rule. It makes sense "
           "only where rules lead to several tables. See `sonde rules`.",
     .ja = "この表での検索をやめ、次のルールに進みます。複数の表を使う場合にだけ意味があります。`sonde "
           "rules` で確認します。",
     .zh = "在此表中的查找到此为止，继续下一条规则。只有规则指向多个表时才有意义。请看 `sonde rules`。"},
    {.word = "linkdown",
     .kind = "route",
     .en = "The interface of this next hop has no carrier. The route is used all the same, unless "
           "net.ipv4.conf.all.ignore_routes_with_linkdown is set.",
     .ja = "このネクストホップのインターフェースにキャリアがありません。"
           "net.ipv4.conf.all.ignore_routes_with_linkdown が無効なら、それでも使われます。",
     .zh = "此下一跳的接口没有载波。除非设置了 net.ipv4.conf.all.ignore_routes_with_linkdown，否则仍会使用。"},
    {.word = "onlink",
     .kind = "route",
     .en = "The gateway is taken to be on the link, though no address of the interface says so. It "
           "is common with cloud providers and overlay networks.",
     .ja = "インターフェースのアドレスからは分からなくても、ゲートウェイがリンク上にあるとみなします。"
           "クラウドやオーバーレイでよく使われます。",
     .zh = "即使接口的地址并不表明，也视网关在链路上。在云服务商和覆盖网络中很常见。"},
    {.word = "INCOMPLETE",
     .kind = "neighbor",
     .en = "The kernel has asked for the hardware address and waits for the first answer. After "
           "three tries, about three seconds, it is FAILED.",
     .ja = "ハードウェアアドレスを問い合わせ、最初の応答を待っています。3 回、約 3 秒で応答がなければ "
           "FAILED になります。",
     .zh = "内核已询问硬件地址，正在等待首次应答。询问三次、约三秒后变为 FAILED。"},
    {.word = "REACHABLE",
     .kind = "neighbor",
     .en = "It answered within the last half minute or so. After that it is STALE.",
     .ja = "直近 30 秒ほどの間に応答がありました。その後は STALE になります。",
     .zh = "大约最近半分钟内有过应答。之后变为 STALE。"},
    {.word = "STALE",
     .kind = "neighbor",
     .en = "The hardware address is known, and nobody has confirmed it lately. It is normal. The "
           "next packet uses it, and has it confirmed: DELAY, PROBE, REACHABLE.",
     .ja = "ハードウェアアドレスは分かっていますが、最近は確認されていません。正常です。次のパケットが"
           "それを使い、確認が始まります：DELAY、PROBE、REACHABLE。",
     .zh = "硬件地址已知，但最近没有确认过。属于正常。下一个报文会使用它并引发确认：DELAY、PROBE、REACHABLE。"},
    {.word = "DELAY",
     .kind = "neighbor",
     .en = "A packet went to an address that was STALE. The kernel waits five seconds for a sign "
           "of life, such as an ACK, before it asks.",
     .ja = "STALE だったアドレスにパケットを送りました。カーネルは ACK などの反応を 5 秒待ってから問い合わ"
           "せます。",
     .zh = "已向 STALE 的地址发出报文。内核先等五秒，看有没有 ACK 等迹象，然后才询问。"},
    {.word = "PROBE",
     .kind = "neighbor",
     .en = "The kernel asks the known hardware address directly whether it is still right. Without "
           "an answer the entry is FAILED.",
     .ja = "既知のハードウェアアドレスに直接、まだ正しいか問い合わせています。応答がなければ FAILED に"
           "なります。",
     .zh = "内核直接询问已知的硬件地址是否仍然正确。没有应答则变为 FAILED。"},
    {.word = "FAILED",
     .kind = "neighbor",
     .en = "Nobody on the link answers for this address. The host is off, has another address, or "
           "is in another VLAN. Programs get EHOSTUNREACH. See `sonde neighbors state = FAILED`.",
     .ja = "リンク上の誰も、このアドレスに応答しません。ホストが停止しているか、別のアドレスか、別の VLAN "
           "にいます。プログラムは EHOSTUNREACH を受け取ります。`sonde neighbors state = FAILED` で探せ"
           "ます。",
     .zh = "链路上没有主机为此地址应答。主机关机、地址不同，或在另一个 VLAN 中。程序得到 EHOSTUNREACH。请看 "
           "`sonde neighbors state = FAILED`。"},
    {.word = "NOARP",
     .kind = "neighbor",
     .en = "Nothing is asked for this address: the hardware address follows from it, as for "
           "multicast and loopback. It is normal; ip neigh leaves such entries out.",
     .ja = "このアドレスでは問い合わせをしません。マルチキャストやループバックのように、ハードウェアアドレス"
           "が決まっています。正常で、ip neigh は表示しません。",
     .zh = "对此地址不做询问：硬件地址可直接得出，例如组播和环回。属于正常；ip neigh 不显示这些条目。"},
    {.word = "PERMANENT",
     .kind = "neighbor",
     .en = "Somebody entered the hardware address by hand; it is never asked for and never goes. "
           "When the host gets another card, the entry is wrong.",
     .ja = "ハードウェアアドレスが手で登録されました。問い合わせも期限もありません。相手のカードが変わると"
           "誤りになります。",
     .zh = "硬件地址由人手工登记；不会询问，也不会过期。对方换了网卡，条目就错了。"},
};
// clang-format on

}  // namespace

std::span<const Entry> network_state_entries() { return entries; }

}  // namespace sonde
