import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { startAstro } from './astro.ts';
import { HANGS_AFTER_MS } from './browser.ts';

export interface DevServer {
  /** Such as `http://localhost:4321/`. */
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
}

/**
 * Starts `astro dev` on a free port.
 * @param path of a page, without a slash before it; the server is ready when it shows this page
 * @throws Error with what it printed, if it ends or does not answer
 */
export async function startDevServer(contentRoot: string, path: string): Promise<DevServer> {
  // Astro takes a page that it knows from another folder for unchanged, and looks for it there.
  rmSync('.astro/data-store.json', { force: true });
  const args = ['dev', '--ignore-lock', '--port', '0'];
  const { child, printed } = startAstro(args, 'development', contentRoot, join(contentRoot, '.astro-cache'));
  const ended = once(child, 'close');
  const close = async () => {
    child.kill();
    await ended;
  };
  const limits = { timeout: HANGS_AFTER_MS, interval: 100 };
  try {
    const url = await vi.waitUntil(() => {
      if (child.exitCode !== null) throw new Error('the server has ended');
      return /http:\/\/localhost:\d+\//u.exec(printed())?.[0];
    }, limits);
    await vi.waitFor(async () => expect((await fetch(url + path)).status).toBe(200), limits);
    return { url, pid: child.pid ?? 0, close };
  } catch (error) {
    await close();
    throw new Error(`astro dev printed:\n${printed()}`, { cause: error });
  }
}
