import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import { findPacts } from '../../../src/pact/file/find-pacts.ts';
import { runVerification } from '../../../src/pact/verify/run-verification.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { startProvider } from '../provider/requests.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('the reference provider keeps the committed contracts of both consumers, and the document with them', async () => {
  const pacts = await findPacts(['contracts'], { cwd: root });
  expect(pacts.map(({ consumer }) => consumer)).toEqual(['catalogue-retagger', 'image-console']);
  const { provider, url, stop } = await startProvider();
  onTestFinished(stop);
  const spec = await loadSpec('openapi/imagesearch.yaml', { cwd: root });
  const contract = compileContract(spec, { servers: [url] });
  const { verified } = await runVerification(contract, {
    pacts: pacts.map((pact) => ({ pact, pending: false })),
    target: url,
    stateUrl: `${url}/_provider/state`,
    headers: [{ name: 'X-Auth-Token', value: provider.issueToken() }],
  });
  const { interactions, findings, unchecked, exchanges, checked } = verified;
  expect({ findings, unchecked }).toEqual({ findings: [], unchecked: [] });
  expect(interactions.filter(({ status, document }) => status !== 'pass' || document !== 'kept')).toEqual([]);
  const count = pacts.reduce((sum, pact) => sum + pact.interactions.length, 0);
  expect([exchanges, checked, interactions.length]).toEqual([count, count, count]);
}, 120_000);
