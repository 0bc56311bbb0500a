# Functions that the scripts share. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=$home/.cache
unset SNIPPETS_CACHE # only the package of npm has its cache elsewhere
cached_node=$cache/node/node_modules/.bin/node
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

# Succeeds if the given Node is 22.12 or later, the oldest that works.
node_is_recent() {
  command -v "$1" >/dev/null && "$1" -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 12) ? 0 : 1);
  '
}

# Puts a Node that is new enough, and the installed packages, first on PATH.
use_node() {
  if ! node_is_recent node; then
    PATH=$(dirname "$cached_node"):$PATH
    export PATH
  fi
  PATH=$home/node_modules/.bin:$PATH
  # Before 22.18, Node runs TypeScript only with an option.
  if ! node -e 'process.exit(process.features.typescript ? 0 : 1)'; then
    export NODE_OPTIONS="${NODE_OPTIONS:-} --experimental-strip-types --disable-warning=ExperimentalWarning"
  fi
}

snippets() {
  node "$home/snippets-runner/bin.mjs" "$@"
}

# in_background VARIABLE COMMAND...: starts a command in a process group of its own, and puts its id into the variable.
in_background() {
  local variable=$1
  shift
  set -m
  "$@" &
  set +m
  printf -v "$variable" %s $!
}

# Runs a command, and passes signals on to it. The command runs in the background, because bash handles a signal
# only after a foreground command has ended. It has its own process group, so its child processes get the signal, too.
run_heard() {
  local child code signal
  in_background child "$@"
  for signal in INT TERM HUP; do
    # shellcheck disable=SC2064 # $child is to be expanded now
    trap "kill -$signal -- -$child 2>/dev/null || true" "$signal"
  done
  # A signal ends wait, but not always the child.
  while true; do
    code=0
    wait "$child" || code=$?
    kill -0 "$child" 2>/dev/null || break
  done
  trap - INT TERM HUP
  return "$code"
}

# The headless shell is Chromium without windows. It takes half the processor time of the whole browser.
find_headless_shell() {
  first_command "${CHROMIUM:-}" chromium-headless-shell "$cache"/browsers/chromium*/*/*headless*
}

# Any Chromium, if there is no headless shell.
find_chromium() {
  find_headless_shell || first_command chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "$cache"/browsers/chromium-*/*/chrome
}

first_command() {
  local candidate
  for candidate in "$@"; do
    [ -n "$candidate" ] && command -v "$candidate" && return
  done
  return 1
}

# Whether the embedded engine will surely be needed. Where anything hints at another daemon, the runner decides later.
needs_embedded_engine() {
  [ "$(uname -s)" = Linux ] && is_root && [ -z "${DOCKER_HOST:-}${DOCKER_CONTEXT:-}" ] &&
    [ ! -S /var/run/docker.sock ] && [ ! -e "${DOCKER_CONFIG:-$HOME/.docker}/config.json" ]
}

# Starts the embedded engine if the runner finds no Docker daemon. That needs Linux and root. Call
# let_go_of_engine afterwards in any case.
ensure_engine() {
  local told
  if told=$(snippets doctor 2>&1); then
    # The daemon may be the embedded engine, started by a script that ends before this one.
    ! "$home/scripts/engine" status >/dev/null 2>&1 || "$home/scripts/engine" start --for $$ >/dev/null
    return
  fi
  [ -z "${DOCKER_HOST:-}" ] || {
    # It may not answer, or answer and not be able to run labs.
    printf '%s\n' "$told" >&2
    fail "no labs can run on the Docker daemon at $DOCKER_HOST (DOCKER_HOST)" "the reason is printed above; without DOCKER_HOST, another daemon is used"
  }
  [ "$(uname -s)" = Linux ] || fail "no Docker daemon answers" "start Docker Desktop"
  is_root || fail "no Docker daemon answers" "start Docker, or run this as root to use the embedded engine (scripts/engine)"
  say "starting the embedded Docker engine (scripts/engine)"
  "$home/scripts/engine" start --for $$ >/dev/null
}

# Provides an engine until the script ends, in any way.
use_engine() {
  trap let_go_of_engine EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  ensure_engine
}

let_go_of_engine() {
  [ ! -e "$cache/engine/users" ] || "$home/scripts/engine" stop --for $$
}
