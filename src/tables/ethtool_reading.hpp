// ethtool_reading.hpp: fills what drivers say of devices into the rows of "interfaces".
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "core/table.hpp"
#include "decode/ethtool.hpp"
#include "model/interface.hpp"

namespace sonde {

// Which of it somebody wants to know; each costs a question to every driver.
struct EthtoolWish {
  bool link_modes = false, rings = false, statistics = false;
  bool any() const { return link_modes || rings || statistics; }
};

// Fills `rows`, those of the namespace that `source` answers for, ascending by index. What drivers
// could not be asked for is missing for that reason. Texts go into `texts`.
void read_ethtool(Source& source, const EthtoolWish& wish, std::span<Interface* const> rows,
                  Arena& texts);

}  // namespace sonde
