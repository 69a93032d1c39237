// party.hpp: who has one end of a connection, and how that is said.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/table.hpp"
#include "model/link.hpp"
#include "model/socket.hpp"

namespace sonde {

// A process, or why it is not known.
struct Party {
  Known<u32> netns{Absent::NotApplicable};
  Known<Text> container{Absent::NotApplicable};
  Known<int> pid{Absent::NotApplicable};
  Known<Text> process{Absent::NotApplicable};
  Known<u32> uid{Absent::NotApplicable};
  std::size_t others = 0;  // Processes that have it too.
  Text why_none{};         // "time-wait", "hidden": with no pid.
  bool is_probable = false;
  Text host{};  // Another machine than the one that answers.
};

Party party_of(const Socket& socket);
Party party_of(const SocketPeer& peer);
// The near end of a link.
void set_party(Link& link, const Party& party);
void set_peer(Link& link, const Party& party);

// "nginx (pid 3865 and 4 more, container web)", "(time-wait) in netns 4026532281". `own`: the
// namespace that need not be said.
std::string text_of(const Party& party, const Known<u32>& own);

}  // namespace sonde
