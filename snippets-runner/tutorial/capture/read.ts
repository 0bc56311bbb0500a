/** Reads captures from their files: content/captures/SLUG.yaml. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { parse, YAMLParseError } from 'yaml';
import type { Problem } from '../problem.ts';
import { type Capture, captureSchema } from './capture.ts';

export interface CapturesRead {
  /** By slug. */
  readonly captures: ReadonlyMap<string, Capture>;
  /** Problem of each file that is not a valid capture, by the slug of the file's name. */
  readonly invalid: ReadonlyMap<string, Problem>;
}

/** Returns the path of a slug's capture file. */
export function captureFile(capturesFolder: string, slug: string): string {
  return join(capturesFolder, `${slug}.yaml`);
}

/**
 * Reads all captures of a folder. A folder that does not exist has none.
 * @param read returns the text of a file
 * @throws what `read` or `node:fs` throws if a file cannot be read
 */
export function readCaptures(capturesFolder: string, read = readText): CapturesRead {
  const captures = new Map<string, Capture>();
  const invalid = new Map<string, Problem>();
  if (!existsSync(capturesFolder)) return { captures, invalid };
  for (const name of readdirSync(capturesFolder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const file = join(capturesFolder, name);
    const slug = name.slice(0, -'.yaml'.length);
    const result = readCapture(file, slug, read);
    if (result.kind === 'capture') captures.set(slug, result.capture);
    else invalid.set(slug, result.problem);
  }
  return { captures, invalid };
}

export type CaptureRead =
  | { readonly kind: 'capture'; readonly capture: Capture }
  | { readonly kind: 'invalid'; readonly problem: Problem };

/** @throws what `node:fs` throws if the file cannot be read */
export function readCapture(file: string, slug: string, read = readText): CaptureRead {
  const result = parseCapture(read(file), slug);
  if (result.kind === 'capture') return result;
  const { message, position } = result;
  return { kind: 'invalid', problem: { code: 'capture-invalid', file, position, message, hint: HINT } };
}

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

const HINT = 'Restore the file, or delete it and capture the page again. Only `snippets capture` writes captures.';

type ParseResult =
  | { readonly kind: 'capture'; readonly capture: Capture }
  | { readonly kind: 'invalid'; readonly message: string; readonly position: Problem['position'] };

function parseCapture(source: string, slug: string): ParseResult {
  const capture = fromYaml(source);
  return capture?.slug === slug ? { kind: 'capture', capture } : diagnose(source, slug);
}

/**
 * Parses a capture with js-yaml. `yaml` takes eight times as long, which would be half of the time of `lint`.
 * @returns undefined if the text is not a valid capture, or if js-yaml reads it otherwise than YAML 1.2
 */
export function fromYaml(source: string): Capture | undefined {
  try {
    return captureSchema.safeParse(load(source, { schema: CORE_SCHEMA })).data;
  } catch {
    return undefined;
  }
}

/** Parses the text again with `yaml`, which follows YAML 1.2 exactly and has better messages. */
function diagnose(source: string, slug: string): ParseResult {
  let value: unknown;
  try {
    value = parse(source);
  } catch (error) {
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const position = at && { line: at.line, column: at.col };
    const reason = (error as Error).message.split('\n')[0]?.replace(/ at line \d+, column \d+:$/u, '');
    return { kind: 'invalid', message: `the file is not valid YAML: ${reason}`, position };
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
      message: `the file's name is ${slug}.yaml, but its slug is "${result.data.slug}"`,
      position: undefined,
    };
  }
  return { kind: 'capture', capture: result.data };
}
