/**
 * Reads a command that tries whether one place of the network reaches another: `ping`, `wget`, `curl` or `nc`, on a node,
 * in a container (`docker exec`), or in a new container (`docker run`).
 *
 * What it does not know, it does not read: a script (`sh -c`), several commands in a line, a listening `nc`, a command in
 * the background. The exit code of these does not say whether the target was reached.
 */
import { argumentsOf, type OptionList } from './options.ts';

export interface TypedTry {
  readonly from: Origin;
  readonly program: Program;
  /** The name or the address, as typed. */
  readonly target: string;
  /** Whether the exit code is that of `grep`, which has read what the program has printed. */
  readonly isSearched: boolean;
}

export type Origin =
  | { readonly kind: 'node' }
  | { readonly kind: 'container'; readonly name: string }
  /** The container that `docker ps --filter name=…` lists, first or alone. */
  | { readonly kind: 'listed'; readonly filter: string }
  | { readonly kind: 'new container'; readonly network: string };

export type Program = keyof typeof PROGRAMS;

/** Options that each program has in Debian, Alpine or BusyBox. */
const PROGRAMS = {
  ping: { flags: ['4', '6', 'q', 'n'], valued: ['c', 'W', 'w', 'i', 's', 'I', 't', 'M'] },
  wget: { flags: ['q', 'S', 'spider'], valued: ['O', 'T', 't', 'U'] },
  curl: {
    flags: ['s', 'S', 'f', 'v', 'I', 'k', 'L', '4', '6', 'silent', 'show-error', 'fail', 'head'],
    valued: ['m', 'o', 'w', 'max-time', 'connect-timeout'],
  },
  nc: { flags: ['z', 'v', 'n', 'N', '4', '6'], valued: ['w'] },
} satisfies Record<string, OptionList>;

const EXEC: OptionList = {
  flags: ['i', 't', 'interactive', 'tty', 'privileged'],
  valued: ['u', 'e', 'w', 'user', 'env', 'workdir'],
};

const RUN: OptionList = {
  flags: ['i', 't', 'rm', 'interactive', 'tty'],
  valued: ['network', 'net', 'name', 'ip', 'e', 'env', 'h', 'hostname'],
};

/** `$(docker ps --quiet --filter name=web | head -n 1)` */
const LISTED = /\$\(docker ps (?:-q|--quiet) (?:-f|--filter) name=([\w.-]+)(?: \| head -n 1)?\)/gu;
/** Stands for such a command. No name of a container begins with it. */
const LISTED_SIGN = '=';
/** What makes a line more than one simple command. */
const SHELL_SYNTAX = /[;&|<>`$(){}"'\\*?~#!\n]/u;

/** Returns whether an exit code is that of Docker or of the shell, for a program that they could not start. */
export function isNotStarted(exit: number): boolean {
  return exit >= 125 && exit <= 127;
}

/**
 * Returns undefined if the command tries nothing, or is not understood.
 * @param command with the values of its placeholders
 */
export function typedTry(command: string): TypedTry | undefined {
  const line = command.replace(/\s*\\\n\s*/gu, ' ').replace(LISTED, `${LISTED_SIGN}$1`);
  const searched = /^(.*\S)\s*\|\s*grep\s+[\w.-]+\s*$/u.exec(line)?.[1];
  const simple = (searched ?? line).trim();
  if (SHELL_SYNTAX.test(simple)) return undefined;
  const placed = originOf(simple.split(/\s+/u));
  const target = placed && targetOf(placed.words);
  return placed && target && { from: placed.from, ...target, isSearched: searched !== undefined };
}

interface Placed {
  readonly from: Origin;
  /** The command that runs there. */
  readonly words: readonly string[];
}

function originOf(words: readonly string[]): Placed | undefined {
  const [first, second, ...rest] = words;
  if (first !== 'docker') return { from: { kind: 'node' }, words };
  if (second === 'exec') {
    const [container, ...own] = argumentsOf(rest, EXEC, true)?.operands ?? [];
    return container === undefined ? undefined : { from: containerNamed(container), words: own };
  }
  if (second !== 'run') return undefined;
  const given = argumentsOf(rest, RUN, true);
  return given && { from: newContainer(given.values), words: given.operands.slice(1) };
}

function containerNamed(text: string): Origin {
  if (text.startsWith(LISTED_SIGN)) return { kind: 'listed', filter: text.slice(LISTED_SIGN.length) };
  return { kind: 'container', name: text };
}

/** A container that uses the network of another one, or of its node, is in that one's place. */
function newContainer(values: ReadonlyMap<string, string>): Origin {
  const network = values.get('network') ?? values.get('net') ?? 'bridge';
  const owner = /^container:(.+)$/u.exec(network)?.[1];
  if (owner !== undefined) return containerNamed(owner);
  return network === 'host' ? { kind: 'node' } : { kind: 'new container', network };
}

function targetOf([program = '', ...words]: readonly string[]): Pick<TypedTry, 'program' | 'target'> | undefined {
  if (!isProgram(program)) return undefined;
  const operands = argumentsOf(words, PROGRAMS[program])?.operands ?? [];
  const [first = ''] = operands;
  const isWhole = operands.length === (program === 'nc' ? 2 : 1);
  const target = program === 'wget' || program === 'curl' ? hostOfUrl(first) : first;
  return isWhole && target !== undefined && target !== '' ? { program, target } : undefined;
}

function isProgram(word: string): word is Program {
  return Object.hasOwn(PROGRAMS, word);
}

function hostOfUrl(url: string): string | undefined {
  const [, bracketed, plain] = /^(?:https?:\/\/)?(?:\[([0-9a-f:]+)\]|([^/:[\]]+))(?::\d+)?(?:\/.*)?$/iu.exec(url) ?? [];
  return bracketed ?? plain;
}
