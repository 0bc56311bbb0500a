import { describe, expect, test } from 'vitest';
import { compareRecording } from '../../../compare/compare-recording.ts';
import { nextCapture } from '../../../compare/renewal/next-capture.ts';
import type { Fault } from '../../../model/outcome.ts';
import type { Recording } from '../../../model/recording.ts';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import { readQuickly } from '../../../tutorial/capture/parse-capture.ts';
import type { Topology } from '../../../tutorial/capture/topology.ts';
import { captureText } from '../../../tutorial/capture/write.ts';
import { captureOf, recordingOf, samplePage } from '../../tutorial/capture/sample.ts';

const IDS = ['create', 'list', 'start', 'clean-up'];
const PAGE = samplePage(IDS.map((id) => `\`\`\`console snippet=${id}\n$ ${id}\n\`\`\`\n`).join('\n'));

const FRESH: Topology = { hosts: [], networks: [], containers: [], endpoints: [] };

/** Returns a network, and a container on it that publishes a port. @param id how their ids begin */
function lab(id: string, subnet: string, hasContainer: boolean, driver = 'bridge'): Topology {
  return {
    hosts: [],
    networks: [
      {
        name: 'pair',
        id: `${id}4567890abc`,
        driver,
        scope: 'local',
        nodes: ['host'],
        subnets: [{ subnet: `${subnet}.0.0/16`, gateway: `${subnet}.0.1` }],
      },
    ],
    containers: hasContainer
      ? [
          {
            name: 'box',
            id: `${id}fedcba9876`,
            node: 'host',
            image: 'alpine',
            state: 'running',
            ports: [{ address: '0.0.0.0', published: id === 'aa' ? 32768 : 32770, target: '80/tcp' }],
          },
        ]
      : [],
    endpoints: hasContainer
      ? [{ container: 'box', node: 'host', network: 'pair', ipv4: `${subnet}.0.2/16`, mac: `${id}:42:ac:12:00:02` }]
      : [],
  };
}

type Outputs = readonly [create: string, list: string, start: string, cleanUp: string];

function run(id: string, subnet: string, more: { driver?: string; outputs?: Outputs } = {}): Recording {
  const topologies = [lab(id, subnet, false, more.driver), undefined, lab(id, subnet, true, more.driver), FRESH];
  const recording = recordingOf(PAGE, more.outputs ?? ['created', 'listed', 'started', 'gone']);
  return {
    ...recording,
    before: FRESH,
    snippets: recording.snippets.map((snippet, index) => ({ ...snippet, topology: topologies[index] })),
  };
}

const FIRST = run('aa', '172.18');
const CAPTURE = captureOf(PAGE, FIRST);
const AGAIN = run('bb', '172.19');

function withoutTopologies(capture: Capture): Capture {
  return { ...capture, snippets: capture.snippets.map(({ topology: _, ...snippet }) => snippet) };
}

function faults(capture: Capture, recording: Recording): Record<string, readonly Fault['kind'][]> {
  const { snippets } = compareRecording(PAGE, capture, recording);
  return Object.fromEntries(snippets.map(({ snippet, faults }) => [snippet.id, faults.map(({ kind }) => kind)]));
}

function next(previous: Capture, recording: Recording): Capture {
  return nextCapture({ page: PAGE, previous, recording, ...compareRecording(PAGE, previous, recording) });
}

const NONE = { create: [], list: [], start: [], 'clean-up': [] };

describe('a capture', () => {
  test('has a topology only if it differs from the one before', () => {
    expect(CAPTURE.snippets.map(({ topology }) => topology)).toEqual([
      lab('aa', '172.18', false),
      undefined,
      lab('aa', '172.18', true),
      FRESH,
    ]);
  });

  test('has each of its parts on one line, and is read as it was written', () => {
    const text = captureText(CAPTURE);
    expect(readQuickly(text)).toEqual(CAPTURE);
    expect(text.split('\n').filter((line) => line.includes('name: pair'))).toHaveLength(2);
    expect(text).toMatch(/^ {8}- \{ container: box, node: host, network: pair, ipv4: .*, mac: .* \}$/mu);
  });

  test('from before there were topologies is still valid', () => {
    const old = withoutTopologies(CAPTURE);
    expect(readQuickly(captureText(old))).toEqual(old);
  });

  test('matches another run of the same page', () => {
    expect(faults(CAPTURE, AGAIN)).toEqual(NONE);
    expect(next(CAPTURE, AGAIN)).toBe(CAPTURE);
  });

  test('does not match another lab, with one fault for each difference', () => {
    const other = run('bb', '172.19', { driver: 'macvlan' });
    expect(faults(CAPTURE, other)).toEqual({ ...NONE, create: ['other-topology'], start: ['other-topology'] });
  });

  test('without topologies does not match a run that has them; renewing adds them', () => {
    const old = withoutTopologies(CAPTURE);
    expect(faults(old, AGAIN)).toEqual({
      create: ['no-topology'],
      list: [],
      start: ['no-topology'],
      'clean-up': ['no-topology'],
    });
    const mended = next(old, AGAIN);
    expect(faults(mended, FIRST)).toEqual(NONE);
    expect(next(mended, run('cc', '172.20'))).toBe(mended);
  });

  test('without topologies matches if nothing changes the lab', () => {
    const still = { ...AGAIN, snippets: AGAIN.snippets.map((snippet) => ({ ...snippet, topology: undefined })) };
    expect(faults(withoutTopologies(CAPTURE), still)).toEqual(NONE);
  });

  test('does not match if the lab is no longer changed', () => {
    const still = { ...AGAIN, snippets: AGAIN.snippets.map((snippet) => ({ ...snippet, topology: undefined })) };
    expect(faults(CAPTURE, still)).toEqual({ ...NONE, create: ['other-topology'], start: ['other-topology'] });
    expect(next(CAPTURE, still).snippets.every(({ topology }) => topology === undefined)).toBe(true);
  });

  test('does not match if a change comes a snippet earlier', () => {
    const [create, list, start, cleanUp] = AGAIN.snippets;
    if (!create || !list || !start || !cleanUp) throw new TypeError('four snippets');
    const early = {
      ...AGAIN,
      snippets: [create, { ...list, topology: start.topology }, { ...start, topology: undefined }, cleanUp],
    };
    expect(faults(CAPTURE, early)).toEqual({ ...NONE, list: ['other-topology'] });
    const mended = next(CAPTURE, early);
    expect(mended.snippets.map(({ topology }) => topology?.containers.length)).toEqual([0, 1, undefined, 0]);
    expect(faults(mended, early)).toEqual(NONE);
  });

  test('is renewed with its own identities if one snippet printed something else', () => {
    const other = run('bb', '172.19', { outputs: ['created', 'listed', 'started otherwise', 'gone'] });
    expect(faults(CAPTURE, other)).toEqual({ ...NONE, start: ['differed'] });
    const renewed = next(CAPTURE, other);
    expect(renewed.snippets.map(({ topology }) => topology)).toEqual(CAPTURE.snippets.map(({ topology }) => topology));
    expect(renewed.snippets[2]?.steps[0]?.output).toBe('started otherwise');
  });

  test('has no topology for a snippet that did not complete', () => {
    const [create, ...others] = AGAIN.snippets;
    const step = PAGE.snippets[0]?.steps[0];
    if (!create || !step) throw new TypeError('a snippet');
    const ending = { kind: 'timed-out', step, timeoutMs: 1, waitedFor: 'it' } as const;
    const cut = { ...AGAIN, snippets: [{ ...create, ending, topology: undefined }, ...others.slice(0, 0)] };
    expect(faults(CAPTURE, cut)).toMatchObject({ create: ['ended-early'] });
  });
});
