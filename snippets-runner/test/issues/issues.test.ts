/** Issues about the pages that failed in a scheduled run. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Issue, issuesOf, openMissing } from '../../../scripts/issues/issues.ts';
import type { RunReport } from '../../model/report.ts';
import { reportOf } from '../report/sample-report.ts';
import { everythingRun, ranOutcome } from '../report/sample-run.ts';
import { pageOf } from '../run/pages.ts';

const RUN = 'https://github.com/someone/tutorials/actions/runs/1';
const page = (slug: string) => pageOf('```console snippet=one\n$ docker ps\n```\n', { slug });
const passed = (slug: string) => ranOutcome(page(slug));
const failed = (slug: string, output = 'odd') =>
  ranOutcome(page(slug), [[{ kind: 'wrong-exit', step: 0, expected: 0, actual: 1, output }]]);
const bodyOf = (output: string) => issuesOf(reportOf({ pages: [failed('a', output)] }), RUN)[0]?.body ?? '';

/** Keeps issues as GitHub does. */
function issuesAre(...titles: string[]) {
  const opened: Issue[] = [];
  return {
    opened,
    openTitles: async () => [...titles, ...opened.map(({ title }) => title)],
    open: async (issue: Issue) => void opened.push(issue),
  };
}

describe('issuesOf', () => {
  test('is one issue for each page that failed, and none for those that could not be run', () => {
    expect(issuesOf(everythingRun(), RUN).map(({ title }) => title)).toEqual(
      everythingRun()
        .pages.filter(({ result }) => result === 'failed')
        .map(({ slug }) => `${slug} no longer holds`),
    );
    expect(issuesOf(reportOf({ pages: [passed('a')] }), RUN)).toEqual([]);
  });

  test('says what failed, where, with which Docker, and what to do', () => {
    const [issue] = issuesOf(reportOf({ pages: [passed('a'), failed('bridge/b')] }), RUN);
    expect(issue?.title).toBe('bridge/b no longer holds');
    expect(issue?.body).toContain(`A [run](${RUN}) of all pages found on 2026-11-24`);
    expect(issue?.body).toMatch(/It ran with Docker \S+ on Linux \S+, \S+\./u);
    expect(issue?.body).toMatch(/^failed bridge\/b\.mdx/mu);
    expect(issue?.body).toContain('snippet one on host');
    expect(issue?.body).toContain('`npx snippets verify bridge/b`');
    expect(issuesOf(reportOf({ pages: [failed('b')] }), undefined)[0]?.body).toMatch(/^A run of all pages/u);
  });

  test('no output gets out of its block, or is shown other than it is', () => {
    const body = bodyOf('```\n@someone <img src=x>\n`````\n\x1b[31mred\u202e');
    const [, fence = '', inside = ''] = /^(`+)text\n(.*?)\n\1$/msu.exec(body) ?? [];
    expect(fence).toBe('``````');
    expect(inside).toContain('@someone');
    expect(inside).toContain('␛[31mred\\u202e');
  });

  test('a long report is shortened to what GitHub takes', () => {
    const body = bodyOf('\u{1f433}'.repeat(100_000));
    expect(body.length).toBeLessThan(65_536);
    expect(body.isWellFormed()).toBe(true);
    expect(body).toContain('the rest is in the report of the run');
  });
});

describe('openMissing', () => {
  const wanted = issuesOf(reportOf({ pages: [failed('a'), failed('b')] }), RUN);

  test('opens no second issue for a page', async () => {
    const issues = issuesAre('b no longer holds', 'a no longer holds water');
    expect(await openMissing(wanted, issues)).toEqual([
      { title: 'a no longer holds', result: 'opened' },
      { title: 'b no longer holds', result: 'already open' },
    ]);
    expect(issues.opened.map(({ title }) => title)).toEqual(['a no longer holds']);
    await openMissing([...wanted, ...wanted], issues);
    expect(issues.opened.length).toBe(1);
  });

  test('asks nothing if no page failed', async () => {
    const openTitles = () => Promise.reject(new Error('asked'));
    expect(await openMissing([], { openTitles, open: openTitles })).toEqual([]);
  });
});

describe('open-issues.ts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'issues-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** @param gh what stands in for the command of GitHub */
  function openIssues(report: RunReport | string, gh: string) {
    writeFileSync(join(folder, 'gh'), `#!/bin/sh\n${gh}\n`);
    chmodSync(join(folder, 'gh'), 0o755);
    writeFileSync(join(folder, 'report.json'), typeof report === 'string' ? report : JSON.stringify(report));
    const script = join(import.meta.dirname, '../../../scripts/open-issues.ts');
    return spawnSync(process.execPath, [script, join(folder, 'report.json')], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, RUN_URL: RUN },
    });
  }

  test('asks gh for the open issues, and gives it the new ones', () => {
    const gh = `echo "$*" >>"${'$'}{0%/*}/calls"
[ "$2" = list ] && echo '[{"title":"b no longer holds"}]' || cat >"${'$'}{0%/*}/body"`;
    const { status, stdout, stderr } = openIssues(reportOf({ pages: [failed('a'), failed('b')] }), gh);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe('opened: a no longer holds\nalready open: b no longer holds\n');
    expect(readFileSync(join(folder, 'calls'), 'utf8').split('\n')).toEqual([
      'issue list --state open --limit 5000 --json title',
      'issue create --title a no longer holds --body-file -',
      '',
    ]);
    expect(readFileSync(join(folder, 'body'), 'utf8')).toContain(`[run](${RUN})`);
  });

  test.each([
    ['gh fails', reportOf({ pages: [failed('a')] }), 'echo "no token" >&2; exit 4', 'error: gh issue list: no token\n'],
    ['the report is none', '{"schema": 3}', 'exit 1', /^error: /u],
  ])('fails if %s', (_, report, gh, message) => {
    const { status, stderr } = openIssues(report, gh);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('does nothing if all pages passed', () => {
    const { status, stdout } = openIssues(reportOf({ pages: [passed('a')] }), 'exit 1');
    expect([status, stdout]).toEqual([0, 'no page failed\n']);
  });
});
