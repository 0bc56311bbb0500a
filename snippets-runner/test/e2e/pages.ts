/** Small pages that really run. Their slugs begin with `e2e`, so they never equal a tutorial's slug. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentFolder, contentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { HOME } from './snippets.ts';

const LAB = 'lab:\n  images: [alpine]\n  leaves: [containers, networks]\n';

/** A page that makes two containers and a network, attaches to one container, and removes all three. */
export const BASIC = mdx(
  [
    '## Two containers\n',
    snippet('create', '$ docker network create pair', '$ docker run -dit --name one --network pair alpine ash'),
    snippet('attach exit=1', '$ docker attach one', '/ # echo $$', '/ # <Ctrl-P><Ctrl-Q>'),
    snippet('both', '$ docker run -d --init --name two alpine sleep 1000', '$ docker ps'),
    snippet('members', "$ docker network inspect pair --format '{{range .Containers}}{{.Name}} {{end}}'"),
    snippet('clean-up hidden', '$ docker rm --force one two', '$ docker network rm pair'),
  ].join('\n'),
  LAB,
);

export const BASIC_ZH = mdx(
  [
    '## 两个容器\n',
    ...['create', 'attach', 'both', 'members', 'clean-up'].map((id) => `<Snippet id="${id}" />\n`),
  ].join('\n'),
);

/** A page that saves a word of an output, and uses it in a command that does not print it. */
export const VALUES = mdx(snippet('say save=WORD:/(.+)/', '$ echo hello') + snippet('use', '$ test <WORD> = hello'));

/** A page whose second snippet does not end by itself. */
export const SLOW = mdx(snippet('hello', '$ echo hello') + snippet('wait timeout=10m', '$ sleep 600'));

/** Makes a content folder with the image recipes of the checkout. */
export function e2eFolder(files: Readonly<Record<string, string>>): ContentFolder {
  const folder = contentFolder(files);
  cpSync(join(HOME, 'content/images'), join(folder.content, 'images'), { recursive: true });
  return folder;
}
