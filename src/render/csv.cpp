// csv.cpp: comma-separated values as RFC 4180 has them, with CRLF at the end of each record.
// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"
#include "render/renderer.hpp"

namespace sonde {
namespace {

class CsvRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {
    if (style_.header == Header::No) return;
    for (const ColumnInfo* column : columns()) {
      separate();
      csv_field_to(line_, column->name);
    }
    end_record();
  }

  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      for (std::size_t c = 0; c < columns().size(); ++c) {
        separate();
        append_field(read(c, chunk[i], room_));
      }
      end_record();
    }
  }
  void finish() override {}

private:
  // A missing value is an empty field; an empty text is a quoted one.
  void append_field(const Cell& cell) {
    if (const Text* text = std::get_if<Text>(&cell)) {
      if (text->empty())
        line_ += "\"\"";
      else
        csv_field_to(line_, *text);
    } else if (!std::holds_alternative<Absent>(cell)) {
      append_shown(line_, cell, Escape::Yes);
    }
  }
  void separate() {
    if (!at_start_) line_ += ',';
    at_start_ = false;
  }
  void end_record() {
    line_ += "\r\n";
    out_.put(line_);
    line_.clear();
    at_start_ = true;
  }

  bool at_start_ = true;
  std::string line_{}, room_{};
};

}  // namespace

const Form csv_form = {Form::Gaps::Beside, make_renderer<CsvRenderer>};

}  // namespace sonde
