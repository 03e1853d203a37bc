import type { Contract } from '../../contract/contract.ts';
import type { HttpRequest } from '../../exchange/exchange.ts';
import { findSecrets } from '../../exchange/find-secrets.ts';
import { createRedactor, type Redactor } from '../../exchange/redact.ts';
import { redactBody } from '../../exchange/redact-body.ts';
import { redacted } from '../../exchange/redact-text.ts';
import { type SecretNames, secretNames } from '../../exchange/secret-names.ts';
import type { Json } from '../../finding.ts';
import { locate } from '../../spec/locate.ts';
import { carrierOf, schemesOf } from '../request/credentials.ts';
import type { OperationPlan, Plan } from './case.ts';
import type { PlanConfig } from './config.ts';
import { inOrder } from './order.ts';

/**
 * A plan as JSON, as `plan.schema.json` describes it, in pieces so that a big one need not be in memory as one text. The
 * cases stand in the order in which they are sent, one a line; places of the document are files and lines. Equal plans
 * give equal bytes. No secret is in it: credentials are never in a plan, and values under secret names are replaced.
 *
 * @example for (const piece of renderPlanJson(contract, plan)) process.stdout.write(piece);
 */
export function* renderPlanJson(contract: Contract, plan: Plan): Generator<string> {
  const toData = createWriter(contract, plan);
  const { title, version, digest } = contract;
  const jobs = plan.operations.flatMap(({ cases }) => cases.map((one) => ({ case: one })));
  const start = {
    version: 1,
    contract: { title, version, digest },
    seed: plan.config.seed,
    phases: plan.phases,
    summary: { cases: jobs.length, sequences: plan.sequences.length },
  };
  // Without its closing brace: the lists follow.
  yield JSON.stringify(start, null, 2).slice(0, -2);
  const lists = {
    operations: plan.operations.map(withoutCases),
    cases: inOrder(plan.phases, jobs).map((job) => job.case),
    sequences: plan.sequences,
  };
  for (const [name, list] of Object.entries(lists)) {
    yield `,\n  "${name}": [`;
    for (const [index, one] of list.entries())
      yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(toData(one))}`;
    yield list.length === 0 ? ']' : '\n  ]';
  }
  yield '\n}\n';
}

function withoutCases({ cases, ...operation }: OperationPlan): object {
  return { ...operation, cases: cases.length };
}

/** Members whose values come from the document, a person or a generator, and are no part of the plan's own structure. */
const verbatim: ReadonlySet<string> = new Set(['before', 'after', 'value', 'params']);

/** Writes places as locations, and takes out what stands under secret names. */
function createWriter({ document, operations }: Contract, { config }: Plan): (value: unknown) => unknown {
  const names = operations.flatMap((one) =>
    schemesOf(one).flatMap((scheme) => carrierOf(scheme)?.name ?? []),
  );
  const redactor = createRedactor({ names, values: secretsOf(config, secretNames(names)) });
  const write = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(write);
    if (value === null || typeof value !== 'object') return value;
    if ('uri' in value && 'pointer' in value) {
      const place = { uri: String(value.uri), pointer: String(value.pointer) };
      return locate(document, place);
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, writeMember(name, member, value)]),
    );
  };
  const writeMember = (name: string, member: unknown, owner: object): unknown => {
    if (verbatim.has(name)) return redactor.json(member as Json, pointerOf(owner));
    if (name === 'url') return redactor.url(String(member));
    if (name === 'headers' && Array.isArray(member))
      return member.map((field) => writeField(field, redactor));
    // The text of a body.
    if (name === 'text') return redactBody(String(member), redactor);
    return write(member);
  };
  return write;
}

/** What a person gave under a secret name; cases can take it along to other names. */
function secretsOf({ values, operations, headers, recorded }: PlanConfig, names: SecretNames): string[] {
  const given = { ...values, operations: JSON.parse(JSON.stringify(operations)) as Json };
  const requests: HttpRequest[] = [
    {
      method: 'GET',
      url: '/',
      headers: Object.fromEntries(headers),
      body: { kind: 'json', value: parse(given) },
    },
    ...recorded.map(({ request }) => request),
  ];
  return requests.flatMap((request) =>
    findSecrets({ stance: 'observed', request, origin: { source: 'probe' } }, names),
  );
}

/** Values are given as texts, which can hold JSON. */
function parse(value: Json): Json {
  if (typeof value === 'string') {
    try {
      return JSON.parse(value) as Json;
    } catch {
      return value;
    }
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(parse);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, parse(member)]));
}

function writeField([name, value]: readonly [string, string], { names, text }: Redactor): [string, string] {
  return [name, names.isHeader(name) ? redacted : text(value)];
}

/** Where a value stands. What is said of a missing or made-up credential are words, and no credential. */
function pointerOf(owner: object): string {
  if ('rule' in owner && owner.rule === 'request-security-missing') return '';
  return 'pointer' in owner && typeof owner.pointer === 'string' ? owner.pointer : '';
}
