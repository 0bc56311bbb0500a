import { defineConfig } from 'vitest/config';
import { SkipReporter } from './snippets-runner/test/skip-reporter.ts';

/** Builds the site, and needs no daemon. Two builds at once would write the same folder of generated types. */
const START = 'snippets-runner/test/e2e/start-script.e2e.test.ts';

const ALONE = 'snippets-runner/test/**/*.alone.e2e.test.ts';
const OF_DAEMONS = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    reporters: ['default', new SkipReporter()],
    projects: [
      // Needs only Node. A test takes milliseconds if the machine does little else, and seconds beside labs. A third of the
      // time is waiting for shells and time limits, so other files run meanwhile, also where there are two processors.
      {
        test: {
          name: 'unit',
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          include: ['snippets-runner/test/**/*.test.ts'],
          exclude: ['**/*.e2e.test.ts'],
          // Only for what hangs: beside labs, a test may need ten times as long as alone.
          testTimeout: 600_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      // Needs a Docker daemon: that of DOCKER_HOST, the docker context, the default socket or scripts/engine. Half of the time
      // is waiting, so two files run at a time: each names pages of its own, and removes nothing of others.
      {
        test: {
          name: 'e2e',
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          include: ['snippets-runner/test/**/*.e2e.test.ts'],
          exclude: [ALONE, START],
          ...OF_DAEMONS,
        },
      },
      // Kills processes that have labs, so that the next run, of whatever file, removes them; or looks at the whole machine.
      {
        test: {
          name: 'e2e-alone',
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          include: [ALONE],
          ...OF_DAEMONS,
        },
      },
      // Needs Chromium. Builds the site first.
      {
        test: {
          name: 'site',
          include: ['site/test/**/*.test.ts', START],
          globalSetup: ['site/test/setup/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // Beside labs, a browser may need seconds for what takes it milliseconds.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
