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

test('comments above the first command may have blank lines between them', () => {
  expect(read(fenced('bash', '# From this folder', '', '# Start it', '$ date')).leftOut).toEqual([]);
});
