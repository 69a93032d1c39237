// reload_signals.cpp: what manuals of programs say of HUP, USR1 and USR2, and the masks of proc(5).
// SPDX-License-Identifier: Apache-2.0
#include "decode/reload_signals.hpp"

#include <algorithm>
#include <csignal>

#include "base/text.hpp"

namespace sonde {
namespace {

struct Effect {
  Text programs;  // With a space at both ends.
  ReloadSignal signal;
  Text says;
};

using enum ReloadSignal;
constexpr Text again = "reads its configuration again";
constexpr Text logs = "opens its logs again";

// clang-format off: one line an effect.
constexpr Effect effects[] = {
    {" nginx angie openresty ", Hup, "reads its configuration again and starts new workers"},
    {" nginx angie openresty php-fpm traefik ", Usr1, logs},
    {" nginx angie openresty ", Usr2, "starts its program anew beside itself"},
    {" apache2 httpd ", Hup, "reads its configuration again and breaks connections off"},
    {" apache2 httpd ", Usr1, "reads its configuration again once connections have ended"},
    {" php-fpm ", Usr2, again},
    {" haproxy ", Usr2, "reads its configuration again, when it is the master"},
    {" haproxy ", Usr1, "ends once its connections have ended, when it is no master"},
    {" postgres sshd named unbound prometheus dockerd mosquitto nats-server squid keepalived "
     "vault consul dovecot smbd fluentd logstash syslog-ng systemd snmpd uwsgi ", Hup, again},
    {" gunicorn ", Hup, "reads its configuration again and starts new workers"},
    {" dnsmasq ", Hup, "reads /etc/hosts and the like again, not its configuration"},
    {" rsyslogd ", Hup, "opens its files again, and does not read its configuration"},
    {" mysqld mariadbd ", Hup, "reads its tables of rights again, and flushes logs"},
    {" supervisord ", Hup, "reads its configuration again and restarts all its programs"},
};
// clang-format on

// The mask behind "SigCgt:\t"; a name in the first line cannot forge it, since the last one counts.
Known<u64> mask_of(Text status, Text key) {
  constexpr int hexadecimal = 16;
  const std::size_t at = status.rfind(key);
  if (at == Text::npos) return Absent::NotCollected;
  Text rest = status.substr(at + key.size());
  u64 mask = 0;
  if (!parse_number(trim(next_line(rest)), mask, hexadecimal)) return Absent::Malformed;
  return mask;
}

}  // namespace

int number_of(ReloadSignal signal) {
  constexpr int numbers[] = {SIGHUP, SIGUSR1, SIGUSR2};
  return numbers[static_cast<std::size_t>(signal)];
}

bool parse_reload_signal(Text typed, ReloadSignal& signal) {
  int number = 0;
  const bool is_number = parse_number(typed, number);
  if (typed.starts_with("SIG")) typed.remove_prefix(3);
  for (const ReloadSignal known : {Hup, Usr1, Usr2}) {
    if (is_number ? number != number_of(known) : typed != name_of(known)) continue;
    signal = known;
    return true;
  }
  return false;
}

SignalFate fate_of(Text status, int signal) {
  const Known<u64> caught = mask_of(status, "\nSigCgt:");
  const Known<u64> ignored = mask_of(status, "\nSigIgn:");
  const Known<u64> blocked = mask_of(status, "\nSigBlk:");
  const u64 bit = u64{1} << (signal - 1);
  if (!caught || !ignored) return SignalFate::Unknown;
  if ((*caught & bit) != 0) return SignalFate::Caught;
  // It may be waited for, as by signalfd(2); whether it is nobody can see.
  if (blocked && (*blocked & bit) != 0) return SignalFate::Unknown;
  return (*ignored & bit) != 0 ? SignalFate::Ignored : SignalFate::EndsIt;
}

Text known_effect(Text program, ReloadSignal signal) {
  const bool is_versioned = program.starts_with("php-fpm");  // php-fpm8.2
  const std::string word = " " + std::string(is_versioned ? Text("php-fpm") : program) + " ";
  const auto found = std::ranges::find_if(effects, [&](const Effect& effect) {
    return effect.signal == signal && effect.programs.contains(word);
  });
  return found == std::end(effects) ? Text() : found->says;
}

}  // namespace sonde
