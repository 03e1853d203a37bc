import { planDefaults } from '../../../src/conformance/plan/config.ts';
import { planConformance } from '../../../src/conformance/plan/plan.ts';
import { toWire, type WireRequest } from '../../../src/conformance/request/wire.ts';
import { compileContract } from '../../../src/contract/compile.ts';
import { loadSpec } from '../../../src/spec/load.ts';

/** A request of the document's examples, with the status that the document tells for it. */
export type DocumentedRequest = {
  readonly id: string;
  readonly operationId: string;
  /** Percent-decoded, by name. */
  readonly pathValues: Readonly<Record<string, string>>;
  readonly wire: WireRequest;
  readonly status: string;
};

/** The documented examples of a document, valid ones first: what a peer without cases of its own is fed with. */
export async function documentedRequests(document: string): Promise<readonly DocumentedRequest[]> {
  const contract = compileContract(await loadSpec(document, { cwd: process.cwd() }), { servers: ['/'] });
  const plan = planConformance(contract, { ...planDefaults, phases: ['examples'], allowDelete: true });
  const none = { valid: new Map(), expired: new Map(), other: new Map() };
  return plan.operations.flatMap(({ operation: key, baselines, basis, cases }) => {
    const operation = contract.operations.find((one) => one.key === key);
    if (!operation) return [];
    return [baselines[basis], ...cases].flatMap((probe) => {
      const wire = probe && toWire({ ...probe.request, credentials: 'valid' }, operation, none);
      if (!probe || !wire || probe.request.credentials !== 'valid') return [];
      const success = operation.responses.find(({ status }) => status.startsWith('2'))?.status;
      const status = probe.expect.kind === 'scenario' ? probe.expect.status.value : success;
      return status === undefined
        ? []
        : [
            {
              id: probe.id,
              operationId: operation.operationId ?? '',
              pathValues: pathValuesOf(operation.path, wire.url),
              wire,
              status,
            },
          ];
    });
  });
}

function pathValuesOf(template: string, url: string): Record<string, string> {
  const values = url.split('?')[0]?.split('/') ?? [];
  return Object.fromEntries(
    template.split('/').flatMap((part, index): [string, string][] => {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      return name === undefined ? [] : [[name, decodeURIComponent(values[index] ?? '')]];
    }),
  );
}
