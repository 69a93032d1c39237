// far_ends.hpp: finds the socket at the other end of a connection, where that is on this machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "model/socket.hpp"

namespace sonde {

// Sockets by their ends. They must outlive it.
class FarEnds {
public:
  void add(const Socket& socket);
  // The socket whose ends are these the other way round, in any network namespace; null when there
  // is none, or when several namespaces have one and none of them is the socket's own. An address
  // of the loopback means only its own namespace.
  const Socket* of(const Socket& socket) const;

  // Whether a socket can have another end.
  static bool has_other_end(const Socket& socket);
  // The other end of one of these is wanted: a scan is asked for it.
  void want_end_of(const Socket& socket);
  bool wants_any() const { return !wanted_.empty(); }
  bool wants(const Socket& socket) const;

private:
  static std::string key_of(const Socket& socket);
  static std::string key_of_far_end(const Socket& socket);

  std::unordered_map<std::string, std::vector<const Socket*>> by_ends_{};
  std::unordered_map<std::string, bool> wanted_{};
};

}  // namespace sonde
