// netlink_asking.hpp: asks netfilter without loading it into the kernel, and repeats broken dumps.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "core/table.hpp"
#include "tables/rights.hpp"

namespace sonde {

// What sonde says to whoever may not ask netfilter.
inline constexpr Text netfilter_remedy = ask_netfilter.anywhere;

// Whether a part of netfilter is in this kernel already. Asking for one that is not there would
// make the kernel load a module.
enum class Loaded : u8 { Yes, No, Unknown };
Loaded is_loaded(Source& source, Text module);
// Whether conntrack works in this network namespace.
bool has_conntrack(Source& source);

// Whether what was dumped changed meanwhile.
enum class Dump : u8 { Whole, Interrupted };
// A false answer of `use` stops it.
using UseMessage = std::function<bool(u16 type, Text message)>;
Result<Dump> dump_netlink(Source& source, int protocol, u32 sequence, Text request,
                          const UseMessage& use);

}  // namespace sonde
