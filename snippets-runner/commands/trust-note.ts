/** Says once that documents are code. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../base/cache-folder.ts';
import { makeFolder } from '../base/make-folder.ts';
import type { CommandContext } from './command.ts';

/** Tells it on standard error, unless it was told before. A file in the cache remembers that. */
export function tellTrust({ home, io }: Pick<CommandContext, 'home' | 'io'>): void {
  const cache = cacheFolder(home);
  const told = join(cache, 'told-that-documents-are-code');
  if (existsSync(told)) return;
  io.tell('note: a document runs as root in a lab, which is no wall: run only what you trust (SECURITY.md)');
  try {
    makeFolder(cache);
    writeFileSync(told, '');
  } catch {
    // Nothing can be written here: it is told again next time.
  }
}
