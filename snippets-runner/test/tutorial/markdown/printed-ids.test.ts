import { describe, expect, test } from 'vitest';
import { PrintedIds, withoutPrintedIds } from '../../../tutorial/markdown/printed-ids.ts';

const SHOWN = '068cc994ffd0190bbe025ba74e4c0771a5d8f14734af772ddee8dc1aaf20567d';
const NOW = '85a9ee8ebb0c11b887cfebb073e0f3e8d619b2ba82fdeac58bd8203aa942bca4';

describe('an id that the document printed before', () => {
  const ids = new PrintedIds();
  ids.learn(SHOWN, NOW);

  test.each([
    ['docker stop 068cc994ffd0', 'docker stop 85a9ee8ebb0c'],
    [`docker rm -f ${SHOWN}`, `docker rm -f ${NOW}`],
    ['docker logs 068cc', 'docker logs 85a9e'],
    ['docker cp 068cc994ffd0:/etc/hosts .', 'docker cp 85a9ee8ebb0c:/etc/hosts .'],
    ['docker exec "068cc994ffd0" ls', 'docker exec "85a9ee8ebb0c" ls'],
    ['docker stop 068', 'docker stop 068'],
    ['curl localhost:068cc', 'curl localhost:068cc'],
    ['docker stop 111111111111', 'docker stop 111111111111'],
    ['docker run --name add alpine', 'docker run --name add alpine'],
  ])('%s is typed as %s', (command, typed) => expect(ids.inCommand(command)).toBe(typed));

  test('in a list has the place of the same row', () => {
    const listed = new PrintedIds();
    listed.learn(`ID NAME\n${SHOWN.slice(0, 12)} a\nffffffffffff b`, `ID NAME\n${NOW.slice(0, 12)} a\neeeeeeeeeeee b`);
    expect(listed.inCommand('docker rm 068cc994ffd0 ffffffffffff')).toBe('docker rm 85a9ee8ebb0c eeeeeeeeeeee');
  });

  test('is unknown if the run printed another number of ids', () => {
    const uneven = new PrintedIds();
    uneven.learn(SHOWN, '');
    expect(uneven.inCommand('docker stop 068cc994ffd0')).toBe('docker stop 068cc994ffd0');
  });

  test('is no literal of the document', () => {
    expect(withoutPrintedIds('docker stop 068cc994ffd0 web', [SHOWN])).toBe('docker stop  web');
    expect(withoutPrintedIds('docker stop 068cc994ffd0 web', [])).toBe('docker stop 068cc994ffd0 web');
  });
});
