// oom_log_fuzz.cpp: any bytes as the kernel log, and as /proc/PID/limits.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/kernel_trouble.hpp"
#include "decode/oom_log.hpp"
#include "decode/process_limit.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  Text text(reinterpret_cast<const char*>(data), size);
  (void)decode_process_limit(text, "Max open files");
  OomLog log;
  OomKill kill;
  KernelLine line;
  while (!text.empty()) {
    const Text whole = next_line(text);
    if (decode_kernel_line(whole, line) && line.said.size() > whole.size()) std::abort();
    if (!trouble_of(line.said).empty() && line.said.size() < 16) std::abort();
    if (!log.add(whole, kill)) continue;
    if (!kill.pid || !kill.process || kill.process.value.size() > whole.size()) std::abort();
  }
  return 0;
}
