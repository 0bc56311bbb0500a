/** Finds variables of the shell that a document uses and never sets. The shell puts nothing in their place. */
import type { LeftOut, Note, Snippet } from '../page.ts';
import { variablesSet, variablesUsed } from './variables.ts';

/** Of a snippet, with `$`. */
export interface UnsetVariables {
  readonly snippet: Snippet;
  readonly names: readonly string[];
  /** The step that uses the first of them. */
  readonly position: Snippet['position'];
}

/**
 * @param snippets in the order of the document
 * @param leftOut a variable that a skipped block sets is not named: the block itself is reported already
 */
export function unsetVariables(
  snippets: readonly Snippet[],
  leftOut: readonly Pick<LeftOut, 'commands' | 'position'>[],
): readonly UnsetVariables[] {
  const skipped = leftOut.map(({ commands = [], position }) => ({ set: variablesSet(commands.join('\n')), position }));
  const known = new Set(OF_SHELLS);
  const found: UnsetVariables[] = [];
  for (const snippet of snippets) {
    const names = new Set<string>();
    let { position } = snippet;
    for (const step of snippet.steps) {
      if (step.kind !== 'command') continue;
      const before = skipped.filter((each) => each.position.line < step.position.line);
      for (const set of [...before.map((each) => each.set), variablesSet(step.text)]) {
        if (set === 'all') return found;
        for (const name of set) known.add(name);
      }
      const unset = [...variablesUsed(step.text)].filter((name) => !known.has(name));
      if (names.size === 0 && unset.length > 0) position = step.position;
      for (const name of unset) names.add(`$${name}`);
    }
    if (names.size > 0) found.push({ snippet, names: [...names], position });
  }
  return found;
}

/** Says of each variable where it is first used. */
export function unsetNotes(unset: readonly UnsetVariables[]): readonly Note[] {
  const noted = new Set<string>();
  return unset.flatMap(({ names, position }) => {
    const first = names.filter((name) => !noted.has(name));
    for (const name of first) noted.add(name);
    return first.map((name) => ({ position, message: messageOf(name) }));
  });
}

function messageOf(name: string): string {
  return `nothing before it sets ${name}, so the shell puts nothing in its place: set it in an earlier block, which a comment may hide`;
}

/** Those that the shell of a node has. A test asks bash for its own. */
// biome-ignore format: a list of words
const OF_SHELLS: readonly string[] = [
  'BASH', 'BASHOPTS', 'BASHPID', 'BASH_ALIASES', 'BASH_ARGC', 'BASH_ARGV', 'BASH_ARGV0', 'BASH_CMDS', 'BASH_COMMAND', 'BASH_EXECUTION_STRING', 'BASH_LINENO',
  'BASH_LOADABLES_PATH', 'BASH_MONOSECONDS', 'BASH_REMATCH', 'BASH_SOURCE', 'BASH_SUBSHELL', 'BASH_TRAPSIG', 'BASH_VERSINFO', 'BASH_VERSION',
  'COLUMNS', 'COMP_WORDBREAKS', 'DIRSTACK', 'EPOCHREALTIME', 'EPOCHSECONDS', 'EUID', 'FUNCNAME', 'GROUPS', 'HISTCMD', 'HISTFILE', 'HISTFILESIZE',
  'HISTSIZE', 'HOME', 'HOSTNAME', 'HOSTTYPE', 'IFS', 'LANG', 'LINENO', 'LINES', 'LOGNAME', 'MACHTYPE', 'MAILCHECK', 'OLDPWD', 'OPTARG', 'OPTERR',
  'OPTIND', 'OSTYPE', 'PATH', 'PIPESTATUS', 'PPID', 'PROMPT_COMMAND', 'PS0', 'PS1', 'PS2', 'PS4', 'PWD', 'RANDOM', 'REPLY', 'SECONDS', 'SHELL',
  'SHELLOPTS', 'SHLVL', 'SRANDOM', 'TERM', 'UID', 'USER', '_',
];
