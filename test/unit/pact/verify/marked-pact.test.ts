import { expect, it } from 'vitest';
import { readPact } from '../../../../src/pact/file/read-pact.ts';
import { listJobs } from '../../../../src/pact/verify/job.ts';
import { toMarkedPact } from '../../../../src/pact/verify/marked-pact.ts';

const head = '"consumer":{"name":"shop"},"provider":{"name":"Orders"}';

function mark(text: string, descriptions: readonly string[] = []) {
  const pact = readPact(text, 'shop.json');
  return toMarkedPact(pact, listJobs([{ pact, pending: false }], descriptions).jobs);
}

it('names what belongs to an interaction, and leaves the rest to the letter', () => {
  const text = `{${head},"interactions":[
    {"description":"one","providerStates":[{"name":"a","params":{"n":1.0}},{"name":"b"}],
     "request":{"method":"GET","path":"/","headers":{"A":"1"},"body":12345678901234567890},"response":{"status":200,"body":1.50}},
    {"description":"two","request":{"method":"GET","path":"/"},"response":{"status":200}}],
    "metadata":{"pactSpecification":{"version":"3.0.0"},"plugins":[{"name":"p"}]}}`;
  expect(mark(text)).toBe(
    [
      `{${head},"interactions":[`,
      '{"description":"contract-kit-0-0","providerStates":[{"name":"contract-kit-0-0-state-0","params":{"n":1.0}},{"name":"contract-kit-0-0-state-1"}],',
      '"request":{"method":"GET","path":"/","headers":{"A":"1","X-Contract-Kit-Interaction":"contract-kit-0-0"},"body":12345678901234567890},"response":{"status":200,"body":1.50}},',
      '{"description":"contract-kit-0-1","request":{"method":"GET","path":"/","headers":{"X-Contract-Kit-Interaction":"contract-kit-0-1"}},"response":{"status":200}}],',
      '"metadata":{"pactSpecification":{"version":"3.0.0"}}}',
    ].join(''),
  );
});

it('names the one state of the first versions, however it was written', () => {
  const interaction = (state: string) =>
    `{${head},"interactions":[{"description":"one",${state},"request":{"method":"GET","path":"/","headers":null},"response":{"status":200}}]}`;
  for (const state of ['"providerState":"a"', '"provider_state":"a"']) {
    expect(JSON.parse(mark(interaction(state))).interactions).toEqual([
      {
        description: 'contract-kit-0-0',
        providerState: 'contract-kit-0-0-state-0',
        request: { method: 'GET', path: '/', headers: { 'X-Contract-Kit-Interaction': 'contract-kit-0-0' } },
        response: { status: 200 },
      },
    ]);
  }
});

it('holds the chosen interactions only', () => {
  const one = (description: string) =>
    `{"description":"${description}","request":{"method":"GET","path":"/"},"response":{"status":200}}`;
  const marked = mark(`{${head},"interactions":[${one('a')},${one('b')},${one('a')}]}`, ['a']);
  expect(
    JSON.parse(marked).interactions.map(({ description }: { description: string }) => description),
  ).toEqual(['contract-kit-0-0', 'contract-kit-0-2']);
});
