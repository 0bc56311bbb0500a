/**
 * Plays what a page begins with: snippets of another page. What they print is compared on that page. Here they must only
 * do what they are there for: exit as expected, print what is expected, and save their values.
 */
import { COMMAND } from '../base/installation.ts';
import { wrongExits } from '../compare/page/exits.ts';
import { unmet } from '../compare/page/snippet.ts';
import { SnippetsError } from '../model/error.ts';
import type { Lab } from '../model/lab.ts';
import type { Fault } from '../model/outcome.ts';
import type { PagePlan, PlannedSnippet } from '../model/plan.ts';
import type { SnippetEnding } from '../model/recording.ts';
import type { Beginning, Position } from '../tutorial/page.ts';
import { patternText } from '../tutorial/snippet/pattern.ts';
import { endingByNode } from './ended-node.ts';
import type { PlayedSnippet, Player } from './player.ts';

interface BegunLab {
  readonly lab: Lab;
  readonly player: Player;
}

/** Plays the nth of all snippets, and tells so meanwhile. */
export type PlayTold = <Played>(play: () => Promise<Played>, n: number, all: number) => Promise<Played>;

/**
 * Returns the values of the placeholders in the commands, by name.
 * @throws SnippetsError `beginning-failed`, and what the player throws
 */
export async function playBeginning(
  { page, beginning = [] }: PagePlan,
  begun: BegunLab,
  signal: AbortSignal,
  playTold: PlayTold = (play) => play(),
): Promise<Readonly<Record<string, string>>> {
  const { beginning: from, begins } = page.kind === 'page' ? page : {};
  const values: Record<string, string> = {};
  if (!from) return values;
  for (const [index, planned] of beginning.entries()) {
    const played = await playTold(() => playOne(planned, begun, signal), index + 1, beginning.length);
    const reason = faultOf(planned, played);
    if (reason !== undefined) {
      throw failure(from, planned, played, { reason, position: begins?.positions.snippets[index] });
    }
    Object.assign(values, played.values);
  }
  return values;
}

type Played = Pick<PlayedSnippet, 'steps' | 'ending' | 'values'>;

async function playOne(planned: PlannedSnippet, { lab, player }: BegunLab, signal: AbortSignal): Promise<Played> {
  try {
    return await player.play(planned);
  } catch (error) {
    const ending = await endingByNode(lab, { steps: planned.steps.slice(0, 1), error, signal });
    return { steps: [], values: {}, ending };
  }
}

function faultOf({ snippet }: PlannedSnippet, { steps, ending }: Played): string | undefined {
  if (ending.kind !== 'completed') return endingText(ending);
  const [fault] = [...wrongExits(snippet, steps, true), ...unmet(snippet, { steps, ending })];
  return fault && faultText(fault);
}

function faultText(fault: Fault): string {
  switch (fault.kind) {
    case 'wrong-exit':
      return `exit code ${fault.actual ?? 'none'} instead of ${fault.expected}`;
    case 'unmet':
      return `the output does not match ${fault.attribute}=${patternText(fault.pattern)}`;
    case 'pattern-failed':
      return fault.reason;
    default:
      return fault.kind;
  }
}

function endingText(ending: Exclude<SnippetEnding, { kind: 'completed' }>): string {
  if (ending.kind === 'stuck') return ending.reason;
  return `it did not end within ${Math.round(ending.timeoutMs / 1000)} s, waiting for ${ending.waitedFor}`;
}

/** More lines than these do not help to see what is wrong. */
const SHOWN_LINES = 8;

function failure(
  { slug, file }: Beginning,
  { snippet }: PlannedSnippet,
  { steps }: Played,
  { reason, position: named }: { readonly reason: string; readonly position: Position | undefined },
): SnippetsError {
  const { id, position, node } = snippet;
  const output = steps.map((step) => step.output).join('\n');
  const shown = output.split('\n').slice(-SHOWN_LINES);
  const printed = output.trim() === '' ? [] : ['  it printed:', ...shown.map((line) => `    ${line}`)];
  const message = `the set-up from ${slug} failed: ${file}:${position.line}, snippet "${id}" on ${node}: ${reason}`;
  const hint = `this page begins with it, so nothing of this page has run; see whether that page still holds: ${COMMAND} verify ${slug}`;
  return new SnippetsError('beginning-failed', [message, ...printed].join('\n'), hint, { position: named });
}
