/** What a run of `scripts/start` found: for the page "How this was verified", and for the terminal. */

import type { PageHere, VerifiedHere } from '../../site/data/verified-here.ts';
import type { RunReport } from '../../snippets-runner/model/report.ts';
import { endingText } from '../../snippets-runner/report/run.ts';
import { hasRun } from '../../snippets-runner/report/run-report.ts';
import { count, seconds } from '../../snippets-runner/report/style.ts';

/** Returns what is known of the pages on this machine after a run. A page that was not run keeps what was known. */
export function knownAfter(before: VerifiedHere, report: RunReport): VerifiedHere {
  const at = new Date(Date.parse(report.started) + report.durationMs).toISOString();
  const entries = report.pages.flatMap((page): [string, PageHere][] => {
    const { slug, result } = page;
    if (hasRun(page)) {
      const { version, kernel } = page.docker;
      return [[slug, { result: page.result, at, engine: { version, kernel } }]];
    }
    if (result === 'skipped') return [[slug, { result, at, reason: page.reason }]];
    if (result === 'broken') return [[slug, { result, at, reason: page.error.message }]];
    const known = before[slug];
    if (known && (result !== 'unchanged' || known.result === 'passed')) return [[slug, known]];
    return result === 'unchanged' ? [[slug, { result: 'passed', at }]] : [];
  });
  return Object.fromEntries(entries);
}

/** Returns what the terminal says after a run: a line for each page that does not hold, then one about all. */
export function lastLines(report: RunReport, siteUrl: string): readonly string[] {
  const { counts, pages, problems, durationMs, ending } = report;
  const { passed, unchanged, failed, broken, skipped, notRun } = counts;
  const held = passed + unchanged;
  // The message of an error has been printed with all of its lines.
  const why = endingText(ending)?.split('\n')[0] ?? 'nothing says why';
  if (ending.kind === 'refused') {
    return [`the tutorials were not verified: they have ${count(problems.length, 'mistake')}`];
  }
  if (ending.kind === 'failed' && held + failed === 0) return [`the tutorials were not verified: ${why}`];
  const wrong = pages.flatMap(({ result, slug }) => {
    if (result === 'failed') return `no longer holds: ${siteUrl}en/${slug}/`;
    return result === 'broken' ? `could not be run: ${siteUrl}en/${slug}/` : [];
  });
  const all = count(pages.length, 'tutorial');
  const parts = [
    `${held === pages.length ? 'all' : `${held} of`} ${all} ${held === 1 ? 'holds' : 'hold'} on this machine`,
    ...(failed > 0 ? [`${failed} no longer ${failed === 1 ? 'holds' : 'hold'}`] : []),
    ...(broken > 0 ? [`${broken} could not be run`] : []),
    ...(skipped > 0 ? [`${skipped} ${skipped === 1 ? 'was' : 'were'} skipped`] : []),
    ...(notRun > 0 ? [`${notRun} did not run: ${why}`] : []),
  ];
  return [...wrong, `${parts.join(', ')} (${seconds(durationMs)}); details: ${siteUrl}en/verified/#here`];
}
