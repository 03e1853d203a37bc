import { expect, it } from 'vitest';
import { toArguments } from '../../mutants/fixture.ts';
import { type Answer, accepting, memberOf, withMembers } from '../../mutants/mutant.ts';
import { serveBehind } from '../../mutants/serve.ts';
import { tasks } from '../../mutants/tasks/fixture.ts';
import { runTestCommand } from './run-command.ts';

/** What the command reports of a provider behind a front, and the requests of its run. */
async function findingsOf(answer: (real: Answer) => Answer, args: readonly string[] = []) {
  const served = await serveBehind({ answer });
  try {
    const token = served.provider.issueToken();
    const header = ['--header', `X-Auth-Token: ${token}`];
    const { report } = await runTestCommand(['--target', served.url, ...header, ...args]);
    const curl = (text = '') => text.slice(text.indexOf('/image ') + '/image '.length);
    return report.findings.map(({ rule, reproduce, proof }) => ({ rule, curl: curl(reproduce), proof }));
  } finally {
    await served.close();
  }
}

const fields = `-H 'content-type: application/json' -H 'x-auth-token: '"$X_AUTH_TOKEN"`;

it('reduces the request of a fault in the answer to what the document demands', async () => {
  expect(await findingsOf(withMembers(200, { result: 7 }))).toEqual([
    {
      rule: 'response-body-schema',
      curl: `${fields} --data-raw '{"path":"https://bucketName.obs.myhuaweicloud.com/image/test1.jpg","tags":{}}'`,
      proof: undefined,
    },
  ]);
});

it('keeps an invalid request invalid for the same reason', async () => {
  const accepts = accepting((_request, body) => memberOf(body, 'tags') === null);
  const found = await findingsOf(accepts, ['--phases', 'boundary,negative']);
  expect(found.map(({ rule }) => rule)).toEqual(['request-invalid-accepted']);
  expect(found[0]).toMatchObject({
    curl: expect.stringMatching(/"tags":null/),
    proof: { keyword: 'type', pointer: '/body/tags', after: null },
  });
  expect(found[0]?.curl).not.toContain('accept:');
});

it('keeps what makes a special request special', async () => {
  const crashes =
    (real: Answer): Answer =>
    async (request) => {
      const text = await request.clone().text();
      return text.length > 2000 ? Response.json({}, { status: 500 }) : await real(request);
    };
  const found = await findingsOf(crashes);
  const crash = found.find(({ rule }) => rule === 'response-server-error');
  // Half of what crashes it does not crash it.
  expect(crash?.curl.length).toBeGreaterThan(2000);
  expect(crash?.curl.length).toBeLessThan(4600);
});

it('sends few more requests where each of them makes something', async () => {
  const made: string[] = [];
  const broken =
    (real: Answer): Answer =>
    async (request) => {
      made.push(request.method);
      const response = await real(request);
      if (request.method !== 'POST' || response.status !== 201) return response;
      return Response.json(
        { ...((await response.json()) as object), title: 7 },
        { status: 201, headers: response.headers },
      );
    };
  const args = ['--phases', 'examples', '--only', 'POST /tasks'];
  const count = async (answer?: (real: Answer) => Answer): Promise<number> => {
    made.length = 0;
    const seen =
      (real: Answer): Answer =>
      async (request) => {
        made.push(request.method);
        return await real(request);
      };
    const served = await tasks.serve({ answer: answer ?? seen });
    await runTestCommand([...toArguments(tasks, served), ...args]);
    await served.close();
    return made.length;
  };
  const [correct, wrong] = [await count(), await count(broken)];
  expect(wrong - correct).toBeGreaterThan(1);
  expect(wrong - correct).toBeLessThanOrEqual(12);
});

it('shows the case of the field names where that is the fault', async () => {
  const served = await serveBehind({
    respond: async ({ incoming, real, outgoing }) => {
      const isUpper = incoming.rawHeaders.includes('CONTENT-TYPE');
      const response = isUpper ? Response.json({}, { status: 500 }) : await real();
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    },
  });
  const header = ['--header', `X-Auth-Token: ${served.provider.issueToken()}`, '--phases', 'boundary'];
  const { report } = await runTestCommand(['--target', served.url, ...header]);
  await served.close();
  const [crash] = report.findings.filter(({ rule }) => rule === 'response-server-error');
  expect(crash?.reproduce).toContain(
    `-H 'CONTENT-TYPE: application/json' -H 'X-AUTH-TOKEN: '"$X_AUTH_TOKEN"`,
  );
});
