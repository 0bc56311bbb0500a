/** What the glossary's schema finds, in the words of an author. */
import type * as z from 'zod';
import { listed, nearest } from '../../base/nearest.ts';
import { TOPICS } from './glossary.ts';

export interface GlossaryMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** What each key takes. */
const HINTS = {
  en: 'Write "en: …", the English term.',
  zh: 'Write "zh: …", the Chinese term.',
  topic: `Write "topic: …", one of ${listed(TOPICS)}: the group that the Chinese glossary shows it in.`,
  meaning:
    'Write "meaning:" and below it "en: …" and "zh: …": what the thing is, in one or two sentences. Readers see it.',
  avoid: 'Write "avoid: [词, 词]", what the Chinese pages do not say for it.',
  note: 'Write "note:" and below it "en: …" and "zh: …": how the term is used on these pages.',
  see: 'Write "see: bridge/default#by-name-no": a page, and the anchor of a heading of its English text.',
} as const;
const KEYS = Object.keys(HINTS) as (keyof typeof HINTS)[];

/** @param data the whole glossary, as parsed */
export function describeIssue(issue: z.core.$ZodIssue, data: unknown): GlossaryMistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const [index, key] = path;
  if (index === undefined) {
    return [{ path, message: 'the glossary is not a list of terms', hint: `A term has ${listed(KEYS)}.` }];
  }
  const term = named(data, Number(index));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((unknown) => {
      const meant = path.length === 1 ? nearest(unknown, KEYS) : undefined;
      const hint =
        meant === undefined
          ? `Known are ${listed(path.length === 1 ? KEYS : ['en', 'zh'])}.`
          : `Did you mean "${meant}"?`;
      return { path: [...path, unknown], message: `${term} has "${unknown}", which is not known`, hint };
    });
  }
  const hint = HINTS[key as keyof typeof HINTS] ?? `A term has ${listed(KEYS)}.`;
  const field = path.slice(1).join('.');
  const value = path.reduce((parent, part) => (parent as Record<string, unknown> | undefined)?.[part], data);
  if (value === undefined || value === null) return [{ path, message: `${term} has no ${field}`, hint }];
  return [{ path, message: `${field} of ${term}: ${faultOf(issue, value)}`, hint }];
}

function named(data: unknown, index: number): string {
  const entry = (data as readonly { en?: unknown }[] | undefined)?.[index];
  return typeof entry?.en === 'string' ? `the term "${entry.en}"` : `term ${index + 1}`;
}

function faultOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'too_small') return 'it is empty';
  if (issue.code === 'invalid_format') return `"${String(value)}" has not the right form`;
  if (issue.code === 'invalid_value') return `"${String(value)}" is not known`;
  return issue.code === 'custom' ? issue.message : issue.message.toLowerCase();
}
