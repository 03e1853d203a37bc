import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { KitError } from '../errors.ts';
import type { CommandDefinition } from './command.ts';
import type { Io } from './io.ts';
import { findNearest } from './nearest.ts';

/**
 * The options of a command with those of its `--config` file filled in; the command line wins. The file holds an object
 * with the long names of options (`"timeout": 500`, `"report": ["junit=report.xml"]`); an object under the name of a
 * command holds for that command alone, one level deeper for each word of it (`"pact": { "check": {} }`). A section also
 * has the `settings` of the command.
 *
 * @throws KitError `input-unreadable` for the file, `usage-invalid` for a name that is no option
 */
export async function applyConfig(
  command: Command,
  { name, settings = [] }: Pick<CommandDefinition, 'name' | 'settings'>,
  io: Io,
): Promise<Readonly<Record<string, unknown>>> {
  const options: Record<string, unknown> = command.opts();
  if (typeof options.config !== 'string') return options;
  const file = options.config;
  const config = await readConfig(file, io);
  const section = sectionOf(config, name);
  const isSetting = ([key]: [string, unknown]) => settings.includes(key);
  Object.assign(options, Object.fromEntries(Object.entries(section).filter(isSetting)));
  const given = Object.entries(section).filter((entry) => !isSetting(entry));
  const values = { ...withoutSections(config), ...Object.fromEntries(given) };
  const known = new Map(
    command.options.map((option) => [option.long?.replace(/^--(no-)?/, '') ?? '', option]),
  );
  for (const [key, value] of Object.entries(values)) {
    const option = known.get(key);
    if (option === undefined) throw unknownOption(file, key, known.keys());
    const attribute = option.attributeName();
    if (command.getOptionValueSource(attribute) !== 'cli') options[attribute] = toOptionValue(value);
  }
  return options;
}

function unknownOption(file: string, key: string, known: Iterable<string>): KitError {
  const nearest = findNearest(key, known);
  return new KitError(
    'usage-invalid',
    `${file} sets ${JSON.stringify(key)}, which is no option of this command`,
    {
      hint: nearest ? `did you mean ${nearest}` : 'options of one command stand in an object under its name',
    },
  );
}

/** `{ "set": { "instance_name": "catalog" } }` is `--set instance_name=catalog`. */
function toOptionValue(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.entries(value).map(
    ([key, entry]) => `${key}=${typeof entry === 'string' ? entry : JSON.stringify(entry)}`,
  );
}

function sectionOf(
  config: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> {
  let section: unknown = config;
  for (const word of name.split(' ')) section = isRecord(section) ? section[word] : undefined;
  return isRecord(section) ? section : {};
}

function withoutSections(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).filter(([key, value]) => key === 'set' || !isRecord(value)),
  );
}

async function readConfig(file: string, io: Io): Promise<Readonly<Record<string, unknown>>> {
  const path = resolve(io.cwd, file);
  try {
    const value: unknown = file.endsWith('.json')
      ? JSON.parse(await readFile(path, 'utf8'))
      : ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
    if (isRecord(value)) return value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new KitError('input-unreadable', `cannot read the config file ${file}: ${reason}`, { cause });
  }
  throw new KitError('input-unreadable', `the config file ${file} holds no object`, {
    hint: 'export default { spec: "openapi.yaml" }',
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
