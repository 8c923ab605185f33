#!/bin/sh
# The command of the container image. What it starts takes the place of this shell, so that signals reach it.
set -e
# It is called by a link as well: the ENTRYPOINT is one.
cd "$(dirname "$(readlink -f "$0")")/../../../.."

usage() {
  cat <<'END'
homing web                 the web process
homing worker              a worker
homing migrate             brings the database up to date; while nobody has an account it prints the set-up link
homing start [OPTIONS]     everything in one container; without DATABASE_URL with a PostgreSQL of its own (--help)
homing admin COMMAND       the commands for operators (--help)
homing health web|worker   status 0 when that process answers
END
}

command="${1:-}"
[ $# -eq 0 ] || shift
case "$command" in
  web) exec node --enable-source-maps .build/web.js ;;
  # As worker-flags.ts has them.
  worker)
    export MALLOC_ARENA_MAX=2
    exec node --enable-source-maps --max-semi-space-size=8 --no-parallel-scavenge --max-old-space-size=384 .build/worker.js
    ;;
  migrate) exec node --enable-source-maps .build/db-migrate.js ;;
  start) exec sh lib/run/cli/init.sh node --enable-source-maps .build/supervisor.js "$@" ;;
  admin) exec node --enable-source-maps .build/admin.js "$@" ;;
  health) exec node lib/run/cli/image/health.mjs "$@" ;;
  --help | -h | help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
