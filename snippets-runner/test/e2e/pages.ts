/** Small pages that really run. Slugs are below `e2e`, so that what a run notes is not taken for a tutorial's. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentFolder, contentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { HOME } from './snippets.ts';

const LAB = 'lab:\n  images: [alpine]\n  leaves: [containers, networks]\n';

/** Two containers, one of them on a network and attached to; nothing is left of them. */
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

/** Its second snippet never ends by itself. */
export const SLOW = mdx(snippet('hello', '$ echo hello') + snippet('wait timeout=10m', '$ sleep 600'));

/** With the recipes of the checkout's images. */
export function e2eFolder(files: Readonly<Record<string, string>>): ContentFolder {
  const folder = contentFolder(files);
  cpSync(join(HOME, 'content/images'), join(folder.content, 'images'), { recursive: true });
  return folder;
}
