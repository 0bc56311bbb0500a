# Compiles the modules that Debian's kernel for User Mode Linux lacks: nf_tables for IPv4 and IPv6, with NAT, on which
# dockerd depends. Compiling these from Debian's own source of the kernel takes a minute, the whole kernel ten.
#
# The compiler is in a root filesystem of its own, and is the one that Debian has compiled the kernel with. The source
# may be some corrections (7.2.12) ahead of the kernel (7.2.7). Such corrections do not change what modules and kernel
# share. Should they ever, the machine does not start, and says why.
#
# Sourced by vm-uml.sh; uses its variables and functions.
# shellcheck shell=bash disable=SC2154

options=(NF_TABLES_IPV4=y NF_TABLES_IPV6=y NFT_NAT=m NFT_FIB_IPV4=m NFT_FIB_IPV6=m DEBUG_INFO_NONE=y)
compiled=(
  net/netfilter/{nf_tables,nft_chain_nat,nft_nat,nft_masq,nft_redir,nft_compat,nft_fib,nft_reject}.ko
  net/ipv4/netfilter/{nft_reject_ipv4,nft_fib_ipv4}.ko
  net/ipv6/netfilter/{nft_reject_ipv6,nft_fib_ipv6}.ko
)

# Puts the compiled modules into the folder of the kernel's modules. modprobe prefers those in `updates`.
# bash has cleared -e where its failure is handled, so each step that can fail says so.
compile_modules() {
  local builder=$roots/uml-builder release source made
  release=$(basename "$modules")
  made=$(cat "$home/scripts/engines/vm-uml-modules.sh" "$root.made" | cksum)
  [ "$(cat "$modules/updates/made" 2>/dev/null)" != "$made" ] || return 0
  say "compiling modules for its kernel, $release"
  "$home/scripts/debian-root" uml-builder linux-source-7.2 gcc libc6-dev make flex bison bc perl-base mawk sed grep gzip xz-utils tar coreutils findutils diffutils util-linux bash >/dev/null || return 1
  source=$(basename "$builder"/usr/src/linux-source-*.tar.xz .tar.xz)
  case $release in
  "${source#linux-source-}".*) ;;
  *)
    say "the source, $source, is not that of kernel $release"
    return 1
    ;;
  esac
  rm -rf "$builder/build"
  mkdir "$builder/build" && cp "$modules/kernel/kernel/configs.ko" "$builder/build/" || return 1
  unshare --mount --net --pid --fork --kill-child --propagation private bash -ec '
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin HOME=/root LC_ALL=C bash -ec "$2" build "${@:3}"' \
    - "$builder" "$(declare -f compile_in_builder); compile_in_builder \"\$@\"" \
    "$source" "$release" "${#options[@]}" "${options[@]}" "${compiled[@]}" >"$shared/modules.log" 2>&1 || {
    say "they could not be compiled; the end of $shared/modules.log:"$'\n'"$(tail -n 5 "$shared/modules.log")"
    return 1
  }
  install -D -m 644 -t "$modules/updates" "${compiled[@]/#/$builder/build/$source/}" || return 1
  rm -rf "$builder" "$builder.made" # it takes a gigabyte
  printf '%s' "$made" >"$modules/updates/made"
}

# Runs in the root filesystem of the compiler. SOURCE RELEASE NUMBER-OF-OPTIONS OPTION... MODULE...
compile_in_builder() {
  local source=$1 release=$2 count=$3 option
  shift 3
  cd /build
  tar -xf "/usr/src/$source.tar.xz"
  cd "$source"
  # A kernel takes only modules of its own release.
  sed -i "s/^SUBLEVEL = .*/SUBLEVEL = ${release##*.}/" Makefile
  # The kernel keeps its configuration in this module.
  scripts/extract-ikconfig ../configs.ko >.config
  for option in "${@:1:count}"; do echo "CONFIG_$option" >>.config; done
  make -s ARCH=um olddefconfig
  make -s -j"$(nproc)" ARCH=um modules_prepare
  # Without the kernel's own symbols, each symbol of it is one that modpost does not know.
  make -s -j"$(nproc)" ARCH=um KBUILD_MODPOST_WARN=1 "${@:count+1}"
  strip --strip-debug "${@:count+1}"
}
