// link_names.cpp: a dump of the devices without their counters.
// SPDX-License-Identifier: Apache-2.0
#include "tables/link_names.hpp"

#include <algorithm>
#include <linux/netlink.h>

#include "decode/link.hpp"
#include "tables/netlink_asking.hpp"

namespace sonde {

LinkNames::LinkNames(World& world, Source& source) {
  Interface row;
  const auto asked = dump_netlink(source, NETLINK_ROUTE, link_sequence,
                                  link_request(LinkCounters::No), [&](u16, Text message) {
                                    if (decode_link(message, row))
                                      links_.push_back({*row.index, world.texts.keep(row.name)});
                                    return true;
                                  });
  if (!asked) why_ = reason_of(asked.error().code);
  std::ranges::sort(links_, {}, &Link::index);
}

Known<Text> LinkNames::find(u32 index) const {
  const auto found = std::ranges::lower_bound(links_, index, {}, &Link::index);
  if (found == links_.end() || found->index != index) return why_;
  return found->name;
}

}  // namespace sonde
