import { expect, it } from 'vitest';
import { describeContract, plan, type Runner, run } from '../../../src/conformance/conformance.ts';
import { withMembers } from '../../mutants/mutant.ts';
import { type Front, serveBehind } from '../../mutants/serve.ts';

/** A runner that keeps what was registered and runs it when told. */
function createRunner() {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  const ends: (() => Promise<void>)[] = [];
  let outer = '';
  const runner: Runner = {
    describe(name, body) {
      outer = name;
      body();
    },
    it: Object.assign(
      (name: string, body: () => Promise<void>) => void tests.push({ name: `${outer} > ${name}`, body }),
      { skip: () => {} },
    ),
    afterAll: (body) => void ends.push(body),
  };
  return {
    runner,
    names: () => tests.map(({ name }) => name),
    /** The message of each test that failed. */
    async finish(): Promise<Record<string, string>> {
      const failed: Record<string, string> = {};
      for (const { name, body } of tests)
        await body().catch((error: Error) => {
          failed[name] = error.message;
        });
      for (const body of ends) await body();
      return failed;
    },
  };
}

const same: Front = { answer: (real) => real };

/** Registers the tests of a provider that is started by them, and runs them. */
async function runSuite(front: Front, headers = true) {
  const { runner, names, finish } = createRunner();
  const served = await serveBehind(front);
  let closed = 0;
  await describeContract({
    target: () => ({
      url: served.url,
      close: async () => {
        closed += 1;
        await served.close();
      },
    }),
    ...(headers ? { headers: { 'X-Auth-Token': served.provider.issueToken() } } : {}),
    phases: ['examples', 'boundary'],
    runner,
  });
  return { names: names(), failed: await finish(), closed };
}

const operation = 'PUT /v1/{project_id}/{instance_name}/image';

it('registers a test for each group of cases, and passes for a correct provider', async () => {
  const { names, failed, closed } = await runSuite(same);
  expect(names.slice(0, 2)).toEqual([`${operation} > the valid request`, `${operation} > examples`]);
  expect(names).toContain(`${operation} > boundary of /body/path`);
  expect(new Set(names).size).toBe(names.length);
  expect(failed).toEqual({});
  expect(closed).toBe(1);
});

it('fails once for a fault, with what the text report says', async () => {
  const { failed } = await runSuite({ answer: withMembers(200, { result: 7 }) });
  expect(Object.keys(failed)).toEqual([`${operation} > the valid request`]);
  const message = failed[`${operation} > the valid request`] ?? '';
  expect(message).toMatch(/^the provider breaks its document\n\n {2}error response-body-schema\n/);
  expect(message).toContain('response body /result: received 7, documented type string');
  expect(message).toContain('statement  “');
  expect(message).toMatch(/document {3}.*openapi\/imagesearch\.yaml:\d+/);
  expect(message).toContain('"$X_AUTH_TOKEN"');
});

it('fails where nothing could be looked at', async () => {
  const { names, failed } = await runSuite(same, false);
  expect(Object.keys(failed)).toEqual(names);
  expect(Object.values(failed)[0]).toBe(
    `the provider breaks its document\n\n  not checked: no valid request of ${operation} was accepted: received status 401 "APIGW.0301", give a credential with --header 'Name: value'`,
  );
});

it('says what it needs where there is no runner', async () => {
  await expect(describeContract({ target: 'http://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'usage-invalid',
    message: 'describeContract found no describe, it and afterAll',
  });
  await expect(plan({ target: 'here' })).rejects.toMatchObject({
    code: 'usage-invalid',
    message: 'the target wants an http or https URL, received "here"',
  });
});

it('plans and runs without a suite', async () => {
  const served = await serveBehind({ answer: withMembers(200, { result: 7 }) });
  try {
    const settings = {
      target: served.url,
      headers: { 'X-Auth-Token': served.provider.issueToken() },
      phases: ['examples'] as const,
    };
    const { operations } = await plan(settings);
    expect(operations.map((one) => one.operation)).toEqual([operation]);
    const { findings, unchecked } = await run(settings);
    expect({ rules: findings.map(({ rule }) => rule), unchecked }).toEqual({
      rules: ['response-body-schema'],
      unchecked: [],
    });
    expect(findings[0]?.statement).toMatch(/./);
  } finally {
    await served.close();
  }
});
