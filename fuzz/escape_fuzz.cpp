// escape_fuzz.cpp: whatever a stranger chooses, what is written is harmless and can be read back.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/escape.hpp"

namespace {

bool is_harmless(sonde::Text text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7f) return false;
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c == 0xc2 && next < 0xa0) return false;  // C1.
    if (c == 0xe2 && next == 0x80 && i + 2 < text.size()) {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      if (last >= 0xaa && last <= 0xae) return false;  // Bidirectional overrides.
      if (last >= 0x8b && last <= 0x8f) return false;  // Zero width.
    }
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text foreign(reinterpret_cast<const char*>(data), size);
  std::string shown;
  escape_to(shown, foreign);
  if (!is_harmless(shown)) std::abort();
  if (display_width(shown) > 2 * shown.size()) std::abort();
  std::string again;
  escape_to(again, shown.find('\\') == std::string::npos ? Text(shown) : Text());
  if (!again.empty() && again != shown) std::abort();
  std::string json;
  json_string_to(json, foreign);
  if (!is_harmless(json) || json.size() < 2 || json.front() != '"' || json.back() != '"')
    std::abort();
  std::string csv;
  csv_field_to(csv, foreign);
  if (!is_harmless(csv)) std::abort();
  const char first = csv.starts_with('"') && csv.size() > 1 ? csv[1] : csv.empty() ? 'x' : csv[0];
  if (Text("=+-@").find(first) != Text::npos) std::abort();
  return 0;
}
