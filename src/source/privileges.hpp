// privileges.hpp: gives back rights that the file lends and the user has not.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonde {

// When sonde is installed setuid or with file capabilities, whoever runs it would look into
// processes of others. So it goes on with the rights of the user who called it, and no more.
void drop_borrowed_privileges();

}  // namespace sonde
