/** What the front matter's schema finds, in the words of an author. */
import type * as z from 'zod';
import { listed, nearest } from '../../base/nearest.ts';
import { KERNEL_FEATURES, LEFTOVER_KINDS, type Locale, SOURCE_LOCALE } from '../page.ts';

export type YamlPath = readonly (string | number)[];

export interface FrontMatterMistake {
  readonly path: YamlPath;
  /** Whether the place is the last key of the path, not its value. */
  readonly atKey: boolean;
  readonly message: string;
  readonly hint: string;
}

export function describeIssue(issue: z.core.$ZodIssue, data: unknown, locale: Locale): FrontMatterMistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], locale));
  const value = path.reduce((parent, key) => (parent as Record<string, unknown> | undefined)?.[key], data);
  if (value === undefined) return [{ path, atKey: true, message: `${named(path)} is missing`, hint: hintFor(path) }];
  return [{ path, atKey: false, message: faultOf(issue, path, value), hint: hintFor(path) }];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
};

function faultOf(issue: z.core.$ZodIssue, path: YamlPath, value: unknown): string {
  if (issue.code === 'invalid_type') {
    return `${named(path)} must be ${TYPES[issue.expected] ?? issue.expected}, but is ${typeName(value)}`;
  }
  if (issue.code === 'too_small') return `${named(path)} is empty`;
  if (issue.code === 'invalid_format') return `${named(path)}: "${String(value)}" has not the right form`;
  if (issue.code === 'invalid_value') return `${named(path)}: "${String(value)}" is not known`;
  return `${named(path)}: ${issue.message}`;
}

function typeName(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return value instanceof Date ? 'a date' : (TYPES[typeof value] ?? typeof value);
}

function named(path: YamlPath): string {
  if (path.length === 0) return 'the front matter';
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index > 0 ? `.${part}` : part)).join('');
}

/** The keys a page may have, with what each takes. */
const PAGE_KEYS: Readonly<Record<string, string>> = {
  title: 'Write "title: …", the name of the page.',
  description: 'Write "description: …", one sentence on what the page is about.',
  order: 'Write "order: N", a number; pages with smaller ones come first.',
  lab: 'Write "lab:" with nodes, images, needs, outside or leaves under it.',
  translated: 'Let it be written: npx snippets lint --translated <file>.',
};
const LAB_KEYS: Readonly<Record<string, string>> = {
  nodes: 'Write "nodes: [manager, worker-1]": lower case, digits and dashes, two characters at least.',
  images: 'Write "images: [alpine]", names of folders under content/images.',
  needs: `Write "needs: [ipvs]" for kernel features without which the page cannot run; known are ${listed(KERNEL_FEATURES)}.`,
  outside: 'Write "outside: true" for a lab with a web server that is no Docker host.',
  leaves: `Write "leaves: [containers]" for what stays on the nodes after the last snippet; known are ${listed(LEFTOVER_KINDS)}.`,
};

function hintFor([first, second]: YamlPath): string {
  if (first === 'lab' && typeof second === 'string') return LAB_KEYS[second] ?? '';
  return PAGE_KEYS[first ?? ''] ?? 'Front matter is "key: value" lines, title and description at least.';
}

function unknownKey(path: YamlPath, locale: Locale): FrontMatterMistake {
  const key = String(path.at(-1));
  const mistake = (message: string, hint: string) => ({ path, atKey: true, message, hint });
  if (path.length > 1) {
    return mistake(`${named(path)} is not known`, meant(key, Object.keys(LAB_KEYS)));
  }
  const isSource = locale === SOURCE_LOCALE;
  if (key === 'lab' && !isSource) return mistake('a translation does not repeat the lab', LAB_OF_SOURCE);
  if (key === 'translated' && isSource) return mistake('only a translation has "translated"', 'Drop it here.');
  const known = Object.keys(PAGE_KEYS).filter((name) => name !== (isSource ? 'translated' : 'lab'));
  return mistake(`"${key}" is not known`, meant(key, known));
}

const LAB_OF_SOURCE = `Drop it: the page runs once, in the lab that its "${SOURCE_LOCALE}" page asks for.`;

function meant(key: string, known: readonly string[]): string {
  const name = nearest(key, known);
  return name === undefined ? `Known are ${listed(known)}.` : `Did you mean "${name}"?`;
}
