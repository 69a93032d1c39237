// reload_signals.hpp: which signals make programs read their configuration again.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "core/value.hpp"

namespace sonde {

// The order is that of reload_signal_names.
enum class ReloadSignal : u8 { Hup, Usr1, Usr2 };
inline constexpr Text reload_signal_names[] = {"HUP", "USR1", "USR2"};
constexpr Text name_of(ReloadSignal signal) {
  return reload_signal_names[static_cast<std::size_t>(signal)];
}
int number_of(ReloadSignal signal);

// "HUP", "SIGHUP" or its number on this machine. False for every other signal.
bool parse_reload_signal(Text typed, ReloadSignal& signal);

// What a process does with a signal, as SigCgt and SigIgn of /proc/PID/status say.
enum class SignalFate : u8 { Unknown, Caught, Ignored, EndsIt };
SignalFate fate_of(Text status, int signal);

// What a program is known to do on a signal, as its manual says: "reads its configuration again".
// "" when that is not known. It is called as /proc/PID/comm says.
Text known_effect(Text program, ReloadSignal signal);

}  // namespace sonde
