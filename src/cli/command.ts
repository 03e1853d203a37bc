import type { Command } from 'commander';
import type { Io } from './io.ts';

/** 0 pass · 1 fail (the contract is broken) · 2 unchecked (could not look); 2 wins over 1. */
export type ExitCode = 0 | 1 | 2;

/** One command of the command line. Its module is loaded only when the command is called. */
export type CommandDefinition = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Declares arguments, options and three examples (`addExamples`). */
  configure(command: Command): void;
  /** What only the config file can give, such as functions: names that reach `options` as they stand there. */
  readonly settings?: readonly string[];
  /** `args` are the positional arguments; a variadic argument is spread into them. */
  run(args: readonly string[], options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode>;
};

/** Shows three real command lines at the end of a command's help. */
export function addExamples(command: Command, examples: readonly [string, string, string]): Command {
  return command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}\n`).join('')}`);
}
