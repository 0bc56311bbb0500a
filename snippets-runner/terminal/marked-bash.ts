/**
 * A bash that prints the marks of `marks.ts`, whatever a page does to its prompts, its outputs and its options.
 *
 * It sets itself up before its first prompt. From then on, a function runs before each prompt, as the second element of
 * `PROMPT_COMMAND`: a page that assigns to this variable sets the first. The function prints the mark of the end of a
 * command, and puts the marks back into prompts that the page has changed.
 */
import { shellQuoted } from '../base/shell-quote.ts';

/** Text that is pasted into a line editor, as terminals do it: no character of it is a key. */
export function pasted(text: string): string {
  return `\x1b[200~${text}\x1b[201~`;
}

/**
 * @param id of the session, hexadecimal
 * @param folder that it begins in, if that is still there; default: the home folder
 * @param previous the id of a shell that has ended, whose folder, variables and functions the new one gets
 */
export function markedBash(id: string, folder?: string, previous?: string): readonly string[] {
  const login = { USER: 'root', LOGNAME: 'root' };
  const setUpShell = setUp(id, folder, previous);
  const variables = { TERM: 'xterm-256color', LANG: 'C.UTF-8', HISTFILE: '', PROMPT_COMMAND: setUpShell };
  const environment = Object.entries({ ...login, ...variables }).map(([name, value]) => `${name}=${value}`);
  return ['env', '--chdir=/root', ...environment, 'bash', '--noprofile', '--norc', '-i'];
}

/** Removes the line that the shell prints about the function of the marks after `set -x`. */
export function withoutTrace(output: string, id: string): string {
  const lines = output.split('\n');
  return lines.at(-1)?.endsWith(` ${hook(id)}`) ? lines.slice(0, -1).join('\n') : output;
}

const hook = (id: string) => `__snippets_${id}`;
const stateFile = (id: string) => `/run/snippets-${id}`;

function setUp(id: string, folder: string | undefined, previous: string | undefined): string {
  const mark = (parameters: string) => `\\e]133;${parameters};aid=${id}\\a`;
  const ready = `\\[${mark('B')}\\]`;
  const more = `\\[${mark('B;k=s')}\\]`;
  return `
    unset PROMPT_COMMAND
    ${folder === undefined ? '' : `cd -- ${shellQuoted(folder)} 2>/dev/null; unset OLDPWD`}
    ${previous === undefined ? '' : `{ . ${stateFile(previous)}; cd "$PWD"; rm ${stateFile(previous)}; } 2>/dev/null`}
    unset PROMPT_COMMAND PS0 PS1 PS2
    PS1='$ ' PS2='> '
    PROMPT_COMMAND=('' ${hook(id)})
    ${hook(id)}() {
      { local exit=$? -; set +ux; } 2>/dev/null
      printf '${mark('D;%d')}${mark('A')}' "$exit" >/dev/tty
      PS0='${mark('C')}' PS1=\${PS1//'${ready}'}'${ready}' PS2=\${PS2//'${more}'}'${more}'
      [[ -t 2 ]] && return
      # Prompts go to standard error. The page has redirected it for good.
      PS0='$(printf "${mark('C')}" >/dev/tty)'
      printf '${mark('B')}' >/dev/tty
    }
    trap '{ declare -p; declare -f; } >${stateFile(id)}' EXIT
    bind 'set enable-bracketed-paste on' 'set enable-active-region off' 'set bell-style none'
    set +H
    ${hook(id)}`;
}
