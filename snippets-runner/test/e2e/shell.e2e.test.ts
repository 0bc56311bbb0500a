/** Tests `snippets shell`: a page's lab, in the state after a snippet, in a person's own terminal. */
import { afterAll, afterEach, expect, test } from 'vitest';
import { mdx, snippet } from '../commands/content-folder.ts';
import { engineState } from './engine-state.ts';
import { e2eFolder } from './pages.ts';
import { type Person, personAt } from './person.ts';

const SLUG = 'e2e/handed-over';
const PAGE = mdx(
  snippet('network save=ID:/(\\S+)/', '$ docker network create pair') +
    snippet('run', '$ docker run -d --name one --network <ID> alpine sleep 1000') +
    snippet('note node=worker', '$ echo I was here >/tmp/note') +
    snippet('clean-up', '$ docker rm --force one', '$ docker network rm pair'),
  'lab:\n  nodes: [host, worker]\n  images: [alpine]\n',
);

const engine = await engineState();
const folder = e2eFolder({ [`en/${SLUG}.mdx`]: PAGE });
const persons: Person[] = [];

afterEach(async () => {
  for (const person of persons.splice(0)) person.leaves();
  await expect.poll(() => engine.ofPage(SLUG)).toEqual([]);
});
afterAll(() => folder[Symbol.dispose]());

/** Resolves when the person sees the prompt of the node. */
async function shell(node: string, ...args: string[]): Promise<Person> {
  const person = await personAt(['shell', SLUG, ...args], { cwd: folder.home });
  persons.push(person);
  await person.sees(new RegExp(`node ${node} of ${SLUG}; exit or Ctrl-D leaves it and removes the lab\n`, 'u'));
  await person.sees(/\$ /u);
  return person;
}

async function end(person: Person, keys: string): Promise<void> {
  person.types(keys);
  expect(await person.ended).toBe(0);
  expect(await engine.ofPage(SLUG)).toEqual([]);
}

test('hands over the lab as it is after a snippet, and removes it when left', async () => {
  const person = await shell('host', '--at', 'run');
  person.types("docker ps --format '{{.Names}} on {{.Networks}}'\r");
  await person.sees(/\none on pair\n.*\$ /u);
  await end(person, 'exit\r');
});

test('is on the chosen node; without --at, before the first snippet', async () => {
  const person = await shell('worker', '--node', 'worker');
  person.types('hostname; ls /tmp/note; docker ps --quiet | wc -l\r');
  // Ctrl-D counts only at a prompt.
  await person.sees(/\nworker\n.*No such file.*\n0\n.*\$ /u);
  await end(person, '\x04');
});

test('is a real terminal: its size, its keys, its line editing', async () => {
  const person = await shell('worker', '--at', 'note');
  person.types('cat /tmp/note; stty size\r');
  await person.sees(/\nI was here\n30 100\n.*\$ /u);
  person.resizes(25, 80);
  // Keys and sizes reach the node on different ways, and the test is faster than a person.
  person.types("until stty size | grep -x '25 80'; do sleep 0.1; done\r");
  await person.sees(/\n25 80\n.*\$ /u);

  // Ctrl-C ends the program, not the shell. `exec` makes it one program: between two, bash may miss Ctrl-C.
  person.types("bash -c 'echo begun; exec sleep 600'\r");
  await person.sees(/\nbegun\n/u);
  person.types('\x03');
  await person.sees(/\^C\n\$ /u);
  person.types('echo ended with $?\r');
  await person.sees(/\nended with 130\n.*\$ /u);

  // Edits the previous command: Up, then to the left of "first", then Backspace.
  person.types('echo xfirst\r');
  await person.sees(/\nxfirst\n.*\$ /u);
  person.types(`\x1b[A${'\x1b[D'.repeat('first'.length)}\x7f\r`);
  await person.sees(/\nfirst\n.*\$ /u);

  // A line longer than a row wraps, instead of scrolling sideways. At the wrap, bash prints one letter twice.
  person.types(`echo ${'long '.repeat(30)}`);
  await person.sees(/echo (?:long *g? *){30}/u);
  // Ctrl-C would leave the line, too, but while bash still draws it, bash may echo ^C and then wait for another key.
  person.types('\r');
  await person.sees(/\n(?:long ){29}long\n.*\$ /u);
  await end(person, 'exit\r');
});

test('removes the lab if its window is closed', async () => {
  const person = await shell('host', '--at', 'network');
  person.leaves();
  await person.ended;
});

test('lists the snippets if there is no such snippet', async () => {
  const person = await personAt(['shell', SLUG, '--at', 'netwrk'], { cwd: folder.home });
  await person.sees(/has no snippet "netwrk"; did you mean "network"\?\nhint it has: network, run, note, clean-up\n/u);
  expect(await person.ended).toBe(2);
});
