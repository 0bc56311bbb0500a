/** Tests `snippets practice`: a lab with a broken network, in a person's own terminal, which can check it. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { element, mdx, snippet } from '../commands/content-folder.ts';
import { engineState } from './engine-state.ts';
import { e2eFolder } from './pages.ts';
import { type Person, personAt } from './person.ts';
import { snippets } from './snippets.ts';

const SLUG = 'e2e/practice';

const exercise = (id: string, title: string, texts: string, parts: readonly string[]) =>
  `## ${title}\n\n<Exercise id="${id}">\n\n${texts}\n\n${parts.join('\n')}\n</Exercise>\n`;

const PAGE = mdx(
  [
    snippet('before node=worker', '$ echo was here >/tmp/before'),
    exercise('first', 'A network is missing', 'It was there yesterday.\n\nMake the network `net` on the worker.', [
      element('SetUp', snippet('first-set-up', '$ docker network create other')),
      element(
        'Check',
        snippet(
          'first-check node=worker expect="net is there"',
          '$ docker network inspect --format "{{.Name}} is there" net',
        ),
      ),
      element('Hint', 'Networks are created.\n'),
      element('Hint', 'On the worker.\n'),
      element('Solution', 'Create it:\n', snippet('first-solution node=worker', '$ docker network create net')),
      element('CleanUp', snippet('first-clean-up', '$ docker network rm --force net other')),
    ]),
    exercise('second', 'A network is too much', 'Remove it.', [
      element('SetUp', snippet('second-set-up', '$ docker network create surplus')),
      element('Check', snippet('second-check', '$ sleep 2; ! docker network inspect surplus >/dev/null 2>&1')),
      element('Hint', 'Networks are removed.\n'),
      element('Solution', snippet('second-solution', '$ docker network rm surplus')),
      element('CleanUp', snippet('second-clean-up', '$ docker network rm --force surplus')),
    ]),
  ].join('\n'),
  'lab:\n  nodes: [host, worker]\n  images: []\n',
);

const TRANSLATION = mdx(
  [
    '<Snippet id="before" />\n',
    ...['first', 'second'].map((id) =>
      exercise(id, `练习 ${id}`, '昨天还在。\n\n新建网络。', [
        ...['SetUp', 'Check'].map((name) =>
          element(name, `<Snippet id="${id}-${name === 'Check' ? 'check' : 'set-up'}" />\n`),
        ),
        element('Hint', '看一看。\n'),
        element('Solution', '这样：\n', `<Snippet id="${id}-solution" />\n`),
        element('CleanUp', `<Snippet id="${id}-clean-up" />\n`),
      ]),
    ),
  ].join('\n'),
);

const engine = await engineState();
const folder = e2eFolder({ [`en/${SLUG}.mdx`]: PAGE, [`zh-cn/${SLUG}.mdx`]: TRANSLATION });
const persons: Person[] = [];

afterEach(async () => {
  for (const person of persons.splice(0)) person.leaves();
  await expect.poll(() => engine.ofPage(SLUG), { timeout: 20_000 }).toEqual([]);
});
afterAll(() => folder[Symbol.dispose]());

async function practise(...args: string[]): Promise<Person> {
  const person = await personAt(['practice', SLUG, ...args], { cwd: folder.home });
  persons.push(person);
  return person;
}

/** Types a line, and waits until it was answered and the next prompt is there. */
async function says(person: Person, line: string, answer: RegExp): Promise<void> {
  person.types(`${line}\r`);
  await person.sees(answer);
  await person.sees(/\$ $/u);
}

test('an exercise can be checked, helped with, and solved', async () => {
  const person = await practise('first');
  await person.sees(
    /A network is missing\n[\s\S]*It was there yesterday\.\n[\s\S]*Make the network `net` on the worker\./u,
  );
  await person.sees(/You are on worker\.\n[\s\S]*\$ $/u);
  await says(person, 'cat /tmp/before', /was here\n/u);
  await says(person, 'check', /network net not found\nNot solved yet\.\n/u);
  await says(person, 'hint', /Hint 1 of 2\nNetworks are created\.\n/u);
  await says(person, 'on host', /You are on host\.\n/u);
  await says(person, 'map', /other bridge/u);
  await says(person, 'on nowhere', /There is no node "nowhere"\. The nodes are host, worker\.\n/u);
  await says(person, 'hint', /Hint 2 of 2\nOn the worker\.\n/u);
  await says(person, 'hint', /no more hints/u);
  await says(person, 'solution', /Create it:\n {2}worker \$ docker network create net\n/u);
  await says(person, 'on worker', /You are on worker\.\n/u);
  await says(person, 'docker network create net', /[0-9a-f]{64}\n/u);
  await says(person, 'check', /net is there\nSolved\.\nThe next one: npx snippets practice e2e\/practice second\n/u);
  person.types('exit\r');
  expect(await person.ended).toBe(0);
  expect(await engine.ofPage(SLUG)).toEqual([]);
});

test('keys, colours and sizes are those of a terminal, also while a check runs', async () => {
  const person = await practise('second');
  await person.sees(/\$ $/u);
  await says(person, 'stty size', /30 100\n/u);
  person.resizes(25, 80);
  await says(person, "until stty size | grep -x '25 80'; do sleep 0.1; done", /\n25 80\n/u);
  // Ctrl-C while it waits for the answer: the shell goes on, and the next word is answered.
  person.types('check\r');
  await person.sees(/check\n/u);
  await setTimeout(1_000);
  person.types('\x03');
  await person.sees(/\$ Not solved yet\.\n/u);
  await says(person, 'docker network rm surplus', /surplus\n/u);
  await says(person, "PS1='$ ' bash --norc", /norc\n/u);
  await says(person, 'check', /Solved\.\n/u);
});

test('the task is told in Chinese', async () => {
  const person = await practise('first', '--language', 'zh-cn');
  await person.sees(/练习 first\n[\s\S]*昨天还在。\n[\s\S]*新建网络。/u);
  await person.sees(/\$ $/u);
  await says(person, 'check', /还没有解决。\n/u);
});

test('two at once have labs of their own; a closed window and a killed process leave nothing', async () => {
  const [one, two] = [await practise('first'), await practise('second')];
  await Promise.all([one.sees(/\$ $/u), two.sees(/\$ $/u)]);
  await says(two, 'docker network ls --format "{{.Name}}" | sort | xargs', /bridge host none surplus\n/u);
  await says(one, 'on host', /You are on host/u);
  await says(one, 'docker network ls --format "{{.Name}}" | sort | xargs', /bridge host none other\n/u);
});

test('exercises are listed, without a lab', async () => {
  const listed = await snippets(['practice', SLUG], { cwd: folder.home });
  expect(listed).toMatchObject({ exit: 0, stderr: '' });
  expect(listed.stdout).toMatch(
    /practice e2e\/practice first {3}A network is missing\n.*second {2}A network is too much\n/u,
  );
  const all = await snippets(['practice', '--language', 'zh-cn'], { cwd: folder.home });
  expect(all.stdout).toMatch(/first {3}练习 first\n/u);
});

test('a wrong name is told', async () => {
  const wrong = await snippets(['practice', SLUG, 'frist'], { cwd: folder.home });
  expect(wrong).toMatchObject({ exit: 2 });
  expect(wrong.stderr).toMatch(/has no exercise "frist"; did you mean "first"\?\nhint it has: first, second\n/u);
});
