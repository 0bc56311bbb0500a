# What the scripts here share. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=$home/.cache
mkdir -p "$cache"

say() {
  printf '\033[1m==>\033[0m %s\n' "$*" >&2
}

fail() {
  printf 'error: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf 'hint: %s\n' "$2" >&2
  exit 2
}

is_root() {
  [ "$(id -u)" = 0 ]
}

# Whether this Node runs what is here: 22.12 or later.
node_is_recent() {
  command -v "$1" >/dev/null && "$1" -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 12) ? 0 : 1);
  '
}

# A Node that is new enough comes first on the path, from here on.
use_node() {
  local bin=$cache/node/node_modules/node/bin
  if ! node_is_recent node; then
    PATH=$bin:$PATH
    export PATH
  fi
  PATH=$home/node_modules/.bin:$PATH
  # Before 22.18, Node runs TypeScript only when told to.
  if ! node -e 'process.exit(process.features.typescript ? 0 : 1)'; then
    export NODE_OPTIONS="${NODE_OPTIONS:-} --experimental-strip-types --disable-warning=ExperimentalWarning"
  fi
}

snippets() {
  node "$home/snippets-runner/bin.mjs" "$@"
}

# Runs a command and hands it the signals that this script is sent. In the foreground, bash would hear of a
# SIGTERM only at the command's end. A process group of its own, so that what it has started hears it, too.
run_heard() {
  local child code signal
  set -m
  "$@" &
  child=$!
  set +m
  for signal in INT TERM HUP; do
    # shellcheck disable=SC2064 # The child of now.
    trap "kill -$signal -- -$child 2>/dev/null || true" "$signal"
  done
  # A signal ends the waiting, and not the child.
  while true; do
    code=0
    wait "$child" || code=$?
    kill -0 "$child" 2>/dev/null || break
  done
  trap - INT TERM HUP
  return "$code"
}

find_chromium() {
  local candidate
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "$cache"/browsers/chromium*/*/*headless* "$cache"/browsers/chromium-*/*/chrome; do
    [ -n "$candidate" ] && command -v "$candidate" && return
  done
  return 1
}

# Which daemon is there is the runner's to say; where none is, Linux and root can have the embedded one.
# To be let go of in any case.
ensure_engine() {
  if snippets doctor >/dev/null 2>&1; then
    # Another script may have started it, and end before this one.
    ! "$home/scripts/engine" status >/dev/null 2>&1 || "$home/scripts/engine" start --for $$ >/dev/null
    return
  fi
  [ "$(uname -s)" = Linux ] || fail "no Docker daemon answers" "start Docker Desktop"
  is_root || fail "no Docker daemon answers" "start Docker, or run this as root to use the engine of scripts/engine"
  say "starting the embedded Docker engine (scripts/engine)"
  "$home/scripts/engine" start --for $$ >/dev/null
}

# For the rest of a script, however it ends.
use_engine() {
  trap let_go_of_engine EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  ensure_engine
}

let_go_of_engine() {
  [ ! -e "$cache/engine/users" ] || "$home/scripts/engine" stop --for $$
}
