/** What the fuzz test tries: for each target, inputs, and a check that throws if one does harm. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseRecipe } from '../../snippets-runner/lab/images/parse-recipe.ts';
import { GOOD } from '../../snippets-runner/test/tutorial/config/examples.ts';
import { invalidPositions, nastySources } from '../../snippets-runner/test/tutorial/nasty-sources.ts';
import { parseCapture } from '../../snippets-runner/tutorial/capture/parse-capture.ts';
import { captureText } from '../../snippets-runner/tutorial/capture/write.ts';
import { parseConfig } from '../../snippets-runner/tutorial/config/parse-config.ts';
import { parseGlossary } from '../../snippets-runner/tutorial/glossary/parse-glossary.ts';
import { parseMarkdown } from '../../snippets-runner/tutorial/markdown/parse-markdown.ts';
import { parsePage } from '../../snippets-runner/tutorial/page/parse-page.ts';
import { commandLines } from './command-lines.ts';
import { requests } from './requests.ts';
import type { Target } from './target.ts';
import { nastyYaml } from './yaml.ts';

const HOME = join(import.meta.dirname, '../..');

function texts(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: HOME })
    .sort()
    .map((name) => readFileSync(join(HOME, name), 'utf8'));
}

export type TargetName =
  | 'pages'
  | 'front-matter'
  | 'captures'
  | 'glossary'
  | 'config'
  | 'recipes'
  | 'arguments'
  | 'requests';

// biome-ignore lint/suspicious/noExplicitAny: each target has inputs of its own type
export const TARGETS: Readonly<Record<TargetName, () => Target<any> | Promise<Target<any>>>> = {
  pages: () => ({
    inputs: fc.tuple(
      nastySources([...texts('content/{en,zh-cn}/**/*.mdx'), ...texts('*.md')]),
      fc.constantFrom('en' as const, 'zh-cn' as const),
    ),
    check: ([text, locale]) => {
      expectInside(text, parsePage('x.mdx', text, { slug: 'x', locale }));
      expectInside(text, parseMarkdown({ file: 'x.md', text, images: [], knownImages: ['alpine'] }));
    },
  }),
  'front-matter': () => ({
    inputs: nastyYaml(texts('content/{en,zh-cn}/**/*.mdx').map((text) => text.split('---\n')[1] ?? '')),
    check: (yaml) => {
      const text = `---\n${yaml}\n---\n\nText.\n`;
      for (const locale of ['en', 'zh-cn'] as const) {
        expectInside(text, parsePage('x.mdx', text, { slug: 'x', locale }));
      }
    },
  }),
  captures: () => ({
    inputs: nastyYaml(
      texts('{content,site/test/fixtures/content}/captures/**/*.yaml').filter(({ length }) => length < LONGEST),
    ),
    check: (text) => {
      const slug = /^slug: (\S+)$/mu.exec(text)?.[1] ?? 'x';
      const read = parseCapture('x.yaml', slug, text);
      if (read.kind === 'invalid') return;
      const again = parseCapture('x.yaml', slug, captureText(read.capture));
      if (again.kind === 'invalid' || !isDeepStrictEqual(again.capture, read.capture)) {
        throw new TypeError('the capture is not the same after it was written and read');
      }
    },
  }),
  glossary: () => ({
    inputs: nastyYaml(texts('{content,site/test/fixtures/content}/glossary.yaml')),
    check: (text) => expectInside(text, parseGlossary('glossary.yaml', text)),
  }),
  config: () => ({
    inputs: nastyYaml(Object.values(GOOD)),
    check: (text) => {
      const { problems, imagePosition } = parseConfig('snippets.yaml', text);
      expectInside(text, [problems, { position: imagePosition(0) }]);
    },
  }),
  recipes: () => ({
    inputs: nastyYaml(texts('content/images/*/image.yaml')),
    check: (text) => expectInside(text, parseRecipe('x', 'image.yaml', text)),
  }),
  arguments: commandLines,
  requests,
};

/** In UTF-16 code units. Long captures take long and show nothing more. */
const LONGEST = 6_000;

function expectInside(text: string, result: unknown): void {
  const found = invalidPositions(text, result);
  if (found.length > 0) throw new RangeError(`positions that are not in the text: ${found.join('; ')}`);
}
