import { describe, expect, test } from 'vitest';
import { attemptsOf } from '../../../tutorial/reach/attempts.ts';
import type { Party } from '../../../tutorial/reach/party.ts';
import { captureWith, type Ran } from './lab.ts';

const told = ({ kind, name, node }: Party) => [...new Set([kind, name, node])].filter(Boolean).join(' ');

/** Returns an attempt such as `container box one -> outside by address: yes`, or the reason why there is none. */
function attempt(ran: Ran | string): string | undefined {
  const { attempts, unresolved } = attemptsOf(captureWith([ran]));
  const [one] = attempts;
  if (!one) return unresolved[0]?.reason;
  return `${told(one.from)} -> ${told(one.to)} by ${one.via}: ${one.isReached ? 'yes' : 'no'}`;
}

describe('who and whom', () => {
  test.each([
    ['ping -c 1 172.17.0.3', 'host one -> container fox one by address: yes'],
    ['docker exec box ping -c 1 <OUTSIDE_IP>', 'container box one -> outside by address: yes'],
    ['docker exec box ping -c 1 fd00::3', 'container box one -> container fox one by address: yes'],
    ['docker exec box ping -c 1 10.213.0.11', 'container box one -> host two by address: yes'],
    ['docker exec box ping -c 1 10.213.0.223', 'container box one -> host one by address: yes'],
    ['docker exec box ping -c 1 172.17.0.1', 'container box one -> host one by address: yes'],
    ['docker exec box ping -c 1 10.0.1.5', 'container box one -> container far two by address: yes'],
    ['docker exec box ping -c 1 10.0.1.6', 'container box one -> service web by address: yes'],
    ['docker exec box ping -c 1 10.0.1.2', 'container box one -> service web by address: yes'],
    ['docker exec box wget -qO- http://web', 'container box one -> service web by name: yes'],
    ['docker exec box wget -qO- http://tasks.db', 'container box one -> service db by name: yes'],
    ['docker exec box ping -c 1 far', 'container box one -> container far two by name: yes'],
    ['docker exec box ping -c 1 api', 'container box one -> container fox one by name: yes'],
    ['docker exec box ping -c 1 two', 'container box one -> host two by name: yes'],
    ['docker exec fox000000000 ping -c 1 box', 'container fox one -> container box one by name: yes'],
    ['docker exec fox ping -c 1 172.17.0.2', 'container fox one -> container box one by address: yes'],
    ['docker run --rm alpine ping -c 1 fox', 'new container bridge one -> container fox one by name: yes'],
    ['docker run --rm --network none alpine ping -c 1 fox', 'new container none one -> container fox one by name: yes'],
    ['docker run --rm --network over alpine ping -c 1 fox', 'new container over one -> container fox one by name: yes'],
    ['docker exec $(docker ps -q -f name=web) ping -c 1 fox', 'service web -> container fox one by name: yes'],
  ])('%s', (command, expected) => expect(attempt(command)).toBe(expected));
});

describe('the result', () => {
  test.each<[Ran, string]>([
    [{ command: 'docker exec box ping -c 1 fox', exit: 1 }, 'no'],
    [{ command: 'docker exec box wget -qO- http://fox', exit: 1, output: "wget: can't connect" }, 'no'],
    [
      { command: 'docker exec box wget -qO- http://fox', exit: 1, output: 'wget: server returned error: HTTP/1.1 404' },
      'yes',
    ],
    [{ command: 'docker exec box curl -f http://fox', exit: 22 }, 'yes'],
    [{ command: 'docker exec box curl -f http://fox', exit: 7 }, 'no'],
    [{ command: 'docker exec box wget -qO- http://fox | grep title', exit: 0 }, 'yes'],
  ])('of %o', (ran, result) => expect(attempt(ran)).toMatch(new RegExp(`: ${result}$`, 'u')));

  test.each([
    [{ command: 'docker exec box wget -qO- http://fox | grep title', exit: 1 }],
    [{ command: 'docker exec box ping -c 1 fox', exit: 126 }],
    [{ command: 'ping -c 1 fox', exit: 127 }],
    [{ command: 'docker run --rm alpine ping -c 1 fox', exit: 125 }],
  ])('is not known of %o', (ran) => expect(attempt(ran)).toMatch(/exit code, \d+, does not say/u));
});

describe('is not resolved', () => {
  test.each([
    ['docker exec idle ping -c 1 box', 'no container "idle" runs on "one"'],
    ['docker exec far ping -c 1 box', 'no container "far" runs on "one"'],
    ['docker exec $(docker ps -q -f name=db) ping -c 1 box', 'no container whose name has "db" runs on "one"'],
    ['docker exec $(docker ps -q -f name=ox) ping -c 1 far', 'it may be any of box, fox'],
    ['docker run --rm --network lost alpine ping -c 1 box', '"one" has no network "lost"'],
    ['docker exec box ping -c 1 example.com', 'nobody in the lab is named "example.com"'],
    ['docker exec box ping -c 1 192.0.2.1', 'nobody in the lab has the address 192.0.2.1'],
    ['docker exec $(docker ps -q -f name=web) ping -c 1 both', 'it may be any of box, fox'],
  ])('%s', (command, reason) => expect(attempt(command)).toBe(reason));
});

describe('is no attempt', () => {
  test.each<Ran>([
    { command: 'docker exec box nc 127.0.0.1 80' },
    { command: 'docker exec box wget -qO- http://localhost' },
    { command: 'docker exec box ping -c 1 box' },
    { command: 'ping -c 1 10.213.0.10' },
    { command: 'ping -c 1 fox', exit: null },
    { command: 'ping -c 1 fox', prompt: '/ # ' },
    { command: 'docker exec box ip route' },
  ])('%o', (ran) => expect(attempt(ran)).toBeUndefined());
});

test('a fresh lab has hosts and an outside, and no container', () => {
  const { snippets } = captureWith(['true'], ['ping -c 1 10.213.0.12', 'docker exec box ping -c 1 fox']);
  const { attempts, unresolved } = attemptsOf({ snippets: snippets.toReversed() });
  expect(attempts.map(({ to }) => told(to))).toEqual(['outside']);
  expect(unresolved.map(({ reason }) => reason)).toEqual(['no container "box" runs on "one"']);
});

test('the place of an attempt is its snippet and its step', () => {
  const { attempts } = attemptsOf(captureWith(['true'], ['docker ps', 'ping -c 1 fox', 'ping -c 1 far']));
  expect(attempts.map(({ snippet, step }) => `${snippet} ${step}`)).toEqual(['b 2', 'b 3']);
});
