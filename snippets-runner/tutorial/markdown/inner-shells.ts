/**
 * Finds the shells that documents open and leave again, and type into at the prompt of the node's shell: `$ ssh server`,
 * `$ docker ps`, `$ exit`. What is typed between the two is input for the shell that was opened, and `exit` never ends
 * the node's shell.
 *
 * A shell on another machine may be left blocks later. Labs do not have that machine. Their node takes its place for the
 * blocks between, so only `exit` is left out.
 *
 * A shell that is never left gets the rest of its block. Then it stays open, and later blocks are for the node.
 */
import { simpleCommands } from '../docker-commands.ts';
import type { LeftOut, Note, OpenShell, ShownSnippet, Snippet, Step } from '../page.ts';
import { SHELL_PROMPT } from '../snippet/prompt.ts';

/** A block that was read: a snippet, or the reason why it is none. */
export interface ReadBlock {
  readonly snippet: Snippet | undefined;
  readonly shown: ShownSnippet | undefined;
  readonly leftOut: readonly LeftOut[];
}

/** @param blocks in the order of the document */
export function withInnerShells<Block extends ReadBlock>(blocks: readonly Block[]): WithInnerShells<Block> {
  const { inner, leaving, orphaned, open } = classified(blocks);
  const notes = open.map(({ step, text }): Note => ({ position: step.position, message: neverLeft(text) }));
  const read = blocks.map((block): Block => {
    const { snippet, shown, leftOut } = block;
    const opener = snippet && orphaned.get(snippet);
    if (snippet && opener) {
      const reason = `it is typed into the shell of \`${opener.text}\`, which is skipped on line ${opener.line}`;
      const commands = snippet.steps.map(({ text }) => text);
      const { position } = snippet;
      return { ...block, snippet: undefined, shown: undefined, leftOut: [...leftOut, { position, reason, commands }] };
    }
    const steps = snippet?.steps ?? [];
    if (!snippet || !steps.some((step) => inner.has(step) || leaving.has(step))) return block;
    const stays = (index: number) => !leaving.has(steps[index] as Step);
    const named = steps.flatMap((step): LeftOut[] => {
      const from = leaving.get(step);
      if (!from) return [];
      const reason = `it leaves the shell of \`${from.text}\` on line ${from.line}, not that of the lab`;
      return [{ position: step.position, reason }];
    });
    const kept = steps.filter((_, index) => stays(index)).map((step) => (inner.has(step) ? toInput(step) : step));
    const own = { ...block, leftOut: [...leftOut, ...named] };
    if (kept.length === 0) return { ...own, snippet: undefined, shown: undefined };
    const outputs = shown?.steps?.filter((_, index) => stays(index));
    return { ...own, snippet: { ...snippet, steps: kept }, shown: shown && { ...shown, steps: outputs } };
  });
  return { blocks: withOpenShells(read, open), notes };
}

export interface WithInnerShells<Block> {
  readonly blocks: readonly Block[];
  /** One for each shell that is never left. */
  readonly notes: readonly Note[];
}

function neverLeft(opener: string): string {
  return `\`${opener.replace(/\s+/gu, ' ')}\` opens a shell that the document never leaves: write "exit" below what is typed into it, or its prompt if it stays open`;
}

/** Tells the blocks below a shell in a container that is never left: their author may have meant that shell. */
function withOpenShells<Block extends ReadBlock>(blocks: readonly Block[], open: readonly Opener[]): readonly Block[] {
  const ofContainers = open.filter(({ where }) => where === 'container');
  return blocks.map((block) => {
    const { snippet, shown } = block;
    if (!snippet || !shown || snippet.steps.some(({ kind, text }) => kind === 'input' || DOCKER.test(text)))
      return block;
    const opener = ofContainers.findLast(
      (each) => each.snippet?.node === snippet.node && each.line < snippet.position.line,
    );
    const inShell: OpenShell | undefined = opener && { text: opener.text, position: opener.step.position };
    return inShell ? { ...block, shown: { ...shown, inShell } } : block;
  });
}

/** Returns whether a command opens a shell that reads what is typed next. */
export function opensShell(command: string): boolean {
  return placeOf(command) !== undefined;
}

interface Opener {
  /** The command that opens the shell. */
  readonly text: string;
  readonly step: Pick<Step, 'position'>;
  readonly line: number;
  readonly where: Where;
  readonly snippet: Snippet | undefined;
  /** The commands since then, each with its snippet. */
  readonly typed: { readonly step: Step; readonly snippet: Snippet }[];
  /** Whether the document shows the prompt of the shell. */
  hasOwnPrompt: boolean;
}

interface Classified {
  /** Steps that are typed into a shell that was opened before. */
  readonly inner: ReadonlySet<Step>;
  /** Steps that leave a shell, and have nothing to leave in a lab. */
  readonly leaving: ReadonlyMap<Step, Opener>;
  /** Snippets for a shell that a skipped block would have opened. */
  readonly orphaned: ReadonlyMap<Snippet, Opener>;
  /** Shells that are never left. In the order of the document. */
  readonly open: readonly Opener[];
}

function classified(blocks: readonly ReadBlock[]): Classified {
  const inner = new Set<Step>();
  const leaving = new Map<Step, Opener>();
  const orphaned = new Map<Snippet, Opener>();
  const openOn = new Map<string, Opener[]>();
  // A skipped block is taken for one of the node before it.
  let node = '';
  const close = (open: Opener[], step: Step, snippet: Snippet) => {
    while (open.at(-1)?.hasOwnPrompt) open.pop();
    const opener = open.pop();
    if (!opener) return;
    const typed = [...opener.typed, { step, snippet }];
    const isInOne = typed.every((each) => each.snippet === opener.snippet);
    const isForOther = opener.where === 'container' && typed.some((each) => DOCKER.test(each.step.text));
    if (isForOther || (opener.where === 'machine' && !isInOne)) leaving.set(step, opener);
    else if (opener.snippet) for (const each of typed) inner.add(each.step);
    else for (const each of typed) orphaned.set(each.snippet, opener);
  };
  for (const { snippet, leftOut } of blocks) {
    node = snippet?.node ?? node;
    const open = openOn.get(node) ?? openOn.get('') ?? [];
    openOn.set(node, open);
    for (const { commands = [], position } of leftOut) {
      for (const text of commands) {
        const where = placeOf(text);
        const { line } = position;
        if (where)
          open.push({ text, where, line, step: { position }, snippet: undefined, typed: [], hasOwnPrompt: false });
        else if (LEAVES.test(text)) open.pop();
      }
    }
    if (!snippet) continue;
    for (const step of snippet.steps) {
      const last = open.at(-1);
      if (step.kind === 'input') {
        if (last) last.hasOwnPrompt = true;
        if (LEAVES.test(step.text) || step.keys.length > 0) open.pop();
      } else if (LEAVES.test(step.text)) close(open, step, snippet);
      else {
        last?.typed.push({ step, snippet });
        const where = placeOf(step.text);
        const { text } = step;
        if (where) open.push({ text, where, line: step.position.line, step, snippet, typed: [], hasOwnPrompt: false });
      }
    }
  }
  const neverLeftOnes = [...openOn.values()]
    .flat()
    .filter(({ where, snippet, hasOwnPrompt }) => snippet && where !== 'machine' && !hasOwnPrompt);
  for (const opener of neverLeftOnes) {
    const here = opener.typed.filter(({ snippet }) => snippet === opener.snippet);
    if (opener.where === 'container' && here.some(({ step }) => DOCKER.test(step.text))) continue;
    for (const { step } of here) inner.add(step);
  }
  return { inner, leaving, orphaned, open: neverLeftOnes.toSorted((a, b) => a.line - b.line) };
}

function toInput({ text, position }: Step): Step {
  return { kind: 'input', prompt: SHELL_PROMPT, text, keys: [], position };
}

const LEAVES = /^\s*(?:exit|logout)(?:\s+\d+)?\s*$/u;
/** Also behind a pipe: `echo a | docker run …`. */
const DOCKER = /(?:^|[|;&(])\s*(?:sudo\s+)?(?:docker|docker-compose|podman)\b/u;

/** Where a shell is that a command opens. */
type Where = 'machine' | 'container' | 'here';

const TERMINAL = String.raw`(?=.* (?:-\w*[it]\w*|--interactive|--tty) )`;
const SHELL = String.raw`(?<= |^)(?:/\S*/)?(?:ba|da|z|a|k|fi)?sh(?: -[il]+| --login| -)*`;
const OPENERS: readonly (readonly [where: Where, pattern: RegExp])[] = [
  ['machine', /^(?:ssh|mosh)(?: -[46AaCgKkMqsTtVvXxYy]+| -[bcDEeFIiJLlmOopQRSWw] ?\S+)* [\w.-][^\s]*$/u],
  ['machine', /^(?:vagrant|minikube|colima|docker-machine|podman machine|gcloud compute) ssh(?: [\w.@-]+)*$/u],
  ['machine', /^(?:multipass shell|limactl shell)(?: [\w.-]+)?$/u],
  ['container', new RegExp(`^(?:docker|podman|nerdctl) (?:container )?exec${TERMINAL} .*${SHELL}$`, 'u')],
  ['container', new RegExp(`^(?:docker|podman|nerdctl) (?:container )?run${TERMINAL} .*${SHELL}$`, 'u')],
  [
    'container',
    /^(?:docker|podman|nerdctl) (?:container )?run (?=.*-\w*i)(?:.* )?(?:alpine|ubuntu|debian|busybox|fedora|centos)(?::\S+)?$/u,
  ],
  ['container', new RegExp(`^docker compose (?:.* )?(?:exec|run) .*${SHELL}$`, 'u')],
  ['container', new RegExp(`^kubectl exec .* -- ${SHELL}$`, 'u')],
  ['container', new RegExp(String.raw`^lxc exec \S+(?: --)? ${SHELL}$`, 'u')],
  ['here', new RegExp(`^(?:exec )?${SHELL}$`, 'u')],
  ['here', /^su(?: -l?)?(?: [\w-]+)?$|^newgrp [\w-]+$/u],
  ['here', new RegExp(`^(?:chroot|nsenter|unshare|ip netns exec) .* ${SHELL}$`, 'u')],
];

function placeOf(command: string): Where | undefined {
  if (/^\s*sudo(?: -(?:i|s|u \S+))+\s*$/u.test(command)) return /-[is]/u.test(command) ? 'here' : undefined;
  const filled = command.replace(/<\p{L}[\p{L}\w. -]*>/gu, 'X');
  const text = simpleCommands(filled).at(-1)?.text ?? '';
  if (/[|<]/u.test(filled) || text.length > LONGEST || DETACHED.test(text)) return undefined;
  return OPENERS.find(([, pattern]) => pattern.test(text))?.[0];
}

const DETACHED = /^docker .* (?:-\w*d\w*|--detach)(?= )|^ssh .*-\w*[Nf]\b/u;
/** In characters. A longer command is not judged. */
const LONGEST = 500;
