/** Turns the errors of the front matter's schema into messages for authors. */
import type * as z from 'zod';
import { COMMAND } from '../../base/installation.ts';
import { listed, meantHint } from '../../base/nearest.ts';
import { ownMember } from '../../base/own-member.ts';
import { KERNEL_FEATURES, LEFTOVER_KINDS, type Locale, SOURCE_LOCALE } from '../page.ts';
import type { YamlPath } from '../source/positioned-yaml.ts';
import { DAEMON_OPTIONS } from './daemon-options.ts';

export interface FrontMatterMistake {
  readonly path: YamlPath;
  /** Whether the mistake is at the last key of the path. Otherwise it is at the value. */
  readonly atKey: boolean;
  readonly message: string;
  readonly hint: string;
}

/** @param data the whole front matter, as parsed */
export function describeIssue(issue: z.core.$ZodIssue, data: unknown, locale: Locale): FrontMatterMistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], locale));
  const value = path.reduce(
    (parent, key) => ownMember(parent as Record<string, unknown> | undefined, String(key)),
    data,
  );
  if (value === undefined) return [{ path, atKey: true, message: `${named(path)} is missing`, hint: hintFor(path) }];
  return [{ path, atKey: false, message: faultOf(issue, path, value), hint: hintFor(path) }];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
};

/** What a number must be, where it is none of these. */
const NUMBERS: Readonly<Record<string, string>> = { number: 'a finite number', int: 'a whole number' };

/** Says what is wrong with a value. */
export function faultOf(issue: z.core.$ZodIssue, path: YamlPath, value: unknown): string {
  if (issue.code === 'invalid_type') {
    if (typeof value === 'number' && ownMember(NUMBERS, issue.expected)) {
      return `${named(path)} must be ${NUMBERS[issue.expected]}, but is ${value}`;
    }
    const expected = ownMember(TYPES, issue.expected) ?? ownMember(NUMBERS, issue.expected) ?? issue.expected;
    return `${named(path)} must be ${expected}, but is ${typeName(value)}`;
  }
  if (issue.code === 'too_big' && typeof value === 'number') return `${named(path)}: ${value} is too large`;
  if (issue.code === 'too_small' && typeof value !== 'number') return `${named(path)} is empty`;
  if (issue.code === 'invalid_format') return `${named(path)}: "${String(value)}" is not in the right form`;
  if (issue.code === 'invalid_value') return `${named(path)}: "${String(value)}" is not a known value`;
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

/** The keys of a page, each with a hint how to write it. */
const PAGE_KEYS: Readonly<Record<string, string>> = {
  title: 'Write "title: …", the name of the page. Quote a number.',
  description: 'Write "description: …", one sentence that says what the page is about.',
  keywords:
    'Write "keywords: [static ip, …]", with words that readers search for and that the page does not use, each once.',
  order: 'Write "order: N", with a number. In the sidebar, the page with the smallest number comes first.',
  section:
    'Write "section: bridge", with the name of a folder in whose part of the sidebar the page is listed instead of its own.',
  lookup: 'Write "lookup: true" if readers look for a single part of the page, as in one of messages and their causes.',
  lab: 'Write "lab:", and below it nodes, images, needs, outside, leaves, limits or daemon.',
  begins:
    'Write "begins: {page: swarm/three-nodes, snippets: [init, join-worker-1]}", with the snippets of another page that run before the first one of this page, in the order of that page.',
  translated: `Do not write it yourself. Run: ${COMMAND} lint --translated <file>`,
};
/** The keys of a lab, each with a hint how to write it. */
export const LAB_KEYS: Readonly<Record<string, string>> = {
  nodes:
    'Write "nodes: [manager, worker-1]". A name has at least two characters: a letter, then letters, digits or dashes, all in lower case; it does not end with a dash.',
  images: 'Write "images: [alpine]", with names of folders under content/images.',
  needs: `Write "needs: [ipvs]", with the kernel features that the page cannot run without. They can be ${listed(KERNEL_FEATURES)}.`,
  outside: 'Write "outside: true" if the lab needs a web server outside of its nodes.',
  leaves: `Write "leaves: [containers]", with what is still on the nodes after the last snippet. It can be ${listed(LEFTOVER_KINDS)}.`,
  limits:
    'Write "limits: {processes: 4096, memory: 4g, file: 20g}", with what each node may use at most. "devices: all" gives it the devices of the machine.',
  daemon:
    'Write "daemon: {mtu: 1400}", with options of the daemons on the nodes. Names and values are those of daemon.json.',
};
/** The keys of a lab that have keys themselves. */
const INNER_KEYS: Readonly<Record<string, readonly string[]>> = {
  limits: ['processes', 'memory', 'file', 'devices'],
  daemon: DAEMON_OPTIONS,
};

const BEGINS_KEYS = ['page', 'snippets'];

function hintFor([first, second]: YamlPath): string {
  if (first === 'lab' && typeof second === 'string') return ownMember(LAB_KEYS, second) ?? '';
  return (
    ownMember(PAGE_KEYS, String(first ?? '')) ??
    'Front matter has lines of "key: value". It needs at least title and description.'
  );
}

function unknownKey(path: YamlPath, locale: Locale): FrontMatterMistake {
  const key = String(path.at(-1));
  const mistake = (message: string, hint: string) => ({ path, atKey: true, message, hint });
  if (path.length > 1) {
    const ofLab = (path.length > 2 && ownMember(INNER_KEYS, String(path[1]))) || Object.keys(LAB_KEYS);
    const known = path[0] === 'begins' ? BEGINS_KEYS : ofLab;
    return mistake(`${named(path)} is not a known key`, meantHint('known keys', key, known));
  }
  const isSource = locale === SOURCE_LOCALE;
  const ofSource = isSource ? undefined : ownMember(SOURCE_KEYS, key);
  if (ofSource !== undefined) return mistake(`a translation has no "${key}"`, ofSource);
  if (key === 'translated' && isSource) return mistake('only a translation has "translated"', 'Delete the key.');
  const others = isSource ? ['translated'] : Object.keys(SOURCE_KEYS);
  const known = Object.keys(PAGE_KEYS).filter((name) => !others.includes(name));
  return mistake(`"${key}" is not a known key`, meantHint('known keys', key, known));
}

const LAB_OF_SOURCE = `Delete it. Only the "${SOURCE_LOCALE}" page is run, in the lab of its own front matter.`;
/** The keys that only a source page has, each with a hint for a translation. */
const SOURCE_KEYS: Readonly<Record<string, string>> = {
  lab: LAB_OF_SOURCE,
  begins: LAB_OF_SOURCE,
  section: `Delete it. The section of the "${SOURCE_LOCALE}" page is that of its translations, too.`,
  lookup: `Delete it. What the "${SOURCE_LOCALE}" page says counts for its translations, too.`,
};
