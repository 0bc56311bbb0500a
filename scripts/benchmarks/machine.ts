/** Describes the machine on which the times were measured. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** @param docker version of the daemon; undefined if none is used */
export function machineFacts(docker: string | undefined): readonly string[] {
  const [cpu] = cpus();
  return [
    `${cpu?.model.trim() || 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory`,
    `${type()} ${release()}${distribution()}${docker === undefined ? '' : `, Docker ${docker}`}, Node ${process.versions.node}`,
    `${new Date().toISOString().slice(0, 10)}, commit ${commit()}, load average at the start ${loadavg()[0]?.toFixed(1)}`,
  ];
}

function distribution(): string {
  try {
    const name = /^PRETTY_NAME="(.*)"$/mu.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    return name === undefined ? '' : ` (${name})`;
  } catch {
    return '';
  }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
