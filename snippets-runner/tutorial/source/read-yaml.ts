/** Reads YAML of any text in linear time. */
import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { isStackOverflow, STACK_OVERFLOW } from '../../base/stack-overflow.ts';

export type YamlRead =
  | { readonly kind: 'yaml'; readonly document: Document; readonly data: unknown }
  /** At least one fault, sorted by offset. */
  | { readonly kind: 'invalid'; readonly faults: readonly YamlFault[] };

export interface YamlFault {
  /** In UTF-16 code units. */
  readonly offset: number;
  readonly message: string;
}

/** Reads a text as YAML 1.2. Never throws. */
export function readYaml(text: string): YamlRead {
  try {
    // The check of `yaml` for unique keys compares each key of a mapping with all others.
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    const faults = [...syntaxFaults(document), ...repeatedKeys(document)].sort((a, b) => a.offset - b.offset);
    return faults.length > 0 ? { kind: 'invalid', faults } : { kind: 'yaml', document, data: document.toJS() };
  } catch (error) {
    const message = isStackOverflow(error) ? TOO_DEEP : messageOf(error as Error);
    return { kind: 'invalid', faults: [{ offset: 0, message }] };
  }
}

const TOO_DEEP = 'lists and mappings are nested too deep inside each other';

function syntaxFaults({ errors }: Document): readonly YamlFault[] {
  // `yaml` catches a stack overflow of its lexer, and then finds more faults that are none.
  const overflow = errors.find(({ message }) => message === STACK_OVERFLOW);
  if (overflow) return [{ offset: overflow.pos[0], message: TOO_DEEP }];
  // At the end of a text, each open bracket is a fault, with the same message.
  const faults = new Map(errors.map(({ pos: [offset], message }) => [`${offset} ${message}`, { offset, message }]));
  return [...faults.values()];
}

function repeatedKeys(document: Document): readonly YamlFault[] {
  const found: YamlFault[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found.push({ offset: key.range?.[0] ?? 0, message: `the key "${String(key.value)}" is there twice` });
        }
        seen.add(key.value);
      }
    },
  });
  return found;
}

function messageOf(error: Error): string {
  // The limit of `yaml` for aliases, which can expand to a text of any size.
  return error.message.startsWith('Excessive alias count') ? 'aliases repeat too many values' : error.message;
}
