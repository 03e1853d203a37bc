import { Comparator, type Result } from '@pactflow/openapi-pact-comparator';
import { compileContract } from '../../../../src/contract/compile.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import type { Finding, Unchecked } from '../../../../src/finding.ts';
import { checkPacts } from '../../../../src/pact/check/check-pacts.ts';
import { readPact } from '../../../../src/pact/file/read-pact.ts';
import type { SpecDocument } from '../../../../src/spec/document.ts';

export type Comparison = {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  readonly results: readonly Result[];
  /** What the comparator threw. */
  readonly crash?: string;
  readonly ours: boolean;
  readonly theirs: boolean;
  /** Milliseconds from the parsed document to the verdict. */
  readonly time: { readonly ours: number; readonly theirs: number };
};

/** Asks both tools; a verdict is whether there is an error. */
export async function compare(document: object, pact: object): Promise<Comparison> {
  const text = JSON.stringify(pact);
  const first = performance.now();
  const { findings, unchecked } = checkPacts(toContract(document), [readPact(text, 'pact.json')]);
  const second = performance.now();
  const { results, crash } = await ask(document, JSON.parse(text));
  const third = performance.now();
  return {
    findings,
    unchecked,
    results,
    ...(crash !== undefined && { crash }),
    ours: findings.some(({ severity }) => severity === 'error'),
    theirs: results.some(({ type }) => type === 'error'),
    time: { ours: second - first, theirs: third - second },
  };
}

async function ask(document: object, pact: object): Promise<{ results: Result[]; crash?: string }> {
  const results: Result[] = [];
  try {
    // It writes to the document.
    for await (const result of new Comparator({ oas: structuredClone(document) }).compare(pact))
      results.push(result);
    return { results };
  } catch (error) {
    return { results, crash: error instanceof Error ? error.message : String(error) };
  }
}

/** A document that stands in no file. */
export function toContract(document: object): Contract {
  const uri = 'memory:///openapi.json';
  const text = JSON.stringify(document);
  const data = JSON.parse(text);
  const file = { uri, name: 'openapi.json', text, data };
  const loaded: SpecDocument = { uri, root: data, files: new Map([[uri, file]]), digest: 'sha256:0' };
  return compileContract(loaded);
}
