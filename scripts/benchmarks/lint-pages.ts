/**
 * Writes a content folder of any size, without mistakes. Each English page has ten snippets, prose, links, captured
 * values, and a Chinese translation. Each capture has outputs and networks.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { writeCapture } from '../../snippets-runner/tutorial/capture/write.ts';
import { markTranslated } from '../../snippets-runner/tutorial/page/mark-translated.ts';
import { parsePage } from '../../snippets-runner/tutorial/page/parse-page.ts';
import type { ParsedPage } from '../../snippets-runner/tutorial/parsed-page.ts';
import { snippetHash } from '../../snippets-runner/tutorial/snippet/snippet-hash.ts';
import { HOME, IMAGES_FOLDER } from './bench-engine.ts';

const SNIPPETS = 10;

/** @param pages an even number; half of the pages are English, half Chinese */
export function writePages(contentFolder: string, pages: number): void {
  mkdirSync(contentFolder, { recursive: true });
  cpSync(IMAGES_FOLDER, join(contentFolder, 'images'), { recursive: true });
  // Lint looks for its words in each Chinese page. `see` is removed, because the pages that it names do not exist.
  const glossary = readFileSync(join(HOME, 'content/glossary.yaml'), 'utf8').replace(/^ +see: .*\n/gmu, '');
  write(join(contentFolder, 'glossary.yaml'), glossary);
  const count = pages / 2;
  for (let index = 0; index < count; index++) {
    const slug = slugOf(index);
    const source = english(index, count);
    const page = parsed(source, slug);
    write(join(contentFolder, 'en', `${slug}.mdx`), source);
    const hashes = page.sections.map(({ proseHash }) => proseHash);
    const translation = chinese(index, count);
    write(join(contentFolder, 'zh-cn', `${slug}.mdx`), markTranslated(translation, hashes) ?? translation);
    writeCapture(join(contentFolder, 'captures'), captureOf(page));
  }
}

function slugOf(index: number): string {
  return `part-${Math.floor(index / 50)}/page-${index}`;
}

/** Returns the link from a page to the next one. */
function linkToNext(index: number, count: number): string {
  return `../${slugOf((index + 1) % count)}.mdx`;
}

function english(index: number, count: number): string {
  return page([
    `title: Networks of part ${index}`,
    'description: What each of these networks is for, and how to see who is on it.',
    `order: ${index + 1}`,
    'lab:',
    '  images: [alpine]',
  ])(
    `A network says who may talk to whom. [The next page](${linkToNext(index, count)}) goes on from here.`,
    (snippet) => [
      `## Step ${snippet}`,
      'Create a network, then ask Docker which networks there are now. Look at the names in the last column.',
      `\`\`\`console snippet=step-${snippet}\n$ docker network create --driver bridge net-${index}-${snippet}\n$ docker network ls\n\`\`\``,
      `The new one is a **bridge**: it has the driver <Captured of="step-${snippet}" step={2} match="net-\\d+-\\d+ +(\\S+)" />, like the one that was there before.`,
      '- Containers on it reach each other by name.\n- Others do not reach them at all.',
    ],
  );
}

function chinese(index: number, count: number): string {
  return page([
    `title: 第 ${index} 部分的网络`,
    'description: 这些网络各有什么用，怎样看出谁在上面。',
    `order: ${index + 1}`,
  ])(`网络决定谁能和谁通信。[下一页](${linkToNext(index, count)})从这里接着讲。`, (snippet) => [
    `## 第 ${snippet} 步`,
    '创建一个网络，再问 Docker 现在有哪些网络。看最后一列里的名称。',
    `<Snippet id="step-${snippet}" />`,
    `新的这个是**网桥**，驱动是 <Captured of="step-${snippet}" step={2} match="net-\\d+-\\d+ +(\\S+)" />，和原来就有的一样。`,
    '- 上面的容器能按名称互相访问。\n- 其他容器完全访问不到它们。',
  ]);
}

function page(frontMatter: readonly string[]) {
  return (lead: string, section: (snippet: number) => readonly string[]): string => {
    const sections = Array.from({ length: SNIPPETS }, (_, index) => section(index + 1)).flat();
    return `---\n${frontMatter.join('\n')}\n---\n\n${[lead, ...sections].join('\n\n')}\n`;
  };
}

function parsed(source: string, slug: string): ParsedPage {
  const { page, problems } = parsePage(`${slug}.mdx`, source, { slug, locale: 'en' });
  if (!page || problems.length > 0) throw new Error(`a generated page has mistakes: ${JSON.stringify(problems)}`);
  return page;
}

function captureOf({ slug, snippets }: ParsedPage): Capture {
  return {
    schema: 1,
    slug,
    engine: { version: '28.5.2', api: '1.51', kernel: '6.12.48', os: 'linux', arch: 'x86_64' },
    images: { alpine: { reference: 'alpine:3.22', id: `sha256:${'0'.repeat(64)}`, origin: 'registry' } },
    snippets: snippets.map((snippet, index) => {
      const [create, list] = snippet.steps.map(({ text }) => ({ prompt: '$ ', text, exit: 0, duration: 60 }));
      if (!create || !list) throw new TypeError(`snippet ${snippet.id} does not have two commands`);
      const names = snippets.slice(0, index + 1).map(({ steps }) => steps[0]?.text.split(' ').at(-1) ?? '');
      return {
        id: snippet.id,
        node: snippet.node,
        hash: snippetHash(snippet),
        captured: '2026-01-01T00:00:00.000Z',
        exit: 0,
        output: 'show',
        hidden: false,
        steps: [
          { ...create, output: idOf(index).repeat(5).slice(0, 64) },
          { ...list, output: ['NETWORK ID     NAME   DRIVER    SCOPE', ...names.map(row)].join('\n') },
        ],
        topology: { hosts: [], networks: names.map(network), containers: [], endpoints: [] },
      };
    }),
  };
}

function row(name: string, index: number): string {
  return `${idOf(index).slice(0, 12)}   ${name}   bridge    local`;
}

function network(name: string, index: number) {
  const subnet = { subnet: `172.${18 + index}.0.0/16`, gateway: `172.${18 + index}.0.1` };
  return {
    name,
    id: idOf(index).slice(0, 12),
    driver: 'bridge',
    scope: 'local' as const,
    nodes: ['host'],
    subnets: [subnet],
  };
}

function idOf(index: number): string {
  return (0xabc0123456789 + index).toString(16);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
