// secrets.cpp: one pass over the text for each way in which secrets are written.
// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr Text stars = "***";
constexpr std::size_t name_max = 64;  // A longer run of letters is no name of anything.

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alnum(char c) { return is_upper(c) || is_lower(c) || is_digit(c); }
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }
constexpr bool is_name(char c) { return is_alnum(c) || c == '_' || c == '-' || c == '.'; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains_any(Text text, std::span<const Text> parts) {
  return std::ranges::any_of(parts, [&](Text part) { return text.contains(part); });
}
bool is_any(Text text, std::span<const Text> words) {
  return std::ranges::find(words, text) != words.end();
}

// "dbPassword", "DB_PASSWORD" and "--db-password" are the words db and password.
struct NameWords {
  std::array<Text, 24> words{};
  std::size_t count = 0;
  std::array<char, name_max> letters{};  // In lower case, which the words point to.
  std::array<char, name_max> joined{};
  std::size_t joined_size = 0;

  explicit NameWords(Text name) {
    if (name.size() > name_max) name = name.substr(name.size() - name_max);
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= name.size(); ++i) {
      const bool is_hump = i > 0 && i < name.size() && is_upper(name[i]) && is_lower(name[i - 1]);
      if (i == name.size() || is_hump || !is_alnum(name[i])) {
        if (i > begin && count < words.size())
          words[count++] = Text(letters.data() + begin, i - begin);
        begin = is_hump ? i : i + 1;
      }
      if (i == name.size()) break;
      letters[i] = lower(name[i]);
      if (is_alnum(name[i])) joined[joined_size++] = letters[i];
    }
  }
  Text whole() const { return {joined.data(), joined_size}; }
  Text last() const { return count == 0 ? Text() : words[count - 1]; }
  bool has(std::span<const Text> any) const {
    return std::ranges::any_of(Span(words).first(count), [&](Text w) { return is_any(w, any); });
  }
  using Span = std::span<const Text>;
};

constexpr Text secret_parts[] = {"password",   "passwd",        "passphrase", "passwrd",
                                 "secret",     "token",         "credential", "apikey",
                                 "cookie",     "authorization", "webhook",    "bearer",
                                 "privatekey", "jwt",           "accesskey",  "bindpw"};
constexpr Text secret_words[] = {"pass", "auth", "key", "keys", "creds", "cred",
                                 "salt", "otp",  "pin", "pat",  "sig",   "signature"};
constexpr Text place_words[] = {"file",   "files", "path",  "paths",    "dir",  "directory",
                                "folder", "home",  "store", "location", "sock", "socket"};
constexpr Text address_words[] = {"url",  "uri",     "urls", "endpoint", "host",
                                  "port", "address", "addr", "hosts",    "proxy"};

bool is_secret(const NameWords& name) {
  const Text last = name.last();
  if (contains_any(name.whole(), secret_parts) || name.has(secret_words)) return true;
  if (name.count > 1 && last == "pwd") return true;  // PWD and OLDPWD are directories.
  return last.ends_with("key") || (last.ends_with("pass") && last != "bypass");
}

// PWD alone is a directory, and --pwd an option for a password, or for a directory.
bool is_option_of_password(Text text, const NameWords& name) {
  return text.starts_with('-') && (name.whole() == "pwd" || name.whole() == "pw");
}

// A value that only says where the secret lies.
bool is_path(Text value) {
  const bool begins = value.starts_with('/') || value.starts_with("./") ||
                      value.starts_with("../") || value.starts_with("~/");
  return begins && std::ranges::none_of(value, is_space) && !value.contains('@');
}

// Keys of TLS are named by their files everywhere: --tls-key=/etc/pki/x.key.
bool is_file_of_key(const NameWords& name, Text value) {
  constexpr Text tops[] = {"/etc/", "/var/",  "/run/",    "/usr/",  "/opt/", "/srv/", "/home/",
                           "/mnt/", "/data/", "/secrets", "/certs", "/app/", "/root/"};
  const bool is_known = std::ranges::any_of(tops, [&](Text top) { return value.starts_with(top); });
  return is_known && is_path(value) && (name.last() == "key" || name.last() == "keys");
}

enum class Hides : u8 { Nothing, All, Look };

Hides what_hides(Text name_text, Text value) {
  const NameWords name(name_text);
  if (!value.empty() && is_option_of_password(name_text, name))
    return is_path(value) ? Hides::Nothing : Hides::All;
  if (value.empty() || !is_secret(name)) return Hides::Look;
  if (is_any(name.last(), place_words) && is_path(value)) return Hides::Nothing;
  if (is_file_of_key(name, value)) return Hides::Nothing;
  const bool is_hook = name.whole().contains("webhook");
  return is_any(name.last(), address_words) && !is_hook ? Hides::Look : Hides::All;
}

bool equal_letters(Text text, std::size_t at, Text small) {
  if (text.size() - at < small.size()) return false;
  for (std::size_t i = 0; i < small.size(); ++i)
    if (lower(text[at + i]) != small[i]) return false;
  return true;
}

bool ends_url(char c) { return is_space(c) || Text("\"'`<>,;|\\{}").contains(c); }

// Where the userinfo of a URL ends; npos: it has none. A password with a slash in it, which is
// wrong and works with many clients, is known by what stands before the slash and is no port.
// What is longer than any is cut off as if it were one: a text may be megabytes of them.
std::size_t end_of_userinfo(Text rest) {
  constexpr std::size_t userinfo_max = 2048;
  rest = rest.substr(0, userinfo_max);
  const auto ends_authority = [](char c) {
    return c == '/' || c == '?' || c == '#' || ends_url(c);
  };
  const auto size_until = [&](auto ends) {
    return static_cast<std::size_t>(std::ranges::find_if(rest, ends) - rest.begin());
  };
  const Text authority = rest.substr(0, size_until(ends_authority));
  if (const std::size_t at = authority.rfind('@'); at != Text::npos) return at;
  if (authority.size() == userinfo_max) return userinfo_max;
  const std::size_t colon = authority.rfind(':');
  const bool has_no_port = colon != Text::npos && !authority.contains(']') &&
                           !std::ranges::all_of(authority.substr(colon + 1), is_digit);
  if (!has_no_port) return Text::npos;
  if (!rest.contains('@')) return authority.size();
  const std::size_t at = rest.substr(0, size_until(ends_url)).rfind('@');
  return at == Text::npos ? authority.size()
                          : at;  // Cut off before the @: a password all the same.
}

// Whether a name alone before the @ is a login, as of ssh://git@host: elsewhere it may be a token,
// as of nats://token@host. `before` ends with the scheme, which may be of two parts: "mongodb+srv".
bool is_login_scheme(Text before) {
  constexpr Text schemes =
      " ssh sftp scp git svn rsync ftp telnet rdp vnc smb ldap ldaps mysql mariadb postgres "
      "postgresql mongodb mongodb+srv amqp amqps git+ssh svn+ssh ";
  const std::size_t begin = before.find_last_not_of("abcdefghijklmnopqrstuvwxyz+") + 1;
  const Text scheme = before.substr(begin);  // npos + 1 is 0.
  return !scheme.empty() && schemes.contains(" " + std::string(scheme) + " ");
}

// "https://user:password@host", "redis://:password@host", "https://token@host".
std::string mask_urls(Text text) {
  constexpr Text mark = "://";
  constexpr std::size_t token_min = 16;
  std::string out;
  for (std::size_t at; (at = text.find(mark)) != Text::npos;) {
    const bool is_login = is_login_scheme(text.substr(0, at));
    out += text.substr(0, at + mark.size());
    text.remove_prefix(at + mark.size());
    const std::size_t end = end_of_userinfo(text);
    if (end == Text::npos) continue;
    const Text user = text.substr(0, end);
    const std::size_t colon = user.find(':');
    if (colon != Text::npos)
      (out += user.substr(0, colon + 1)) += stars;
    else
      out += is_login && user.size() < token_min ? user : stars;
    text.remove_prefix(end);
  }
  return out += text;
}

// "user:password@tcp(db:3306)/shop": an account without the name of a protocol.
std::string mask_accounts(Text text) {
  const auto ends = [](char c) { return is_space(c) || Text("\"'`,;<>|").contains(c); };
  std::string out;
  while (!text.empty()) {
    const auto size = static_cast<std::size_t>(std::ranges::find_if(text, ends) - text.begin());
    const Text token = text.substr(0, size);
    const std::size_t at = token.rfind('@');
    const std::size_t colon = token.find(':');
    const bool is_account = at != Text::npos && colon != Text::npos && colon > 0 &&
                            colon + 1 < at && is_name(token[colon - 1]) && !token.contains("://");
    if (is_account)
      ((out += token.substr(0, colon + 1)) += stars) += token.substr(at);
    else
      out += token;
    text.remove_prefix(size);
    if (text.empty()) break;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

// "Bearer abc", "Basic dXNlcjpwYXNz": the word behind the name of a way to log in.
std::string mask_schemes(Text text) {
  constexpr Text schemes[] = {"bearer ", "basic ", "token ", "digest ", "negotiate ", "apikey "};
  constexpr std::size_t size_min = 6;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins = i == 0 || !is_alnum(text[i - 1]);
    const auto found = std::ranges::find_if(
        schemes, [&](Text scheme) { return begins && equal_letters(text, i, scheme); });
    if (found == std::end(schemes)) {
      out += text[i++];
      continue;
    }
    out += text.substr(i, found->size());
    i += found->size();
    const Text rest = text.substr(i);
    const auto size = static_cast<std::size_t>(
        std::ranges::find_if(rest, [](char c) { return is_space(c) || c == '"' || c == '\''; }) -
        rest.begin());
    if (size < size_min) continue;
    out += stars;
    i += size;
  }
  return out;
}

// The name that ends before `at`, as in "name":, name = and --name=.
Text name_before(Text text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '"' || text[at - 1] == '\'' ||
                    text[at - 1] == '\\'))
    --at;
  std::size_t begin = at;
  while (begin > 0 && at - begin < name_max && is_name(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}

// How long the value at the front is. In quotes it ends with them; else where the next pair or the
// next word begins. That of a header goes to the end of its line.
std::size_t size_of_value(Text rest, bool is_header) {
  if (is_header) return std::min(rest.find_first_of("\r\n\"'"), rest.size());
  std::size_t size = 0;
  for (; size < rest.size(); ++size) {
    const char c = rest[size];
    if (is_space(c) || c == '&' || c == ';' || c == '"' || c == '\'') break;
    if (c != ',') continue;
    const Text next = rest.substr(size + 1, name_max);
    const auto end = std::ranges::find_if_not(next, is_name);
    if (end == next.end() || *end == '=' || *end == ':' || *end == '"') break;
  }
  return size;
}

// To the same quote as the first one: within JSON that is a text itself both have a backslash.
std::size_t size_of_quoted(Text rest, char quote, bool is_escaped) {
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == quote && !is_escaped) return i;
    if (rest[i] != '\\') continue;
    ++i;
    if (is_escaped && i < rest.size() && rest[i] == quote) return i - 1;
  }
  return rest.size();
}

// name=value, name: value, "name": "value", wherever they stand.
std::string mask_pairs(Text text) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=' && text[i] != ':') continue;
    const Text name = name_before(text.substr(done), i - done);
    const NameWords words(name);
    const bool may_be_password = words.whole() == "pwd";
    if (name.empty() || (!may_be_password && what_hides(name, "x") == Hides::Look)) continue;
    std::size_t begin = i + 1;
    while (begin < text.size() &&
           (text[begin] == ' ' || text[begin] == '\\' || text[begin] == '\t' || text[begin] == '='))
      ++begin;
    const char quote =
        begin < text.size() && Text("\"'").contains(text[begin]) ? text[begin] : '\0';
    const bool is_escaped = quote != '\0' && text[begin - 1] == '\\';
    if (quote != '\0') ++begin;
    const Text rest = text.substr(std::min(begin, text.size()));
    const bool is_header =
        words.whole().contains("authorization") || words.whole().contains("cookie");
    const std::size_t size =
        quote != '\0' ? size_of_quoted(rest, quote, is_escaped) : size_of_value(rest, is_header);
    if (size == 0) continue;
    constexpr std::size_t path_max = 4096;  // Longer is no path, and is not looked at again.
    const Text value = rest.substr(0, size);
    const bool is_password = may_be_password && !is_path(value);
    if (size <= path_max && !is_password && what_hides(name, value) != Hides::All) continue;
    (out += text.substr(done, begin - done)) += stars;
    done = begin + size;
    i = done - 1;
  }
  return out += text.substr(done);
}

// Behind these stands user:password.
constexpr Text of_accounts[] = {"-u", "--user", "--proxy-user"};

// "--password abc", "-u user:abc", "requirepass abc": a word behind another one.
std::string mask_followers(Text text) {
  constexpr Text settings[] = {"requirepass", "masterauth"};
  std::string out;
  bool is_secret_next = false;
  bool is_account_next = false;
  while (!text.empty()) {
    const auto gap =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_space) - text.begin());
    out += text.substr(0, gap);
    text.remove_prefix(gap);
    const auto size = static_cast<std::size_t>(std::ranges::find_if(text, is_space) - text.begin());
    const Text word = text.substr(0, size);
    text.remove_prefix(size);
    const std::size_t colon = word.find(':');
    const bool is_option = word.starts_with('-');
    if (is_secret_next && !is_option && !is_path(word) && !word.empty())
      out += stars;
    else if (is_account_next && colon != Text::npos)
      (out += word.substr(0, colon + 1)) += stars;
    else
      out += word;
    const bool is_name_alone = is_option && !word.contains('=') && word.size() > 2;
    const bool is_of_password =
        is_name_alone && (is_secret_name(word) || is_option_of_password(word, NameWords(word)));
    is_secret_next = is_any(word, settings) || is_of_password;
    is_account_next = is_any(word, of_accounts);
  }
  return out;
}

// What no name gives away, but its own shape.
bool is_token(Text word) {
  constexpr Text prefixes[] = {"ghp_",  "gho_",  "ghs_",      "ghu_",     "github_pat_", "glpat-",
                               "xoxb-", "xoxp-", "xoxa-",     "sk_live_", "rk_live_",    "AIza",
                               "npm_",  "hvs.",  "dckr_pat_", "SG.",      "sk-"};
  constexpr std::size_t token_min = 20;
  const bool is_aws = word.size() == 20 && (word.starts_with("AKIA") || word.starts_with("ASIA")) &&
                      std::ranges::all_of(word, [](char c) { return is_upper(c) || is_digit(c); });
  if (is_aws) return true;
  if (word.size() < token_min) return false;
  if (word.starts_with("eyJ") && word.contains('.')) return true;  // A JSON web token: {"
  return std::ranges::any_of(prefixes, [&](Text prefix) { return word.starts_with(prefix); });
}

std::string mask_tokens(Text text) {
  std::string out;
  while (!text.empty()) {
    const auto size =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_name) - text.begin());
    const Text word = text.substr(0, size);
    out += is_token(word) ? stars : word;
    text.remove_prefix(size);
    if (text.empty()) break;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

// "-----BEGIN RSA PRIVATE KEY-----" to its end. A certificate is public.
std::string mask_private_keys(Text text) {
  constexpr Text mark = "-----BEGIN ";
  constexpr Text last = "-----END ";
  std::string out;
  for (std::size_t at; (at = text.find(mark)) != Text::npos;) {
    const std::size_t kind = at + mark.size();
    out += text.substr(0, kind);
    const Text title = text.substr(kind, name_max);
    text.remove_prefix(kind);
    if (!title.substr(0, title.find("---")).contains("PRIVATE KEY")) continue;
    out += stars;
    text.remove_prefix(std::min(text.find(last), text.size()));
  }
  return out += text;
}

// "127.0.0.1:8080:80/tcp" of docker run -p, where docker login -p has a password.
bool is_published_port(Text argument) {
  return argument.contains(':') &&
         argument.find_first_not_of("0123456789abcdef.:-/[]tcpuds") == Text::npos;
}

// Whether this option of this program is followed by a password.
bool is_before_password(Text program, Text option) {
  constexpr std::pair<Text, Text> of_programs[] = {
      {"sshpass", "-p"},       {"redis-cli", "-a"}, {"ldapsearch", "-w"},   {"ldapmodify", "-w"},
      {"ldapadd", "-w"},       {"openssl", "-k"},   {"sqlcmd", "-P"},       {"docker", "-p"},
      {"podman", "-p"},        {"nerdctl", "-p"},   {"buildah", "-p"},      {"skopeo", "-p"},
      {"helm", "-p"},          {"az", "-p"},        {"oc", "-p"},           {"mongo", "-p"},
      {"mongosh", "-p"},       {"mongodump", "-p"}, {"mongorestore", "-p"}, {"mosquitto_pub", "-P"},
      {"mosquitto_sub", "-P"}, {"ipmitool", "-P"}};
  return std::ranges::find(of_programs, std::pair(program, option)) != std::end(of_programs);
}

// "smbclient -U shop%password", "--user=DOMAIN/shop%password": how many bytes stand before the
// password; npos where there is none.
std::size_t end_of_samba_account(const ArgumentText& text) {
  constexpr Text programs[] = {"smbclient", "rpcclient",  "net",    "smbget",   "smbcacls",
                               "smbtree",   "smbcquotas", "winexe", "smbspool", "smbpasswd"};
  constexpr Text options[] = {"-U", "--user"};
  const bool is_value = is_any(text.previous, options);
  const bool is_joined = text.argument.starts_with("-U") || text.argument.starts_with("--user=");
  if (!is_any(text.program, programs) || (!is_value && !is_joined)) return Text::npos;
  const std::size_t at = text.argument.find('%');
  return at == Text::npos ? at : at + 1;
}

// "htpasswd -b FILE USER PASSWORD", "htpasswd -nbB USER PASSWORD": the last argument.
bool is_password_of_htpasswd(const ArgumentText& text) {
  if (text.program != "htpasswd") return false;
  for (Text rest = text.last_of; !rest.empty();) {
    const Text word = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (word.starts_with('-') && word.contains('b')) return true;
  }
  return false;
}

}  // namespace

bool is_secret_name(Text name) { return is_secret(NameWords(name)); }

std::string mask_secrets(Text text) {
  std::string masked = mask_private_keys(text);
  masked = mask_urls(masked);
  masked = mask_accounts(masked);
  masked = mask_schemes(masked);
  masked = mask_pairs(masked);
  masked = mask_followers(masked);
  return mask_tokens(masked);
}

std::string mask_value(Text name, Text value) {
  switch (what_hides(name, value)) {
    case Hides::Nothing: return std::string(value);
    case Hides::All: return std::string(stars);
    default: return mask_secrets(value);
  }
}

std::string mask_argument(const ArgumentText& text) {
  constexpr Text with_letter[] = {"mysql", "mariadb", "sshpass", "7z"};
  const Text argument = text.argument;
  const bool is_option = argument.starts_with('-');
  const bool has_secret_before = text.previous.starts_with('-') && text.previous.size() > 2 &&
                                 !text.previous.contains('=') && !is_option;
  const std::size_t colon = argument.find(':');
  if (is_any(text.previous, of_accounts) && colon != Text::npos)
    return std::string(argument.substr(0, colon + 1)) + std::string(stars);
  if (text.program == "curl" && argument.starts_with("-u") && colon != Text::npos)
    return std::string(argument.substr(0, colon + 1)) + std::string(stars);
  if (const std::size_t end = end_of_samba_account(text); end != Text::npos)
    return std::string(argument.substr(0, end)).append(stars);
  if (is_password_of_htpasswd(text)) return std::string(stars);
  if (has_secret_before) return mask_value(text.previous, argument);
  if (is_before_password(text.program, text.previous) && !is_published_port(argument))
    return std::string(stars);
  const bool takes_letter = std::ranges::any_of(
      with_letter, [&](Text program) { return text.program.starts_with(program); });
  if (takes_letter && argument.starts_with("-p") && argument.size() > 2)
    return "-p" + std::string(stars);
  const std::size_t equals = argument.find('=');
  const Text name = argument.substr(0, equals);
  if (equals == Text::npos || !std::ranges::all_of(name, is_name)) return mask_secrets(argument);
  return std::string(argument.substr(0, equals + 1)) +
         mask_value(name, argument.substr(equals + 1));
}

}  // namespace sonde
