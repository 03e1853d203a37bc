import { setImmediate } from 'node:timers/promises';
import type { Contract, MediaType, Operation, Parameter } from '../contract/contract.ts';
import { locate } from '../spec/locate.ts';
import { whyUnusable } from '../validate/usable-example.ts';

/**
 * Tells what in a document the mock will not serve or cannot judge, one sentence each. It takes its time, one operation
 * after the other, so that a large document can be served before all of it was looked at.
 */
export async function reportDocument(
  contract: Contract,
  { log, signal }: { readonly log: (line: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  const told = new Set<string>();
  for (const operation of contract.operations) {
    if (signal.aborted) return;
    for (const line of [...unusableExamples(contract, operation), ...unjudgedSchemas(contract, operation)]) {
      if (!told.has(line)) log(line);
      told.add(line);
    }
    await setImmediate();
  }
}

function* unusableExamples(contract: Contract, operation: Operation): Generator<string> {
  for (const response of operation.responses) {
    for (const owner of [...response.content, ...response.headers]) {
      for (const example of owner.examples) {
        const reason = whyUnusable(contract, owner, example);
        if (reason === undefined || example.invalid) continue;
        const { file, line } = locate(contract.document, example.at);
        const name = example.name === '' ? 'the example' : `the example ${example.name}`;
        yield `${file}:${line}: ${name} of response ${response.status} of ${operation.key} ${reason}; it is not served`;
      }
    }
  }
}

function* unjudgedSchemas(contract: Contract, operation: Operation): Generator<string> {
  const owners: readonly (MediaType | Parameter)[] = [
    ...operation.parameters,
    ...(operation.requestBody?.content ?? []),
  ];
  for (const { schema } of owners) {
    const validator = schema && contract.validator(schema, { direction: 'request', stance: 'observed' });
    if (validator?.kind !== 'uncheckable') continue;
    const { file, line } = locate(contract.document, validator.at);
    yield `${file}:${line}: requests of ${operation.key} are not fully judged: ${validator.reason}`;
  }
}
