import { describe, expect, test } from 'vitest';
import { nextCapture } from '../../../compare/renewal/next-capture.ts';
import type { Recording } from '../../../model/recording.ts';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import { readQuickly } from '../../../tutorial/capture/parse-capture.ts';
import { captureText } from '../../../tutorial/capture/write.ts';
import type { Page } from '../../../tutorial/page.ts';
import { beginningHash, snippetHash } from '../../../tutorial/snippet/snippet-hash.ts';
import { FAKE_FACTS } from '../../fake-lab/fake-lab.ts';
import { pageOf } from '../../run/pages.ts';
import { captureOf, recordingOf, samplePage, TWO_SNIPPETS } from '../../tutorial/capture/sample.ts';

const PAGE = samplePage();
const FIRST = recordingOf(PAGE, ['id-1', '', 'bin', 'bye']);
const PREVIOUS = captureOf(PAGE, FIRST);
const LATER = new Date('2027-01-01T00:00:00Z');

function next(
  recording: Recording,
  stale: readonly string[],
  previous: Capture | undefined = PREVIOUS,
  page: Page = PAGE,
) {
  return nextCapture({
    page,
    previous,
    recording,
    stale: new Set(stale),
    toCaptured: (text) => text.replaceAll('id-2', 'id-1'),
  });
}

/** Returns a recording of the page from another day, with other ids. */
function again(outputs: readonly string[], more: Partial<Recording> = {}): Recording {
  const recording = recordingOf(PAGE, outputs, more);
  return { ...recording, snippets: recording.snippets.map((snippet) => ({ ...snippet, startedAt: LATER })) };
}

describe('the next capture', () => {
  test('of a page without one is the recording', () => {
    expect(PREVIOUS).toEqual({
      schema: 1,
      slug: 'bridge/sample',
      engine: FAKE_FACTS,
      images: { alpine: { reference: 'alpine:3.22', id: 'sha256:1234', origin: 'registry' } },
      snippets: [
        {
          id: 'create',
          node: 'host',
          hash: snippetHash(PAGE.snippets[0] as Page['snippets'][number]),
          captured: '2026-11-24T04:00:00.000Z',
          exit: 0,
          output: 'show',
          hidden: false,
          steps: [{ prompt: '$ ', text: 'docker network create alpine-net', output: 'id-1', exit: 0, duration: 13 }],
        },
        expect.objectContaining({
          id: 'attach',
          exit: 1,
          steps: [
            { prompt: '$ ', text: 'docker attach box', output: '', exit: null, duration: 13 },
            { prompt: '/ # ', text: 'ls', output: 'bin', exit: null, duration: 13 },
            { prompt: '/ # ', text: '', keys: ['Ctrl-P', 'Ctrl-Q'], output: 'bye', exit: 1, duration: 13 },
          ],
        }),
      ],
    });
  });

  test('is the previous object itself if nothing is stale', () => {
    expect(next(again(['id-2', '', 'bin', 'bye']), [])).toBe(PREVIOUS);
    // The capture as read from its file.
    const read = readQuickly(captureText(PREVIOUS)) as Capture;
    expect(next(again(['id-2', '', 'bin', 'bye']), [], read)).toBe(read);
  });

  test('renews only stale snippets, with the identities of the previous capture', () => {
    const renewed = next(again(['id-2', '', 'bin dev of id-2', 'bye']), ['attach']);
    expect(renewed.snippets[0]).toEqual(PREVIOUS.snippets[0]);
    expect(renewed.snippets[1]).toMatchObject({
      captured: LATER.toISOString(),
      steps: [{}, { output: 'bin dev of id-1' }, {}],
    });
  });

  test('takes over how the page shows a snippet', () => {
    const folded = samplePage(TWO_SNIPPETS.replace('snippet=create', 'snippet=create output=fold hidden'));
    const renewed = next(again(['id-2', '', 'bin', 'bye']), [], PREVIOUS, folded);
    expect(renewed.snippets[0]).toEqual({ ...PREVIOUS.snippets[0], output: 'fold', hidden: true });
    expect(renewed.snippets[1]).toEqual(PREVIOUS.snippets[1]);
  });

  test('has the snippets of the page, in its order', () => {
    const [create = '', attach = ''] = TWO_SNIPPETS.split('\n\n');
    expect(next(FIRST, [], PREVIOUS, samplePage(`${attach}\n${create}`)).snippets.map(({ id }) => id)).toEqual([
      'attach',
      'create',
    ]);
    expect(next(FIRST, [], PREVIOUS, samplePage(create)).snippets.map(({ id }) => id)).toEqual(['create']);
  });

  test.each([
    ['engine', { engine: { ...FAKE_FACTS, version: '29.0.0' } }],
    ['image', { images: { alpine: { reference: 'alpine:3.22', id: 'sha256:5678', origin: 'registry' as const } } }],
    [
      'origin of an image',
      { images: { alpine: { reference: 'alpine:3.22', id: 'sha256:1234', origin: 'stand-in' as const } } },
    ],
  ])('is completely new with another %s, with the identities of the run', (_what, more) => {
    const recording = again(['id-2', '', 'bin', 'changed'], more);
    const renewed = next(recording, ['attach']);
    expect(renewed).toEqual(captureOf(PAGE, recording));
    expect(renewed.snippets[0]?.steps[0]?.output).toBe('id-2');
  });

  test('stays the same with another engine if nothing is stale', () => {
    expect(next(again(['id-2', '', 'bin', 'bye'], { engine: { ...FAKE_FACTS, version: '29.0.0' } }), [])).toBe(
      PREVIOUS,
    );
  });

  test('has the values of placeholders, with the identities of the previous capture', () => {
    const page = pageOf('```console snippet=ping\n$ ping <HOST_IP>\n```\n', { slug: 'bridge/sample' });
    const recording = recordingOf(page, ['from id-2']);
    const valued = {
      ...recording,
      snippets: recording.snippets.map((each) => ({ ...each, values: { HOST_IP: 'id-2' } })),
    };
    const before = captureOf(page, recording);
    expect(next(valued, ['ping'], before, page).snippets[0]).toMatchObject({
      values: { HOST_IP: 'id-1' },
      steps: [{ text: 'ping <HOST_IP>', output: 'from id-1' }],
    });
  });
});

describe('the capture of a page that begins with snippets of another one', () => {
  const [begun] = samplePage(TWO_SNIPPETS).snippets;
  if (!begun) throw new TypeError('no snippet');
  const from = { slug: 'first', file: 'first.mdx', title: 'First', snippets: [begun] };
  const page: Page = { ...PAGE, beginning: from };
  const network = (id: string) => ({
    hosts: [],
    networks: [{ name: 'alpine-net', id, driver: 'bridge', scope: 'local' as const, nodes: ['host'] }],
    containers: [],
    endpoints: [],
  });
  const recorded = (id: string) =>
    recordingOf(page, ['id-1', '', 'bin', 'bye'], { before: network(id), begun: { ID: id } });
  const previous = captureOf(page, recorded('id-1'));

  test('has their network and their values, and no output of them', () => {
    expect(previous.begins).toEqual({
      page: 'first',
      hash: beginningHash([begun]),
      values: { ID: 'id-1' },
      topology: network('id-1'),
    });
    expect(previous.snippets.map(({ id, topology }) => [id, topology])).toEqual([
      ['create', undefined],
      ['attach', undefined],
    ]);
    expect(readQuickly(captureText(previous))).toEqual(previous);
  });

  test('stays as it is if they do', () => {
    expect(next(recorded('id-2'), [], previous, page)).toBe(previous);
  });

  test('has the new network with the ids of the capture if they are others', () => {
    const changed: Page = { ...PAGE, beginning: { ...from, snippets: [{ ...begun, node: 'other' }] } };
    const { begins, snippets } = next(recorded('id-2'), [], previous, changed);
    expect(begins?.hash).not.toBe(previous.begins?.hash);
    expect(begins).toMatchObject({ values: { ID: 'id-1' }, topology: network('id-1') });
    expect(snippets).toEqual(previous.snippets);
  });

  test('has none of it any more if the page begins in a fresh lab', () => {
    const { begins, ...rest } = previous;
    expect(next(recordingOf(PAGE, ['id-1', '', 'bin', 'bye']), [], previous)).toEqual(rest);
    expect(begins).toBeDefined();
  });
});
