import { describe, expect, it } from 'vitest';
import { listBaselines } from '../../../../src/conformance/plan/baseline.ts';
import { type PlanConfig, planDefaults } from '../../../../src/conformance/plan/config.ts';
import { planConformance } from '../../../../src/conformance/plan/plan.ts';
import { compileContract } from '../../../../src/contract/compile.ts';
import type { HttpRequest } from '../../../../src/exchange/exchange.ts';
import { loadSpec } from '../../../../src/spec/load.ts';

const document = await loadSpec('test/documents/tasks.yaml', { cwd: process.cwd() });
const contract = compileContract(document, { servers: ['http://localhost/api'] });
const id = '11111111-2222-4333-8444-555555555555';
const states = [{ name: 'a task exists', params: { id } }];

const record = (
  label: string,
  request: Partial<HttpRequest>,
  own = states,
): PlanConfig['recorded'][number] => ({
  label,
  request: { method: 'PUT', url: `/api/tasks/${id}`, headers: {}, ...request },
  states: own,
});
const put = (body: object): Partial<HttpRequest> => ({ body: { kind: 'json', value: { ...body } as never } });
const configOf = (recorded: PlanConfig['recorded'], more: Partial<PlanConfig> = {}): PlanConfig => ({
  ...planDefaults,
  basePath: '/api',
  recorded,
  ...more,
});

function candidates(config: PlanConfig, operationId = 'replaceTask') {
  const operation = contract.operations.find((one) => one.operationId === operationId);
  const found = operation ? listBaselines(contract, config, { operation }) : 'no operation';
  if (typeof found === 'string') return found;
  return found.map(({ name, draft, states: own }) => ({
    name,
    parameters: Object.fromEntries(
      [...draft.parameters].map(([parameter, value]) => [parameter.name, value]),
    ),
    body: draft.body,
    states: own,
  }));
}

describe('recorded requests', () => {
  it('are the first candidates, with their states', () => {
    const [first, second] = candidates(configOf([record('one', put({ title: 'Recorded' }))]));
    expect(first).toEqual({ name: 'one', parameters: { id }, body: { title: 'Recorded' }, states });
    expect(second).toMatchObject({ name: 'example without a name', states: undefined });
  });

  it('give way to configured values', () => {
    const values = { id: '99999999-2222-4333-8444-555555555555', 'body.title': 'Mine' };
    const [first] = candidates(configOf([record('one', put({ title: 'Recorded', note: null }))], { values }));
    expect(first).toMatchObject({ parameters: { id: values.id }, body: { title: 'Mine', note: null } });
  });

  it('give optional parameters in the types that their schemas read', () => {
    const request = { method: 'GET', url: '/api/tasks?limit=7&label=a&label=b' };
    const [first] = candidates(configOf([record('list', request, [])]), 'listTasks');
    expect(first).toEqual({
      name: 'list',
      parameters: { limit: 7, label: ['a', 'b'] },
      body: undefined,
      states: undefined,
    });
  });

  it('of other operations are left out', () => {
    const config = configOf([record('one', put({ title: 'Recorded' }))]);
    expect(JSON.stringify(candidates(config, 'createTask'))).not.toContain('Recorded');
  });

  it('beside the first are cases of their own', () => {
    const plan = planConformance(
      contract,
      configOf([record('one', put({ title: 'One' })), record('two', put({ title: 'Two' }), [])], {
        phases: ['examples'],
        only: ['replaceTask'],
      }),
    );
    const recorded = plan.operations[0]?.cases.filter(({ intent }) => intent.keyword === 'recorded');
    expect(recorded?.map(({ id: name, expect: expected, states: own }) => ({ name, expected, own }))).toEqual(
      [
        {
          name: 'examples:replaceTask:/:recorded:two',
          expected: { kind: 'accepted', severity: 'warning', because: 'recorded' },
          own: undefined,
        },
      ],
    );
  });
});
