import { defineConfig } from 'vitest/config';
import { SkipReporter } from './snippets-runner/test/skip-reporter.ts';

/** Builds the site, and needs no daemon. Two builds at once would write the same folder of generated types. */
const START = 'snippets-runner/test/e2e/start-script.e2e.test.ts';

const ALONE = 'snippets-runner/test/**/*.alone.e2e.test.ts';
/** Only for what hangs: beside other checks, a lab may need several times as long as alone. */
const LIMITS = { testTimeout: 600_000, hookTimeout: 600_000, expect: { poll: { timeout: 60_000 } } };

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
          ...LIMITS,
        },
      },
      // Needs a Docker daemon: that of DOCKER_HOST, the docker context, the default socket or scripts/engine. Half of the time
      // is waiting, so two files run at a time: each names pages of its own, and removes nothing of others. Three are no
      // quicker: beside other checks, the processors are busy.
      {
        test: {
          name: 'e2e',
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          include: ['snippets-runner/test/**/*.e2e.test.ts'],
          exclude: [ALONE, START],
          ...LIMITS,
        },
      },
      // Kills processes that have labs, so that the next run, of whatever file, removes them; or looks at the whole machine.
      {
        test: {
          name: 'e2e-alone',
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          include: [ALONE],
          ...LIMITS,
        },
      },
      // Needs Chromium. Builds the site first.
      {
        test: {
          name: 'site',
          include: ['site/test/**/*.test.ts', START],
          globalSetup: ['site/test/setup/global.ts'],
          fileParallelism: false,
          ...LIMITS,
        },
      },
    ],
  },
});
