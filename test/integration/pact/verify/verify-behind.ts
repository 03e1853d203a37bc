import { fileURLToPath } from 'node:url';
import { compileContract } from '../../../../src/contract/compile.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import { findPacts } from '../../../../src/pact/file/find-pacts.ts';
import { readPact } from '../../../../src/pact/file/read-pact.ts';
import {
  runVerification,
  type VerifiedPacts,
  type VerifyRun,
} from '../../../../src/pact/verify/run-verification.ts';
import { loadSpec } from '../../../../src/spec/load.ts';
import { type Front, serveBehind } from '../../../mutants/serve.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const document = await loadSpec('openapi/imagesearch.yaml', { cwd: root });
const pacts = await findPacts(['contracts/image-console-ImageSearch.json'], { cwd: root });

/** Three interactions of a committed contract: a success, a refusal of the service, and an answer that needs its state. */
export const [success, refusal, outage] = [
  'the form as it should be',
  'the form with path-missing',
  'the form while the gateway answers 400 APIGW.0106',
] as const;

export function contractFor(url: string): Contract {
  return compileContract(document, { servers: [url] });
}

/** Verifies the three interactions, or others, against the reference provider behind a front. */
export async function verifyBehind(front: Front, changes: Partial<VerifyRun> = {}): Promise<VerifiedPacts> {
  const { url, provider, close } = await serveBehind(front);
  try {
    const { verified } = await runVerification(contractFor(url), {
      pacts: pacts.map((pact) => ({ pact, pending: false })),
      descriptions: [success, refusal, outage],
      target: url,
      stateUrl: `${url}/_provider/state`,
      headers: [{ name: 'X-Auth-Token', value: provider.issueToken() }],
      ...changes,
    });
    return verified;
  } finally {
    await close();
  }
}

/** What differs from run to run is left out: `status document` by description, and `rule interaction` of each finding. */
export function summarise({ interactions, findings, unchecked }: VerifiedPacts) {
  return {
    interactions: Object.fromEntries(
      interactions.map(({ description, status, document }) => [description, `${status} ${document}`]),
    ),
    findings: findings
      .map(({ rule, severity, at, origin }) => `${severity} ${rule} ${at?.pointer} of ${origin?.interaction}`)
      .sort(),
    unchecked: unchecked.map(({ reason }) => reason),
  };
}

/** A pact of specification 4 as a consumer `shop` would have it. */
export function toPact(interactions: readonly object[], provider = 'ImageSearch') {
  const text = JSON.stringify(
    {
      consumer: { name: 'shop' },
      provider: { name: provider },
      interactions,
      metadata: { pactSpecification: { version: '4.0' } },
    },
    null,
    2,
  );
  return { pact: readPact(text, 'shop.json'), pending: false };
}
