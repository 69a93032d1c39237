// types.hpp: the short names of numbers and text that every file uses.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sonde {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using i64 = std::int64_t;
using Text = std::string_view;  // Never owned; who owns it is said where it is handed out.

}  // namespace sonde
