# A virtual machine of QEMU with KVM, and Debian's kernel.
#
# Sourced by vm.sh; uses its variables and functions.
# shellcheck shell=bash disable=SC2034,SC2154

initrd=$shared/initrd.gz
modules=$(echo "$roots"/kernel/usr/lib/modules/*)
gives_up='Kernel panic|failed to start daemon|qemu-system.*: '
kvm_shows_within=8 # seconds; with a working KVM, the kernel boots in one second

# Prints why this machine cannot be used here; nothing if it can.
why_not_here() {
  [ -w /dev/kvm ] || {
    echo "there is no KVM"
    return
  }
  prepare
  probe_kvm || echo "KVM does not start a kernel here"
}

prepare() {
  "$home/scripts/debian-root" qemu qemu-system-x86 >/dev/null
  "$home/scripts/debian-root" kernel linux-image-cloud-amd64 >/dev/null
  "$home/scripts/debian-root" initrd busybox-static >/dev/null
  modules=$(echo "$roots"/kernel/usr/lib/modules/*)
  make_initrd
}

launch() {
  # QEMU creates the socket. The umask keeps other users out. It unlinks the file with the changes at once.
  (
    umask 077
    TMPDIR=$run launch_as_engine "${qemu[@]}" $(machine) \
      -drive "file=$disk,format=raw,if=virtio,cache=unsafe,snapshot=on" \
      -netdev "user,id=net,restrict=on,hostfwd=unix:$socket-:2375" -device virtio-net-pci,netdev=net,romfile= \
      -append "$(kernel_line)"
  )
}

ask_to_end() {
  kill -TERM "$1" 2>/dev/null || true
}

qemu=("$roots/qemu/lib64/ld-linux-x86-64.so.2" --library-path "$roots/qemu/usr/lib/x86_64-linux-gnu"
  "$roots/qemu/usr/bin/qemu-system-x86_64")

# Prints the options that the probe and the virtual machine share, as words.
machine() {
  echo -machine q35 -accel kvm -cpu host -smp 2 -m 4096 -nodefaults -no-user-config -no-reboot \
    -display none -serial stdio -device virtio-rng-pci -L "$roots/qemu/usr/share/qemu" -L "$roots/qemu/usr/share/seabios" \
    -kernel "$modules/vmlinuz" -initrd "$initrd"
}

kernel_line() {
  echo "console=ttyS0 loglevel=3 panic=-1 audit=0 apparmor=0 $*"
}

# Boots the kernel under KVM, and waits up to $kvm_shows_within seconds for the first line of its init.
probe_kvm() {
  # shellcheck disable=SC2046 # the machine is given as words
  timeout --kill-after 1 "$kvm_shows_within" "${qemu[@]}" $(machine) -append "$(kernel_line probe)" \
    </dev/null >"$shared/kvm.log" 2>&1 || true
  grep -q 'init: here' "$shared/kvm.log"
}

# Makes the initial root in memory. It loads the module that drives the disk, and mounts the disk.
make_initrd() {
  local tree=$shared/initrd busybox=$roots/initrd/usr/bin/busybox
  rm -rf "$tree"
  mkdir -p "$tree"/{bin,dev,disk}
  cp "$busybox" "$tree/bin/"
  "$busybox" xz -dc "$modules/kernel/drivers/block/virtio_blk.ko.xz" >"$tree/virtio_blk.ko"
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
