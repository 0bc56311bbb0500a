/** Opens the engine that is measured, and makes labs on it. */
import { join } from 'node:path';
import { connect } from '../../snippets-runner/lab/daemon/connect.ts';
import type { Connection } from '../../snippets-runner/lab/daemon/connection.ts';
import { imagesOf, type OpenOptions, openEngine } from '../../snippets-runner/lab/engines/open.ts';
import type { Images } from '../../snippets-runner/lab/images/images.ts';
import type { Engine, Lab } from '../../snippets-runner/model/lab.ts';

export const HOME = join(import.meta.dirname, '../..');
export const IMAGES_FOLDER = join(HOME, 'content/images');
/** Files that benchmarks make and use again. It may be removed at any time. */
export const CACHE_FOLDER = join(HOME, '.cache/bench');

export interface BenchEngine {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly images: Images;
  /** Name of the node image on the engine. */
  readonly node: string;
}

export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

export async function openBenchEngine(): Promise<BenchEngine> {
  const options: OpenOptions = { env: process.env, home: HOME, imagesFolder: IMAGES_FOLDER, onProgress: say };
  const connection = await connect(options);
  const engine = await openEngine(connection, options);
  const images = await imagesOf(connection, options);
  return { connection, engine, images, node: await images.node() };
}

export function createLab(engine: Engine, nodes: readonly string[], images: readonly string[]): Promise<Lab> {
  const spec = { nodes, images, needs: [], outside: false, leaves: [] };
  return engine.createLab({ page: 'bench', spec, signal: new AbortController().signal });
}
