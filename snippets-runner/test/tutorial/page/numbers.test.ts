import { describe, expect, test } from 'vitest';
import { numbersIn } from '../../../tutorial/page/numbers.ts';
import { processorTime } from '../../base/processor-time.ts';

const numbers = (text: string) => numbersIn(text).map(({ number }) => number);

describe('in two languages, the same', () => {
  test.each([
    ['10 minutes.', '10 分钟。', '10 min'],
    ['10 min', '10 分钟', '10 min'],
    ['a 3-second pause', '停 3 秒钟', '3 s'],
    ['28 ms', '28 毫秒', '28 ms'],
    ['2 hours', '2 个小时', '2 h'],
    ['50 bytes', '50 字节', '50 B'],
    ['100% loss', '丢包 100%', '100 %'],
    ['1.5 GB', '1.5 GB', '1.5 GB'],
    ['10 MB/s', '10 MB/s', '10 MB/s'],
    ['since release 4.34, it', '从 4.34 版起', '4.34'],
    ['the 2nd try', '第 2 次尝试', '2'],
    ['VLANs 10', 'VLAN 10', '10'],
    ['port 80 - free', '端口 80，空闲', '80'],
    ['at -5', '约-5', '-5'],
    ['process 1: it', '1 号进程', '1'],
    ['IEEE 802.1q.', 'IEEE 802.1q。', '802.1q'],
    ['10.0.0.0/8, and', '10.0.0.0/8，', '10.0.0.0/8'],
    ['port 4789/udp.', '4789/udp 端口', '4789/udp'],
    ['80:8080', '80:8080', '80:8080'],
    ['L2 and', 'L2 和', 'L2'],
    ['254 addresses', '254 个地址', '254'],
    ['10 thousand', '10 千', '10000'],
    ['10,000', '1 万', '10000'],
    ['10000 bytes', '1 万字节', '10000 B'],
    ['1.5 million', '150 万', '1500000'],
    ['a 128-bit key', '128 位的密钥', '128 bit'],
    ['50%', '百分之 50', '50 %'],
    ['port 53/udp', 'UDP 53 端口', '53/udp'],
    ['UDP port 53', 'UDP 端口 53', '53/udp'],
    ['10\nminutes', '10   分钟', '10 min'],
    ['5 segments', '5 段', '5'],
  ])('%s: %s', (english, chinese, number) => {
    expect([numbers(english), numbers(chinese)]).toEqual([[number], [number]]);
  });
});

describe('another', () => {
  test.each<[what: string, one: string, other: string]>([
    ['unit', '10 s', '10 min'],
    ['unit in Chinese', '10 秒', '10 分钟'],
    ['size', '10 MB', '10 GB'],
    ['case of a unit', '10 MB', '10 Mb'],
    ['sign', '5', '-5'],
    ['sign of Unicode', '5', '−5'],
    ['relation', '< 5', '> 5'],
    ...['.', '--', '–', '≠', '≪ ', '≫', '∼', '¬', '√', '^', '/'].map(
      (sign) => [sign, '80', `${sign}80`] satisfies [string, string, string],
    ),
    ['two spaces before the magnitude', '80', '80  万'],
    ['script', '10', '１０'],
    ['position', '10', '1⁰'],
    ['magnitude', '10', '10 万'],
    ['mark over a digit', '10', '10\u0338'],
    ['letters', 'IPv4', 'IPv6'],
    ['protocol', '53/tcp', '53/udp'],
    ['size of a subnet', '10.0.0.0/8', '10.0.0.0/16'],
    ['separator', '1.000', '1,000'],
  ])('%s is another number', (_what, one, other) => expect(numbers(one)).not.toEqual(numbers(other)));
});

test('a range has the same numbers with any mark', () => {
  for (const text of ['1-4094', '1–4094', '1~4094', '1～4094', '1 到 4094'])
    expect(numbers(text)).toEqual(['1', '4094']);
});

test('months are numbers in Chinese', () => {
  expect(numbers('November 2026')).toEqual(['11 month', '2026']);
  expect(numbers('2026 年 11 月').sort()).toEqual(['11 month', '2026']);
  expect(numbers('May 2026, 3 March')).toEqual(['5 month', '2026', '3', '3 month']);
  expect(numbers('It may. May it march. March on.')).toEqual([]);
  expect(numbers('3 months')).toEqual(numbers('3 个月'));
});

test('two numbers are two', () => {
  expect(numbers('10-20, 192 to 223, 7946/tcp and 7946/udp')).toEqual([
    '10',
    '20',
    '192',
    '223',
    '7946/tcp',
    '7946/udp',
  ]);
  expect(numbers('从 192 到 223 的 32 个地址')).toEqual(['192', '223', '32']);
  expect(numbers('没有数字，〇 和十不算')).toEqual([]);
});

test('have the place of their digits', () => {
  expect(numbersIn('take < 5 s')).toEqual([{ number: '<5 s', digits: '5', index: 7 }]);
});

test('long texts take little time', () => {
  const spentMs = processorTime();
  for (const part of ['a', '1', '1.', 'a1', '-', '< ', '1 ']) numbersIn(part.repeat(100_000));
  expect(spentMs()).toBeLessThan(2_000);
});
