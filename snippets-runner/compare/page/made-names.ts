/** Finds the names of what commands make: networks, containers, images, files, variables. */
import { imageUse } from '../../tutorial/docker-commands.ts';
import { variablesSet } from '../../tutorial/markdown/variables.ts';

/** Each with the name in its group. */
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

/** Returns the names of what commands make. Of a path, the last part. Those of variables begin with `$`. */
export function namesMadeBy(commands: readonly string[]): ReadonlySet<string> {
  const text = commands.join('\n').replace(/\\\n/gu, ' ');
  const found = MAKING.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, names = '']) => names));
  const names = found.flatMap((each) => each.split(/\s+/u).flatMap((name) => name.split('/').at(-1) || []));
  return new Set([...names, ...commands.flatMap(variablesOf)]);
}

/** Returns the names of the images that commands make or pull, without tags. */
export function imagesMadeBy(commands: readonly string[]): ReadonlySet<string> {
  const pulled = Array.from(commands.join('\n').matchAll(PULLING), ([, name = '']) => name);
  const made = commands.flatMap((command) => imageUse(command).made);
  return new Set([...pulled, ...made].map(imageName));
}

/** Returns the name of an image without its tag, and without what Docker adds to it. */
export function imageName(reference: string): string {
  return reference
    .replace(/^docker\.io\//u, '')
    .replace(/^library\//u, '')
    .replace(/@.*$/u, '')
    .replace(/:[^/]*$/u, '');
}

function variablesOf(command: string): readonly string[] {
  const set = variablesSet(command);
  return set === 'all' ? [] : [...set].map((name) => `$${name}`);
}
