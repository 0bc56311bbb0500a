/** Splits the words of a command into options and operands, by a list of the options that the command has. */

export interface OptionList {
  /** Options without a value, such as `-q` and `--rm`. One letter stands for a short one. */
  readonly flags: readonly string[];
  /** Options with a value, such as `-c 2`, `-c2`, `--network lan` and `--network=lan`. */
  readonly valued: readonly string[];
}

export interface Arguments {
  /** The values of options, by name without dashes. The last one counts. */
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * Returns undefined if an option is not in the list: then it is not known which word is an operand.
 * @param atFirst whether the first operand ends the options, as it does for `docker run`
 */
export function argumentsOf(words: readonly string[], list: OptionList, atFirst = false): Arguments | undefined {
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (atFirst && operands.length > 0) return { values, operands: [...operands, ...words.slice(index)] };
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    const option = word.startsWith('--') ? longOption(word.slice(2), list) : shortOptions(word.slice(1), list);
    if (!option) return undefined;
    if (option.name === undefined) continue;
    const value = option.value ?? words[++index];
    if (value === undefined) return undefined;
    values.set(option.name, value);
  }
  return { values, operands };
}

/** The option that takes a value, if there is one. `value` is undefined if it is the next word. */
interface Option {
  readonly name?: string;
  readonly value?: string | undefined;
}

function longOption(text: string, { flags, valued }: OptionList): Option | undefined {
  const [, name = text, value] = /^([^=]+)=(.*)$/u.exec(text) ?? [];
  if (name.length > 1 && valued.includes(name)) return { name, value };
  return name.length > 1 && value === undefined && flags.includes(name) ? {} : undefined;
}

/** Reads a word such as `qO-`: flags, and at the end an option whose value is the rest of the word. */
function shortOptions(letters: string, { flags, valued }: OptionList): Option | undefined {
  for (const [index, letter] of [...letters].entries()) {
    if (valued.includes(letter)) return { name: letter, value: letters.slice(index + 1) || undefined };
    if (!flags.includes(letter)) return undefined;
  }
  return {};
}
