// qdiscs.cpp: the table "qdiscs": the queues of interfaces by rtnetlink, and what they dropped.
// SPDX-License-Identifier: Apache-2.0
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>

#include "base/text.hpp"
#include "decode/qdisc.hpp"
#include "tables/link_names.hpp"
#include "tables/net_table.hpp"
#include "tables/rates.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr auto handle = [](const Qdisc& row, std::string& room) -> Text {
  room.clear();
  append_hex(room, row.handle >> 16);
  return room += ':';
};
constexpr auto parent = [](const Qdisc& row, std::string& room) -> Known<Text> {
  if (row.parent == TC_H_ROOT) return Text("root");
  if (row.parent == TC_H_UNSPEC) return Absent::NotApplicable;
  room.clear();
  append_hex(room, row.parent >> 16);
  append_hex(room += ':', row.parent & 0xffff);
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns_of<Qdisc>>("netns", "Network namespace that it is in.", Show::Machine, Unit::Inode),
    column<container_of<Qdisc>>("container", "Container that this namespace belongs to.", Show::Machine),
    column<&Qdisc::interface>("interface", "The interface that it is for.", Show::Always),
    column<&Qdisc::index>("index", "Number of that interface.", Show::Machine),
    column<&Qdisc::kind>("kind", "How it queues: fq_codel, pfifo_fast, tbf, netem; noqueue: not at all.", Show::Always),
    column<handle>("handle", "Its number, as tc shows it.", Show::Always),
    column<parent>("parent", "Of the interface: root; of what comes in: ffff:fff1; otherwise the class that it is in: 1:2.", Show::Always),
    column<&Qdisc::sent_bytes>("sent_bytes", "Bytes that passed.", Show::Always, Unit::Size),
    column<&Qdisc::sent_packets>("sent_packets", "Packets that passed.", Show::Machine, Unit::Packets),
    column<&Qdisc::drops>("drops", "Packets that it dropped; tx_dropped of the interface does not have them.", Show::Always, Unit::Packets),
    column<&Qdisc::overlimits>("overlimits", "Times that a packet had to wait for its rate.", Show::Always),
    column<&Qdisc::requeues>("requeues", "Times that the driver was full and gave a packet back.", Show::Machine),
    column<&Qdisc::backlog_bytes>("backlog_bytes", "Bytes that wait in it now.", Show::Machine, Unit::Size),
    column<&Qdisc::backlog_packets>("backlog_packets", "Packets that wait in it now.", Show::Always, Unit::Packets),
    column<&Qdisc::sent_bytes_per_s>("sent_bytes_per_s", "Bytes that passed a second; with --interval and --watch.", Show::Asked, Unit::Size).between_looks(),
    column<&Qdisc::sent_packets_per_s>("sent_packets_per_s", "Packets that passed a second.", Show::Machine, Unit::Packets).between_looks(),
    column<&Qdisc::drops_per_s>("drops_per_s", "Packets dropped a second.", Show::Asked, Unit::Packets).between_looks(),
    column<&Qdisc::overlimits_per_s>("overlimits_per_s", "Waits for the rate a second.", Show::Machine).between_looks(),
};
// clang-format on

constexpr Text key[] = {"netns", "interface", "handle", "parent"};

struct Rate {
  Known<double> Qdisc::* rate;
  Known<u64> Qdisc::* counter;
  Width width;  // struct gnet_stats_basic and gnet_stats_queue.
};
constexpr Rate rated[] = {
    {&Qdisc::sent_bytes_per_s, &Qdisc::sent_bytes, Width::Bits64},
    {&Qdisc::sent_packets_per_s, &Qdisc::sent_packets, Width::Bits32},
    {&Qdisc::drops_per_s, &Qdisc::drops, Width::Bits32},
    {&Qdisc::overlimits_per_s, &Qdisc::overlimits, Width::Bits32},
};
struct QdiscRates : Rates {};

Text remedy(Text, Absent why) {
  if (why == Absent::Malformed || why == Absent::Vanished) return "look again";
  if (why == Absent::Unsupported) return "this kernel does not count it";
  return enter_namespaces.anywhere;
}

class QdiscScan final : public NetTable {
public:
  explicit QdiscScan(Scan<Qdisc>& scan)
      : NetTable(scan.world, scan.table, scan.request, scan.sink) {
    if (scan.request.memory) rates_ = &scan.request.memory->of<QdiscRates>();
  }

  Result<void> run() {
    if (rates_) rates_->begin(world_.source.now());
    return visit_into(rows_);
  }

private:
  Result<void> ask(Source& source) override {
    const LinkNames names(world_, source);
    Qdisc decoded;
    return dump(source, qdisc_sequence, qdisc_request(), [&](u16 type, Text message) {
      if (type != RTM_NEWQDISC || !decode_qdisc(message, decoded)) return LineSaid::Malformed;
      Qdisc& row = rows_.add(decoded);
      row.place = place_;
      row.interface = names.find(row.index);
      row.kind = rows_.texts().keep(row.kind);
      if (rates_) rate(row);
      return LineSaid::Row;
    });
  }

  // Several may have no handle: those of the queues of one card, which differ in their parents.
  void rate(Qdisc& row) {
    std::string name = place_key_;
    for (const u32 number : {row.index, row.handle, row.parent}) append_hex(name += '/', number);
    name.append("/").append(row.kind) += "/?";
    for (const Rate& one : rated) {
      if (!(row.*one.counter)) continue;
      name.back() = static_cast<char>('0' + (&one - rated));
      row.*one.rate = rates_->per_s(name, *(row.*one.counter), one.width);
    }
  }

  Result<void> read_text(Source& source, Absent why) override {
    tell_not_in_text(source, why, "queues are not in /proc");
    return {};
  }

  RowStore<Qdisc> rows_{};
  QdiscRates* rates_ = nullptr;
};

Result<void> scan_qdiscs(Scan<Qdisc>& scan) { return QdiscScan(scan).run(); }

}  // namespace

constinit const TableInfo qdiscs_table = {
    "qdiscs", "The queues that packets wait in before they are sent, and what they dropped.",
    columns,  &run_scan<scan_qdiscs>,
    key,      {},
    &remedy};

}  // namespace sonde
