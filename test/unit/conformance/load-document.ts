import { fileURLToPath } from 'node:url';
import { compileContract } from '../../../src/contract/compile.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { loadSpec } from '../../../src/spec/load.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A document of this repository, by its path from the root, for servers on any port with this base path. */
export async function loadDocument(path: string, basePath = '/'): Promise<Contract> {
  return compileContract(await loadSpec(path, { cwd: root }), { servers: [basePath] });
}
