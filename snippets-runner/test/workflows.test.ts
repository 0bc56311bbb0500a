/**
 * Tests that no workflow gives a pull request from a stranger more than a machine that is deleted afterwards, and that
 * each job has the rights that it needs, and no other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = join(import.meta.dirname, '../../.github/workflows');

type Rights = Readonly<Record<string, string>>;
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Rights;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly needs?: string;
  readonly if?: string;
  /** A workflow that the job calls, in place of steps. */
  readonly uses?: string;
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Rights;
  readonly environment?: unknown;
  readonly steps?: readonly Step[];
}
interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Every job of every workflow, with what its token may do. Whoever needs more says so here, and in SECURITY.md. */
const RIGHTS: Readonly<Record<string, Readonly<Record<string, Rights>>>> = {
  'deploy.yml': {
    test: { contents: 'read' },
    build: { contents: 'read', pages: 'read' },
    deploy: { pages: 'write', 'id-token': 'write' },
  },
  'documents.yml': { documents: { contents: 'read' } },
  'test.yml': { test: { contents: 'read' } },
  'weekly.yml': { verify: { contents: 'read' }, issues: { contents: 'read', issues: 'write' } },
};

const WORKFLOWS = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});

function workflowOf(file: string): Workflow {
  const found = WORKFLOWS.find(({ name }) => name === file);
  if (!found) throw new TypeError(`no workflow ${file}`);
  return found.workflow;
}

function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

function mayWrite(rights: Rights): boolean {
  return Object.values(rights).includes('write');
}

describe.each(WORKFLOWS)('$name', ({ name, text, workflow }) => {
  const { on, permissions, jobs } = workflow;
  const all = Object.entries(jobs);
  const steps = stepsOf(workflow);

  test('has no job with more rights than it needs', () => {
    const rights = Object.fromEntries(all.map(([job, { permissions: own }]) => [job, own ?? permissions]));
    expect(rights).toEqual(RIGHTS[name]);
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
  });

  test('runs pull requests without rights and secrets', () => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
    expect(text).not.toMatch(/\bsecrets\b\s*[.[:]/u);
    if ('pull_request' in on) {
      expect(Object.values(RIGHTS[name] ?? {}).some(mayWrite)).toBe(false);
      expect(text).not.toMatch(/github\.token/u);
    }
    for (const { uses, with: options } of steps) {
      if (uses?.startsWith('actions/checkout@')) expect(options).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('runs no page where something can be written', () => {
    for (const [job, { steps: own = [] }] of all) {
      if (!mayWrite(RIGHTS[name]?.[job] ?? {})) continue;
      const commands = own.flatMap(({ run }) => run ?? []);
      expect(['./scripts/bootstrap', 'node scripts/open-issues.ts report.json']).toEqual(
        expect.arrayContaining(commands),
      );
    }
  });

  test('gives a token only to the step that needs it, and puts no text of others into a command', () => {
    for (const { run = '', env = {} } of steps) {
      expect(run).not.toContain('${{');
      const hasToken = Object.values(env).some((value) => value.includes('github.token'));
      expect(hasToken).toBe(run.includes('open-issues'));
    }
  });

  test('runs on a hosted machine, with a time limit', () => {
    for (const [, { uses, 'runs-on': machine, 'timeout-minutes': limit }] of all) {
      if (uses === undefined) {
        expect(machine).toMatch(/^ubuntu-\d/u);
        expect(limit).toBeLessThanOrEqual(60);
      } else {
        expect(WORKFLOWS.map((each) => `./.github/workflows/${each.name}`)).toContain(uses);
      }
    }
  });

  test('pins actions by commit, and names the version', () => {
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/@[0-9a-f]{40}$/u);
    for (const [line] of text.matchAll(/uses: [^.\n].*/gu)) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u);
  });
});

test('all workflows use the same version of an action', () => {
  const used = new Set(WORKFLOWS.flatMap(({ workflow }) => stepsOf(workflow).flatMap(({ uses }) => uses ?? [])));
  const actions = [...used].map((each) => each.split('@')[0]);
  expect(actions.length).toBe(new Set(actions).size);
});

test('deploy.yml publishes main after all checks, with the address that GitHub Pages gives', () => {
  const { on, jobs } = workflowOf('deploy.yml');
  expect(on).toEqual({ push: { branches: ['main'] }, workflow_dispatch: null });
  expect(jobs.test?.uses).toBe('./.github/workflows/test.yml');
  expect(workflowOf('test.yml').on).toEqual({ workflow_call: null, pull_request: null });
  expect([jobs.build?.needs, jobs.deploy?.needs]).toEqual(['test', 'build']);
  const build = jobs.build?.steps?.find(({ run }) => run === 'npm run build');
  expect(build?.env).toMatchObject({
    SITE_URL: expect.stringMatching(/^\$\{\{ steps\.pages\.outputs\.origin \}\}$/u),
    BASE_PATH: expect.stringMatching(/^\$\{\{ steps\.pages\.outputs\.base_path \}\}$/u),
  });
  expect(jobs.build?.steps?.find(({ id }) => id === 'pages')?.uses).toMatch(/^actions\/configure-pages@/u);
  expect(jobs.deploy?.environment).toMatchObject({ name: 'github-pages' });
});

test('weekly.yml verifies all pages, and opens issues where it failed', () => {
  const { on, jobs } = workflowOf('weekly.yml');
  expect(on).toEqual({
    schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/u) }],
    workflow_dispatch: null,
  });
  const commands = (job: string) => jobs[job]?.steps?.flatMap(({ run }) => run ?? []);
  expect(commands('verify')?.at(-1)).toBe(
    'node snippets-runner/bin.mjs verify --reporter github --reporter json:report.json',
  );
  expect(jobs.issues).toMatchObject({ needs: 'verify', if: 'failure()' });
  expect(commands('issues')?.at(-1)).toBe('node scripts/open-issues.ts report.json');
});
