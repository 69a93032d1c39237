// flows.cpp: the table "flows": what conntrack remembers, by ctnetlink, by its text, or pasted.
// SPDX-License-Identifier: Apache-2.0
#include <linux/netlink.h>
#include <optional>

#include "decode/clock.hpp"
#include "decode/conntrack.hpp"
#include "decode/conntrack_text.hpp"
#include "tables/census.hpp"
#include "tables/container_addresses.hpp"
#include "tables/flow_columns.hpp"
#include "tables/netlink_asking.hpp"
#include "tables/networks.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

using namespace flow_columns;

// Every name once: TCP, SCTP and DCCP share some.
constexpr Vocabulary state_words = {flow_state_names};
constexpr Vocabulary nat_words = {flow_nat_names};
constexpr Vocabulary zone_words = {flow_zone_names};
constexpr Text family_list[] = {"ipv4", "ipv6"};
constexpr Vocabulary family_words = {family_list};

constexpr auto O = &Flow::original;
constexpr auto R = &Flow::reply;

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns>("netns", "Network namespace that the connection passes.", Show::Machine, Unit::Inode),
    column<family>("family", "IPv4 or IPv6.", Show::Machine).with(family_words),
    column<protocol>("protocol", "Protocol above IP: its name, or the number of one that has none.", Show::Always),
    column<&Flow::state>("state", "State as conntrack sees it; only TCP, SCTP and DCCP have one.", Show::Always).with(state_words),
    column<&Flow::timeout_s>("timeout_s", "Seconds until it is forgotten unless a packet comes.", Show::Always, Unit::Seconds),
    column<end<O, &FlowTuple::src, &FlowTuple::sport>>("from", "Who began it: address and port.", Show::Screen).composed_of("orig_src"),
    column<end<O, &FlowTuple::dst, &FlowTuple::dport>>("to", "Where its first packet was sent.", Show::Screen).composed_of("orig_dst"),
    column<&Flow::nat>("nat", "What is rewritten: its destination (dnat), its source (snat), both or none.", Show::Always).with(nat_words),
    column<end<R, &FlowTuple::src, &FlowTuple::sport>>("answered_by", "Who answers: after dnat another end.", Show::Screen).composed_of("reply_src"),
    column<end<R, &FlowTuple::dst, &FlowTuple::dport>>("answered_to", "Where answers go: after snat another end.", Show::Screen).composed_of("reply_dst"),
    column<address<O, &FlowTuple::src>>("orig_src", "Address that began it.", Show::Machine),
    column<of_tuple<O, &FlowTuple::sport>>("orig_sport", "Port that began it.", Show::Machine),
    column<address<O, &FlowTuple::dst>>("orig_dst", "Address that it was sent to.", Show::Machine),
    column<of_tuple<O, &FlowTuple::dport>>("orig_dport", "Port that it was sent to.", Show::Machine),
    column<address<R, &FlowTuple::src>>("reply_src", "Address that answers.", Show::Machine),
    column<of_tuple<R, &FlowTuple::sport>>("reply_sport", "Port that answers.", Show::Machine),
    column<address<R, &FlowTuple::dst>>("reply_dst", "Address that the answers go to.", Show::Machine),
    column<of_tuple<R, &FlowTuple::dport>>("reply_dport", "Port that the answers go to.", Show::Machine),
    column<status>("status", "SEEN_REPLY or UNREPLIED, then ASSURED, OFFLOAD and other flags that are set.", Show::Always),
    column<&Flow::assured>("assured", "Packets went both ways for a while: it stays when the table is full.", Show::Machine),
    column<&Flow::mark>("mark", "Mark that rules have set on it (CONNMARK).", Show::Machine),
    column<&Flow::zone>("zone", "Number of its conntrack zone.", Show::Machine),
    column<zone_direction>("zone_direction", "Direction that the zone holds for.", Show::Asked).with(zone_words),
    column<&Flow::container>("container", "Container whose address answers or begins it; of several in one network their pod.", Show::Always),
    column<of_tuple<O, &FlowTuple::packets>>("orig_packets", "Packets of who began it; needs net.netfilter.nf_conntrack_acct.", Show::Machine, Unit::Packets),
    column<of_tuple<O, &FlowTuple::bytes>>("orig_bytes", "Bytes of who began it, headers included.", Show::Machine, Unit::Bytes),
    column<of_tuple<R, &FlowTuple::packets>>("reply_packets", "Packets of who answers.", Show::Machine, Unit::Packets),
    column<of_tuple<R, &FlowTuple::bytes>>("reply_bytes", "Bytes of who answers, headers included.", Show::Machine, Unit::Bytes),
    column<of_tuple<O, &FlowTuple::icmp_type>>("orig_icmp_type", "Type of the ICMP message.", Show::Machine),
    column<of_tuple<O, &FlowTuple::icmp_code>>("orig_icmp_code", "Code of the ICMP message.", Show::Machine),
    column<of_tuple<O, &FlowTuple::icmp_id>>("orig_icmp_id", "Number of the ICMP exchange.", Show::Machine),
    column<of_tuple<R, &FlowTuple::icmp_type>>("reply_icmp_type", "Type of the answer.", Show::Machine),
    column<of_tuple<R, &FlowTuple::icmp_code>>("reply_icmp_code", "Code of the answer.", Show::Machine),
    column<of_tuple<R, &FlowTuple::icmp_id>>("reply_icmp_id", "Number of the exchange in the answer.", Show::Machine),
    column<keys<O>>("orig_keys", "Keys of a GRE tunnel, source and destination.", Show::Asked),
    column<keys<R>>("reply_keys", "Keys of the answers.", Show::Asked),
    column<&Flow::use>("use", "How many parts of the kernel hold it.", Show::Asked),
    column<&Flow::id>("id", "Number that tells it from others while it lives.", Show::Asked),
    column<&Flow::age_s>("age_s", "Seconds since it began; with net.netfilter.nf_conntrack_timestamp only.", Show::Asked, Unit::Seconds),
    column<&Flow::security>("security", "Security context, as of SELinux.", Show::Asked),
    column<&Flow::helper>("helper", "Helper that reads its contents: ftp, sip.", Show::Asked),
    column<other>("other", "Words of the text that no column has.", Show::Asked),
};
// clang-format on
static_assert(std::size(columns) <= 64);

constexpr Text key[] = {"netns",    "protocol",   "orig_src", "orig_sport",
                        "orig_dst", "orig_dport", "zone"};
// Of a flow the original direction is what users mean.
constexpr EndpointWord endpoint_words[] = {{"src", "orig_src", "orig_sport"},
                                           {"dst", "orig_dst", "orig_dport"},
                                           {"sport", "", "orig_sport"},
                                           {"dport", "", "orig_dport"}};

Text remedy(Text column, Absent why) {
  if (why == Absent::Malformed) return "look at the input: the kernel does not write this";
  if (column == "container") {
    if (why == Absent::NotPermitted) return look_into_processes.anywhere;
    if (why == Absent::Elsewhere)
      return "run on the node itself, or with its processes: docker run --pid=host";
    if (why == Absent::Unsupported)
      return "several network namespaces may have the address: sonde who ADDRESS";
    return "run sonde on that machine";
  }
  return "the text does not hold it; ctnetlink on that machine does";
}

// Of the machine whose flows these are; 0: it does not say.
u64 now_ns(Source& source) {
  std::string room;
  const Result<Text> clock = source.ask({Question::How::Clock}, room);
  return static_cast<u64>((clock ? decode_realtime_ns(*clock) : std::nullopt).value_or(0));
}

class FlowScan {
public:
  explicit FlowScan(Scan<Flow>& scan) : scan_(scan) {}

  Result<void> run() {
    wants_container_ = scan_.wants<&Flow::container>();
    wants_texts_ = scan_.wants<&Flow::security, &Flow::helper, other>();
    if (scan_.wants<&Flow::age_s>()) now_ns_ = now_ns(scan_.world.source);
    TRY(each_network(
        scan_.world, scan_.table.name, scan_.sink,
        [this](const Network& network, Source& source) { return read(network, source); }));
    hand_on();
    if (scan_.wants<netns>() && !scan_.world.networks.empty())
      tell_hidden_numbers(scan_.world, scan_.table.name, scan_.sink);
    return {};
  }

private:
  Result<More> read(const Network& network, Source& source) {
    if (network.netns && !scan_.possible(scan_.fact<netns>(*network.netns))) return More::Yes;
    FlowPlace place;
    place.netns = network.netns          ? network.netns
                  : scan_.wants<netns>() ? own_netns(source)
                                         : Known<u32>();
    place_ = scan_.world.texts.make(place);
    if (const bool is_paste = TRY(read_paste(source)); is_paste) return more_;
    if (!source.is_copy() && !has_conntrack(source)) {
      if (scan_.world.networks.size() <= 1)
        scan_.sink.note("there is no connection tracking here: nf_conntrack is not in the kernel, "
                        "or not in this namespace");
      return More::Yes;
    }
    if (scan_.world.networks.size() > 1 && has_none(source)) return More::Yes;
    const bool may_ask = !source.is_copy() && scan_.world.way != Way::Proc;
    const Result<void> asked = may_ask ? ask(source) : failed(std::errc::no_message, "ask", "");
    if (asked) return more_;
    if (scan_.world.way == Way::Netlink || rows_of_dump_ > 0) return std::unexpected(asked.error());
    for (const Text file : {Text("net/nf_conntrack"), Text("net/ip_conntrack")}) {
      const Result<void> done = read_text(source, file);
      if (done) return more_;
      if (done.error().code == std::errc::no_such_file_or_directory && file != "net/ip_conntrack")
        continue;
      tell_unread(source, may_ask ? asked.error() : done.error());
      break;
    }
    return More::Yes;
  }

  // The kernel walks the connections of all namespaces for each dump.
  static bool has_none(Source& source) {
    std::string room;
    const auto count =
        source.ask({Question::How::Read, "sys/net/netfilter/nf_conntrack_count"}, room);
    return !source.is_copy() && count && trim(*count) == "0";
  }

  Result<void> ask(Source& source) {
    rows_of_dump_ = 0;
    u64 malformed = 0;
    Flow flow;
    const Dump dump = TRY(dump_netlink(source, NETLINK_NETFILTER, conntrack_sequence,
                                       conntrack_request(), [&](u16, Text message) {
                                         if (!decode_conntrack(message, now_ns_, flow))
                                           return ++malformed, true;
                                         ++rows_of_dump_;
                                         return take(flow) == More::Yes;
                                       }));
    if (malformed > 0)
      scan_.sink.gap({scan_.table.name, "", Absent::Malformed, malformed, "a netlink message",
                      "read the text instead: --source=proc"});
    if (dump == Dump::Interrupted)
      scan_.sink.note("the table changed while it was read: a connection may be missing or double");
    return {};
  }

  Result<void> read_text(Source& source, Text file) {
    const auto blocks = TRY(source.stream({Question::How::Read, file}));
    FlowTextDecoder decoder([this](const Flow& flow) { take(flow); });
    for (Text block; more_ == More::Yes && !(block = TRY(blocks->next())).empty();)
      decoder.feed(block);
    decoder.finish();
    tell_counts(decoder.counts());
    return {};
  }

  // True when something was pasted.
  Result<bool> read_paste(Source& source) {
    auto blocks = source.stream({Question::How::Paste});
    if (!blocks && blocks.error().code == std::errc::no_message) return false;
    if (!blocks) return std::unexpected(std::move(blocks).error());
    u64 bytes = 0;
    FlowTextDecoder decoder([this](const Flow& flow) { take(flow); });
    for (Text block; more_ == More::Yes && !(block = TRY((*blocks)->next())).empty();
         bytes += block.size())
      decoder.feed(block);
    decoder.finish();
    const FlowTextCounts& counts = decoder.counts();
    const bool says_nothing = counts.rows == 0 && (counts.unused_lines > 0 || bytes == 0);
    if (says_nothing || (counts.rows == 0 && counts.malformed_rows > 0))
      return std::unexpected(Error{
          std::errc::bad_message, "nothing to show",
          bytes == 0                  ? "the input is empty"
          : counts.malformed_rows > 0 ? "there are rows, and all are broken off: paste whole lines"
                                      : "nothing in it looks like a line of /proc/net/nf_conntrack",
          Error::Kind::Sentence});
    tell_counts(counts);
    return true;
  }

  void tell_counts(const FlowTextCounts& counts) {
    const Text example = scan_.world.texts.keep(counts.malformed_example);
    if (counts.malformed_rows > 0)
      scan_.sink.gap({scan_.table.name, "", Absent::Malformed, counts.malformed_rows, example,
                      "paste the whole row"});
    if (counts.unused_lines == 0) return;
    std::string said;
    append_number(said, counts.unused_lines);
    said += " lines or parts of lines could not be used, e.g. ";
    scan_.sink.note(said + counts.unused_example);
  }

  void tell_unread(Source& source, const Error& error) {
    Gap gap{scan_.table.name};
    gap.why = source.is_copy() ? Absent::NotCollected : reason_of(error.code);
    gap.is_all = source.is_copy();
    const bool is_refused = !source.is_copy() && gap.why == Absent::NotPermitted;
    std::string example = "connections: ";
    example += std::make_error_code(error.code).message();
    gap.example = is_refused ? scan_.world.texts.keep(example) : Text("net/nf_conntrack");
    gap.remedy = is_refused                        ? netfilter_remedy
                 : gap.why == Absent::NotCollected ? Text("copy this file too")
                                                   : allow_netlink;
    scan_.sink.gap(gap);
  }

  More take(const Flow& row) {
    if (!chunk_) chunk_.emplace(sizeof(Flow));
    Flow& flow = chunk_->add(row);
    flow.place = place_;
    if (wants_texts_) keep_texts(flow);
    if (wants_container_) flow.container = container_of(flow);
    if (chunk_->full()) hand_on();
    return more_;
  }

  void keep_texts(Flow& flow) {
    if (flow.security) flow.security = chunk_->texts.keep(*flow.security);
    if (flow.helper) flow.helper = chunk_->texts.keep(*flow.helper);
    flow.other = chunk_->texts.keep(flow.other);
  }

  // Who answers, or else who began it.
  Known<Text> container_of(const Flow& flow) {
    if (!has_processes()) return Absent::NotCollected;
    const ContainerAddresses& addresses = scan_.world.shared<ContainerAddresses>();
    Known<Text> said = Absent::NotApplicable;
    for (const FlowAddress* address : {&flow.reply.src, &flow.original.src}) {
      if (address->why != Absent::Known) continue;
      const Known<Text> found = addresses.find(address->bytes, address->version);
      if (found) return found;
      if (said.why == Absent::NotApplicable) said = found.why;
    }
    return said;
  }

  // A paste has none.
  bool has_processes() {
    std::string room;
    if (!has_processes_)
      has_processes_ = scan_.world.source.ask({Question::How::List, ""}, room).has_value();
    return *has_processes_;
  }

  void hand_on() {
    if (!chunk_) return;
    Chunk chunk = std::move(*chunk_);
    chunk_.reset();
    if (more_ == More::Yes) more_ = scan_.sink.rows(std::move(chunk));
  }

  Scan<Flow>& scan_;
  std::optional<Chunk> chunk_{};
  const FlowPlace* place_ = nullptr;
  std::optional<bool> has_processes_{};
  More more_ = More::Yes;
  bool wants_container_ = false, wants_texts_ = false;
  u64 now_ns_ = 0, rows_of_dump_ = 0;
};

Result<void> scan_flows(Scan<Flow>& scan) { return FlowScan(scan).run(); }

}  // namespace

constinit const TableInfo flows_table = {
    "flows", "Every connection that the kernel's connection tracking remembers, with its NAT.",
    columns, &run_scan<scan_flows>,
    key,     endpoint_words,
    &remedy};

}  // namespace sonde
