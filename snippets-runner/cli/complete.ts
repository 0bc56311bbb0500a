/** Completes a command line, for the scripts that shells run when Tab is pressed. */
import type { Command, Option } from 'commander';
import type { Candidate, CompletionSources } from '../commands/completion-sources.ts';
import { EXPORT_FORMATS, LANGUAGES, REPORTERS } from '../model/formats.ts';

export interface Completions {
  readonly candidates: readonly Candidate[];
  /** Whether the shell should also complete file names. */
  readonly files: boolean;
}

/** @param words the words after the program's name; the last one is being typed, and may be empty */
export function complete(program: Command, words: readonly string[], sources: CompletionSources): Completions {
  const typed = words.at(-1) ?? '';
  const { command, operands, awaiting } = read(program, words.slice(0, -1));
  const assigned = /^(--[^=]+)=(.*)$/su.exec(typed);
  if (assigned) {
    const [, flag = '', value = ''] = assigned;
    const option = optionsOf(program, command).find((each) => goesBy(each, flag));
    const found = option ? valuesOf(option, operands, sources) : NOTHING;
    const candidates = found.candidates.map((each) => ({ ...each, value: `${flag}=${each.value}` }));
    return { candidates: beginning(candidates, `${flag}=${value}`), files: false };
  }
  if (awaiting) return narrowed(valuesOf(awaiting, operands, sources), typed);
  if (typed.startsWith('-')) {
    const all = optionsOf(program, command).filter(({ hidden }) => !hidden);
    const candidates = all.map(({ long, short, description }) => ({ value: long ?? short ?? '', description }));
    return { candidates: beginning([...candidates, { value: '--help' }], typed), files: false };
  }
  if (command === program) return { candidates: beginning(commandsOf(program), typed), files: false };
  return narrowed(operandsOf(command, operands, sources), typed);
}

const NOTHING: Completions = { candidates: [], files: false };
const FILES: Completions = { candidates: [], files: true };

interface Read {
  /** The program itself if no command has been typed yet. */
  readonly command: Command;
  readonly operands: readonly string[];
  /** The option whose value is typed next. */
  readonly awaiting: Option | undefined;
}

function read(program: Command, words: readonly string[]): Read {
  let command = program;
  let awaiting: Option | undefined;
  const operands: string[] = [];
  for (const word of words) {
    if (awaiting) awaiting = undefined;
    else if (word.startsWith('-')) {
      const option = optionsOf(program, command).find((each) => goesBy(each, word));
      awaiting = option?.required ? option : undefined;
    } else if (command === program) command = program.commands.find((each) => each.name() === word) ?? program;
    else operands.push(word);
  }
  return { command, operands, awaiting };
}

function optionsOf(program: Command, command: Command): readonly Option[] {
  return command === program ? program.options : [...command.options, ...program.options];
}

function goesBy({ long, short }: Option, flag: string): boolean {
  return flag === long || flag === short;
}

/** Leaves out commands that only scripts call: they have no description. */
function commandsOf(program: Command): readonly Candidate[] {
  return program.commands
    .filter((command) => command.description() !== '')
    .map((command) => ({ value: command.name(), description: command.description() }));
}

function valuesOf(option: Option, operands: readonly string[], sources: CompletionSources): Completions {
  const [page = ''] = operands;
  switch (option.attributeName()) {
    case 'at':
      return { candidates: sources.snippets(page), files: false };
    case 'node':
      return plain(sources.nodes(page));
    case 'image':
      return plain(sources.images());
    case 'language':
      return plain(LANGUAGES);
    case 'engine':
      return plain(sources.engines());
    case 'format':
      return plain(EXPORT_FORMATS);
    case 'reporter':
      return plain(REPORTERS.flatMap((name) => [name, `${name}:`]));
    case 'config':
    case 'content':
    case 'output':
      return FILES;
    default:
      return NOTHING;
  }
}

function operandsOf(command: Command, operands: readonly string[], sources: CompletionSources): Completions {
  const argument = command.registeredArguments.at(operands.length) ?? command.registeredArguments.at(-1);
  if (!argument || (operands.length >= command.registeredArguments.length && !argument.variadic)) return NOTHING;
  if (argument.argChoices) return plain(argument.argChoices);
  if (argument.name() === 'files') return FILES;
  if (argument.name() === 'exercise') return { candidates: sources.exercises(operands[0] ?? ''), files: false };
  return { ...plain(sources.slugs().filter((slug) => !operands.includes(slug))), files: true };
}

function plain(values: readonly string[]): Completions {
  return { candidates: values.map((value) => ({ value })), files: false };
}

function narrowed({ candidates, files }: Completions, typed: string): Completions {
  return { candidates: beginning(candidates, typed), files };
}

function beginning(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  return candidates.filter(({ value }) => value.startsWith(typed));
}
