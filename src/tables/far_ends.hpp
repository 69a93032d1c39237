// far_ends.hpp: finds the socket at the other end of a connection, where that is on this machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <unordered_map>
#include <unordered_set>

#include "model/socket.hpp"
#include "tables/ends_key.hpp"

namespace sonde {

// Sockets by their ends. They must outlive it. A hundred thousand of them are no exception.
class FarEnds {
public:
  // Near ones are those that were asked for.
  enum class Side : u8 { Near, Other };
  struct Found {
    const Socket* socket = nullptr;
    Side side = Side::Other;
  };

  void add(const Socket& socket, Side side);
  // The socket whose ends are these the other way round, in any network namespace; none when there
  // is none, or when several namespaces have one and none of them is the socket's own. An address
  // of the loopback means only its own namespace.
  Found of(const Socket& socket) const;
  // The same of the socket that has these ends, as NAT may have changed them.
  Found end_of(const Socket& socket, const EndsKey& far) const;

  // Whether a socket can have another end.
  static bool has_other_end(const Socket& socket);
  // The ends that the other socket has when nothing changes them on the way.
  static EndsKey key_of_far_end(const Socket& socket);

  // The other end of one of these is wanted: a scan is asked for it.
  void want_end_of(const Socket& socket);
  void want(const EndsKey& far);
  void want_nothing() { wanted_.clear(); }
  bool wants_any() const { return !wanted_.empty(); }
  bool wants(const Socket& socket) const;

private:
  static EndsKey key_of(const Socket& socket);
  static bool has_key(const Socket& socket);

  std::unordered_multimap<EndsKey, Found, EndsHash> by_ends_{};
  std::unordered_set<EndsKey, EndsHash> wanted_{};
};

}  // namespace sonde
