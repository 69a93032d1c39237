// explain_fuzz.cpp: any question gets an answer or a sentence in every language, nothing raw.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "lexicon/explain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text question(reinterpret_cast<const char*>(data), size);
  for (const Language language : {Language::En, Language::Ja, Language::Zh}) {
    const Result<std::string> answer = explain(question, language);
    const Text said = answer ? Text(*answer) : Text(answer.error().object);
    if (said.empty() || (answer && said.back() != '\n')) std::abort();
    if (said.size() > 64 * 1024) std::abort();
    for (const char c : said)
      if (c != '\n' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)) std::abort();
  }
  return 0;
}
