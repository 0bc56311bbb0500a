/** Labs for tests of single terminals, on the engine of the tests. */
import { join } from 'node:path';
import { connect } from '../../lab/daemon/connect.ts';
import { openEngine } from '../../lab/engines/open.ts';
import type { Lab } from '../../model/lab.ts';
import { ShellSession } from '../../terminal/shell-session.ts';
import { HOME } from './snippets.ts';

/** Boots a lab of one node. @param page names it for people who look at the engine */
export async function labOf(page: string, images: readonly string[]): Promise<Lab> {
  const options = { env: process.env, home: HOME, imagesFolder: join(HOME, 'content/images'), onProgress() {} };
  const engine = await openEngine(await connect(options), options);
  const spec = { nodes: ['host'], images, needs: [], outside: false, leaves: [] };
  return engine.createLab({ page, spec, signal: new AbortController().signal });
}

/** Opens a terminal on its node. @param previous see `ShellSession.open` */
export async function shellOn({ nodes, slowdown }: Lab, previous?: ShellSession): Promise<ShellSession> {
  const node = nodes.get('host');
  if (!node) throw new TypeError('no node');
  return ShellSession.open(node, slowdown, previous);
}
