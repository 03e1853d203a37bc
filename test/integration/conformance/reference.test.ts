import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../../../src/exchange/listen.ts';
import { createProvider, type Provider } from '../../../src/provider/provider.ts';
import { defaultSeeds, seedProject } from '../../../src/provider/seeds.ts';
import { runTestCommand } from './run-command.ts';

let provider: Provider;
let server: Listening;
let token: string;
let credentials: string[];
beforeAll(async () => {
  const image = { projectId: seedProject.id, instanceName: 'catalog', path: 'shelf/1.jpg', tags: {} };
  const instance = {
    projectId: seedProject.id,
    name: 'catalog',
    status: 'NORMAL',
    tagKeys: ['colour'],
  } as const;
  const { instances, images } = defaultSeeds;
  provider = createProvider({
    seeds: { ...defaultSeeds, instances: [...instances, instance], images: [...images, image] },
  });
  server = await provider.listen();
  token = provider.issueToken();
  const expired = provider.issueToken({ expiresAt: new Date(0) });
  credentials = ['--header', `X-Auth-Token: ${token}`, '--expired-header', `X-Auth-Token: ${expired}`];
});
afterAll(async () => {
  await server.close();
  provider.close();
});

describe('contract-kit test against the reference provider', () => {
  it('passes without a finding, a warning or a gap', async () => {
    const { exitCode, report, stderr } = await runTestCommand(['--target', server.url, ...credentials]);
    expect({ exitCode, verdict: report.verdict, findings: report.findings }).toEqual({
      exitCode: 0,
      verdict: { status: 'pass', reasons: [] },
      findings: [],
    });
    expect(report.summary).toMatchObject({ errors: 0, warnings: 0, unchecked: [] });
    // The last one leaves the valid request behind and is not judged.
    expect(report.summary.checked).toBe(report.summary.exchanges - 1);
    expect(stderr).toMatch(
      /^cases: examples \d+, boundary \d+, negative \d+, pairs \d+, fuzz \d+, stateful \d+; \d+ made and not sent; \d+ requests; seed 1\ntime: [\d.]+ s, \d+ requests\/s; [\d.]+ s waiting for the provider, [\d.]+ s in the kit\n$/,
    );
  });

  it('proves every documented statement, or says why not', async () => {
    const { report } = await runTestCommand(['--target', server.url, ...credentials]);
    const documented = report.coverage.clauses.filter(({ strength }) => strength === 'documented');
    const reasons = Map.groupBy(
      documented.filter(({ state }) => state !== 'proven'),
      ({ reason = 'no reason' }) => reason,
    );
    expect(
      Object.fromEntries([...reasons].map(([reason, rows]) => [reason, rows.map(({ id }) => id)])),
    ).toEqual({
      'no answer of this run had this outcome of status 400': [4, 6, 9, 10, 11, 12, 13, 14, 15].map(
        (number) => `error.IS.00${String(number).padStart(2, '0')}`,
      ),
      'no credential for SignatureAuthorization and SignatureDate was given': [
        'request.credentials.aksk',
        'request.header.authorization',
        'request.header.x-sdk-date',
      ],
      'the statement is prose: no exchange can show it': ['request.header.x-auth-token.origin'],
      'a path without this parameter is another path, so no request can leave it out': [
        'request.path.instance_name.mandatory',
        'request.path.project_id.mandatory',
      ],
      ...Object.fromEntries(
        [404, 413, 414, 429, 494, 500, 502, 503, 504].map((status) => [
          `no answer of this run had status ${status}`,
          [`response.${status}`],
        ]),
      ),
      'the target of the run stands in for the servers of the document': ['server.scheme'],
    });
  });

  it('takes real data with --set in place of the documented examples', async () => {
    const { exitCode, report } = await runTestCommand([
      ...['--target', server.url, ...credentials],
      ...[
        '--set',
        'instance_name=catalog',
        '--set',
        'body.path=shelf/1.jpg',
        '--set',
        'body.tags={"colour":"red"}',
      ],
    ]);
    expect({ exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] });
    expect(provider.store.images.find(seedProject.id, 'catalog', 'shelf/1.jpg')).toBeDefined();
  });

  it('gives the same report bytes for the same seed', async () => {
    const run = async () =>
      JSON.stringify((await runTestCommand(['--target', server.url, ...credentials])).report);
    expect(await run()).toBe(await run());
  });

  it('runs the phases and operations that are asked for', async () => {
    const { report, stderr } = await runTestCommand([
      ...['--target', server.url, ...credentials, '--phases', 'examples', '--only', 'RunModifyPicture'],
    ]);
    const sent = /^cases: examples (\d+); /.exec(stderr)?.[1];
    expect(report.summary.exchanges).toBe(Number(sent) + 1);
  });

  it('ends unchecked, not with a hundred findings, when no valid request is accepted', async () => {
    const { exitCode, report } = await runTestCommand(['--target', server.url]);
    expect({ exitCode, findings: report.findings, unchecked: report.summary.unchecked }).toEqual({
      exitCode: 2,
      findings: [],
      unchecked: [
        {
          reason:
            'no valid request of PUT /v1/{project_id}/{instance_name}/image was accepted: received status 401 "APIGW.0301", give a credential with --header \'Name: value\'',
          count: 1,
        },
      ],
    });
  });

  it('says which error code refused the data that were given', async () => {
    const { exitCode, report } = await runTestCommand([
      ...['--target', server.url, ...credentials, '--set', 'instance_name=nowhere'],
    ]);
    expect(exitCode).toBe(2);
    expect(report.summary.unchecked[0]?.reason).toBe(
      'no valid request of PUT /v1/{project_id}/{instance_name}/image was accepted: received status 400 "IS.0007", give real values with --set NAME=VALUE',
    );
  });

  it('finds the credential in the environment too', async () => {
    const { exitCode } = await runTestCommand(['--target', server.url, '--phases', 'examples'], {
      env: { CONTRACT_KIT_USER_TOKEN: token },
    });
    expect(exitCode).toBe(0);
  });
});
