/** A content folder for a test, and the context of a command that works on it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandContext } from '../../commands/command.ts';
import { createStyle } from '../../report/style.ts';

export interface ContentFolder extends Disposable {
  /** Takes the place of the checkout. Has `content` and `.cache`. */
  readonly home: string;
  readonly content: string;
  /** Paths below `content`. */
  write(files: Readonly<Record<string, string>>): void;
}

export function contentFolder(files: Readonly<Record<string, string>> = {}): ContentFolder {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'content-')));
  const content = join(home, 'content');
  const write: ContentFolder['write'] = (given) => {
    for (const [name, text] of Object.entries(given)) {
      const path = join(content, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  };
  mkdirSync(content);
  write(files);
  return { home, content, write, [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }) };
}

export interface Said {
  readonly printed: string[];
  readonly told: string[];
}

/** Returns a context like that of the command line, in `home`, with an address where no daemon is. */
export function contextFor({ home, content }: ContentFolder, said: Said = { printed: [], told: [] }): CommandContext {
  return {
    home,
    contentFolder: content,
    cwd: home,
    engines: [],
    env: { DOCKER_HOST: `unix://${home}/no-daemon.sock` },
    io: {
      print: (text) => said.printed.push(text),
      printExact: (text) => said.printed.push(text),
      printCommands: (text) => said.printed.push(text),
      tell: (text) => said.told.push(text),
      shown: (text) => text,
      style: createStyle(false),
      verbosity: 'normal',
      live: false,
    },
    signal: new AbortController().signal,
    holdSignals: () => undefined,
  };
}

export function mdx(body: string, front = ''): string {
  return `---\ntitle: A page\ndescription: A page for a test.\n${front}---\n\n${body}`;
}

export function snippet(meta: string, ...lines: string[]): string {
  return [`\`\`\`console snippet=${meta}`, ...lines, '```', ''].join('\n');
}

/** Returns an element of a page around blocks. @param tag its name, and its attributes */
export function element(tag: string, ...body: string[]): string {
  return `<${tag}>\n\n${body.join('\n')}\n</${tag.split(' ')[0]}>\n`;
}

/** Returns a section with an exercise. @param texts its story and its task */
export function exercise(id: string, title: string, texts: string, ...parts: string[]): string {
  return `## ${title}\n\n${element(`Exercise id="${id}"`, texts, '', ...parts)}`;
}
