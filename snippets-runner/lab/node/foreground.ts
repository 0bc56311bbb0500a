/**
 * Scripts about the programs in the foreground of a terminal, which are those that get its keys. They run on the node, and
 * find the terminal by a text that is in the environment of its shell.
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

/** Sets `group` to the process group of the shell, and `foreground` to that of the programs. */
const FOREGROUND = `
environ=$(grep -la -- "$1" /proc/[0-9]*/environ 2>/dev/null | head -n 1)
stat=$(<"\${environ%environ}stat") || exit
set -- \${stat##*) }
group=$3 foreground=$6`;

const PRINT_WAITS = `
case $(uname -m) in
  x86_64) read=0 select=23 pselect=270 ;;
  aarch64 | riscv64) read=63 select=72 pselect=72 ;;
  *) exit ;;
esac
for process in /proc/[0-9]*; do
  stat=$(<"$process/stat") || continue
  set -- \${stat##*) }
  [[ $3 == "$foreground" ]] || continue
  for task in "$process"/task/*; do
    { read -r call first _ <"$task/syscall"; } || continue
    case $call in
      "$read") ;;
      # The shell itself does this at its prompt.
      "$select" | "$pselect") [[ $foreground != "$group" ]] && ((first == 1)) && first=0 || continue ;;
      *) continue ;;
    esac
    [[ $(readlink "$process/fd/$((first))") == /dev/@(pts/*|tty|console) ]] && echo waits && exit
  done
done 2>/dev/null`;
