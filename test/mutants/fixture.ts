import type { Variant } from '../variants/variant.ts';
import type { Mutant } from './mutant.ts';
import type { Front } from './serve.ts';

/** A running provider, and what a person who tests it would give on the command line. */
export type Served = {
  /** With the base path of the document. */
  readonly url: string;
  /** Field lines such as `Authorization: Bearer …`: for `--header`, `--expired-header` and `--other-header`. */
  readonly headers: readonly string[];
  readonly expiredHeaders: readonly string[];
  readonly otherHeaders: readonly string[];
  /** For `--set`. */
  readonly values: Readonly<Record<string, string>>;
  /** Further options, such as `--allow-delete`. */
  readonly args: readonly string[];
  close(): Promise<void>;
};

/** A document and a correct provider of it. */
export type Fixture = {
  readonly name: string;
  /** Path from the root of the project. */
  readonly document: string;
  /** Serves a fresh provider on a free port, behind a front where one is given. */
  serve(front?: Front): Promise<Served>;
};

/** A fixture with the providers made from its correct one, by kind. */
export type FixtureTable = {
  readonly fixture: Fixture;
  /** Broken ones. */
  readonly mutants: Readonly<Record<string, readonly Mutant[]>>;
  /** Correct ones that take open choices in other ways. */
  readonly variants: Readonly<Record<string, readonly Variant[]>>;
};

/** The command line of `test` against a served fixture, without what says how to report. */
export function toArguments({ document }: Fixture, served: Served): string[] {
  const options: readonly (readonly [string, readonly string[]])[] = [
    ['--header', served.headers],
    ['--expired-header', served.expiredHeaders],
    ['--other-header', served.otherHeaders],
    ['--set', Object.entries(served.values).map(([name, value]) => `${name}=${value}`)],
  ];
  return [
    ...['--spec', document, '--target', served.url],
    ...options.flatMap(([option, values]) => values.flatMap((value) => [option, value])),
    ...served.args,
  ];
}
