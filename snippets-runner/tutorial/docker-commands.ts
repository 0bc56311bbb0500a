/** Reads what a line of a shell says to Docker: its simple commands, and the images that they use or make. */
import { IMAGE_REFERENCE } from './names.ts';
import type { Position, Snippet } from './page.ts';
import { withoutHereDocuments } from './snippet/shell-lines.ts';

export interface SimpleCommand {
  /** With single blanks, and no `sudo` before it. */
  readonly text: string;
  /** False before `&`: the shell does not wait for the command. False before `| head`, too, which ends the command. */
  readonly isAwaited: boolean;
}

/** Splits the lines of a command into simple commands. It knows no quotes, so a part of a text may be among them. */
export function simpleCommands(lines: string): readonly SimpleCommand[] {
  const parts = lines.replace(/\\\n/gu, ' ').split(/(\|\||&&|[|;&\n])/u);
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return [];
    const next = parts[index + 1];
    const isAwaited = next !== '&' && !(next === '|' && /^\s*head\b/u.test(parts[index + 2] ?? ''));
    const text = part
      .trim()
      .replace(/\s+/gu, ' ')
      .replace(/^sudo (?:-\S+ )*/u, '')
      .replace(/^docker-compose /u, 'docker compose ')
      .replace(/^docker (?:(?:--context|--host|-H|-c)[ =]\S+ )+/u, 'docker ');
    return [{ text, isAwaited }];
  });
}

/** A simple command of a snippet, and the place of the step that it is in. */
export interface PlacedCommand {
  readonly text: string;
  readonly position: Position;
}

/** Returns the simple commands that snippets type into the node's shell. Here-documents contain none. */
export function typedCommands(snippets: readonly Snippet[]): readonly PlacedCommand[] {
  return snippets
    .flatMap(({ steps }) => steps)
    .filter(({ kind }) => kind === 'command')
    .flatMap(({ text, position }) =>
      simpleCommands(withoutHereDocuments(text)).map((simple) => ({ text: simple.text, position })),
    );
}

/** `docker run`, and the commands with the same arguments. */
export interface ContainerStart {
  readonly kind: 'run' | 'create' | 'service';
  /** With their values, as typed. */
  readonly options: readonly string[];
  readonly image: string | undefined;
  /** What runs in the container in place of the image's own command. */
  readonly command: readonly string[];
}

/** Those of `docker run`, `docker create` and `docker service create` that have no value. */
const FLAGS = new Set([
  ...[
    'detach',
    'disable-content-trust',
    'init',
    'interactive',
    'no-healthcheck',
    'no-resolve-image',
    'oom-kill-disable',
  ],
  ...[
    'privileged',
    'publish-all',
    'quiet',
    'read-only',
    'rm',
    'sig-proxy',
    'tty',
    'use-api-socket',
    'with-registry-auth',
  ],
]);
const SHORT_FLAGS = /^-[dtiPq]+$/u;

/** @param text a simple command. Undefined if it starts no container of an image. */
export function containerStart(text: string): ContainerStart | undefined {
  const [start, service, verb] = /^docker (?:(service) |container )?(run|create) /u.exec(text) ?? [];
  if (start === undefined || (service && verb === 'run')) return undefined;
  const { options, name, command } = wordsOf(text.slice(start.length));
  const kind = service ? 'service' : verb === 'run' ? 'run' : 'create';
  return { kind, options, image: name, command };
}

/** @param text a simple command. Undefined if it starts nothing in a running container, or does not wait for that. */
export function commandInContainer(text: string): string | undefined {
  const [start] = /^docker (?:container )?exec /u.exec(text) ?? [];
  if (start === undefined) return undefined;
  const { options, command } = wordsOf(text.slice(start.length));
  return options.some((word) => DETACHES.test(word)) ? undefined : command.join(' ');
}

/** Splits `OPTIONS NAME COMMAND`, where the name is that of an image or a container. */
function wordsOf(text: string): { options: readonly string[]; name: string | undefined; command: readonly string[] } {
  const words = text.match(WORD) ?? [];
  let at = 0;
  while (words[at]?.startsWith('-')) at += hasOwnWord(words[at] ?? '') ? 2 : 1;
  return { options: words.slice(0, at), name: words[at], command: words.slice(at + 1) };
}

/** A word of a shell, with the quotes that it has. A quote that is not closed is a letter. */
const WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|\S)+/gu;

/** Matches an option, alone or among others, with which `docker` does not wait for what it starts. */
export const DETACHES = /^-(?:\w*d\w*|-detach)$/u;

/** Returns whether the value of an option is the next word. */
function hasOwnWord(option: string): boolean {
  if (option.includes('=') || SHORT_FLAGS.test(option)) return false;
  // "-p80:80", "-eNAME": the value follows the letter.
  if (/^-\w/u.test(option)) return /^-[dtiPq]*\w$/u.test(option);
  return !FLAGS.has(option.slice(2));
}

export interface ImageUse {
  /** Images that the command needs, as typed. */
  readonly used: readonly string[];
  /** Names that it gives to images. */
  readonly made: readonly string[];
}

/** @param lines of a command, with its here-documents, which may be a Dockerfile or a Compose file */
export function imageUse(lines: string): ImageUse {
  const uses = simpleCommands(lines).map(({ text }) => useOf(text));
  const written = imagesInFile(lines);
  return {
    used: [...uses.flatMap(({ used }) => used), ...written.used].filter(isReference),
    made: [...uses.flatMap(({ made }) => made), ...written.made],
  };
}

/** Returns the images that a Dockerfile or a Compose file names. */
export function imagesInFile(text: string): ImageUse {
  const named = text.matchAll(
    /^[ \t]*(?:FROM[ \t]+(?:--\S+[ \t]+)*|image:[ \t]+)["']?([^\s"']+)["']?(?:[ \t]+AS[ \t]+(\S+))?/gimu,
  );
  const stages = Array.from(named, ([, image = '', stage]) => ({ image, stage }));
  return {
    used: stages.map(({ image }) => image).filter((image) => isReference(image) && image !== 'scratch'),
    made: stages.flatMap(({ stage }) => stage ?? []),
  };
}

function useOf(text: string): ImageUse {
  const image =
    containerStart(text)?.image ?? /^docker (?:image )?(?:pull|save|history) (?:-\S+ )*(\S+)/u.exec(text)?.[1];
  if (image !== undefined) return { used: [image], made: [] };
  const [, source, target] = /^docker (?:image )?tag (\S+) (\S+)/u.exec(text) ?? [];
  if (source !== undefined && target !== undefined) return { used: [source], made: [target] };
  if (/^docker (?:(?:buildx|builder|image) )?build\b/u.test(text)) {
    return { used: [], made: Array.from(text.matchAll(/ (?:-t|--tag)[ =]?(\S+)/gu), ([, name = '']) => name) };
  }
  if (/^docker (?:container |image )?(?:commit|import) /u.test(text))
    return { used: [], made: [text.split(' ').at(-1) ?? ''] };
  return { used: [], made: [] };
}

function isReference(word: string): boolean {
  return IMAGE_REFERENCE.test(word);
}

/** Returns whether a name is that of an image in a registry, and no typing mistake in the name of an image of labs. */
export function isExactReference(name: string): boolean {
  return /[:/@]/u.test(name) && isReference(name);
}

/** Returns whether a name has a digest, such as `alpine@sha256:…`. */
export function hasDigest(reference: string): boolean {
  return reference.includes('@');
}

/** An image's name with its tag: without one, Docker takes `latest`. A digest stays alone. */
export function withTag(reference: string): string {
  return /[:@][^/]*$/u.test(reference) ? reference : `${reference}:latest`;
}
