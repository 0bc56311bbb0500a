import { describe, expect, test } from 'vitest';
import { doctorReportSchema, type Examination } from '../../model/examination.ts';
import { listingSchema } from '../../model/listing.ts';
import { examinationReport, examinationsJson } from '../../report/doctor.ts';
import { leftOutReport, notesReport } from '../../report/left-out.ts';
import { type ListedPage, listJson, listReport } from '../../report/list.ts';
import { problemsReport } from '../../report/problems.ts';
import { createStyle } from '../../report/style.ts';
import type { Problem } from '../../tutorial/problem.ts';
import { documentOf } from '../commands/documents.ts';
import { pageOf } from '../run/pages.ts';
import { captureOf, recordingOf, samplePage } from '../tutorial/capture/sample.ts';

const PLAIN = createStyle(false);

describe('problems', () => {
  const problem = (file: string, more: Partial<Problem> = {}): Problem => ({
    code: 'node-unknown',
    file,
    position: { line: 3, column: 7 },
    message: 'the lab has no node "x"',
    hint: 'it has: host',
    ...more,
  });

  test('are listed file by file, each with position, code and hint', () => {
    const problems = [problem('a.mdx'), problem('b.mdx', { position: undefined, hint: '' }), problem('a.mdx')];
    expect(problemsReport(problems, PLAIN)).toBe(
      [
        'a.mdx:3:7 the lab has no node "x" node-unknown',
        '  hint it has: host',
        'a.mdx:3:7 the lab has no node "x" node-unknown',
        '  hint it has: host',
        '',
        'b.mdx the lab has no node "x" node-unknown',
        '',
        '3 problems in 2 files',
      ].join('\n'),
    );
  });

  test('are each on one line, whatever they quote', () => {
    const forging = problem('a\n1 document passed.md', { message: '"\nno problems" is not in the right form' });
    expect(problemsReport([forging], PLAIN).split('\n')).toEqual([
      'a␊1 document passed.md:3:7 "␊no problems" is not in the right form node-unknown',
      '  hint it has: host',
      '',
      '1 problem in 1 file',
    ]);
  });

  test('say so if there are none', () => {
    expect(problemsReport([], PLAIN)).toBe('no problems');
  });
});

test('what is skipped or noted of a document is on one line each', () => {
  const document = documentOf('<!-- snippets: skip="x\n1 document passed" -->\n```console\n$ docker ps\n```\n');
  const file = 'a\nb.md';
  expect(leftOutReport({ file, leftOut: document.leftOut }, PLAIN)).toBe(
    'a␊b.md:3:1 skipped: a comment says "skip": x␊1 document passed',
  );
  const notes = [{ position: { line: 3, column: 1 }, message: 'x\ny' }];
  expect(notesReport({ file, notes }, PLAIN)).toBe('a␊b.md:3:1 note: x␊y');
});

describe('the list of pages', () => {
  const page = samplePage();
  const capture = captureOf(page, recordingOf(page));

  test('is a table', () => {
    const standIn = { ...capture, images: { alpine: { reference: 'alpine:3', id: '1', origin: 'stand-in' as const } } };
    const later = pageOf('no snippet', { slug: 'prose' });
    const pages: ListedPage[] = [
      { slug: 'bridge/sample', file: 'a', page, locales: ['en', 'zh-cn'], capture: standIn },
      { slug: 'new', file: 'b', page, locales: ['en'], capture: undefined },
      { slug: 'later', file: 'c', page: later, locales: ['en'], capture: undefined },
      { slug: 'broken', file: 'd', page: undefined, locales: [], capture: undefined },
    ];
    const documents = [documentOf('```console\n$ docker run --rm alpine true\n```\n')];
    expect(listReport({ pages, documents }, 'en', PLAIN)).toBe(
      [
        'page           languages  snippets               nodes  images  needs  captured             with',
        'bridge/sample  en zh-cn   2                      host   -       -      2026-11-24           Docker 28.5.2, stand-in images',
        'new            en         2                      host   -       -      never                -',
        'later          en         0                      host   -       -      no snippets          -',
        'broken         -          invalid MDX, see lint',
        'README.md      -          1                      host   alpine  -      none: Markdown file',
        '',
        '4 pages, 1 document',
      ].join('\n'),
    );
  });

  test('has each document on one line', () => {
    const document = { ...documentOf('```console\n$ true\n```\n'), file: 'a\nb.md' };
    expect(listReport({ pages: [], documents: [document] }, 'en', PLAIN).split('\n')[1]).toMatch(/^a␊b\.md +- +1 /u);
  });
});

describe('the examination of an engine', () => {
  const good: Examination = {
    host: 'unix:///var/run/docker.sock',
    source: 'default socket',
    facts: [['Docker', '28.5.2, API 1.51']],
    images: [
      { name: 'node', state: 'registry' },
      { name: 'alpine', state: 'not made yet' },
    ],
    labs: [],
    disk: { bytes: 40 * 2 ** 30, freeBytes: 12.25 * 2 ** 30 },
    registry: { kind: 'reachable' },
    findings: [],
  };

  test('says that labs can run', () => {
    expect(examinationReport(good, PLAIN)).toBe(
      [
        'engine    unix:///var/run/docker.sock (default socket)',
        'Docker    28.5.2, API 1.51',
        'disk      12.3 GiB free of 40.0',
        'registry  reachable',
        'images    node: registry, alpine: not made yet',
        'labs      none',
        '',
        'labs can run here',
      ].join('\n'),
    );
  });

  test('says why labs cannot run, and what to do about it', () => {
    const labs = [{ labId: 'abcd', page: 'attach', started: '', ownerState: 'gone' as const }];
    const findings: Examination['findings'] = [
      { severity: 'blocking', message: 'it is rootless', hint: 'use another' },
      { severity: 'note', message: 'labs are left', hint: 'snippets clean' },
    ];
    expect(
      examinationReport({ ...good, labs, findings }, PLAIN)
        .split('\n')
        .slice(5),
    ).toEqual([
      'labs      abcd of attach (gone)',
      '',
      'problem it is rootless',
      '  hint use another',
      'note labs are left',
      '  hint snippets clean',
    ]);
  });

  test('has everything for programs, by its schema', () => {
    const { facts, ...rest } = good;
    const others: Examination = { ...good, disk: undefined, registry: { kind: 'unreachable', reason: 'no route' } };
    expect(doctorReportSchema.parse(JSON.parse(examinationsJson([good, others])))).toEqual({
      schema: 1,
      engines: [
        { ...rest, facts: Object.fromEntries(facts) },
        {
          ...rest,
          facts: Object.fromEntries(facts),
          disk: null,
          registry: { kind: 'unreachable', reason: 'no route' },
        },
      ],
    });
  });
});

test('the list of pages has everything for programs, by its schema', () => {
  const sample = samplePage();
  const daemon = { 'default-address-pools': [{ base: '10.201.0.0/16', size: 24 }] };
  const page = { ...sample, lab: { ...sample.lab, limits: { processes: 4_096 }, daemon } };
  const capture = captureOf(page, recordingOf(page));
  const pages: ListedPage[] = [
    { slug: 'bridge/sample', file: 'a', page, locales: ['en', 'zh-cn'], capture },
    { slug: 'broken', file: 'd', page: undefined, locales: [], capture: undefined },
  ];
  const documents = [
    documentOf('```console\n$ docker run redis:7\n```\n\n```console skip\n$ docker pull alpine\n```\n'),
  ];
  const listed = listJson({ pages, documents });
  expect(listingSchema.parse(JSON.parse(listed))).toMatchObject({
    schema: 2,
    pages: [
      {
        slug: 'bridge/sample',
        locales: ['en', 'zh-cn'],
        page: {
          snippets: [
            { id: 'create', captured: '2026-11-24T04:00:00.000Z' },
            { id: 'attach', node: 'host' },
          ],
        },
        capture: { engine: { version: '28.5.2' } },
      },
      { slug: 'broken', page: null, capture: null },
    ],
    documents: [{ file: 'README.md', snippets: [{ id: 'block-1' }], leftOut: [{ position: { line: 5 } }] }],
  });
});
