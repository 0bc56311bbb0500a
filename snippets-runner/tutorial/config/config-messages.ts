/** Turns the errors of the schema of `snippets.yaml` into messages for people. */
import type * as z from 'zod';
import { listed, meantHint } from '../../base/nearest.ts';
import { ownMember } from '../../base/own-member.ts';
import { type FrontMatterMistake, faultOf, LAB_KEYS } from '../page/front-matter-messages.ts';
import type { YamlPath } from '../source/positioned-yaml.ts';
import { configSchema } from './config.ts';

const HINTS = {
  files:
    'Write "files: {include: [README.md, docs/**/*.md], exclude: [docs/old]}", with paths below the folder of this file. Only *, ** and ? have a meaning.',
  languages: 'Write "languages: {run: [term], commands: [bash], ignore: [sh]}", with the languages of blocks.',
  prompts: 'Write "prompts: [\'demo> \']". A prompt is one line, begins with no blank, and ends with one.',
  images: 'Write "images: [nginx]", with names of images.',
  lab: 'Write "lab: {nodes: [manager, worker-1]}".',
  timeout: 'Write "timeout: 30s", with the unit ms, s or m; the longest is 60m.',
  values:
    'Write "values: {your-address: 10.0.0.2}", with what stands between < and > in the documents. A value is one line of text: quote a number.',
} as const satisfies Record<keyof typeof configSchema.shape, string>;
const KEYS = Object.keys(configSchema.shape);

const KEYS_HINT = `The keys are ${listed(KEYS)}.`;

/** @param data the whole file, as parsed */
export function describeConfigIssue(issue: z.core.$ZodIssue, data: unknown): readonly FrontMatterMistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key]));
  if (issue.code === 'invalid_key') {
    return [{ path, atKey: true, message: `"${path.at(-1)}" cannot stand between < and >`, hint: HINTS.values }];
  }
  if (path.length === 0) return [{ path, atKey: false, message: 'the file has no keys', hint: KEYS_HINT }];
  const value = path.reduce(
    (parent, key) => ownMember(parent as Record<string, unknown> | undefined, String(key)),
    data,
  );
  return [{ path, atKey: false, message: faultOf(issue, path, value), hint: hintFor(path) }];
}

function hintFor([first, second]: YamlPath): string {
  const ofLab = first === 'lab' && ownMember(LAB_KEYS, String(second ?? ''));
  return ofLab || ownMember<string>(HINTS, String(first)) || KEYS_HINT;
}

function unknownKey(path: YamlPath): FrontMatterMistake {
  const known = keysIn(path.slice(0, -1));
  const hint = meantHint('known keys', String(path.at(-1)), known);
  return { path, atKey: true, message: `${path.join('.')} is not a known key`, hint };
}

/** Returns the keys that the mapping at a path can have. */
function keysIn([key]: YamlPath): readonly string[] {
  if (key === undefined) return KEYS;
  const { files, languages, lab } = configSchema.shape;
  const schemas = { files, languages, lab };
  return Object.keys(ownMember<z.ZodOptional<z.ZodObject>>(schemas, String(key))?.unwrap().shape ?? {});
}
