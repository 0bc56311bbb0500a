/**
 * Scripts about the programs of a terminal; those in its foreground get its keys. They run on the node, and find the
 * terminal by a text that is in the environment of its shell.
 */

/**
 * Returns a command that prints `waits` if one of the programs waits for input. Each of its threads is in a system call,
 * which Linux tells in `/proc/PID/syscall`, see https://man7.org/linux/man-pages/man5/proc_pid_syscall.5.html. A
 * program waits if it reads a terminal, or waits for its standard input alone, as line editors do. Where the kernel
 * does not tell, nothing is printed.
 */
export function waitsForInputCommand(shell: string): readonly string[] {
  return ['bash', '-c', `${FOREGROUND}\n${PRINT_WAITS}`, 'bash', shell];
}

/** Returns a command that kills the programs, unless the shell itself is in the foreground. */
export function killForegroundCommand(shell: string): readonly string[] {
  return ['bash', '-c', `${FOREGROUND}\n[[ $foreground == "$group" ]] || kill -KILL -- "-$foreground"`, 'bash', shell];
}

/**
 * Returns a command that kills the shell and all of its programs. What they have started in containers goes on without
 * them, because it is a child of the container's: so it also kills what `docker exec` has begun since the shell has, and
 * removes the containers of `docker run --rm`.
 */
export function endTerminalCommand(shell: string): readonly string[] {
  return ['bash', '-c', `${FOREGROUND}\n${END_TERMINAL}`, 'bash', shell];
}

/**
 * Sets `shell` to the shell's process, `group` to its group, `began` to the time at which it has begun, in ticks since the
 * boot, and `foreground` to the group of the programs.
 */
const FOREGROUND = `
environ=$(grep -la -- "$1" /proc/[0-9]*/environ 2>/dev/null | head -n 1)
stat=$(<"\${environ%environ}stat") || exit
set -- \${stat##*) }
shell=\${environ//[^0-9]/} group=$3 foreground=$6 began=\${20}`;

/**
 * The shell comes first, or else it would run its next command. A daemon may still be starting a command of
 * `docker exec`. Its events say so, and the script looks again until each such command has ended, for ten seconds at
 * most. Each daemon is asked for a few seconds at most.
 */
const END_TERMINAL = `
kill -KILL "$shell"
pkill -KILL --session "$shell"
began_at=$(awk -v now="$(date +%s.%N)" -v began="$began" -v hz="$(getconf CLK_TCK)" \\
  '{ printf "%.2f", now - $1 + began / hz }' /proc/uptime)
began_on=$(date --utc --date "@$began_at" +%FT%T.%N)

end_what_has_begun() {
  local containers mains=' ' passing=() id main is_passing created process stat
  containers=$(timeout 5 docker ps --all --quiet | xargs --no-run-if-empty timeout 5 \\
    docker inspect --format '{{.Id}} {{.State.Pid}} {{.HostConfig.AutoRemove}} {{.Created}}')
  while read -r id main is_passing created; do
    mains+="$main "
    [[ $is_passing == true && $created > $began_on ]] && passing+=("$id")
  done <<<"$containers"
  for process in /proc/[0-9]*; do
    stat=$(<"$process/stat") || continue
    set -- \${stat##*) }
    ((\${20} >= began)) && [[ $mains != *" \${process#/proc/} "* ]] || continue
    [[ $(<"/proc/$2/comm") == containerd-shim* ]] && kill -KILL "\${process#/proc/}"
  done 2>/dev/null
  ((\${#passing[@]} == 0)) || timeout 10 docker rm --force "\${passing[@]}"
}

has_ended() {
  timeout 5 docker events --since "$began_at" --until "$(date +%s.%N)" --filter event=exec_start --filter event=exec_die \\
    --format '{{.Actor.Attributes.execID}} {{.Action}}' | awk '
      $2 ~ /^exec_start/ { begun[$1] }
      $2 ~ /^exec_die/ { delete begun[$1] }
      END { for (id in begun) exit 1 }'
}

end_what_has_begun
give_up_at=$((SECONDS + 10))
until has_ended || ((SECONDS >= give_up_at)); do
  sleep 0.1
  end_what_has_begun
done`;

const PRINT_WAITS = `
case $(uname -m) in
  x86_64) read=0 select=23 pselect=270 ;;
  aarch64 | riscv64) read=63 select=72 pselect=72 ;;
  *) exit ;;
esac
declare -A parent group_of
own=()
for process in /proc/[0-9]*; do
  stat=$(<"$process/stat") || continue
  set -- \${stat##*) }
  id=\${process#/proc/} parent[$id]=$2 group_of[$id]=$3
  [[ $3 == "$foreground" || $3 == "$6" ]] && own+=("$id")
done 2>/dev/null

# The programs of sudo are in the foreground of a terminal that it makes for them.
is_of_foreground() {
  local id=$1
  while [[ \${group_of[$id]} != "$foreground" ]]; do
    [[ $foreground != "$group" ]] && id=\${parent[$id]:-0} && ((id > 1)) || return 1
  done
}

for id in "\${own[@]}"; do
  is_of_foreground "$id" || continue
  for task in /proc/"$id"/task/*; do
    { read -r call first _ <"$task/syscall"; } || continue
    case $call in
      "$read") ;;
      # The shell itself does this at its prompt.
      "$select" | "$pselect") [[ $foreground != "$group" ]] && ((first == 1)) && first=0 || continue ;;
      *) continue ;;
    esac
    [[ $(readlink "/proc/$id/fd/$((first))") == /dev/@(pts/*|tty|console) ]] && echo waits && exit
  done
done 2>/dev/null`;
