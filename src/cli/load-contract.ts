import { compileContract } from '../contract/compile.ts';
import type { Contract } from '../contract/contract.ts';
import { bundledSpec } from '../spec/bundled.ts';
import { loadSpec } from '../spec/load.ts';
import type { Io } from './io.ts';

export { bundledSpec };

/**
 * Loads and compiles the document that a command works with; the bundled one where `spec` is undefined. `servers`
 * replaces the servers of the document, so that traffic of a test deployment is recognised.
 *
 * @throws KitError when the document cannot be read, parsed or resolved
 */
export async function loadContract(
  spec: string | undefined,
  io: Io,
  options: { servers?: readonly string[] } = {},
): Promise<Contract> {
  const document = await loadSpec(spec ?? bundledSpec, { cwd: io.cwd });
  return compileContract(document, options.servers ? { servers: [...options.servers] } : {});
}
