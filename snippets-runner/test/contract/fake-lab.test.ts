import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeProcess, FakeProgram } from '../fake-lab/fake-bash.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';
import { hangsAfter, innerShell, prints } from '../fake-lab/fake-programs.ts';
import {
  COLOURS,
  describeLabContract,
  INNER_SHELL,
  LARGE,
  LARGE_LINE,
  NOISE,
  PROGRESS,
  STOP_DAEMON,
  STOPPED_NODE,
  TICKING,
  WIDE,
} from './lab-contract.ts';

const ticks: FakeProgram = async ({ terminal, signal }) => {
  while (!signal.aborted) {
    terminal.print('tick\n');
    await delay(50);
  }
  return 130;
};
const noise: FakeProgram = async ({ terminal }) => {
  terminal.printBytes(randomBytes(20_000));
  return 0;
};

const programs = {
  [INNER_SHELL]: innerShell({
    prompt: '/ # ',
    edits: true,
    answers: { 'echo inside': 'inside\n' },
    endsOn: { 'exit 5': 5, 'exit 0': 0 },
  }),
  'echo begun; sleep 600': hangsAfter('begun\n'),
  'read line': async ({ terminal }: FakeProcess) => ((await terminal.read()) === undefined ? 1 : 0),
  'printf half': prints('half'),
  [COLOURS]: prints('\x1b[1;31mred \x1b[38;5;2mgreen\x1b[0m\n'),
  [PROGRESS]: prints(['pulling 10%\r', 'pulling 100%\ndone\n']),
  [WIDE]: prints('网络 🐳 café\n'),
  [NOISE]: noise,
  [TICKING]: ticks,
};

for (const [name, cut] of [
  ['fake', undefined],
  ['fake that gives one byte a read', 1],
] as const) {
  describeLabContract(name, async () => {
    // Reading all of it byte by byte would take minutes.
    const large = prints(`${LARGE_LINE}\n`.repeat(cut === undefined ? 280_000 : 2_050));
    let isStopped = false;
    const stop: FakeProgram = async () => {
      isStopped = true;
      return 0;
    };
    const engine = new FakeEngine({
      programs: { ...programs, [LARGE]: large, [STOP_DAEMON]: stop },
      answers: (node) => (isStopped && node === STOPPED_NODE ? new Promise(() => undefined) : undefined),
      ...(cut && { cut }),
      slow: ['contract-slow'],
    });
    return { engine, leftovers: async () => [...engine.labs] };
  });
}
