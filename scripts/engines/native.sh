# The native engine: dockerd in a root filesystem of its own, with its own mount, PID, network, UTS and IPC
# namespaces. It does not touch another Docker on this machine or the engine of another checkout. When its
# first process ends, all of its processes end.
#
# Sourced by scripts/engine; uses its variables and functions.
# shellcheck shell=bash disable=SC2034,SC2154

engine=${SNIPPETS_ENGINE_FOLDER:-$cache/engine}
root=$cache/roots/engine
data=$engine/data
# Parent of every cgroup that the engine makes, so that stop can find them.
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
  # Keeps a root filesystem that a running engine of this cache uses.
  if [ -e "$root.made" ] && is_held "$cache/engine/run/alive"; then
    mkdir -p "$data"
    return
  fi
  [ -e "$root.made" ] ||
    say "building it from Debian's packages (docker.io and what it needs: 160 MB to download, 570 MB on disk)"
  grep -vE '^[[:space:]]*(#|$)' "$home/content/images/node/packages.txt" |
    xargs "$home/scripts/debian-root" engine >/dev/null
  mkdir -p "$root/.outside" "$data"
}

launch() {
  launch_inside
}

# First process in the new namespaces: mounts the root filesystem, enters it, becomes dockerd.
inside() {
  trap 'say "could not mount the root filesystem (line $LINENO)"' ERR
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
  # No name server, so that a lookup of an unknown name fails at once.
  : >"$root/etc/resolv.conf"
  cd "$root"
  # Not chroot: docker exec would then enter the machine's root filesystem.
  pivot_root . .outside
  hash -r
  export PATH=/usr/sbin:/usr/bin HOME=/root
  busybox umount -l /.outside
  busybox hostname engine
  ip link set lo up
  restrict_devices
  # Keeps Docker's userland proxy. Without it, Docker sets hairpin mode: bridges send packets back out of the port
  # they came from, as no switch does. A host would then reach its own macvlan containers.
  exec tini-static -g -- dockerd --host unix:///run/engine/docker.sock --cgroup-parent "/$cgroup" \
    --log-level warn --label snippets.engine=embedded --label snippets.node-cgroup="/$cgroup/nodes"
}

# Makes the parent of the cgroups of lab nodes. On cgroup v1, root in a node could give itself any device, such as the
# disk of this machine, but no device that the parent does not have. These are the devices that Docker gives a container.
restrict_devices() {
  local group=/sys/fs/cgroup/devices/$cgroup/nodes device
  [ -e /sys/fs/cgroup/devices/devices.allow ] || return 0
  mkdir -p "$group"
  # A group of labs that were killed would refuse the change.
  rmdir "$group"/* 2>/dev/null || true
  echo a >"$group/devices.deny" || {
    say "could not restrict the devices of labs"
    exit 1
  }
  for device in 'c *:* m' 'b *:* m' 'c 1:3 rwm' 'c 1:5 rwm' 'c 1:7 rwm' 'c 1:8 rwm' 'c 1:9 rwm' 'c 5:0 rwm' \
    'c 5:1 rwm' 'c 5:2 rwm' 'c 10:200 rwm' 'c 136:* rwm'; do
    # In a container, this engine may not have all of them. Then labs have none of those either.
    echo "$device" 2>/dev/null >"$group/devices.allow" || true
  done
}

remove_leftovers() {
  # Deepest first, because only an empty cgroup can be removed.
  find /sys/fs/cgroup -depth -type d -path "*/$cgroup*" -exec rmdir {} + 2>/dev/null || true
}
