/** The YAML of a lab: `lab` in a page's front matter, or in the comment of a Markdown document. */
import * as z from 'zod';
import { IMAGE_NAME, IMAGE_REFERENCE, NODE_NAME } from '../names.ts';
import { KERNEL_FEATURES, type LabLimits, type LabSpec, LEFTOVER_KINDS } from '../page.ts';
import { nodePlaceholder, OUTSIDE_PLACEHOLDER } from '../snippet/placeholder.ts';
import { daemonSchema } from './daemon-options.ts';

const GIB = 2 ** 30;
const UNITS: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: GIB };
const SIZE = /^(\d{1,6})([kmg])$/u;
/** A size in bytes, written as `512m` or `4g`. */
const size = z
  .string()
  .regex(SIZE)
  .transform((text) => {
    const [, count, unit = ''] = SIZE.exec(text) ?? [];
    return Number(count) * (UNITS[unit] ?? 0);
  });

/** The lowest values with which the daemon of a node starts. */
const LEAST_PROCESSES = 128;
const LEAST_BYTES = GIB / 4;

const limitsSchema = z.strictObject({
  processes: z.int().min(LEAST_PROCESSES, `the daemon of a node needs ${LEAST_PROCESSES}`).optional(),
  memory: size.refine((bytes) => bytes >= LEAST_BYTES, 'the daemon of a node needs 256m').optional(),
  file: size.refine((bytes) => bytes >= LEAST_BYTES, 'the daemon of a node needs 256m').optional(),
  devices: z.literal('all').optional(),
});

export const labSchema = z.strictObject({
  nodes: z
    .array(z.string().regex(NODE_NAME))
    .min(1)
    .optional()
    .describe('Names of the Docker hosts; default: [host]. A block without node= runs on the first.'),
  images: z.array(z.string().trim().min(1, { abort: true }).regex(IMAGE_NAME)).optional(),
  needs: z.array(z.enum(KERNEL_FEATURES)).optional().describe('Features of the kernel without which nothing can run.'),
  outside: z.boolean().optional().describe('Whether the lab has a web server beyond its nodes, at <OUTSIDE_IP>.'),
  leaves: z.array(z.enum(LEFTOVER_KINDS)).optional().describe('What may be on the nodes at the end.'),
  limits: limitsSchema.optional(),
  daemon: daemonSchema.optional(),
});
/** The lab of a Markdown document may have any image. */
export const documentLabSchema = labSchema.extend({
  images: z.array(z.string().trim().min(1, { abort: true }).regex(IMAGE_REFERENCE)).optional(),
});
export type LabYaml = z.infer<typeof labSchema>;

export const DEFAULT_LAB: LabSpec = { nodes: ['host'], images: [], needs: [], outside: false, leaves: [] };

/** Returns a lab. Keys that the YAML does not have are taken from `defaults`. */
export function toLabSpec(yaml: LabYaml, defaults: LabSpec): LabSpec {
  return {
    nodes: yaml.nodes ?? defaults.nodes,
    images: yaml.images ?? defaults.images,
    needs: yaml.needs ?? defaults.needs,
    outside: yaml.outside ?? defaults.outside,
    leaves: yaml.leaves ?? defaults.leaves,
    ...(yaml.limits && { limits: definedOf(yaml.limits) }),
    ...(yaml.daemon && { daemon: yaml.daemon }),
  };
}

/** Leaves out fields that are undefined. */
function definedOf(limits: NonNullable<LabYaml['limits']>): LabLimits {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

export interface NodeMistake {
  /** Index in `nodes`. */
  readonly index: number;
  readonly message: string;
  readonly hint: string;
}

/** Finds nodes whose name is taken: two nodes would have the same name, or the same placeholder. */
export function nodeMistakes({ nodes = [], outside }: LabYaml): readonly NodeMistake[] {
  const taken = new Set(outside === true ? [OUTSIDE_PLACEHOLDER] : []);
  return nodes.flatMap((name, index) => {
    const placeholder = nodePlaceholder(name);
    if (!taken.has(placeholder)) {
      taken.add(placeholder);
      return [];
    }
    const hint = `Choose another name: another machine of the lab already has the placeholder <${placeholder}> for its address.`;
    return [{ index, message: `the node name "${name}" is taken`, hint }];
  });
}
