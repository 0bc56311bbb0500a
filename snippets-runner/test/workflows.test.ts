/** Tests that no workflow gives a pull request from a stranger more than a machine that is deleted afterwards. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = join(import.meta.dirname, '../../.github/workflows');

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

describe.each(readdirSync(FOLDER))('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const { on, permissions, jobs } = parse(text) as Workflow;
  const all = Object.values(jobs);
  const steps = all.flatMap((job) => job.steps);

  test('runs pull requests without rights and secrets', () => {
    expect(on).toHaveProperty('pull_request');
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
    expect([permissions, ...all.flatMap((job) => job.permissions ?? [])]).toEqual([{ contents: 'read' }]);
    expect(text).not.toMatch(/\bsecrets\b\s*[.[]/u);
    for (const { uses, with: options } of steps) {
      if (uses?.startsWith('actions/checkout@')) expect(options).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('runs on a hosted machine, with a time limit', () => {
    for (const job of all) {
      expect(job['runs-on']).toMatch(/^ubuntu-\d/u);
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    }
  });

  test('pins actions by commit', () => {
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/@[0-9a-f]{40}$/u);
  });
});
