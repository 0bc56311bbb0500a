/** Turns the errors of the glossary's schema into messages for authors. */
import type * as z from 'zod';
import { listed, nearest } from '../../base/nearest.ts';
import { ownMember } from '../../base/own-member.ts';
import { TOPICS } from './glossary.ts';

export interface GlossaryMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** The keys of a term, each with a hint how to write it. */
const HINTS = {
  en: 'Write "en: …", the English term.',
  zh: 'Write "zh: …", the Chinese term.',
  topic: `Write "topic: …", the group of the term in the Chinese glossary. It can be ${listed(TOPICS)}.`,
  meaning:
    'Write "meaning:", and below it "en: …" and "zh: …". Say in one or two sentences what the thing is. Readers see them.',
  avoid: 'Write "avoid: [词, 词]", with the words that the Chinese pages must not use for it.',
  note: 'Write "note:", and below it "en: …" and "zh: …". Say how these pages use the term.',
  see: 'Write "see: bridge/default#by-name-no": the slug of a page, and the anchor of a heading in its English text.',
} as const;
const KEYS = Object.keys(HINTS) as (keyof typeof HINTS)[];

/** @param data the whole glossary, as parsed */
export function describeIssue(issue: z.core.$ZodIssue, data: unknown): GlossaryMistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const [index, key] = path;
  if (index === undefined) {
    return [{ path, message: 'the glossary is not a list of terms', hint: `The keys of a term are ${listed(KEYS)}.` }];
  }
  const term = named(data, Number(index));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((unknown) => {
      const meant = path.length === 1 ? nearest(unknown, KEYS) : undefined;
      const hint =
        meant === undefined
          ? `The known keys are ${listed(path.length === 1 ? KEYS : ['en', 'zh'])}.`
          : `Did you mean "${meant}"?`;
      return { path: [...path, unknown], message: `${term} has the unknown key "${unknown}"`, hint };
    });
  }
  if (key === undefined) return [{ path, message: `${term} is not a mapping`, hint: `Its keys are ${listed(KEYS)}.` }];
  const hint = ownMember<string>(HINTS, String(key)) ?? `The keys of a term are ${listed(KEYS)}.`;
  const field = path.slice(1).join('.');
  const value = path.reduce(
    (parent, part) => ownMember(parent as Record<string, unknown> | undefined, String(part)),
    data,
  );
  if (value === undefined || value === null) return [{ path, message: `${term} has no ${field}`, hint }];
  return [{ path, message: `${field} of ${term}: ${faultOf(issue, value)}`, hint }];
}

function named(data: unknown, index: number): string {
  const entry = (data as readonly { en?: unknown }[] | undefined)?.[index];
  return typeof entry?.en === 'string' ? `the term "${entry.en}"` : `term ${index + 1}`;
}

function faultOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'too_small') return 'it is empty';
  if (issue.code === 'invalid_format') return `"${String(value)}" is not in the right form`;
  if (issue.code === 'invalid_value') return `"${String(value)}" is not a known value`;
  return issue.code === 'custom' ? issue.message : issue.message.toLowerCase();
}
