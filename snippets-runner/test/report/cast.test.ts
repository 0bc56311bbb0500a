import { Terminal } from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { castText } from '../../report/cast.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { pageOf } from '../run/pages.ts';
import { captureOf, recordingOf, samplePage } from '../tutorial/capture/sample.ts';

/** https://docs.asciinema.org/manual/asciicast/v3/ */
const header = z.strictObject({
  version: z.literal(3),
  term: z.strictObject({ cols: z.int(), rows: z.int(), type: z.string() }),
  timestamp: z.int(),
  title: z.string(),
});
const event = z.tuple([z.number().nonnegative(), z.enum(['o', 'i', 'm', 'x']), z.string()]);

function parsed(text: string) {
  const [first, ...rest] = text.split('\n').map((line): unknown => JSON.parse(line));
  return { header: header.parse(first), events: rest.map((each) => event.parse(each)) };
}

/** Returns the lines on the screen after the recording was played to its end. */
async function played(text: string): Promise<string[]> {
  const { header: head, events } = parsed(text);
  const terminal = new Terminal({ cols: head.term.cols, rows: head.term.rows, allowProposedApi: true });
  const output = events.map(([, code, data]) => (code === 'o' ? data : '')).join('');
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const { active } = terminal.buffer;
  return Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
}

const trimmed = (lines: readonly string[]) => lines.join('\n').trimEnd().split('\n');

test('plays typed lines and outputs, also of an inner program', async () => {
  const page = samplePage();
  const capture = captureOf(page, recordingOf(page, ['1234abcd', '', 'bin   etc\nvar', 'read escape sequence']));
  const text = castText(capture, 'A page');
  expect(trimmed(await played(text))).toEqual([
    '$ docker network create alpine-net',
    '1234abcd',
    '$ docker attach box',
    '/ # ls',
    'bin   etc',
    'var',
    '/ # read escape sequence',
  ]);
  const { header: head, events } = parsed(text);
  expect(head).toMatchObject({ title: 'A page', timestamp: Date.parse('2026-11-24T04:00:00Z') / 1000 });
  const of = (code: string) => events.filter((each) => each[1] === code).map(([, , data]) => data);
  expect([of('m'), of('i'), of('x')]).toEqual([['create', 'attach'], ['\x10\x11'], ['0']]);
});

test('of several nodes names them, and shows the values that were typed', async () => {
  const body = [
    '```console snippet=init node=manager\n$ docker swarm init --advertise-addr <MANAGER_IP>\n```\n',
    '```console snippet=join node=worker-1\n$ docker swarm join \\\n  <MANAGER_IP>:2377\n```\n',
  ].join('\n');
  const page = pageOf(body, { lab: 'nodes: [manager, worker-1]' });
  const recording = recordingOf(page, ['done', 'joined']);
  const snippets = recording.snippets.map((each) => ({ ...each, values: { MANAGER_IP: '10.213.0.10' } }));
  const text = castText(captureOf(page, { ...recording, snippets }), 'A swarm');
  expect(trimmed(await played(text))).toEqual([
    'manager $ docker swarm init --advertise-addr 10.213.0.10',
    'done',
    'worker-1 $ docker swarm join \\',
    '>   10.213.0.10:2377',
    'joined',
  ]);
  expect(parsed(text).events.filter(([, code]) => code === 'm')).toEqual([
    [1, 'm', 'init on manager'],
    [1, 'm', 'join on worker-1'],
  ]);
});

describe('its time', () => {
  const lasting = (duration: number, output: string): Capture => {
    const page = samplePage();
    const capture = captureOf(page, recordingOf(page));
    const [first] = capture.snippets;
    if (!first) throw new TypeError('no snippet');
    return { ...capture, snippets: [{ ...first, steps: first.steps.map((step) => ({ ...step, duration, output })) }] };
  };
  const seconds = (capture: Capture) => parsed(castText(capture, '')).events.reduce((total, [wait]) => total + wait, 0);

  test('follows the durations that were captured', () => {
    expect(seconds(lasting(1200, 'a\nb\nc')) - seconds(lasting(200, 'a\nb\nc'))).toBeCloseTo(1, 2);
  });

  test('is limited, so viewers need not wait', () => {
    expect(seconds(lasting(600_000, 'a'))).toBeCloseTo(seconds(lasting(2000, 'a')), 2);
  });
});
