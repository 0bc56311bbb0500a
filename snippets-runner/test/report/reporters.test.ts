import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import { runReportSchema } from '../../model/report.ts';
import { githubReport } from '../../report/github.ts';
import { jsonReport } from '../../report/json.ts';
import { junitReport } from '../../report/junit.ts';
import { markdownReport } from '../../report/markdown.ts';
import { prettyReport } from '../../report/run.ts';
import { createStyle, indent } from '../../report/style.ts';
import { samplePage } from '../tutorial/capture/sample.ts';
import { reportOf } from './sample-report.ts';
import { everythingRun, ranOutcome } from './sample-run.ts';

const EXPECTED = join(import.meta.dirname, '../expect/report');
const here = (file: string) => file;
/** Escapes control characters and the like, because golden files are text. */
const visible = (text: string) =>
  text.replace(/[^\P{C}\n]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('reports of a run that has everything:', () => {
  const report = everythingRun();

  test.each([
    ['pretty.txt', () => prettyReport(report, createStyle(false), true)],
    ['report.json', () => jsonReport(report)],
    ['junit.xml', () => junitReport(report)],
    ['github.txt', () => githubReport(report, here)],
    ['summary.md', () => markdownReport(report)],
  ])('%s equals its golden file', async (file, make) => {
    await expect(`${visible(make())}\n`).toMatchFileSnapshot(join(EXPECTED, file));
  });

  test('the JSON report matches its schema, and is read as it was written', () => {
    expect(runReportSchema.parse(JSON.parse(jsonReport(report)))).toEqual(report);
  });

  test('the XML has as much as the JSON', () => {
    const { suites, root } = parsed(junitReport(report));
    expect(suites.map(({ name }) => name)).toEqual(report.pages.map(({ slug }) => slug));
    const snippets = report.pages.reduce((total, page) => total + page.snippets.length, 0);
    const cases = suites.flatMap((suite) => suite.cases);
    // One more for the leftovers, and one for the lab that could not be made.
    expect(cases).toHaveLength(snippets + 2);
    const number = (result: string) => cases.filter((each) => each.results.includes(result)).length;
    expect([number('failure'), number('error'), number('skipped')]).toEqual([8, 1, 5]);
    expect(root).toMatchObject({ tests: String(cases.length), failures: '8', errors: '1', skipped: '5' });
  });

  test('nothing that a page prints ends a block of the Markdown', () => {
    const { pages } = report;
    const hostile = { ...report, pages: pages.map((page) => ({ ...page, file: '`a` | <b>[c](d)' })) };
    const lines = markdownReport(hostile).split('\n');
    const rows = lines.filter((line) => line.startsWith('| <code>'));
    expect(rows).toHaveLength(pages.length);
    expect(rows.every((row) => row.split('|').length === 6 && !/[`[\]*]|<b>/u.test(row.replaceAll('**', '')))).toBe(
      true,
    );
    let fence: string | undefined;
    for (const line of lines) {
      const [ticks] = /^`{3,}/u.exec(line) ?? [];
      if (fence === undefined) fence = ticks;
      else if (line === fence) fence = undefined;
      else expect(ticks === undefined || ticks.length < fence.length || line !== ticks).toBe(true);
    }
    expect(fence).toBeUndefined();
  });

  test('a long Markdown report says how much it leaves out', () => {
    const [page] = report.pages.filter(({ result }) => result === 'failed');
    if (!page) throw new TypeError('no page has failed');
    const text = markdownReport({ ...report, pages: Array(500).fill(page), problems: [] });
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
    expect(text).toMatch(/\n\n\d+ more are in the log\.$/u);
  });

  test('every annotation is one line', () => {
    const lines = githubReport(report, here).split('\n');
    expect(lines.filter((line) => !/^::(?:error|warning|notice) [^\r]*$/u.test(line))).toEqual([]);
  });
});

test('what keeps a page from running is shown on its line, if it has one', () => {
  const page = samplePage();
  const position = { line: 4, column: 42 };
  const error = new SnippetsError('beginning-failed', 'the set-up failed', 'see why', { position });
  const report = reportOf({ pages: [{ kind: 'broken', page, engine: 'native', error, durationMs: 1 }] });
  expect(githubReport(report, here)).toMatch(/^::error file=bridge\/sample\.mdx,line=4,col=42,title=could not run/u);
  expect(runReportSchema.parse(JSON.parse(jsonReport(report)))).toEqual(report);
});

test('a page may have printed more backticks than a function can have arguments', () => {
  const error = new SnippetsError('docker-refused', '` '.repeat(140_000), '');
  const report = reportOf({ pages: [{ kind: 'broken', page: samplePage(), engine: 'native', error, durationMs: 1 }] });
  expect(markdownReport(report)).toContain('\n```text\ncould not run');
});

describe('reports of a run that did not complete:', () => {
  const error = new SnippetsError('engine-unreachable', 'no Docker daemon answers\n  tried a', 'start Docker');
  const failed = reportOf({ ending: { kind: 'failed', error }, pages: [{ kind: 'not-run', page: samplePage() }] });

  test('JUnit has an error, so an empty report does not look like a success', () => {
    const { root, suites } = parsed(junitReport(failed));
    expect(root).toMatchObject({ tests: '3', errors: '1', skipped: '2' });
    expect(suites.at(-1)?.cases[0]?.text).toContain('hint start Docker');
  });

  test('GitHub has an annotation', () => {
    expect(githubReport(failed, here)).toBe(
      '::error title=incomplete::no Docker daemon answers%0A  tried a%0Ahint start Docker',
    );
  });

  test('all of them have the mistakes of documents', () => {
    const problem = {
      code: 'node-unknown',
      file: 'a.mdx',
      position: { line: 3, column: 7 },
      message: 'no "x"',
      hint: 'h',
    };
    const refused = reportOf({ ending: { kind: 'refused' }, problems: [{ ...problem, code: 'node-unknown' }] });
    expect(githubReport(refused, (file) => `docs/${file}`)).toBe(
      '::error file=docs/a.mdx,line=3,col=7,title=node-unknown::no "x"%0Ahint h',
    );
    expect(parsed(junitReport(refused)).root).toMatchObject({ tests: '1', failures: '1' });
    expect(prettyReport(refused, createStyle(false), false)).toContain('a.mdx:3:7 no "x" node-unknown');
  });
});

test('no report has characters that act, or commands for the log of GitHub Actions', () => {
  const output = 'x\n::stop-commands::t\n  ::debug::a ##[error]b\n\u202ehidden\x9b31m\x7f';
  const outcome = ranOutcome(samplePage(), [[{ kind: 'wrong-exit', step: 0, expected: 0, actual: 1, output }]]);
  const report = reportOf({ pages: [outcome] });
  const [xml, json, github] = [junitReport(report), jsonReport(report), githubReport(report, here)];
  for (const text of [xml, json, github]) expect(text).not.toMatch(/[^\P{Cc}\t\n]|\p{Bidi_Control}/u);
  for (const text of [xml, json]) expect(text).not.toMatch(/^\s*::|##\[/mu);
  expect(github.split('\n').filter((line) => !/^::error file=/u.test(line))).toEqual([]);
  // Readers of the files get the same text.
  expect(parsed(xml).suites[0]?.cases[0]?.text).toContain('::stop-commands::t\n    ::debug::a ##[error]b');
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(report)));
});

test('the XML is well-formed whatever was printed, and has all characters that it can', () => {
  const page = samplePage();
  const unit = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(
      fc.oneof(unit, fc.string({ unit: fc.integer({ max: 0xffff }).map((code) => String.fromCharCode(code)) })),
      (output) => {
        const outcome = ranOutcome(page, [
          [{ kind: 'wrong-exit', step: 0, expected: 0, actual: 1, output: `(${output})` }],
        ]);
        const { suites } = parsed(junitReport(reportOf({ pages: [outcome] })));
        const said = suites[0]?.cases[0]?.text ?? '';
        const plain = (text: string) => text.replace(/[^\x20-\x7e]/gu, '');
        // Each line of what was printed is indented.
        expect(plain(said)).toContain(plain(indent(output, '  ')).trim().slice(0, 20));
      },
    ),
    { numRuns: 300, examples: [['!\n!'], ['a\n\n b']] },
  );
});

interface Case {
  name: string;
  results: string[];
  text: string;
}

/** Parses with a parser that refuses everything that XML 1.0 does not allow. */
function parsed(xml: string) {
  const parser = new SaxesParser();
  const suites: { name: string; cases: Case[] }[] = [];
  let root: Record<string, string> = {};
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'testsuites') root = attributes;
    else if (name === 'testsuite') suites.push({ name: attributes.name ?? '', cases: [] });
    else if (name === 'testcase') suites.at(-1)?.cases.push({ name: attributes.name ?? '', results: [], text: '' });
    else suites.at(-1)?.cases.at(-1)?.results.push(name);
  });
  parser.on('text', (text) => {
    const last = suites.at(-1)?.cases.at(-1);
    if (last) last.text += text;
  });
  parser.write(xml).close();
  return { root, suites };
}

test('the parser of these tests refuses invalid XML', () => {
  expect(() => parsed('<testsuites>\x1b</testsuites>')).toThrow();
  expect(readFileSync(join(EXPECTED, 'junit.xml'), 'utf8')).toContain('␛[31mred');
});
