/** The YAML of a lab: `lab` in a page's front matter, or in the comment of a Markdown document. */
import * as z from 'zod';
import { IMAGE_NAME, NODE_NAME } from '../names.ts';
import { KERNEL_FEATURES, type LabSpec, LEFTOVER_KINDS } from '../page.ts';
import { nodePlaceholder, OUTSIDE_PLACEHOLDER } from '../snippet/placeholder.ts';

export const labSchema = z.strictObject({
  nodes: z.array(z.string().regex(NODE_NAME)).min(1).optional(),
  images: z.array(z.string().trim().min(1, { abort: true }).regex(IMAGE_NAME)).optional(),
  needs: z.array(z.enum(KERNEL_FEATURES)).optional(),
  outside: z.boolean().optional(),
  leaves: z.array(z.enum(LEFTOVER_KINDS)).optional(),
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
  };
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
