// proc_interrupts_test.cpp: lines of /proc/interrupts as kernels write them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_interrupts.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

Interrupt decode(Text line) {
  Interrupt row;
  EXPECT_EQ(decode_proc_interrupts(line, row), LineSaid::Row) << line;
  return row;
}

// Linux 6.18 with two processors.
TEST(ProcInterrupts, OfADeviceTheDriverStandsLast) {
  const Interrupt row =
      decode(" 36:         20    2090217 PCI-MSIX-0000:00:02.0   1-edge      virtio1-req.0");
  EXPECT_EQ(row.irq, "36");
  EXPECT_EQ(row.total, 2090237U);
  EXPECT_EQ(*row.device, "virtio1-req.0");
  EXPECT_EQ(*decode("  24:          1          0   IO-APIC   5-edge      ACPI:Ged").device,
            "ACPI:Ged");
  // Of a shared line all drivers.
  EXPECT_EQ(*decode(" 16:  7  9  IR-IO-APIC   16-fasteoi   ehci_hcd:usb1, i801_smbus").device,
            "ehci_hcd:usb1, i801_smbus");
}

TEST(ProcInterrupts, TheKernelsOwnAreExplained) {
  const Interrupt timer = decode("LOC:   16387641   16943964   Local timer interrupts");
  EXPECT_EQ(timer.irq, "LOC");
  EXPECT_EQ(timer.total, 33331605U);
  EXPECT_EQ(*timer.device, "Local timer interrupts");
  EXPECT_EQ(*decode("IPI0:     51     77       Rescheduling interrupts").device,
            "Rescheduling interrupts");
  EXPECT_EQ(decode("ERR:          0").device.why, Absent::NotApplicable);
}

// kernel/irq/proc.c fills up the kind of the line, "-%-8s", and nobody stands behind it.
TEST(ProcInterrupts, WithoutADriverThereIsNone) {
  EXPECT_EQ(decode("  2:          0          0   IO-APIC   2-edge    ").device.why,
            Absent::NotApplicable);
}

TEST(ProcInterrupts, TheFirstLineIsAHeaderAndAnythingElseIsMalformed) {
  Interrupt row;
  EXPECT_EQ(decode_proc_interrupts("           CPU0       CPU1       ", row), LineSaid::Header);
  EXPECT_EQ(decode_proc_interrupts("", row), LineSaid::Header);
  for (const char* line : {"36", "36: IO-APIC", ": 7", "words and words"})
    EXPECT_EQ(decode_proc_interrupts(line, row), LineSaid::Malformed) << line;
}

}  // namespace
}  // namespace sonde
