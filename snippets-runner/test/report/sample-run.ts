/** A run that has everything a report can show. */
import { SnippetsError } from '../../model/error.ts';
import type { Fault, PageOutcome } from '../../model/outcome.ts';
import type { RunReport } from '../../model/report.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import type { Page } from '../../tutorial/page.ts';
import { snippet } from '../commands/content-folder.ts';
import { pageOf } from '../run/pages.ts';
import { recordingOf, samplePage } from '../tutorial/capture/sample.ts';
import { reportOf } from './sample-report.ts';

type Ran = Extract<PageOutcome, { kind: 'ran' }>;

export function everythingRun(): RunReport {
  const passed = samplePage();
  const converging = pageOf(snippet('converged retry-until="5/5"', '$ docker service ls'), {
    slug: 'swarm/converging',
  });
  const needy = pageOf(snippet('mesh', '$ curl localhost'), { slug: 'swarm/mesh', lab: 'needs: [ipvs]' });
  const lost = pageOf(snippet('first', '$ docker ps'), { slug: 'lost' });
  const before = pageOf(snippet('first', '$ docker ps'), { slug: 'before' });
  const later = pageOf(snippet('first', '$ docker ps'), { slug: 'later' });
  const error = new SnippetsError('engine-lost', 'the Docker daemon went away', 'start it');
  return reportOf({
    durationMs: 65_432.1,
    ending: { kind: 'bailed' },
    pages: [
      { ...ranOutcome(passed), drift: [{ what: 'Docker', captured: '28.5.2', now: '29.0.0' }] },
      tried(converging),
      wrongOutcome(),
      documentOutcome(),
      { kind: 'skipped', page: needy, reason: 'the kernel of engine native lacks ipvs' },
      {
        kind: 'empty',
        page: parseMarkdown({ file: 'docs/prose.md', text: '```sh\n./build\n```\n', images: [], knownImages: [] })
          .document,
      },
      { kind: 'broken', page: lost, engine: 'tcp://10.0.0.1:2376', error, durationMs: 2000 },
      { kind: 'unchanged', page: before },
      { kind: 'not-run', page: later },
    ],
    written: [{ file: 'docs/guide.md', snippets: ['block-1'] }],
  });
}

export function ranOutcome(page: Page, faults: readonly (readonly Fault[])[] = []): Ran {
  const recording = recordingOf(page);
  return {
    kind: 'ran',
    page,
    engine: 'native',
    recording,
    durationMs: 1234,
    snippets: page.snippets.map((each, index) => ({ snippet: each, faults: faults[index] ?? [], durationMs: 500.4 })),
    drift: [],
    leaks: [],
    stale: new Set(),
    toCaptured: (text) => text,
  };
}

function tried(page: Page): Ran {
  const outcome = ranOutcome(page);
  const snippets = outcome.recording.snippets.map((each) => ({ ...each, attempts: 7 }));
  return { ...outcome, recording: { ...outcome.recording, snippets } };
}

/** Has characters that XML does not allow, and a text that GitHub would take as a command. */
const ODD = 'a\x1b[31mred\x1b[0m\x00\x07 <b>&amp; ]]> "quoted" \ud800 \ufffe 网络\n::error::100%, really\r\nend';

function wrongOutcome(): PageOutcome {
  const steps = ['$ docker ps', '$ docker run --rm alpine true'];
  const page = pageOf(
    ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((id) => snippet(id, ...steps)).join('\n'),
    { slug: 'wrong, 100%' },
  );
  const [first] = page.snippets;
  const last = first?.steps[1];
  if (!last) throw new TypeError('no step');
  const lines = [
    { kind: 'same', text: 'NAME', spans: [], note: undefined },
    { kind: 'captured', text: 'bridge', spans: [[0, 6]], note: undefined },
    { kind: 'printed', text: 'host\x1b', spans: [[0, 5]], note: 'it stood for another' },
  ] as const;
  const outcome = ranOutcome(page, [
    [{ kind: 'differed', step: 1, lines }],
    [
      { kind: 'other-commands', lines },
      { kind: 'wrong-exit', step: 0, expected: 0, actual: 125, output: ODD },
    ],
    [{ kind: 'unmet', attribute: 'expect', pattern: { kind: 'regexp', source: '\\d/5', flags: 'u' }, output: '' }],
    [{ kind: 'no-capture' }],
    [{ kind: 'other-topology', lines }],
    [{ kind: 'no-topology', lines }],
    [
      {
        kind: 'ended-early',
        ending: {
          kind: 'timed-out',
          step: page.snippets[6]?.steps[1] ?? last,
          timeoutMs: 30_000,
          waitedFor: 'the command to end',
        },
        output: 'half',
      },
    ],
    [{ kind: 'not-run' }],
  ]);
  return {
    ...outcome,
    stale: new Set(['one', 'two']),
    leaks: [{ node: 'host', kind: 'containers', names: ['box', 'waiter'] }],
  };
}

function documentOutcome(): PageOutcome {
  const text = '```console\n$ docker ps\n```\n\n```sh\n./build\n```\n';
  const { document } = parseMarkdown({ file: 'docs/guide.md', text, images: [], knownImages: [] });
  return ranOutcome(document);
}
