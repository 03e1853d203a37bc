import { resolve } from 'node:path';
import { compileContract } from '../../contract/compile.ts';
import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { operations as BundledOperations } from '../../generated/imagesearch.ts';
import { bundledSpec } from '../../spec/bundled.ts';
import { loadSpec } from '../../spec/load.ts';
import type { FromExample } from './from-example.ts';
import type { Interaction } from './interaction.ts';
import { assertInteraction } from './judge.ts';
import type { Literal } from './literal.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { openRun } from './run/open-run.ts';
import { toLiteral } from './scenario-literal.ts';
import { type Mock, serve } from './serve.ts';
import { toDraft } from './to-draft.ts';
import { toInteraction, toPact } from './to-pact.ts';

export type ConsumerOptions = {
  /** The name of the consumer in the pact; the file is `<consumer>-<provider>.json`. */
  readonly consumer: string;
  readonly provider: string;
  /** The document: a path or URL; the bundled one where nothing is said. */
  readonly spec?: string;
  /** Where the pact is written; relative to the working directory. */
  readonly dir: string;
  /** Milliseconds for one callback; 4,000 where nothing is said, so that it ends before a test runner does. */
  readonly timeout?: number;
  /** Gets what is doubtful in an interaction and not wrong; a warning of the process where nothing is said. */
  readonly onWarning?: (warning: string) => void;
};

export type Consumer<Operations> = {
  /**
   * Proves that the consumer's code sends the request and handles the response of one interaction, and writes it into the
   * pact when the whole test run has passed.
   *
   * The interaction is judged first: what contradicts the document, cannot be checked or holds a secret is refused before
   * Pact is started and before any file is touched. Then Pact's mock server answers the callback, which calls the code
   * under test with `url` and `token` and asserts what it made of the answer. Gives what the callback gives.
   *
   * @throws KitError `contract-broken` and `exchange-unchecked` (with `findings` and `unchecked`), `usage-invalid`,
   * `interaction-unproven`; and whatever the callback throws
   * @example
   * await consumer.prove(
   *   {
   *     description: 'a request to replace the tags',
   *     operation: 'RunModifyPicture',
   *     states: [{ name: 'an image exists', params: { path: 'https://…/test1.jpg' } }],
   *     request: { path: { project_id: 'p1', instance_name: 'catalog' }, body: { path: 'https://…/test1.jpg', tags: { animal: 'dog' } } },
   *     response: { status: 200, body: { result: like('Success') } },
   *   },
   *   async ({ url, token }) => expect(await retag({ endpoint: url, token })).toBe('done'),
   * );
   */
  prove<Result>(
    interaction: Interaction<Operations> | FromExample<Operations>,
    call: (mock: Mock) => Promise<Result> | Result,
  ): Promise<Result>;
};

/**
 * A consumer whose contract with a provider is written by its tests. Typed by the operations of the bundled document, or
 * by those that `contract-kit types` writes for another.
 *
 * How a run is known: with Vitest add `globalSetup: ['imagesearch-contract-kit/pact/vitest']`; other runners see
 * `startRun`. Under `node --test` and Mocha nothing is needed.
 *
 * @example const consumer = defineConsumer({ consumer: 'catalogue-retagger', provider: 'ImageSearch', dir: 'contracts' });
 * @example defineConsumer<import('./api.ts').operations>({ consumer, provider, spec: 'openapi.yaml', dir });
 */
export function defineConsumer<Operations = BundledOperations>(
  options: ConsumerOptions,
): Consumer<Operations> {
  const { consumer, provider, spec = bundledSpec, timeout = 4000, onWarning = warn } = options;
  for (const [role, name] of Object.entries({ consumer, provider })) assertName(role, name);
  const cwd = process.cwd();
  const target = { dir: resolve(cwd, options.dir), consumer, provider };
  return {
    async prove<Result>(written: unknown, call: (mock: Mock) => Promise<Result> | Result): Promise<Result> {
      const contract = await loadOnce(spec, cwd);
      const draft = toDraft(
        contract,
        isExample(written) ? toLiteral(contract, written) : (written as Literal),
      );
      refuseSecrets(draft, toInteraction(draft));
      const warnings = assertInteraction(
        contract,
        draft,
        JSON.stringify(toPact(draft, target), undefined, 2),
      );
      warnings.forEach(onWarning);
      const run = openRun(target);
      const { result, written: text } = await serve(draft, { consumer, provider, timeout }, call);
      // What is kept is what the library wrote: it must be what was judged.
      assertInteraction(contract, draft, text);
      run.keep(text);
      return result;
    },
  };
}

function warn(warning: string): void {
  process.emitWarning(warning, 'ContractKitWarning');
}

function isExample(written: unknown): written is FromExample<never> {
  return typeof written === 'object' && written !== null && 'kind' in written && written.kind === 'example';
}

/** The names become the name of a file. */
function assertName(role: string, name: string): void {
  if (name.trim() !== '' && !/[/\\\0]/.test(name)) return;
  throw new KitError('usage-invalid', `the ${role} ${JSON.stringify(name)} cannot be part of a file name`);
}

const contracts = new Map<string, Promise<Contract>>();

/** One document is read and compiled once in a process. */
function loadOnce(spec: string, cwd: string): Promise<Contract> {
  const key = `${cwd}\0${spec}`;
  let loading = contracts.get(key);
  if (!loading) {
    loading = loadSpec(spec, { cwd }).then((document) => compileContract(document));
    contracts.set(key, loading);
  }
  return loading;
}
