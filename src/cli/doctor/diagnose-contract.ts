import type { Contract } from '../../contract/contract.ts';
import { placeOf } from '../../report/plain-text.ts';
import { locate } from '../../spec/locate.ts';
import { listUncheckableSchemas } from '../lint/uncheckable-schemas.ts';
import type { Diagnosis } from './diagnosis.ts';
import { findUnreachableClauses } from './unreachable-clauses.ts';

/** What of a document can be judged, and what cannot. */
export function diagnoseContract(contract: Contract): Diagnosis[] {
  return [
    describeContract(contract),
    ...diagnoseSchemas(contract),
    ...diagnoseRest(contract),
    ...diagnoseClauses(contract),
  ];
}

function describeContract(contract: Contract): Diagnosis {
  const { title, version, operations } = contract;
  const what = `document ${contract.document.files.get(contract.document.uri)?.name}: ${title} ${version}, ${operations.length} ${operations.length === 1 ? 'operation' : 'operations'}`;
  return operations.length > 0
    ? { status: 'ok', what }
    : {
        status: 'problem',
        what,
        remedy: 'a document without operations has nothing to judge by: describe one under paths',
      };
}

/** Schemas that cannot be judged at all, and statements in them that no value can be judged by. */
function diagnoseSchemas(contract: Contract): Diagnosis[] {
  const { uncheckable, schemas } = listUncheckableSchemas(contract);
  if (uncheckable.length === 0) {
    return [{ status: 'ok', what: `${schemas} schemas compile, every format in them is known` }];
  }
  return uncheckable.map(({ kind, reason, at }) => ({
    status: 'problem',
    what: `${placeOf(locate(contract.document, at))}: ${reason}`,
    remedy:
      kind === 'schema'
        ? 'change the schema: until then every value that it should judge ends unchecked'
        : 'change the statement: a value that meets it ends unchecked',
  }));
}

/** Constructs that no exchange is judged by: they are described and never looked at. */
function diagnoseRest(contract: Contract): Diagnosis[] {
  if (contract.problems.length === 0)
    return [{ status: 'ok', what: 'every construct of the document is judged' }];
  return contract.problems.map(({ reason, at }) => ({
    status: 'note',
    what: `${placeOf(locate(contract.document, at))}: ${reason}`,
    remedy: 'nothing to mend: it is described, and no verdict says anything about it',
  }));
}

function diagnoseClauses(contract: Contract): Diagnosis[] {
  const { clauses, document } = contract;
  if (clauses.length === 0) {
    const remedy = 'x-clause gives a statement an id and a source; without them the clause table is empty';
    return [{ status: 'note', what: 'the document has no clauses', remedy }];
  }
  const unreachable = findUnreachableClauses(contract);
  if (unreachable.length === 0) {
    return [{ status: 'ok', what: `${clauses.length} clauses stand where an exchange can prove them` }];
  }
  return unreachable.map((clause) => ({
    status: 'note',
    what: `${placeOf(locate(document, clause.owner))}: no operation uses what clause ${clause.id} is about`,
    remedy: 'refer to its object from an operation, or move the clause to one that is used',
  }));
}
