// sql_left_out.cpp: empty functions, which the linker takes in the place of large ones.
// SPDX-License-Identifier: Apache-2.0
#include "query/sql_left_out.hpp"

#include <cmath>
#include <ctime>

// Full-text search and R-trees are objects of their own in libsqlite3.a, behind one function each:
// 340 kB of code that nobody may call anyway.
extern "C" {
int sqlite3Fts3Init(sqlite3*) { return SQLITE_OK; }
int sqlite3Fts5Init(sqlite3*) { return SQLITE_OK; }
int sqlite3RtreeInit(sqlite3*) { return SQLITE_OK; }

// Time zones take 110 kB of libc: files of zones, and with them scanf and the readers of long,
// short and quadruple numbers. SQLite's modifiers "localtime" and "utc" say then that the local
// time is unavailable; everything of sonde is UTC anyway.
tm* localtime_r(const std::time_t*, tm*) noexcept { return nullptr; }

// Circles and hyperbolas take 200 kB of libm, with their tables and one copy a kind of processor.
// Nothing else of the binary may need them: these answers are wrong.
double acos(double) noexcept { return 0; }
double acosh(double) noexcept { return 0; }
double asin(double) noexcept { return 0; }
double asinh(double) noexcept { return 0; }
double atan(double) noexcept { return 0; }
double atan2(double, double) noexcept { return 0; }
double atanh(double) noexcept { return 0; }
double cos(double) noexcept { return 0; }
double cosh(double) noexcept { return 0; }
double sin(double) noexcept { return 0; }
double sinh(double) noexcept { return 0; }
double tan(double) noexcept { return 0; }
double tanh(double) noexcept { return 0; }
}

namespace sonde {
namespace {

void refuse(sqlite3_context* context, int, sqlite3_value**) {
  sqlite3_result_error(context, "functions of circles and hyperbolas are left out of sonde", -1);
}

}  // namespace

void refuse_left_out(sqlite3* database) {
  constexpr const char* functions[] = {"acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh",
                                       "cos",  "cosh",  "sin",  "sinh",  "tan",  "tanh"};
  for (const char* const name : functions)
    for (int arguments = 1; arguments <= 2; ++arguments)
      sqlite3_create_function_v2(database, name, arguments, SQLITE_UTF8, nullptr, &refuse, nullptr,
                                 nullptr, nullptr);
}

}  // namespace sonde
