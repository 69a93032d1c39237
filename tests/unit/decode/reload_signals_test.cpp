// reload_signals_test.cpp: names and numbers of three signals, and what proc(5) says of handlers.
// SPDX-License-Identifier: Apache-2.0
#include "decode/reload_signals.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <string>

namespace sonde {
namespace {

TEST(ReloadSignal, IsHupUsr1OrUsr2AndNoOther) {
  ReloadSignal signal{};
  ASSERT_TRUE(parse_reload_signal("HUP", signal));
  EXPECT_EQ(number_of(signal), SIGHUP);
  ASSERT_TRUE(parse_reload_signal("SIGUSR2", signal));
  EXPECT_EQ(number_of(signal), SIGUSR2);
  ASSERT_TRUE(parse_reload_signal(std::to_string(SIGUSR1), signal));
  EXPECT_EQ(number_of(signal), SIGUSR1);
  for (const Text other : {"", "TERM", "KILL", "9", "15", "0", "-1", "SIG", "SIGSIGHUP", "HUP "})
    EXPECT_FALSE(parse_reload_signal(other, signal)) << other;
}

// nginx handles HUP (1), USR1 (10) and USR2 (12); nohup makes a program ignore HUP.
TEST(SignalFate, IsWhatTheMasksSay) {
  constexpr Text nginx = "Name:\tnginx\nSigIgn:\t0000000040001000\nSigCgt:\t0000000198016a07\n";
  EXPECT_EQ(fate_of(nginx, 1), SignalFate::Caught);
  EXPECT_EQ(fate_of(nginx, 10), SignalFate::Caught);
  EXPECT_EQ(fate_of(nginx, 12), SignalFate::Caught);
  EXPECT_EQ(fate_of(nginx, 13), SignalFate::Ignored);
  EXPECT_EQ(fate_of(nginx, 4), SignalFate::EndsIt);
}

// Whoever blocks a signal may wait for it, as systemd does with signalfd(2).
TEST(SignalFate, OfABlockedSignalIsNotKnown) {
  EXPECT_EQ(fate_of("Name:\tx\nSigBlk:\t01\nSigIgn:\t00\nSigCgt:\t00\n", 1), SignalFate::Unknown);
  EXPECT_EQ(fate_of("Name:\tx\nSigBlk:\t01\nSigIgn:\t00\nSigCgt:\t01\n", 1), SignalFate::Caught);
}

TEST(SignalFate, OfWhatIsNotThereOrForgedIsNotKnown) {
  EXPECT_EQ(fate_of("", 1), SignalFate::Unknown);
  EXPECT_EQ(fate_of("Name:\tx\nSigCgt:\t0000000000000001\n", 1), SignalFate::Unknown);
  EXPECT_EQ(fate_of("Name:\tx\nSigIgn:\tzz\nSigCgt:\t01\n", 1), SignalFate::Unknown);
  EXPECT_EQ(fate_of("Name:\tx\nSigCgt:\t01\nSigIgn:\t00\nSigCgt:\t00\n", 1), SignalFate::EndsIt);
}

TEST(KnownEffect, IsThatOfTheProgramAndTheSignal) {
  EXPECT_TRUE(known_effect("nginx", ReloadSignal::Hup).contains("configuration"));
  EXPECT_TRUE(known_effect("php-fpm8.2", ReloadSignal::Usr2).contains("configuration"));
  EXPECT_EQ(known_effect("my-app", ReloadSignal::Hup), "");
  EXPECT_EQ(known_effect("", ReloadSignal::Hup), "");
  EXPECT_EQ(known_effect("postgres", ReloadSignal::Usr1), "");
}

}  // namespace
}  // namespace sonde
