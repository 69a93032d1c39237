// who_published.cpp: ports of the machine that lead to containers, by whatever leads there.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "command/inquiry.hpp"
#include "command/links.hpp"
#include "model/published.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

bool concerns(const Inquiry& inquiry, const Published& row) {
  const Thing& thing = inquiry.thing();
  const bool is_any = row.address.bytes == Address{}.bytes;
  switch (thing.kind) {
    case Thing::Port:
      return (row.port && *row.port == thing.port) ||
             (row.target_port && *row.target_port == thing.port);
    case Thing::End:
      return (row.port && *row.port == thing.port && (is_any || row.address == thing.address)) ||
             (row.target_port && *row.target_port == thing.port && row.target_address &&
              *row.target_address == thing.address);
    case Thing::Host: return row.target_address && *row.target_address == thing.address;
    case Thing::Process: return row.pid && *row.pid == thing.pid;
    case Thing::Place: return inquiry.dwelling.is_in(row.target_netns);
    default: return false;
  }
}

void append_end(std::string& out, const Address& address, const Known<u16>& port) {
  if (port)
    append_address(out, address, *port);
  else
    append_address(out, address);
}

bool is_redirect(const Published& row) {
  return row.by == PublishedBy::Dnat && row.target_port &&
         row.target_address.why == Absent::NotApplicable;
}

// "tcp 0.0.0.0:8080, by dnat, to 10.20.0.2:80 in container web: httpd (pid 50)"
std::string sentence_of(const Published& row) {
  std::string says(row.protocol);
  append_end(says += ' ', row.address, row.port);
  (says += ", by ") += name_of(row.by);
  if (row.target_address) append_end(says += ", to ", *row.target_address, row.target_port);
  if (is_redirect(row)) append_number(says += ", to this machine, port ", *row.target_port);
  if (row.container) (says += " in container ") += *row.container;
  if (row.process && row.pid) {
    append_number((says += ": ").append(*row.process) += " (pid ", *row.pid);
    says += ')';
  } else if (row.answering) {
    says += *row.answering ? ": somebody listens there" : ", where nobody listens";
  } else if (row.answering.why == Absent::Elsewhere) {
    says += ", an address that no namespace here has";
  }
  return says;
}

}  // namespace

Result<void> find_published(Inquiry& inquiry) {
  const bool has_owner = (inquiry.thing().kind & (Thing::Process | Thing::Place)) != 0;
  if (has_owner && !inquiry.is_known()) return {};
  const Wish<Published> wish{
      published_table,
      "protocol,address,port,by,container,target_address,target_port,answering,pid,process,"
      "target_netns,netns",
      {},
      {},
      {}};
  inquiry.collect(wish).each([&](const Published& row) {
    if (!concerns(inquiry, row)) return;
    Link link;
    link.relation = Relation::Published;
    const Thing& thing = inquiry.thing();
    link.is_target = thing.kind == Thing::Port && !(row.port && *row.port == thing.port);
    link.says = inquiry.keep(sentence_of(row));
    std::string target;
    if (row.target_address) append_end(target, *row.target_address, row.target_port);
    if (is_redirect(row)) append_number(target += ':', *row.target_port);
    if (!target.empty()) link.address = inquiry.keep(target);
    link.netns = row.target_netns;
    link.peer_netns = row.netns;
    if (row.container) link.container = inquiry.keep(*row.container);
    link.pid = row.pid;
    if (row.process) link.process = inquiry.keep(*row.process);
    inquiry.add(link);
  });
  return {};
}

}  // namespace sonde
