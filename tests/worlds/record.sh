#!/bin/sh
# record.sh: records host-root and host-nobody anew, from a scene of sockets in its own namespaces.
# SPDX-License-Identifier: Apache-2.0
cd "$(dirname "$0")" && exec python3 ../live/scene.py record .
