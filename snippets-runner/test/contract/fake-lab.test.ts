import { FakeEngine } from '../lab/fake-lab.ts';
import { hangsAfter, innerShell } from '../lab/fake-programs.ts';
import { describeLabContract, INNER_SHELL } from './lab-contract.ts';

const programs = {
  [INNER_SHELL]: innerShell({
    prompt: '/ # ',
    edits: true,
    answers: { 'echo inside': 'inside\n' },
    endsOn: { 'exit 5': 5, 'exit 0': 0 },
  }),
  'echo begun; sleep 600': hangsAfter('begun\n'),
};

for (const [name, cut] of [
  ['fake', undefined],
  ['fake that gives one byte a read', 1],
] as const) {
  describeLabContract(name, async () => {
    const engine = new FakeEngine({ programs, ...(cut && { cut }), slow: ['contract-slow'] });
    return {
      engine,
      leftovers: async () => [...engine.labs],
      [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
    };
  });
}
