/** An engine's examination, as people read it. */
import type { Examination } from '../model/examination.ts';
import { indent, type Style } from './style.ts';

export function examinationReport({ host, source, facts, images, labs, findings }: Examination, style: Style): string {
  const width = Math.max(...facts.map(([name]) => name.length), 'engine'.length);
  const row = (name: string, value: string) => `${style.dim(name.padEnd(width))}  ${value}`;
  return [
    row('engine', `${style.bold(host)} (${source})`),
    ...facts.map(([name, value]) => row(name, value)),
    row('images', images.map(({ name, state }) => `${name}: ${state}`).join(', ')),
    row('labs', labs.map(({ labId, page, ownerState }) => `${labId} of ${page} (${ownerState})`).join(', ') || 'none'),
    '',
    ...findings.map(({ severity, message, hint }) => {
      const sign = severity === 'blocking' ? style.red('in the way') : style.yellow('note');
      return `${sign} ${message}\n${indent(`${style.cyan('hint')} ${hint}`, '  ')}`;
    }),
    ...(findings.some(({ severity }) => severity === 'blocking') ? [] : [style.green('labs can run here')]),
  ].join('\n');
}
