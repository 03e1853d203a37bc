import { Command, CommanderError } from 'commander';
import { KitError } from '../errors.ts';
import type { CommandDefinition, ExitCode } from './command.ts';
import { commandTable } from './command-table.ts';
import { applyConfig } from './config.ts';
import { describeError } from './describe-error.ts';
import type { Io } from './io.ts';
import { findNearest } from './nearest.ts';
import { readVersion } from './version.ts';

/**
 * The command line as a function: `argv` without `node` and the script. Never throws and never ends the process;
 * results go to `io.stdout`, everything else to `io.stderr`.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    io.stderr(describeError(error, io));
    return 2;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name] = argv;
  if (name === '--version' || name === '-V') {
    io.stdout(`${readVersion()}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h') return await showHelp(argv.slice(1), io);
  if (name === 'help') return await showHelp(argv.slice(1), io);
  if (name === undefined) {
    throw new KitError('usage-invalid', 'no command given', {
      hint: 'contract-kit --help lists the commands',
    });
  }
  if (isGroup(name) && (argv[1] === '--help' || argv[1] === '-h')) return await showHelp([name], io);
  const command = nameCommand(argv);
  return await runCommand(await loadCommand(command), argv.slice(command.split(' ').length), io);
}

/** Whether the word begins the names of several commands: `pact` of `pact check`. */
function isGroup(word: string): boolean {
  return Object.keys(commandTable).some((name) => name.startsWith(`${word} `));
}

/** The words at the start of a command line that name the command; a group takes the next word with it. */
function nameCommand(argv: readonly string[]): string {
  const [name = '', next] = argv;
  return isGroup(name) && next !== undefined && !next.startsWith('-') ? `${name} ${next}` : name;
}

async function loadCommand(name: string): Promise<CommandDefinition> {
  const load = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined;
  if (load) return await load();
  if (isGroup(name)) {
    const members = Object.keys(commandTable).filter((known) => known.startsWith(`${name} `));
    throw new KitError('usage-invalid', `${name} wants one more word`, {
      hint: `one of ${members.join(', ')}`,
    });
  }
  if (name.startsWith('-')) {
    throw new KitError('usage-invalid', `the command comes first, received ${JSON.stringify(name)}`, {
      hint: 'contract-kit COMMAND [OPTIONS]; contract-kit --help lists the commands',
    });
  }
  const nearest = findNearest(name, Object.keys(commandTable));
  throw new KitError('usage-invalid', `there is no command ${JSON.stringify(name)}`, {
    hint: nearest ? `did you mean ${nearest}` : 'contract-kit --help lists the commands',
  });
}

async function runCommand(definition: CommandDefinition, argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const command = toCommand(definition, io).action(async () => {
    const options = await applyConfig(command, definition, io);
    exitCode = await definition.run(command.args, options, io);
  });
  try {
    await command.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0; // --help
    throw toUsageError(error, definition.name);
  }
  return exitCode;
}

function toCommand(definition: CommandDefinition, io: Io): Command {
  const command = new Command(`contract-kit ${definition.name}`)
    .description(definition.summary)
    .helpOption('-h, --help', 'this text')
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: () => {}, // The error is thrown as well; `main` alone writes it.
      getOutHelpWidth: () => (io.isTTY.stdout ? io.isTTY.columns : 80),
      getOutHasColors: () => false,
    });
  definition.configure(command);
  return command;
}

/** The help of one command, of the commands of a group, or without words the list of all. */
async function showHelp(words: readonly string[], io: Io): Promise<ExitCode> {
  const [word] = words;
  const name = nameCommand(words);
  if (word !== undefined && !(isGroup(word) && name === word)) {
    io.stdout(helpOf(toCommand(await loadCommand(name), io)));
    return 0;
  }
  const members = Object.entries(commandTable).filter(([known]) => !word || known.startsWith(`${word} `));
  const definitions = await Promise.all(members.map(([, load]) => load()));
  const width = Math.max(...definitions.map((definition) => definition.name.length));
  const lines = definitions.map((definition) => `  ${definition.name.padEnd(width)}  ${definition.summary}`);
  io.stdout(
    [
      'Usage: contract-kit COMMAND [OPTIONS]',
      '',
      ...lines,
      '',
      'Exit code: 0 pass, 1 the contract is broken, 2 could not be checked.',
      'contract-kit COMMAND --help shows options and examples.',
      '',
    ].join('\n'),
  );
  return 0;
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

/** Commander's `error: …` with an optional second line `(Did you mean …?)`, in our words. */
function toUsageError(error: CommanderError, command: string): KitError {
  const [first = '', second] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = second?.match(/^\(Did you mean (?:one of )?(.*)\?\)$/)?.[1];
  const hint = suggestion ? `did you mean ${suggestion}` : `contract-kit ${command} --help shows the options`;
  return new KitError('usage-invalid', first.replace(/\.$/, '').replace('. Expected', ', expected'), {
    cause: error,
    hint,
  });
}
