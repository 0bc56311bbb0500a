/**
 * Makes mutants of one command. Each has one change that the output of a tutorial should show. An equivalent mutant,
 * whose change no output can show, has a reason and is not run.
 */
import { meantHint } from '../../snippets-runner/base/nearest.ts';
import { SnippetsError } from '../../snippets-runner/model/error.ts';
import { placeholdersOf } from '../../snippets-runner/tutorial/snippet/placeholder.ts';
import { isWaiting, takesValue } from './options.ts';
import { replaced, type Word, without, wordsOf } from './words.ts';

// biome-ignore format: a list of words
const RULE_NAMES = [
  'driver', 'network', 'name', 'target', 'flag', 'value', 'argument', 'exit', 'order', 'removal', 'condition',
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** @throws SnippetsError `option-invalid` if there is no such rule: then no mutant would be made, and none survive */
export function ruleNamed(name: string): RuleName {
  const rule = RULE_NAMES.find((each) => each === name);
  if (rule) return rule;
  throw new SnippetsError('option-invalid', `there is no rule "${name}"`, meantHint('rules', name, RULE_NAMES));
}

export interface Change {
  readonly rule: RuleName;
  readonly text: string;
  /** Why no output can show the change; undefined for a change that must be detected. */
  readonly equivalent?: string | undefined;
}

/** Names in a page's commands. A change replaces a name by another of them. */
export interface Names {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly placeholders: readonly string[];
  /** Containers to which a command attaches. */
  readonly attached: ReadonlySet<string>;
  /** The command that started each container, without its name. Two containers of the same command are twins. */
  readonly origins: ReadonlyMap<string, string>;
}

export function namesIn(commands: readonly string[]): Names {
  const words = commands.map((command) => wordsOf(command).map(({ text }) => text));
  const created = words.filter((line) => line.join(' ').startsWith('docker network create'));
  return {
    containers: unique(words.flatMap((line) => valuesOf(line, ['--name']))),
    networks: unique([...created.flatMap((line) => line.at(-1) ?? []), 'bridge', 'none']),
    placeholders: unique(commands.flatMap(placeholdersOf)),
    origins: new Map(commands.flatMap(originOf)),
    attached: new Set(words.filter((line) => line[1] === 'attach').flatMap((line) => line.at(-1) ?? [])),
  };
}

function originOf(command: string): [string, string][] {
  const named = optionValues(wordsOf(command), ['--name'])[0];
  return named ? [[named.value.text, replaced(command, named.value, '')]] : [];
}

/** @param endsStep whether the command has ended when its step ends */
export function changesOf(command: string, known: Names, endsStep: boolean): readonly Change[] {
  const words = wordsOf(command);
  return [
    ...drivers(command, words),
    ...networks(command, words, known),
    ...names(command, words),
    ...targets(command, words, known),
    ...flags(command, words, known),
    ...values(command, words),
    ...(endsStep && !command.includes('\n') ? [{ rule: 'exit' as const, text: `${command}; (exit 9)` }] : []),
  ].filter(({ text }) => text !== command);
}

/** Changes a word that the command gives to its program: the last one that is neither an option nor a path. */
export function argumentChanges(command: string): readonly Change[] {
  const words = wordsOf(command);
  const first = words[0]?.text === 'docker' ? commandStart(words) + 1 : 1;
  const word = words.slice(first).findLast(({ text }) => /^['"]?[\p{L}\p{N}][\p{L}\p{N}_ ]*['"]?$/u.test(text));
  if (!word) return [];
  const text = word.text.replace(/[\p{L}\p{N}](?=['"]?$)/u, (last) => (last === 'x' ? 'y' : 'x'));
  return [{ rule: 'argument', text: replaced(command, word, text) }];
}

const OTHER_DRIVER: Readonly<Record<string, string>> = {
  bridge: 'macvlan',
  ipvlan: 'bridge',
  macvlan: 'bridge',
  overlay: 'bridge',
};

function drivers(command: string, words: readonly Word[]): Change[] {
  if (!/^docker network create\b/u.test(command)) return [];
  return optionValues(words, ['--driver', '-d']).flatMap(({ value, prefix }) => {
    const other = OTHER_DRIVER[value.text.slice(prefix.length)];
    return other ? [{ rule: 'driver' as const, text: replaced(command, value, prefix + other) }] : [];
  });
}

function networks(command: string, words: readonly Word[], { networks: known }: Names): Change[] {
  const named = optionValues(words, ['--network', '--net']);
  const verb = /^docker network (?:connect|disconnect|inspect|rm)\b/u.test(command);
  const operands = verb ? words.slice(3).filter(({ text }) => known.includes(text)) : [];
  return [...named, ...operands.map((value) => ({ value, prefix: '' }))].flatMap(({ value, prefix }) => {
    const other = known.find((name) => name !== value.text.slice(prefix.length));
    return other ? [{ rule: 'network' as const, text: replaced(command, value, prefix + other) }] : [];
  });
}

function names(command: string, words: readonly Word[]): Change[] {
  return optionValues(words, ['--name', '--network-alias', '--alias']).map(({ value, prefix }) => ({
    rule: 'name',
    text: replaced(command, value, `${prefix}${value.text.slice(prefix.length)}x`),
  }));
}

function targets(command: string, words: readonly Word[], { containers, placeholders, origins }: Names): Change[] {
  const changes: Change[] = [];
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]?.text;
    if (index === 0 || before === '--name') continue;
    const named = words.map(({ text }) => text);
    const container = containers.includes(word.text)
      ? containers.find((name) => name !== word.text && !named.includes(name))
      : undefined;
    if (container) {
      const equivalent = isTwinAsClient(words, index, container, origins) ? TWIN : undefined;
      changes.push({ rule: 'target', text: replaced(command, word, container), equivalent });
    }
    const name = placeholdersOf(word.text)[0];
    const other = name && placeholders.find((placeholder) => placeholder !== name);
    if (other) changes.push({ rule: 'target', text: replaced(command, word, word.text.replace(name, other)) });
  }
  return changes;
}

const TWIN = 'the other container is started by the same command, and sees the same as a client';
const CLIENTS = new Set(['grep', 'nc', 'nslookup', 'ping', 'wget']);

/** Returns whether the change runs a client in a twin of its container. */
function isTwinAsClient(words: readonly Word[], index: number, other: string, origins: Names['origins']): boolean {
  if (words[1]?.text !== 'exec' || index !== commandStart(words)) return false;
  const own = origins.get(words[index]?.text ?? '');
  return own !== undefined && own === origins.get(other) && CLIENTS.has(words[index + 1]?.text ?? '');
}

/** Options that other rules change. Without them, the page would be about something else. */
const CHANGED_ELSEWHERE = new Set(['--name', '--network', '--net', '--driver']);
const WAITING = 'it changes only how long the command waits';

function flags(command: string, words: readonly Word[], known: Names): Change[] {
  const end = commandStart(words);
  return words.slice(0, end).flatMap((word, index): Change[] => {
    const [flag = ''] = word.text.split('=');
    if (!/^--?[a-zA-Z]/u.test(flag) || index === 0) return [];
    if (isCluster(word.text, words)) return clusterFlags(command, word, words, known);
    if (CHANGED_ELSEWHERE.has(flag) || (flag === '-d' && takesDriver(words)))
      return defaultDriver(command, words, index);
    const last = takesValue(words, index) ? (words[index + 1] ?? word) : word;
    const equivalent = isWaiting(words, index) ? WAITING : reasonWithoutFlag(command, word.text);
    return [{ rule: 'flag', text: without(command, word, last), equivalent }];
  });
}

/** Returns why no output shows that an option is missing. */
function reasonWithoutFlag(command: string, flag: string): string | undefined {
  if (flag === '-sS' && /^curl /u.test(command) && !/ -o |[|>]/u.test(command))
    return 'curl shows its progress only if its output goes elsewhere';
  if (flag === '-t' && /^docker exec -t \S+ ping /u.test(command))
    return 'without a terminal, the order of two streams is left to chance';
  return undefined;
}

function defaultDriver(command: string, words: readonly Word[], index: number): Change[] {
  const [flag, value] = [words[index], words[index + 1]];
  if (!flag || value?.text !== 'bridge' || !takesDriver(words)) return [];
  return [{ rule: 'flag', text: without(command, flag, value), equivalent: 'bridge is also the default driver' }];
}

/** Removes each letter of flags in one word, such as `-dit`. */
function clusterFlags(command: string, word: Word, words: readonly Word[], { attached }: Names): Change[] {
  const letters = [...word.text.slice(1)];
  const name = valuesOf(
    words.map(({ text }) => text),
    ['--name'],
  )[0];
  return letters.map((letter) => {
    const rest = letters.filter((other) => other !== letter).join('');
    const keepsShell = 'it'.includes(letter) && letters.includes('d') && !(name && attached.has(name));
    return {
      rule: 'flag',
      text: rest === '' ? without(command, word) : replaced(command, word, `-${rest}`),
      equivalent: keepsShell
        ? 'nothing attaches to it, and either -i or -t keeps its shell running'
        : reasonWithoutFlag(command, word.text),
    };
  });
}

function values(command: string, words: readonly Word[]): Change[] {
  const counted = ['-c', '--replicas', ...(isUnpublished(words) ? [] : ['-p', '--publish'])];
  const numbers = optionValues(words, counted).flatMap(({ value, prefix }) => {
    // Not a number: the commands of `sh -c`.
    if (/^['"]/u.test(value.text)) return [];
    const text = value.text.slice(prefix.length).replace(/\d+/u, (digits) => String(Number(digits) + 1));
    return replaced(command, value, prefix + text);
  });
  const addresses = optionValues(words, ['--subnet', '--gateway', '--ip', '--ip-range']).map(({ value, prefix }) => {
    const text = value.text
      .slice(prefix.length)
      .replace(/^(\d+\.)(\d+)/u, (_, first, second) => `${first}${(Number(second) + 1) % 256}`);
    return replaced(command, value, prefix + text);
  });
  return [...numbers, ...addresses].map((text) => ({ rule: 'value', text }));
}

/** Returns whether Docker discards published ports, so that no output shows them. */
function isUnpublished(words: readonly Word[]): boolean {
  return optionValues(words, ['--network']).some(({ value, prefix }) =>
    ['host', 'none'].includes(value.text.slice(prefix.length)),
  );
}

interface OptionValue {
  readonly value: Word;
  /** Part of the word before the value, such as `--driver=`; empty if the value is a word of its own. */
  readonly prefix: string;
}

function optionValues(words: readonly Word[], options: readonly string[]): readonly OptionValue[] {
  return words.flatMap((word, index) => {
    const joined = options.find((option) => word.text.startsWith(`${option}=`));
    if (joined) return [{ value: word, prefix: `${joined}=` }];
    const next = words[index + 1];
    return options.includes(word.text) && next ? [{ value: next, prefix: '' }] : [];
  });
}

function valuesOf(line: readonly string[], options: readonly string[]): readonly string[] {
  return optionValues(wordsOf(line.join(' ')), options).map(({ value, prefix }) => value.text.slice(prefix.length));
}

/** Returns the index of the first word that is not an option of `docker run` or `docker exec`. */
function commandStart(words: readonly Word[]): number {
  if (words[0]?.text !== 'docker' || !['run', 'exec'].includes(words[1]?.text ?? '')) return words.length;
  let index = 2;
  while (words[index]?.text.startsWith('-')) {
    index += takesValue(words, index) ? 2 : 1;
  }
  return index;
}

function isCluster(text: string, words: readonly Word[]): boolean {
  return words[0]?.text === 'docker' && ['run', 'exec'].includes(words[1]?.text ?? '') && /^-[dit]+$/u.test(text);
}

function takesDriver(words: readonly Word[]): boolean {
  return words[1]?.text === 'network' && words[2]?.text === 'create';
}

function unique(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}
