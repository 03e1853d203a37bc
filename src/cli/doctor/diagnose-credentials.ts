import {
  carrierOf,
  findAlternative,
  isOpen,
  readCredentials,
} from '../../conformance/request/credentials.ts';
import { readSecrets, secretVariable } from '../../conformance/request/secrets.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Whether the credentials are there that `contract-kit test` needs to send a valid request. Their values are not shown. */
export function diagnoseCredentials(
  contract: Contract,
  headers: readonly { readonly name: string; readonly value: string }[],
  env: Readonly<Record<string, string | undefined>>,
): Diagnosis[] {
  const closed = contract.operations.filter((operation) => !isOpen(operation));
  if (closed.length === 0) return [];
  const { credentials } = readCredentials(contract, {
    headers,
    expiredHeaders: [],
    otherHeaders: [],
    secrets: readSecrets(env),
  });
  const known = new Set(credentials.valid.keys());
  const lacking = closed.filter((operation) => findAlternative(operation, known) === undefined);
  if (lacking.length === 0) {
    return [{ status: 'ok', what: `credentials for ${[...known].join(', ')} are given` }];
  }
  return [
    {
      status: 'note',
      what: `no credential for ${lacking.map(({ key }) => key).join(', ')}`,
      remedy: `for contract-kit test give ${lacking.slice(0, 1).flatMap(describe).join(' and ')}`,
    },
  ];
}

/** How to give what the first alternative wants. */
function describe(operation: Operation): string[] {
  const [first] = operation.security.filter(({ schemes }) => schemes.length > 0);
  return (first?.schemes ?? []).map((scheme) => {
    const carrier = carrierOf(scheme);
    const variable = `${secretVariable(scheme.key)} in the environment`;
    return carrier?.in === 'header' ? `--header '${carrier.name}: …' or ${variable}` : variable;
  });
}
