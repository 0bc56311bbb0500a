# The native engine: dockerd from a root filesystem of its own, in mount, PID, network, UTS and IPC
# namespaces of its own. It meets neither another Docker on this machine nor the engine of another
# checkout, and ending its first process ends all of it.
#
# Sourced by scripts/engine, whose variables and functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

engine=${SNIPPETS_ENGINE_FOLDER:-$home/.cache/engine}
root=$home/.cache/roots/engine
data=$engine/data
# One parent for every cgroup the engine makes, so that stop can find them.
cgroup=snippets-engine-$(printf %s "$engine" | cksum | cut -d' ' -f1)
ready_within=60 # seconds; a busy two-core machine takes one to three
answers_within=5
gives_up='^(failed to start daemon|engine: )'

check_kind() {
  [ "$(id -u)" = 0 ] || fail "this engine needs root: run it with sudo, or start a Docker daemon of your own"
  for tool in unshare pivot_root; do
    command -v "$tool" >/dev/null || fail "$tool is missing: apt-get install util-linux"
  done
}

build() {
  # Another engine of this checkout may be running from it: nobody's root is replaced under their feet.
  local other=$home/.cache/engine/run/alive
  if [ -e "$root.made" ] && [ -e "$other" ] && ! flock --nonblock "$other" true; then
    mkdir -p "$data"
    return
  fi
  [ -e "$root.made" ] ||
    say "building it from Debian's packages (docker.io and what it needs: 90 MB to download, 300 MB on disk)"
  grep -vE '^[[:space:]]*(#|$)' "$home/content/images/node/packages.txt" |
    xargs "$home/scripts/debian-root" engine >/dev/null
  mkdir -p "$root/.outside" "$data"
}

launch() {
  launch_as_engine unshare --mount --pid --net --uts --ipc --fork --kill-child --propagation private \
    bash "$home/scripts/engine" inside
}

# The first process in the new namespaces: lays out the root filesystem, enters it, becomes dockerd.
inside() {
  trap 'say "could not lay out the root filesystem (line $LINENO)"' ERR
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
  mount --rbind /dev "$root/dev"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
  mount --bind "$root/dev/pts/ptmx" "$root/dev/ptmx"
  mount -t tmpfs tmpfs "$root/run"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir "$root/run/engine"
  mount --bind "$run" "$root/run/engine"
  mount --bind "$data" "$root/var/lib/docker"
  # No name server: what a lab asks for and does not have is answered at once.
  : >"$root/etc/resolv.conf"
  cd "$root"
  # With chroot instead, docker exec would land in the machine's root.
  pivot_root . .outside
  hash -r
  export PATH=/usr/sbin:/usr/bin HOME=/root
  busybox umount -l /.outside
  busybox hostname engine
  ip link set lo up
  # With Docker's own way of publishing ports. Without the userland proxy, Docker has its bridges send packets
  # back out of the port they came from, which no switch does: a host would reach its own macvlan containers.
  exec tini-static -g -- dockerd --host unix:///run/engine/docker.sock --cgroup-parent "/$cgroup" \
    --log-level warn --label snippets.engine=embedded
}

# Containers die with the namespace; asking dockerd first lets it close its databases.
ask_to_end() {
  # shellcheck disable=SC2046 # one process id a word
  kill -TERM $(cat "/proc/$1/task/$1/children") 2>/dev/null || true
}

remove_leftovers() {
  # Deepest first: a cgroup goes when it is empty.
  find /sys/fs/cgroup -depth -type d -path "*/$cgroup*" -exec rmdir {} + 2>/dev/null || true
}
