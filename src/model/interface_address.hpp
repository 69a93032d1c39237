// interface_address.hpp: one row of the table "addresses": an address of an interface.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/network_place.hpp"

namespace sonde {

struct InterfaceAddress {
  Known<Text> interface{};
  Known<u32> index{};  // Of the interface.
  Known<Address> address{};
  Known<u8> prefix{};
  Known<u8> scope{};   // RT_SCOPE_ of linux/rtnetlink.h.
  Known<u32> flags{};  // IFA_F_ of linux/if_addr.h.
  Known<Address> peer{}, broadcast{};
  Known<Text> label{};
  Known<u32> valid_s{}, preferred_s{};
  const NetworkPlace* place = nullptr;
};

}  // namespace sonde
