/** An engine's examination, as people read it. */
import {
  type DiskRoom,
  type DoctorReport,
  EXAMINATION_SCHEMA_VERSION,
  type Examination,
  type RegistryState,
} from '../model/examination.ts';
import { indent, type Style } from './style.ts';

export function examinationReport(examination: Examination, style: Style): string {
  const { host, source, facts, images, labs, disk, registry, findings } = examination;
  const width = Math.max(...facts.map(([name]) => name.length), 'registry'.length);
  const row = (name: string, value: string) => `${style.dim(name.padEnd(width))}  ${value}`;
  return [
    row('engine', `${style.bold(host)} (${source})`),
    ...facts.map(([name, value]) => row(name, value)),
    row('disk', diskText(disk)),
    row('registry', registryText(registry)),
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

function diskText(disk: DiskRoom | undefined): string {
  if (!disk) return 'not measured: the image of the nodes is not made yet';
  const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
  return `${gib(disk.freeBytes)} GiB free of ${gib(disk.bytes)}`;
}

function registryText(registry: RegistryState): string {
  switch (registry.kind) {
    case 'reachable':
      return 'in reach';
    case 'unreachable':
      return 'not in reach';
    case 'none-by-design':
      return "none by design: this engine has no network, its images are made of Debian's packages";
  }
}

/** For programs: `doctorReportSchema` is the definition. */
export function examinationsJson(examinations: readonly Examination[]): string {
  const report: DoctorReport = {
    schema: EXAMINATION_SCHEMA_VERSION,
    engines: examinations.map(({ facts, images, labs, disk, findings, ...rest }) => ({
      ...rest,
      facts: Object.fromEntries(facts),
      images: [...images],
      labs: [...labs],
      disk: disk ?? null,
      findings: [...findings],
    })),
  };
  return JSON.stringify(report, null, 2);
}
