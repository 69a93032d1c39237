// socket_words.cpp: one dump of the sockets of each namespace, matched by inode.
// SPDX-License-Identifier: Apache-2.0
#include "tables/socket_words.hpp"

#include "tables/inner_sink.hpp"
#include "tables/networks.hpp"
#include "tables/socket_columns.hpp"
#include "tables/socket_reading.hpp"

namespace sonde {

void SocketWords::read(World& world, std::vector<Network> networks, Text table) {
  World places = inner_world(world);
  places.networks = std::move(networks);
  HiddenRows hidden;  // A socket that is not found is shown by its number, which is no gap.
  SocketWish wish;
  wish.protocols.fill(true);
  const UseSocket keep = [&](const DecodedSocket& row) {
    use(row);
    return More::Yes;
  };
  const Result<void> done =
      each_network(places, table, hidden, [&](const Network&, Source& source) -> Result<More> {
        TRY(read_sockets(places, source, wish, hidden, keep));
        return More::Yes;
      });
  unread_ = done ? hidden.why : reason_of(done.error().code);
}

void SocketWords::use(const DecodedSocket& row) {
  static constexpr SocketPlace plain{};
  Socket socket = row.socket;
  socket.place = &plain;
  if (row.has_detail) socket.detail = &row.detail;
  const bool is_unix = socket.protocol == Protocol::Unix;
  if (is_unix && row.has_detail && row.detail.has_path)
    unix_paths_.try_emplace(socket.inode, row.detail.path);
  const auto place = found_.find(socket.inode);
  if (place == found_.end() || place->second.is_there) return;
  Found& found = place->second;
  found.is_there = true;
  found.begin = name_of(socket.protocol);
  if (row.has_detail && row.detail.type) (found.begin += ' ') += *row.detail.type;
  std::string end;
  socket_columns::append_local(end, socket);
  if (!end.empty()) (found.begin += ' ') += end;
  end.clear();
  socket_columns::append_remote(end, socket);
  if (!end.empty()) (found.begin += " -> ") += end;
  const bool has_state = is_unix || socket.remote.version != 0 || socket.state != State::Unconn ||
                         socket.local.version != 0;
  if (has_state) (found.end += ' ') += name_of(socket.state);
  if (is_unix && row.has_detail && row.detail.peer_inode) found.peer = *row.detail.peer_inode;
}

std::string SocketWords::words_of(u64 inode) const {
  const auto place = found_.find(inode);
  if (place == found_.end() || !place->second.is_there) return {};
  const Found& found = place->second;
  const auto path = found.peer != 0 ? unix_paths_.find(found.peer) : unix_paths_.end();
  if (path == unix_paths_.end()) return found.begin + found.end;
  return found.begin + " -> " + path->second + found.end;
}

Known<u64> SocketWords::peer_of(u64 inode) const {
  const auto place = found_.find(inode);
  const bool is_there = place != found_.end() && place->second.is_there;
  if (!is_there && unread_ != Absent::Known) return unread_;
  if (!is_there || place->second.peer == 0) return Absent::NotApplicable;
  return place->second.peer;
}

}  // namespace sonde
