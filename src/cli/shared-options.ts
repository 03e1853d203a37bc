import type { Command } from 'commander';
import { KitError } from '../errors.ts';
import type { Io } from './io.ts';
import { findNearest } from './nearest.ts';

export const reportFormats = ['text', 'json', 'junit'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** One `--report FORMAT[=PATH]`; without a path it goes to stdout. */
export type ReportTarget = { readonly format: ReportFormat; readonly path?: string };

/** The options that mean the same in every command. */
export type SharedOptions = {
  /** File or URL; undefined means the bundled document. */
  readonly spec: string | undefined;
  readonly reports: readonly ReportTarget[];
  /** In the order given; the names as written. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Raw texts by name: `instance_name`, `body.path`. */
  readonly set: Readonly<Record<string, string>>;
  readonly seed: number | undefined;
  readonly quiet: boolean;
  readonly color: boolean;
};

/** Declares the shared options on a command. */
export function addSharedOptions(command: Command): Command {
  return command
    .option('--spec <FILE|URL>', 'the OpenAPI document (default: the bundled ImageSearch document)')
    .option('--config <FILE>', 'a .json, .js or .ts file that holds these options by name')
    .option(
      '--report <FORMAT[=PATH]>',
      `${reportFormats.join(', ')}; to a file with =PATH; repeatable`,
      append,
    )
    .option('--header <NAME: VALUE>', 'a header field for every request; repeatable', append)
    .option('--set <NAME=VALUE>', 'a value for a parameter or a body field (body.NAME=…); repeatable', append)
    .option('--seed <N>', 'the seed of everything random')
    .option('--quiet', 'only findings and the verdict')
    .option('--no-color', 'no colour, also on a terminal');
}

/**
 * The shared options, checked.
 *
 * @throws KitError `usage-invalid` naming the option and the value that cannot be used
 */
export function readSharedOptions(options: Readonly<Record<string, unknown>>, io: Io): SharedOptions {
  return {
    spec: options.spec === undefined ? undefined : String(options.spec),
    reports: readReports(listOf(options.report)),
    headers: readHeaders('--header', options.header),
    set: Object.fromEntries(listOf(options.set).map(readAssignment)),
    seed: readWholeNumber('--seed', options.seed),
    quiet: options.quiet === true,
    color: wantsColor(options.color !== false, io),
  };
}

/** Colour is for terminals, and not with `--no-color` or `NO_COLOR` (no-color.org). */
export function wantsColor(allowed: boolean, io: Io): boolean {
  return allowed && io.isTTY.stdout && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
}

/**
 * A whole number from 0 up, or undefined where the option was not given.
 *
 * @throws KitError `usage-invalid`
 */
export function readWholeNumber(option: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new KitError('usage-invalid', `${option} wants a whole number, received ${JSON.stringify(text)}`);
}

/**
 * The `http:` or `https:` URLs of a repeatable option.
 *
 * @throws KitError `usage-invalid`
 */
export function readUrls(option: string, values: unknown): string[] {
  return listOf(values).map((text) => {
    const url = URL.parse(text);
    if (url !== null && /^https?:$/.test(url.protocol)) return text;
    throw new KitError(
      'usage-invalid',
      `${option} wants an http or https URL, received ${JSON.stringify(text)}`,
    );
  });
}

/**
 * The header fields of a repeatable option.
 *
 * @throws KitError `usage-invalid`; the message does not show the value, which is often a token
 */
export function readHeaders(option: string, values: unknown): { name: string; value: string }[] {
  return listOf(values).map((text) => readHeader(option, text));
}

/** Collects the values of a repeatable option. */
export function append(value: string, previous: unknown): string[] {
  return [...listOf(previous), value];
}

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function readReports(values: readonly string[]): ReportTarget[] {
  const targets = values.map(readReport);
  const toStdout = targets.filter((target) => target.path === undefined);
  if (toStdout.length > 1) {
    throw new KitError('usage-invalid', 'two reports cannot both go to stdout', {
      hint: `give one of them a file: --report ${toStdout[1]?.format ?? 'json'}=FILE`,
    });
  }
  return toStdout.length === 0 ? [{ format: 'text' }, ...targets] : targets;
}

function readReport(value: string): ReportTarget {
  const split = value.indexOf('=');
  const name = split < 0 ? value : value.slice(0, split);
  const path = split < 0 ? undefined : value.slice(split + 1);
  const format = reportFormats.find((known) => known === name);
  if (format === undefined) {
    const nearest = findNearest(name, reportFormats);
    throw new KitError('usage-invalid', `--report knows no format ${JSON.stringify(name)}`, {
      hint: nearest ? `did you mean ${nearest}` : `one of ${reportFormats.join(', ')}`,
    });
  }
  if (path === '') throw new KitError('usage-invalid', `--report ${format}= lacks the path`);
  return path === undefined ? { format } : { format, path };
}

function readHeader(option: string, value: string): { name: string; value: string } {
  // RFC 9110 §5.1: a field name is a token.
  const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([^\r\n\0]*)$/.exec(value);
  if (match?.[1] === undefined || match[2] === undefined) {
    // The value stays out of the message: it is often a token.
    const name = value.split(':', 1)[0] ?? '';
    throw new KitError('usage-invalid', `${option} wants 'Name: value', received ${JSON.stringify(name)}…`);
  }
  return { name: match[1], value: match[2].trimEnd() };
}

function readAssignment(value: string): [string, string] {
  const split = value.indexOf('=');
  if (split > 0) return [value.slice(0, split), value.slice(split + 1)];
  throw new KitError('usage-invalid', `--set wants NAME=VALUE, received ${JSON.stringify(value)}`, {
    hint: 'for example --set instance_name=catalog or --set \'body.tags={"animal":"dog"}\'',
  });
}
