/**
 * A page never shows an output that was not captured: before anything is built, everything that the
 * pages take from their captures is looked up, and all that is missing is reported at once.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AstroIntegration } from 'astro';
import { parse } from 'yaml';
import { resolveCaptured } from '../../snippets-runner/tutorial/capture/captured-value.ts';
import { capturedSnippet, readCapture } from '../data/captures.ts';
import { captureFile, contentRoot, pageFile, shownPath } from '../data/content-root.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { pagePlace } from '../markdown/page-place.ts';
import { pageReferences, type Reference } from '../markdown/references.ts';
import { SiteError } from '../site-error.ts';

export function completeCaptures(): AstroIntegration {
  return {
    name: 'complete-captures',
    hooks: {
      'astro:build:start': async () => {
        const missing = await missingCaptures();
        if (missing.length > 0) throw missingError(missing);
      },
      'astro:server:setup': ({ server }) => {
        const captures = path.join(contentRoot, 'captures');
        server.watcher.add(captures);
        server.watcher.on('all', (_event, file) => {
          if (file.startsWith(captures)) server.ws.send({ type: 'full-reload' });
        });
      },
    },
  };
}

interface Missing {
  /** `content/en/attach.mdx:41: …` */
  readonly text: string;
  /** Source page to capture. */
  readonly source: string;
}

async function missingCaptures(): Promise<readonly Missing[]> {
  const files = globSync('{en,zh-cn}/**/*.mdx', { cwd: contentRoot }).sort();
  const found = await Promise.all(files.map((file) => missingOfPage(path.join(contentRoot, file))));
  return found.flat();
}

async function missingOfPage(file: string): Promise<readonly Missing[]> {
  const place = pagePlace(file);
  if (!place) return [];
  const source = pageFile(SOURCE_LOCALE, place.slug);
  if (isNotCapturable(file) || isNotCapturable(source)) return [];
  const fault = faultFinder(place.slug);
  return (await pageReferences(readFileSync(file, 'utf8'))).flatMap((reference) => {
    const message = fault(reference);
    const at = reference.line === undefined ? '' : `:${reference.line}`;
    return message === undefined ? [] : [{ text: `${shownPath(file)}${at}: ${message}`, source: shownPath(source) }];
  });
}

function faultFinder(slug: string): (reference: Reference) => string | undefined {
  const capture = readCapture(slug);
  const from = shownPath(captureFile(slug));
  return (reference) => {
    if (reference.kind === 'snippet') {
      return capturedSnippet(capture, reference.id) ? undefined : `snippet "${reference.id}" has no capture in ${from}`;
    }
    const { of } = reference.request;
    if (!capture) return `<Captured of="${of}"> has no capture: ${from} does not exist`;
    const result = resolveCaptured(capture, reference.request);
    return 'error' in result ? `<Captured of="${of}"> is nothing: ${result.error} (${from})` : undefined;
  };
}

/** Read from the file, since content collections are only to be had inside of pages. */
function isNotCapturable(file: string): boolean {
  if (!existsSync(file)) return false;
  const [, yaml = ''] = /^---\r?\n([\s\S]*?)\r?\n---/u.exec(readFileSync(file, 'utf8')) ?? [];
  const frontMatter: unknown = parse(yaml);
  return typeof frontMatter === 'object' && frontMatter !== null && 'notCapturable' in frontMatter;
}

function missingError(missing: readonly Missing[]): SiteError {
  const sources = [...new Set(missing.map(({ source }) => source))];
  const count = missing.length === 1 ? 'One thing' : `${missing.length} things`;
  return new SiteError(
    `${count} that the pages show was never captured:\n${missing.map(({ text }) => `  ${text}`).join('\n')}`,
    `Run \`npx snippets capture ${sources.join(' ')}\`, or say in the page's front matter why it is \`notCapturable\`.`,
  );
}
