/**
 * Compares value mutants of captures with a run of the unchanged pages. One run of a page serves all mutants of its
 * capture.
 */
import { compareRecording } from '../../snippets-runner/compare/compare-recording.ts';
import type { PageOutcome } from '../../snippets-runner/model/outcome.ts';
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { shuffled } from '../chance.ts';
import { namesIn } from './rules.ts';
import { VALUE_KINDS, type ValueKind, type ValueMutant, valueMutantsOf } from './values.ts';

type ChangedValue = Pick<ValueMutant, 'place' | 'change' | 'line'> & { readonly kind: string };

/** What became of a changed value, of a capture or of a document. */
export interface Judged<Mutant extends ChangedValue = ChangedValue> {
  readonly slug: string;
  readonly mutant: Mutant;
  readonly isNoticed: boolean;
  /** Why no run can show the change; undefined for a change that must be noticed. */
  readonly excuse: string | undefined;
}

export type JudgedValue = Judged<ValueMutant>;

export type Ran = Extract<PageOutcome, { kind: 'ran' }>;

/** @param atMost the number of mutants of each kind */
export function judgeValues({ page, recording }: Ran, capture: Capture, atMost: number, seed: number): JudgedValue[] {
  const { containers, networks } = namesIn(page.snippets.flatMap(({ steps }) => steps.map(({ text }) => text)));
  const mutants = valueMutantsOf(capture, [...new Set([...containers, ...networks])]);
  return drawn(mutants, VALUE_KINDS, atMost, seed).map((mutant) => {
    const { snippets } = compareRecording(page, mutant.capture, recording);
    const isNoticed = snippets.some(({ faults }) => faults.length > 0);
    return { slug: page.slug, mutant, isNoticed, excuse: isNoticed ? undefined : excuseFor(mutant, capture) };
  });
}

/** Draws some mutants of each kind by lot. */
export function drawn<Mutant extends { readonly kind: string }>(
  mutants: readonly Mutant[],
  kinds: readonly Mutant['kind'][],
  atMost: number,
  seed: number,
): readonly Mutant[] {
  const ofKind = (kind: Mutant['kind']) => mutants.filter((mutant) => mutant.kind === kind);
  return kinds.flatMap((kind) => shuffled(ofKind(kind), seed).slice(0, atMost));
}

/**
 * Values that a run gives at random, by the text before them on their line. They were examined by hand: a page can show
 * no more of them than that they are there.
 */
const GIVEN: readonly (readonly [kind: ValueKind, line: RegExp, why: string])[] = [
  ['number', /^\d+: [\w.@-]+: <|link-netnsid \d/u, 'an index of an interface or a namespace'],
  [
    'number',
    /^\d+[KMG]? +\d+[KMG]? +[A-Z][\w-]* +[a-z\d]+ +[-!f]|\(policy [A-Z]+ \d+[KMG]? packets,|\bcounter packets \d/u,
    'how many packets a rule has met',
  ],
  ['number', /: Flags \[[A-Z.]+\],.*\b(?:seq|ack|val) \d/u, 'a number of a TCP connection'],
  ['number', /ICMP(?:6,)? echo (?:request|reply), id \d+|received by filter|ESP\(spi=/u, 'a counter of packets'],
  ['number', /: \d+[*$+|-]* (?:A|AAAA|PTR)\? /u, 'the id of a question for a name'],
  ['number', /^(?:tcp|udp|icmp) +\d+ \d+ .*\bsrc=/u, 'the seconds until a connection is forgotten'],
  ['number', /^\[\d+\] \d+$/u, 'the process id of a job'],
  ['number', /\d+\/[a-z-]+(?::.*)?$|\bpid[= ]\d|\d#\d+:|^ *\d+ (?:\S+ +)?\S+$|process \d+/u, 'the id of a process'],
];

/** Returns why no run can show a change of a value on this line; undefined if one can. */
export function givenAtRandom(kind: string, line: string): string | undefined {
  return GIVEN.find(([of, pattern]) => of === kind && pattern.test(line))?.[2];
}

function excuseFor({ kind, line, change }: ValueMutant, capture: Capture): string | undefined {
  const given = givenAtRandom(kind, line);
  if (given !== undefined) return given;
  const [value = '', other = ''] = change.split(' -> ');
  if (kind === 'duration' && /^[0.]+ ?[a-z]+$/u.test(value)) return 'no time at all, in any unit';
  if (kind === 'id' && /^[0-9a-z]{12}$/u.test(other)) {
    return /[g-z]/u.test(value) ? 'in an ID column, any text of 12 letters may be the id of a task' : undefined;
  }
  if (kind !== 'id' && kind !== 'address') return undefined;
  return timesIn(capture, value) === 1 ? 'nothing else on the page has the value' : undefined;
}

/** Counts where a value is shown, in outputs and topologies. */
function timesIn({ snippets }: Capture, value: string): number {
  const texts = snippets.flatMap(({ steps, topology }) => [
    ...steps.map(({ output }) => output),
    JSON.stringify(topology ?? ''),
  ]);
  return texts.join('\n').split(value).length - 1;
}

/** Returns a table of how many mutants of each kind were noticed, as lines. */
export function valueTable(judged: readonly Judged[], kinds: readonly string[] = VALUE_KINDS): string[] {
  const rows = kinds.map((kind) => {
    const own = judged.filter(({ mutant }) => mutant.kind === kind);
    const unnoticed = own.filter(({ isNoticed }) => !isNoticed);
    const excused = unnoticed.filter(({ excuse }) => excuse !== undefined);
    return [kind, own.length, unnoticed.length - excused.length, excused.length] as const;
  });
  const header = `${'value'.padEnd(10)}${'changed'.padStart(8)}${'UNNOTICED'.padStart(11)}${'not to be seen'.padStart(16)}`;
  return [
    header,
    ...rows.map(
      ([kind, all, unnoticed, excused]) =>
        `${kind.padEnd(10)}${String(all).padStart(8)}${String(unnoticed).padStart(11)}${String(excused).padStart(16)}`,
    ),
  ];
}
