/**
 * Tests that no workflow gives a pull request from a stranger more than a machine that is deleted afterwards, and that
 * each job has the rights that it needs, and no other.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const HOME = join(import.meta.dirname, '../..');
const FOLDER = join(HOME, '.github/workflows');
const ACTION_TEXT = readFileSync(join(HOME, 'action.yml'), 'utf8');

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
  'action.yml': { try: { contents: 'read' } },
  'deploy.yml': {
    test: { contents: 'read' },
    build: { contents: 'read', pages: 'read' },
    deploy: { pages: 'write', 'id-token': 'write' },
  },
  'image.yml': { build: { contents: 'read' } },
  'documents.yml': { documents: { contents: 'read' } },
  'publish.yml': {
    test: { contents: 'read' },
    pack: { contents: 'read' },
    publish: { 'id-token': 'write' },
  },
  'test.yml': { test: { contents: 'read' } },
  'weekly.yml': { verify: { contents: 'read' }, issues: { contents: 'read', issues: 'write' } },
};

/** The commands of jobs that can write something. */
const RUN_WITH_RIGHTS = [
  './scripts/bootstrap',
  'node scripts/open-issues.ts report.json',
  'npm publish ./*.tgz --provenance --access public --ignore-scripts',
];

const ACTION = parse(ACTION_TEXT) as {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly steps: readonly Step[] };
};

const WORKFLOWS = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});

/** The action of this repository. */
const OWN = './';

function workflowOf(file: string): Workflow {
  const found = WORKFLOWS.find(({ name }) => name === file);
  if (!found) throw new TypeError(`no workflow ${file}`);
  return found.workflow;
}

function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

function commandsOf(job: Job | undefined): readonly string[] {
  return job?.steps?.flatMap(({ run }) => run ?? []) ?? [];
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
      expect(RUN_WITH_RIGHTS).toEqual(expect.arrayContaining(commands));
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
    for (const { uses = OWN } of steps) if (uses !== OWN) expect(uses).toMatch(/@[0-9a-f]{40}$/u);
    for (const [line] of text.matchAll(/uses: [^.\n].*/gu)) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u);
  });
});

test('all workflows and the action use the same version of an action', () => {
  const all = [...WORKFLOWS.flatMap(({ workflow }) => stepsOf(workflow)), ...ACTION.runs.steps];
  const used = new Set(all.flatMap(({ uses }) => uses ?? []));
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

describe('publish.yml', () => {
  const { on, jobs } = workflowOf('publish.yml');

  test('publishes what was packed, after all checks, when a version is tagged', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
    expect(jobs.test?.uses).toBe('./.github/workflows/test.yml');
    expect([jobs.pack?.needs, jobs.publish?.needs]).toEqual(['test', 'pack']);
    const [uploaded, downloaded] = [jobs.pack, jobs.publish].map((job) =>
      job?.steps?.find(({ uses }) => /(?:up|down)load-artifact@/u.test(uses ?? '')),
    );
    const [, folder] = /^\.\/scripts\/package (\S+)\/files$/mu.exec(commandsOf(jobs.pack).join('\n')) ?? [];
    expect(uploaded?.with).toMatchObject({ path: `${folder}/*.tgz`, name: downloaded?.with?.name });
    expect(commandsOf(jobs.publish).at(-1)).toMatch(/^npm publish \.\/\*\.tgz --provenance --access public\b/u);
  });

  test.each(['right', 'wrong'])('looks at the tag before it packs: a %s one', (kind) => {
    const { version } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8'));
    const steps = jobs.pack?.steps ?? [];
    const index = steps.findIndex(({ id }) => id === 'version');
    expect(steps.slice(index + 1).some(({ run }) => run?.startsWith('./scripts/package'))).toBe(true);
    const env = { ...process.env, GITHUB_REF_NAME: kind === 'right' ? `v${version}` : `v${version}0` };
    const { status, stdout } = spawnSync('bash', ['-e', '-c', steps[index]?.run ?? ''], { cwd: HOME, env });
    expect(status).toBe(kind === 'right' ? 0 : 1);
    expect(stdout.toString().includes('::error::')).toBe(kind === 'wrong');
  });
});

describe('action.yml', () => {
  const { steps } = ACTION.runs;

  test('pins actions by commit, and names the version', () => {
    for (const [line] of ACTION_TEXT.matchAll(/^ +(?:- )?uses: .*/gmu)) {
      expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u);
    }
  });

  test('puts no input into a command, and starts only files that are here', () => {
    for (const { run } of steps) {
      if (run === undefined) continue;
      const [, script = ''] = /^"\$GITHUB_ACTION_PATH\/(scripts\/action\/\w+)"(?: \w+)?$/u.exec(run) ?? [];
      expect(statSync(join(HOME, script)).mode & 0o111, run).not.toBe(0);
    }
  });

  test('reads each of its inputs, and no other', () => {
    const read = new Set(Array.from(ACTION_TEXT.matchAll(/\binputs\.(\w+)/gu), ([, name]) => name));
    expect([...read].sort()).toEqual(Object.keys(ACTION.inputs).sort());
    for (const { with: given = {} } of stepsOf(workflowOf('action.yml')).filter(({ uses }) => uses === OWN)) {
      expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });
});

test('hooks for commits start the version of this checkout, with options that there are', () => {
  const hooks = parse(readFileSync(join(HOME, '.pre-commit-hooks.yaml'), 'utf8')) as readonly { entry: string }[];
  const { name, version } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8'));
  expect(hooks.map(({ entry }) => entry)).toEqual([
    `npx --yes ${name}@${version} lint --allow-empty`,
    `npx --yes ${name}@${version} verify --changed --allow-empty`,
  ]);
});

test('weekly.yml verifies all pages, and opens issues where it failed', () => {
  const { on, jobs } = workflowOf('weekly.yml');
  expect(on).toEqual({
    schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/u) }],
    workflow_dispatch: null,
  });
  expect(commandsOf(jobs.verify).at(-1)).toBe(
    'node snippets-runner/bin.mjs verify --reporter github --reporter json:report.json',
  );
  expect(jobs.issues).toMatchObject({ needs: 'verify', if: 'failure()' });
  expect(commandsOf(jobs.issues).at(-1)).toBe('node scripts/open-issues.ts report.json');
});
