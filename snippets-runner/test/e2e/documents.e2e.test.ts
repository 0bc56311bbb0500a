/**
 * Documents as people write them, each with what is right: after public bug reports of other testers of documents, and
 * after the smallest forms of what went wrong with 48 documents that were run.
 */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportedPage, ReportedSnippet, RunReport } from '../../model/report.ts';
import { e2eFolder } from './pages.ts';
import { snippets } from './snippets.ts';

const DOCUMENTS = join(import.meta.dirname, 'documents');

interface Right {
  /**
   * `line kind`, then the reason, or the lines that differ: `-` of the document, `+` of the run. After `<` the block, and
   * what is missing of it, for which it probably failed; after `|` the machine that the text names.
   */
  readonly faults: readonly string[];
  /** `line reason`. */
  readonly leftOut: readonly string[];
}

const RIGHT: Readonly<Record<string, Right>> = {
  'background-job.md': { faults: [], leftOut: [] },
  'blank-lines-in-outputs.md': { faults: ['13 differed +'], leftOut: [] },
  'blank-lines-removed.md': { faults: ['9 differed -c|+b'], leftOut: [] },
  'bytes-that-are-no-text.md': { faults: [], leftOut: [] },
  'chosen-by-comments.md': {
    faults: [
      '16 differed -WRONG|+Error response from daemon: network nothing not found',
      '41 differed -overlay|+bridge',
    ],
    leftOut: [
      '22 a comment says "skip": needs a registry',
      '28 a comment on line 26 says "skip from here"',
      '32 a comment on line 26 says "skip from here"',
    ],
  },
  'clear-and-redraw.md': { faults: [], leftOut: [] },
  'command-above-prompts.md': { faults: [], leftOut: [] },
  'command-longer-than-4096.md': { faults: [], leftOut: [] },
  'commands-only.md': {
    faults: ['26 wrong-exit '],
    leftOut: ['35 no line begins with a prompt such as "$ ", so commands and outputs cannot be told apart'],
  },
  'commented-out.md': { faults: ['31 differed -WRONG|+quoted'], leftOut: [] },
  'comments.md': { faults: [], leftOut: [] },
  'container-prompt.md': {
    faults: ['33 ended-early the command runs until it is stopped, and the document does not stop it'],
    leftOut: [
      '1 nothing gives <container-id> a value: write one, or name it <CONTAINER_ID> and write save=CONTAINER_ID:/…/ on an earlier block that prints it, or run with --set container-id=…',
      '7 the block begins with input for a program, but no block before it has started one',
      '23 the document leaves out a part of the command, where it has "..."',
      '42 it points Docker to tcp://192.168.2.50:2375, a machine that labs do not have',
      '47 the command is not in a block of code',
      '49 no line begins with a prompt such as "$ ", so commands and outputs cannot be told apart',
    ],
  },
  'copied-sessions.md': {
    faults: [],
    leftOut: [
      '30 a blank is missing behind the prompt "#"',
      '36 a command is on the line that opens the block, where readers do not see it',
      '40 the command says what may be there: "[options]"',
    ],
  },
  'crlf.md': { faults: ['10 differed -wrong|+three'], leftOut: [] },
  'ctrl-c-in-a-shell.md': { faults: [], leftOut: [] },
  'ctrl-c-shown.md': { faults: [], leftOut: [] },
  'different-prompt.md': { faults: [], leftOut: [] },
  'exit-ends-the-shell.md': { faults: ["4 ended-early the node's shell has ended"], leftOut: [] },
  'fence-in-an-admonition.md': {
    faults: ['9 differed -WRONG|+inside', '16 differed -WRONG|+tab'],
    leftOut: ['21 the block directly follows HTML, so Markdown takes it for text: write a blank line before it'],
  },
  'firewall-rules.md': {
    faults: [
      '21 differed -MASQUERADE  all  --  172.18.0.0/16        0.0.0.0/0|+MASQUERADE  all  --  172.17.0.0/16        0.0.0.0/0',
    ],
    leftOut: [],
  },
  'foreground.md': {
    faults: ['2 ended-early the command runs until it is stopped, and the document does not stop it'],
    leftOut: [],
  },
  'heredoc-delimiter-with-hyphen.md': { faults: [], leftOut: [] },
  'history-expansion.md': { faults: [], leftOut: [] },
  'hosts-in-text.md': {
    faults: ['12 wrong-exit  | On the second machine', '18 wrong-exit  | on another host', '24 wrong-exit '],
    leftOut: [],
  },
  'id-in-command.md': { faults: [], leftOut: [] },
  'left-out-by-people.md': { faults: [], leftOut: [] },
  'links-and-titles.md': { faults: [], leftOut: [] },
  'mixed-silent.md': {
    faults: ['7 differed -this is wrong|+bridge|+host|+none', '11 differed -this is wrong, too|+indented'],
    leftOut: [],
  },
  'no-language.md': { faults: ['5 differed -overlay|+bridge'], leftOut: [] },
  'other-prompts.md': {
    faults: [
      '2 differed -WRONG|+zsh',
      '7 differed -WRONG|+venv',
      '12 differed -WRONG|+starship',
      '17 differed -WRONG|+host without @',
      '22 differed -WRONG|+two blanks',
      '33 differed -WRONG|+git branch',
    ],
    leftOut: ['27 "PS C:\\>" is the prompt of PowerShell, which labs do not have'],
  },
  'output-holds-a-fence.md': { faults: ['4 differed -old|+```yaml|+a: 1|+```'], leftOut: [] },
  'placeholder.md': {
    faults: [],
    leftOut: [
      '1 nothing gives <IP> a value: write one, or write save=IP:/…/ on an earlier block that prints it, or run with --set IP=…',
      '5 nothing gives <TOKEN> a value: write one, or write save=TOKEN:/…/ on an earlier block that prints it, or run with --set TOKEN=…',
    ],
  },
  'prompt-alone.md': { faults: [], leftOut: [] },
  'prompt-gets-a-prefix.md': { faults: [], leftOut: [] },
  'prompt-is-replaced.md': { faults: [], leftOut: [] },
  'question-of-a-command.md': { faults: [], leftOut: [] },
  'quoted-string-over-two-lines.md': { faults: [], leftOut: [] },
  'root-prompt-and-hash-output.md': { faults: [], leftOut: [] },
  'root-prompt.md': { faults: [], leftOut: [] },
  'shell-in-a-shell.md': { faults: [], leftOut: [] },
  'shells-left-open.md': {
    faults: [
      '6 ended-early it opens a shell, but nothing below is typed into it, and nothing leaves it: write "exit" below it, or its prompt if it stays open',
      '17 wrong-exit  < shell 6',
    ],
    leftOut: [],
  },
  'shift-is-no-heredoc.md': { faults: [], leftOut: [] },
  'shows-a-part.md': { faults: ['2 differed +103', '5 differed +Server:|+  Stopped: 0'], leftOut: [] },
  'skipped-is-missing.md': {
    faults: [
      '8 wrong-exit  < skipped 3 backend',
      '9 wrong-exit  < skipped 3 backend',
      '15 differed -backend < skipped 3 backend',
      '25 wrong-exit  < skipped 20 swarm',
      '29 differed -db < block-2 db',
    ],
    leftOut: [
      '3 no line begins with a prompt such as "$ ", so commands and outputs cannot be told apart',
      '20 a comment says "skip": no swarm here',
    ],
  },
  'ssh-and-exit.md': {
    faults: [
      '9 ended-early the program ended with exit code 127 before the next input, so the input was not typed',
      '24 wrong-exit ',
      '34 ended-early the program ended with exit code 1 before the next input, so the input was not typed',
      '38 ended-early no program runs that would read this input, so it was not typed < block-6',
    ],
    leftOut: ['29 it leaves the shell of `ssh deploy@server.example.com` on line 24, not that of the lab'],
  },
  'sudo-and-compose.md': { faults: [], leftOut: [] },
  'sudo-shells.md': {
    faults: [
      '30 ended-early it opens a shell, but nothing below is typed into it, and nothing leaves it: write "exit" below it, or its prompt if it stays open',
      '34 ended-early a program waits for input at "Name:", and the document types none into it',
    ],
    leftOut: [],
  },
  'swarm-that-finds-its-address.md': {
    faults: [
      '24 ended-early the command waits for tasks that cannot start: No such image: example.invalid/web:latest',
      '28 differed -web 2/2|+web 0/2',
      '37 wrong-exit ',
      '35 differed -053abaac4f93',
      '37 differed -053abaac4f93|+Error response from daemon: No such container: 053abaac4f93',
    ],
    leftOut: [],
  },
  'swarm-of-hosts.md': { faults: ['22 differed -node3|+node2'], leftOut: [] },
  'syntax-error.md': { faults: [], leftOut: [] },
  'tab.md': { faults: [], leftOut: [] },
  'tabs-in-heredoc.md': { faults: [], leftOut: [] },
  'terminal-questions.md': { faults: [], leftOut: [] },
  'terminal-shows-its-own-prompt.md': { faults: [], leftOut: [] },
  'terminals.md': { faults: ['27 wrong-exit '], leftOut: [] },
  'two-addresses-in-one-word.md': { faults: ['14 differed -10.11.0.310.12.0.2|+10.11.0.210.12.0.2'], leftOut: [] },
  'unset-variables.md': { faults: ['2 wrong-exit  < $NAME', '6 differed -id: 7|+id: < $ID'], leftOut: [] },
  'users-and-groups.md': { faults: [], leftOut: [] },
  'wide-and-joined.md': { faults: [], leftOut: [] },
};

let folder: ReturnType<typeof e2eFolder>;
let pages: ReadonlyMap<string, ReportedPage>;

beforeAll(async () => {
  folder = e2eFolder({});
  cpSync(DOCUMENTS, join(folder.home, 'documents'), { recursive: true });
  await snippets(['verify', 'documents', '--reporter', 'json:run.json'], { cwd: folder.home });
  const report = JSON.parse(readFileSync(join(folder.home, 'run.json'), 'utf8')) as RunReport;
  pages = new Map(report.pages.map((page) => [page.file.replace('documents/', ''), page]));
});
afterAll(() => folder?.[Symbol.dispose]());

test('each document is known', () => expect(readdirSync(DOCUMENTS).sort()).toEqual(Object.keys(RIGHT).sort()));

test.each(Object.entries(RIGHT))('%s', (file, right) => {
  const page = pages.get(file);
  if (page?.result !== 'passed' && page?.result !== 'failed') throw new TypeError(`it was ${page?.result}`);
  expect({
    faults: page.snippets.flatMap(faultLines),
    leftOut: page.leftOut.map(({ position, reason }) => `${position.line} ${reason}`),
  }).toEqual(right);
});

function causeText(cause: NonNullable<ReportedSnippet['cause']>): string {
  if ('unset' in cause) return cause.unset.join(' ');
  if ('inShell' in cause) return `shell ${cause.inShell.position.line}`;
  return `${'skipped' in cause ? `skipped ${cause.skipped.line}` : cause.snippet} ${cause.missing ?? ''}`;
}

function faultLines({ faults, cause, hostInText }: ReportedSnippet): string[] {
  const because = cause ? ` < ${causeText(cause)}`.trimEnd() : '';
  const host = hostInText ? ` | ${hostInText.text}` : '';
  return faults.map((fault) => {
    const lines = fault.kind === 'differed' ? fault.lines.filter(({ kind }) => kind !== 'same') : [];
    const shown = lines.map(({ kind, text }) => `${kind === 'captured' ? '-' : '+'}${text}`).join('|');
    return [fault.position.line, fault.kind, 'reason' in fault ? fault.reason : shown].join(' ') + because + host;
  });
}
