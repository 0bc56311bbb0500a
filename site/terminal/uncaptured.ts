/** Commands of a page that says why it cannot be captured, read from its source: there is no capture to show. */
import { readFileSync } from 'node:fs';
import { pageFile } from '../data/content-root.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { pageReferences } from '../markdown/references.ts';

export interface UncapturedLine {
  readonly prompt: string;
  readonly text: string;
}

/** Lines of the snippet's fence; undefined when the source has no such snippet. */
export async function uncapturedLines(slug: string, id: string): Promise<readonly UncapturedLine[] | undefined> {
  const references = await pageReferences(readFileSync(pageFile(SOURCE_LOCALE, slug), 'utf8'));
  const fence = references.find((reference) => reference.kind === 'snippet' && reference.id === id);
  if (fence?.kind !== 'snippet' || fence.body === undefined) return undefined;
  return joinContinued(fence.body.split('\n').filter((line) => line.trim() !== '')).map(lineOf);
}

/** A line after a `\` belongs to the one before it. */
function joinContinued(lines: readonly string[]): readonly string[] {
  return lines.reduce<string[]>((joined, line) => {
    const before = joined.pop();
    if (before === undefined) return [line];
    joined.push(...(before.endsWith('\\') ? [`${before}\n${line.replace(/^> /u, '')}`] : [before, line]));
    return joined;
  }, []);
}

function lineOf(line: string): UncapturedLine {
  const [, prompt = '', text = line] = /^((?:\S*[$#>]|\S+ [$#>]) )(.*)$/su.exec(line) ?? [];
  return { prompt, text };
}
