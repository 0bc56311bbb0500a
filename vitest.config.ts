import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Nothing but Node: milliseconds each, on a machine that does little else.
      {
        test: {
          name: 'unit',
          include: ['snippets-runner/test/**/*.test.ts'],
          exclude: ['**/*.e2e.test.ts'],
          testTimeout: 30_000,
        },
      },
      // Against a real daemon: DOCKER_HOST, docker context, default socket or scripts/engine.
      {
        test: {
          name: 'e2e',
          include: ['snippets-runner/test/**/*.e2e.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      // In a real browser, against the built site.
      {
        test: {
          name: 'site',
          include: ['site/test/**/*.test.ts'],
          globalSetup: ['site/test/setup/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
