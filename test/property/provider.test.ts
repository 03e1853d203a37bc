import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileContract } from '../../src/contract/compile.ts';
import { fromFetch } from '../../src/exchange/from-fetch.ts';
import { createProvider } from '../../src/provider/provider.ts';
import { seedProject } from '../../src/provider/seeds.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { check } from '../../src/validate/check.ts';

const cwd = fileURLToPath(new URL('../..', import.meta.url));
const base = 'http://localhost';
const contracts = await Promise.all(
  ['openapi/imagesearch.yaml', 'openapi/iam.yaml'].map(async (file) =>
    compileContract(await loadSpec(file, { cwd }), { servers: [base] }),
  ),
);

const provider = createProvider();
const token = fc.oneof(
  { arbitrary: fc.constant(provider.issueToken()), weight: 9 },
  fc.constantFrom('', 'x', provider.issueToken({ expiresAt: new Date(0) })),
);

/** Values that are nearly right more often than by chance. */
const near = (...right: unknown[]) =>
  fc.oneof(
    fc.constantFrom(...right),
    fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
  );

const path = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
const body = fc.oneof(
  fc
    .dictionary(fc.constantFrom('test-tags', 'animal'), fc.string())
    .map((tags) => JSON.stringify({ path, tags })),
  fc
    .record(
      {
        path: near(path, '', null),
        tags: fc.oneof(fc.dictionary(near('test-tags').map(String), near('x', '')), near({})),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc.json(),
  fc.string(),
);
const user = { domain: { name: 'IAMDomain' }, name: 'IAMUser', password: 'IAMPassword' };
const auth = fc
  .record({
    identity: fc.constant({ methods: ['password'], password: { user } }),
    scope: near({}, undefined),
  })
  .map((value) => JSON.stringify(value));
const segment = (right: string) =>
  fc.oneof({ arbitrary: fc.constant(right), weight: 9 }, fc.string({ minLength: 1 }).map(encodeURIComponent));

it('answers every call of an operation as its document says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(segment(seedProject.id), segment('test-instance')),
      token,
      fc.constantFrom('application/json', 'application/json;charset=UTF-8', 'text/plain', ';'),
      body,
      async ([project, instance], credential, type, text) => {
        fc.pre(![project, instance].some((part) => part === '.' || part === '..'));
        const request = new Request(`${base}/v1/${project}/${instance}/image`, {
          method: 'PUT',
          headers: { 'X-Auth-Token': credential, 'Content-Type': type },
          body: text,
        });
        await expectDocumented(request);
      },
    ),
    { numRuns: 500 },
  );
});

it('answers every token request as its document says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('', '?nocatalog=1'), fc.oneof(auth, body), async (query, text) => {
      const request = new Request(`${base}/v3/auth/tokens${query}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: `{"auth":${text}}`,
      });
      await expectDocumented(request);
    }),
  );
});

async function expectDocumented(request: Request): Promise<void> {
  const response = await provider.fetch(request.clone());
  const exchange = await fromFetch(request, response);
  const contract = contracts.find((one) => one.match(request.method, request.url).kind === 'operation');
  if (contract === undefined) throw new Error(`no operation for ${request.url}`);
  const { findings, unchecked } = check(contract, exchange, { sides: ['response'] });
  expect({ findings, unchecked }).toEqual({ findings: [], unchecked: [] });
  expect(response.status).toBeLessThan(500);
}
