// secrets_fuzz.cpp: any bytes around a planted secret, which must never come out.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/secrets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text text(reinterpret_cast<const char*>(data), size);
  if (mask_secrets(text).size() > 4 * size + 3) std::abort();
  const std::size_t half = size / 2;
  mask_value(text.substr(0, half), text.substr(half));
  mask_argument({"mysql", text.substr(0, half), text.substr(half)});
  is_secret_name(text);
  // Whatever a variable of a secret holds, nothing of it is shown.
  if (!text.empty() && mask_value("DB_PASSWORD", text) != "***") std::abort();
  // A pair on a line of its own and the password of a URL are seen whatever stands before.
  if (text.contains("PlAnTeD")) return 0;
  for (const Text planted : {Text("password=PlAnTeD"), Text("redis://:PlAnTeD@h/0")}) {
    const std::string whole = std::string(text) + "\n" + std::string(planted) + "\n";
    if (mask_secrets(whole).contains("PlAnTeD")) std::abort();
  }
  return 0;
}
