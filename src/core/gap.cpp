// gap.cpp: the columns of the table "gaps", and how gaps are added up and said.
// SPDX-License-Identifier: Apache-2.0
#include "core/gap.hpp"

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr auto column_of = [](const Gap& g) {
  return g.column.empty() ? Known<Text>{Absent::NotApplicable} : Known<Text>{g.column};
};
constexpr auto reason = [](const Gap& g) { return name_of(g.why); };
constexpr auto example = [](const Gap& g) {
  return g.example.empty() ? Known<Text>{Absent::NotApplicable} : Known<Text>{g.example};
};
constexpr auto remedy = [](const Gap& g) {
  return g.remedy.empty() ? Known<Text>{Absent::NotApplicable} : Known<Text>{g.remedy};
};

// The order is the order of the docs and of the JSON.
constexpr ColumnInfo columns[] = {
    column<&Gap::table>("table", "Table that is incomplete.", Show::Always),
    column<column_of>("column", "Column whose values are missing; none: whole rows.", Show::Always),
    column<reason>("reason", "Why it could not be seen.", Show::Always),
    column<&Gap::count>("count", "How many values, rows or lines are missing.", Show::Always),
    column<example>("example", "One of them.", Show::Always),
    column<remedy>("remedy", "The least change that would show them.", Show::Always),
};

constexpr Text words_of(Absent why) {
  switch (why) {
    case Absent::NotPermitted: return "not permitted";
    case Absent::Elsewhere: return "in another namespace";
    case Absent::Vanished: return "gone while it was read";
    case Absent::Unsupported: return "not available here";
    case Absent::NotCollected: return "not collected";
    case Absent::Malformed: return "not understood";
    default: return "";
  }
}

// "socket" of "sockets", "process" of "processes".
Text singular_of(Text plural) {
  const std::size_t ending = plural.ends_with("sses") ? 2 : plural.ends_with('s') ? 1 : 0;
  return plural.substr(0, plural.size() - ending);
}

}  // namespace

const std::span<const ColumnInfo> gap_columns = columns;

void GapList::add(const Gap& gap) {
  for (Gap& known : gaps_) {
    if (known.table == gap.table && known.column == gap.column && known.why == gap.why &&
        known.remedy == gap.remedy) {
      if (known.count && gap.count)
        known.count.value += *gap.count;
      else
        known.count = Absent::NotApplicable;  // Of a part nobody knows how many.
      known.is_all |= gap.is_all;
      if (known.value != gap.value) known.value = {};
      return;
    }
  }
  gaps_.push_back({texts_.keep(gap.table), texts_.keep(gap.column), gap.why, gap.count,
                   texts_.keep(gap.example), texts_.keep(gap.remedy), gap.is_all,
                   texts_.keep(gap.value)});
}

std::string sentence_of(const Gap& gap, Say say) {
  std::string said = say == Say::Whole ? "not seen: " : "";
  if (!gap.column.empty()) said.append(gap.column).append(" of ");
  if (gap.count) {
    append_number(said, *gap.count);
    said += ' ';
  } else if (!gap.is_all) {
    said += "some ";
  }
  const bool is_one = gap.count && *gap.count == 1;
  if (!gap.table.ends_with('s'))  // "some rows of published": its name is no plural.
    said.append(is_one ? "row of " : "rows of ").append(gap.table);
  else
    said.append(is_one ? singular_of(gap.table) : gap.table);
  said.append(" (").append(words_of(gap.why)).append(")");
  if (!gap.example.empty()) said.append(", e.g. ").append(gap.example);
  if (!gap.remedy.empty()) said.append(": ").append(gap.remedy);
  return said;
}

}  // namespace sonde
