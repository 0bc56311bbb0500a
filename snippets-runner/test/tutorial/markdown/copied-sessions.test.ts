import { describe, expect, test } from 'vitest';
import { commandsOf, fenced, read } from './read.ts';

describe('a session that was copied from a terminal', () => {
  const PROMPT = '[root@docker ~]# ';

  test('may end within a prompt', () => {
    expect(read(fenced('', `${PROMPT}hostname`, 'docker', '[root@do')).steps).toEqual(['hostname -> docker']);
    expect(read(fenced('', `${PROMPT}hostname`, 'docker', '[root@other')).steps).toEqual([
      'hostname -> docker\n[root@other',
    ]);
    expect(read(fenced('', `${PROMPT}echo "[ro"`, '[ro')).steps).toEqual(['echo "[ro" -> [ro']);
  });

  test('may have a bracket too many before a prompt', () => {
    expect(commandsOf(fenced('', `${PROMPT}docker ps -q`, `[${PROMPT}date`))).toEqual(['docker ps -q', 'date']);
  });

  test('may go on as another user of the same host', () => {
    const asUser = '[me@docker ~]$ docker ps -q';
    expect(read(fenced('', `${PROMPT}hostname`, 'docker', asUser, 'aa', `${PROMPT}date`)).steps).toEqual([
      'hostname -> docker',
      'docker ps -q -> aa',
      'date',
    ]);
    expect(commandsOf(fenced('', '[me@docker ~]$ sudo su', `${PROMPT}hostname`))).toEqual(['sudo su', '<hostname']);
    expect(commandsOf(fenced('', `${PROMPT}ls`, '[root@other ~]# date'))).toEqual(['ls', '<date']);
  });

  test('goes on in the shell of a node behind a command that only looks as if it read input', () => {
    const next = fenced('', '[me@docker ~]$ docker ps');
    for (const command of ['iptables -nvL -t nat', 'nsenter --net=/run/netns/a ip a', 'tcpdump -i eth0 -c 1']) {
      expect(commandsOf(fenced('', `${PROMPT}${command}`), next)).toEqual([command, 'docker ps']);
    }
    expect(commandsOf(fenced('', `${PROMPT}nsenter -t 12 -n`), next)).toEqual(['nsenter -t 12 -n', '<docker ps']);
  });

  test('goes on at the prompt of a node behind a command that leads there', () => {
    const [first, second] = ['vagrant@net-1:~$ ', 'vagrant@net-2:~$ '];
    const blocks = [
      fenced('', `${second}date`),
      fenced('', '$ ssh net-1', `${first}hostname`),
      fenced('', `${first}docker ps`),
    ];
    expect(commandsOf(...blocks).at(-1)).toBe('docker ps');
  });

  test('may have a prompt without a folder', () => {
    expect(read(fenced('', 'root@server# docker ps -q', 'aa', 'root@server# date')).steps).toEqual([
      'docker ps -q -> aa',
      'date',
    ]);
    expect(commandsOf(fenced('', 'root@bc0333ec8b1d# ls'))).toEqual([]);
  });
});

describe('what is no command that could be run is named', () => {
  test.each([
    ['docker run [options] IMAGE [command] [args]', '[options]'],
    ['sudo docker exec [OPTIONS] CONTAINER COMMAND [ARG...]', '[OPTIONS]'],
    ['docker-compose [-f <arg>...] up', undefined],
    ['docker ps --filter "name=[ab]"', undefined],
    ['docker run alpine ls [abc]*', undefined],
    ["docker run alpine sh -c '[ -e /x ]'", undefined],
    ['ls [options]', undefined],
  ])('what the usage of a command says: %s', (command, usage) => {
    const { leftOut } = read(fenced('sh', `$ ${command}`));
    const reason = `2:1 the command says what may be there: "${usage}"`;
    expect(leftOut.filter((each) => each.includes('what may be there'))).toEqual(usage === undefined ? [] : [reason]);
  });

  test('a command at "#" without a blank, in a block without a language', () => {
    const reason = '2:1 a blank is missing behind the prompt "#"';
    expect(read(fenced('', '#docker ps -a', '', 'CONTAINER ID  IMAGE')).leftOut).toEqual([reason]);
    expect(read(fenced('yaml', '#docker ps -a', 'a: 1')).leftOut).toEqual([]);
    expect(read(fenced('', '#docker is a tool', 'a: 1')).leftOut).toEqual([]);
  });

  test('a command on the line of a fence', () => {
    const reason = '2:1 a command is on the line that opens the block, where readers do not see it';
    expect(read(fenced('root@server# docker ps', 'CONTAINER ID  IMAGE')).leftOut).toEqual([reason]);
    expect(read(fenced('c#', 'var a = 1;')).leftOut).toEqual([]);
  });
});

test('two signs of a comment are no prompt', () => {
  expect(read(fenced('bash', '## Only a sketch', '', 'iptables -L')).leftOut).toEqual([
    '2:1 no line begins with a prompt such as "$ ", so commands and outputs cannot be told apart',
  ]);
});

test('comments above the first command may have blank lines between them', () => {
  expect(read(fenced('bash', '# From this folder', '', '# Start it', '$ date')).leftOut).toEqual([]);
});
