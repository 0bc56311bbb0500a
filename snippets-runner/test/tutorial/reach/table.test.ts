import { describe, expect, test } from 'vitest';
import { type ReachCell, reachTable } from '../../../tutorial/reach/table.ts';
import { type Commands, captureWith } from './lab.ts';

const no = (command: string) => ({ command, exit: 1 });

function tableOf(...snippets: Commands[]) {
  const result = reachTable(captureWith(...snippets));
  if ('faults' in result) throw new TypeError(result.faults.map(({ message }) => message).join());
  return result.table;
}

const shown = ({ isSelf, attempts }: ReachCell) =>
  isSelf ? '.' : attempts.map(({ via, isReached }) => `${via}${isReached ? '+' : '-'}`).join(' ');

test('rows from, columns to, the outside last, and by name before by address', () => {
  const { columns, rows } = tableOf([
    'docker exec fox ping -c 1 10.213.0.12',
    'ping -c 1 172.17.0.2',
    'docker exec fox ping -c 1 172.17.0.2',
    no('docker exec fox ping -c 1 box'),
    'docker exec box ping -c 1 10.213.0.10',
  ]);
  expect(columns.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['container box', 'host one', 'outside ']);
  expect(rows.map(({ from, cells }) => [from.name, ...cells.map(shown)])).toEqual([
    ['box', '.', 'address+', ''],
    ['fox', 'name- address+', '', 'address+'],
    ['one', 'address+', '.', ''],
  ]);
});

test('of several attempts with one result, the first is the proof', () => {
  const { rows } = tableOf(['docker exec box ping -c 1 fox'], ['docker exec box wget -qO- http://fox']);
  expect(rows[0]?.cells[0]?.attempts.map(({ snippet }) => snippet)).toEqual(['a']);
});

describe('faults', () => {
  const faults = (of: readonly string[] | undefined, ...snippets: Commands[]) => {
    const result = reachTable(captureWith(...snippets), of);
    return 'faults' in result ? result.faults.map(({ code, message }) => `${code} ${message}`) : [];
  };

  test('no attempt', () => {
    expect(faults(undefined, ['docker ps'])).toEqual(['reach-empty no snippet tries a connection']);
    expect(faults(['b'], ['ping -c 1 fox'], ['docker ps'])).toEqual([
      'reach-empty the snippet "b" tries no connection',
    ]);
  });

  test('an attempt that is not resolved, if its snippet is meant', () => {
    const snippets = [['ping -c 1 fox'], ['docker ps', 'ping -c 1 example.com']];
    const found = ['reach-unresolved step 2 of the snippet "b": nobody in the lab is named "example.com"'];
    expect(faults(undefined, ...snippets)).toEqual(found);
    expect(faults(['a', 'b'], ...snippets)).toEqual(found);
    expect(faults(['a'], ...snippets)).toEqual([]);
  });

  test('attempts that contradict each other, if both are meant', () => {
    const snippets = [['ping -c 1 fox'], [no('ping -c 1 fox')], [no('ping -c 1 172.17.0.3')]];
    const found = ['reach-contradictory "a" and "b" try the same by name, with different results'];
    expect(faults(undefined, ...snippets)).toEqual(found);
    expect(faults(['a', 'c'], ...snippets)).toEqual([]);
    expect(faults(['b', 'c'], ...snippets)).toEqual([]);
  });
});
