import { type CompileOptions, compileContract } from '../../../src/contract/compile.ts';
import type { Contract, Operation } from '../../../src/contract/contract.ts';
import { toDocument } from '../spec/to-document.ts';

/** A contract from the text of a document without `openapi` and `info`, frozen before it is compiled. */
export function toContract(text: string, options: CompileOptions & { version?: string } = {}): Contract {
  const { version = '3.1.0', ...compile } = options;
  return compileContract(
    toDocument({ 'api.yaml': `openapi: ${version}\ninfo: {title: T, version: '1'}\n${text}` }),
    compile,
  );
}

/** The only operation of a contract. */
export function onlyOperation({ operations }: Contract): Operation {
  const [operation] = operations;
  if (!operation || operations.length > 1)
    throw new Error(`expected one operation, got ${operations.length}`);
  return operation;
}
