// socket_text.cpp: the text way to sockets: byte order, duplicate rows, and what text cannot tell.
// SPDX-License-Identifier: Apache-2.0
#include "tables/socket_text.hpp"

#include <utility>

#include "base/text.hpp"
#include "decode/byte_order.hpp"
#include "decode/paste.hpp"
#include "decode/proc_net_inet.hpp"
#include "decode/proc_net_netlink.hpp"
#include "decode/proc_net_packet.hpp"
#include "decode/proc_net_sctp.hpp"
#include "decode/proc_net_unix.hpp"

namespace sonde {
namespace {

constexpr Text table_name = "sockets";
constexpr std::size_t recent_rows = 4096;
constexpr Text assumed_dual_stack =
    "taken to serve IPv4 too, as nearly all IPv6 listeners do; netlink on that machine knows";

constexpr ByteOrder native_order =
    std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;

// Every file whose addresses can tell the byte order.
constexpr Text address_files[] = {"net/tcp", "net/tcp6", "net/udp", "net/udp6"};

void note_order(Sink& sink, const OrderVote& vote) {
  if (vote.reason.empty()) return;
  std::string said = vote.reason;
  said += vote.order == ByteOrder::Big ? " (--endian=little reads it the other way)"
                                       : " (--endian=big reads it the other way)";
  sink.note(said);
}

u64 mixed(u64 hash, u64 value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15;
  return hash ^ (hash >> 32);
}

u64 hash_of(const Socket& socket) {
  u64 hash = mixed(socket.inode, static_cast<u64>(socket.protocol));
  for (const Endpoint* end : {&socket.local, &socket.remote}) {
    u64 words[2];
    std::memcpy(words, end->bytes.data(), sizeof words);
    hash = mixed(mixed(mixed(hash, words[0]), words[1]), end->port);
  }
  return hash;
}

// An SCTP endpoint with a peer stands in assocs too, and there with its peer.
bool has_association(const Socket& socket) {
  return socket.protocol == Protocol::Sctp && socket.state == State::Established &&
         socket.remote.version == 0;
}

// The decoder of one table, with the header it learned.
class LineDecoder {
public:
  LineDecoder(Protocol protocol, Text file, ByteOrder order)
      : protocol_(protocol), order_(order),
        sctp_(file.ends_with("assocs") ? SctpFile::Associations : SctpFile::Endpoints) {}

  Line operator()(Text line, DecodedSocket& row) {
    switch (protocol_) {
      case Protocol::Unix: return decode_unix_line(line, row);
      case Protocol::Packet: return packet_.decode(line, row);
      case Protocol::Netlink: return netlink_.decode(line, row);
      case Protocol::Sctp: return sctp_.decode(line, row);
      default: return decode_inet_line(line, protocol_, order_, row);
    }
  }

private:
  Protocol protocol_;
  ByteOrder order_;
  PacketTable packet_{};
  NetlinkTable netlink_{};
  SctpTable sctp_;
};

// Why a text without rows is no answer; "" when a table is there and simply empty.
Text why_nothing(const PasteCounts& counts, u64 bytes) {
  if (counts.rows > 0) return {};
  if (bytes == 0) return "the input is empty";
  if (counts.malformed_rows > 0) return "there are rows, and all are broken off: paste whole lines";
  if (counts.example.find(" src=") != std::string::npos)
    return "these are lines of nf_conntrack: sonde flows --from FILE reads them";
  if (counts.headers == 0 || counts.unused_lines > counts.headers)
    return "nothing in it looks like a table of /proc/net (tcp, udp, unix, ...); "
           "the output of ss, netstat or lsof is not read";
  return {};
}

}  // namespace

SocketText::SocketText(World& world, Source& source, const SocketWish& wish, Sink& sink,
                       const UseSocket& use)
    : source_(source), wish_(wish), sink_(sink), use_(use) {
  order_ = source.is_copy() ? world.byte_order : native_order;
}

ByteOrder SocketText::byte_order() {
  if (order_ != ByteOrder::Infer) return order_;
  std::string sample;
  for (const Text file : address_files) {
    auto blocks = source_.stream({Question::How::Read, file});
    if (!blocks) continue;
    const Result<Text> block = (*blocks)->next();
    if (block) sample.append(*block);
    if (sample.size() >= order_sample_bytes) break;
  }
  const OrderVote vote = infer_byte_order(sample);
  note_order(sink_, vote);
  return order_ = vote.order;
}

Result<void> SocketText::read(Protocol protocol, Text file) {
  const auto blocks = TRY(source_.stream({Question::How::Read, file}));
  const bool has_addresses = protocol < Protocol::Sctp;
  LineDecoder decode(protocol, file, has_addresses ? byte_order() : native_order);
  Lines lines(*blocks);
  DecodedSocket row;
  const Result<void> done = lines.each([&](Text line) {
    if (stopped_) return;
    switch (decode(line, row)) {
      case Line::Row:
        if (!has_association(row.socket)) use_row(row);
        break;
      case Line::Skip: break;
      case Line::Malformed:
        if (malformed_++ == 0) malformed_example_ = line.substr(0, 80);
        break;
    }
  });
  too_long_ += lines.too_long();
  return done;
}

void SocketText::use_row(const DecodedSocket& row) {
  has_paths_ = has_paths_ || row.detail.has_path;
  if (is_duplicate(row.socket)) {
    ++duplicates_;
    return;
  }
  if (row.socket.dual_stack && *row.socket.dual_stack) ++assumed_dual_;
  stopped_ = use_(row) == More::No;
}

bool SocketText::is_duplicate(const Socket& socket) {
  if (socket.family != Family::Ipv4 && socket.family != Family::Ipv6) return false;
  if (recent_.empty()) recent_.resize(recent_rows);
  const u64 hash = hash_of(socket);
  return std::exchange(recent_[hash % recent_rows], hash) == hash;
}

void SocketText::tell() {
  if (malformed_ > 0)
    sink_.gap({table_name, "", Absent::Malformed, malformed_, malformed_example_,
               "look at the file: these lines are no rows"});
  if (too_long_ > 0)
    sink_.gap({table_name, "", Absent::Malformed, too_long_, "a line of more than 64 KiB",
               "look at the file: a row has 150 bytes"});
  if (assumed_dual_ > 0 && wish_.dual_stack)
    sink_.gap(
        {table_name, "dual_stack", Absent::NotCollected, assumed_dual_, {}, assumed_dual_stack});
  if (has_paths_)
    sink_.note("unix paths are read from text, where one with a newline can imitate a row; "
               "only netlink tells them apart");
  if (duplicates_ > 0) {
    std::string said;
    append_number(said, duplicates_);
    sink_.note(said + " duplicate rows dropped: the table changed while the kernel wrote it");
  }
}

Result<bool> read_pasted_sockets(World& world, Source& source, const SocketWish& wish, Sink& sink,
                                 const UseSocket& use) {
  auto blocks = source.stream({Question::How::Paste});
  if (!blocks) {
    if (blocks.error().code == std::errc::no_message) return false;
    return std::unexpected(std::move(blocks).error());
  }
  bool stopped = false;
  bool has_addresses = false;
  u64 assumed_dual = 0;
  PasteDecoder decoder(world.byte_order, [&](const DecodedSocket& row) {
    if (stopped) return;
    has_addresses = has_addresses || row.socket.protocol < Protocol::Sctp;
    if (row.socket.dual_stack && *row.socket.dual_stack) ++assumed_dual;
    stopped = use(row) == More::No;
  });
  u64 bytes = 0;
  for (Text block; !stopped && !(block = TRY((*blocks)->next())).empty(); bytes += block.size())
    decoder.feed(block);
  decoder.finish();
  const PasteCounts& counts = decoder.counts();
  if (const Text why = why_nothing(counts, bytes); !why.empty())
    return std::unexpected(
        Error{std::errc::bad_message, "nothing to show", std::string(why), Error::Kind::Sentence});
  if (has_addresses) note_order(sink, decoder.vote());
  if (counts.malformed_rows > 0)
    sink.gap({table_name, "", Absent::Malformed, counts.malformed_rows, counts.example,
              "paste the whole row"});
  if (assumed_dual > 0 && wish.dual_stack)
    sink.gap(
        {table_name, "dual_stack", Absent::NotCollected, assumed_dual, {}, assumed_dual_stack});
  std::string said;
  if (counts.rows == 0) sink.note("the header is there and no row: that table is empty");
  if (counts.unused_lines > 0) {
    append_number(said, counts.unused_lines);
    sink.note(said + " lines or parts of lines could not be used, e.g. " + counts.example);
  }
  if (counts.contradicting_rows > 0) {
    said.clear();
    append_number(said, counts.contradicting_rows);
    sink.note(said + " rows have the shape of another table than the one that was named");
  }
  return true;
}

}  // namespace sonde
