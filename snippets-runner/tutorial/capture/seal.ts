/**
 * The seal of a capture file: a hash of everything in the file that has a meaning. `writeCapture` writes it, and every
 * reader checks it. So the site shows no capture that was edited by hand, or merged from two runs. The seal contains no
 * secret: whoever wants to forge one can compute it. Only running the page again shows such a forgery.
 */
import { hash } from 'node:crypto';
import type { Capture } from './capture.ts';

/**
 * Returns `sha256:` and the SHA-256 of the capture as JSON, with the keys of every object sorted. Comments, quoting,
 * line ends and the order of keys do not change it.
 */
export function sealOf(capture: Capture): string {
  return `sha256:${hash('sha256', JSON.stringify(withSortedKeys(capture)))}`;
}

function withSortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  // Without a prototype, so that a key named __proto__ is one like any other.
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) sorted[key] = withSortedKeys((value as Record<string, unknown>)[key]);
  return sorted;
}
