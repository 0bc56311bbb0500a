/** Documents of people who have not planned for a run: one block that gets stuck costs only that block. */
import { describe, expect, test } from 'vitest';
import { attentionTo } from '../../run/attention.ts';
import { NO_CONFIG } from '../../tutorial/config/config.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import { processorTime } from '../base/processor-time.ts';
import { consoleBlock } from '../commands/documents.ts';
import type { FakeProgram, FakePrograms } from '../fake-lab/fake-bash.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';
import { hangsAfter, innerShell, prints } from '../fake-lab/fake-programs.ts';
import { runOn } from './run.ts';

/** Returns what came of each block of a document: `passed`, or how it ended. */
async function endingsOf(blocks: readonly (readonly string[])[], programs: FakePrograms) {
  const text = blocks.map((lines) => consoleBlock(...lines)).join('\n\n');
  const { document } = parseMarkdown({ file: 'GUIDE.md', text, images: [], knownImages: [] });
  const engine = new FakeEngine({ programs });
  const { pages } = await runOn(engine, [document]);
  expect(engine.labs).toEqual(new Set());
  const [outcome] = pages;
  if (outcome?.kind !== 'ran') throw new TypeError(`it was ${outcome?.kind}`);
  return outcome.recording.snippets.map(({ ending }) => ('reason' in ending ? ending.reason : ending.kind));
}

const asks: FakeProgram = async ({ terminal }) => {
  terminal.print('Proceed? (y/N) ');
  terminal.print(`got ${await terminal.read()}\n`);
  return 0;
};
const LATER = ['$ echo later', 'later'];

describe('a block is stuck, and later blocks run', () => {
  test.each([
    [
      'a program that asks',
      ['$ install'],
      'a program waits for input at "Proceed? (y/N)", and the document types none into it',
    ],
    [
      'a program without a question',
      ['$ read answer'],
      'a program waits for input, and the document types none into it',
    ],
    [
      'a command that never ends',
      ['$ docker events'],
      'the command runs until it is stopped, and the document does not stop it',
    ],
    ['an end of the shell', ['$ exit 3'], "the node's shell has ended"],
    [
      'an open quote',
      ["$ echo 'open"],
      'the command is incomplete: the shell asks for another line (is a quote open?)',
    ],
    [
      'a program that has ended',
      ['$ docker run -it box sh', '/ # ls'],
      'the program ended with exit code 1 before the next input, so the input was not typed',
    ],
  ])('%s', async (_what, block, reason) => {
    const programs: FakePrograms = {
      install: asks,
      'read answer': async ({ terminal }) => ((await terminal.read()) === undefined ? 1 : 0),
      'docker events': hangsAfter('event\n'),
      'docker run -it box sh': async () => 1,
    };
    expect(await endingsOf([LATER, block, LATER], programs)).toEqual(['completed', reason, 'completed']);
  });

  test('an answer that the document shows is typed', async () => {
    const block = ['$ install', 'Proceed? (y/N) y', 'got y'];
    expect(await endingsOf([block, LATER], { install: asks })).toEqual(['completed', 'completed']);
  });

  test('a slow command that ends is waited for', async () => {
    const slow: FakeProgram = async ({ terminal }) => {
      terminal.print('waiting ');
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      terminal.print('done\n');
      return 0;
    };
    expect(await endingsOf([['$ build', 'waiting done']], { build: slow })).toEqual(['completed']);
  });

  test('output of a program that has been ended is not taken for that of the next command', async () => {
    const stubborn: FakeProgram = async ({ terminal, signal }) => {
      signal.addEventListener('abort', () => terminal.print('late\n'));
      await new Promise(() => undefined);
      return 0;
    };
    expect(
      await endingsOf([['$ docker events'], LATER], { 'docker events': stubborn, echo: prints('later\n') }),
    ).toEqual(['the command runs until it is stopped, and the document does not stop it', 'completed']);
  });
});

test('a program that refuses the shown answer is told', async () => {
  const refuses: FakeProgram = async ({ terminal }) => {
    for (;;) {
      terminal.print('Password: ');
      if ((await terminal.read()) === undefined) return 1;
      terminal.print('Wrong.\n');
    }
  };
  expect(await endingsOf([['$ login', 'Password: x'], LATER], { login: refuses })).toEqual([
    'a program waits for input at "Password:", and the document types none into it',
    'completed',
  ]);
});

describe('a document goes on in another terminal', () => {
  const attach = innerShell({ prompt: '/ # ', edits: true, answers: { ls: 'bin\n' }, endsOn: { exit: 0 } });

  test.each([
    ['after a prompt alone', [['$ docker attach box', '/ #'], LATER]],
    ['after input that ends nothing', [['$ docker attach box', '/ # ls', 'bin'], LATER]],
    ['after two programs', [['$ docker attach box', '/ #'], LATER, ['$ docker attach box', '/ #'], LATER, LATER]],
    ['and comes back to the program', [['$ docker attach box', '/ #'], LATER, ['/ # ls', 'bin', '/ # exit'], LATER]],
  ])('%s', async (_what, blocks) => {
    expect(await endingsOf(blocks, { 'docker attach box': attach })).toEqual(blocks.map(() => 'completed'));
  });
});

test('a key that ends the program ends the last input into it', async () => {
  const attach = innerShell({ prompt: '/ # ', edits: true, answers: { ls: 'bin\n' }, endsOn: { exit: 0, 'ls -l': 1 } });
  const block = ['$ docker attach box', '/ # ls', 'bin', '/ # ls -l'];
  expect(await endingsOf([block, LATER], { 'docker attach box': attach })).toEqual(['completed', 'completed']);
});

test('Ctrl-C that a document shows is pressed once the lines above it are there', async () => {
  const ticks: FakeProgram = async ({ terminal, signal }) => {
    terminal.print('one\n');
    while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 50));
    return 130;
  };
  expect(await endingsOf([['$ docker logs -f web', 'one', '^C'], LATER], { 'docker logs -f web': ticks })).toEqual([
    'completed',
    'completed',
  ]);
});

describe('a command that runs until it is stopped', () => {
  test.each([
    'docker attach web',
    'docker events',
    'docker system events --filter type=network',
    'docker stats',
    'docker logs -f web',
    'docker container logs --tail 5 --follow web',
    'docker service logs -f web',
    'docker compose logs -f',
    'docker run -p 8080:80 nginx',
    'docker run --rm --name web nginx',
    'docker run -e A=b -P --network net alpine ping web',
    'docker run --name=web --restart always nginx',
    'docker run -it --rm --network net alpine ping web',
    'docker exec web ping db',
    'docker exec -it -u root web tail -f /var/log/app.log',
    'docker compose up',
    'docker-compose -f a.yaml up web',
    'ping 10.0.0.2',
    'sudo ping example.com',
    'tail -f /var/log/syslog',
    'tail -n 5 -F log',
    'top',
    'sudo tcpdump -i eth0',
    'watch docker ps',
    'python3 -m http.server 8000',
    'nc -lk -p 80',
    'less README',
  ])('%s', (command) => expect(attentionTo(command, []).isEndless).toBe(true));

  test.each([
    'docker events --until 10s',
    'docker stats --no-stream',
    'docker logs web',
    'docker logs --tail 5 web',
    'docker run -d -p 8080:80 nginx',
    'docker run -dit alpine',
    'docker run --detach nginx',
    'docker run -it alpine',
    'docker run -dit alpine ping web',
    'docker exec -d web ping db',
    'docker exec -it web ping -c 1 db',
    'docker exec web ls top',
    'docker exec ping sh',
    'docker run -p 8080:80 nginx &',
    'docker compose up -d',
    'docker compose up --wait',
    'docker compose -f up.yaml ps',
    'ping -c 3 10.0.0.2',
    'ping -w 2 -q 10.0.0.2',
    'tail -n 5 log',
    'tcpdump -c 1 -i eth0',
    'docker network create top',
    'nc 10.0.0.2 80',
    'cat less',
    'docker run --rm alpine ping -c 1 web',
    'docker run --rm --network net alpine wget -qO- web',
    'docker run --rm -d nginx',
    'docker run hello-world',
    'docker compose up --abort-on-container-exit',
    'docker compose run web migrate up',
    'docker compose exec web up',
    'timeout 30 docker events',
    'docker run nginx & sleep 10',
    'docker events | head -3',
    `docker logs ${'-f '.repeat(1_000)}web`,
  ])('but not %s', (command) => expect(attentionTo(command, []).isEndless).toBe(false));
});

test('a command that is long is judged in time', () => {
  const spentMs = processorTime();
  for (const part of ['docker-compose logs ', 'docker run ', 'docker compose up ', 'ping '])
    attentionTo(part.repeat(100_000), []);
  expect(spentMs()).toBeLessThan(2_000);
});

describe('a service whose tasks cannot start', () => {
  const redrawn = (text: string) => `\x1b[2K\r1/2: ${text} \r\x1b[1B\x1b[2A`;
  const reasonOf = (command: string, printed: string) => attentionTo(command, []).vainReason(printed);

  test.each([
    'No such image: ubuntu:latest',
    'no suitable node (scheduling constraints not satisfied on 1 node)',
    'invalid mount config for type "bind": bind source path does not exist: /no…',
  ])('%s', (error) => expect(reasonOf('docker service create --name web ubuntu', redrawn(error))).toBe(error));

  test.each([
    ['docker service create alpine', 'preparing'],
    ['docker service create alpine', 'running   [====>  ]'],
    ['docker service create alpine', 'task: non-zero exit (1)'],
    ['docker service ps web', 'No such image: ubuntu:latest'],
  ])('but not %s: %s', (command, text) => expect(reasonOf(command, redrawn(text))).toBeUndefined());
});

test('only a question that is there is answered', () => {
  const { answerTo } = attentionTo('install', ['Proceed? y', 'done']);
  expect([answerTo('Proceed? '), answerTo(''), answerTo(' '), answerTo('Sure? ')]).toEqual([
    'y',
    undefined,
    undefined,
    undefined,
  ]);
});

test('a value is typed where its placeholder is, unless the lab or a block gives one', async () => {
  const typed: string[] = [];
  const ping: FakeProgram = async ({ command, terminal }) => {
    typed.push(command);
    terminal.print('t=saved\n');
    return 0;
  };
  const text = [
    consoleBlock('$ ping <your-address> <HOST_IP> <TOKEN>').replace('console', 'console save=TOKEN:/t=(.*)/'),
    consoleBlock('$ docker swarm init --advertise-addr <your-address>'),
    consoleBlock('$ ping <TOKEN> "<the image>" <other>').replace('<other>', "'<other>'"),
  ].join('\n');
  const given = { 'your-address': '10.0.0.2', HOST_IP: '10.0.0.3', TOKEN: 'given', 'the image': 'a$&b' };
  const config = { ...NO_CONFIG, values: new Map(Object.entries(given)) };
  const { document } = parseMarkdown({ file: 'GUIDE.md', text, images: [], knownImages: [], config });
  await runOn(new FakeEngine({ programs: { ping, docker: ping } }), [document]);
  const host = /^ping 10\.0\.0\.2 (?<address>[\d.]+) given$/u.exec(typed[0] ?? '')?.groups?.address;
  expect(host).toMatch(/^\d/u);
  expect(host).not.toBe(given.HOST_IP);
  expect(typed[1]).toBe('docker swarm init --advertise-addr 10.0.0.2');
  expect(typed[2]).toBe(`ping saved "a$&b" '<other>'`);
});

test.each([
  ['docker run -it alpine', true],
  ['docker exec -ti web sh', true],
  ['docker container exec --interactive web cat', true],
  ['docker attach web', true],
  ['docker compose run --rm app npm test', true],
  ['docker-compose exec web ./migrate', true],
  ['docker compose exec -T web ./migrate', false],
  ['docker start -ai job', true],
  ['docker --context x run -i alpine', true],
  ['cd app; sudo docker run -it alpine', true],
  ['docker run alpine', false],
  ['read -p answer', false],
])('%s reads the terminal all the time: %s', (command, reads) => {
  expect(attentionTo(command, []).readsAlways).toBe(reads);
});
