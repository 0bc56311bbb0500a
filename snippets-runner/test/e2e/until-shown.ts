/** Waits for what a program prints. */
import type { ChangeNotifier } from '../../terminal/change-notifier.ts';

/**
 * Only for what hangs: beside other checks, a lab may need several times as long as alone. Well below the time limit of a
 * test, which would not tell what was printed.
 */
const HANGS_AFTER_MS = 300_000;

export interface Program {
  /** Told when it has printed, and when it has ended. */
  readonly changes: ChangeNotifier;
  hasEnded(): boolean;
}

/**
 * Returns what `look` finds, as soon as it finds anything in what was printed.
 * @param missing what the error says if the program ends before, or hangs
 */
export async function untilShown<Shown>(
  { changes, hasEnded }: Program,
  look: () => Shown | null,
  missing: () => string,
): Promise<Shown> {
  const deadline = performance.now() + HANGS_AFTER_MS;
  for (;;) {
    const shown = look();
    if (shown !== null) return shown;
    const left = deadline - performance.now();
    if (hasEnded() || left <= 0) throw new Error(missing());
    await changes.next(left);
  }
}
