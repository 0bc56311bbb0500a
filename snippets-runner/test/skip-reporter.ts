/** Prints at the end of a run why tests were skipped. Vitest's own reporters only count them. */
import type { Reporter, TestModule } from 'vitest/node';

export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const { skipReason } = test.meta();
        if (skipReason !== undefined) process.stdout.write(`skipped ${test.fullName}: ${skipReason}\n`);
      }
    }
  }
}
