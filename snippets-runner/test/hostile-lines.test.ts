/** Long lines on which a careless regular expression backtracks without end. */
import { expect, test } from 'vitest';
import { withinTime } from '../base/time-limit.ts';
import { updated } from '../commands/update.ts';
import { unifyOutputs } from '../compare/outputs/unify.ts';
import { orderOf } from '../compare/page/snippet.ts';
import { withoutPull } from '../compare/page/tolerated.ts';
import { Substitution } from '../compare/substitution/substitution.ts';
import { createComparison, NO_CONTEXT } from '../compare/tokens/match.ts';
import { faultText } from '../report/faults.ts';
import { withoutLogCommands } from '../report/log-commands.ts';
import { createStyle } from '../report/style.ts';
import { Screen } from '../terminal/screen.ts';
import { imageUse } from '../tutorial/docker-commands.ts';
import { boldNotRendered } from '../tutorial/lint/rules/prose.ts';
import { expandsHistory } from '../tutorial/markdown/history-expansion.ts';
import { mayLeaveProgramRunning } from '../tutorial/markdown/lines.ts';
import { parseMarkdown } from '../tutorial/markdown/parse-markdown.ts';
import { advertisedAddresses } from '../tutorial/markdown/printed-ids.ts';
import { cutIn, otherDaemonIn } from '../tutorial/markdown/unknown-values.ts';
import type { Step } from '../tutorial/page.ts';
import { splitKeys } from '../tutorial/snippet/keys.ts';
import { processorTime } from './base/processor-time.ts';
import { pageOf } from './run/pages.ts';
import { recordingOf } from './tutorial/capture/sample.ts';
import { lintSources } from './tutorial/lint/lint-sources.ts';

const LENGTH = 200_000;
const line = (piece: string, end = '!') => piece.repeat(LENGTH / piece.length) + end;
const command = (text: string): Step => ({ kind: 'command', text, position: { line: 1, column: 1 } });

const readAlone = (text: string) =>
  parseMarkdown({ file: 'a.md', text: `${text}\n\n\`\`\`\n${text}\n\`\`\`\n`, images: [], knownImages: [] });

/** On a processor: a second on a usual machine, and minutes with quadratic time. */
const LIMIT_MS = 8_000;

/** Runs work that would need minutes with quadratic time. */
function inTime(work: () => unknown): void {
  const spentMs = processorTime();
  expect(withinTime(20_000, work).kind).toBe('done');
  expect(spentMs()).toBeLessThan(LIMIT_MS);
}

test.each(['a-', '::', '1.', '/', '{"a":', 'deadbeef', '10.', ' '])('outputs of %j are compared', (piece) => {
  const comparison = createComparison(new Substitution(), NO_CONTEXT);
  inTime(() => unifyOutputs(line(piece, ''), line(piece), comparison));
});

test.each<[string, (text: string) => unknown, string]>([
  ['the order of a listing', (text) => orderOf(command(text)), line('{{range ')],
  ['the order of a sorted output', (text) => orderOf(command(text)), line('| sort ')],
  ['whether a program is left running', (text) => mayLeaveProgramRunning(command(text)), `docker run -${line('i')}`],
  ['the images of a command', imageUse, `docker run ${line('-e ')}`],
  ['the images of a command with quotes', imageUse, `docker run ${line('-e "')}`],
  ['the images of a file', imageUse, line('FROM --a ')],
  ['what is cut', (text) => cutIn([command(text)]), line(' ..', '.')],
  ['another daemon', (text) => otherDaemonIn([command(text)]), line('DOCKER_HOST=tcp://', ' ')],
  ['the address of a swarm', advertisedAddresses, line('docker swarm join SWMTKN-1-a ')],
  [
    'a pull',
    (text) => withoutPull(text, command('docker run a')),
    `${line('a: Pulling from ')}\nStatus: Image is up to date for a`,
  ],
  ['a command of an unknown tool', readAlone, line('a ')],
  ['a command with variables', readAlone, line('a=b ')],
  ['what a shell replaces', expandsHistory, line('! ', '')],
  ['the keys of a line', splitKeys, line('<Ctrl-P>')],
  ['commands in a log', withoutLogCommands, line('\n')],
])('%s is found in a long line', (_what, find, text) => {
  inTime(() => find(text));
});

test.each([line('docker run ', ' -t '), `docker run -${line('t', '_')}`, `docker run ${line(' -x')}`])(
  'the note about two streams: %#',
  (typed) => {
    const [snippet] = pageOf('```console snippet=a\n$ true\n```\n').snippets;
    if (!snippet) throw new TypeError('no snippet');
    const { position } = snippet;
    const lines = ['captured', 'printed'].map((kind) => ({ kind: kind as 'captured', text: 'a', spans: [] }));
    const steps = [{ typed, position, exit: 0, durationMs: 1 }];
    const reported = {
      id: 'a',
      node: 'host',
      position,
      durationMs: 1,
      attempts: 1,
      outputsCompared: true,
      steps,
      faults: [],
    };
    inTime(() => faultText({ kind: 'differed', position, step: 0, lines }, reported, 'page', createStyle(false)));
  },
);

test('bold that is not rendered has a hint', () => {
  const text = `**a${line('!', 'b')}**c`;
  inTime(() =>
    boldNotRendered({ pages: [{ file: 'a', prose: [{ text, position: { line: 1, column: 1 } }] }] } as never),
  );
});

test('an output that ends with spaces is written into a document', () => {
  const text = '```console\n$ docker ps\nold\n```\n';
  const parse = (bytes: Uint8Array) =>
    parseMarkdown({ file: 'a.md', text: new TextDecoder().decode(bytes), images: [], knownImages: [] });
  const bytes = new TextEncoder().encode(text);
  const file = { path: 'a.md', bytes, parse, ...parse(bytes) };
  inTime(() => updated(file, recordingOf(file.document, [line(' ')])));
});

test.each(['\r', ' ', 'a\r', '\x1b]133;A;'])('a screen shows a line of %j', async (piece) => {
  const screen = new Screen({ columns: 120, rows: 30 }, () => undefined);
  const spentMs = processorTime();
  await screen.print(line(piece));
  await screen.printed();
  expect(spentMs()).toBeLessThan(LIMIT_MS);
});

test('long prose is checked', () => {
  inTime(() => lintSources({ pages: { 'en/a.mdx': line('a'), 'zh-cn/a.mdx': line('网,') } }));
});
