/** A run of a page in a lab that stays. When the page has grown, the run goes on with what is new. */

import type { PagePlan, PlannedSnippet } from '../model/plan.ts';
import type { Recording, SnippetEnding, SnippetRecording } from '../model/recording.ts';
import type { Snippet, Step } from '../tutorial/page.ts';
import type { Question, Ran } from './next-run.ts';
import type { RunContext } from './prepared-lab.ts';
import { nothingRecorded, playOn, withLeftovers } from './record-page.ts';
import type { WarmLab } from './warm-labs.ts';

export class LiveRun {
  readonly lab: WarmLab;
  readonly #questions: Question[] = [];
  #plan: PagePlan;
  #recording: Recording;
  #isPlaying = false;
  #leftovers: LiveRun['leftovers'] = 'unread';

  constructor(plan: PagePlan, lab: WarmLab) {
    this.lab = lab;
    this.#plan = plan;
    this.#recording = nothingRecorded(plan, lab.prepared);
  }

  get recording(): Recording {
    return this.#recording;
  }

  /** What has run in the lab, with the snippet that is running. */
  get ran(): Ran {
    const recorded = this.#recording.snippets;
    const count = recorded.length + (this.#isPlaying ? 1 : 0);
    return { plan: this.#plan, count, recorded, questions: this.#questions };
  }

  /** Takes over a new version of the page. What has run must be in it, unchanged. */
  adopt(plan: PagePlan): void {
    const snippets = this.#recording.snippets.map((recorded, index) =>
      renamed(recorded, this.#plan.snippets[index]?.snippet, plan.snippets[index]?.snippet),
    );
    this.#recording = { ...this.#recording, snippets };
    this.#plan = plan;
  }

  /**
   * Plays the snippets that have not run yet.
   * @param isEnough called after each of them; if it returns true, the others do not run
   * @throws SnippetsError as `recordPage` does; `interrupted` if the lab's work was broken off
   */
  async play(emit: RunContext['emit'], isEnough: () => boolean): Promise<void> {
    const { prepared, signal } = this.lab;
    const heard = { ...this.#plan, snippets: this.#plan.snippets.map((planned, at) => this.#listening(planned, at)) };
    this.#isPlaying = this.#recording.snippets.length < heard.snippets.length;
    this.#leftovers = 'unread';
    try {
      this.#recording = await playOn(heard, this.#recording, prepared, {
        emit,
        signal,
        isEnough: (soFar) => {
          this.#recording = { ...soFar, snippets: [...soFar.snippets] };
          return isEnough();
        },
      });
    } finally {
      this.#isPlaying = false;
    }
  }

  /** `settled`: nothing that the page has left is going to be removed by itself. */
  get leftovers(): 'unread' | 'read' | 'settled' {
    return this.#leftovers;
  }

  async lookAtLeftovers(signal: AbortSignal, how: 'once' | 'until settled'): Promise<void> {
    const context = { signal, ...(how === 'once' && { settlesWithinMs: 0 }) };
    this.#recording = await withLeftovers(this.#plan, this.#recording, this.lab.prepared, context);
    this.#leftovers = how === 'once' || signal.aborted ? 'read' : 'settled';
  }

  /** Notes the questions that programs ask. */
  #listening(planned: PlannedSnippet, snippet: number): PlannedSnippet {
    const steps = planned.steps.map((plannedStep, step) => {
      const { inDocument } = plannedStep;
      if (!inDocument) return plannedStep;
      const answerTo = (text: string) => {
        const answer = inDocument.attention.answerTo(text);
        this.#questions.push({ snippet, step, text, answer });
        return answer;
      };
      return { ...plannedStep, inDocument: { ...inDocument, attention: { ...inDocument.attention, answerTo } } };
    });
    return { ...planned, steps };
  }
}

/** Returns the recording of a snippet under its id, and with its steps, in a new version of the page. */
function renamed(recorded: SnippetRecording, was: Snippet | undefined, is: Snippet | undefined): SnippetRecording {
  if (!was || !is) return recorded;
  const stepIn = (step: Step) => is.steps[was.steps.indexOf(step)] ?? step;
  const steps = recorded.steps.map((each) => ({ ...each, step: stepIn(each.step) }));
  const { ending } = recorded;
  const moved: SnippetEnding = ending.kind === 'completed' ? ending : { ...ending, step: stepIn(ending.step) };
  return { ...recorded, id: is.id, steps, ending: moved };
}
