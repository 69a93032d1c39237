// party.cpp: the process behind a socket, in words.
// SPDX-License-Identifier: Apache-2.0
#include "command/party.hpp"

#include "base/text.hpp"
#include "tables/socket_columns.hpp"

namespace sonde {
namespace {

constexpr Text somebody = "somebody";

}  // namespace

Party party_of(const Socket& socket) {
  Party party;
  party.netns = socket.place->netns;
  party.container = socket_columns::container(socket);
  party.pid = socket_columns::pid(socket);
  party.process = socket_columns::process(socket);
  party.uid = socket.uid;
  const std::size_t holders = socket_columns::detail_of(socket).pids.size();
  party.others = holders > 1 ? holders - 1 : 0;
  party.is_probable = socket.owner && *socket.owner == Owner::Probable;
  if (!socket.holder) party.why_none = socket.owner ? name_of(*socket.owner) : somebody;
  return party;
}

Party party_of(const SocketPeer& peer) {
  Party party;
  party.netns = peer.netns;
  if (!peer.is_proxy) party.container = peer.container;
  if (peer.holder) party.pid = peer.holder->pid;
  if (peer.holder) party.process = peer.holder->process;
  party.others = peer.holders > 1 ? peer.holders - 1 : 0;
  party.is_probable = peer.owner && *peer.owner == Owner::Probable;
  party.host = peer.host;
  if (!peer.holder) party.why_none = peer.owner ? name_of(*peer.owner) : somebody;
  return party;
}

void set_party(Link& link, const Party& party) {
  link.netns = party.netns;
  link.container = party.container;
  link.pid = party.pid;
  link.process = party.process;
}

void set_peer(Link& link, const Party& party) {
  link.peer_netns = party.netns;
  link.peer_container = party.container;
  link.peer_pid = party.pid;
  link.peer_process = party.process;
  if (!party.host.empty()) link.peer_host = party.host;
}

std::string text_of(const Party& party, const Known<u32>& own) {
  std::string where;
  const bool is_elsewhere = party.netns && !(own && *own == *party.netns);
  if (party.container)
    where = "container " + std::string(*party.container);
  else if (is_elsewhere && party.host.empty())
    append_number(where = "netns ", *party.netns);
  if (!party.host.empty()) ((where += where.empty() ? "host " : " on host ") += party.host);
  std::string text;
  if (!party.pid) {
    const bool is_reason = party.why_none != somebody;
    text = is_reason ? "(" + std::string(party.why_none) + ")" : std::string(somebody);
    return where.empty() ? text : text + " in " + where;
  }
  if (party.is_probable) text = "probably ";
  text += party.process ? *party.process : Text("?");
  append_number(text += " (pid ", *party.pid);
  if (party.others > 0) {
    append_number(text += " and ", party.others);
    text += " more";
  }
  if (!where.empty()) text += ", " + where;
  return text + ")";
}

}  // namespace sonde
