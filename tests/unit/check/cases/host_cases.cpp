// host_cases.cpp: faults of the machine, its cgroups and its disks, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <string>

#include "unit/check/cases.hpp"

namespace sonde::test {
namespace {

constexpr bool found = true, silent = false;

// Four processors, of which each took in so many packets since the look before, and spent so many
// ticks of 10 ms in work after interrupts.
void put_processors(FakeSource& machine, int count, const std::array<u32, 4>& packets, u32 ticks) {
  std::string stat = "cpu  0 0 0 900000 0 0 0 0 0 0\n";
  std::string softnet;
  for (int cpu = 0; cpu < count; ++cpu) {
    const u32 taken = packets.at(static_cast<std::size_t>(cpu));
    char row[160];
    std::snprintf(row, sizeof row,
                  "%08x 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 "
                  "00000000 00000000 00000000 %08x 00000000 00000000\n",
                  taken, static_cast<unsigned>(cpu));
    softnet += row;
    stat += "cpu" + std::to_string(cpu) + " 0 0 0 900000 0 0 " +
            std::to_string(taken > 0 ? ticks : 0) + " 0 0 0\n";
  }
  machine.file("stat", stat);
  machine.file("loadavg", "0.50 0.40 0.30 1/93 4711\n");
  machine.file("net/softnet_stat", softnet);
}
void put_interrupts(FakeSource& machine, u64 of_card, u64 of_timer) {
  machine.file("interrupts",
               "           CPU0       CPU1       \n 36:          7    " + std::to_string(of_card) +
                   " PCI-MSIX-0000:00:02.0   1-edge      eth0-TxRx-0\nLOC:   " +
                   std::to_string(of_timer) + "          0   Local timer interrupts\n");
}

const CheckCase cases[] = {
    {"softnet.imbalance", "one of four takes all, and can no more", found,
     [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {500, 90'000, 500, 500}, 100); },
     "Processor 1 of 4 took in 98", "info"},
    {"softnet.imbalance", "all four are busy", silent, [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {90'000, 90'000, 90'000, 90'000}, 100); }},
    {"softnet.imbalance", "one takes all, and has time for more", silent,
     [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {0, 90'000, 0, 0}, 70); }},
    {"softnet.imbalance", "there are only two", silent,
     [](auto& m) { put_processors(m, 2, {}, 0); },
     [](auto& m) { put_processors(m, 2, {0, 90'000}, 100); }},
    {"softnet.imbalance", "50,000 in a second", silent,
     [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {0, 50'000, 0, 0}, 100); }},
    {"irq.storm", "150,000 in a second", found, [](auto& m) { put_interrupts(m, 9, 0); },
     [](auto& m) { put_interrupts(m, 150'009, 0); }, "36 (eth0-TxRx-0) came 150000 times", "info"},
    {"irq.storm", "100,000, as a fast card may", silent, [](auto& m) { put_interrupts(m, 9, 0); },
     [](auto& m) { put_interrupts(m, 100'009, 0); }},
    {"irq.storm", "the timers of 256 processors", silent, [](auto& m) { put_interrupts(m, 9, 0); },
     [](auto& m) { put_interrupts(m, 9, 256'000); }},
};

}  // namespace

const std::span<const CheckCase> host_cases = cases;

}  // namespace sonde::test
