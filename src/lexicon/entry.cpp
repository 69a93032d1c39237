// entry.cpp: choosing a language and the text of an entry in it.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/entry.hpp"

#include <cstddef>
#include <string>
#include <system_error>

#include "base/result.hpp"
#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde {
namespace {

struct KindName {
  Text kind;
  Text ja;
  Text zh;
};

constexpr KindName kind_names[] = {
    {"state", "状態", "状态"},
    {"timer", "タイマー", "定时器"},
    {"owner", "所有者", "所有者"},
    {"field", "項目", "字段"},
    {"file", "ファイル", "文件"},
    {"column", "列", "列"},
    {"reason", "理由", "原因"},
    {"concept", "用語", "概念"},
    {"interface", "インターフェース", "接口"},
    {"address", "アドレス", "地址"},
    {"route", "経路", "路由"},
    {"neighbor", "近隣", "邻居"},
    {"counter", "カウンター", "计数器"},
    {"host", "マシン", "主机"},
    {"check", "チェック", "检查"},
};

}  // namespace

Text sentences_of(const Entry& entry, Language language) {
  switch (language) {
    case Language::Ja: return entry.ja;
    case Language::Zh: return entry.zh;
    case Language::En: break;
  }
  return entry.en;
}

Text first_sentence_of(const Entry& entry, Language language) {
  const Text whole = sentences_of(entry, language);
  const Text stop = language == Language::En ? Text(". ") : Text("。");
  const std::size_t at = whole.find(stop);
  if (at == Text::npos) return whole;
  return whole.substr(0, at + (language == Language::En ? 1 : stop.size()));
}

Text kind_name(Text kind, Language language) {
  if (language == Language::En) return kind;
  for (const KindName& name : kind_names) {
    if (name.kind == kind) return language == Language::Ja ? name.ja : name.zh;
  }
  return kind;
}

Result<Language> parse_language(Text word) {
  if (word == "en") return Language::En;
  if (word == "ja") return Language::Ja;
  if (word == "zh") return Language::Zh;
  return failed(std::errc::invalid_argument, "choose a language", "en, ja or zh");
}

Language language_of_locale(Text locale) {
  const Text word = locale.substr(0, locale.find_first_of("_.@-"));
  if (equal_words(word, "ja")) return Language::Ja;
  if (equal_words(word, "zh")) return Language::Zh;
  return Language::En;
}

}  // namespace sonde
