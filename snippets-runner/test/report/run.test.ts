import { describe, expect, test } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import type { DiffLine, Fault, PageOutcome } from '../../model/outcome.ts';
import { captureReport } from '../../report/capture.ts';
import { pageReport as reportOfPage } from '../../report/page.ts';
import { runSummary as reportSummary } from '../../report/run.ts';
import { type RunToReport, reportedPage } from '../../report/run-report.ts';
import { createStyle, type Style } from '../../report/style.ts';
import type { Page } from '../../tutorial/page.ts';
import { consoleBlock, documentOf } from '../commands/documents.ts';
import { recordingOf, samplePage, TWO_SNIPPETS } from '../tutorial/capture/sample.ts';
import { reportOf } from './sample-report.ts';

const PLAIN = createStyle(false);
const pageReport = (outcome: PageOutcome, style: Style, verbose = false) =>
  reportOfPage(reportedPage(outcome), style, verbose);
const runSummary = (run: Partial<RunToReport>, style: Style) => reportSummary(reportOf(run), style);
const PAGE = samplePage();

/** Returns a run of the sample page with these faults in its first and second snippet. */
function ran(
  first: readonly Fault[] = [],
  second: readonly Fault[] = [],
  page: Page = PAGE,
): Extract<PageOutcome, { kind: 'ran' }> {
  return {
    kind: 'ran',
    page,
    engine: 'native',
    recording: recordingOf(page),
    durationMs: 1234,
    snippets: page.snippets.map((snippet, index) => ({ snippet, faults: [first, second][index] ?? [], durationMs: 5 })),
    drift: [],
    leaks: [],
    stale: new Set(),
    toCaptured: (text) => text,
  };
}

const line = (kind: DiffLine['kind'], text: string, more: Partial<DiffLine> = {}): DiffLine => ({
  kind,
  text,
  spans: [],
  note: undefined,
  ...more,
});

const [create, attach] = PAGE.snippets;
const keys = attach?.steps[2];
if (!create || !keys) throw new TypeError('the sample page has other snippets');

const HINT = '\n  hint if this run is correct, accept it: npx snippets capture bridge/sample.mdx';

describe('a page', () => {
  test('that passed is one line', () => {
    expect(pageReport(ran(), PLAIN)).toBe('passed bridge/sample.mdx 2 snippets, 1.2 s');
  });

  test('has a line for each snippet if asked for, with the number of attempts', () => {
    const page = samplePage(TWO_SNIPPETS.replace('snippet=create', 'snippet=create retry-until="5/5"'));
    const outcome = ran([], [], page);
    const [first, second] = recordingOf(page).snippets;
    if (!first || !second) throw new TypeError('no snippets');
    const snippets = [{ ...first, attempts: 7 }, second];
    expect(pageReport({ ...outcome, recording: { ...outcome.recording, snippets } }, PLAIN, true)).toBe(
      [
        'passed bridge/sample.mdx 2 snippets, 1.2 s',
        '  create on host: 0.0 s, 7 attempts until "5/5"',
        '  attach on host: 0.0 s',
      ].join('\n'),
    );
  });

  test('that leaves something says what, where, and what to do', () => {
    const outcome: PageOutcome = {
      ...ran(),
      leaks: [
        { node: 'host', kind: 'containers', names: ['box', 'waiter'] },
        { node: 'host', kind: 'networks', names: ['pair'] },
        { node: 'worker', kind: 'swarm', names: ['worker'] },
      ],
    };
    expect(pageReport(outcome, PLAIN)).toBe(
      [
        'failed bridge/sample.mdx 2 snippets, 1.2 s',
        '  after its last snippet, host still has containers box, waiter',
        '  after its last snippet, host still has network pair',
        '  after its last snippet, worker still is in a swarm, as worker',
        '  hint remove it at the end of the page, or declare in the front matter that it stays: lab.leaves: [containers, networks, swarm]',
      ].join('\n'),
    );
    expect(runSummary({ pages: [outcome], durationMs: 1 }, PLAIN)).toContain('1 page failed');
  });

  test('that was skipped says why', () => {
    const outcome: PageOutcome = { kind: 'skipped', page: PAGE, reason: "the engine's kernel lacks ipvs" };
    expect(pageReport(outcome, PLAIN)).toBe("skipped bridge/sample.mdx: the engine's kernel lacks ipvs");
  });

  test('that could not run says why, and what to do', () => {
    const error = new SnippetsError('engine-lost', 'the Docker daemon went away', 'start it');
    expect(pageReport({ kind: 'broken', page: PAGE, engine: 'native', error, durationMs: 1 }, PLAIN)).toBe(
      'could not run bridge/sample.mdx: the Docker daemon went away\n  hint start it',
    );
  });

  test('that was captured with another engine or image says so', () => {
    const drift = [{ what: 'Docker', captured: '28.5.2', now: '29.0.0' }];
    expect(pageReport({ ...ran(), drift }, PLAIN)).toBe(
      [
        'passed bridge/sample.mdx 2 snippets, 1.2 s',
        '  drift Docker: captured with 28.5.2, now 29.0.0 (npx snippets capture refreshes it)',
      ].join('\n'),
    );
  });
});

describe('a fault', () => {
  const at = (place: string, ...lines: string[]) =>
    [
      'failed bridge/sample.mdx 2 snippets, 1.2 s',
      `  bridge/sample.mdx:${place} on host`,
      ...lines.map((each) => `    ${each}`),
    ].join('\n');

  test('differed shows lines, and explains differences that are invisible', () => {
    const lines = [
      line('same', 'NAME'),
      line('captured', 'bridge', { spans: [[0, 6]] }),
      line('printed', 'host', { spans: [[0, 4]], note: 'it stood for another' }),
    ];
    expect(pageReport(ran([{ kind: 'differed', step: 0, lines }]), PLAIN)).toBe(
      at(
        '8:1 snippet create',
        '$ docker network create alpine-net',
        '  NAME',
        '- bridge',
        '+ host ← it stood for another',
      ) + HINT,
    );
  });

  test('other-topology shows the difference to the capture, no-topology the change by the snippet', () => {
    const lines = [line('printed', 'container box on host: running')];
    expect(pageReport(ran([{ kind: 'other-topology', lines }]), PLAIN)).toBe(
      at(
        '8:1 snippet create',
        "the lab's network after it differs from the capture:",
        '+ container box on host: running',
      ) + HINT,
    );
    expect(pageReport(ran([{ kind: 'no-topology', lines }]), PLAIN)).toBe(
      at(
        '8:1 snippet create',
        "it changes the lab's network, but its capture has no network:",
        '+ container box on host: running',
      ) + HINT,
    );
  });

  test('that follows an earlier one is told in a line', () => {
    const lines = [line('printed', 'container box on host: running')];
    const faults: Fault[] = [
      { kind: 'differed', step: 0, lines, follows: 'look' },
      { kind: 'other-topology', lines, follows: 'look' },
    ];
    expect(pageReport(ran(faults), PLAIN)).toBe(
      at(
        '8:1 snippet create',
        '$ docker network create alpine-net',
        'the output differs, in the same lines as in snippet look',
        "the lab's network after it differs from the capture, in the same lines as in snippet look",
      ) + HINT,
    );
  });

  test('other-commands shows the present commands', () => {
    const lines = [line('captured', '$ docker ps'), line('printed', '$ docker network create alpine-net')];
    expect(pageReport(ran([{ kind: 'other-commands', lines }]), PLAIN)).toBe(
      at(
        '8:1 snippet create',
        'its commands have changed since the capture:',
        '- $ docker ps',
        '+ $ docker network create alpine-net',
      ) + HINT,
    );
  });

  test('other-attributes and other-values show what was captured and what there is now', () => {
    const attributes = [line('captured', 'exit=0'), line('printed', 'exit=1')];
    expect(pageReport(ran([{ kind: 'other-attributes', lines: attributes }]), PLAIN)).toBe(
      at('8:1 snippet create', 'its attributes have changed since the capture:', '- exit=0', '+ exit=1') + HINT,
    );
    const values = [line('captured', '<NAME> is alpine'), line('printed', '<NAME> is nginx')];
    expect(pageReport(ran([{ kind: 'other-values', lines: values }]), PLAIN)).toBe(
      at(
        '8:1 snippet create',
        'the values of its placeholders differ from those of the capture:',
        '- <NAME> is alpine',
        '+ <NAME> is nginx',
      ) + HINT,
    );
  });

  test('beside a fault that no capture repairs does not promise that it can be accepted now', () => {
    const differed = { kind: 'differed', step: 0, lines: [line('printed', 'out')] } as const;
    const wrong = { kind: 'wrong-exit', step: 0, expected: 0, actual: 1, output: '' } as const;
    const accepted = pageReport(ran([differed]), PLAIN);
    expect(accepted).toContain(HINT);
    const others = pageReport(ran([differed], [wrong]), PLAIN);
    expect(others).not.toContain(HINT);
    expect(others).toContain(
      '\n  hint an output that differs can be accepted once the other faults are corrected: npx',
    );
    const leaks = [{ node: 'host', kind: 'containers', names: ['box'] }] as const;
    expect(pageReport({ ...ran([differed]), leaks }, PLAIN)).not.toContain(HINT);
  });

  test('differed only in order mentions the two streams, unless the command has a terminal', () => {
    const lines = [line('captured', 'out'), line('same', 'err'), line('printed', 'out')];
    const noteOf = (command: string, of = lines) => {
      const page = documentOf(consoleBlock(command));
      return pageReport(ran([{ kind: 'differed', step: 0, lines: of }], [], page), PLAIN).match(/two streams/u);
    };
    expect(noteOf('$ docker exec box ping -c 1 nowhere')).not.toBeNull();
    expect(noteOf('$ docker exec -it box ping -c 1 nowhere')).toBeNull();
    expect(noteOf('$ docker ps')).toBeNull();
    const sameText = [line('captured', 'default via 10.0.0.1'), line('printed', 'default via 10.0.0.1')];
    expect(noteOf('$ docker exec box ip route', [...sameText, line('same', 'err')])).toBeNull();
    expect(
      noteOf('$ docker exec box ping -c 1 nowhere', [line('captured', 'out'), line('printed', 'other')]),
    ).toBeNull();
  });

  test('differed names a comment below the last command, which counts as output', () => {
    const comment = line('captured', '# a comment');
    const noteOf = (of: DiffLine[]) => {
      const page = documentOf(consoleBlock('$ docker ps'));
      return pageReport(ran([{ kind: 'differed', step: 0, lines: of }], [], page), PLAIN).match(/← "# a.*/u)?.[0];
    };
    const note =
      '← "# a comment" counts as output, because no command follows: if it is a comment, write it above the command';
    expect(noteOf([comment])).toBe(note);
    expect(noteOf([line('same', 'out'), comment, line('printed', 'more')])).toBe(note);
    expect(noteOf([comment, line('printed', '# another')])).toBeUndefined();
    expect(noteOf([comment, line('same', 'out')])).toBeUndefined();
  });

  test('wrong-exit shows the output', () => {
    const fault: Fault = { kind: 'wrong-exit', step: 0, expected: 0, actual: 125, output: 'Error\n\nsee --help' };
    expect(pageReport(ran([fault]), PLAIN)).toBe(
      `${at(
        '8:1 snippet create',
        '$ docker network create alpine-net',
        'expected exit code 0, got 125; it printed:',
        '  Error',
      )}\n\n      see --help`,
    );
  });

  test('wrong-exit and unmet do not repeat the output that a difference shows', () => {
    const faults: Fault[] = [
      { kind: 'wrong-exit', step: 0, expected: 0, actual: 125, output: 'Error' },
      { kind: 'unmet', attribute: 'expect', pattern: { kind: 'text', text: 'Up' }, output: 'Error' },
      { kind: 'differed', step: 0, lines: [line('printed', 'Error')] },
    ];
    expect(pageReport(ran(faults), PLAIN)).toContain(
      at(
        '8:1 snippet create',
        '$ docker network create alpine-net',
        'expected exit code 0, got 125',
        'the output does not match expect="Up"',
        '$ docker network create alpine-net',
        '+ Error',
      ),
    );
  });

  test('wrong-exit of a program that still runs has none', () => {
    const fault: Fault = { kind: 'wrong-exit', step: 0, expected: 0, actual: null, output: '' };
    expect(pageReport(ran([], [fault]), PLAIN)).toContain(
      'expected exit code 0, but it has not ended; it printed nothing',
    );
  });

  test('unmet names the attribute as the author wrote it', () => {
    const text: Fault = { kind: 'unmet', attribute: 'expect', pattern: { kind: 'text', text: 'Up' }, output: 'Exited' };
    const regexp: Fault = {
      kind: 'unmet',
      attribute: 'retry-until',
      pattern: { kind: 'regexp', source: '\\d/5', flags: 'mu' },
      output: '',
    };
    expect(pageReport(ran([text, regexp]), PLAIN)).toBe(
      at(
        '8:1 snippet create',
        'the output does not match expect="Up"; it printed:',
        '  Exited',
        'the output does not match retry-until=/\\d/5/mu; it printed nothing',
      ),
    );
  });

  test('ended-early names the expected prompt, and the keys', () => {
    const fault: Fault = {
      kind: 'ended-early',
      ending: { kind: 'timed-out', step: keys, timeoutMs: 30_000, waitedFor: 'the command to end' },
      output: 'half',
    };
    expect(pageReport(ran([], [fault]), PLAIN)).toBe(
      at(
        '12:1 snippet attach',
        '/ # <Ctrl-P><Ctrl-Q>',
        'timed out after 30 s, waiting for the command to end; it printed:',
        '  half',
      ),
    );
  });

  test('ended-early says since when a program was silent, if that helps', () => {
    const ending = { kind: 'timed-out', step: keys, timeoutMs: 30_000, waitedFor: 'the command to end' } as const;
    const report = (quietMs: number) =>
      pageReport(ran([], [{ kind: 'ended-early', ending: { ...ending, quietMs }, output: '' }]), PLAIN);
    expect(report(29_000)).toContain(
      'the command to end; no output for the last 29 s (if it waits for input, the page must type that, ',
    );
    expect(report(900)).toContain('waiting for the command to end; it printed nothing');
  });

  test('ended-early says why nothing could be typed', () => {
    const fault: Fault = {
      kind: 'ended-early',
      ending: { kind: 'stuck', step: keys, reason: 'the program has ended' },
      output: '',
    };
    expect(pageReport(ran([], [fault]), PLAIN)).toContain('    the program has ended; it printed nothing');
  });

  test('not-run and no-capture are one text', () => {
    expect(pageReport(ran([{ kind: 'no-capture' }], [{ kind: 'not-run' }]), PLAIN)).toBe(
      [
        'failed bridge/sample.mdx 2 snippets, 1.2 s',
        '  1 snippet without capture: run npx snippets capture bridge/sample.mdx',
        '  1 later snippet did not run',
      ].join('\n'),
    );
  });

  test('no-capture is shown with another fault', () => {
    const fault: Fault = { kind: 'wrong-exit', step: 0, expected: 0, actual: 1, output: '' };
    expect(pageReport(ran([{ kind: 'no-capture' }, fault]), PLAIN)).toContain(
      '    it has no capture: run npx snippets capture\n    $ docker network create alpine-net',
    );
  });

  test('is highlighted to the character', () => {
    const spans = [
      [2, 8],
      [9, 10],
    ] as const;
    const lines = [line('captured', 'a bridge b.', { spans })];
    expect(pageReport(ran([{ kind: 'differed', step: 0, lines }]), createStyle(true))).toContain(
      '\x1b[31m- a \x1b[7mbridge\x1b[27m \x1b[7mb\x1b[27m.\x1b[39m',
    );
  });
});

describe('the last line of a run', () => {
  const broken: PageOutcome = {
    kind: 'broken',
    engine: 'native',
    page: PAGE,
    error: new SnippetsError('engine-lost', 'gone', ''),
    durationMs: 1,
  };
  const skipped: PageOutcome = { kind: 'skipped', page: PAGE, reason: '' };

  test('counts the results of the pages', () => {
    expect(runSummary({ pages: [ran()], durationMs: 65_400 }, PLAIN)).toBe('1 page passed; 2 snippets in 1 min 05 s');
    const pages = [ran(), ran(), ran([{ kind: 'no-capture' }]), broken, skipped, skipped];
    expect(runSummary({ pages, durationMs: 12_345 }, PLAIN)).toBe(
      '2 pages passed, 1 page failed, 2 pages skipped, 1 page could not run; 6 snippets in 12 s',
    );
  });

  test('says why not every page was tried', () => {
    const notRun: PageOutcome = { kind: 'not-run', page: PAGE };
    expect(runSummary({ pages: [ran(), notRun], durationMs: 1000, ending: { kind: 'interrupted' } }, PLAIN)).toBe(
      '1 page passed, 1 page did not run; 2 snippets in 1.0 s\nincomplete the run was interrupted',
    );
  });

  test('names the shard', () => {
    const shard = { index: 2, count: 3, checkout: '', pages: ['bridge/sample'] };
    expect(runSummary({ pages: [ran()], durationMs: 1000, shard }, PLAIN)).toBe(
      'shard 2/3: 1 page passed; 2 snippets in 1.0 s',
    );
  });

  test('of pages that passed earlier has nothing else', () => {
    expect(runSummary({ pages: [{ kind: 'unchanged', page: PAGE }] }, PLAIN)).toBe(
      '1 page unchanged since the last pass',
    );
  });
});

describe('the changes of a capture', () => {
  const texts = { before: 'a: 1\nb: 2\n', after: 'a: 1\nb: 3\n' };
  const changes = [{ file: 'content/captures/bridge/sample.yaml', snippets: ['create', 'attach'], texts }];

  test('are named', () => {
    expect(captureReport({ changes, unchanged: 1, dryRun: false }, PLAIN)).toBe(
      ['wrote content/captures/bridge/sample.yaml create, attach', '1 capture unchanged'].join('\n'),
    );
  });

  test('are shown as a difference in a dry run', () => {
    expect(captureReport({ changes, unchanged: 0, dryRun: true }, PLAIN)).toBe(
      [
        'would write content/captures/bridge/sample.yaml create, attach',
        '  @@ -1,2 +1,2 @@',
        '   a: 1',
        '  -b: 2',
        '  +b: 3',
        'nothing was written: this was a dry run',
      ].join('\n'),
    );
  });
});

describe('a document', () => {
  const document = documentOf(`${consoleBlock('$ one', 'a')}\n${consoleBlock('$ two')}\n\`\`\`sh\n./x\n\`\`\`\n`);

  test('names the outputs that were not checked', () => {
    expect(pageReport(ran([], [], document), PLAIN).split('\n')).toEqual([
      'passed README.md 2 snippets, 1.2 s',
      '  1 block without outputs: only exit codes were checked',
      expect.stringMatching(/^ {2}README\.md:12:1 skipped: no line begins with a prompt/u),
      expect.stringMatching(/^ {2}hint where every line is a command, write <!-- snippets: commands -->/u),
    ]);
  });

  test('that failed explains how to accept an output, and how to expect a failure', () => {
    const faults: Fault[] = [
      { kind: 'wrong-exit', step: 0, expected: 0, actual: 1, output: '' },
      { kind: 'differed', step: 0, lines: [line('printed', 'b')] },
    ];
    const text = pageReport(ran(faults, [], document), PLAIN);
    expect(text).toContain('README.md:1:1 snippet block-1 on host');
    expect(text).toContain('npx snippets verify --update README.md');
    expect(text).toContain('write exit=N on its block');
    expect(text).toContain('expected exit code 0, got 1');
  });

  test('with an odd name has it quoted in the command that accepts an output', () => {
    const faults: Fault[] = [{ kind: 'differed', step: 0, lines: [line('printed', 'b')] }];
    const named = (file: string) => pageReport(ran(faults, [], { ...document, file }), PLAIN);
    expect(named('my notes.md')).toContain("accept it: npx snippets verify --update 'my notes.md'\n");
    expect(named('-x;reboot.md')).toContain("accept it: npx snippets verify --update './-x;reboot.md'\n");
  });

  test('names the images that labs do not have', () => {
    const output = "Unable to find image 'busybox:latest' locally\ndocker: Error response from daemon: no such host";
    const text = pageReport(
      ran([{ kind: 'wrong-exit', step: 0, expected: 0, actual: 125, output }], [], document),
      PLAIN,
    );
    expect(text).toContain('hint labs have no image "busybox:latest", and no registry gave one: docker load');
    const pulled = "Unable to find image 'busybox:latest' locally\nlatest: Pulling from library/busybox";
    const other = pageReport(
      ran([{ kind: 'wrong-exit', step: 0, expected: 0, actual: 1, output: pulled }], [], document),
      PLAIN,
    );
    expect(other).not.toContain('labs have no image');
  });

  test('says what to do about a tool that nodes do not have, and a machine that labs do not reach', () => {
    const failing = (output: string) =>
      pageReport(ran([{ kind: 'wrong-exit', step: 0, expected: 0, actual: 127, output }], [], document), PLAIN);
    const tool = failing('bash: apt-get: command not found');
    expect(tool).toContain(
      'hint nodes have no apt-get, and labs reach no other machine to install it from: write <!--',
    );
    expect(tool).not.toContain('meant to fail');
    const clone = failing("Cloning into 'x'...\nfatal: unable to access 'x': Could not resolve host: github.com");
    expect(clone).toContain('hint labs reach no other machine, so not github.com: write <!--');
    expect(failing('curl: (6) Could not resolve host: web')).not.toContain('reach no other machine');
  });

  test('says of an image that it had where the document has removed it', () => {
    const output = "Unable to find image 'nginx:latest' locally\ndocker: Error response from daemon: no such host";
    const outcome = ran([{ kind: 'wrong-exit', step: 0, expected: 0, actual: 125, output }], [], document);
    const images = { nginx: { reference: 'nginx:1.30', id: '1', origin: 'stand-in' } } as const;
    const text = pageReport({ ...outcome, recording: { ...outcome.recording, images } }, PLAIN);
    expect(text).toContain(
      'hint the lab had image "nginx:latest" until the document removed it, and no registry gave it',
    );
    expect(text).not.toContain('labs have no image');
  });

  test('names the images that are stand-ins', () => {
    const outcome = ran([], [], document);
    const image = (origin: 'stand-in' | 'registry') => ({ reference: 'alpine:3.22', id: '1', origin });
    const told = (origin: 'stand-in' | 'registry') =>
      pageReport({ ...outcome, recording: { ...outcome.recording, images: { alpine: image(origin) } } }, PLAIN);
    expect(told('stand-in')).toContain("from Debian's packages, not from a registry: alpine:3.22");
    expect(told('registry')).not.toContain('Debian');
  });

  test('is called a document, also if it leaves something', () => {
    const outcome: PageOutcome = {
      ...ran([], [{ kind: 'not-run' }], document),
      leaks: [{ node: 'host', kind: 'networks', names: ['pair'] }],
    };
    const text = pageReport(outcome, PLAIN);
    expect(text).toContain('remove it at the end of the document, or declare that it stays: ');
    expect(text).toContain('<!-- snippets lab: {leaves: [networks]} -->');
    expect(runSummary({ pages: [outcome], durationMs: 1 }, PLAIN)).toContain('0 documents passed, 1 document failed');
    const pages = [ran(), outcome];
    expect(runSummary({ pages, durationMs: 1 }, PLAIN)).toContain('1 page passed, 1 page failed');
  });

  test('without a block that can be run says so, with reasons', () => {
    const outcome: PageOutcome = { kind: 'empty', page: document };
    expect(pageReport(outcome, PLAIN)).toMatch(/^nothing to run README\.md\n {2}README\.md:12:1 skipped: /u);
    const skips = document.leftOut.length;
    expect(runSummary({ pages: [outcome, ran([], [], document)], durationMs: 1 }, PLAIN)).toBe(
      `1 document passed, 1 document without a block to run, ${2 * skips} blocks or lines skipped; 2 snippets in 0.0 s`,
    );
  });
});
