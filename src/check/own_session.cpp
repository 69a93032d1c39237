// own_session.cpp: the number of sonde's own process.
// SPDX-License-Identifier: Apache-2.0
#include "check/own_session.hpp"

#include "base/text.hpp"

namespace sonde {

// As this /proc counts; a copy does not hold it.
OwnSession::OwnSession(World& world) {
  if (!world.source.is_live()) return;
  std::string room;
  const Result<Text> link = world.source.ask({Question::How::Link, "self"}, room);
  int number = 0;
  if (link && parse_number(*link, number)) pid = number;
}

}  // namespace sonde
