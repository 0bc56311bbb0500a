import { type ChildProcess, spawn } from 'node:child_process';

export interface AstroProcess {
  readonly child: ChildProcess;
  /** Returns what it has printed so far, on standard output and standard error. */
  printed(): string;
}

/**
 * Starts Astro's command line. It does not touch Astro's usual cache.
 * @param mode vitest's own value would make Astro run in test mode
 * @param more variables of its environment
 */
export function startAstro(
  args: readonly string[],
  mode: 'production' | 'development',
  contentRoot: string,
  cache: string,
  more: NodeJS.ProcessEnv = {},
): AstroProcess {
  const env = {
    ...process.env,
    NODE_ENV: mode,
    VITEST: undefined,
    NO_COLOR: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    CONTENT_ROOT: contentRoot,
    ASTRO_CACHE: cache,
    ...more,
  };
  const child = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', ...args], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return { child, printed: () => printed };
}
