/** The other testers: the format of their files, and how each is called. */
import type { Case } from './cases.ts';

export interface Tester {
  /** With its version. */
  readonly name: string;
  readonly fileEnding: string;
  readonly file: (cases: readonly Case[]) => string;
  /** Bash script; `$1` is the file, `$2` the number of commands. Its exit code is 0 if and only if all tests passed. */
  readonly call: string;
}

/** Runs the commands, and compares nothing. */
export const PLAIN: Tester = {
  name: 'plain shell script',
  fileEnding: 'sh',
  file: (cases) => lines('#!/bin/bash', ...cases.map(({ command }) => command)),
  call: 'bash "$1"',
};

export const OTHERS: readonly Tester[] = [
  {
    name: 'cram 0.7',
    fileEnding: 't',
    file: (cases) => lines(...cases.flatMap(({ command, output }) => [`  $ ${command}`, indented(output)])),
    call: 'cram3 --shell=/bin/bash "$1"',
  },
  {
    name: 'shelltestrunner 1.10',
    fileEnding: 'test',
    // Its third format, which it detects: each command is a test of its own.
    file: (cases) => lines(...cases.flatMap(({ command, output }) => [`$ ${command}`, output, '>= 0', ''])),
    call: 'shelltest "$1"',
  },
  {
    name: 'clitest 0.5',
    fileEnding: 'txt',
    file: (cases) => lines(...cases.flatMap(({ command, output }) => [`$ ${command}`, output])),
    call: 'clitest "$1"',
  },
  {
    name: 'bats 1.13',
    fileEnding: 'bats',
    file: (cases) =>
      lines(
        ...cases.flatMap(({ command, output }, index) => [
          `@test "command ${index + 1}" {`,
          `  output=$(${command})`,
          `  [ "$output" = '${output}' ]`,
          '}',
        ]),
      ),
    call: 'bats "$1"',
  },
];

/** Folder of its npm packages in the node. */
export const DOC_DETECTIVE_FOLDER = '/opt/doc-detective';
export const DOC_DETECTIVE_VERSION = '4.38.1';

/**
 * Passes if the expected text is anywhere in the output. Its exit code is 0 even if a step has failed, so the script
 * reads its results.
 */
export const DOC_DETECTIVE: Tester = {
  name: `doc-detective ${DOC_DETECTIVE_VERSION}`,
  fileEnding: 'json',
  file: (cases) =>
    JSON.stringify({
      tests: [
        {
          testId: 'commands',
          steps: cases.map(({ command, output }) => ({ runShell: { command, stdio: output, exitCodes: [0] } })),
        },
      ],
    }),
  call: [
    'rm -rf /tmp/doc-detective && mkdir /tmp/doc-detective && cd /tmp/doc-detective',
    `echo '{"telemetry":{"send":false},"logLevel":"error"}' >config.json`,
    `node ${DOC_DETECTIVE_FOLDER}/node_modules/doc-detective/bin/doc-detective.js --config config.json --input "$1" --output results.json`,
    `tr -d ' \\n' <results.json | grep -q '"steps":{"pass":'"$2"',"fail":0,'`,
  ].join(' && '),
};

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function indented(output: string): string {
  return output.replace(/^/gmu, '  ');
}
