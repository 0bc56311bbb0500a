/**
 * The roles of texts. A column of a table or a key of JSON can say what a text means: in the column `PID`, every
 * number is a process id.
 */
import {
  ANY_GENERATED_NAME,
  ANY_GIVEN_PORT,
  ANY_SHORT_ID,
  ANY_TASK,
  type IdentityClass,
  WHOLE_CERTIFICATE,
} from './identities.ts';
import {
  ANYWHERE_BYTES,
  BARE_DECIMAL,
  BARE_NUMBER,
  IMAGE_AGE,
  type MeasureClass,
  PERCENTAGE,
  SHORT_CLOCK,
} from './measures.ts';

export type TextRole =
  | 'line'
  | 'id'
  | 'name'
  | 'task'
  | 'port'
  | 'size'
  | 'image-age'
  | 'percent'
  | 'pid'
  | 'clock'
  | 'number'
  | 'certificate'
  | 'typed';

interface RolePattern {
  readonly class: IdentityClass | MeasureClass;
  readonly unit: string;
  readonly pattern: string;
}

const NAME: RolePattern = { class: 'generated-name', unit: 'name', pattern: ANY_GENERATED_NAME };
const PORT: RolePattern = { class: 'port', unit: 'port', pattern: ANY_GIVEN_PORT };
const SIZE: RolePattern = { class: 'size', unit: 'bytes', pattern: ANYWHERE_BYTES };

/** Recognised in texts of a role, before the patterns that are recognised everywhere. */
export const ROLE_PATTERNS: Readonly<Record<TextRole, readonly RolePattern[]>> = {
  line: [],
  id: [{ class: 'id', unit: 'listed', pattern: ANY_SHORT_ID }],
  name: [NAME],
  task: [{ class: 'task', unit: 'name', pattern: ANY_TASK }],
  port: [PORT],
  size: [SIZE, { class: 'percent', unit: 'percent', pattern: PERCENTAGE }],
  'image-age': [{ class: 'image-age', unit: 'ago', pattern: IMAGE_AGE }],
  percent: [{ class: 'percent', unit: 'percent', pattern: PERCENTAGE }],
  pid: [{ class: 'pid', unit: 'pid', pattern: BARE_NUMBER }],
  clock: [{ class: 'clock', unit: 'time', pattern: SHORT_CLOCK }],
  number: [{ class: 'counter', unit: 'number', pattern: BARE_DECIMAL }],
  certificate: [{ class: 'certificate', unit: 'whole', pattern: WHOLE_CERTIFICATE }],
  // A command: texts in it could be mistaken for values of a run.
  typed: [NAME, PORT, SIZE],
};

/** Maps, because titles and keys come from outputs: a label may be named `constructor`. */
const COLUMNS: ReadonlyMap<string, TextRole> = new Map([
  ['ID', 'id'],
  ['CONTAINER ID', 'id'],
  ['IMAGE ID', 'id'],
  ['NETWORK ID', 'id'],
  ['NAME', 'name'],
  ['NAMES', 'name'],
  ['SIZE', 'size'],
  ['DISK USAGE', 'size'],
  ['CONTENT SIZE', 'size'],
  ['RECLAIMABLE', 'size'],
  ['MEM USAGE / LIMIT', 'size'],
  ['NET I/O', 'size'],
  ['BLOCK I/O', 'size'],
  ['CPU %', 'percent'],
  ['MEM %', 'percent'],
  ['PID', 'pid'],
  ['PPID', 'pid'],
  ['PIDS', 'pid'],
  ['C', 'number'],
  ['%CPU', 'number'],
  ['%MEM', 'number'],
  ['VSZ', 'number'],
  ['RSS', 'number'],
  ['TIME', 'clock'],
  ['STIME', 'clock'],
  ['START', 'clock'],
]);

const KEYS: ReadonlyMap<string, TextRole> = new Map([
  ['ID', 'id'],
  ['Id', 'id'],
  ['Name', 'name'],
  ['Names', 'name'],
  ['HostPort', 'port'],
  ['PublishedPort', 'port'],
  ['Size', 'size'],
  ['MemUsage', 'size'],
  ['NetIO', 'size'],
  ['BlockIO', 'size'],
  ['TrustRoot', 'certificate'],
  ['CertIssuerPublicKey', 'certificate'],
  ['CPUPerc', 'percent'],
  ['MemPerc', 'percent'],
  ['CreatedSince', 'image-age'],
]);

/** Keys of the Docker API whose number is measured or counted, not configured. */
const COUNTED_KEYS = new Set('Pid Index Created NCPU NGoroutines NFd'.split(' '));
const BYTE_KEYS = new Set('Size VirtualSize SharedSize SizeRw SizeRootFs MemTotal'.split(' '));

/** @param among the titles of all columns of the table */
export function roleOfColumn(title: string, among: readonly string[]): TextRole {
  // This is a table of `docker service ps`, `docker node ps` or `docker stack ps`.
  if (title === 'NAME' && among.includes('DESIRED STATE')) return 'task';
  // This is a table of `docker images` or `docker history`.
  if (/^CREATED(?: AT)?$/u.test(title) && (among.includes('IMAGE ID') || among.includes('CREATED BY')))
    return 'image-age';
  return COLUMNS.get(title) ?? 'line';
}

export function roleOfKey(key: string): TextRole {
  return KEYS.get(key) ?? 'line';
}

/** Returns what the number under a key of the Docker API is. */
export function kindOfNumber(key: string): 'counted' | 'bytes' | 'configured' {
  if (COUNTED_KEYS.has(key)) return 'counted';
  return BYTE_KEYS.has(key) ? 'bytes' : 'configured';
}
