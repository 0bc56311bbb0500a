/** Formats the examination of an engine. */
import {
  type DiskRoom,
  type DoctorReport,
  EXAMINATION_SCHEMA_VERSION,
  type Examination,
  type RegistryState,
} from '../model/examination.ts';
import { jsonText } from './json.ts';
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
      const sign = severity === 'blocking' ? style.red('problem') : style.yellow('note');
      return `${sign} ${message}\n${indent(`${style.cyan('hint')} ${hint}`, '  ')}`;
    }),
    ...(findings.some(({ severity }) => severity === 'blocking') ? [] : [style.green('labs can run here')]),
  ].join('\n');
}

function diskText(disk: DiskRoom | undefined): string {
  if (!disk) return 'not measured: the node image has not been built yet';
  const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
  return `${gib(disk.freeBytes)} GiB free of ${gib(disk.bytes)}`;
}

function registryText(registry: RegistryState): string {
  switch (registry.kind) {
    case 'reachable':
      return 'reachable';
    case 'unreachable':
      return 'not reachable';
    case 'none-by-design':
      return "none: this engine has no network, and its images are built from Debian's packages";
  }
}

/** Formats the examinations as JSON. Their schema is `doctorReportSchema`. */
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
  return jsonText(report);
}
