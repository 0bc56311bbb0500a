import { describe, expect, test } from 'vitest';
import { shuffled } from '../../../scripts/chance.ts';
import { mutantsOf } from '../../../scripts/mutation/mutants.ts';
import { argumentChanges, changesOf, type Names, type RuleName, ruleNamed } from '../../../scripts/mutation/rules.ts';
import { wordsOf } from '../../../scripts/mutation/words.ts';
import type { SitePage } from '../../tutorial/page.ts';
import { snippet } from '../commands/content-folder.ts';
import { documentOf } from '../commands/documents.ts';
import { pageOf } from '../run/pages.ts';

const NAMES: Names = {
  containers: ['one', 'two'],
  networks: ['net', 'bridge', 'none'],
  placeholders: ['ONE_IP', 'TWO_IP'],
  attached: new Set(['two']),
  origins: new Map([
    ['one', 'docker run --name alpine'],
    ['two', 'docker run --name alpine'],
  ]),
};

function changed(rule: RuleName, command: string): readonly string[] {
  return changesOf(command, NAMES, true).flatMap((change) =>
    change.rule === rule && change.equivalent === undefined ? [change.text] : [],
  );
}

function equivalents(command: string): readonly string[] {
  return changesOf(command, NAMES, true).flatMap(({ equivalent, text }) => (equivalent ? [text] : []));
}

test.each<[RuleName, string, readonly string[]]>([
  ['driver', 'docker network create --driver bridge net', ['docker network create --driver macvlan net']],
  ['driver', 'docker network create -d overlay net', ['docker network create -d bridge net']],
  ['driver', 'docker network create net', []],
  ['network', 'docker run --network net alpine', ['docker run --network bridge alpine']],
  ['network', 'docker run --network=bridge alpine', ['docker run --network=net alpine']],
  ['network', 'docker network connect bridge one', ['docker network connect net one']],
  ['name', 'docker run --name one alpine', ['docker run --name onex alpine']],
  ['target', 'docker exec one ping two', []],
  ['target', 'docker exec one ls', ['docker exec two ls']],
  ['target', 'ping <ONE_IP>', ['ping <TWO_IP>']],
  ['target', 'docker run --name one alpine', []],
  [
    'flag',
    'docker run --rm --ip 10.0.0.9 alpine ls --all',
    ['docker run --ip 10.0.0.9 alpine ls --all', 'docker run --rm alpine ls --all'],
  ],
  ['flag', 'docker network create --internal net', ['docker network create net']],
  ['flag', 'docker rm -f one', ['docker rm one']],
  ['flag', 'docker run --dns 10.0.0.2 alpine', ['docker run alpine']],
  ['flag', 'iptables -I INPUT -m tcp', ['iptables -m tcp', 'iptables -I INPUT']],
  [
    'flag',
    'nsenter -t 9 -n tcpdump -i any -w f',
    [
      'nsenter -n tcpdump -i any -w f',
      'nsenter -t 9 tcpdump -i any -w f',
      'nsenter -t 9 -n tcpdump -w f',
      'nsenter -t 9 -n tcpdump -i any',
    ],
  ],
  ['flag', 'docker logs web | grep -o a', ['docker logs web | grep a']],
  [
    'flag',
    'mkdir -p a && echo $(docker inspect --format x one)',
    ['mkdir a && echo $(docker inspect --format x one)', 'mkdir -p a && echo $(docker inspect one)'],
  ],
  ['flag', "docker ps --filter 'name=a b' --all", ['docker ps --all', "docker ps --filter 'name=a b'"]],
  [
    'flag',
    'docker run -dit --name two alpine',
    ['docker run -it --name two alpine', 'docker run -dt --name two alpine', 'docker run -di --name two alpine'],
  ],
  ['value', 'docker run -p 8080:80 nginx', ['docker run -p 8081:80 nginx']],
  ['value', 'docker run -p 8080:80 --network host nginx', []],
  ['value', 'docker network create --subnet 10.5.0.0/24 net', ['docker network create --subnet 10.6.0.0/24 net']],
  ['exit', 'docker ps', ['docker ps; (exit 9)']],
])('%s of %s', (rule, command, expected) => {
  expect(changed(rule, command)).toEqual(expected);
});

test.each([
  ['echo one two', ['echo one twx']],
  ["printf 'max'", ["printf 'may'"]],
  ['docker exec box echo hi', ['docker exec box echo hx']],
  ['docker network ls', []],
  ['ls -l /etc', []],
  ['echo', []],
])('argument of %s', (command, expected) => {
  expect(argumentChanges(command).map(({ text }) => text)).toEqual(expected);
});

describe('a change that no output shows', () => {
  test.each([
    ['docker network create --driver bridge net', ['docker network create net']],
    ['docker run -dit --name one alpine', ['docker run -dt --name one alpine', 'docker run -di --name one alpine']],
    ['docker stop -t 0 one', ['docker stop one']],
    ['docker restart --timeout 0 one', ['docker restart one']],
    ['docker exec -t one ping 10.0.0.1', ['docker exec -t two ping 10.0.0.1', 'docker exec one ping 10.0.0.1']],
    ['curl -sS web', ['curl web']],
    ['curl -sS web | head', []],
    ['wget -T 3 -q web', ['wget -q web']],
    ['docker exec one ping 10.0.0.1', ['docker exec two ping 10.0.0.1']],
  ])('is equivalent: %s', (command, expected) => {
    expect(equivalents(command)).toEqual(expected);
  });
});

test('words keep their positions, and a quoted text is one word', () => {
  const command = `docker run 'a b' "c \\" d" e\\ f`;
  expect(wordsOf(command).map(({ text }) => text)).toEqual(['docker', 'run', "'a b'", '"c \\" d"', 'e\\ f']);
  for (const { text, start, end } of wordsOf(command)) expect(command.slice(start, end)).toBe(text);
});

describe('mutants of a page', () => {
  const body = [
    '```console snippet=first',
    '$ docker network create net',
    '$ docker run -d --network net --name one alpine',
    '```',
    '',
    '```console snippet=second timeout=2m',
    '$ docker attach one',
    '/ # <Ctrl-D>',
    '```',
    '',
  ].join('\n');
  const page = pageOf(body) as SitePage;
  const mutants = mutantsOf(page);

  test('differ from it, and from one another, in one command or in the order of two', () => {
    const texts = mutants.map(({ page: each }) => each.snippets.flatMap(({ steps }) => steps.map(({ text }) => text)));
    const own = page.snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
    expect(new Set(texts.map((each) => JSON.stringify(each))).size).toBe(mutants.length);
    for (const [index, each] of texts.entries()) {
      const others = each.filter((text, at) => text !== own[at]);
      expect(others).toHaveLength(mutants[index]?.rule === 'order' ? 2 : 1);
    }
  });

  test('have slugs of their own, and short timeouts', () => {
    expect(new Set(mutants.map(({ page: { slug } }) => slug)).size).toBe(mutants.length);
    for (const { page: each } of mutants)
      expect(each.snippets.map(({ timeoutMs }) => timeoutMs)).toEqual([20_000, 20_000]);
  });

  test('do not change the exit code of a command that gets input', () => {
    expect(mutants.filter(({ rule }) => rule === 'exit').map(({ original }) => original)).toEqual([
      'first, $ docker network create net',
      'first, $ docker run -d --network net --name one alpine',
    ]);
  });
});

test('a document shows what is refused, without exit=N', () => {
  const refused = 'docker: Error response from daemon: no';
  const text = `\`\`\`console\n$ docker run -dit --network none --name two alpine ash\n${refused}\n\`\`\`\n`;
  const runs = (shown: string) =>
    mutantsOf(documentOf(shown)).flatMap(({ rule, equivalent }) => (equivalent?.includes('refused') ? rule : []));
  expect([...new Set(runs(text))]).toEqual(['name', 'flag', 'argument']);
  expect(runs(text.replace(refused, 'fine'))).toEqual([]);
  const connect = (name: string) =>
    runs(`${text}\n\`\`\`console\n$ docker network connect bridge ${name}\nError response from daemon: no\n\`\`\`\n`);
  expect(connect('two')).toContain('network');
  expect(connect('one')).not.toContain('network');
});

describe('a change that is equivalent because of the rest of the page', () => {
  const twoRuns = ['$ docker run -d --name one alpine', '$ docker rm --force one', '$ docker ps --all'];
  const equivalent = (body: string, after: string) =>
    mutantsOf(pageOf(body) as SitePage).find(({ change }) => change === `$ ${after}`)?.equivalent;

  test.each([
    [snippet('all', ...twoRuns), 'docker ps', 'all containers are removed, so both list none'],
    [snippet('all', ...twoRuns.toReversed()), 'docker ps', undefined],
    [
      snippet('out exit=1', '$ ping -c 2 -W 2 two'),
      'ping -c 3 -W 2 two',
      'a name that is not found is not pinged, with any count',
    ],
    [snippet('out exit=1', '$ ping -c 2 10.0.0.1'), 'ping -c 3 10.0.0.1', undefined],
    [
      snippet('no exit=125', '$ docker run --name two alpine'),
      'docker run --name twox alpine',
      'a container that is refused gets no name',
    ],
    [snippet('yes', '$ docker run --name two alpine'), 'docker run --name twox alpine', undefined],
  ])('%s: %s', (body, after, why) => {
    expect(equivalent(body, after)).toBe(why);
  });
});

test('the same seed gives the same order, with nothing lost', () => {
  const all = Array.from({ length: 50 }, (_, index) => index);
  expect(shuffled(all, 7)).toEqual(shuffled(all, 7));
  expect(shuffled(all, 7)).not.toEqual(shuffled(all, 8));
  expect([...shuffled(all, 7)].sort((a, b) => a - b)).toEqual(all);
});

test('a rule that does not exist is refused', () => {
  expect(ruleNamed('flag')).toBe('flag');
  expect(() => ruleNamed('flags')).toThrow('there is no rule "flags"');
});
