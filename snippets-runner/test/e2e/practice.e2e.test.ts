/** Tests `snippets practice`: a lab with a broken network, in a person's own terminal, which can check it. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { element, exercise, mdx, snippet } from '../commands/content-folder.ts';
import { engineState } from './engine-state.ts';
import { e2eFolder } from './pages.ts';
import { type Person, personAt } from './person.ts';
import { snippets } from './snippets.ts';

const SLUG = 'e2e/practice';

const PAGE = mdx(
  [
    snippet(
      'before node=worker save=SURPLUS:/called (\\w+)/',
      '$ echo was here >/tmp/before; echo The network is called surplus.',
    ),
    exercise(
      'first',
      'A network is missing',
      'It was there yesterday.\n\nMake the network `net` on the worker.',
      element(
        'SetUp',
        snippet('first-set-up', '$ docker network create other'),
        snippet('first-ready hidden', '$ docker network inspect other'),
      ),
      element(
        'Check',
        snippet(
          'first-check node=worker expect="net is there"',
          '$ docker network inspect --format "{{.Name}} is there" net || { echo "Not yet: no net."; false; }',
        ),
      ),
      element('Hint', 'Networks are created.\n'),
      element('Hint', 'On the worker.\n'),
      element('Solution', 'Create it:\n', snippet('first-solution node=worker', '$ docker network create net')),
      element('CleanUp', snippet('first-clean-up', '$ docker network rm --force net other')),
    ),
    exercise(
      'second',
      'A network is too much',
      'Remove it.',
      element('SetUp', snippet('second-set-up', '$ docker network create surplus')),
      element('Check', snippet('second-check', '$ sleep 2; ! docker network inspect <SURPLUS> >/dev/null 2>&1')),
      element('Hint', 'Networks are removed.\n'),
      element('Solution', snippet('second-solution', '$ docker network rm <SURPLUS>')),
      element('CleanUp', snippet('second-clean-up', '$ docker network rm --force surplus')),
    ),
    besideWeb(
      'visited',
      'The check is a visitor',
      'node=worker timeout=6s',
      '$ sleep 500; echo late >/tmp/late; false',
    ),
    besideWeb(
      'slow',
      'The check takes its time',
      'timeout=6s',
      '$ docker run --rm alpine sleep 500 & docker exec web sleep 500; echo late >/tmp/late; false',
    ),
    besideWeb(
      'late',
      'The daemon takes its time',
      'timeout=30s',
      '$ pkill -STOP -x containerd; setsid sh -c "sleep 6; pkill -CONT -x containerd" & docker exec web sleep 500; false',
    ),
  ].join('\n'),
  'lab:\n  nodes: [host, worker]\n  images: [alpine]\n',
);

/** Returns an exercise with a container `web`, whose check has these attributes and fails. */
function besideWeb(id: string, title: string, attributes: string, check: string): string {
  return exercise(
    id,
    title,
    'Wait.',
    element('SetUp', snippet(`${id}-set-up`, '$ docker run --detach --name web alpine sleep infinity')),
    element('Check', snippet(`${id}-check ${attributes}`, check)),
    element('Hint', 'Wait.\n'),
    element('Solution', snippet(`${id}-solution`, '$ docker stop --time 0 web')),
    element('CleanUp', snippet(`${id}-clean-up`, '$ docker rm --force web')),
  );
}

const SAYS = '<Says message="Not yet: no net." means="没有 net 这个网络。" />\n';
const TRANSLATION = mdx(
  [
    '<Snippet id="before" />\n',
    ...['first', 'second', 'visited', 'slow', 'late'].map((id) =>
      exercise(
        id,
        `练习 ${id}`,
        '昨天还在。\n\n新建网络。',
        ...['SetUp', 'Check'].map((name) =>
          element(
            name,
            `<Snippet id="${id}-${name === 'Check' ? 'check' : 'set-up'}" />\n`,
            name === 'Check' ? SAYS : '',
          ),
        ),
        element('Hint', '看一看。\n'),
        element('Solution', '这样：\n', `<Snippet id="${id}-solution" />\n`),
        element('CleanUp', `<Snippet id="${id}-clean-up" />\n`),
      ),
    ),
  ].join('\n'),
);

const engine = await engineState();
const folder = e2eFolder({ [`en/${SLUG}.mdx`]: PAGE, [`zh-cn/${SLUG}.mdx`]: TRANSLATION });
const persons: Person[] = [];

afterEach(async () => {
  for (const person of persons.splice(0)) person.leaves();
  await expect.poll(() => engine.ofPage(SLUG)).toEqual([]);
});
afterAll(() => folder[Symbol.dispose]());

async function practise(...args: string[]): Promise<Person> {
  // Without this variable, lines are replaced, as for a person.
  const env = { CI: '', SITE_URL: 'https://example.org', BASE_PATH: '/docs/' };
  const person = await personAt(['practice', SLUG, ...args], { cwd: folder.home, env });
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
  await person.sees(/^(?!.*first-)(?:(?!first-).|\n)*making the broken network: 3 of 3/u);
  await person.sees(
    /A network is missing\n[\s\S]*It was there yesterday\.\n[\s\S]*Make the network `net` on the worker\./u,
  );
  await person.sees(/ on NODE {3}go to the terminal of another node: host, worker\n/u);
  await person.sees(/You are on worker\.\n[\s\S]*\nworker \$ $/u);
  await says(person, 'cat /tmp/before', /was here\n/u);
  await says(person, 'check', /network net not found\n {2}Not yet: no net\.\nNot solved yet\.\n/u);
  await says(person, 'command -v vi less', /\/vi\n.*\/less\n/u);
  await says(person, 'hint', /Hint 1 of 2\nNetworks are created\.\n/u);
  person.types('on host\r');
  await person.sees(/You are on host\.\n\nhost \$ $/u);
  await says(
    person,
    'map',
    /other bridge[\s\S]*\n.*drawing: https:\/\/example\.org\/docs\/en\/e2e\/practice\/#broken-first\n/u,
  );
  await says(person, 'on nowhere', /There is no node "nowhere"\. You are on host\. The nodes are host, worker\.\n/u);
  await says(person, 'on', /You are on host\. The nodes are host, worker\.\n/u);
  await says(person, 'on host', /You are on host\. The nodes are host, worker\.\n/u);
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

test('what the page has saved has its value in the check, and in the solution that is shown', async () => {
  const person = await practise('second');
  await person.sees(/\$ $/u);
  await says(person, 'check', /Not solved yet\.\n/u);
  await says(person, 'solution', /\$ docker network rm surplus\n/u);
});

test('keys, colours and sizes are those of a terminal, also while a check runs', async () => {
  const person = await practise('second');
  await person.sees(/\$ $/u);
  await says(person, 'stty size', /30 100\n/u);
  person.resizes(25, 80);
  await says(person, "until stty size | grep -x '25 80'; do sleep 0.1; done", /\n25 80\n/u);
  await says(person, 'docker network rm surplus', /surplus\n/u);
  await says(person, "PS1='$ ' bash --norc", /norc\n/u);
  await says(person, 'check', /Solved\.\n/u);
});

test('Ctrl-C ends a check, and all that it has started', async () => {
  const person = await practise('slow');
  await person.sees(/host \$ $/u);
  const isClean = async () => {
    await says(person, 'docker ps --all --format "{{.Names}}" | xargs echo all:', /all: web\n/u);
    await says(person, 'docker top web -o pid,args | grep -c sleep', /^.*\n1\n/u);
    await says(person, 'pgrep -c sleep; cat /tmp/late', /\n1\n.*No such file/u);
  };
  person.types('check\r');
  await person.sees(/checking: 4 s \(Ctrl-C stops it\)/u);
  person.types('\x03');
  await person.sees(/The check was stopped\.\nhost \$ $/u);
  await isClean();
  // One that never ends is ended as well.
  await says(person, 'check', /The check took too long, so it was stopped\.\n/u);
  await isClean();
});

test('Ctrl-C at any moment leaves a shell that can be used', async () => {
  const person = await practise('slow');
  await person.sees(/host \$ $/u);
  for (const pauseMs of [0, 5, 20, 50, 100, 200]) {
    person.types('check\r');
    await person.sees(/check\n/u);
    await setTimeout(pauseMs);
    person.types('\x03');
    await setTimeout(300);
    // It may be typed while the check is still being stopped.
    await says(person, 'pgrep -c sleep; echo usable', /\n1\nusable\n/u);
  }
  await says(person, 'hint', /Hint 1 of 1\n/u);
});

test('Ctrl-C also ends what a daemon begins only afterwards', async () => {
  const person = await practise('late');
  await person.sees(/host \$ $/u);
  person.types('check\r');
  await person.sees(/checking: 1 s/u);
  person.types('\x03');
  await person.sees(/The check was stopped\.\nhost \$ $/u);
  // Until containerd goes on, the command that it was asked for cannot begin.
  await says(
    person,
    'while pgrep -f "sleep [6]"; do sleep 0.2; done; sleep 1; pgrep -c sleep; echo usable',
    /\n1\nusable\n/u,
  );
});

test('a closed window ends a check as well; one begins where there is something to mend', async () => {
  const person = await practise('visited');
  await person.sees(/You are on host\.\n\nhost \$ $/u);
  person.types('check\r');
  await person.sees(/checking: 1 s/u);
});

test('the task is told in Chinese', async () => {
  const person = await practise('first', '--language', 'zh-cn');
  await person.sees(/练习 first\n[\s\S]*昨天还在。\n[\s\S]*新建网络。/u);
  await person.sees(/\$ $/u);
  await says(person, 'check', /network net not found\n {2}Not yet: no net\.\n {2}没有 net 这个网络。\n还没有解决。\n/u);
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
    /practice e2e\/practice first {4}A network is missing\n.*second {3}A network is too much\n/u,
  );
  const all = await snippets(['practice', '--language', 'zh-cn'], { cwd: folder.home });
  expect(all.stdout).toMatch(/first {4}练习 first\n/u);
});

test('a wrong name is told', async () => {
  const wrong = await snippets(['practice', SLUG, 'frist'], { cwd: folder.home });
  expect(wrong).toMatchObject({ exit: 2 });
  expect(wrong.stderr).toMatch(
    /has no exercise "frist"; did you mean "first"\?\nhint it has: first, second, visited, slow, late\n/u,
  );
});
