# The engine in a virtual machine: the root filesystem of the native engine on a kernel that has every feature.
# There are two kinds of machine. vm-qemu.sh is QEMU with Debian's own kernel, and runs where KVM works. vm-uml.sh is
# User Mode Linux, a kernel that is an ordinary process, and runs everywhere else.
#
# The disk is made once, with all images in it, and serves all machines. It is never written to: changes go to a
# temporary file, so every start begins from the same state. The API is a unix socket in a folder that only this user
# may enter. A machine has no access to any network.
#
# Sourced by scripts/engine; uses its variables and functions.
# shellcheck shell=bash disable=SC2034,SC2154

# Shared by all machines.
shared=$cache/engine-vm
# Each machine has its own log, socket and users.
engine=$shared/machine-$number
roots=$cache/roots
disk=$shared/disk.img
ready_within=300 # seconds; five to ten on two cores, several times that on a busy machine
answers_within=1

check_kind() {
  [ "$(uname -m)" = x86_64 ] || fail "the virtual machine is made for x86_64, this is $(uname -m)"
  [ "$(id -u)" = 0 ] || fail "building the machine's disk needs root: run it with sudo"
}

build() {
  local wanted
  mkdir -p "$shared"
  # Machines may be started side by side. The second waits here for the disk.
  exec 6>"$shared/build.lock"
  flock 6
  wanted=$({
    cat "$home"/scripts/{debian-root,debian.lock,engines/vm.sh,engines/vm-*,engine-images.[jt]s} "$home"/content/images/*/*
    cat "$home"/snippets-runner/lab/images/image-store*.[jt]s
    grep -rh '^  images:' "$home/content/en" | sort -u
  } | cksum)
  if [ "$(cat "$shared/made" 2>/dev/null)" != "$wanted" ]; then
    rm -f "$shared/made"
    say "building it from Debian's packages (60 to 400 MB to download, 1.5 GB on disk)"
    choose_machine
    make_disk
    printf '%s' "$wanted" >"$shared/made"
  fi
  exec 6>&-
  use_machine
}

# Writes `qemu` or `uml`, and why, to the file `machine`.
choose_machine() {
  local why
  # bash has cleared -e in the substitution. Without it, a failed download would look like a missing KVM.
  why=$(
    set -e
    source "$home/scripts/engines/vm-qemu.sh"
    why_not_here
  )
  echo "${why:+uml }${why:-qemu KVM works}" >"$shared/machine.partial"
  mv "$shared/machine.partial" "$shared/machine"
  use_machine
  prepare
  say "machine: $(cat "$shared/machine")"
}

# Defines `launch` and the other functions of the chosen kind of machine.
use_machine() {
  # shellcheck source=vm-uml.sh
  source "$home/scripts/engines/vm-$(cut -d' ' -f1 "$shared/machine").sh"
}

make_disk() {
  local tree=$shared/disk release
  rm -rf "$tree"
  SNIPPETS_ENGINE_FOLDER=$shared/builder "$home/scripts/engine" build
  cp -a "$roots/engine" "$tree"
  "$home/scripts/debian-root" guest socat >/dev/null
  cp -an "$roots/guest/usr/." "$tree/usr/"
  release=$(basename "$modules")
  mkdir -p "$tree/usr/lib/modules"
  cp -a "$modules" "$tree/usr/lib/modules/"
  (exec -a depmod "$roots/engine/lib64/ld-linux-x86-64.so.2" --argv0 depmod \
    --library-path "$roots/engine/usr/lib/x86_64-linux-gnu" "$roots/engine/usr/bin/kmod" -b "$tree" "$release")
  mkdir -p "$tree/opt"
  install -m 755 "$home/scripts/engines/vm-init" "$tree/opt/vm-init"
  install -m 644 "$home"/content/images/node/{containerd.toml,choose-iptables} "$tree/opt/"
  make_images
  rm -rf "$tree/var/lib/docker"
  mv "$shared/builder/data" "$tree/var/lib/docker"
  "$home/scripts/debian-root" disk-tools e2fsprogs >/dev/null
  "$roots/disk-tools/lib64/ld-linux-x86-64.so.2" --library-path "$roots/disk-tools/usr/lib/x86_64-linux-gnu" \
    "$roots/disk-tools/usr/sbin/mke2fs" -q -t ext4 -O ^has_journal -d "$tree" "$disk.partial" 12G
  chmod 644 "$disk.partial" # User Mode Linux reads it as nobody
  mv "$disk.partial" "$disk"
  rm -rf "$tree" "$shared/builder"
}

# Makes the images and image stores with a native engine, which takes seconds. In the virtual machine it would take
# minutes.
make_images() {
  # A build that was killed may have left its engine.
  SNIPPETS_ENGINE_FOLDER=$shared/builder "$home/scripts/engine" stop
  rm -rf "$shared/builder"
  (
    # The package of npm has JavaScript, and needs nothing more.
    script=$home/scripts/engine-images.js
    if [ ! -e "$script" ]; then
      script=$home/scripts/engine-images.ts
      # shellcheck source=../lib.sh
      source "$home/scripts/lib.sh"
      "$home/scripts/bootstrap"
      use_node
      NODE=node
    fi
    export SNIPPETS_ENGINE_FOLDER=$shared/builder
    # Before the start, because that may be broken off.
    trap '"$home/scripts/engine" stop' EXIT
    "$home/scripts/engine" start >/dev/null
    DOCKER_HOST=unix://$shared/builder/run/docker.sock "${NODE:-node}" "$script" >&2
  )
  # Removes the identity and the state of the daemon that made them.
  rm -rf "$shared"/builder/data/{engine-id,network,containers,swarm,tmp,plugins,runtimes}
}

# Before the first build, no kind is chosen, and nothing can run.
if [ -s "$shared/machine" ]; then
  use_machine
fi
