# A virtual machine of User Mode Linux: a kernel that is an ordinary process. Its programs run on the real processor,
# and only their system calls are caught. So it needs neither KVM nor an emulated processor, which is five times slower
# (https://docs.kernel.org/virt/uml/user_mode_linux_howto_v2.html).
#
# The process runs as nobody, in namespaces of its own, in a root filesystem that has nothing but the kernel. Its only
# network is a tap device in its own network namespace.
#
# Sourced by vm.sh; uses its variables and functions.
# shellcheck shell=bash disable=SC2034,SC2154

root=$roots/uml
modules=$(echo "$root"/usr/lib/uml/modules/*)
changes=$engine/changes
gives_up='Kernel panic|failed to start daemon|machine: '

# Debian forky's kernel needs half of the time of trixie's, because it catches system calls with seccomp, not with
# ptrace. But it has no NAT for IPv4, which has to be compiled. Where that fails, trixie's kernel is used: it has NAT of
# the older kind (iptables_nat), which is enough.
prepare() {
  # shellcheck source=vm-uml-modules.sh
  source "$home/scripts/engines/vm-uml-modules.sh"
  "$home/scripts/debian-root" uml user-mode-linux socat iproute2 busybox-static util-linux >/dev/null
  modules=$(echo "$root"/usr/lib/uml/modules/*)
  compile_modules || {
    say "taking an older kernel instead, which is half as fast"
    "$home/scripts/debian-root" --suite trixie uml user-mode-linux socat iproute2 busybox-static util-linux >/dev/null
    modules=$(echo "$root"/usr/lib/uml/modules/*)
  }
  mkdir -p "$root/.outside"
}

# Kernel and programs take turns at every system call. On one processor that is a switch; across two it is a wake-up,
# which takes three times as long. So each machine gets one processor of its own.
launch() {
  rm -rf "$changes"
  install -d -m 700 -o 65534 "$changes"
  launch_inside taskset --cpu-list "$(processor "$number")"
}

# Prints the number of the n-th processor that this process may use, starting again after the last.
processor() {
  local all=() part
  for part in $(sed -n 's/^Cpus_allowed_list:\s*//p' /proc/self/status | tr , ' '); do
    # shellcheck disable=SC2207 # numbers
    all+=($(seq "${part%-*}" "${part#*-}"))
  done
  echo "${all[$((($1 - 1) % ${#all[@]}))]}"
}

# First process in the new namespaces: mounts the root filesystem, enters it, starts the kernel. All ends with it.
inside() {
  trap 'say "machine: could not be set up (line $LINENO)"' ERR
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  mkdir "$root/dev/net"
  mknod -m 666 "$root/dev/null" c 1 3
  mknod -m 666 "$root/dev/urandom" c 1 9
  mknod -m 666 "$root/dev/net/tun" c 10 200
  # The memory of the machine is a file here. It takes only the room that is used.
  mount -t tmpfs -o size=5G tmpfs "$root/tmp"
  mount -t tmpfs tmpfs "$root/run"
  mkdir "$root"/run/{changes,engine}
  : >"$root/run/disk"
  mount --bind "$changes" "$root/run/changes"
  mount --bind "$run" "$root/run/engine"
  mount --bind "$disk" "$root/run/disk"
  mount -o remount,bind,ro "$root/run/disk"
  cd "$root"
  pivot_root . .outside
  hash -r
  export PATH=/usr/sbin:/usr/bin HOME=/tmp TMPDIR=/tmp
  busybox umount -l /.outside
  ip link set lo up
  ip tuntap add tap0 mode tap user 65534
  ip address add 10.0.2.2/24 dev tap0
  ip link set tap0 up
  # A client may end its input and still wait for output, so a connection that is closed on one side stays.
  socat -t 86400 UNIX-LISTEN:/run/engine/docker.sock,fork,umask=077,backlog=128 TCP:10.0.2.15:2375 2>/dev/null &
  # Kernels before 6.16 do not know seccomp=on, and pass it to init, which ignores it.
  # Not exec: the kernel may then outlive the process that started these namespaces, because a change of user clears
  # the wish to be killed with it (PR_SET_PDEATHSIG, prctl(2)).
  setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
    linux.uml mem=4G seccomp=on "ubd0=/run/changes/disk,/run/disk" root=/dev/ubda rw init=/opt/vm-init \
    con=null con0=null,fd:1 ssl=null vec0:transport=tap,ifname=tap0,depth=128,gro=1 quiet panic=-1 &
  trap exit TERM
  wait $!
}

# The kernel has opened the file with the changes. Without a name, it is gone as soon as the machine ends.
once_ready() {
  rm -f "$changes"/*
}

remove_leftovers() {
  rm -rf "$changes"
}
