# The engine in a virtual machine: QEMU runs the root filesystem of the native engine with Debian's kernel and
# modules. Uses KVM if it works, else software emulation.
#
# The disk is made once, with all images in it. It is never written to: changes go to a temporary file that
# QEMU has already unlinked, so every start begins from the same state. The API is a unix socket in a folder
# that only this user may enter. The virtual machine has no access to any network.
#
# Sourced by scripts/engine; uses its variables and functions.
# shellcheck shell=bash disable=SC2034,SC2154

engine=$home/.cache/engine-vm
roots=$home/.cache/roots
disk=$engine/disk.img
initrd=$engine/initrd.gz
ready_within=300 # seconds; software emulation takes 10 to 20 on two cores, several times that on a busy machine
answers_within=1
gives_up='Kernel panic|failed to start daemon|qemu-system.*: '
kvm_shows_within=8 # seconds; with a working KVM, the kernel boots in one second

check_kind() {
  [ "$(uname -m)" = x86_64 ] || fail "the virtual machine is made for x86_64, this is $(uname -m)"
  [ "$(id -u)" = 0 ] || fail "building the machine's disk needs root: run it with sudo"
}

build() {
  local wanted
  wanted=$({
    cat "$home"/scripts/{debian-root,debian.lock,engines/vm.sh,engines/vm-init,engine-images.ts} "$home"/content/images/*/*
    cat "$home"/snippets-runner/lab/images/image-store*.ts
    grep -rh '^  images:' "$home/content/en" | sort -u
  } | cksum)
  [ "$(cat "$engine/made" 2>/dev/null)" != "$wanted" ] || return 0
  say "building it from Debian's packages (QEMU and a kernel: 90 MB to download, 1.5 GB on disk)"
  rm -f "$engine/made"
  "$home/scripts/debian-root" qemu qemu-system-x86 e2fsprogs >/dev/null
  "$home/scripts/debian-root" kernel linux-image-cloud-amd64 >/dev/null
  "$home/scripts/debian-root" initrd busybox-static >/dev/null
  make_initrd
  make_disk
  find_accelerator
  printf '%s' "$wanted" >"$engine/made"
}

launch() {
  # QEMU creates the socket. The umask keeps other users out.
  (
    umask 077
    TMPDIR=$run launch_as_engine "$roots/qemu/lib64/ld-linux-x86-64.so.2" \
      --library-path "$roots/qemu/usr/lib/x86_64-linux-gnu" "$roots/qemu/usr/bin/qemu-system-x86_64" \
      $(machine "$(cat "$engine/accelerator")") \
      -drive "file=$disk,format=raw,if=virtio,cache=unsafe,snapshot=on" \
      -netdev "user,id=net,restrict=on,hostfwd=unix:$socket-:2375" -device virtio-net-pci,netdev=net,romfile= \
      -append "$(kernel_line)"
  )
}

ask_to_end() {
  kill -TERM "$1" 2>/dev/null || true
}

remove_leftovers() {
  :
}

# Prints the options that the probe and the virtual machine share, as words.
machine() {
  local accelerator=$1 cpu=max
  [ "$accelerator" = kvm ] && cpu=host || accelerator=tcg,thread=multi,tb-size=512
  echo -machine q35 -accel "$accelerator" -cpu "$cpu" -smp 2 -m 4096 -nodefaults -no-user-config -no-reboot \
    -display none -serial stdio -device virtio-rng-pci -L "$roots/qemu/usr/share/qemu" -L "$roots/qemu/usr/share/seabios" \
    -kernel "$(echo "$roots"/kernel/usr/lib/modules/*/vmlinuz)" -initrd "$initrd"
}

# mitigations=off and the options after it turn off what is slow on an emulated processor and not needed there.
kernel_line() {
  echo "console=ttyS0 loglevel=3 panic=-1 mitigations=off nokaslr random.trust_cpu=on audit=0 apparmor=0 no_timer_check $(clock_rate) $*"
}

# The guest's clock counts with the time stamp counter of this machine. On a busy machine, the guest measures the
# counter's rate wrongly: its clock and all timeouts have run nine times too fast. So the kernel line has the
# rate if this machine shows it. Otherwise the watchdog of the guest's kernel notices, and changes to a slower clock.
clock_rate() {
  [ ! -e /sys/devices/system/cpu/cpu0/cpufreq ] || return 0 # with cpufreq, cpuinfo has the current rate of a processor, not the counter's
  awk -F: '/^cpu MHz/ { printf "tsc_early_khz=%d", $2 * 1000; exit }' /proc/cpuinfo
}

# Boots the kernel under KVM, and waits up to $kvm_shows_within seconds for the first line of its init. Without that
# line, KVM does not work here.
find_accelerator() {
  echo tcg >"$engine/accelerator"
  [ -w /dev/kvm ] || return 0
  local boot_log=$engine/kvm.log
  # shellcheck disable=SC2046 # the machine is given as words
  timeout --kill-after 1 "$kvm_shows_within" "$roots/qemu/lib64/ld-linux-x86-64.so.2" \
    --library-path "$roots/qemu/usr/lib/x86_64-linux-gnu" "$roots/qemu/usr/bin/qemu-system-x86_64" \
    $(machine kvm) -append "$(kernel_line probe)" </dev/null >"$boot_log" 2>&1 || true
  if grep -q 'init: here' "$boot_log"; then echo kvm >"$engine/accelerator"; fi
  say "accelerator: $(cat "$engine/accelerator")"
}

# Makes the initial root in memory. It loads the module that drives the disk, and mounts the disk.
make_initrd() {
  local tree=$engine/initrd busybox=$roots/initrd/usr/bin/busybox
  rm -rf "$tree"
  mkdir -p "$tree"/{bin,dev,disk}
  cp "$busybox" "$tree/bin/"
  "$busybox" xz -dc "$roots"/kernel/usr/lib/modules/*/kernel/drivers/block/virtio_blk.ko.xz >"$tree/virtio_blk.ko"
  cat >"$tree/init" <<'INIT'
#!/bin/busybox sh
export PATH=/bin
busybox mount -t devtmpfs dev /dev
echo "init: here" >/dev/ttyS0
# The kernel passes words of its command line that it does not know to init.
[ "${1:-}" != probe ] || busybox poweroff -f
busybox insmod /virtio_blk.ko
until [ -b /dev/vda ]; do busybox sleep 0.05; done
busybox mount -t ext4 -o noatime /dev/vda /disk
exec busybox switch_root /disk /opt/vm-init
INIT
  chmod +x "$tree/init"
  (cd "$tree" && find . | "$busybox" cpio -o -H newc 2>/dev/null | gzip -1 >"$initrd.partial")
  mv "$initrd.partial" "$initrd"
  rm -rf "$tree"
}

make_disk() {
  local tree=$engine/disk release
  rm -rf "$tree"
  SNIPPETS_ENGINE_FOLDER=$engine/builder "$home/scripts/engine" build
  cp -a "$roots/engine" "$tree"
  cp -a "$roots/kernel/usr/lib/modules" "$tree/usr/lib/"
  release=$(basename "$(echo "$roots"/kernel/usr/lib/modules/*)")
  (exec -a depmod "$roots/engine/lib64/ld-linux-x86-64.so.2" --argv0 depmod \
    --library-path "$roots/engine/usr/lib/x86_64-linux-gnu" "$roots/engine/usr/bin/kmod" -b "$tree" "$release")
  install -m 755 "$home/scripts/engines/vm-init" "$tree/opt/vm-init"
  install -m 644 "$home/content/images/node/containerd.toml" "$tree/opt/containerd.toml"
  make_images
  rm -rf "$tree/var/lib/docker"
  mv "$engine/builder/data" "$tree/var/lib/docker"
  "$roots/qemu/lib64/ld-linux-x86-64.so.2" --library-path "$roots/qemu/usr/lib/x86_64-linux-gnu" \
    "$roots/qemu/usr/sbin/mke2fs" -q -t ext4 -O ^has_journal -d "$tree" "$disk.partial" 12G
  mv "$disk.partial" "$disk"
  rm -rf "$tree" "$engine/builder"
}

# Makes the images and image stores with a native engine, which takes seconds. The virtual machine would need minutes.
make_images() {
  rm -rf "$engine/builder"
  (
    # shellcheck source=../lib.sh
    source "$home/scripts/lib.sh"
    "$home/scripts/bootstrap"
    use_node
    export SNIPPETS_ENGINE_FOLDER=$engine/builder
    "$home/scripts/engine" start >/dev/null
    trap '"$home/scripts/engine" stop' EXIT
    DOCKER_HOST=unix://$engine/builder/run/docker.sock node "$home/scripts/engine-images.ts" >&2
  )
  # Removes the identity and the state of the daemon that made them.
  rm -rf "$engine"/builder/data/{engine-id,network,containers,swarm,tmp,plugins,runtimes}
}
