/**
 * The commands of a page as a bash script, for people who want to try them on their own Docker hosts.
 * Input to a program in a terminal is typed by hand: the script says what to type, and when. Of an exercise, the script
 * has the way to the solution: set-up, check, solution, check, clean-up. It leaves out the wrong solutions. What the page
 * begins with comes first.
 */

import { shellQuoted } from '../base/shell-quote.ts';
import { solvedCheckId } from './exercise/play-order.ts';
import { variablesSet } from './markdown/variables.ts';
import type { Page, Pattern, Snippet, Step } from './page.ts';
import { filledSnippets, givenValues, placeholdersOf } from './snippet/placeholder.ts';
import { withVariables } from './snippet/placeholder-places.ts';

export function scriptText(asWritten: Page): string {
  const own = withOtherValues(withoutWrongSolutions(asWritten));
  const beginning = own.kind === 'page' ? own.beginning : undefined;
  const page = { ...own, snippets: [...(beginning?.snippets ?? []), ...own.snippets] };
  const isSingle = page.lab.nodes.length === 1;
  const parts = [head(page), given(page), isSingle ? HERE : onNodes(page), HELPERS];
  const snippets = [
    ...(beginning?.snippets ?? []).map((snippet) => snippetText(snippet, isSingle, `of ${beginning?.file}`)),
    ...own.snippets.map((snippet) => snippetText(snippet, isSingle)),
  ];
  return `${[...parts, ...snippets].join('\n\n')}\n`;
}

function head(page: Page): string {
  const title = page.kind === 'page' ? `${page.title}: ` : '';
  const { images, needs } = page.lab;
  return [
    '#!/usr/bin/env bash',
    comment(`${title}the commands of ${page.file}, written by \`snippets export\`.`),
    comment('It changes the Docker host that it runs on: use one for tests.'),
    ...(images.length > 0 ? [comment(`It needs these images: ${images.join(', ')}`)] : []),
    ...(needs.length > 0 ? [comment(`It needs these kernel features: ${needs.join(', ')}`)] : []),
    'set -euo pipefail',
  ].join('\n');
}

function withoutWrongSolutions(page: Page): Page {
  const exercises = page.kind === 'page' ? page.exercises : [];
  if (exercises.length === 0) return page;
  const wrong = new Set(exercises.flatMap((exercise) => exercise.wrong.flatMap(({ snippets }) => snippets)));
  const solved = new Set(exercises.map(solvedCheckId));
  const isPlayed = ({ id, repeats }: Snippet) => (repeats === undefined ? !wrong.has(id) : solved.has(id));
  return { ...page, snippets: page.snippets.filter(isPlayed) };
}

/** Fills in the given values of placeholders that no variable can be named after, such as `<your-address>`. */
function withOtherValues(page: Page): Page {
  const others = new Map(
    Object.entries(givenValues(page)).filter(([name]) => placeholdersOf(`<${name}>`).length === 0),
  );
  return { ...page, snippets: filledSnippets(page.snippets, others) };
}

/** The values that are given, and those that a lab provides, which a person has to set here. */
function given(page: Page): string {
  const { snippets } = page;
  const values = new Map(Object.entries(givenValues(page)));
  const saved = new Set(snippets.flatMap(({ saves }) => saves.map(({ name }) => name)));
  const used = new Set(snippets.flatMap(({ steps }) => steps.flatMap(({ text }) => placeholdersOf(text))));
  const lines = [...used].flatMap((name) => {
    const value = values.get(name);
    if (value !== undefined) return `${name}=${shellQuoted(value)}`;
    return saved.has(name) ? [] : `: "\${${name}:?set it to the value that the page calls <${name}>}"`;
  });
  const exported = [...used].length > 0 ? [`export ${[...used].join(' ')}`] : [];
  return [...lines, ...exported].join('\n') || comment('No values need to be set.');
}

const HERE = `# Commands run in this shell, one after the other, as on the page.
run() { eval "$2"; }
by_hand_on() { eval "$2"; }
forget() { :; }`;

function onNodes({ lab, snippets }: Page): string {
  const texts = snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
  const filled = new Set(texts.flatMap((text) => placeholdersOf(text)));
  const env = [...filled].map((name) => ` -e ${name}`).join('');
  const isOwn = (name: string) => !filled.has(name) && !SHELL_VARIABLES.has(name);
  const names = [...new Set(texts.flatMap((text) => namesSet(text)))].filter(isOwn);
  const variables = names.length > 0 ? ` declare -p ${names.join(' ')};` : '';
  return `# The page has ${lab.nodes.length} Docker hosts: ${lab.nodes.join(', ')}. The script expects containers of
# these names, each with its own Docker daemon and bash, for example of the image docker:dind, in which
# "apk add bash" has run. Each command runs in a new shell. A file in the home directory of the node keeps
# its folder and its variables for the next one.
read -r -d '' around <<'SH' || true
if [ -e ~/"$0" ]; then . ~/"$0"; else cd ~; fi
trap '{ printf "cd %q\\n" "$PWD";${variables} } 2>/dev/null >~/"$0"' EXIT
eval "$1"
SH
kept=.snippets-script-$$
run() { docker exec -i${env} "$1" bash -c "$around" "$kept-$1" "$2"; }
by_hand_on() { docker exec -it${env} "$1" bash -c "$around" "$kept-$1" "$2"; }
forget() {
  local node
  for node in ${lab.nodes.join(' ')}; do
    docker exec "$node" bash -c 'rm -f ~/"$0"' "$kept-$node" >/dev/null 2>&1 </dev/null || true
  done
}`;
}

/** Returns the names of the variables that a command sets, as far as it says. */
function namesSet(command: string): readonly string[] {
  const names = variablesSet(command);
  return names === 'all' ? [] : [...names];
}

/** The folder is kept as such, and where a command is found is known on the node. */
const SHELL_VARIABLES: ReadonlySet<string> = new Set(['HOME', 'OLDPWD', 'PATH', 'PWD']);

const HELPERS = `output=$(mktemp)
trap 'rm -f "$output"; forget' EXIT

# on NODE CODE: runs standard input on NODE. Ends the script if the exit code is not CODE. CODE may be "any".
on() {
  local commands code=0
  commands=$(cat)
  run "$1" "$commands" >"$output" 2>&1 </dev/null || code=$?
  ended "$code" "$2" "$commands"
}

# until_seen SECONDS PATTERN NODE CODE: as on, but again and again until the output matches PATTERN.
until_seen() {
  local commands code end=$((SECONDS + $1))
  commands=$(cat)
  while true; do
    code=0
    run "$3" "$commands" >"$output" 2>&1 </dev/null || code=$?
    if perl -0777 -ne "exit(!/$2/)" "$output"; then break; fi
    [ "$SECONDS" -lt "$end" ] || { cat "$output"; echo "not seen within $1 s: $2" >&2; exit 1; }
    sleep 0.5
  done
  ended "$code" "$4" "$commands"
}

# ended CODE EXPECTED COMMANDS: prints the last output. Ends the script if the exit code is not the expected one.
ended() {
  cat "$output"
  [ "$2" = any ] || [ "$1" -eq "$2" ] || { echo "exit code $1 instead of $2: $3" >&2; exit 1; }
}

# found PATTERN: prints the first group of PATTERN, found in the last output.
found() { perl -0777 -ne "/$1/ or exit 1; print \\$1" "$output"; }

# by_hand NODE COMMAND: runs COMMAND in this terminal. Standard input says what to type into it.
by_hand() {
  printf -- '--- on %s: %s\\n--- type into it:\\n' "$1" "$2"
  cat
  if { : </dev/tty; } 2>/dev/null; then by_hand_on "$1" "$2" </dev/tty || true
  else echo '--- skipped: there is no terminal'; fi
}`;

/** @param origin says where the snippet is from, if it is of another page */
function snippetText(snippet: Snippet, isSingle: boolean, origin?: string): string {
  const { id, node, hidden, repeats, check } = snippet;
  const notes = [
    ...(origin === undefined ? [] : [origin]),
    ...(hidden && repeats === undefined ? ['not shown on the page'] : []),
    ...(check === undefined ? [] : [`the check of an exercise, which ${check}`]),
  ];
  const title = comment([`${id}${isSingle ? '' : ` (on ${node})`}`, ...notes].join(', '));
  const { retryUntil, timeoutMs, saves } = snippet;
  const runs = groups(snippet.steps);
  const isRetried = retryUntil !== undefined && runs.every(({ inputs }) => inputs.length === 0);
  const body = isRetried
    ? [
        heredoc(
          `until_seen ${Math.ceil(timeoutMs / 1000)} ${shellQuoted(perl(retryUntil))} ${node} ${expectedExit(snippet, true)}`,
          'SH',
          commandsOf(runs),
        ),
      ]
    : runs.map((group, index) => groupText(group, snippet, index === runs.length - 1, isSingle));
  const saved = saves.map(({ name, pattern }) => `${name}=$(found ${shellQuoted(perl(pattern))})`);
  return [title, ...body, ...saved].join('\n');
}

interface Group {
  readonly command: string;
  /** What is typed into the program that the command starts. */
  readonly inputs: readonly Extract<Step, { kind: 'input' }>[];
}

/** Groups each command with the input to it. Input to a program of an earlier snippet is a group of its own. */
function groups(steps: readonly Step[]): readonly Group[] {
  const result: { command: string; inputs: Extract<Step, { kind: 'input' }>[] }[] = [];
  for (const step of steps) {
    const last = result.at(-1);
    if (step.kind === 'command') result.push({ command: step.text, inputs: [] });
    else if (last) last.inputs.push(step);
    else result.push({ command: '', inputs: [step] });
  }
  return result;
}

function groupText({ command, inputs }: Group, snippet: Snippet, isLast: boolean, isSingle: boolean): string {
  const { node, saves } = snippet;
  if (inputs.length > 0) {
    const typed = inputs.map(
      ({ prompt, text, keys }) => `${prompt ?? ''}${text}${keys.map((key) => `<${key}>`).join('')}`,
    );
    if (command === '') return typed.map((line) => comment(`type on: ${line}`)).join('\n');
    return heredoc(`by_hand ${node} ${shellQuoted(withVariables(command))}`, 'TYPED', typed.join('\n'));
  }
  const expected = expectedExit(snippet, isLast);
  const isPlain = isSingle && expected === 0 && !(isLast && saves.length > 0) && !/[;&\n]/u.test(command);
  if (isPlain) return withVariables(command);
  return heredoc(`on ${node} ${expected}`, 'SH', withVariables(command));
}

/** Returns the exit code that a command must have, or that it may have any. @param isLast of the snippet */
function expectedExit({ exit, tries, check }: Snippet, isLast: boolean): number | 'any' {
  if (tries || check === 'fails') return 'any';
  return isLast ? exit : 0;
}

function commandsOf(runs: readonly Group[]): string {
  return runs.map(({ command }) => withVariables(command)).join('\n');
}

/** Chooses a delimiter that is not one of the text's lines. */
function heredoc(command: string, word: string, text: string): string {
  let delimiter = word;
  while (text.split('\n').includes(delimiter)) delimiter += '_';
  return `${command} <<'${delimiter}'\n${text}\n${delimiter}`;
}

/**
 * Formats a pattern for use between Perl's slashes. A slash inside `[…]` is escaped, because in Perl it ends the pattern
 * there, too. `@` is escaped, because Perl's arrays begin with it. What is escaped already stays as it is.
 */
function perl(pattern: Pattern): string {
  if (pattern.kind === 'text') return pattern.text.replace(/[^\w\s]/gu, '\\$&');
  const flags = [...pattern.flags].filter((flag) => 'ims'.includes(flag)).join('');
  const source = pattern.source.replace(/\\.|[/@]/gsu, (part) => (part.length === 1 ? `\\${part}` : part));
  return flags === '' ? source : `(?${flags})${source}`;
}

function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => `# ${line}`)
    .join('\n');
}
