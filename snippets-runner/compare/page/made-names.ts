/** Finds the names of what commands make: networks, containers, images, files, variables. */
import { imageUse } from '../../tutorial/docker-commands.ts';
import { shortName } from '../../tutorial/markdown/images.ts';
import { variablesSet } from '../../tutorial/markdown/variables.ts';

/** Each with the name in its group. They are tried on one line at a time: some need the square of its length. */
const MAKING: readonly RegExp[] = [
  /\s--name[= ]["']?([\w][\w.-]*)/gu,
  /\b(?:network|volume|context|buildx|machine)\s+create\b[^|;&\n]*\s([\w][\w.-]*)\s*(?=$|[|;&\n])/gu,
  /\b(?:secret|config)\s+create\s+(?:-\S+\s+)*([\w][\w.-]*)/gu,
  /\bstack\s+(?:deploy|up)\b[^|;&\n]*\s([\w][\w-]*)\s*(?=$|[|;&\n])/gu,
  /\b(swarm)\s+(?:init|join)\b/gu,
  /\b(?:mkdir|touch|useradd|adduser)\s+(?:-\S+\s+)*["']?([\w./~-]+)/gu,
  /\b(?:git\s+clone|wget)\s[^|;&\n]*\/([\w][\w.-]*?)(?:\.git)?\/?\s*(?=$|[|;&\n])/gu,
  /(?:>|\btee\s(?:-a\s)?|\s-o\s)\s*["']?([\w./~-]*[\w-])/gu,
  /(?:^|[;&|]\s*)(?:sudo\s+)?(?:cp|mv|ln|scp)\s[^|;&\n]*\s["']?([\w./~-]+)["']?\s*(?=$|[|;&\n])/gmu,
  /\b(?:install|add)\s+(?:-\S+\s+)*([\w][\w.+-]*(?:[ \t]+[\w][\w.+-]*)*)/gu,
  /\bip\s+(?:netns|link)\s+add\s+(?:dev\s+|link\s+\S+\s+)?(?:name\s+)?([\w][\w.-]*)/gu,
];

const PULLING = /\bdocker\s(?:image\s)?pull\s+(?:-\S+\s+)*([\w][\w./:@-]*)/gu;

/** In characters. A longer line is not judged. */
const LONGEST = 1_000;

/** Before the name of an image: a container, say, may have the same name. */
export const IMAGE = 'image ';

/**
 * Returns the names of what commands make or pull. Of a path, the last part. Those of variables begin with `$`. Those of
 * images are as `imageNamed` returns them.
 */
export function namesMadeBy(commands: readonly string[]): ReadonlySet<string> {
  const lines = commands.join('\n').replace(/\\\n/gu, ' ').split('\n');
  const found = lines
    .filter(({ length }) => length <= LONGEST)
    .flatMap((line) => MAKING.flatMap((pattern) => Array.from(line.matchAll(pattern), ([, names = '']) => names)));
  const names = found.flatMap((each) => each.split(/\s+/u).flatMap((name) => name.split('/').at(-1) || []));
  return new Set([...names, ...commands.flatMap(variablesOf), ...imagesMadeBy(commands).map(imageNamed)]);
}

function imagesMadeBy(commands: readonly string[]): readonly string[] {
  const pulled = Array.from(commands.join('\n').matchAll(PULLING), ([, name = '']) => name);
  return [...pulled, ...commands.flatMap((command) => imageUse(command).made)];
}

/** Returns the name of an image among others: without its tag, and without what Docker adds to it. */
export function imageNamed(reference: string): string {
  return IMAGE + shortName(reference).replace(/[:@][^/]*$/u, '');
}

/** Returns a name as a person reads it. */
export function readableName(name: string): string {
  return name.startsWith(IMAGE) ? name.slice(IMAGE.length) : name;
}

function variablesOf(command: string): readonly string[] {
  const set = variablesSet(command);
  return set === 'all' ? [] : [...set].map((name) => `$${name}`);
}
