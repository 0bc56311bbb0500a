/**
 * The report for CI systems: JUnit's XML, as Jenkins, GitLab and others read it
 * (https://github.com/testmoapp/junitxml). Each page is a suite, each snippet a test case. A fault of a page
 * is a failure. A page that the tool could not run is an error.
 */
import type { PageThatRan, ReportedPage, ReportedSnippet, RunReport } from '../model/report.ts';
import { faultText, faultTitle, leakHint, leakText } from './faults.ts';
import { endingText } from './run.ts';
import { hasRun } from './run-report.ts';
import { createStyle } from './style.ts';
import { type Element, xmlDocument } from './xml.ts';

const PLAIN = createStyle(false);

export function junitReport(report: RunReport): string {
  const { command, durationMs, pages } = report;
  // Most readers use a schema that has neither fractions of a second nor time zones.
  const started = report.started.slice(0, 19);
  const suites = [
    ...(report.ending.kind === 'refused' ? [] : pages.map((page) => pageSuite(page, started))),
    ...problemSuites(report.problems, started),
    ...endingSuite(report.ending, started),
  ];
  const attributes = { name: `snippets ${command}`, ...totals(suites), time: time(durationMs), timestamp: started };
  return xmlDocument({ name: 'testsuites', attributes, children: suites });
}

function totals(suites: readonly Element[]) {
  const sum = (name: string) => suites.reduce((total, { attributes }) => total + Number(attributes?.[name] ?? 0), 0);
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') };
}

function pageSuite(page: ReportedPage, timestamp: string): Element {
  const { slug, file } = page;
  const cases = hasRun(page)
    ? [...page.snippets.map((each) => ranCase(each, page)), ...leakCase(page)]
    : otherCases(page);
  const durationMs = 'durationMs' in page ? page.durationMs : 0;
  return suite({ name: slug, file, timestamp, durationMs, cases, properties: propertiesOf(page) });
}

interface Suite {
  readonly name: string;
  readonly file?: string;
  readonly timestamp: string;
  readonly durationMs?: number;
  readonly cases: readonly Element[];
  readonly properties?: Readonly<Record<string, string>>;
}

function suite({ name, file, timestamp, durationMs = 0, cases, properties = {} }: Suite): Element {
  const number = (result: string) =>
    cases.filter(({ children = [] }) => children.some((child) => typeof child === 'object' && child.name === result))
      .length;
  const counts = {
    tests: cases.length,
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
  };
  const property = ([key, value]: [string, string]) => ({ name: 'property', attributes: { name: key, value } });
  const given = Object.entries(properties).map(property);
  return {
    name: 'testsuite',
    attributes: { name, file, ...counts, time: time(durationMs), timestamp },
    children: [...(given.length > 0 ? [{ name: 'properties', children: given }] : []), ...cases],
  };
}

function propertiesOf(page: ReportedPage): Readonly<Record<string, string>> {
  if (page.result === 'broken') return { engine: page.engine };
  if (!('docker' in page)) return {};
  const { version, kernel, arch } = page.docker;
  const drift = page.drift.map(({ what, captured, now }) => [`drift.${what}`, `captured with ${captured}, now ${now}`]);
  return { engine: page.engine, docker: version, kernel: `${kernel} ${arch}`, ...Object.fromEntries(drift) };
}

function testCase(
  { slug, file }: { readonly slug: string; readonly file?: string },
  { name, line, durationMs = 0 }: { readonly name: string; readonly line?: number; readonly durationMs?: number },
  children: readonly Element[] = [],
): Element {
  // Jenkins takes the part before the last dot for a package.
  const classname = slug.replaceAll('.', '-').replaceAll('/', '.');
  return { name: 'testcase', attributes: { name, classname, file, line, time: time(durationMs) }, children };
}

function ranCase(snippet: ReportedSnippet, page: PageThatRan): Element {
  const { id, position, durationMs, attempts, retryUntil, faults } = snippet;
  const at = { name: id, line: position.line, durationMs };
  const [first] = faults;
  if (!first) {
    const note = `${attempts} attempts until ${retryUntil}`;
    return testCase(page, at, attempts > 1 ? [{ name: 'system-out', children: [note] }] : []);
  }
  if (faults.every(({ kind }) => kind === 'not-run'))
    return testCase(page, at, [skipped(faultTitle(first, page.kind))]);
  const places = faults.map((fault) => {
    return `${page.file}:${fault.position.line}:${fault.position.column}\n${faultText(fault, snippet, page.kind, PLAIN)}`;
  });
  const attributes = { type: first.kind, message: faults.map((fault) => faultTitle(fault, page.kind)).join('; ') };
  return testCase(page, at, [{ name: 'failure', attributes, children: [places.join('\n\n')] }]);
}

/** Leaks belong to the page, not to one of its snippets, so they are a test case of their own. */
function leakCase(page: PageThatRan): readonly Element[] {
  if (page.leaks.length === 0) return [];
  const leaks = page.leaks.map((leak) => leakText(leak, PLAIN));
  const attributes = { type: 'leak', message: leaks.join('; ') };
  const text = [...leaks, leakHint(page)].join('\n');
  return [testCase(page, { name: '(leaves nothing behind)' }, [{ name: 'failure', attributes, children: [text] }])];
}

/** The test cases of a page that did not run, or could not be finished. */
function otherCases(page: Exclude<ReportedPage, PageThatRan>): readonly Element[] {
  if (page.result === 'broken') {
    const { code, message, hint } = page.error;
    const text = `${message}\nhint ${hint}`;
    const error: Element = { name: 'error', attributes: { type: code, message }, children: [text] };
    return [
      testCase(page, { name: '(lab)', durationMs: page.durationMs }, [error]),
      ...placeCases(page, `its ${page.kind} could not run`),
    ];
  }
  // Nothing of it was skipped.
  if (page.result === 'empty') return [];
  const reason = page.result === 'skipped' ? page.reason : notRun(page);
  const cases = placeCases(page, reason);
  return cases.length > 0 ? cases : [testCase(page, { name: '(page)' }, [skipped(reason)])];
}

function notRun({ result, kind }: Pick<ReportedPage, 'result' | 'kind'>): string {
  return result === 'unchanged'
    ? `its ${kind} passed when it last ran, and has not changed since`
    : `the run ended before this ${kind}`;
}

function placeCases(page: Exclude<ReportedPage, PageThatRan>, reason: string): readonly Element[] {
  return page.snippets.map(({ id, position }) => testCase(page, { name: id, line: position.line }, [skipped(reason)]));
}

function skipped(message: string): Element {
  return { name: 'skipped', attributes: { message } };
}

function problemSuites(problems: RunReport['problems'], timestamp: string): readonly Element[] {
  return [...Map.groupBy(problems, ({ file }) => file)].map(([file, ofFile]) => {
    const cases = ofFile.map(({ code, message, hint, position }) => {
      const place = position ? `${file}:${position.line}:${position.column}` : file;
      const failure = {
        name: 'failure',
        attributes: { type: code, message },
        children: [`${place} ${message}\nhint ${hint}`],
      };
      return testCase({ slug: file, file }, { name: `${code} ${place}`, line: position?.line ?? 1 }, [failure]);
    });
    return suite({ name: file, file, timestamp, cases });
  });
}

/** Adds an error if the run did not complete: otherwise its report would look like a success. */
function endingSuite(ending: RunReport['ending'], started: string): readonly Element[] {
  if (!ERRORS.has(ending.kind)) return [];
  const message = endingText(ending) ?? '';
  const [type, text] =
    ending.kind === 'failed' ? [ending.error.code, `${message}\nhint ${ending.error.hint}`] : [ending.kind, message];
  const error: Element = { name: 'error', attributes: { type, message }, children: [text] };
  const run = testCase({ slug: 'snippets' }, { name: '(run)' }, [error]);
  return [suite({ name: 'snippets', timestamp: started, cases: [run] })];
}

const ERRORS: ReadonlySet<RunReport['ending']['kind']> = new Set([
  'failed',
  'interrupted',
  'shards-missing',
  'pages-missing',
]);

/** Formats a duration in seconds. */
function time(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
