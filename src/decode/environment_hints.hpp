// environment_hints.hpp: which servers the environment of a process names.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/server_hint.hpp"

namespace sonde {

// Of /proc/PID/environ, in its order: what Kubernetes says of services (WEB_SERVICE_HOST), what
// docker says of links (DB_PORT_5432_TCP_ADDR), connection strings in any variable, and names and
// addresses in variables that are called so (DB_HOST, VAULT_ADDR, *_URL).
// Each value is masked before it is looked into, so that no part of a secret is taken for a server.
ServerHints hints_of_environment(Text environ);

}  // namespace sonde
