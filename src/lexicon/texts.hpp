// texts.hpp: the words of the lexicon in three languages, which stand compressed in the binary.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "lexicon/entry.hpp"

namespace sonde::lexicon {

// They are plain files in UTF-8, src/lexicon/text/FOLDER/FILE, of sections that begin with "=
// NAME". Lines that begin with # and blank ones are for whoever reads the file. Its name ends with
// the form of its sections:
//
// .lines: what names mean, each in a line: the letter of an advice (tables/advice.lines), the name,
// and a sentence a language.
//   n TW Connections that ended their time in TIME_WAIT.|TIME_WAIT の…接続の数。|TIME_WAIT 到期…。
//
// .entries: paragraphs: a word and its kind, and then a line a language, however long.
//   ESTABLISHED state
//   en The connection is open and both sides may send. …
//   ja 接続が確立し、双方がデータを送れる状態です。…
//   zh 连接已建立，双方都可以发送数据。…
// What has several paragraphs to say of one word has an entry for each, told apart by the kind.
//
// .commands: what to type, each in a line: the name of what it is for, and the command, or @NAME
// for the commands of that name.
//   link.admin_down @pair
//   link.admin_down ip -n a link set e0 down
//
// To add a text, add a file: the build packs what is there (tools/pack_texts.sh), and the functions
// below find its sections. A folder is unpacked as a whole, when one of its sections is asked for;
// a new folder is named in texts.cpp. tests/unit/lexicon/texts_test.cpp holds the forms.

// The lines of the section FOLDER/NAME, each with its newline. "" when there is none. All texts
// live as long as the process.
Text section(Text path);

// Programs that print a capture where sonde is not: src/lexicon/script/sh and awk; and one that
// takes sonde in: src/lexicon/script/inject. They have no sections.
Text shell_collector();
Text awk_collector();
Text inject_script();

// The entries of a section, in its order.
std::vector<Entry> entries_in(Text path);

}  // namespace sonde::lexicon
