/** Captures from their files: content/captures/SLUG.yaml. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { parse, YAMLParseError } from 'yaml';
import type { Problem } from '../problem.ts';
import { type Capture, captureSchema } from './capture.ts';

export interface CapturesRead {
  /** By slug. */
  readonly captures: ReadonlyMap<string, Capture>;
  /** One for each file that is no capture, by the slug it would be for. */
  readonly invalid: ReadonlyMap<string, Problem>;
}

export function captureFile(capturesFolder: string, slug: string): string {
  return join(capturesFolder, `${slug}.yaml`);
}

export function readCaptures(capturesFolder: string): CapturesRead {
  const captures = new Map<string, Capture>();
  const invalid = new Map<string, Problem>();
  if (!existsSync(capturesFolder)) return { captures, invalid };
  for (const name of readdirSync(capturesFolder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const file = join(capturesFolder, name);
    const slug = name.slice(0, -'.yaml'.length);
    const result = readCapture(file, slug);
    if (result.kind === 'capture') captures.set(slug, result.capture);
    else invalid.set(slug, result.problem);
  }
  return { captures, invalid };
}

export type CaptureRead =
  | { readonly kind: 'capture'; readonly capture: Capture }
  | { readonly kind: 'invalid'; readonly problem: Problem };

/** @throws what `node:fs` throws when the file cannot be read */
export function readCapture(file: string, slug: string): CaptureRead {
  const result = parseCapture(readFileSync(file, 'utf8'), slug);
  if (result.kind === 'capture') return result;
  const { message, position } = result;
  return { kind: 'invalid', problem: { code: 'capture-invalid', file, position, message, hint: HINT } };
}

const HINT = 'captures are written by `snippets capture`; restore the file, or remove it and capture the page again';

type ParseResult =
  | { readonly kind: 'capture'; readonly capture: Capture }
  | { readonly kind: 'invalid'; readonly message: string; readonly position: Problem['position'] };

function parseCapture(source: string, slug: string): ParseResult {
  const capture = fromYaml(source);
  return capture?.slug === slug ? { kind: 'capture', capture } : diagnose(source, slug);
}

/**
 * In an eighth of the time that `yaml` takes, which would be half of that of `lint`.
 * @returns undefined where it is no capture, or this parser takes it for none
 */
export function fromYaml(source: string): Capture | undefined {
  try {
    return captureSchema.safeParse(load(source, { schema: CORE_SCHEMA })).data;
  } catch {
    return undefined;
  }
}

/** What is wrong, and where: by the parser that says it well, and follows YAML 1.2 to the letter. */
function diagnose(source: string, slug: string): ParseResult {
  let value: unknown;
  try {
    value = parse(source);
  } catch (error) {
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const position = at && { line: at.line, column: at.col };
    const reason = (error as Error).message.split('\n')[0]?.replace(/ at line \d+, column \d+:$/u, '');
    return { kind: 'invalid', message: `not YAML: ${reason}`, position };
  }
  const result = captureSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    return {
      kind: 'invalid',
      message: `${issue?.path.join('.') || 'capture'}: ${issue?.message}`,
      position: undefined,
    };
  }
  if (result.data.slug !== slug) {
    return {
      kind: 'invalid',
      message: `the file is ${slug}.yaml, but its slug is "${result.data.slug}"`,
      position: undefined,
    };
  }
  return { kind: 'capture', capture: result.data };
}
