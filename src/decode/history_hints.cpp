// history_hints.cpp: takes a command line apart as a shell does, and knows who takes which options.
// SPDX-License-Identifier: Apache-2.0
#include "decode/history_hints.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace sonde {
namespace {

constexpr std::size_t says_max = 256;
constexpr std::size_t line_max = 4096;  // Bytes of a line that are looked at.

// What a program's words without a dash are.
enum class Words : u8 {
  None,      // No servers; only its options name one.
  Login,     // The first is [login@]host, and what follows is run there.
  Remote,    // Those with a colon are [login@]host:path.
  Account,   // Those with both are login@host:path; a colon alone means something else.
  HostPort,  // A host, and perhaps its port.
  Host,      // The first is a host, or a URL.
};

// Letters of options as the manuals have them. `with_value`: those that take the next word.
struct Program {
  Text names;  // With a space at both ends.
  Text with_value;
  char host, port, login;  // The letters that name these; 0: none does.
  Words words;
};

constexpr Program programs[] = {
    {" ssh slogin autossh ", "BbcDEeFIiJLlMmOoPpQRSWw", 0, 'p', 'l', Words::Login},
    {" ssh-copy-id mosh ", "iFopP", 0, 'p', 0, Words::Login},
    {" sftp ", "BbcDFiJlOoPRSsX", 0, 'P', 0, Words::Login},
    {" scp ", "cDFiJloPSX", 0, 'P', 0, Words::Remote},
    {" rsync ", "BefMT", 0, 0, 0, Words::Remote},
    {" git ", "", 0, 0, 0, Words::Account},
    {" mysql mariadb mysqldump mariadb-dump mysqladmin mysqlimport ", "DehPSu", 'h', 'P', 'u',
     Words::None},
    {" psql pg_dump pg_dumpall pg_restore pg_isready createdb dropdb pgbench ", "cdfFhjLnNoPpRTtUv",
     'h', 'p', 'U', Words::None},
    {" redis-cli valkey-cli ", "aDdhinprstuX", 'h', 'p', 0, Words::None},
    {" mongo mongosh mongodump mongorestore ", "cdhpu", 'h', 0, 'u', Words::None},
    {" mosquitto_pub mosquitto_sub ", "hipPmtuq", 'h', 'p', 'u', Words::None},
    {" telnet ", "abElnSXx", 0, 0, 'l', Words::HostPort},
    {" nc ncat netcat ", "eGgIiMmOPpqsTVWwXx", 0, 0, 0, Words::HostPort},
    {" ping ping6 traceroute tracepath mtr nmap ", "ciIlmMpQsStTwW", 0, 0, 0, Words::Host},
    {" ftp ", "", 0, 0, 0, Words::Host},
    {" lftp ", "epu", 0, 'p', 0, Words::Host},
    {" rdesktop xfreerdp ", "adgkprsTux", 0, 0, 0, Words::Host},
};

// Programs that run another one, and words of the shell that stand before a command.
struct Runner {
  Text names;  // With a space at both ends.
  Text with_value;
  int words;  // So many words of its own stand before the program.
};

constexpr Runner runners[] = {
    {" sudo ", "aCcDghpRrTtUu", 0},
    {" doas ", "aCu", 0},
    {" env ", "aCPSu", 0},
    {" time ", "fo", 0},  // GNU time; that of bash has -p alone.
    {" nice ", "n", 0},
    {" ionice ", "cn", 0},
    {" timeout ", "ks", 1},
    {" stdbuf ", "eio", 0},
    {" watch ", "nqs", 0},
    {" sshpass ", "dfPp", 0},
    {" xargs ", "adEILnPs", 0},
    {" exec ", "a", 0},
    {" nohup setsid command builtin do then else if elif while until ! { ", "", 0},
};
// Those of their long options that take the next word when there is no "=".
constexpr Text long_with_value =
    " user group host prompt chdir chroot role type other-user command-timeout close-from unset "
    "argv0 split-string format output adjustment class classdata kill-after signal input error "
    "interval equexit shotsdir arg-file delimiter max-args max-procs max-chars max-lines ";

template <class Item> const Item* find_named(std::span<const Item> items, Text name) {
  const std::string word = " " + std::string(name) + " ";
  const auto found =
      std::ranges::find_if(items, [&](const Item& item) { return item.names.contains(word); });
  return found == items.end() ? nullptr : &*found;
}

// Cuts one word from the front as sh(1) does: quotes and backslashes go, "a"b is ab. False at the
// end of the simple command, which is taken from the front as well.
bool next_shell_word(Text& rest, std::string& word) {
  word.clear();
  const std::size_t begin = std::min(rest.find_first_not_of(" \t"), rest.size());
  rest.remove_prefix(begin);
  char quote = 0;
  std::size_t i = 0;
  for (; i < rest.size(); ++i) {
    const char c = rest[i];
    if (quote == 0 && Text(" \t;|&()<>\n").contains(c)) break;
    if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote && quote != 0) {
      quote = 0;
    } else if (c == '\\' && quote != '\'' && i + 1 < rest.size()) {
      word += rest[++i];
    } else {
      word += c;
    }
  }
  rest.remove_prefix(i);
  if (i > 0) return true;
  rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  return false;
}

Text file_of(Text path) { return path.substr(path.rfind('/') + 1); }

// NAME=value in front of a command.
bool is_assignment(Text word) {
  const std::size_t equals = word.find('=');
  return equals != Text::npos && equals > 0 &&
         word.substr(0, equals).find_first_of("-/:@.") == Text::npos;
}

// "web:/srv", "deploy@web:", but not "/tmp/a:b" or "C:\\".
bool parse_remote(Text word, ServerName& server) {
  const std::size_t close = word.find("]:");
  const std::size_t colon = close != Text::npos ? close + 1 : word.find(':');
  if (colon == Text::npos || word.substr(0, colon).contains('/')) return false;
  const Text whole = word.substr(0, colon);
  return whole.size() > 1 && !word.substr(colon).starts_with("://") && parse_server(whole, server);
}

// One simple command: "sudo -u bob ssh -p 2222 deploy@web uptime".
class Command {
public:
  explicit Command(std::span<const std::string> words) : words_(words) {}

  std::vector<ServerHint> hints() {
    skip_prefixes();
    if (at_ >= words_.size()) return {};
    const std::size_t begin = at_;
    name_ = file_of(words_[at_++]);
    program_ = find_named<Program>(programs, name_);
    if (program_) read_arguments();
    if (!named_.host.empty()) add(named_);
    says_ = name_;
    read_urls(begin);
    std::vector<ServerHint> hints;
    for (ServerName& server : servers_)
      hints.push_back({HintKind::History, std::move(server), says_, {}, 0});
    return hints;
  }

private:
  // What stands before the program that is run: "LANG=C timeout -s INT 5 sudo -nu bob".
  void skip_prefixes() {
    for (;;) {
      while (at_ < words_.size() && is_assignment(words_[at_])) ++at_;
      const Runner* const runner =
          at_ < words_.size() ? find_named<Runner>(runners, file_of(words_[at_])) : nullptr;
      if (!runner) return;
      ++at_;
      skip_options(runner->with_value);
      at_ += static_cast<std::size_t>(runner->words);
    }
  }

  // "-n", "-u bob", "-nubob", "--user bob"; "--" ends them.
  void skip_options(Text with_value) {
    while (at_ < words_.size() && words_[at_].starts_with('-')) {
      const Text option = words_[at_++];
      if (option == "--") return;
      const bool is_long = option.starts_with("--");
      const std::string word = " " + std::string(option.substr(is_long ? 2 : 0)) + " ";
      const std::size_t letter = option.find_first_of(with_value, 1);
      // The value may be the rest of the word.
      if (is_long ? long_with_value.contains(word) : letter + 1 == option.size()) ++at_;
    }
  }

  void read_arguments() {
    for (; at_ < end_; ++at_) {
      const Text word = words_[at_];
      if (word.starts_with("--"))
        read_long(word.substr(2));
      else if (word.starts_with('-') && word.size() > 1)
        read_letters(word.substr(1));
      else
        read_word(word);
    }
  }

  // "--host=db", "--host db"
  void read_long(Text option) {
    const std::size_t equals = option.find('=');
    const Text name = option.substr(0, equals);
    constexpr Text known[] = {"host", "port", "user", "username", "rsh"};
    if (std::ranges::find(known, name) == std::end(known)) return skip_unknown(equals);
    Text value;
    if (equals != Text::npos)
      value = option.substr(equals + 1);
    else if (at_ + 1 < words_.size())
      value = words_[++at_];
    if (name == "host") set_host(value);
    if (name == "port") parse_port(value, named_.port);
    if (name.starts_with("user")) set_login(value);
  }

  // What stands behind "--password" is no host. Where the first word is one, an option that takes
  // no value loses a hint, which is better than a wrong one.
  void skip_unknown(std::size_t equals) {
    const bool takes_a_host = program_->words == Words::Login || program_->words == Words::Host ||
                              program_->words == Words::HostPort;
    if (equals == Text::npos && takes_a_host) ++at_;
  }

  // "-p2222", "-p 2222", "-vp 2222"; clients of databases have their letters apart, since what
  // stands behind one may be a password: "-phunter2" has no -h.
  void read_letters(Text letters) {
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const char letter = letters[i];
      if (program_->words == Words::None && i > 0) return;
      if (!program_->with_value.contains(letter)) continue;
      Text value = letters.substr(i + 1);
      // Some programs of one line take no value here: then an option may follow.
      const bool has_next = at_ + 1 < words_.size() && !words_[at_ + 1].starts_with('-');
      if (value.empty() && has_next) value = words_[++at_];
      if (letter == program_->host) set_host(value);
      if (letter == program_->port) parse_port(value, named_.port);
      if (letter == program_->login) set_login(value);
      ServerName jump;
      const bool is_jump =
          letter == 'J' && (program_->words == Words::Login || program_->words == Words::Remote);
      if (is_jump && parse_server(value.substr(0, value.find(',')), jump)) add(jump);
      return;
    }
  }

  void read_word(Text word) {
    const bool is_behind_host = program_->words == Words::Login && has_host_;
    if (is_behind_host) end_ = at_;  // What follows is run there, and may hold anything.
    if (word.contains("://")) has_host_ = true;  // Read with the other URLs.
    if (is_behind_host || word.contains("://")) return;
    ServerName server;
    switch (program_->words) {
      case Words::None:  // psql "host=db port=5432 user=shop"
        if (word.contains("host=")) add_servers_of_connection(mask_secrets(word), servers_);
        break;
      case Words::Remote:
      case Words::Account:
        if (program_->words == Words::Account && !word.contains('@')) break;
        if (!parse_remote(word, server)) break;
        if (!server.port) server.port = named_.port;
        add(server);
        break;
      case Words::Login:
        has_host_ = true;
        if (word.contains(':') && !word.contains("::")) word = word.substr(0, word.find(':'));
        if (!parse_server(word, server)) break;  // sftp web:/srv
        named_.host = server.host;
        if (!server.login.empty()) named_.login = server.login;
        break;
      case Words::Host:
      case Words::HostPort:
        if (!std::exchange(has_host_, true))
          set_host(word);
        else if (program_->words == Words::HostPort)
          parse_port(word, named_.port);
    }
  }

  void set_host(Text value) {
    ServerName server;
    if (!parse_server(value, server)) return;
    named_.host = server.host;
    if (server.port) named_.port = server.port;
  }

  void set_login(Text value) {
    ServerName server;
    if (parse_server(mask_secrets(value) + "@x", server)) named_.login = server.login;
  }

  // Of the masked words, so that no part of a password is taken for a host.
  void read_urls(std::size_t begin) {
    for (std::size_t i = begin; i < end_; ++i) {
      if (!words_[i].contains("://")) continue;
      const std::string masked = mask_argument({name_, {}, words_[i]});
      add_servers_of_urls(masked, servers_);
      add_beginning_of_url(masked);
    }
  }

  // "https://web:8443": what stands behind may be a token as well as a page.
  void add_beginning_of_url(Text masked) {
    const std::size_t mark = masked.find("://");
    if (mark == Text::npos || says_.size() > says_max) return;
    const std::size_t begin = masked.find_last_of(" =\"'(", mark) + 1;  // npos + 1 is 0.
    says_.append(" ").append(masked.substr(begin, masked.find_first_of("/?# ", mark + 3) - begin));
  }

  void add(const ServerName& server) {
    const bool is_known = std::ranges::find(servers_, server) != servers_.end();
    if (!is_known && servers_.size() < servers_max) servers_.push_back(server);
  }

  std::span<const std::string> words_;
  std::size_t at_ = 0;
  Text name_{};
  std::string says_{};
  const Program* program_ = nullptr;
  bool has_host_ = false;
  std::size_t end_ = words_.size();
  ServerName named_{};
  std::vector<ServerName> servers_{};
};

}  // namespace

std::vector<ServerHint> hints_of_command(Text line) {
  std::vector<ServerHint> hints;
  std::vector<std::string> words;
  std::string word;
  for (Text rest = line.substr(0, line_max); !rest.empty() || !words.empty();) {
    if (next_shell_word(rest, word)) {
      words.push_back(word);
      if (!rest.empty()) continue;
    }
    for (ServerHint& hint : Command(words).hints()) hints.push_back(std::move(hint));
    words.clear();
  }
  return hints;
}

ServerHints hints_of_history(Text file) {
  constexpr Text of_fish = "- cmd: ";
  ServerHints hints;
  for (u32 number = 1; !file.empty(); ++number) {
    Text line = trim(next_line(file));
    if (line.starts_with('#')) continue;  // When it was typed, or a comment.
    if (line.starts_with(of_fish)) line.remove_prefix(of_fish.size());
    const std::size_t command = line.find(';');
    if (line.starts_with(": ") && command != Text::npos) line.remove_prefix(command + 1);
    for (ServerHint& hint : hints_of_command(line)) {
      hint.line = number;
      if (!hints.add(std::move(hint))) return hints;
    }
  }
  return hints;
}

}  // namespace sonde
